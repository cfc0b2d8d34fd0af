// "/" leads to the search box and the arrows through its results, as in a library's catalogue; what a phone shows
// folded is folded.
(function () {
  "use strict";
  var results = document.querySelectorAll("[data-results] .entry-title a");
  var hint = document.querySelector("[data-keys]");

  function isTyping(target) {
    return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
  }

  function searchBox() {
    return document.querySelector("main [data-search]") || document.querySelector("[data-search]");
  }

  // The result that has the focus, by any of its links; -1 for none.
  function current() {
    var entry = document.activeElement ? document.activeElement.closest(".entry") : null;
    for (var i = 0; i < results.length; i += 1) {
      if (results[i].closest(".entry") === entry) {
        return i;
      }
    }
    return -1;
  }

  // Arrows belong to the results while the focus is among them, or nowhere yet.
  function step(key) {
    var at = current();
    var free = at >= 0 || document.activeElement === document.body || document.activeElement.tagName === "MAIN";
    var next = at + (key === "ArrowDown" ? 1 : -1);
    if (!free || next >= results.length || (at < 0 && key === "ArrowUp")) {
      return false;
    }
    if (next < 0) {
      searchBox().focus();
    } else {
      results[next].focus();
      results[next].closest(".entry").scrollIntoView({ block: "nearest" });
    }
    return true;
  }

  document.addEventListener("keydown", function (event) {
    if (isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) {
      return;
    }
    if (event.key === "/") {
      var box = searchBox();
      if (box) {
        event.preventDefault();
        box.focus();
        box.select();
      }
    } else if (results.length > 0 && (event.key === "ArrowDown" || event.key === "ArrowUp") && !event.shiftKey) {
      if (step(event.key)) {
        event.preventDefault();
      }
    }
  });

  if (hint) {
    hint.hidden = false;
  }

  if (window.matchMedia("(max-width: 55rem)").matches) {
    var folds = document.querySelectorAll("[data-fold]");
    for (var i = 0; i < folds.length; i += 1) {
      folds[i].open = false; // the style sheet has shown it closed since it was drawn, so nothing moves now
      folds[i].setAttribute("data-fold", "done");
    }
  }
})();
