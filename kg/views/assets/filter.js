// What the reader asks to see: families, standings, product, source, amount, and the month on which deals are to hold.

function makeFilter(data, { changed }) {
  const asked = { hide: new Set(), product: "", grade: "", least: 0, on: "" };
  let months = [];
  const boxes = new Map();
  const selects = {};

  const check = (name, words) => {
    const box = element("input", { type: "checkbox", change: () => { asked.hide[box.checked ? "delete" : "add"](name); changed(); } });
    box.checked = true;
    boxes.set(name, box);
    return element("label", {}, box, words);
  };
  const select = (name, words, options) => {
    selects[name] = element("select", { change: (event) => { asked[name] = name === "least" ? Number(event.target.value) : event.target.value; changed(); } },
      options.map(([value, text]) => element("option", { value }, text)));
    return element("label", { class: "choice" }, words, selects[name]);
  };
  const group = (title, ...children) => element("fieldset", {}, element("legend", {}, title), ...children);
  const values = (key) => [...new Set(data.deals.flatMap((deal) => deal[key]))].filter(Boolean).sort().map((value) => [value, value]);
  const slider = byId("on");
  function take() {
    months = monthsOf(data);
    boxes.clear();
    const families = FAMILIES.filter(([name]) => data.deals.some((deal) => deal.family === name));
    const standings = STANDINGS.filter((name) => data.deals.some((deal) => deal.standing === name));
    byId("choices").replaceChildren(
      group("Deals", ...families.map(([name, words]) => check(name, words))),
      group("Standing", ...standings.map((name) => check(name, name === "fact" || name === "ended" ? name : `${name}, no fact`))),
      group("And only", select("product", "Product", [["", "any"], ...values("product")]), select("grade", "Source", [["", "any"], ...values("grades")]),
        select("least", "Amount", [[0, "any or untold"], [1, "told"], [1e9, "$1B or more"], [1e10, "$10B or more"], [1e11, "$100B or more"]])));
    slider.max = String(months.length);
    byId("time").hidden = Boolean(data.asOf) || !months.length;
  }
  slider.addEventListener("input", () => { asked.on = months[slider.value - 1] ?? ""; changed(); });

  function passes(deal) {
    return !asked.hide.has(deal.family) && !asked.hide.has(deal.standing)
      && (!asked.product || deal.product === asked.product) && (!asked.grade || deal.grades.includes(asked.grade))
      && (!asked.least || (deal.amount ?? 0) >= asked.least);
  }
  // The same rule as Validity.holds: yes only where the bounds allow nothing else, no only where they exclude every day.
  function holds(deal) {
    if (!asked.on) return deal.holds;
    const [beginEarliest, beginLatest, endEarliest, endLatest] = deal.validity;
    const [first, last] = [`${asked.on}-01`, lastDay(asked.on)];
    if (beginEarliest && endLatest && endLatest < beginEarliest) return "unknown";
    if ((beginEarliest && last < beginEarliest) || (endLatest && endLatest < first)) return "no";
    return beginLatest && beginLatest <= first && endEarliest && last <= endEarliest ? "yes" : "unknown";
  }
  function show() {
    for (const [name, box] of boxes) box.checked = !asked.hide.has(name);
    for (const [name, field] of Object.entries(selects)) field.value = String(asked[name]);
    slider.value = String(months.indexOf(asked.on) + 1);
    byId("month").textContent = asked.on ? monthInWords(asked.on) : "any time";
    slider.setAttribute("aria-valuetext", byId("month").textContent);
    byId("filter").classList.toggle("active", Boolean(asked.hide.size || asked.product || asked.grade || asked.least));
  }

  take();
  return {
    take,
    holds,
    live: (deal) => passes(deal) && holds(deal) !== "no",
    passes,
    show,
    get on() { return asked.on ? monthInWords(asked.on) : data.asOf ?? ""; },
    get active() { return Boolean(asked.on || asked.hide.size || asked.product || asked.grade || asked.least); },
    write(address) {
      if (asked.hide.size) address.set("hide", [...asked.hide].sort().join(" "));
      for (const name of ["product", "grade", "on"]) if (asked[name]) address.set(name, asked[name]);
      if (asked.least) address.set("least", String(asked.least));
    },
    read(address) {
      asked.hide = new Set((address.get("hide") ?? "").split(" ").filter((name) => boxes.has(name)));
      asked.product = address.get("product") ?? "";
      asked.grade = address.get("grade") ?? "";
      asked.least = Number(address.get("least")) || 0;
      asked.on = months.includes(address.get("on")) ? address.get("on") : "";
      show();
    },
  };
}

const FAMILIES = [["supply", "supply"], ["money", "investments and purchases"], ["project", "projects"], ["partnership", "partnerships"], ["competition", "rivalries"]];
const STANDINGS = ["fact", "ended", "disputed", "planned", "rumored", "denied"];
const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
const monthInWords = (month) => `${MONTHS[Number(month.slice(5)) - 1]} ${month.slice(0, 4)}`;
const lastDay = (month) => `${month}-${new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).getUTCDate()}`;

// Every month from the first day that bounds a deal to the last, at most thirty years.
function monthsOf(data) {
  const days = data.deals.flatMap((deal) => deal.validity).filter(Boolean).sort();
  if (!days.length) return [];
  const count = (day) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
  const [first, last] = [count(days[0]) - 1, count(days.at(-1)) + 1];
  return Array.from({ length: Math.min(last - first + 1, 360) }, (_, index) => `${String(Math.floor((first + index) / 12)).padStart(4, "0")}-${String(((first + index) % 12) + 1).padStart(2, "0")}`);
}
