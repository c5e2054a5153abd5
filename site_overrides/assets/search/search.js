// The only search script that pages include, with defer.  The rest comes when somebody turns to a
// box: {root}tim-kiem/chi-muc.js, with the data.  The HTML that a page writes: see box.js.
(function (NY) {
  "use strict";

  const FAILED = "Chưa tải được dữ liệu tìm kiếm. Hãy kiểm tra kết nối mạng rồi thử lại.";

  const scripts = new Map();
  NY.load = function (address) {
    if (!scripts.has(address)) scripts.set(address, fetchScript(address));
    return scripts.get(address);
  };

  function fetchScript(address) {
    return new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = address;
      script.onload = done;
      script.onerror = () => {
        scripts.delete(address); // the line may be back at the next key
        failed(new Error(address));
      };
      document.head.append(script);
    });
  }

  async function open(form, root, showsAll) {
    try {
      await NY.load(`${root}tim-kiem/chi-muc.js`);
      if (showsAll) await NY.load(`${root}assets/search/page.js`);
    } catch {
      form.nextElementSibling?.replaceChildren(FAILED);
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
    for (const sign of ["focus", "input"]) input.addEventListener(sign, start);
    if (showsAll || input.value || document.activeElement === input) start();
  }

  const prepareAll = () => document.querySelectorAll("form.ny-search").forEach(prepare);
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", prepareAll);
  else prepareAll();
})((globalThis.NiemYet ??= {}));
