// The offline edition keeps what is searched in small scripts beside its pages, since browsers let a page that was
// opened from a folder read no other files. Each portion is loaded when it is first needed, and says itself what it is.
(function () {
  "use strict";
  var FOLDER = "tra-cuu/";
  var loading = {};
  var arrived = {};

  function padded(number) {
    return ("000" + number).slice(-Math.max(3, String(number).length));
  }

  // Return a promise of a portion by its name.
  function load(name) {
    if (!loading[name]) {
      loading[name] = new Promise(function (resolve, reject) {
        var script = document.createElement("script");
        script.onload = function () {
          if (name in arrived) {
            resolve(arrived[name]);
          } else {
            reject(new Error(name));
          }
        };
        script.onerror = function () {
          reject(new Error(name));
        };
        script.src = FOLDER + name + ".js";
        document.head.appendChild(script);
      });
    }
    return loading[name];
  }

  // In which portion of the dictionary a key would stand; its portions are in order of their first keys.
  function portionOf(firsts, key) {
    var low = 0;
    var high = firsts.length - 1;
    while (low < high) {
      var middle = Math.ceil((low + high) / 2);
      if (firsts[middle] <= key) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  // Return a promise of what the dictionary says of each of `keys`; a key that it lacks is left out.
  function lookup(head, keys) {
    var names = {};
    keys.forEach(function (key) {
      names[key] = "tu-" + padded(portionOf(head.firsts, key));
    });
    return Promise.all(keys.map(function (key) {
      return load(names[key]);
    })).then(function (portions) {
      var found = {};
      keys.forEach(function (key, at) {
        if (Object.prototype.hasOwnProperty.call(portions[at], key)) {
          found[key] = portions[at][key];
        }
      });
      return found;
    });
  }

  // Return a promise of the rows with these numbers, by number; `name` says of what: documents or passages.
  function rows(name, size, numbers) {
    var wanted = {};
    numbers.forEach(function (number) {
      wanted[Math.floor(number / size)] = true;
    });
    var portions = Object.keys(wanted);
    return Promise.all(portions.map(function (portion) {
      return load(name + "-" + padded(portion));
    })).then(function (loaded) {
      var found = {};
      numbers.forEach(function (number) {
        found[number] = loaded[portions.indexOf(String(Math.floor(number / size)))][number % size];
      });
      return found;
    });
  }

  window.canCu = Object.assign(window.canCu || {}, {
    take: function (name, data) {
      arrived[name] = data;
    },
    load: load,
    lookup: lookup,
    documents: function (head, numbers) {
      return rows("van-ban", head.documentsEach, numbers);
    },
    passages: function (head, numbers) {
      return rows("doan", head.passagesEach, numbers);
    }
  });
})();
