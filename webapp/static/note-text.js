// A page's text as one string with single blanks, from which places lead back into the page: what is only a tool or a
// hint of the site is no part of it, so that a section, a task's page and the whole text read the same.
(function () {
  "use strict";
  var NOT_TEXT = ".notes, .gather-spot, .actions, .newer-mark, .hidden, .own-hook, button";
  var BLOCKS = /^(?:P|DIV|H[1-6]|UL|OL|LI|TABLE|TR|TD|TH|BR|BLOCKQUOTE|SECTION|ARTICLE|DL|DT|DD)$/;
  var BLANK = /\s/;

  function accepted(node) {
    return node.nodeType === Node.ELEMENT_NODE && node.matches(NOT_TEXT) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT;
  }

  // Return {text, places, nodes, nodeOf, offsetOf}: for each letter of `text` which text node it is in, and where there.
  function read(root) {
    var walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, accepted);
    var page = { text: "", places: [], nodes: [], nodeOf: [], offsetOf: [] };
    var letters = [];
    var waiting = [];
    var gap = false;
    function letter(char, offset) {
      letters.push(char);
      page.nodeOf.push(page.nodes.length - 1);
      page.offsetOf.push(offset);
    }
    while (walker.nextNode()) {
      var node = walker.currentNode;
      if (node.nodeType === Node.ELEMENT_NODE) {
        gap = gap || BLOCKS.test(node.tagName);
        if (window.canCu.notes.isPlace(node.id)) {
          waiting.push(node.id);
        }
        continue;
      }
      page.nodes.push(node);
      for (var i = 0; i < node.data.length; i += 1) {
        if (BLANK.test(node.data[i])) {
          gap = true;
          continue;
        }
        if (gap && letters.length) {
          letter(" ", i);
        }
        gap = false;
        for (var j = 0; j < waiting.length; j += 1) {
          page.places.push({ id: waiting[j], start: letters.length });
        }
        waiting = [];
        letter(node.data[i], i);
      }
    }
    page.text = letters.join("");
    return page;
  }

  // Return where a range of the page begins and ends in its text, null where it holds none of it.
  function offsets(page, range) {
    var start = -1;
    var end = -1;
    for (var at = 0; at < page.text.length; at += 1) {
      var node = page.nodes[page.nodeOf[at]];
      if (at === 0 || page.nodeOf[at] !== page.nodeOf[at - 1]) {
        var touched = range.intersectsNode(node);
      }
      if (!touched || (node === range.startContainer && page.offsetOf[at] < range.startOffset)) {
        continue;
      }
      if (node === range.endContainer && page.offsetOf[at] >= range.endOffset) {
        continue;
      }
      if (page.text[at] !== " ") {
        start = start < 0 ? at : start;
        end = at + 1;
      }
    }
    return start < 0 ? null : { start: start, end: end };
  }

  // The stretches of text nodes that hold text[start, end).
  function pieces(page, start, end) {
    var found = [];
    for (var at = start; at < end; at += 1) {
      if (page.text[at] === " ") {
        continue;
      }
      var last = found[found.length - 1];
      if (last && last.node === page.nodes[page.nodeOf[at]]) {
        last.to = page.offsetOf[at] + 1;
      } else {
        found.push({ node: page.nodes[page.nodeOf[at]], from: page.offsetOf[at], to: page.offsetOf[at] + 1 });
      }
    }
    // Between two stretches the blanks belong to the marked words as well.
    found.forEach(function (piece, at) {
      if (at < found.length - 1 && !/\S/.test(piece.node.data.slice(piece.to))) {
        piece.to = piece.node.data.length;
      }
      if (at > 0 && !/\S/.test(piece.node.data.slice(0, piece.from))) {
        piece.from = 0;
      }
    });
    return found;
  }

  // Put what `made(mark)` returns around the words of each mark {start, end, ...}; marks may overlap.
  function wrap(page, marks, made) {
    var byNode = new Map();
    marks.forEach(function (mark) {
      pieces(page, mark.start, mark.end).forEach(function (piece) {
        var known = byNode.get(piece.node) || [];
        known.push({ from: piece.from, to: piece.to, mark: mark });
        byNode.set(piece.node, known);
      });
    });
    byNode.forEach(function (stretches, node) {
      var cuts = [];
      stretches.forEach(function (stretch) {
        cuts.push(stretch.from, stretch.to);
      });
      cuts.sort(function (one, other) {
        return other - one;
      });
      // From behind: what is cut off keeps the offsets of what stands before it.
      cuts.forEach(function (cut, at) {
        if (cut === cuts[at - 1] || cut >= node.data.length) {
          return;
        }
        var slice = cut > 0 ? node.splitText(cut) : node;
        stretches.forEach(function (stretch) {
          if (stretch.from <= cut && cut < stretch.to) {
            var around = made(stretch.mark);
            slice.parentNode.insertBefore(around, slice);
            around.appendChild(slice);
            slice = around;
          }
        });
      });
    });
  }

  // Take elements away and leave what they hold.
  function unwrap(elements) {
    Array.prototype.forEach.call(elements, function (element) {
      var parent = element.parentNode;
      while (element.firstChild) {
        parent.insertBefore(element.firstChild, element);
      }
      parent.removeChild(element);
      parent.normalize();
    });
  }

  window.canCu = window.canCu || {};
  window.canCu.pageText = { read: read, offsets: offsets, wrap: wrap, unwrap: unwrap };
})();
