// What is gathered for a lesson is kept in this browser: links of every page add to it, the page of the pack shows it.
(function () {
  "use strict";
  var STORE = "tu-lieu";
  var SENT = "tu-lieu-gui"; // when this browser's own pack was last sent to be shown
  var ORDERS = ["cap", "chu-de", "tay"];
  var MOST = 500;
  var LONGEST_ADDRESS = 8000;
  var status = null;

  function empty() {
    return { ten: "", xep: "cap", muc: [] };
  }

  function valid(pack) {
    return Boolean(pack) && Array.isArray(pack.muc) && pack.muc.every(function (item) {
      return Array.isArray(item) && typeof item[0] === "string" && typeof item[1] === "string";
    });
  }

  function load() {
    try {
      var pack = JSON.parse(window.localStorage.getItem(STORE));
      return valid(pack) ? { ten: String(pack.ten || ""), xep: ORDERS.indexOf(pack.xep) > 0 ? pack.xep : "cap", muc: pack.muc } : empty();
    } catch (error) {
      return empty();
    }
  }

  function save(pack) {
    try {
      window.localStorage.setItem(STORE, JSON.stringify(pack));
      return true;
    } catch (error) {
      return false; // a browser that keeps nothing: the links lead to the page instead
    }
  }

  function position(pack, key) {
    for (var i = 0; i < pack.muc.length; i += 1) {
      if (pack.muc[i][0] === key) {
        return i;
      }
    }
    return -1;
  }

  // The place stands on the page before anything is said there, or a screen reader would not notice it.
  function statusPlace() {
    var place = document.createElement("p");
    place.className = "gather-status";
    place.setAttribute("role", "status");
    document.body.appendChild(place);
    return place;
  }

  function say(text) {
    status.textContent = text;
    window.clearTimeout(say.timer);
    say.timer = window.setTimeout(function () {
      status.textContent = "";
    }, 4000);
  }

  function each(selector, act) {
    Array.prototype.forEach.call(document.querySelectorAll(selector), act);
  }

  // The link's address names what it adds: "/tu-lieu?m=<key>".
  function keyOf(link) {
    return decodeURIComponent(link.search.slice("?m=".length));
  }

  function showState() {
    var pack = load();
    each("[data-basket-count]", function (place) {
      place.textContent = pack.muc.length ? " (" + pack.muc.length + ")" : "";
    });
    each(".gather", function (link) {
      var held = position(pack, keyOf(link)) >= 0;
      link.firstChild.nodeValue = held ? "Bỏ khỏi tư liệu" : "Thêm vào tư liệu";
      link.classList.toggle("gathered", held);
    });
  }

  function toggle(event) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) {
      return;
    }
    var key = keyOf(event.currentTarget);
    var pack = load();
    var at = position(pack, key);
    if (at < 0 && pack.muc.length >= MOST) {
      event.preventDefault();
      say("Bộ tư liệu đã đủ " + MOST + " mục.");
      return;
    }
    if (at < 0) {
      pack.muc.push([key, ""]);
    } else {
      pack.muc.splice(at, 1);
    }
    if (save(pack)) {
      event.preventDefault();
      showState();
      say(at < 0 ? "Đã thêm vào tư liệu: " + pack.muc.length + " mục." : "Đã bỏ khỏi tư liệu.");
    }
  }

  // All of a topic at once: the link's address names every item, and the name of a pack that has none yet.
  function gatherAll(event) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) {
      return;
    }
    var wanted = new URLSearchParams(event.currentTarget.search);
    var pack = load();
    var before = pack.muc.length;
    merged(pack, {
      ten: wanted.get("ten") || "",
      muc: wanted.getAll("m").map(function (key) {
        return [key, ""];
      })
    });
    if (save(pack)) {
      event.preventDefault();
      showState();
      say("Đã thêm " + (pack.muc.length - before) + " mục vào tư liệu: có " + pack.muc.length + " mục.");
    }
  }

  function address(pack) {
    var pairs = [];
    function add(name, value) {
      pairs.push(encodeURIComponent(name) + "=" + encodeURIComponent(value));
    }
    if (pack.ten) {
      add("ten", pack.ten);
    }
    if (pack.xep !== "cap") {
      add("xep", pack.xep);
    }
    pack.muc.forEach(function (item) {
      add("m", item[0]);
    });
    pack.muc.forEach(function (item) {
      if (item[1]) {
        add("g:" + item[0], item[1]);
      }
    });
    return "/tu-lieu" + (pairs.length ? "?" + pairs.join("&") : "");
  }

  function mark(time) {
    try {
      window.sessionStorage.setItem(SENT, String(time));
    } catch (error) {
      // the page then asks whether the pack is this browser's
    }
  }

  function wasSent() {
    try {
      var sent = Number(window.sessionStorage.getItem(SENT));
      window.sessionStorage.removeItem(SENT);
      return Date.now() - sent < 60000;
    } catch (error) {
      return false;
    }
  }

  function hiddenField(form, name, value) {
    var field = document.createElement("input");
    field.type = "hidden";
    field.name = name;
    field.value = value;
    form.appendChild(field);
  }

  // A pack that is too long for an address is sent as a form; the page that answers is the same.
  function open(pack) {
    mark(Date.now());
    var target = address(pack);
    if (target.length <= LONGEST_ADDRESS) {
      window.location.replace(target);
      return;
    }
    var form = document.createElement("form");
    form.method = "post";
    form.action = "/tu-lieu";
    hiddenField(form, "ten", pack.ten);
    hiddenField(form, "xep", pack.xep);
    pack.muc.forEach(function (item) {
      hiddenField(form, "m", item[0]);
      hiddenField(form, "g:" + item[0], item[1]);
    });
    document.body.appendChild(form);
    form.submit();
  }

  function shown(form) {
    var notes = {};
    each("[data-basket-note]", function (field) {
      notes[field.getAttribute("data-basket-note")] = field.value;
    });
    return {
      ten: form.elements.ten.value,
      xep: form.elements.xep.value,
      muc: Array.prototype.map.call(form.querySelectorAll("input[name=m]"), function (field) {
        return [field.value, notes[field.value] || ""];
      })
    };
  }

  function same(one, other) {
    return address(one).replace(/%0D/g, "") === address(other).replace(/%0D/g, "");
  }

  function merged(pack, more) {
    more.muc.forEach(function (item) {
      if (position(pack, item[0]) < 0 && pack.muc.length < MOST) {
        pack.muc.push(item);
      }
    });
    pack.ten = pack.ten || more.ten;
    return pack;
  }

  // The pack on the page is this browser's own: what is changed on it is kept.
  function own(form) {
    function keep() {
      save(shown(form));
      showState();
    }
    keep();
    document.addEventListener("input", keep);
    form.addEventListener("submit", function (event) {
      keep();
      if (!event.submitter || !event.submitter.hasAttribute("formaction")) {
        mark(Date.now());
      }
    });
  }

  function foreign(form) {
    document.querySelector("[data-basket-shared]").hidden = false;
    document.querySelector("[data-basket-keep]").addEventListener("click", function () {
      var pack = merged(load(), shown(form));
      if (save(pack)) {
        open(pack);
      } else {
        say("Trình duyệt này không cho nhớ tư liệu: hãy lưu ra tệp.");
      }
    });
  }

  function packPage(form) {
    var stored = load();
    var here = shown(form);
    var sent = wasSent();
    if (!sent && !here.muc.length && stored.muc.length) {
      open(stored);
    } else if (sent || !here.muc.length || same(stored, here)) {
      own(form);
    } else {
      foreign(form);
    }
    each("[data-print]", function (button) {
      button.hidden = false;
      button.addEventListener("click", function () {
        window.print();
      });
    });
  }

  status = statusPlace();
  each(".gather", function (link) {
    link.addEventListener("click", toggle);
  });
  each("[data-gather-all]", function (link) {
    link.addEventListener("click", gatherAll);
  });
  var form = document.querySelector("[data-basket]");
  if (form) {
    packPage(form);
  }
  showState();
  window.addEventListener("storage", showState);
  window.addEventListener("pageshow", showState);
})();
