// The table: the same deals in rows, for reading, sorting and screen readers. At first what is quoted word for word, then the
// largest amounts. Long ones begin short: rows are made when shown.

const FIRST_ROWS = 200;

function makeTable(data, { open, holds, live }) {
  const table = document.querySelector("#deals table");
  const names = { between: "Between", deal: "Deal", amount: "Amount", time: "When", standing: "Standing", told: "Told as", voices: "Said by", words: "In their words" };
  const columns = Object.keys(names);
  const rows = new Map();
  const all = byId("all");
  const quoted = (deal) => deal.claims.some((id) => data.claims[id].quotes.length > 0);
  let order = [];
  let sorted = { column: null, down: false };
  let most = FIRST_ROWS;
  let marked = new Set();

  const heads = columns.map((column) => element("th", { scope: "col" },
    element("button", { type: "button", click: () => sort(column) }, names[column])));
  table.tHead.append(element("tr", {}, heads));
  all.addEventListener("click", () => {
    most = Infinity;
    update();
  });

  function rowOf(deal) {
    if (!rows.has(deal.id)) {
      const opener = element("button", { type: "button", title: "Open the evidence", click: () => open({ deal: deal.id }) }, deal.between);
      rows.set(deal.id, element("tr", {}, element("th", { scope: "row" }, opener), columns.slice(1).map((column) =>
        element("td", { class: column, "data-name": names[column] }, column === "standing" ? pill(deal) : deal.row[column].text))));
    }
    const row = rows.get(deal.id);
    const held = holds(deal);
    row.querySelector(".standing").replaceChildren(pill(deal), held ? element("small", {}, held === "yes" ? " holds" : " holds: unknown") : "");
    if (marked.has(deal.id)) row.setAttribute("aria-current", "true");
    else row.removeAttribute("aria-current");
    return row;
  }
  function update() {
    const shown = order.filter(live);
    table.tBodies[0].replaceChildren(...shown.slice(0, most).map(rowOf));
    byId("table").textContent = shown.length === data.deals.length ? "All deals shown" : `${shown.length} of ${data.deals.length} deals`;
    all.hidden = shown.length <= most;
    all.textContent = `Show all ${shown.length} rows`;
  }
  function arrange() {
    const way = sorted.down ? -1 : 1;
    const key = (deal) => deal.row[sorted.column].key;
    const first = (a, b) => quoted(b) - quoted(a) || (b.amount ?? -1) - (a.amount ?? -1);
    order = [...data.deals].sort(sorted.column === null ? first : (a, b) => way * (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
  }
  function sort(column) {
    sorted = { column, down: sorted.column === column && !sorted.down };
    arrange();
    heads.forEach((head, index) => {
      if (columns[index] === column) head.setAttribute("aria-sort", sorted.down ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
      head.firstChild.textContent = names[columns[index]] + (columns[index] === column ? (sorted.down ? " ↓" : " ↑") : "");
    });
    update();
  }

  arrange();
  return {
    update,
    take: arrange,
    rows: () => [columns.map((column) => names[column]), ...order.filter(live).map((deal) => columns.map((column) => deal.row[column].text))],
    mark(ids) {
      const touched = new Set([...marked, ...ids]);
      marked = new Set(ids);
      for (const id of touched) {
        if (!rows.has(id)) continue;
        if (marked.has(id)) rows.get(id).setAttribute("aria-current", "true");
        else rows.get(id).removeAttribute("aria-current");
      }
    },
  };
}
