// What pages with own notes have in common: a line that says what happened and takes it back, a note as it is listed,
// and the dialog in which one is written.
(function () {
  "use strict";
  var notes = window.canCu.notes;
  var FULL = "Bộ nhớ của trình duyệt đã đầy nên chưa ghi được. Hãy lưu ghi chú ra tệp, xóa bớt rồi ghi lại.";
  var REFUSED = "Trình duyệt này không cho trang nhớ gì (chế độ riêng tư hoặc bị chặn): ghi chú sẽ mất khi rời trang. Hãy lưu ra tệp.";
  var bar = null;
  var drafts = {}; // what was typed and not kept, until the page is left
  var dialog = null;

  function element(name, className, text) {
    var made = document.createElement(name);
    if (className) {
      made.className = className;
    }
    if (text) {
      made.textContent = text;
    }
    return made;
  }

  function button(text, className, act) {
    var made = element("button", className, text);
    made.type = "button";
    made.addEventListener("click", act);
    return made;
  }

  // A screen reader hears what is put into a place that it knew before.
  function statusBar() {
    if (!bar) {
      bar = element("div", "own-status");
      bar.appendChild(element("p"));
      bar.firstChild.setAttribute("role", "status");
      (document.querySelector("main") || document.body).appendChild(bar);
    }
    return bar;
  }

  // Say what happened; `undo` takes it back. Without it the line goes by itself.
  function say(text, undo) {
    statusBar();
    window.clearTimeout(say.timer);
    while (bar.children.length > 1) {
      bar.lastChild.remove();
    }
    bar.firstChild.textContent = text;
    if (undo) {
      bar.appendChild(button("Hoàn tác", "button-quiet", function () {
        say(undo() === false ? FULL : "Đã hoàn tác.");
      }));
      bar.appendChild(button("Đóng", "button-quiet", function () {
        say("");
      }));
    } else if (text) {
      say.timer = window.setTimeout(function () {
        say("");
      }, 6000);
    }
  }

  function keep(changed) {
    if (!notes.putAll(changed)) {
      say(FULL, null);
      window.clearTimeout(say.timer); // it stays until something else is said
      return false;
    }
    return true;
  }

  function remove(gone, text) {
    notes.removeAll(gone.map(function (note) {
      return note.id;
    }));
    say(text, function () {
      return notes.putAll(gone);
    });
  }

  function day(time) {
    var date = new Date(time);
    return [("0" + date.getDate()).slice(-2), ("0" + (date.getMonth() + 1)).slice(-2), date.getFullYear()].join("/");
  }

  function capital(text) {
    return text ? text[0].toUpperCase() + text.slice(1) : text;
  }

  // What a note is on, in a few words, for those who hear the buttons.
  function called(note) {
    var words = note.quote || note.text;
    return "“" + (words.length > 60 ? words.slice(0, 60).trim() + "…" : words) + "”";
  }

  // A note in a list. `shown`: {spot: a node or null, notice: why its place is not sure, buttons: nodes}.
  function item(note, shown) {
    var line = element("li", "own-item " + notes.colour(note.colour).mark);
    var head = element("p", "own-where");
    if (shown.spot) {
      head.appendChild(shown.spot);
    }
    var known = [note.quote && note.colour ? "đánh dấu " + notes.colour(note.colour).name.toLowerCase() : "", day(note.edited)];
    head.appendChild(element("span", "quiet", known.filter(Boolean).join(" · ")));
    line.appendChild(head);
    if (shown.notice) {
      line.appendChild(element("p", "own-notice", shown.notice));
    }
    if (note.quote) {
      line.appendChild(element("blockquote", "own-quote", note.quote));
    }
    if (note.text) {
      line.appendChild(element("p", "own-text", note.text));
    }
    var actions = element("p", "own-actions");
    shown.buttons.forEach(function (action) {
      actions.appendChild(action);
    });
    line.appendChild(actions);
    return line;
  }

  function field(label, control) {
    var box = element("div", "own-field");
    var name = element("label", "", label);
    name.htmlFor = control.id;
    box.appendChild(name);
    box.appendChild(control);
    return box;
  }

  function area(id, rows, most) {
    var made = document.createElement("textarea");
    made.id = id;
    made.rows = rows;
    if (most) {
      made.maxLength = most;
    }
    return made;
  }

  function colourChoice() {
    var set = element("fieldset", "own-colours");
    set.appendChild(element("legend", "", "Màu"));
    notes.COLOURS.forEach(function (colour) {
      var label = element("label", "own-colour " + colour.mark);
      var radio = document.createElement("input");
      radio.type = "radio";
      radio.name = "own-colour";
      radio.value = colour.id;
      label.appendChild(radio);
      label.appendChild(document.createTextNode(" " + colour.name));
      set.appendChild(label);
    });
    return set;
  }

  function build() {
    var made = element("dialog", "own-dialog");
    var form = element("form");
    var title = element("h2");
    title.id = "own-title";
    made.setAttribute("aria-labelledby", title.id);
    var parts = {
      box: made,
      form: form,
      title: title,
      quote: element("blockquote", "own-quote"),
      source: area("own-source", 5),
      text: area("own-text", 5, notes.LONGEST.text),
      colours: colourChoice(),
      error: element("p", "own-notice"),
      remove: button("Xóa", "button-quiet", function () {
        close();
        remove([parts.note], "Đã xóa ghi chú.");
      })
    };
    // A field that is readonly has no caret to select with: this one keeps its text by itself.
    parts.source.setAttribute("aria-readonly", "true");
    parts.source.setAttribute("inputmode", "none");
    parts.source.addEventListener("beforeinput", function (event) {
      event.preventDefault();
    });
    parts.source.addEventListener("input", function () {
      parts.source.value = parts.source.defaultValue; // some keyboards ask nobody
    });
    parts.error.setAttribute("role", "alert");
    parts.sourceField = field("Lời văn. Muốn đánh dấu một phần: chọn chữ ngay trong ô này (Shift và phím mũi tên)", parts.source);
    var actions = element("p", "own-actions");
    actions.appendChild(element("button", "", "Lưu"));
    actions.appendChild(button("Bỏ qua", "button-quiet", close));
    actions.appendChild(parts.remove);
    [title, parts.quote, parts.sourceField, field("Ghi chú", parts.text), parts.colours, parts.error, actions].forEach(function (part) {
      form.appendChild(part);
    });
    made.appendChild(form);
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      submit();
    });
    form.addEventListener("keydown", function (event) {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        submit();
      }
    });
    made.addEventListener("close", function () {
      if (parts.text.value !== parts.note.text) {
        drafts[parts.draft] = parts.text.value;
      }
      if (parts.leave) {
        parts.leave();
      }
    });
    document.body.appendChild(made);
    return parts;
  }

  function close() {
    dialog.box.close();
  }

  function chosen() {
    return dialog.form.elements["own-colour"].value;
  }

  function submit() {
    var changes = { text: dialog.text.value.replace(/\r\n?/g, "\n").trim(), colour: chosen() };
    var selection = null;
    if (dialog.part && dialog.source.selectionEnd > dialog.source.selectionStart) {
      selection = dialog.part(dialog.source.selectionStart, dialog.source.selectionEnd);
    }
    if (selection) {
      for (var name in selection) {
        changes[name] = selection[name];
      }
      changes.colour = changes.colour || "vang"; // words are chosen to be marked
    }
    if (!changes.text && !changes.colour) {
      dialog.error.textContent = "Hãy ghi lời hoặc chọn màu.";
      dialog.text.focus();
      return;
    }
    var now = notes.get(dialog.note.id);
    if (now && now.edited !== dialog.note.edited) {
      dialog.error.textContent = "Ghi chú này vừa được sửa ở cửa sổ khác thành: “" + now.text + "”. Bấm “Lưu” lần nữa để ghi đè.";
      dialog.note = now;
      return;
    }
    if (!notes.putAll([notes.revised(dialog.note, changes)])) {
      dialog.error.textContent = FULL;
      return;
    }
    delete drafts[dialog.draft];
    dialog.note = { id: dialog.note.id, text: dialog.text.value };
    close();
    say(notes.isRefused() ? REFUSED : "Đã lưu ghi chú.");
  }

  // Write `note`, new or kept. `options`: {title, source: the words of its place, of which some may be marked,
  // part: (start, end) of them -> the fields of a mark, leave: what to do at the end}.
  function edit(note, options) {
    dialog = dialog || build();
    var old = Boolean(notes.get(note.id));
    dialog.note = note;
    dialog.draft = old ? note.id : note.doc + ":" + note.place + ":" + note.quote;
    dialog.part = options.part || null;
    dialog.leave = options.leave || null;
    dialog.title.textContent = options.title;
    dialog.quote.textContent = note.quote;
    dialog.quote.hidden = !note.quote;
    dialog.sourceField.hidden = !options.part;
    dialog.source.defaultValue = options.source || "";
    dialog.source.value = dialog.source.defaultValue;
    dialog.source.setSelectionRange(0, 0);
    dialog.text.value = drafts[dialog.draft] || note.text;
    Array.prototype.forEach.call(dialog.form.elements["own-colour"], function (radio) {
      radio.checked = radio.value === note.colour;
    });
    dialog.error.textContent = "";
    dialog.remove.hidden = !old;
    dialog.box.showModal();
    dialog.text.focus();
  }

  window.canCu.noteParts = {
    FULL: FULL,
    REFUSED: REFUSED,
    tag: element,
    button: button,
    say: say,
    keep: keep,
    remove: remove,
    item: item,
    called: called,
    capital: capital,
    edit: edit,
    statusBar: statusBar
  };
})();
