// The table: the same deals in rows, for reading, sorting and screen readers.

function makeTable(data, { open }) {
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

  // A leading sign that a spreadsheet would run as a formula gets an apostrophe before it.
  const cell = (text) => `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
  byId("csv").addEventListener("click", () => {
    const lines = [columns.map((column) => cell(names[column])), ...data.deals.map((deal) => columns.map((column) => cell(deal.row[column].text)))];
    download("deals.csv", "text/csv;charset=utf-8", "\ufeff" + lines.map((line) => line.join(",")).join("\r\n") + "\r\n");
  });

  return {
    mark(ids) {
      for (const [id, row] of rows) {
        if (ids.includes(id)) row.setAttribute("aria-current", "true");
        else row.removeAttribute("aria-current");
      }
    },
  };
}
