// The table: the same deals in rows, for reading, sorting and screen readers.

function makeTable(data, { open, holds, live }) {
  const table = document.querySelector("#deals table");
  const names = { between: "Between", deal: "Deal", amount: "Amount", time: "When", standing: "Standing", told: "Told as", voices: "Said by", words: "In their words" };
  const columns = Object.keys(names);
  const rows = new Map();
  let sorted = { column: null, down: false };

  const heads = columns.map((column) => element("th", { scope: "col" },
    element("button", { type: "button", click: () => sort(column) }, names[column])));
  table.tHead.append(element("tr", {}, heads));
  for (const deal of data.deals) {
    const opener = element("button", { type: "button", title: "Open the evidence", click: () => open({ deal: deal.id }) }, deal.between);
    rows.set(deal.id, element("tr", {}, element("th", { scope: "row" }, opener), columns.slice(1).map((column) =>
      element("td", { class: column, "data-name": names[column] }, column === "standing" ? pill(deal) : deal.row[column].text))));
  }
  table.tBodies[0].append(...rows.values());

  function sort(column) {
    sorted = { column, down: sorted.column === column && !sorted.down };
    const way = sorted.down ? -1 : 1;
    const key = (deal) => deal.row[column].key;
    const order = [...data.deals].sort((a, b) => way * (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
    table.tBodies[0].append(...order.map((deal) => rows.get(deal.id)));
    heads.forEach((head, index) => {
      if (columns[index] === column) head.setAttribute("aria-sort", sorted.down ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
      head.firstChild.textContent = names[columns[index]] + (columns[index] === column ? (sorted.down ? " ↓" : " ↑") : "");
    });
  }

  return {
    rows: () => [columns.map((column) => names[column]), ...data.deals.filter(live).map((deal) => columns.map((column) => deal.row[column].text))],
    update() {
      for (const deal of data.deals) {
        const row = rows.get(deal.id);
        const held = holds(deal);
        row.hidden = !live(deal);
        row.querySelector(".standing").replaceChildren(pill(deal), held ? element("small", {}, held === "yes" ? " holds" : " holds: unknown") : "");
      }
      const count = data.deals.filter(live).length;
      byId("table").textContent = count === data.deals.length ? "All deals shown" : `${count} of ${data.deals.length} deals`;
    },
    mark(ids) {
      for (const [id, row] of rows) {
        if (ids.includes(id)) row.setAttribute("aria-current", "true");
        else row.removeAttribute("aria-current");
      }
    },
  };
}
