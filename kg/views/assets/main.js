// Joins the parts: whatever is opened, anywhere, shows in the diagram, the panel, the table and the address.

const data = JSON.parse(byId("data").textContent);
byId("shown").textContent = [data.shown, data.asOf ? `As of ${data.asOf}.` : ""].filter(Boolean).join(" ");

const lineOf = (deal) => diagram.lines.find((line) => line.deals.includes(deal));
const evidence = makeEvidence(data, { open });
const table = makeTable(data, { open });
const diagram = makeDiagram(data, { onNode: (node) => open({ node }), onLine: (line) => open({ line: line.id }), onNothing: () => open({}) });
makeSearch(data, { open });
makeLegend(data);

function open(target) {
  const line = target.line ? diagram.lines.find((each) => each.id === target.line) : target.deal ? lineOf(target.deal) : undefined;
  diagram.choose({ node: target.node, line });
  if (target.node !== undefined) evidence.company(target.node);
  else if (target.deal) evidence.deal(target.deal);
  else if (line) evidence.line(line);
  else evidence.overview();
  table.mark(target.deal ? [target.deal] : line ? line.deals : []);
  if (Object.keys(target).length && !byId("diagram").contains(document.activeElement)) evidence.focus();
  remember(target.node !== undefined ? `company=${encodeURIComponent(target.node)}` : target.deal ?? line?.deals[0] ? `deal=${encodeURIComponent(target.deal ?? line.deals[0])}` : "");
}

// A sandboxed frame refuses to change its address; the page works without.
function remember(state) {
  try { history.replaceState(null, "", `#${state}`); } catch { /* not kept */ }
}
function restore() {
  const asked = new URLSearchParams(location.hash.slice(1));
  const [company, deal] = [asked.get("company"), asked.get("deal")];
  if (data.vis.nodes.some((node) => node.id === company)) open({ node: company });
  else if (data.deals.some((each) => each.id === deal)) open({ deal });
  else evidence.overview();
}

byId("jump").addEventListener("click", () => {
  byId("picture").scrollIntoView();
  byId("diagram").focus({ preventScroll: true });
});
document.addEventListener("keydown", (event) => { if (event.key === "Escape") open({}); });
addEventListener("hashchange", restore);
restore();

// For scripts that drive the page: where a line is, what is written where, and the network itself.
globalThis.dealgraph = Object.freeze({ network: diagram.network, lines: diagram.lines, locate: diagram.locate, labels: diagram.labels, open });
