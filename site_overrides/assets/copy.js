// The foot tells which copy of the site this is: the edition's day, whose mirror, whether it is
// current, and the ward's own card.  It asks this host alone, and only when the foot comes near.
(function () {
  "use strict";
  var DAY = 24 * 60 * 60 * 1000;
  var HOUR = 60 * 60 * 1000;
  var FACTS = { address: "Địa chỉ", hours: "Giờ làm việc", hotline: "Điện thoại", note: "Ghi chú" };
  var box = document.querySelector("[data-copy]");
  var script = document.currentScript;
  if (!box || !window.fetch) return;

  function at(path) { return new URL("../" + path, script.src); }

  function read(path) {
    return fetch(at(path), { cache: "no-cache" }).then(function (answer) {
      return answer.ok ? answer.json() : null;
    }).catch(function () { return null; });
  }

  function two(number) { return (number < 10 ? "0" : "") + number; }

  // As the rest of the site writes times: Vietnam's, wherever the reader is.
  function moment(time) {
    var there = new Date(time + 7 * HOUR);
    return two(there.getUTCHours()) + ":" + two(there.getUTCMinutes()) + " ngày " +
      two(there.getUTCDate()) + "/" + two(there.getUTCMonth() + 1) + "/" + there.getUTCFullYear();
  }

  function element(name, text, kind) {
    var made = document.createElement(name);
    if (text) made.textContent = text;
    if (kind) made.className = kind;
    return made;
  }

  // What a mirror's own status lets anyone say at this moment: never more than its source signed.
  function age(status, now) {
    var signed = Date.parse(status.signed_at);
    var until = Date.parse(status.good_until);
    if (isNaN(signed) || isNaN(until)) return { kind: "unknown", word: "không rõ còn mới hay không", why: "" };
    var confirmed = "Nguồn xác nhận lần gần nhất lúc " + moment(signed) + ".";
    if (now < signed - HOUR) {
      return { kind: "unknown", word: "không rõ còn mới hay không",
        why: "Đồng hồ của máy bạn có lẽ sai. " + confirmed };
    }
    if (status.held) {
      return { kind: "old", word: "đang tạm giữ bản cũ", why: "Nơi đặt bản sao chưa nhận bản mới hơn. " + confirmed };
    }
    if (now < until) return { kind: "fresh", word: "còn mới", why: confirmed };
    var days = Math.floor((now - signed) / DAY);
    return { kind: "old", word: "đã cũ " + days + " ngày", why: confirmed + " Nên đối chiếu với địa chỉ gốc." };
  }

  function whose(status, card) {
    if (card && card.name) return "Bản sao của " + card.name;
    if (status.ward) return "Bản sao của phường mã " + status.ward;
    return "Bản sao tại " + location.host;
  }

  // The day stands in a style, so that it shows without scripts; as text it is heard and copied.
  function spellOut(place) {
    var day = getComputedStyle(place, "::after").content.replace(/^"|"$/g, "");
    if (!/\d/.test(day)) return "";
    place.className = "";
    place.textContent = day;
    return day;
  }

  function write(line, why) {
    box.querySelector(".ny-copy").replaceWith(line);
    if (why) line.after(why);
  }

  function showPlain(edition) {
    var line = element("p", "Bản niêm yết" + edition, "ny-copy ny-copy--unknown");
    line.append(" · ", element("b", "không rõ đã có bản mới hơn chưa"));
    write(line, element("p", "Bản chép này không tự cập nhật. Bản mới nhất ở địa chỉ gốc dưới đây."));
  }

  function showMirror(status, card, edition) {
    var told = age(status, Date.now());
    var line = element("p", whose(status, card) + " · bản" + edition + " · ", "ny-copy ny-copy--" + told.kind);
    line.append(element("b", told.word));
    var why = element("p", told.why + " ");
    var link = element("a", "Tình trạng bản sao");
    link.href = at("mirror/");
    why.append(link);
    write(line, why);
    if (card) box.append(desk(card));
  }

  function telephone(text) {
    var digits = text.replace(/[ .()-]/g, "");
    if (!/^\+?\d{3,15}$/.test(digits)) return document.createTextNode(text);
    var link = element("a", text);
    link.href = "tel:" + digits;
    return link;
  }

  function desk(card) {
    var made = element("div", "", "ny-desk");
    made.append(element("p", "Bộ phận một cửa, " + card.name, "ny-copy"));
    var list = element("dl");
    Object.keys(FACTS).forEach(function (name) {
      if (!card[name]) return;
      var fact = element("dd");
      fact.append(name === "hotline" ? telephone(card[name]) : card[name]);
      list.append(element("dt", FACTS[name]), fact);
    });
    made.append(list);
    return made;
  }

  function ask(edition) {
    read("mirror/status.json").then(function (status) {
      if (!status) return;
      if (!status.release) return showPlain(edition);
      var known = status.ward && !status.card_failure;
      return (known ? read("mirror/card.json") : Promise.resolve(null)).then(function (card) {
        showMirror(status, card && card.ward === status.ward ? card : null, edition);
      });
    });
  }

  var edition = spellOut(box.querySelector(".ny-edition"));
  // The origin is what copies are measured by; a kept page says at its top of which day it is.
  if (location.href.indexOf(box.dataset.origin) === 0 || location.protocol === "file:") return;
  if (document.querySelector(".ny-offline")) return;
  new IntersectionObserver(function (seen, watch) {
    if (!seen.some(function (one) { return one.isIntersecting; })) return;
    watch.disconnect();
    ask(edition);
  }, { rootMargin: "300px" }).observe(box);
})();
