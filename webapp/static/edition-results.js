// The search page of the offline edition: reads the question from its address and shows what was found.
(function () {
  "use strict";
  var canCu = window.canCu;
  var STEP = 20; // documents shown at a time
  var LENGTH = 240; // letters of a snippet, about
  var LEAD = 60;
  var WHY = { number: "Đúng số và ký hiệu", title: "Khớp trích yếu", text: "Khớp nội dung", cited: "Khớp câu viện dẫn" };
  var list = document.querySelector("[data-edition-results]");
  var status = document.querySelector("[data-edition-status]");
  var understood = document.querySelector("[data-edition-understood]");
  var more = document.querySelector("[data-edition-more]");

  function element(tag, name, text) {
    var made = document.createElement(tag);
    if (name) {
      made.className = name;
    }
    if (text) {
      made.textContent = text;
    }
    return made;
  }

  // Where the words of a question stand in `text`; a marked word's other spellings only where it does not stand itself.
  function marksIn(text, words) {
    var found = [];
    var pattern = /[\p{L}\p{N}]+/gu;
    var match;
    var wanted = {};
    words.forEach(function (word) {
      wanted[word.folded] = word;
      if (word.raw !== word.spelled) {
        wanted[canCu.fold(word.raw)] = { folded: canCu.fold(word.raw), spelled: canCu.spell(word.raw), marked: false };
      }
    });
    while ((match = pattern.exec(text))) {
      var spelled = canCu.spell(match[0]);
      var word = wanted[canCu.fold(spelled)];
      if (word) {
        found.push({ start: match.index, end: pattern.lastIndex, word: word.folded, typed: !word.marked || word.spelled === spelled });
      }
    }
    var asTyped = namesOf(found.filter(function (mark) {
      return mark.typed;
    }));
    return withoutStrays(text, words, found.filter(function (mark) {
      return mark.typed || !asTyped[mark.word];
    }));
  }

  function namesOf(marks) {
    var names = {};
    marks.forEach(function (mark) {
      names[mark.word] = true;
    });
    return names;
  }

  // A word that stands beside its neighbour of the question says nothing where it stands alone.
  function withoutStrays(text, words, marks) {
    var pairs = {};
    words.forEach(function (word, at) {
      if (at) {
        pairs[words[at - 1].folded + " " + word.folded] = true;
      }
    });
    marks.forEach(function (mark, at) {
      var before = marks[at - 1];
      if (before && pairs[before.word + " " + mark.word] && /^\s+$/.test(text.slice(before.end, mark.start))) {
        before.joined = mark.joined = true;
      }
    });
    var together = namesOf(marks.filter(function (mark) {
      return mark.joined;
    }));
    return marks.filter(function (mark) {
      return mark.joined || !together[mark.word];
    });
  }

  function windowOf(text, marks) {
    var best = 0;
    var most = 0;
    marks.forEach(function (mark, at) {
      var words = {};
      for (var last = at; last < marks.length && marks[last].end - mark.start <= LENGTH; last += 1) {
        words[marks[last].word] = true;
      }
      if (Object.keys(words).length > most) {
        most = Object.keys(words).length;
        best = mark.start;
      }
    });
    var start = Math.max(0, best - LEAD);
    if (start) {
      var blank = text.indexOf(" ", start);
      start = blank >= 0 && blank < best ? blank + 1 : best;
    }
    var end = Math.min(text.length, start + LENGTH);
    if (end < text.length) {
      var before = text.lastIndexOf(" ", end);
      end = before > start ? before : end;
    }
    return [start, end];
  }

  // Fill `place` with the piece of `text` that has most of the words, marked.
  function marked(place, text, words, whole) {
    var plain = text.replace(/(^|\n)[ \t]*#{1,6}[ \t]+|\*+/g, "$1").replace(/\s+/g, " ").trim();
    var marks = marksIn(plain, words);
    var span = whole ? [0, plain.length] : windowOf(plain, marks);
    var done = span[0];
    place.appendChild(document.createTextNode(span[0] ? "…" : ""));
    marks.forEach(function (mark, at) {
      if (mark.start < done || mark.end > span[1]) {
        return;
      }
      var end = mark.end;
      while (marks[at + 1] && /^\s+$/.test(plain.slice(end, marks[at + 1].start)) && marks[at + 1].end <= span[1]) {
        at += 1;
        end = marks[at].end;
      }
      place.appendChild(document.createTextNode(plain.slice(done, mark.start)));
      place.appendChild(element("mark", "", plain.slice(mark.start, end)));
      done = end;
    });
    place.appendChild(document.createTextNode(plain.slice(done, span[1]) + (span[1] < plain.length ? "…" : "")));
  }

  function parts(name, texts) {
    var place = element("span", name);
    texts.filter(Boolean).forEach(function (text) {
      place.appendChild(element("span", "", text));
    });
    return place;
  }

  function flags(found) {
    var place = element("span", "flags");
    place.appendChild(element("span", found.held ? "flag flag-held" : "flag flag-lacking", found.held ? "có toàn văn" : "chưa có toàn văn"));
    if (found.citations) {
      place.appendChild(element("span", "flag", "được viện dẫn ở " + found.citations + " chỗ"));
    }
    return place;
  }

  function entry(found, hit, passage, words) {
    var item = element("li", "entry");
    var number = element("div", "entry-number");
    number.appendChild(found.number ? element("span", "number", found.number) : document.createTextNode(found.kind));
    item.appendChild(number);
    var body = element("div", "entry-body");
    var title = element("h2", "entry-title");
    var link = element("a");
    link.href = found.address;
    marked(link, found.title || found.label, words, true);
    title.appendChild(link);
    body.appendChild(title);
    var meta = element("p", "entry-meta");
    meta.appendChild(parts("meta", [found.number || found.title ? found.kind : "", found.issuer, found.issued, found.term]));
    meta.appendChild(document.createTextNode(" "));
    meta.appendChild(flags(found));
    body.appendChild(meta);
    if (passage && passage.text) {
      var snippet = element("p", "snippet");
      marked(snippet, passage.text, words, false);
      body.appendChild(snippet);
    }
    if (WHY[hit.why]) {
      var why = element("p", "why");
      why.appendChild(element("span", "", WHY[hit.why]));
      if (hit.why === "text" && passage && passage.address) {
        why.appendChild(document.createTextNode(": "));
        var place = element("a", "", passage.place || "chỗ này");
        place.href = passage.address;
        why.appendChild(place);
      }
      body.appendChild(why);
    }
    item.appendChild(body);
    return item;
  }

  function showNext(head, result) {
    var from = list.children.length;
    var hits = result.hits.slice(from, from + STEP);
    var numbers = hits.map(function (hit) {
      return hit.document;
    });
    var passages = hits.filter(function (hit) {
      return hit.passage >= 0 && hit.why !== "title";
    }).map(function (hit) {
      return hit.passage;
    });
    return Promise.all([canCu.documents(head, numbers), canCu.passages(head, passages)]).then(function (rows) {
      hits.forEach(function (hit) {
        list.appendChild(entry(rows[0][hit.document], hit, rows[1][hit.passage], result.words));
      });
      more.hidden = list.children.length >= result.hits.length;
      if (from && list.children[from]) {
        list.children[from].querySelector("a").focus();
      }
    });
  }

  function fail() {
    status.textContent = "Không đọc được dữ liệu tra cứu: thư mục “tra-cuu” phải nằm cạnh trang này. Xin chép lại cả thư mục.";
  }

  function start(asked) {
    canCu.load("dau").then(function (head) {
      head.organSet = {};
      head.organs.forEach(function (organ) {
        head.organSet[organ] = true;
      });
      return canCu.search(head, asked).then(function (result) {
        var shown = asked.length > 80 ? asked.slice(0, 80) + "…" : asked;
        understood.textContent = result.numbers.length
          ? "Đã nhận ra số và ký hiệu. Mỗi khóa đánh số lại từ đầu: kho có thể còn thiếu văn bản cùng số."
          : "";
        understood.hidden = !understood.textContent;
        more.addEventListener("click", function () {
          showNext(head, result).catch(fail);
        });
        return showNext(head, result).then(function () {
          status.textContent = result.hits.length
            ? result.hits.length + " văn bản cho “" + shown + "”"
            : "Không tìm thấy văn bản nào cho “" + shown + "”. Có thể thử ít từ hơn, hoặc chỉ số của văn bản.";
          list.hidden = !result.hits.length;
          list.setAttribute("data-edition-results", "done");
        });
      });
    }).catch(fail);
  }

  var asked = (new URLSearchParams(window.location.search).get("q") || "").trim();
  if (asked) {
    document.title = "Tìm “" + asked.slice(0, 60) + "” · Căn Cứ";
    document.querySelector("[data-edition-query]").value = asked;
    status.textContent = "Đang tìm…";
    start(asked.slice(0, 500));
  }
})();
