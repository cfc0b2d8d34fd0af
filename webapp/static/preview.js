// What a link names, shown beside it before it is followed: under a mouse that rests on it, or while the keyboard
// stands on it. A tooltip (WAI-ARIA) with text alone: Escape closes it, the pointer may move onto it, a finger never
// meets it. Without this script, and where the answer fails, the link is what it always was.
(function () {
  "use strict";
  var LINKS = "a.cite, a[data-preview]";
  var REST = 200; // milliseconds that a pointer rests on a link before it means to see more
  var LEAVE = 250; // milliseconds in which it may cross the gap to the preview
  var GAP = 6; // pixels between the line and the preview
  var answers = {};
  var box = null;
  var current = null; // the link that is shown, or about to be
  var described = null; // what described the link before
  var pointer = null; // where the mouse was last
  var opening = 0;
  var closing = 0;

  function made() {
    if (!box) {
      box = document.createElement("div");
      box.className = "preview";
      box.id = "xem-truoc";
      box.hidden = true;
      box.setAttribute("role", "tooltip");
      box.addEventListener("pointerenter", stay);
      box.addEventListener("pointerleave", leave);
      document.body.appendChild(box);
    }
    return box;
  }

  function identity(link) {
    var found = /^\/(?:van-ban|ke-hoach)\/([^/]+)$/.exec(link.pathname);
    return found ? decodeURIComponent(found[1]) : "";
  }

  function ask(id) {
    if (!answers[id]) {
      answers[id] = window
        .fetch("/api/v1/documents/" + encodeURIComponent(id) + "/preview", { headers: { Accept: "application/json" } })
        .then(function (answer) {
          return answer.ok ? answer.json() : null;
        })
        .catch(function () {
          delete answers[id]; // a line that was down may be up again
          return null;
        });
    }
    return answers[id];
  }

  function line(name, text) {
    var part = document.createElement("p");
    part.className = name;
    part.textContent = text;
    box.appendChild(part);
  }

  function fill(shown) {
    box.textContent = "";
    line("preview-name", shown.name);
    if (shown.title) {
      line("preview-title", shown.title);
    }
    var day = shown.issued ? shown.issued.split("-").reverse().join("/") : "";
    var held = shown.held ? "có toàn văn" : "chưa có toàn văn";
    var known = [day, shown.issuer, held].filter(Boolean);
    line("preview-more", known.join(" · "));
    line("preview-status", shown.status + ".");
    if (shown.newer) {
      line("preview-newer", "Văn bản mới nhất sau đó: " + shown.newer + ".");
    }
  }

  // A link may run over several lines: the preview stands at the one under the mouse, else at the first.
  function lineOf(link) {
    var parts = link.getClientRects();
    for (var i = 0; pointer && i < parts.length; i += 1) {
      if (pointer.y >= parts[i].top - 2 && pointer.y <= parts[i].bottom + 2) {
        return parts[i];
      }
    }
    return parts[0];
  }

  function place() {
    var at = current && lineOf(current);
    if (!at) {
      close();
      return;
    }
    // The keyboard may have reached a link to which the window is still on its way.
    box.style.visibility = at.bottom < 0 || at.top > window.innerHeight ? "hidden" : "visible";
    var width = document.documentElement.clientWidth;
    var left = Math.max(GAP, Math.min(at.left, width - box.offsetWidth - GAP));
    var below = at.bottom + GAP;
    var above = at.top - GAP - box.offsetHeight;
    var fits = below + box.offsetHeight <= window.innerHeight || above < 0;
    box.style.left = left + "px";
    box.style.top = (fits ? below : above) + "px";
  }

  function show(link) {
    var id = identity(link);
    ask(id).then(function (shown) {
      if (!shown || current !== link || !box.hidden) {
        return;
      }
      fill(shown);
      box.hidden = false;
      described = link.getAttribute("aria-describedby");
      link.setAttribute("aria-describedby", box.id);
      place();
    });
  }

  function open(link, wait) {
    window.clearTimeout(closing);
    if (link === current) {
      return;
    }
    close();
    if (!identity(link)) {
      return;
    }
    made();
    current = link;
    opening = window.setTimeout(function () {
      show(link);
    }, wait);
  }

  function close() {
    window.clearTimeout(opening);
    window.clearTimeout(closing);
    if (box && !box.hidden) {
      box.hidden = true;
      if (described === null) {
        current.removeAttribute("aria-describedby");
      } else {
        current.setAttribute("aria-describedby", described);
      }
    }
    current = null;
  }

  function stay() {
    window.clearTimeout(closing);
  }

  function leave() {
    window.clearTimeout(closing);
    closing = window.setTimeout(close, LEAVE);
  }

  function linkOf(event) {
    return event.target instanceof Element ? event.target.closest(LINKS) : null;
  }

  document.addEventListener("pointerover", function (event) {
    var link = event.pointerType === "touch" ? null : linkOf(event);
    if (link) {
      pointer = { y: event.clientY };
      open(link, REST);
    }
  });
  document.addEventListener("pointerout", function (event) {
    if (event.pointerType !== "touch" && current && linkOf(event) === current && !current.contains(event.relatedTarget)) {
      leave();
    }
  });
  document.addEventListener("focusin", function (event) {
    var link = linkOf(event);
    // A finger or a click puts the focus there as well, on its way to the page behind the link.
    if (link && link.matches(":focus-visible")) {
      pointer = null;
      open(link, 0);
    }
  });
  document.addEventListener("focusout", function (event) {
    if (current && linkOf(event) === current) {
      close();
    }
  });
  document.addEventListener("pointerdown", function (event) {
    if (!box || !box.contains(event.target)) {
      close();
    }
  });
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape" && box && !box.hidden) {
      event.preventDefault();
      close();
    }
  });
  window.addEventListener("pagehide", close); // a page that comes back from the browser's memory shows none
  ["scroll", "resize"].forEach(function (name) {
    window.addEventListener(
      name,
      function () {
        if (box && !box.hidden) {
          window.requestAnimationFrame(function () {
            if (!box.hidden) {
              place();
            }
          });
        }
      },
      { passive: true, capture: true }
    );
  });
})();
