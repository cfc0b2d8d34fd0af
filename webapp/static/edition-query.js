// What a question typed into the offline edition means: document numbers in any spelling, and words with or without
// marks. The rules are those of the program (indexer/numbers, indexer/search/spelling), in small.
(function () {
  "use strict";
  var fold = window.canCu.fold;
  var spell = window.canCu.spell;
  var ALIKE = "АВЕКМНОРСТУХІЈЅаеорсухіјѕвкмнтΑΒΕΖΗΙΚΜΝΟΡΤΥΧοÐðƉɖ";
  var LATIN = "ABEKMHOPCTYXIJSaeopcyxijsbkmhtABEZHIKMNOPTYXoĐđĐđ";
  var DASHES = /[\u2010-\u2015\u2212\ufe63\uff0d\u2043\u00ad]/g;
  var SLASHES = /[\u2044\u2215\uff0f\uff3c]/g;
  var BLANKS = /[\u00a0\u2007\u2009\u202f\u200b-\u200d\u2060\ufeff]/g;
  var NUMERALS = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"];
  var TENS = ["", "x", "xx", "xxx"];
  var BEFORE_ORDINALS = ["khoa", "hoi", "thu", "ky", "uong"];
  var BEFORE_ANY_ORDINAL = ["khoa", "thu"];
  var NOT_WORDS = ["so", "cua", "van", "ban"];
  var COUNTED = ["nam", "trieu", "ty", "ti", "nghin", "ngan", "dong", "nguoi", "lan", "ngay", "thang"];
  var MOST_WORDS = 32;
  var roman = {};

  TENS.forEach(function (ten, i) {
    NUMERALS.forEach(function (one, j) {
      if (i || j) {
        roman[ten + one] = String(10 * i + j);
      }
    });
  });

  function unified(text) {
    return text
      .normalize("NFC")
      .replace(/[^\u0000-\u00ff\u1e00-\u1eff]|[Ðð]/g, function (letter) {
        var at = ALIKE.indexOf(letter);
        return at < 0 ? letter : LATIN[at];
      })
      .replace(DASHES, "-")
      .replace(SLASHES, "/")
      .replace(BLANKS, " ");
  }

  function pieces(folded) {
    var pattern = /[0-9]+(?:\.[0-9]{1,2}(?![0-9]))?(?:[a-e](?![a-z]))?|[a-z]+(?:&[a-z]+)?/g;
    var found = [];
    var match;
    while ((match = pattern.exec(folded))) {
      found.push({ text: match[0], start: match.index, end: pattern.lastIndex, digits: /^[0-9]/.test(match[0]) });
    }
    return found;
  }

  function parted(folded, left, right) {
    return folded.slice(left.end, right.start);
  }

  // The kind named before place `at` ("nghi quyet so", "nq"): where it begins, its id and its symbol in keys.
  function kindBefore(head, folded, all, at) {
    var last = at - 1;
    if (last >= 0 && all[last].text === "so" && /^[.\s:]{0,3}$/.test(parted(folded, all[last], all[at]))) {
      last -= 1;
    }
    for (var length = Math.min(5, last + 1); length > 0; length -= 1) {
      var words = all.slice(last - length + 1, last + 1);
      var name = words.map(function (word) {
        return word.text;
      }).join(" ");
      var gap = parted(folded, all[last], all[last + 1]);
      if (head.names[name] && /^[.\s:]{0,3}$/.test(gap)) {
        return { start: words[0].start, id: head.names[name][0], symbol: head.names[name][1] };
      }
      if (length === 1 && head.kinds[name] && /^[.\s-]{0,3}$/.test(gap)) {
        return { start: words[0].start, id: "", symbol: head.kinds[name] };
      }
    }
    return null;
  }

  // "cttg" is CT-TTg, "ndcp" is NĐ-CP: a kind and an organ that have run together, one letter perhaps shared.
  function fused(head, letters) {
    for (var shared = 0; shared < 2; shared += 1) {
      for (var cut = 2; cut < letters.length - 1 + shared; cut += 1) {
        var kind = letters.slice(0, cut);
        var organ = letters.slice(cut - shared);
        if (head.kinds[kind] && head.organSet[organ]) {
          return [kind, organ];
        }
      }
    }
    return null;
  }

  // The number whose digits stand at place `at`, null where none is meant.
  function numberAt(head, folded, all, at) {
    var digits = all[at];
    if (!/^[0-9]{1,5}(?:\.[0-9]{1,2})?[a-e]?$/.test(digits.text)) {
      return null;
    }
    var before = kindBefore(head, folded, all, at);
    var next = at + 1;
    var end = digits.end;
    var year = "";
    var kind = "";
    var organ = "";
    function joins(place, pattern) {
      return place < all.length && pattern.test(folded.slice(end, all[place].start));
    }
    if (joins(next, /^\s{0,3}[-/\s]{1,2}\s{0,3}$/) && /^(?:19|20)[0-9]{2}$/.test(all[next].text)) {
      year = all[next].text;
      end = all[next].end;
      next += 1;
    }
    function organsFrom(place) {
      var strict = true; // behind the first one, only a separator goes on
      while (joins(place, strict ? /^\s{0,3}[-/.\s]{0,2}\s{0,3}$/ : /^\s{0,1}[-/.]{1,2}\s{0,1}$/) && !all[place].digits) {
        var letters = all[place].text.replace("&", "");
        var known = head.organSet[letters] || head.kinds[letters] || /^(?:qh|ubtvqh)$/.test(letters);
        if (strict ? !known && !/[-/]/.test(folded.slice(end, all[place].start)) : !known && letters.length > 8) {
          return;
        }
        organ += letters;
        end = all[place].end;
        place += 1;
        if (joins(place, /^\s{0,2}$/) && all[place].digits && /^(?:qh|ubtvqh|bcd)$/.test(letters)) {
          organ += all[place].text;
          end = all[place].end;
          place += 1;
        }
        strict = false;
      }
    }
    if (joins(next, /^\s{0,3}[-/.\s]{1,2}\s{0,3}$/) && !all[next].digits) {
      var letters = all[next].text;
      var two = fused(head, letters);
      if (head.kinds[letters]) {
        kind = head.kinds[letters];
        end = all[next].end;
        organsFrom(next + 1);
      } else if (two && !head.organSet[letters]) {
        kind = head.kinds[two[0]];
        organ = two[1];
        end = all[next].end;
      } else if (letters === "tw" && joins(next, /[-/]/) && all[next + 1] && head.kinds[all[next + 1].text]) {
        kind = head.kinds[all[next + 1].text];
        organ = letters;
        end = all[next + 1].end;
      } else if (before || (year && /^(?:qh|ubtvqh)/.test(letters))) {
        organsFrom(next);
      }
    }
    if (!kind && !before && !(year && organ)) {
      return null;
    }
    return {
      start: before ? before.start : digits.start,
      end: end,
      digits: digits.text.replace(/^0+(?=[0-9])/, ""),
      year: year,
      kind: kind || (before && !organ.match(/^(?:qh|ubtvqh)/) ? before.symbol : ""),
      named: before ? before.id : "",
      organ: organ
    };
  }

  // The keys of a number in the order in which they are tried.
  function keys(number) {
    var dated = number.digits + (number.year ? "." + number.year : "");
    var found = number.organ ? [dated + "." + number.kind + "." + number.organ] : [];
    if (number.named && !number.year) {
      found.push(number.digits + "." + number.named);
    }
    found.push(dated + "." + number.kind);
    if (!number.year || !number.organ) {
      found.push(number.digits + "." + number.kind);
    }
    return number.bare ? [number.digits] : found;
  }

  function numbers(head, folded) {
    var all = pieces(folded);
    var found = [];
    var bare = /^[^a-z0-9]*(?:(?:van ban )?so\s{1,3})?([0-9]{1,5})[^a-z0-9]*$/.exec(folded);
    if (bare) {
      return [{ start: 0, end: folded.length, digits: bare[1].replace(/^0+(?=[0-9])/, ""), bare: true }];
    }
    for (var at = 0; at < all.length; at += 1) {
      var number = all[at].digits ? numberAt(head, folded, all, at) : null;
      var last = found[found.length - 1];
      if (number && !(last && number.start < last.end)) {
        var following = all.filter(function (piece) {
          return piece.start >= number.end;
        })[0];
        if (!following || number.organ || COUNTED.indexOf(following.text) < 0) {
          found.push(number);
        }
      }
    }
    return found;
  }

  function ordinal(word, before) {
    var value = roman[word.toLowerCase()];
    var upper = word === word.toUpperCase();
    if (!value || !(upper || word === word.toLowerCase())) {
      return null;
    }
    if (BEFORE_ANY_ORDINAL.indexOf(before) >= 0) {
      return value;
    }
    var known = BEFORE_ORDINALS.indexOf(before) >= 0;
    if (upper) {
      return known || (word.length > 1 && word !== "VI" && word !== "XI") ? value : null;
    }
    return known && word.length > 2 ? value : null;
  }

  function words(head, text) {
    var pattern = /[\p{L}\p{N}]+/gu;
    var found = [];
    var end = -1;
    var match;
    function add(word, from, follows) {
      var before = found.length ? found[found.length - 1].folded : "";
      var spelled = ordinal(word, before) || spell(word);
      var folded = fold(spelled);
      found.push({ spelled: spelled, folded: folded, marked: folded !== spelled, follows: follows, raw: from });
    }
    while ((match = pattern.exec(text)) && found.length < MOST_WORDS) {
      var raw = match[0];
      var follows = end >= 0 && !/[.;:!?…\n\u0000]/.test(text.slice(end, match.index));
      var long = head.shortForms[raw] || head.shortForms[fold(raw)];
      end = pattern.lastIndex;
      (long ? long.split(/[^\p{L}\p{N}]+/u) : [raw]).forEach(function (word, place) {
        add(word, raw, place ? true : follows);
      });
    }
    return found;
  }

  // Return the numbers of `typed`, and its text for `words`.
  window.canCu.question = function (head, typed) {
    var text = unified(typed);
    return { text: text, numbers: numbers(head, fold(text)) };
  };

  // Return the words of a question without `known` numbers; none where they only introduce such a number.
  window.canCu.words = function (head, question, known) {
    var rest = question.text;
    known.forEach(function (number) {
      rest = rest.slice(0, number.start) + new Array(number.end - number.start + 1).join("\u0000") + rest.slice(number.end);
    });
    var left = words(head, rest);
    var only = known.length && left.every(function (word) {
      return NOT_WORDS.indexOf(word.folded) >= 0;
    });
    return only ? [] : left;
  };
  window.canCu.keys = keys;
})();
