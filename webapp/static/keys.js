// "/" leads to the search box, as in a library's catalogue; on a phone the filters of a search begin folded.
(function () {
  "use strict";
  document.addEventListener("keydown", function (event) {
    var target = event.target;
    var typing = target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
    if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    var box = document.querySelector("main [data-search]") || document.querySelector("[data-search]");
    if (box) {
      event.preventDefault();
      box.focus();
      box.select();
    }
  });

  if (window.matchMedia("(max-width: 55rem)").matches) {
    var folds = document.querySelectorAll("[data-fold]");
    for (var i = 0; i < folds.length; i += 1) {
      folds[i].open = false; // the style sheet has shown it closed since it was drawn, so nothing moves now
      folds[i].setAttribute("data-fold", "done");
    }
  }
})();
