// Buttons that copy a citation; without this script the text beside them can be selected.
(function () {
  "use strict";

  // Browsers give the clipboard to secure addresses only; an office's own network has none, so there the text is selected.
  function bySelection(element) {
    var range = document.createRange();
    range.selectNodeContents(element);
    var selection = window.getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
    try {
      return document.execCommand("copy");
    } catch (error) {
      return false; // the text stays selected
    }
  }

  function told(button, done) {
    var state = button.parentNode.querySelector("[role=status]");
    state.textContent = done ? "Đã chép" : "Đã chọn, xin nhấn Ctrl+C";
    window.setTimeout(function () {
      state.textContent = "";
    }, 4000);
  }

  Array.prototype.forEach.call(document.querySelectorAll("[data-copy]"), function (button) {
    var element = document.getElementById(button.getAttribute("data-copy"));
    button.hidden = false;
    button.addEventListener("click", function () {
      if (window.navigator.clipboard && window.isSecureContext) {
        window.navigator.clipboard.writeText(element.textContent).then(
          function () {
            told(button, true);
          },
          function () {
            told(button, bySelection(element));
          }
        );
      } else {
        told(button, bySelection(element));
      }
    });
  });
})();
