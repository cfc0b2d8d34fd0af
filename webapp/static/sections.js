// A long text stands on several pages: an address with a point that this page lacks leads to the page that has it.
(function () {
  "use strict";
  var outline = document.querySelector("[data-sections]");
  function follow() {
    var point = window.location.hash.slice(1);
    // A place of an own note is found by the note, not by an id (note-reading.js).
    if (outline && point && point.indexOf("ghi-chu-") !== 0 && !document.getElementById(decodeURIComponent(point))) {
      window.location.replace(outline.getAttribute("data-sections") + point);
    }
  }
  window.addEventListener("hashchange", follow);
  follow();
})();
