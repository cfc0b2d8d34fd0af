// Gathered material in the offline edition: the list that this browser keeps, with links to read and to take things out.
(function () {
  "use strict";
  var STORE = "tu-lieu";
  var canCu = window.canCu;
  var list = document.querySelector("[data-edition-basket]");
  var status = document.querySelector("[data-edition-status]");

  function stored() {
    try {
      var pack = JSON.parse(window.localStorage.getItem(STORE));
      return pack && Array.isArray(pack.muc) ? pack : { ten: "", xep: "cap", muc: [] };
    } catch (error) {
      return { ten: "", xep: "cap", muc: [] };
    }
  }

  // A page that came by a link which could not keep its item itself names it in its address.
  function withAsked(pack) {
    new URLSearchParams(window.location.search).getAll("m").forEach(function (key) {
      var held = pack.muc.some(function (item) {
        return item[0] === key;
      });
      if (!held) {
        pack.muc.push([key, ""]);
      }
    });
    return pack;
  }

  function without(key) {
    var pack = stored();
    pack.muc = pack.muc.filter(function (item) {
      return item[0] !== key;
    });
    try {
      window.localStorage.setItem(STORE, JSON.stringify(pack));
    } catch (error) {
      // the line goes from this page at least
    }
  }

  function count() {
    var number = list.children.length;
    status.textContent = number ? number + " mục đã chọn trong trình duyệt này." : "Chưa chọn mục nào.";
  }

  function line(key, note, known, document_) {
    var item = document.createElement("li");
    var link = document.createElement(known ? "a" : "span");
    link.textContent = known ? document_.label + (known[2] ? ", " + known[2] : "") : key + " (không có trong bản này)";
    if (known) {
      link.href = known[1] || document_.address;
    }
    item.appendChild(link);
    if (document_ && document_.number && document_.title) {
      item.appendChild(document.createTextNode(" " + document_.title));
    }
    if (note) {
      var said = document.createElement("p");
      said.className = "quiet";
      said.textContent = note;
      item.appendChild(said);
    }
    item.appendChild(document.createTextNode(" "));
    var button = document.createElement("button");
    button.type = "button";
    button.className = "button-quiet";
    button.textContent = "Bỏ";
    button.setAttribute("aria-label", "Bỏ " + link.textContent);
    button.addEventListener("click", function () {
      without(key);
      item.remove();
      count();
    });
    item.appendChild(button);
    return item;
  }

  var pack = withAsked(stored());
  if (!pack.muc.length) {
    count();
    return;
  }
  canCu.load("dau").then(function (head) {
    var keys = pack.muc.map(function (item) {
      return "@" + item[0];
    });
    return canCu.lookup(head, keys).then(function (found) {
      var numbers = keys.filter(function (key) {
        return found[key];
      }).map(function (key) {
        return found[key][0];
      });
      return canCu.documents(head, numbers).then(function (documents) {
        pack.muc.forEach(function (item) {
          var known = found["@" + item[0]];
          list.appendChild(line(item[0], item[1], known, known && documents[known[0]]));
        });
        count();
      });
    });
  }).catch(function () {
    status.textContent = "Không đọc được dữ liệu tra cứu: thư mục “tra-cuu” phải nằm cạnh trang này. Xin chép lại cả thư mục.";
  });
})();
