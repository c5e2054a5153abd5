// When a dossier will be settled.  In: a limit {number, unit}; the filing {day: "2026-11-23",
// time: "14:30"}; the office {cutOff, holidays: [["2026-09-02", "2026-09-02"]], doubtful: spans of
// which nobody knows, worked: ["2026-08-22"], the days off worked in exchange, years: [2026]}, of
// which only `years` have all their holidays.  Out: {received, moved, due}, or {unknown, year, day}.
//
// Bộ luật Dân sự 2015: the day of receipt is not counted (Điều 147); a term that ends on a day off
// ends on the next working day, a month ends on the same day of the last month (Điều 148).
(function (NY) {
  "use strict";

  const DAY = 86400000;

  // Days off that move from year to year (Bộ luật Lao động, Điều 112: Tết, Giỗ Tổ, the second day
  // of Quốc khánh), days off in lieu and Ngày Văn hóa (24/11, in Nghị quyết 80-NQ/TW, its law not
  // yet known here) fall into these spans, as month-day.
  const MOVING = [
    ["01-01", "01-04"], ["01-17", "03-01"], ["03-28", "05-09"], ["08-30", "09-06"],
    ["11-24", "11-26"], ["12-31", "12-31"],
  ];

  class Unknown extends Error {}

  const number = (day) => Date.parse(`${day}T00:00:00Z`) / DAY;
  const text = (count) => new Date(count * DAY).toISOString().slice(0, 10);

  function calendar(office) {
    const years = new Set(office.years);
    const spans = (list = []) => list.map(([since, until]) => [number(since), number(until)]);
    const [off, doubtful] = [spans(office.holidays), spans(office.doubtful)];
    const worked = new Set((office.worked ?? []).map(number));
    return (day) => {
      const within = ([since, until]) => since <= day && day <= until;
      if (worked.has(day)) return false;
      const weekday = (((day + 4) % 7) + 7) % 7;
      if (weekday === 0 || weekday === 6 || off.some(within)) return true;
      const date = text(day);
      if (doubtful.some(within)) throw Object.assign(new Unknown(), { reason: "doubt", day: date });
      const year = Number(date.slice(0, 4));
      if (!years.has(year)) {
        const place = date.slice(5);
        if (MOVING.some(([since, until]) => since <= place && place <= until)) {
          throw Object.assign(new Unknown(), { reason: "holidays", year });
        }
      }
      return false;
    };
  }

  function next(day, isOff) {
    while (isOff(day)) day += 1;
    return day;
  }

  function received(filing, office, isOff) {
    const day = number(filing.day);
    if (isOff(day)) return [next(day, isOff), "closed"];
    if (office.cutOff && filing.time && filing.time > office.cutOff) {
      return [next(day + 1, isOff), "late"];
    }
    return [day, ""];
  }

  const END = {
    "working-day": (day, count, isOff) => {
      for (; count > 0; count -= 1) day = next(day + 1, isOff);
      return day;
    },
    day: (day, count, isOff) => next(day + count, isOff),
    month: (day, count, isOff) => {
      const [year, month, date] = text(day).split("-").map(Number);
      const last = new Date(Date.UTC(year, month + count, 0)).getUTCDate();
      return next(Date.UTC(year, month - 1 + count, Math.min(date, last)) / DAY, isOff);
    },
  };

  NY.due = function (limit, filing, office) {
    if (!limit.number || !limit.unit) return { unknown: "unit" };
    if (!END[limit.unit]) return { unknown: limit.unit };
    if (!Number.isFinite(number(filing.day))) return { unknown: "day" };
    try {
      const isOff = calendar(office);
      const [start, moved] = received(filing, office, isOff);
      const due = END[limit.unit](start, limit.number, isOff);
      return { received: text(start), moved, due: text(due) };
    } catch (error) {
      if (error instanceof Unknown) return { unknown: error.reason, year: error.year, day: error.day };
      throw error;
    }
  };
})((globalThis.NiemYet ??= {}));
