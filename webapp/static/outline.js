// The plan's outline follows the reader: the entry of the task at the top of the window is marked.
(function () {
  "use strict";
  var links = Array.prototype.slice.call(document.querySelectorAll("[data-outline]"));
  var entries = links
    .map(function (link) {
      return { link: link, target: document.getElementById(decodeURIComponent(link.hash.slice(1))) };
    })
    .filter(function (entry) {
      return entry.target;
    });
  var current = null;
  var waiting = false;

  function mark() {
    waiting = false;
    var found = null;
    entries.forEach(function (entry) {
      if (entry.target.getBoundingClientRect().top < 140) {
        found = entry;
      }
    });
    if (found === current) {
      return;
    }
    if (current) {
      current.link.removeAttribute("aria-current");
    }
    if (found) {
      found.link.setAttribute("aria-current", "location");
      var pane = found.link.closest(".outline");
      if (pane && pane.scrollHeight > pane.clientHeight) {
        var offset = found.link.getBoundingClientRect().top - pane.getBoundingClientRect().top;
        if (offset < 40 || offset > pane.clientHeight - 60) {
          pane.scrollTop += offset - pane.clientHeight / 3;
        }
      }
    }
    current = found;
  }

  window.addEventListener(
    "scroll",
    function () {
      if (!waiting) {
        waiting = true;
        window.requestAnimationFrame(mark);
      }
    },
    { passive: true }
  );
  mark();
})();
