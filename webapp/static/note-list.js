// The page of all own notes: by document, narrowed by words, colour and document; to a file and back.
(function () {
  "use strict";
  var canCu = window.canCu;
  var notes = canCu.notes;
  var parts = canCu.noteParts;
  var files = canCu.noteFiles;
  var form = document.querySelector("[data-own-filter]");
  var list = document.querySelector("[data-own-list]");
  var status = document.querySelector("[data-own-count]");
  var alerts = document.querySelector("[data-own-alerts]");
  var gather = document.querySelector("[data-gather-all]");
  var JUMP = "#ghi-chu-";
  var MOST_GATHERED = 7000; // letters of an address
  var gatherAt = gather.getAttribute("href");
  var addresses = {}; // of documents and their parts in the offline edition, by key

  function wordsOf(text) {
    return (text.normalize("NFC").match(/[\p{L}\p{N}]+/gu) || []).map(canCu.spell);
  }

  // A word with marks means itself, one without means all: as in the site's own search. The last may be unfinished.
  function matches(note, asked) {
    if (!asked.length) {
      return true;
    }
    var spelled = wordsOf([note.text, note.quote, note.docName, note.placeName].join(" "));
    var folded = spelled.map(canCu.fold);
    return asked.every(function (word) {
      var plain = canCu.fold(word);
      var among = plain === word ? folded : spelled;
      return among.some(function (other) {
        return other.indexOf(word) === 0;
      });
    });
  }

  function keyOf(note) {
    return note.place ? note.doc + ":" + note.place : note.doc;
  }

  function address(note) {
    if (addresses[keyOf(note)] || addresses[note.doc]) {
      return (addresses[keyOf(note)] || addresses[note.doc]).split("#")[0] + JUMP + note.id;
    }
    return list.getAttribute("data-own-list") + encodeURIComponent(note.doc) + JUMP + note.id;
  }

  function line(note) {
    var where = parts.tag("span", "own-place", note.placeName ? parts.capital(note.placeName) : "Cả văn bản");
    var go = parts.tag("a", "", "Đến chỗ");
    go.href = address(note);
    go.setAttribute("aria-label", "Đến chỗ " + parts.called(note));
    var change = parts.button("Sửa", "button-quiet", function () {
      parts.edit(notes.get(note.id) || note, {
        title: "Ghi chú: " + (note.placeName || note.docName),
        leave: function () {
          var again = list.querySelector('[data-own-change="' + note.id + '"]');
          (again || form.elements.q).focus();
        }
      });
    });
    change.setAttribute("data-own-change", note.id);
    var away = parts.button("Xóa", "button-quiet", function () {
      parts.remove([note], "Đã xóa ghi chú.");
      form.elements.q.focus();
    });
    change.setAttribute("aria-label", "Sửa " + parts.called(note));
    away.setAttribute("aria-label", "Xóa " + parts.called(note));
    return parts.item(note, { spot: where, notice: "", buttons: [go, change, away] });
  }

  function byDocument(shown) {
    var groups = [];
    var known = {};
    shown.forEach(function (note) {
      if (!known[note.doc]) {
        known[note.doc] = { doc: note.doc, name: note.docName, notes: [] };
        groups.push(known[note.doc]);
      }
      known[note.doc].notes.push(note);
    });
    return groups.sort(function (one, other) {
      return one.name.localeCompare(other.name, "vi");
    });
  }

  function fillDocuments(all) {
    var select = form.elements["van-ban"];
    var before = select.value;
    while (select.options.length > 1) {
      select.remove(1);
    }
    byDocument(all).forEach(function (group) {
      select.add(new Option(group.name + " (" + group.notes.length + ")", group.doc));
    });
    select.value = before;
    if (select.selectedIndex < 0) {
      select.selectedIndex = 0;
    }
  }

  function shownOf(all) {
    var asked = wordsOf(form.elements.q.value);
    var colour = form.elements.mau.value;
    var doc = form.elements["van-ban"].value;
    return all.filter(function (note) {
      return (colour === "tat-ca" || note.colour === colour) && (!doc || note.doc === doc) && matches(note, asked);
    });
  }

  // The link adds what is shown to the lesson pack (basket.js reads its address).
  function fillGather(shown) {
    var keys = shown.map(keyOf).filter(function (key, at, all) {
      return all.indexOf(key) === at;
    });
    var target = gatherAt + "?" + keys.map(function (key) {
      return "m=" + encodeURIComponent(key);
    }).join("&");
    gather.hidden = !keys.length || target.length > MOST_GATHERED;
    gather.href = target;
  }

  function alert_(text, buttons) {
    var box = parts.tag("p", "notice notice-alert", text + " ");
    buttons.forEach(function (button) {
      box.appendChild(button);
      box.appendChild(document.createTextNode(" "));
    });
    alerts.appendChild(box);
  }

  function fillAlerts() {
    alerts.textContent = "";
    if (notes.isRefused()) {
      alert_("Trình duyệt này không cho trang nhớ gì (chế độ riêng tư hoặc bị chặn), nên không giữ được ghi chú.", []);
      return;
    }
    var spoiled = notes.aside();
    if (spoiled.length) {
      alert_(spoiled.length + " ghi chú trong trình duyệt này bị hỏng, không đọc được; bản hỏng được giữ riêng.", [
        parts.button("Lưu bản hỏng ra tệp", "button-quiet", function () {
          files.saveAside(spoiled);
        }),
        parts.button("Bỏ bản hỏng", "button-quiet", function () {
          notes.dropAside();
          draw();
        })
      ]);
    }
    if (notes.newerThanThis()) {
      alert_(notes.newerThanThis() + " ghi chú do một phiên bản mới hơn của Căn Cứ ghi, chưa đọc được ở đây; chúng được giữ nguyên.", []);
    }
  }

  function draw() {
    var all = notes.all();
    fillDocuments(all);
    var shown = shownOf(all);
    list.textContent = "";
    byDocument(shown).forEach(function (group) {
      var section = parts.tag("section", "own-group");
      var title = parts.tag("h2", "", group.name);
      section.appendChild(title);
      var items = parts.tag("ol", "own-list");
      group.notes.forEach(function (note) {
        items.appendChild(line(note));
      });
      section.appendChild(items);
      list.appendChild(section);
    });
    status.textContent = !all.length ? "Chưa có ghi chú nào trong trình duyệt này." : shown.length === all.length ? all.length + " ghi chú." : shown.length + " trong " + all.length + " ghi chú.";
    document.querySelector("[data-own-save]").disabled = !all.length;
    document.querySelector("[data-own-clear]").disabled = !all.length;
    fillGather(shown);
    fillAlerts();
  }

  function told(result, bad) {
    var said = [
      result.fresh.length + " ghi chú mới",
      result.renewed.length ? result.renewed.length + " ghi chú lấy bản mới hơn trong tệp" : "",
      result.older ? result.older + " ghi chú giữ bản mới hơn của máy này" : "",
      result.same ? result.same + " ghi chú đã có sẵn" : "",
      bad ? bad + " ghi chú trong tệp không đọc được, bỏ qua" : ""
    ].filter(Boolean);
    return said.join("; ") + ".";
  }

  function take(name, text) {
    var content = files.read(text);
    if (content.error) {
      parts.say("Tệp “" + name + "” " + content.error + ". Ghi chú đang có không thay đổi.");
      return;
    }
    var result = files.merged(notes.all(), content.notes);
    var changed = result.fresh.concat(result.renewed);
    if (!notes.putAll(changed)) {
      parts.say(parts.FULL + " Không ghi chú nào của tệp được thêm.");
      return;
    }
    parts.say(told(result, content.bad), changed.length ? function () {
      notes.removeAll(result.fresh.map(function (note) {
        return note.id;
      }));
      return notes.putAll(result.former);
    } : null);
  }

  function open(file) {
    if (file.size > files.MOST_BYTES) {
      parts.say("Tệp “" + file.name + "” quá lớn để là tệp ghi chú. Ghi chú đang có không thay đổi.");
      return;
    }
    var reader = new FileReader();
    reader.onload = function () {
      take(file.name, reader.result);
    };
    reader.onerror = function () {
      parts.say("Không đọc được tệp “" + file.name + "”. Ghi chú đang có không thay đổi.");
    };
    reader.readAsText(file);
  }

  // The offline edition has its pages under other names; its search knows them.
  function fromEdition() {
    var keys = notes.all().map(keyOf).concat(notes.all().map(function (note) {
      return note.doc;
    }));
    canCu.load("dau").then(function (head) {
      return canCu.lookup(head, keys.map(function (key) {
        return "@" + key;
      })).then(function (rows) {
        return canCu.documents(head, Object.keys(rows).map(function (key) {
          return rows[key][0];
        })).then(function (documents) {
          Object.keys(rows).forEach(function (key) {
            addresses[key.slice(1)] = rows[key][1] || documents[rows[key][0]].address;
          });
          draw();
        });
      });
    }).catch(function () {
      parts.say("Không đọc được dữ liệu tra cứu: thư mục “tra-cuu” phải nằm cạnh trang này. Xin chép lại cả thư mục.");
    });
  }

  form.addEventListener("submit", function (event) {
    event.preventDefault();
  });
  form.addEventListener("input", draw);
  document.querySelector("[data-own-save]").addEventListener("click", function () {
    files.save(notes.all());
  });
  document.querySelector("[data-own-clear]").addEventListener("click", function () {
    parts.remove(notes.all(), "Đã xóa hết ghi chú trong trình duyệt này.");
  });
  document.querySelector("[data-own-open]").addEventListener("change", function (event) {
    if (event.target.files.length) {
      open(event.target.files[0]);
      event.target.value = "";
    }
  });
  parts.statusBar();
  draw();
  notes.heed(draw);
  if (canCu.lookup) {
    fromEdition();
  }
})();
