// Suggestions under a search box while it is typed in: a combobox with a list (WAI-ARIA), usable by keyboard alone.
// Without this script the box is the same form, sent by Enter.
(function () {
  "use strict";
  var DELAY = 120; // milliseconds without a key before the server is asked
  var count = 0;

  function start(input) {
    var box = document.createElement("div");
    var list = document.createElement("ul");
    var said = document.createElement("span");
    var active = -1;
    var asked = 0;
    var timer = 0;
    count += 1;
    box.className = "search-box";
    list.className = "suggestions";
    list.id = "goi-y-" + count;
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "Gợi ý");
    said.className = "hidden";
    said.setAttribute("role", "status");
    input.parentNode.insertBefore(box, input);
    box.appendChild(input);
    box.appendChild(list);
    box.appendChild(said);
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("aria-controls", list.id);

    function options() {
      return list.children;
    }

    function close() {
      window.clearTimeout(timer);
      asked += 1;
      active = -1;
      list.hidden = true;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    }

    function choose(place) {
      var all = options();
      if (active >= 0 && all[active]) {
        all[active].setAttribute("aria-selected", "false");
      }
      active = place;
      if (active < 0) {
        input.removeAttribute("aria-activedescendant");
        return;
      }
      all[active].setAttribute("aria-selected", "true");
      all[active].scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", all[active].id);
    }

    function go(option) {
      window.location.assign(option.getAttribute("data-address"));
    }

    function line(name, text) {
      var part = document.createElement("span");
      part.className = name;
      part.textContent = text;
      return part;
    }

    function show(found) {
      list.textContent = "";
      for (var i = 0; i < found.length; i += 1) {
        var option = document.createElement("li");
        option.className = "suggestion";
        option.id = list.id + "-" + i;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        option.setAttribute("data-address", found[i].address);
        option.appendChild(line("suggestion-text", found[i].text));
        if (found[i].detail) {
          option.appendChild(line("suggestion-detail", found[i].detail));
        }
        list.appendChild(option);
      }
      active = -1;
      input.removeAttribute("aria-activedescendant");
      list.hidden = found.length === 0;
      input.setAttribute("aria-expanded", String(found.length > 0));
      said.textContent = found.length ? "Có " + found.length + " gợi ý, dùng phím mũi tên để chọn." : "";
    }

    function ask() {
      var typed = input.value.trim();
      var mine = (asked += 1);
      if (!typed) {
        close();
        return;
      }
      window
        .fetch("/api/v1/suggest?q=" + encodeURIComponent(input.value), {
          headers: { Accept: "application/json" },
        })
        .then(function (answer) {
          return answer.ok ? answer.json() : { suggestions: [] };
        })
        .then(function (answer) {
          // A slow answer to what was typed before says nothing any more.
          if (mine === asked && document.activeElement === input) {
            show(answer.suggestions);
          }
        })
        .catch(function () {
          if (mine === asked) {
            close();
          }
        });
    }

    input.addEventListener("input", function () {
      window.clearTimeout(timer);
      timer = window.setTimeout(ask, DELAY);
    });
    input.addEventListener("keydown", function (event) {
      var size = options().length;
      if (event.isComposing) {
        return;
      }
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        if (list.hidden) {
          ask();
        } else {
          var step = event.key === "ArrowDown" ? 1 : -1;
          // One place more than there are options: the box itself.
          choose(((active + 1 + step + size + 1) % (size + 1)) - 1);
        }
        event.preventDefault();
      } else if (event.key === "Enter" && !list.hidden && active >= 0) {
        event.preventDefault();
        go(options()[active]);
      } else if (event.key === "Escape" && !list.hidden) {
        // The first Escape closes the list, the next one empties the box as browsers do.
        event.preventDefault();
        close();
      }
    });
    input.addEventListener("blur", close);
    list.addEventListener("mousedown", function (event) {
      event.preventDefault(); // the box keeps the focus, so that a click is not lost to its blur
    });
    list.addEventListener("click", function (event) {
      var option = event.target.closest("[role=option]");
      if (option) {
        go(option);
      }
    });
    input.form.addEventListener("submit", close);
  }

  var inputs = document.querySelectorAll("[data-search]");
  for (var i = 0; i < inputs.length; i += 1) {
    start(inputs[i]);
  }
})();
