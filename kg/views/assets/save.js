// What leaves the page: the picture as PNG or SVG, the deals as CSV, Mermaid, GraphML or JSON.

function makeSave(data, { diagram, rows, lines }) {
  const menu = byId("save");
  const savers = {
    "Picture (PNG)": () => diagram.picture((canvas) => canvas.toBlob((blob) => download("deals.png", "image/png", blob))),
    "Picture (SVG)": () => download("deals.svg", "image/svg+xml", diagram.svg(data.title)),
    "Table (CSV)": () => download("deals.csv", "text/csv;charset=utf-8", csv(rows())),
    "Mermaid": () => download("deals.mmd", "text/plain;charset=utf-8", mermaid(data, lines())),
    "GraphML": () => download("deals.graphml", "application/xml", graphml(data, lines())),
    "Everything (JSON)": () => download("deals.json", "application/json", JSON.stringify({ ...data, pictures: undefined }, null, 1)),
  };
  menu.append(element("ul", {}, Object.entries(savers).map(([words, save]) => element("li", {},
    element("button", { type: "button", click: () => { menu.open = false; save(); } }, words)))));
}

// A leading sign that a spreadsheet would run as a formula gets an apostrophe before it.
function csv(rows) {
  const cell = (text) => `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
  return `\ufeff${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}

function mermaid(data, lines) {
  const number = new Map(data.vis.nodes.map((node, index) => [node.id, `n${index}`]));
  const quoted = (text) => `"${text.replace(/[^\p{L}\p{N} .,:()≤≥~$€£¥%·+/-]/gu, (sign) => `#${sign.codePointAt(0)};`)}"`;
  const arrow = (line) => `${line.directed ? (line.standing === "fact" ? "-->" : "-.->") : line.standing === "fact" ? "---" : "-.-"}`;
  const nodes = data.vis.nodes.map((node) => `  ${number.get(node.id)}${node.kind === "project" ? `{{${quoted(node.id)}}}` : `[${quoted(node.id)}]`}`);
  return ["flowchart LR", ...nodes, ...lines.map((line) => `  ${number.get(line.from)} ${arrow(line)}|${quoted(line.label || line.family)}| ${number.get(line.to)}`), ""].join("\n");
}

function graphml(data, lines) {
  const quoted = (text) => String(text).replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "\ufffd").replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
  const value = (key, text) => `<data key="${key}">${quoted(text)}</data>`;
  const keys = ["kind", "lane"].map((key) => `<key id="${key}" for="node" attr.name="${key}" attr.type="string"/>`)
    .concat(["deal", "type", "family", "standing", "amount", "when", "claims", "directed"].map((key) => `<key id="${key}" for="edge" attr.name="${key}" attr.type="string"/>`));
  const deals = new Map(data.deals.map((deal) => [deal.id, deal]));
  const lane = (node) => data.lanes.find(({ left, right }) => node.x > left && node.x < right)?.title ?? "";
  const nodes = data.vis.nodes.map((node) => `<node id="${quoted(node.id)}">${value("kind", node.kind)}${value("lane", lane(node))}</node>`);
  const edges = lines.flatMap((line) => line.live.map((id) => {
    const deal = deals.get(id);
    return `<edge source="${quoted(line.from)}" target="${quoted(line.to)}">${value("directed", line.directed)}${value("deal", id)}${value("type", deal.title)}${value("family", deal.family)}${value("standing", deal.standing)}${value("amount", deal.row.amount.text)}${value("when", deal.row.time.text)}${value("claims", deal.claims.join(" "))}</edge>`;
  }));
  return `<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n${keys.join("\n")}\n<graph edgedefault="directed">\n${[...nodes, ...edges].join("\n")}\n</graph>\n</graphml>\n`;
}
