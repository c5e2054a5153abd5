// What a procedure costs.  In: the prices of the page (generator/views/answers.py) and what is
// asked: {day, channel, chosen: a case or "", units, copies, exempt}.  Out: {lines, totals,
// unknown}: `unknown` lists why there is no total; then `totals` is empty.
(function (NY) {
  "use strict";

  const holds = (price, day) =>
    (!price.since || price.since <= day) && (!price.until || day <= price.until);

  // The prices that may apply on the day by the channel, and the cases among which to choose.
  NY.prices = function (prices, day, channel) {
    const found = prices.filter(
      (price) => holds(price, day) && (!price.channel || price.channel === channel));
    const cases = [...new Set(found.map((price) => price.case).filter(Boolean))];
    return { found, cases };
  };

  function sum(price, units, copies) {
    const from = price.reduced_from ?? Infinity;
    const dear = Math.min(units, from - 1);
    const whole = price.amount * dear + (units > dear ? price.reduced_amount * (units - dear) : 0);
    return Math.min(whole, price.ceiling ?? Infinity) * copies;
  }

  function line(price, asked) {
    const said = { name: price.name ?? "", words: price.words, legal: price.legal ?? "" };
    if (price.basis === "free") return { ...said, sum: 0, currency: "" };
    if (price.basis !== "amount" || price.amount === undefined) {
      return { ...said, unknown: price.basis };
    }
    if (asked.exempt && price.exemptions?.length) return { ...said, unknown: "exempt" };
    const units = price.unit ? asked.units : 1;
    const copies = price.ceiling || price.reduced_from ? asked.copies : 1;
    return { ...said, sum: sum(price, units, copies), currency: price.currency ?? "VND" };
  }

  const whole = (count) => Number.isInteger(count) && count >= 1;

  NY.cost = function (prices, asked) {
    const { found } = NY.prices(prices, asked.day, asked.channel);
    const applying = found.filter((price) => !price.case || price.case === asked.chosen);
    if (!whole(asked.units) || !whole(asked.copies)) {
      return { lines: [], totals: {}, unknown: ["count"] };
    }
    if (!applying.length) return { lines: [], totals: {}, unknown: ["none"] };
    // Two amounts of one name: the source does not say which of them is whose.
    const names = applying.map((price) => price.name ?? "");
    if (new Set(names).size < names.length) {
      const lines = applying.map((price) => ({
        name: price.name ?? "", words: price.words, legal: price.legal ?? "", unknown: "several",
      }));
      return { lines, totals: {}, unknown: ["several"] };
    }
    const lines = applying.map((price) => line(price, asked));
    const unknown = [...new Set(lines.map((one) => one.unknown).filter(Boolean))];
    const totals = {};
    if (!unknown.length) {
      for (const one of lines) {
        const currency = one.currency || "VND";
        totals[currency] = (totals[currency] ?? 0) + one.sum;
      }
    }
    return { lines, totals, unknown };
  };
})((globalThis.NiemYet ??= {}));
