// Finding in the offline edition: documents by number, passages by words, in the order of the program's own ranking
// (indexer/search/ranking.py) in small: BM25 over syllables and neighbouring syllables, titles first.
(function () {
  "use strict";
  var canCu = window.canCu;
  var BEST = 80; // passages whose titles are looked at
  var MOST = 200; // documents that are listed
  var FULL_TITLE = 2000;
  var IN_TITLE = 1000;
  var TITLE_SHARE = 100;
  var FEWEST_FOR_FLOOR = 3;
  var FEWEST_IN_TITLE = 2; // syllables: a single word in a title says little
  var LONGEST = 8; // times the mean length that a passage counts as at most

  function byPassage(posting) {
    var found = {};
    eachOf(posting, function (passage, count) {
      found[passage] = count;
    });
    return found;
  }

  // A posting holds steps from passage to passage, doubled; an odd one is followed by a count other than one.
  function eachOf(posting, act) {
    var passage = 0;
    for (var at = 0; at < posting.length; at += 1) {
      var step = posting[at];
      passage += step >> 1;
      act(passage, step & 1 ? posting[(at += 1)] : 1);
    }
  }

  function sizeOf(posting) {
    var size = 0;
    eachOf(posting, function () {
      size += 1;
    });
    return size;
  }

  function rarity(head, size) {
    return Math.log(1 + (head.lengths.length - size + 0.5) / (size + 0.5));
  }

  function pairsOf(words) {
    var found = [];
    for (var at = 1; at < words.length; at += 1) {
      if (words[at].follows) {
        found.push([words[at - 1], words[at]]);
      }
    }
    return found;
  }

  function pairKey(pair) {
    return pair[0].folded + " " + pair[1].folded;
  }

  function unique(values) {
    return values.filter(function (value, at) {
      return values.indexOf(value) === at;
    });
  }

  // Add up the terms of `words`: {passage: [score, letters]}; letters is the sum whatever the marks.
  function scored(head, words, postings) {
    var weights = head.weights;
    var sums = {};
    var typed = {};
    function add(posting, weight, shareOf) {
      eachOf(posting, function (passage, count) {
        var ratio = Math.min(head.lengths[passage] / head.meanLength, LONGEST);
        var room = weights.saturation * (1 - weights.length + weights.length * ratio);
        var sum = sums[passage] || (sums[passage] = [0, 0]);
        var told = shareOf(passage, count);
        sum[0] += (told[0] * weight * told[1]) / (told[1] + room);
        sum[1] += (weight * count) / (count + room);
      });
    }
    words.forEach(function (word) {
      if (word.marked) {
        typed[word.spelled] = byPassage(postings["=" + word.spelled] || []);
      }
    });
    var seen = {};
    words.forEach(function (word) {
      var posting = postings[word.folded];
      if (!posting || seen[word.spelled]) {
        return;
      }
      seen[word.spelled] = true;
      var own = word.marked ? postings["=" + word.spelled] : null;
      add(posting, weights.syllable * rarity(head, sizeOf(own || posting)), function (passage, count) {
        if (!word.marked) {
          return [1, count];
        }
        var asTyped = typed[word.spelled][passage];
        return asTyped ? [1, asTyped] : [weights.folded, count];
      });
    });
    pairsOf(words).forEach(function (pair) {
      var posting = postings[pairKey(pair)];
      var name = pair[0].spelled + " " + pair[1].spelled;
      if (!posting || seen[name]) {
        return;
      }
      seen[name] = true;
      add(posting, weights.pair * rarity(head, sizeOf(posting)), function (passage, count) {
        var asTyped = pair.every(function (word) {
          return !word.marked || typed[word.spelled][passage];
        });
        return [asTyped ? 1 : weights.folded, count];
      });
    });
    return sums;
  }

  function syllables(text) {
    return (text.match(/[\p{L}\p{N}]+/gu) || []).map(function (word) {
      return canCu.fold(canCu.spell(word));
    });
  }

  function withoutOpening(list) {
    var first = list[0] === "ve" ? 1 : 0;
    return list.slice(first && list[1] === "viec" ? 2 : first);
  }

  // How much of a title the question is: a full title stands above every sum of terms.
  function titleScore(words, title) {
    var asked = withoutOpening(words.map(function (word) {
      return word.folded;
    }));
    var whole = withoutOpening(syllables(title));
    var marked = words.every(function (word) {
      return !word.marked || canCu.wordsOf(title).indexOf(word.spelled) >= 0;
    });
    if (!asked.length || !marked || (" " + whole.join(" ") + " ").indexOf(" " + asked.join(" ") + " ") < 0) {
      return 0;
    }
    if (asked.length === whole.length) {
      return FULL_TITLE;
    }
    return asked.length < FEWEST_IN_TITLE ? 0 : IN_TITLE + (TITLE_SHARE * asked.length) / whole.length;
  }

  function isCard(head, passage) {
    return passage === 0 || head.documentOf[passage - 1] !== head.documentOf[passage];
  }

  function best(head, words, sums) {
    var most = 0;
    var found = Object.keys(sums).map(function (passage) {
      most = Math.max(most, sums[passage][1]);
      return { passage: Number(passage), document: head.documentOf[passage], score: sums[passage][0], letters: sums[passage][1] };
    });
    var floor = words.length < FEWEST_FOR_FLOOR ? 0 : head.weights.floor * most;
    return found.filter(function (item) {
      return item.score > 0 && item.letters >= floor;
    }).sort(function (one, other) {
      return other.score - one.score || one.passage - other.passage;
    });
  }

  function byWords(head, words) {
    var wanted = [];
    words.forEach(function (word) {
      wanted.push(word.folded);
      if (word.marked) {
        wanted.push("=" + word.spelled);
      }
    });
    pairsOf(words).forEach(function (pair) {
      wanted.push(pairKey(pair));
    });
    return canCu.lookup(head, unique(wanted)).then(function (postings) {
      var found = best(head, words, scored(head, words, postings));
      var top = found.slice(0, BEST);
      return canCu.documents(head, unique(top.map(function (item) {
        return item.document;
      }))).then(function (documents) {
        top.forEach(function (item) {
          item.why = "text";
          if (isCard(head, item.passage)) {
            item.why = "cited";
            item.score = titleScore(words, documents[item.document].title) || item.score;
            if (syllables(documents[item.document].title).indexOf(words[0].folded) >= 0) {
              item.why = "title";
            }
          }
        });
        top.sort(function (one, other) {
          return other.score - one.score
            || documents[other.document].citations - documents[one.document].citations
            || one.passage - other.passage;
        });
        return top.concat(found.slice(BEST));
      });
    });
  }

  // The first of a number's keys that the library knows.
  function byNumber(head, number) {
    var keys = canCu.keys(number).map(function (key) {
      return "#" + key;
    });
    return canCu.lookup(head, keys).then(function (found) {
      var hit = keys.filter(function (key) {
        return found[key];
      })[0];
      return hit ? found[hit] : [];
    });
  }

  // The passages in which a number stands: its digits and letters side by side.
  function mentioning(head, number) {
    var parts = [number.digits, number.year, number.kind, number.organ].filter(Boolean);
    var pairs = parts.slice(1).map(function (part, at) {
      return parts[at] + " " + part;
    });
    if (!pairs.length) {
      return Promise.resolve([]);
    }
    return canCu.lookup(head, pairs).then(function (postings) {
      var held = pairs.map(function (pair) {
        return byPassage(postings[pair] || []);
      });
      return Object.keys(held[0]).filter(function (passage) {
        return held.every(function (counts) {
          return counts[passage];
        });
      }).map(function (passage) {
        return { passage: Number(passage), document: head.documentOf[passage], score: 0, why: "text" };
      });
    });
  }

  // Return a promise of {hits, words, numbers}: documents in order, each with its best passage and why it was found.
  // A number that no document bears is looked for by its words.
  canCu.search = function (head, typed) {
    var question = canCu.question(head, typed);
    return Promise.all(question.numbers.map(function (number) {
      return byNumber(head, number);
    })).then(function (numbered) {
      var known = question.numbers.filter(function (number, at) {
        return numbered[at].length;
      });
      var words = canCu.words(head, question, known);
      var worded = words.length ? byWords(head, words) : Promise.all(known.map(function (number) {
        return mentioning(head, number);
      })).then(function (lists) {
        return Array.prototype.concat.apply([], lists);
      });
      return worded.then(function (found) {
        var hits = [];
        var listed = {};
        function add(hit) {
          if (!listed[hit.document] && hits.length < MOST) {
            listed[hit.document] = true;
            hits.push(hit);
          }
        }
        numbered.forEach(function (documents) {
          documents.forEach(function (document) {
            add({ document: document, passage: -1, why: "number" });
          });
        });
        found.forEach(add);
        return { hits: hits, words: words, numbers: known };
      });
    });
  };
  canCu.wordsOf = function (text) {
    return (text.match(/[\p{L}\p{N}]+/gu) || []).map(canCu.spell);
  };
})();
