// Own marks and notes in the lesson pack: shown with what was gathered, printed with it, and sent along only with the
// form of a file to take away. The choice is the lecturer's and is remembered in this browser.
(function () {
  "use strict";
  var canCu = window.canCu;
  var notes = canCu.notes;
  var parts = canCu.noteParts;
  var CHOICE = "tu-lieu-kem-ghi-chu";
  var take = document.querySelector("[data-own-take]");
  var form = document.querySelector("[data-basket]");
  if (!take) {
    return;
  }
  var box = take.querySelector("input");
  var field = document.createElement("input");

  function each(things, act) {
    Array.prototype.forEach.call(things, act);
  }

  function chosenBefore() {
    try {
      return window.localStorage.getItem(CHOICE) === "1";
    } catch (error) {
      return false;
    }
  }

  function remember() {
    try {
      window.localStorage.setItem(CHOICE, box.checked ? "1" : "0");
    } catch (error) {
      // the choice holds for this page
    }
  }

  // A part holds the parts below it: "II.3" those of "II.3.1" and "II.3-2".
  function holds(place, other) {
    return other === place || (other.indexOf(place) === 0 && /[.~-]/.test(other[place.length]));
  }

  function keys() {
    return Array.prototype.map.call(document.querySelectorAll("[data-own-for]"), function (list) {
      return list.getAttribute("data-own-for");
    });
  }

  // Each note belongs to the smallest gathered part that holds it, else to its document where that was gathered.
  function keyOf(note, all) {
    var best = "";
    all.forEach(function (key) {
      var cut = key.indexOf(":");
      var doc = cut < 0 ? key : key.slice(0, cut);
      if (doc === note.doc && (cut < 0 || holds(key.slice(cut + 1), note.place)) && key.length > best.length) {
        best = key;
      }
    });
    return best;
  }

  function belonging() {
    var all = keys();
    var found = {};
    notes.all().forEach(function (note) {
      var key = keyOf(note, all);
      if (key) {
        found[key] = (found[key] || []).concat([note]);
      }
    });
    return found;
  }

  // What the passage does not say itself: its own place is above it.
  function placeIn(key, note) {
    return key === note.doc + ":" + note.place ? "" : note.placeName;
  }

  function made(mark) {
    var around = document.createElement("mark");
    around.className = "own-mark " + notes.colour(mark.note.colour).mark;
    return around;
  }

  // Colour the words in the passage; return the ids of the notes whose words stand there.
  function colour(passage, own) {
    var page = canCu.pageText.read(passage);
    var shown = {};
    var marks = [];
    own.forEach(function (note) {
      // A passage has no parts: all of it counts as the place of the note.
      var at = note.quote && note.colour ? canCu.anchor.find(page.text, [{ id: note.place, start: 0 }], note) : null;
      if (at && page.text.slice(at.start, at.end) === note.quote) {
        marks.push({ note: note, start: at.start, end: at.end });
        shown[note.id] = true;
      }
    });
    canCu.pageText.wrap(page, marks, made);
    return shown;
  }

  function draw() {
    var found = belonging();
    take.hidden = !Object.keys(found).length;
    canCu.pageText.unwrap(document.querySelectorAll(".pack-text mark.own-mark"));
    each(document.querySelectorAll("[data-own-for]"), function (list) {
      list.textContent = "";
      var own = box.checked ? found[list.getAttribute("data-own-for")] || [] : [];
      var passage = list.parentNode.querySelector(".pack-text");
      var shown = passage ? colour(passage, own) : {};
      own.forEach(function (note) {
        if (note.text || (note.quote && !shown[note.id])) {
          var name = placeIn(list.getAttribute("data-own-for"), note);
          var where = name ? parts.tag("span", "own-place", parts.capital(name)) : null;
          list.appendChild(parts.item(note, { spot: where, notice: "", buttons: [] }));
        }
      });
    });
  }

  function sent() {
    var found = belonging();
    var all = [];
    Object.keys(found).forEach(function (key) {
      found[key].forEach(function (note) {
        all.push({
          key: key,
          words: note.quote,
          before: note.before,
          after: note.after,
          place: placeIn(key, note),
          colour: note.colour,
          note: note.text
        });
      });
    });
    return JSON.stringify(all);
  }

  field.type = "hidden";
  field.name = "danh-dau";
  field.disabled = true;
  form.appendChild(field);
  // Only a file that is taken away gets them; the form that changes the pack puts its fields into an address.
  form.addEventListener("submit", function (event) {
    var away = event.submitter && event.submitter.hasAttribute("formaction");
    field.disabled = !away || !box.checked;
    field.value = field.disabled ? "" : sent();
  });
  box.checked = chosenBefore();
  box.addEventListener("change", function () {
    remember();
    draw();
  });
  draw();
  notes.heed(draw);
})();
