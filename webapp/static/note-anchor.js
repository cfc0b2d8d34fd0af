// Where a mark's words stand in a text that may have been edited since: by the part of the text they stood in, the
// words themselves and those around them (as the selectors of the W3C's Web Annotation model do). Strings alone, no
// page. What is not certain is said: a mark never moves onto other words in silence.
(function () {
  "use strict";
  var CONTEXT = 64; // letters that are kept from before and behind the words
  var ENOUGH = 12; // letters of agreement around, below which short words could be any
  var LONG = 24; // letters of words that hardly stand in a text by chance
  var FEWEST = 4; // words, below which nothing is looked for that is only like them
  var MOST_CHANGED = 0.3; // of the words
  var MOST_WORK = 4000000; // comparisons of words for one mark

  function within(places, at) {
    var low = 0;
    var high = places.length;
    while (low < high) {
      var middle = (low + high) >> 1;
      if (places[middle].start <= at) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low ? places[low - 1] : { id: "", start: 0 };
  }

  // What is kept of text[start, end): its words, those around, and where they begin in their part of the text.
  function describe(text, places, start, end) {
    var place = within(places, start);
    return {
      place: place.id,
      start: start - place.start,
      quote: text.slice(start, end),
      before: text.slice(Math.max(0, start - CONTEXT), start),
      after: text.slice(end, end + CONTEXT)
    };
  }

  function sameEnd(text, end, wanted) {
    var most = Math.min(end, wanted.length);
    var same = 0;
    while (same < most && text[end - 1 - same] === wanted[wanted.length - 1 - same]) {
      same += 1;
    }
    return same;
  }

  function sameStart(text, start, wanted) {
    var most = Math.min(text.length - start, wanted.length);
    var same = 0;
    while (same < most && text[start + same] === wanted[same]) {
      same += 1;
    }
    return same;
  }

  // How far what stands around text[start, end) agrees with what stood around the words. A page may begin or end there.
  function rated(text, places, mark, start, end) {
    var before = sameEnd(text, start, mark.before);
    var after = sameStart(text, end, mark.after);
    var place = within(places, start);
    return {
      start: start,
      end: end,
      around: before + after,
      whole: before === Math.min(start, mark.before.length) && after === Math.min(text.length - end, mark.after.length),
      full: before === mark.before.length && after === mark.after.length && before + after >= ENOUGH,
      side: (before === mark.before.length && before >= ENOUGH) || (after === mark.after.length && after >= ENOUGH),
      inPlace: place.id === mark.place,
      away: Math.abs(start - place.start - mark.start)
    };
  }

  function better(one, other) {
    return other.around - one.around || other.inPlace - one.inPlace || one.away - other.away;
  }

  function exact(text, places, mark) {
    var found = [];
    for (var at = text.indexOf(mark.quote); at >= 0; at = text.indexOf(mark.quote, at + 1)) {
      found.push(rated(text, places, mark, at, at + mark.quote.length));
    }
    found.sort(better);
    var own = found.filter(function (other) {
      return other.inPlace;
    })[0];
    return (own && accepted(found, own, mark)) || (found[0] && accepted(found, found[0], mark));
  }

  // Words in their own part of the text need less to speak for them than the same words elsewhere.
  function accepted(found, best, mark) {
    var rivals = found.filter(function (other) {
      return other !== best && other.around === best.around && other.inPlace === best.inPlace;
    });
    // Words that are repeated among the same words: they are told apart by their place alone.
    var alone = !rivals.length || (best.inPlace && best.away === 0);
    if (best.inPlace ? best.whole || best.side : best.full) {
      return { start: best.start, end: best.end, sure: alone };
    }
    var likely = mark.quote.length >= LONG && (best.inPlace || best.around >= ENOUGH || found.length === 1);
    if (!rivals.length && (likely || (best.inPlace && best.around >= ENOUGH))) {
      return { start: best.start, end: best.end, sure: false };
    }
    return null;
  }

  function wordsOf(text) {
    var pattern = /[^\s.,;:!?"'()\[\]“”‘’…]+/g;
    var found = [];
    var match;
    while ((match = pattern.exec(text))) {
      found.push({ word: match[0].toLowerCase(), start: match.index, end: pattern.lastIndex });
    }
    return found;
  }

  // Stretches of `all` that differ from `wanted` in the fewest words (Sellers): where each ends, where it begins.
  function nearest(all, wanted, most) {
    var costs = [];
    var firsts = [];
    var found = [];
    for (var i = 0; i <= wanted.length; i += 1) {
      costs.push(i);
      firsts.push(0);
    }
    for (var j = 0; j < all.length; j += 1) {
      var corner = costs[0];
      var cornerFirst = firsts[0];
      costs[0] = 0;
      firsts[0] = j + 1;
      for (var k = 1; k <= wanted.length; k += 1) {
        var kept = corner + (wanted[k - 1].word === all[j].word ? 0 : 1);
        var keptFirst = k === 1 ? j : cornerFirst;
        var lacking = costs[k - 1] + 1;
        var more = costs[k] + 1;
        corner = costs[k];
        cornerFirst = firsts[k];
        if (kept <= lacking && kept <= more) {
          costs[k] = kept;
          firsts[k] = keptFirst;
        } else if (lacking <= more) {
          costs[k] = lacking;
          firsts[k] = firsts[k - 1];
        } else {
          costs[k] = more;
        }
      }
      if (costs[wanted.length] <= most && firsts[wanted.length] <= j) {
        found.push({ cost: costs[wanted.length], first: firsts[wanted.length], last: j });
      }
    }
    return found;
  }

  // Words like those of the mark, where its part of the text or what stands around speaks for them.
  function alike(text, places, mark) {
    var wanted = wordsOf(mark.quote);
    if (wanted.length < FEWEST) {
      return null;
    }
    var all = wordsOf(text);
    if (all.length * wanted.length > MOST_WORK) {
      return null;
    }
    var most = Math.floor(wanted.length * MOST_CHANGED);
    var best = null;
    var rival = null;
    nearest(all, wanted, most).forEach(function (stretch) {
      var here = rated(text, places, mark, all[stretch.first].start, all[stretch.last].end);
      if (!here.inPlace && here.around < ENOUGH) {
        return;
      }
      here.cost = stretch.cost;
      var order = best ? here.cost - best.cost || better(here, best) : -1;
      if (best && here.start < best.end && here.end > best.start) {
        best = order < 0 ? here : best; // the same place, cut otherwise
      } else if (order < 0) {
        rival = best;
        best = here;
      } else if (!rival || here.cost - rival.cost < 0 || better(here, rival) < 0) {
        rival = here;
      }
    });
    if (!best || (rival && rival.cost === best.cost && rival.around === best.around && rival.inPlace === best.inPlace)) {
      return null;
    }
    return { start: best.start, end: best.end, sure: false };
  }

  // Return where the mark's words stand now: {start, end, sure}, null where they are no longer found.
  function find(text, places, mark) {
    return exact(text, places, mark) || alike(text, places, mark);
  }

  window.canCu = window.canCu || {};
  window.canCu.anchor = { describe: describe, find: find };
})();
