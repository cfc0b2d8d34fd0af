// Notes as a file and back: a collection of W3C Web Annotations (JSON-LD), so that other programs can read it too.
(function () {
  "use strict";
  var FORMAT = "cancu-ghi-chu";
  var VERSION = 1;
  var SOURCE = "urn:cancu:van-ban:";
  var MOST_BYTES = 20000000;
  var notes = window.canCu.notes;

  function selectors(note) {
    var found = [];
    if (note.place) {
      found.push({ type: "FragmentSelector", value: note.place, label: note.placeName });
    }
    if (note.quote) {
      var position = { type: "TextPositionSelector", start: note.start, end: note.start + note.quote.length };
      if (note.place) {
        found[0].refinedBy = position; // it counts from where the part of the text begins
      } else {
        found.push(position);
      }
      found.push({ type: "TextQuoteSelector", exact: note.quote, prefix: note.before, suffix: note.after });
    }
    return found;
  }

  function annotation(note) {
    var target = { type: "SpecificResource", source: { id: SOURCE + note.doc, type: "Text", label: note.docName } };
    var selected = selectors(note);
    if (selected.length) {
      target.selector = selected;
    }
    if (note.colour) {
      target.styleClass = note.colour;
    }
    var made = {
      id: "urn:uuid:" + note.id,
      type: "Annotation",
      motivation: note.text ? "commenting" : "highlighting",
      created: note.made,
      modified: note.edited,
      target: target
    };
    if (note.text) {
      made.body = { type: "TextualBody", purpose: "commenting", format: "text/plain", language: "vi", value: note.text };
    }
    return made;
  }

  function written(all) {
    return JSON.stringify({
      "@context": "http://www.w3.org/ns/anno.jsonld",
      type: "AnnotationCollection",
      label: "Ghi chú của tôi, Căn Cứ",
      format: FORMAT,
      version: VERSION,
      created: new Date().toISOString(),
      total: all.length,
      first: { type: "AnnotationPage", startIndex: 0, items: all.map(annotation) }
    }, null, 1) + "\n";
  }

  function selected(target, type) {
    var listed = Array.isArray(target.selector) ? target.selector : [target.selector];
    return listed.filter(function (selector) {
      return selector && selector.type === type;
    })[0] || {};
  }

  // Return the note of an annotation, null where it is none of ours or lacks something.
  function noteOf(item) {
    var target = item && item.target;
    var source = target && target.source;
    if (!source || typeof source.id !== "string" || source.id.indexOf(SOURCE) !== 0) {
      return null;
    }
    var fragment = selected(target, "FragmentSelector");
    var quote = selected(target, "TextQuoteSelector");
    var position = fragment.refinedBy || selected(target, "TextPositionSelector");
    return notes.valid({
      id: String(item.id).replace(/^urn:uuid:/, ""),
      doc: source.id.slice(SOURCE.length),
      docName: source.label || "",
      place: fragment.value || "",
      placeName: fragment.label || "",
      quote: quote.exact || "",
      before: quote.prefix || "",
      after: quote.suffix || "",
      start: position.start || 0,
      colour: target.styleClass || "",
      text: (item.body && item.body.value) || "",
      made: item.created,
      edited: item.modified
    });
  }

  // Return {notes, bad} of a file's text, where `bad` counts what could not be read, or {error}.
  function read(text) {
    var content = null;
    try {
      content = JSON.parse(text.replace(/^\ufeff/, ""));
    } catch (error) {
      return { error: "không phải tệp ghi chú (JSON) hoặc đã bị cắt dở" };
    }
    if (!content || content.format !== FORMAT || !content.first || !Array.isArray(content.first.items)) {
      return { error: "không phải tệp ghi chú đã lưu từ trang này (ghi-chu.json)" };
    }
    if (content.version > VERSION) {
      return { error: "do một phiên bản mới hơn của Căn Cứ ghi, phiên bản đang dùng chưa đọc được" };
    }
    var found = content.first.items.map(noteOf);
    var good = found.filter(Boolean);
    return { notes: good, bad: found.length - good.length };
  }

  function sameSaid(one, other) {
    return ["doc", "place", "quote", "before", "after", "colour", "text"].every(function (name) {
      return one[name] === other[name];
    });
  }

  // What of `incoming` is to be kept beside `held`: new ones, and later versions of those that are there; none twice.
  function merged(held, incoming) {
    var known = {};
    var said = {};
    function saying(note) {
      return note.doc + "\n" + note.place + "\n" + note.start + "\n" + note.quote;
    }
    function note_(note) {
      known[note.id] = note;
      said[saying(note)] = (said[saying(note)] || []).concat([note]);
    }
    held.forEach(note_);
    var result = { fresh: [], renewed: [], former: [], same: 0, older: 0 };
    incoming.forEach(function (note) {
      var mine = known[note.id];
      var twin = (said[saying(note)] || []).some(function (other) {
        return other.id !== note.id && sameSaid(other, note);
      });
      if (mine && (mine.edited === note.edited || sameSaid(mine, note))) {
        result.same += 1;
      } else if (mine && Date.parse(mine.edited) > Date.parse(note.edited)) {
        result.older += 1;
      } else if (mine) {
        result.renewed.push(note);
        result.former.push(mine);
        note_(note);
      } else if (twin) {
        result.same += 1;
      } else {
        result.fresh.push(note);
        note_(note);
      }
    });
    return result;
  }

  function save(name, text) {
    var link = document.createElement("a");
    var address = window.URL.createObjectURL(new Blob([text], { type: "application/ld+json" }));
    link.href = address;
    link.download = name;
    document.body.appendChild(link);
    link.click();
    link.remove();
    window.setTimeout(function () {
      window.URL.revokeObjectURL(address);
    }, 60000);
  }

  function today() {
    var day = new Date();
    return [day.getFullYear(), ("0" + (day.getMonth() + 1)).slice(-2), ("0" + day.getDate()).slice(-2)].join("-");
  }

  window.canCu.noteFiles = {
    MOST_BYTES: MOST_BYTES,
    written: written,
    read: read,
    merged: merged,
    save: function (all) {
      save("ghi-chu-" + today() + ".json", written(all));
    },
    saveAside: function (spoiled) {
      save("ghi-chu-hong-" + today() + ".json", JSON.stringify(spoiled, null, 1) + "\n");
    }
  };
})();
