// The reader's choice of light or dark, kept in this browser; without it the system's setting decides.
(function () {
  "use strict";
  var root = document.documentElement;
  var stored = null;
  root.classList.add("scripted"); // what is said to those without scripts is hidden before the page is drawn
  try {
    stored = window.localStorage.getItem("nen");
  } catch (error) {
    stored = null; // a browser that keeps nothing still shows the page
  }
  if (stored === "dark" || stored === "light") {
    root.setAttribute("data-theme", stored);
  }

  function isDark() {
    var chosen = root.getAttribute("data-theme");
    return chosen ? chosen === "dark" : window.matchMedia("(prefers-color-scheme: dark)").matches;
  }

  document.addEventListener("DOMContentLoaded", function () {
    var button = document.querySelector("[data-theme-button]");
    if (!button) {
      return;
    }
    function word() {
      button.textContent = isDark() ? "Nền sáng" : "Nền tối";
    }
    button.hidden = false;
    word();
    button.addEventListener("click", function () {
      var next = isDark() ? "light" : "dark";
      root.setAttribute("data-theme", next);
      try {
        window.localStorage.setItem("nen", next);
      } catch (error) {
        // the choice holds for this page
      }
      word();
    });
  });
})();
