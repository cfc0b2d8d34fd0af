// A reader's own notes and marks, kept in this browser alone: each under a key of its own, so that two windows never
// write over each other's. What cannot be read is set aside under another key, never thrown away.
(function () {
  "use strict";
  var KEY = "ghi-chu:";
  var ASIDE = "ghi-chu-hong:";
  var VERSION = 1;
  var LONGEST = { doc: 120, docName: 400, place: 60, placeName: 300, quote: 5000, before: 100, after: 100, text: 5000 };
  var DOCUMENT = /^[a-z0-9][a-z0-9-]{0,119}$/;
  var PLACE = /^[\p{L}\p{N}_.~-]{0,60}$/u; // "II.4.đ" is one
  var ID = /^[\w-]{8,64}$/;
  //: The colours by the names under which they are kept. The classes are those of the style sheet.
  var COLOURS = [
    { id: "vang", name: "Vàng", mark: "own-vang" },
    { id: "luc", name: "Lục", mark: "own-luc" },
    { id: "lam", name: "Lam", mark: "own-lam" },
    { id: "hong", name: "Hồng", mark: "own-hong" },
    { id: "", name: "Không tô", mark: "own-none" }
  ];
  var memory = {}; // where the browser keeps nothing: until the page is left
  var refused = false;
  var newer = 0;
  var listeners = [];

  function storage() {
    try {
      return window.localStorage;
    } catch (error) {
      refused = true;
      return null;
    }
  }

  function colour(id) {
    for (var i = 0; i < COLOURS.length; i += 1) {
      if (COLOURS[i].id === id) {
        return COLOURS[i];
      }
    }
    return null;
  }

  function isTime(value) {
    return typeof value === "string" && value.length <= 40 && !isNaN(Date.parse(value));
  }

  // A note as it is kept: exactly these fields, none too long; null for anything else.
  function valid(note) {
    if (!note || typeof note !== "object" || !ID.test(String(note.id)) || !isTime(note.made) || !isTime(note.edited)) {
      return null;
    }
    var kept = { v: VERSION, id: String(note.id), made: note.made, edited: note.edited };
    for (var name in LONGEST) {
      if (typeof note[name] !== "string" || note[name].length > LONGEST[name]) {
        return null;
      }
      kept[name] = note[name];
    }
    kept.start = Number.isInteger(note.start) && note.start >= 0 ? note.start : 0;
    kept.colour = note.colour;
    var said = note.text.trim() || note.colour || note.quote;
    return DOCUMENT.test(note.doc) && PLACE.test(note.place) && colour(note.colour) && said ? kept : null;
  }

  function keys(beginning) {
    var kept = storage();
    var found = [];
    for (var i = 0; kept && i < kept.length; i += 1) {
      if (kept.key(i).indexOf(beginning) === 0) {
        found.push(kept.key(i));
      }
    }
    return found;
  }

  // Its first home is left only when it has arrived in the second, where it never takes another's place.
  function setAside(key, raw) {
    var name = ASIDE + key.slice(KEY.length);
    try {
      while (storage().getItem(name) !== null && storage().getItem(name) !== raw) {
        name += "+";
      }
      storage().setItem(name, raw);
      storage().removeItem(key);
    } catch (error) {
      // there is no room: it stays where it is, and is passed over
    }
  }

  function read(key) {
    var raw = storage().getItem(key);
    var found = null;
    try {
      found = JSON.parse(raw);
    } catch (error) {
      found = null;
    }
    if (found && typeof found === "object" && Number.isInteger(found.v) && found.v > VERSION) {
      newer += 1; // a later version of the site wrote it, which will read it again
      return null;
    }
    var note = valid(found);
    if ((!note || KEY + note.id !== key) && raw !== null) {
      setAside(key, raw);
      return null;
    }
    return note;
  }

  function byAge(one, other) {
    return one.made < other.made ? -1 : one.made > other.made ? 1 : one.id < other.id ? -1 : 1;
  }

  function all() {
    newer = 0;
    var found = refused || !storage() ? Object.keys(memory).map(function (id) {
      return memory[id];
    }) : keys(KEY).map(read).filter(Boolean);
    return found.sort(byAge);
  }

  function told() {
    listeners.forEach(function (listener) {
      listener();
    });
  }

  // Names are for people: a long one is cut, so that the note is read again.
  function write(note) {
    note.docName = note.docName.slice(0, LONGEST.docName);
    note.placeName = note.placeName.slice(0, LONGEST.placeName);
    if (!storage()) {
      memory[note.id] = note;
      return;
    }
    storage().setItem(KEY + note.id, JSON.stringify(note));
  }

  function drop(id) {
    if (!storage()) {
      delete memory[id];
      return;
    }
    storage().removeItem(KEY + id);
  }

  function get(id) {
    if (!storage()) {
      return memory[id] || null;
    }
    return storage().getItem(KEY + id) === null ? null : read(KEY + id);
  }

  // All of them or none: where there is no room, everything is put back as it was. Return whether they are kept.
  function putAll(notes) {
    var former = notes.map(function (note) {
      return get(note.id);
    });
    var done = 0;
    try {
      for (; done < notes.length; done += 1) {
        write(notes[done]);
      }
    } catch (error) {
      for (var i = 0; i < done; i += 1) {
        drop(notes[i].id);
      }
      for (var j = 0; j < done; j += 1) {
        if (former[j]) {
          write(former[j]); // as long as what stood here before
        }
      }
      return false;
    }
    told();
    return true;
  }

  function removeAll(ids) {
    ids.forEach(drop);
    told();
  }

  // Browsers give a UUID of their own to secure addresses only.
  function newId() {
    var bytes = window.crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    var digits = Array.prototype.map.call(bytes, function (byte) {
      return ("0" + byte.toString(16)).slice(-2);
    }).join("");
    return [digits.slice(0, 8), digits.slice(8, 12), digits.slice(12, 16), digits.slice(16, 20), digits.slice(20)].join("-");
  }

  function now() {
    return new Date().toISOString();
  }

  // A note of `about` (doc, docName, place, placeName, and of words in the text quote, before, after, start).
  function make(about) {
    var time = now();
    var note = { id: newId(), start: 0, colour: "", made: time, edited: time };
    for (var lacking in LONGEST) {
      note[lacking] = "";
    }
    for (var name in about) {
      note[name] = about[name];
    }
    return note;
  }

  function changed(note, changes) {
    var next = {};
    for (var name in note) {
      next[name] = note[name];
    }
    for (var other in changes) {
      next[other] = changes[other];
    }
    next.edited = now();
    return next;
  }

  window.addEventListener("storage", function (event) {
    if (event.key === null || event.key.indexOf(KEY) === 0) {
      told();
    }
  });
  // A page out of the browser's memory has not heard what happened meanwhile.
  window.addEventListener("pageshow", function (event) {
    if (event.persisted) {
      told();
    }
  });

  window.canCu = window.canCu || {};
  window.canCu.notes = {
    COLOURS: COLOURS,
    LONGEST: LONGEST,
    all: all,
    get: get,
    make: make,
    revised: changed,
    valid: valid,
    isPlace: function (id) {
      return Boolean(id) && PLACE.test(id);
    },
    colour: colour,
    putAll: putAll,
    removeAll: removeAll,
    of: function (doc) {
      return all().filter(function (note) {
        return note.doc === doc;
      });
    },
    isRefused: function () {
      return !storage();
    },
    newerThanThis: function () {
      return newer;
    },
    aside: function () {
      return keys(ASIDE).map(function (key) {
        return { key: key, raw: storage().getItem(key) };
      });
    },
    dropAside: function () {
      keys(ASIDE).forEach(function (key) {
        storage().removeItem(key);
      });
    },
    heed: function (listener) {
      listeners.push(listener);
    }
  };
})();
