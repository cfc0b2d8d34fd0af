// A button that begins long work says so until the answer comes, and cannot be pressed twice.
(function () {
  "use strict";
  var pressed = null;
  var word = "";

  document.addEventListener("submit", function (event) {
    var button = event.submitter;
    if (!button || !button.hasAttribute("data-busy") || event.defaultPrevented) {
      return;
    }
    if (pressed) {
      event.preventDefault();
      return;
    }
    pressed = button;
    word = button.textContent;
    button.style.minWidth = button.offsetWidth + "px"; // nothing moves while the word changes
    button.textContent = button.getAttribute("data-busy");
    button.setAttribute("aria-busy", "true");
  });

  // The page may come back out of the browser's memory.
  window.addEventListener("pageshow", function () {
    if (pressed) {
      pressed.textContent = word;
      pressed.removeAttribute("aria-busy");
      pressed = null;
    }
  });
})();
