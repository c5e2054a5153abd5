// What the other scripts of this folder share; all are sent as one file, assets/answers.js.
(function (NY) {
  "use strict";

  const own = document.currentScript.src;
  NY.root = new URL("..", own).href;

  // Data that only some readers need comes as a script, for pages opened from a disk may not fetch.
  const asked = new Map();
  NY.data = function (name) {
    if (!asked.has(name)) {
      asked.set(name, new Promise((done, failed) => {
        const script = document.createElement("script");
        script.src = `${NY.root}assets/answers/${name}.js`;
        script.onload = () => done(NY[name]);
        script.onerror = () => {
          asked.delete(name);
          failed(new Error(name));
        };
        document.head.append(script);
      }));
    }
    return asked.get(name);
  };

  // make("p", {class: "x", onclick: f}, "text", element…)
  NY.make = function (tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes ?? {})) {
      if (typeof value === "function") element[name] = value;
      else if (value === true) element.setAttribute(name, "");
      else if (value !== false && value !== undefined) element.setAttribute(name, value);
    }
    element.append(...children);
    return element;
  };

  let count = 0;
  NY.id = () => `ny-answer-${(count += 1)}`;

  NY.day = (iso) => iso.split("-").reverse().join("/");
  NY.money = (sum, currency) =>
    `${sum.toLocaleString("vi-VN")} ${currency === "VND" ? "đồng" : currency}`;

  NY.today = function () {
    const now = new Date();
    const two = (part) => String(part).padStart(2, "0");
    return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  };
})((globalThis.NiemYet ??= {}));
