// Letters without their marks, and syllables in one spelling: the rules of the program (indexer/text.py,
// indexer/search/spelling.py), for what is looked for in the browser itself.
(function () {
  "use strict";
  var TONES = /[\u0300\u0301\u0303\u0309\u0323]/;

  // Letter for letter, so that a place in the folded text is the same place in the text.
  function fold(text) {
    return text.replace(/[^\u0000-\u007f]|[A-Z]/g, function (letter) {
      if ("đĐðÐ".indexOf(letter) >= 0) {
        return "d";
      }
      var base = letter.normalize("NFD")[0].toLowerCase();
      return base.length === 1 ? base : letter;
    });
  }

  // One spelling for each syllable: "Hoà" and "hòa", "lí" and "lý", "04" and "4" are the same.
  function spell(word) {
    var lower = word.toLowerCase();
    if (/^[0-9]/.test(lower)) {
      return lower.replace(/^0+(?=[0-9])/, "");
    }
    var parts = lower.normalize("NFD");
    var tone = (TONES.exec(parts) || [""])[0];
    var bare = parts.replace(TONES, "").normalize("NFC");
    if (/^(?:[hklmst]|qu)i$/.test(bare)) {
      return (bare.slice(0, -1) + "y" + tone).normalize("NFC");
    }
    if (bare === "quy") {
      return (bare + tone).normalize("NFC");
    }
    if (!/^qu/.test(bare) && /(?:oa|oe|uy)$/.test(bare)) {
      return (bare.slice(0, -1) + tone + bare.slice(-1)).normalize("NFC");
    }
    return lower;
  }

  window.canCu = window.canCu || {};
  window.canCu.fold = fold;
  window.canCu.spell = spell;
})();
