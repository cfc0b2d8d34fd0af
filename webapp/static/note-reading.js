// Own marks and notes on a reading page: words that are selected get a small bar with four colours and "Ghi chú";
// parts of the text, and the document, have a button beside "Thêm vào tư liệu". A panel lists what is on this page,
// also what is no longer found in it.
(function () {
  "use strict";
  var holder = document.querySelector("[data-notes]");
  if (!holder) {
    return;
  }
  var canCu = window.canCu;
  var notes = canCu.notes;
  var parts = canCu.noteParts;
  var JUMP = "#ghi-chu-";
  var WAIT = 200; // milliseconds in which a selection may still grow
  var GAP = 8; // pixels between the selected words and the bar
  var doc = holder.getAttribute("data-notes");
  var docName = holder.getAttribute("data-notes-name");
  var letter = document.querySelector("[data-notes-text]");
  var whole = letter && letter.getAttribute("data-notes-text") === "whole";
  var own = []; // this document's notes
  var found = {}; // where the words of each stand, by its id
  var tools = {}; // the buttons of the parts of the text, by place; "" is the document's
  var names = {}; // what the parts are called
  var pressed = false;
  var chosen = null; // {page, start, end} of the words that are selected
  var bar = null;
  var panel = null;
  var list = null;
  var toggle = null;

  function each(things, act) {
    Array.prototype.forEach.call(things, act);
  }

  function nameOf(place) {
    return names[place] || (place ? "mục " + place : "");
  }

  function readTools() {
    each(document.querySelectorAll(".own-tool"), function (tool) {
      var link = tool.previousElementSibling;
      var key = new URLSearchParams(link.search).get("m") || "";
      var place = key.slice(doc.length + 1);
      var named = link.querySelector("span");
      if (key !== doc && key.slice(0, doc.length + 1) !== doc + ":") {
        return;
      }
      tools[place] = tool;
      names[place] = named && place ? named.textContent.replace(/^:\s*/, "") : "";
      tool.addEventListener("click", function () {
        writeOnPlace(place);
      });
    });
  }

  // The block of the text that begins at a place.
  function blockOf(place) {
    var block = place ? document.getElementById(place) : null;
    return block && block.classList.contains("task") ? block.querySelector(".task-text") : block;
  }

  function onPlace(place) {
    return own.filter(function (note) {
      return note.place === place && !note.quote;
    })[0];
  }

  // On a page that holds a part of the text only what stands in that part can be said to be found or not.
  function placed(page, note) {
    var here = note.place && page && page.places.some(function (place) {
      return place.id === note.place;
    });
    if (!page || (!whole && note.place && !here)) {
      return { elsewhere: true };
    }
    var at = canCu.anchor.find(page.text, page.places, note);
    if (!whole && (!at || (!note.place && !at.sure))) {
      return { elsewhere: true };
    }
    return at || { lost: true };
  }

  function made(mark) {
    var around = document.createElement("mark");
    around.className = "own-mark " + notes.colour(mark.note.colour).mark + (mark.sure ? "" : " own-unsure");
    around.setAttribute("data-own", mark.note.id);
    return around;
  }

  // A button without letters behind the marked words: for the keyboard, and the number on paper. It takes no room; a
  // <button> would be a box, at which lines break and which puts a line break into copied text.
  function hook(note, number) {
    var pieces = letter.querySelectorAll('mark[data-own="' + note.id + '"]');
    var last = pieces[pieces.length - 1];
    if (!last) {
      return;
    }
    var around = parts.tag("span", "own-hook");
    var button = parts.tag("span", "own-open" + (note.text ? " own-said" : ""));
    button.tabIndex = 0;
    button.setAttribute("role", "button");
    button.addEventListener("click", function () {
      openNote(note.id);
    });
    button.addEventListener("keydown", function (event) {
      if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        openNote(note.id);
      }
    });
    around.setAttribute("data-number", number);
    button.setAttribute("data-own-open", note.id);
    button.setAttribute("aria-label", (note.text ? "Ghi chú" : "Đánh dấu") + " " + number + ": " + parts.called(note));
    around.appendChild(button);
    (last.closest("a") || last).insertAdjacentElement("afterend", around);
  }

  function order(one, other) {
    var a = found[one.id] || {};
    var b = found[other.id] || {};
    return (b.lost ? 1 : 0) - (a.lost ? 1 : 0) || (a.start === undefined ? -1 : a.start) - (b.start === undefined ? -1 : b.start);
  }

  function draw() {
    if (letter) {
      each(letter.querySelectorAll(".own-hook"), function (old) {
        old.remove();
      });
      canCu.pageText.unwrap(letter.querySelectorAll("mark.own-mark"));
    }
    each(document.querySelectorAll(".own-noted"), function (block) {
      block.classList.remove.apply(block.classList, ["own-noted"].concat(notes.COLOURS.map(function (colour) {
        return colour.mark;
      })));
    });
    var page = letter ? canCu.pageText.read(letter) : null;
    own = notes.of(doc);
    found = {};
    var marks = [];
    own.forEach(function (note) {
      if (!note.quote) {
        var place = page && page.places.filter(function (one) {
          return one.id === note.place;
        })[0];
        var gone = letter && whole && note.place && !document.getElementById(note.place);
        found[note.id] = place ? { start: place.start - 0.5 } : gone ? { lost: true } : { elsewhere: Boolean(note.place && !tools[note.place]) };
        return;
      }
      found[note.id] = placed(page, note);
      if (found[note.id].start !== undefined) {
        marks.push({ note: note, start: found[note.id].start, end: found[note.id].end, sure: found[note.id].sure });
      }
    });
    own.sort(order);
    if (marks.length) {
      canCu.pageText.wrap(page, marks, made);
      own.forEach(function (note, at) {
        if (note.quote) {
          hook(note, at + 1);
        }
      });
    }
    for (var place in tools) {
      var noted = onPlace(place);
      var block = blockOf(place);
      tools[place].textContent = noted ? "Sửa ghi chú" : "Ghi chú";
      tools[place].setAttribute("aria-label", tools[place].textContent + (nameOf(place) ? ": " + nameOf(place) : " của văn bản"));
      if (noted && block) {
        block.classList.add("own-noted", notes.colour(noted.colour).mark);
      }
    }
    chosen = null;
    hideBar();
    fillPanel();
  }

  function focusOn(id, place) {
    var target = document.querySelector('[data-own-open="' + id + '"]') || tools[place];
    if (target) {
      target.focus();
    }
  }

  function openNote(id) {
    var note = notes.get(id);
    if (note) {
      parts.edit(note, {
        title: "Ghi chú: " + (note.quote ? "đoạn được đánh dấu" : note.placeName || docName),
        leave: function () {
          focusOn(id, note.place);
        }
      });
    }
  }

  // A part's own note; words of it can be marked from here by keyboard and by touch as well.
  function writeOnPlace(place) {
    var known = onPlace(place);
    if (known) {
      openNote(known.id);
      return;
    }
    var note = notes.make({ doc: doc, docName: docName, place: place, placeName: nameOf(place) });
    var page = place && letter ? canCu.pageText.read(letter) : null;
    var bounds = page ? boundsOf(page, place) : null;
    parts.edit(note, {
      title: "Ghi chú: " + (nameOf(place) || docName),
      source: bounds ? page.text.slice(bounds.start, bounds.end) : "",
      part: bounds && bounds.end > bounds.start ? function (from, to) {
        return describe(page, bounds.start + from, bounds.start + to);
      } : null,
      leave: function () {
        focusOn(note.id, place);
      }
    });
  }

  function boundsOf(page, place) {
    for (var i = 0; i < page.places.length; i += 1) {
      if (page.places[i].id === place) {
        var next = page.places[i + 1];
        return { start: page.places[i].start, end: next ? next.start - 1 : page.text.length };
      }
    }
    return null;
  }

  // The fields of a mark on text[start, end), without the blanks at its ends; null where nothing is left.
  function describe(page, start, end) {
    while (start < end && page.text[start] === " ") {
      start += 1;
    }
    while (end > start && page.text[end - 1] === " ") {
      end -= 1;
    }
    if (start >= end) {
      return null;
    }
    var fields = canCu.anchor.describe(page.text, page.places, start, end);
    fields.placeName = nameOf(fields.place);
    return fields;
  }

  // Mark the selected words; marking the same words again gives them the other colour.
  function mark(colour, writing) {
    var at = chosen;
    var known = own.filter(function (note) {
      return note.quote && found[note.id].start === at.start && found[note.id].end === at.end;
    })[0];
    if (at.end - at.start > notes.LONGEST.quote) {
      parts.say("Đoạn chọn quá dài để đánh dấu (tối đa 5.000 chữ cái): hãy dùng “Ghi chú” của mục.");
      return;
    }
    var note = known || notes.make({ doc: doc, docName: docName, colour: colour });
    if (!known) {
      var fields = describe(at.page, at.start, at.end);
      for (var name in fields) {
        note[name] = fields[name];
      }
    }
    window.getSelection().removeAllRanges();
    hideBar();
    if (writing) {
      parts.edit(note, {
        title: "Ghi chú: đoạn được đánh dấu",
        leave: function () {
          focusOn(note.id, note.place);
        }
      });
    } else if (parts.keep([known ? notes.revised(known, { colour: colour }) : note])) {
      parts.say(notes.isRefused() ? parts.REFUSED : "Đã đánh dấu.", function () {
        if (known) {
          return notes.putAll([known]);
        }
        notes.removeAll([note.id]);
        return true;
      });
      focusOn(note.id, note.place);
    }
  }

  function makeBar() {
    bar = parts.tag("div", "own-bar");
    bar.setAttribute("role", "toolbar");
    bar.setAttribute("aria-label", "Đánh dấu chữ đã chọn");
    bar.hidden = true;
    notes.COLOURS.forEach(function (colour) {
      if (colour.id) {
        var swatch = parts.button("", "own-swatch " + colour.mark, function () {
          mark(colour.id, false);
        });
        swatch.title = "Đánh dấu " + colour.name.toLowerCase();
        swatch.setAttribute("aria-label", swatch.title);
        bar.appendChild(swatch);
      }
    });
    bar.appendChild(parts.button("Ghi chú", "own-write", function () {
      mark("vang", true);
    }));
    // The words stay selected while the bar is pressed.
    bar.addEventListener("mousedown", function (event) {
      event.preventDefault();
    });
    bar.addEventListener("keydown", function (event) {
      var step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      var at = Array.prototype.indexOf.call(bar.children, document.activeElement);
      if (step && at >= 0) {
        event.preventDefault();
        bar.children[(at + step + bar.children.length) % bar.children.length].focus();
      }
    });
    document.querySelector("main").appendChild(bar);
  }

  function hideBar() {
    if (bar) {
      bar.hidden = true;
    }
  }

  function placeBar() {
    var range = chosen && window.getSelection().rangeCount ? window.getSelection().getRangeAt(0) : null;
    var lines = range ? range.getClientRects() : [];
    if (!lines.length) {
      hideBar();
      return;
    }
    var last = lines[lines.length - 1];
    bar.hidden = false;
    var width = document.documentElement.clientWidth;
    var below = last.bottom + GAP;
    var fits = below + bar.offsetHeight <= window.innerHeight;
    bar.style.left = Math.max(GAP, Math.min(last.right - bar.offsetWidth / 2, width - bar.offsetWidth - GAP)) + "px";
    bar.style.top = (fits ? below : Math.max(GAP, lines[0].top - GAP - bar.offsetHeight)) + "px";
  }

  function look() {
    var selection = window.getSelection();
    if (pressed || !letter || (bar && bar.contains(document.activeElement))) {
      return;
    }
    var range = selection.rangeCount && !selection.isCollapsed ? selection.getRangeAt(0) : null;
    if (!range || !range.intersectsNode(letter)) {
      chosen = null;
      hideBar();
      return;
    }
    var page = canCu.pageText.read(letter);
    var at = canCu.pageText.offsets(page, range);
    chosen = at ? { page: page, start: at.start, end: at.end } : null;
    if (!chosen) {
      hideBar();
      return;
    }
    if (!bar) {
      makeBar();
    }
    placeBar();
  }

  function soon() {
    window.clearTimeout(soon.timer);
    soon.timer = window.setTimeout(look, WAIT);
  }

  function makePanel() {
    var main = document.querySelector("main");
    toggle = parts.button("", "own-toggle", function () {
      showPanel(panel.hidden);
    });
    toggle.setAttribute("aria-controls", "own-panel");
    panel = parts.tag("section", "own-panel");
    panel.id = "own-panel";
    panel.hidden = true;
    panel.setAttribute("aria-labelledby", "own-panel-title");
    var title = parts.tag("h2", "", "Ghi chú của văn bản này");
    title.id = "own-panel-title";
    list = parts.tag("ol", "own-list");
    var tools_ = parts.tag("p", "own-actions");
    var everything = document.querySelector("[data-notes-all]").cloneNode();
    everything.removeAttribute("aria-current");
    everything.textContent = "Mọi ghi chú";
    tools_.appendChild(everything);
    tools_.appendChild(parts.button("In kèm ghi chú", "button-quiet", print));
    tools_.appendChild(parts.button("Lưu ra tệp", "button-quiet", function () {
      canCu.noteFiles.save(notes.of(doc));
    }));
    tools_.appendChild(parts.button("Đóng", "button-quiet", function () {
      showPanel(false);
    }));
    [title, tools_, list].forEach(function (part) {
      panel.appendChild(part);
    });
    panel.addEventListener("keydown", function (event) {
      if (event.key === "Escape") {
        showPanel(false);
      }
    });
    main.appendChild(toggle);
    main.appendChild(panel);
  }

  function showPanel(open) {
    panel.hidden = !open;
    toggle.hidden = open || !own.length;
    toggle.setAttribute("aria-expanded", String(open));
    (open ? panel.querySelector("a, button") : toggle).focus();
  }

  function print() {
    document.documentElement.classList.add("own-print");
    window.addEventListener("afterprint", function () {
      document.documentElement.classList.remove("own-print");
    }, { once: true });
    window.print();
  }

  function notice(note) {
    var at = found[note.id];
    if (at.lost) {
      return note.quote ? "Không còn tìm thấy lời này trong văn bản; ghi chú được giữ nguyên." : "Văn bản không còn mục này; ghi chú được giữ nguyên.";
    }
    if (at.elsewhere) {
      return "Không nằm trong phần văn bản của trang này.";
    }
    return note.quote && !at.sure ? "Lời văn ở chỗ này đã đổi so với lúc đánh dấu, hoặc có nhiều chỗ giống nhau: xin xem lại." : "";
  }

  function fillPanel() {
    if (!panel) {
      if (!own.length) {
        return;
      }
      makePanel();
    }
    toggle.textContent = "Ghi chú (" + own.length + ")";
    toggle.hidden = !panel.hidden || !own.length;
    toggle.setAttribute("aria-expanded", String(!panel.hidden));
    if (!own.length) {
      panel.hidden = true;
    }
    list.textContent = "";
    own.forEach(function (note) {
      var where = parts.button(parts.capital(note.placeName || docName), "own-go", function () {
        go(note);
      });
      where.disabled = Boolean(found[note.id].lost);
      var change = parts.button("Sửa", "button-quiet", function () {
        openNote(note.id);
      });
      var away = parts.button("Xóa", "button-quiet", function () {
        parts.remove([note], "Đã xóa ghi chú.");
        (panel.hidden ? parts.statusBar() : panel).querySelector("a, button").focus();
      });
      change.setAttribute("aria-label", "Sửa " + parts.called(note));
      away.setAttribute("aria-label", "Xóa " + parts.called(note));
      list.appendChild(parts.item(note, { spot: where, notice: notice(note), buttons: [change, away] }));
    });
  }

  function go(note) {
    var mark_ = letter && letter.querySelector('mark[data-own="' + note.id + '"]');
    var target = mark_ || document.getElementById(note.place) || (note.place ? null : document.querySelector("h1"));
    if (!target) {
      toWholeText(note);
      return;
    }
    if (document.documentElement.clientWidth < 900 && panel) {
      panel.hidden = true; // it would cover the words
      toggle.hidden = false;
    }
    target.scrollIntoView({ block: "center" });
    focusOn(note.id, note.place);
  }

  // A long text stands on several pages: what this one lacks is looked for on the page that has all of it.
  function toWholeText(note) {
    var link = document.querySelector("[data-notes-whole]");
    if (link) {
      window.location.href = link.href.split("#")[0] + JUMP + note.id;
    } else if (panel && panel.hidden) {
      showPanel(true);
    }
  }

  // Notes that bear an id which the document had before move on with it.
  function moveOn() {
    (holder.getAttribute("data-notes-former") || "").split(" ").filter(Boolean).forEach(function (former) {
      var old = notes.of(former);
      if (old.length) {
        notes.putAll(old.map(function (note) {
          return notes.revised(note, { doc: doc, docName: docName });
        }));
      }
    });
  }

  function follow() {
    var note = window.location.hash.indexOf(JUMP) === 0 ? notes.get(window.location.hash.slice(JUMP.length)) : null;
    if (note && note.doc === doc) {
      go(note);
    }
  }

  readTools();
  moveOn();
  draw();
  notes.heed(draw);
  document.addEventListener("selectionchange", soon);
  document.addEventListener("pointerdown", function (event) {
    pressed = !(bar && bar.contains(event.target));
  });
  ["pointerup", "pointercancel"].forEach(function (name) {
    document.addEventListener(name, function () {
      pressed = false;
      soon();
    });
  });
  document.addEventListener("keydown", function (event) {
    if (!bar || bar.hidden) {
      return;
    }
    if (event.key === "Escape") {
      hideBar();
    } else if (event.key === "Tab" && !event.shiftKey && !bar.contains(document.activeElement)) {
      event.preventDefault();
      bar.firstChild.focus();
    }
  });
  ["scroll", "resize"].forEach(function (name) {
    window.addEventListener(name, function () {
      if (bar && !bar.hidden) {
        window.requestAnimationFrame(placeBar);
      }
    }, { passive: true });
  });
  if (letter) {
    letter.addEventListener("click", function (event) {
      var mark_ = event.target instanceof Element ? event.target.closest("mark.own-mark") : null;
      if (mark_ && !event.target.closest("a") && window.getSelection().isCollapsed) {
        openNote(mark_.getAttribute("data-own"));
      }
    });
  }
  window.addEventListener("hashchange", follow);
  follow();
})();
