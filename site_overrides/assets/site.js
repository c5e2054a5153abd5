// What the frame of every page does with JavaScript; each page is whole without it.
(function () {
  "use strict";
  var root = document.documentElement;
  var script = document.currentScript;

  function each(selector, action) {
    Array.prototype.forEach.call(document.querySelectorAll(selector), action);
  }

  function announce(text) {
    var line = document.getElementById("ny-said");
    if (!line) {
      line = document.createElement("p");
      line.id = "ny-said";
      line.className = "ny-said";
      line.setAttribute("role", "status");
      document.body.appendChild(line);
    }
    // A changed text is read aloud; the same text again would not be.
    line.textContent = "";
    setTimeout(function () { line.textContent = text; }, 50);
    setTimeout(function () { line.textContent = ""; }, 4000);
  }

  function themeSwitch(button) {
    var system = window.matchMedia("(prefers-color-scheme: dark)");
    function isDark() {
      return root.dataset.theme ? root.dataset.theme === "dark" : system.matches;
    }
    function show() { button.setAttribute("aria-pressed", String(isDark())); }
    button.hidden = false;
    show();
    button.addEventListener("click", function () {
      root.dataset.theme = isDark() ? "light" : "dark";
      try { localStorage.setItem("niemyet-theme", root.dataset.theme); } catch (error) { /* kept for this page only */ }
      show();
    });
  }

  // Normal, large, largest, and again.
  function textSize(button) {
    var sizes = { "": "vừa", large: "lớn", largest: "rất lớn" };
    var names = Object.keys(sizes);
    button.hidden = false;
    button.addEventListener("click", function () {
      var next = names[(names.indexOf(root.dataset.text || "") + 1) % names.length];
      if (next) root.dataset.text = next;
      else delete root.dataset.text;
      try { localStorage.setItem("niemyet-text", next); } catch (error) { /* kept for this page only */ }
      announce("Cỡ chữ: " + sizes[next] + ".");
    });
  }

  function printButton(button) {
    button.hidden = false;
    button.addEventListener("click", function () { window.print(); });
  }

  function address() {
    var canonical = document.querySelector('link[rel="canonical"]');
    return canonical ? canonical.href : location.href;
  }

  function shareButton(button) {
    if (!navigator.share) return;
    button.hidden = false;
    button.addEventListener("click", function () {
      navigator.share({ title: document.title, url: address() }).catch(function () { /* closed */ });
    });
  }

  function copyButton(button) {
    if (!navigator.clipboard) return;
    button.hidden = false;
    button.addEventListener("click", function () {
      navigator.clipboard.writeText(address()).then(
        function () { announce("Đã chép địa chỉ trang."); },
        function () { announce("Không chép được. Hãy chép từ thanh địa chỉ."); }
      );
    });
  }

  // A text of the page, named by the id of its element.
  function copyTextButton(button) {
    var text = document.getElementById(button.dataset.copyText);
    if (!navigator.clipboard || !text) return;
    button.hidden = false;
    button.addEventListener("click", function () {
      navigator.clipboard.writeText(text.textContent.trim()).then(
        function () { announce("Đã chép."); },
        function () { announce("Không chép được. Hãy bôi đen rồi chép."); }
      );
    });
  }

  // The menu and the contents stand open on a wide window and fold on a narrow one.
  function openWhereWide(details) {
    var wide = window.matchMedia("(min-width: 64em)");
    function fit() { details.open = wide.matches; }
    fit();
    wide.addEventListener("change", fit);
    details.addEventListener("click", function (event) {
      if (!wide.matches && event.target.closest("a")) details.open = false;
    });
    details.addEventListener("keydown", function (event) {
      if (event.key !== "Escape" || wide.matches || !details.open) return;
      details.open = false;
      details.querySelector("summary").focus();
    });
  }

  // Paper cannot be unfolded: what is folded is opened for printing and folded again after it.
  function unfoldForPaper() {
    var opened = [];
    window.addEventListener("beforeprint", function () {
      each("main details:not([open])", function (details) {
        details.open = true;
        opened.push(details);
      });
    });
    window.addEventListener("afterprint", function () {
      opened.splice(0).forEach(function (details) { details.open = false; });
    });
  }

  // Where in the page the reader is, shown in the contents.
  function followContents() {
    var links = {};
    each(".ny-toc a", function (link) { links[decodeURIComponent(link.hash.slice(1))] = link; });
    var headings = Array.prototype.filter.call(
      document.querySelectorAll("main h2[id]"), function (heading) { return links[heading.id]; });
    if (!headings.length) return;
    function mark() {
      var passed = headings.filter(function (heading) {
        return heading.getBoundingClientRect().top < window.innerHeight / 3;
      });
      var current = passed.length ? links[passed[passed.length - 1].id] : null;
      each(".ny-toc a[aria-current]", function (link) { link.removeAttribute("aria-current"); });
      if (current) current.setAttribute("aria-current", "true");
      waiting = false;
    }
    var waiting = false;
    window.addEventListener("scroll", function () {
      if (!waiting) requestAnimationFrame(mark);
      waiting = true;
    }, { passive: true });
    mark();
  }

  // Opened from a disk, a folder shows its list of files: its page is named instead.
  function nameThePages() {
    function named(address) { return address.replace(/\/(?=[?#]|$)/, "/index.html"); }
    document.addEventListener("click", function (event) {
      var link = event.target.closest("a[href]");
      if (link && link.protocol === "file:") link.href = named(link.href);
    });
    each("form[action]", function (form) { form.action = named(form.action); });
  }

  // Pages once visited can be read without a network: see sw.js.
  function keepForOffline() {
    if (!("serviceWorker" in navigator) || !isSecureContext) return;
    var worker = new URL("../sw.js", script.src);
    window.addEventListener("load", function () {
      navigator.serviceWorker.register(worker).then(function () {
        return navigator.serviceWorker.ready;
      }).then(function (ready) {
        var loaded = performance.getEntriesByType("resource").map(function (one) { return one.name; });
        ready.active.postMessage({ keep: [location.href].concat(loaded) });
      }).catch(function () { /* refused by the browser */ });
    });
  }

  if (location.protocol === "file:") nameThePages();
  else keepForOffline();
  each("[data-theme-switch]", themeSwitch);
  each("[data-print]", printButton);
  each("[data-copy-address]", copyButton);
  each("[data-copy-text]", copyTextButton);
  each("[data-share]", shareButton);
  each("[data-text-size]", textSize);
  each("[data-wide-open]", openWhereWide);
  unfoldForPaper();
  followContents();
})();
