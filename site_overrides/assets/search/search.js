// Brings the data once somebody turns to a box; the HTML that it needs: see box.js.
(function (NY) {
  "use strict";

  const FAILED = "Chưa tải được dữ liệu tìm kiếm. Hãy kiểm tra kết nối mạng rồi thử lại.";

  const scripts = new Map();
  NY.load = function (address) {
    if (!scripts.has(address)) scripts.set(address, fetchScript(address));
    return scripts.get(address);
  };

  NY.forget = () => scripts.clear();

  function fetchScript(address) {
    return new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = address;
      script.async = false; // run in this order
      script.onload = done;
      script.onerror = failed;
      document.head.append(script);
    });
  }

  // There before its text, so that this is read aloud.
  function emptyStatus(form) {
    const place = document.createElement("p");
    place.setAttribute("role", "status");
    form.nextElementSibling?.replaceChildren(place);
    return place;
  }

  async function open(form, root, showsAll) {
    const place = emptyStatus(form);
    try {
      const wanted = [`${root}tim-kiem/chi-muc.js`];
      if (showsAll) wanted.push(`${root}assets/search/page.js`);
      await Promise.all(wanted.map(NY.load));
    } catch {
      NY.forget();
      place.textContent = FAILED;
      return false;
    }
    new NY[showsAll ? "SearchPage" : "Box"](form, root);
    return true;
  }

  function prepare(form) {
    const root = form.getAttribute("action").replace(/tim-kiem\/.*$/, "") || "./";
    const there = new URL(form.action, document.baseURI).pathname;
    const showsAll = location.pathname.replace(/index\.html$/, "") === there;
    const input = form.querySelector("input[name=q]");
    let opened = null;
    const start = async () => {
      opened ??= open(form, root, showsAll);
      if (!(await opened)) opened = null;
    };
    // A finger is down a tenth of a second before the box has the focus.
    for (const sign of ["pointerdown", "focus", "input"]) input.addEventListener(sign, start);
    if (showsAll || input.value || document.activeElement === input) start();
  }

  const prepareAll = () => document.querySelectorAll("form.ny-search").forEach(prepare);
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", prepareAll);
  else prepareAll();
})((globalThis.NiemYet ??= {}));
