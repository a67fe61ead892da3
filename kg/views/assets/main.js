// Joins the parts: whatever is opened or asked, anywhere, shows in the diagram, the panel, the table and the address.

const { data, current } = pictured(JSON.parse(byId("data").textContent));
const deals = new Map(data.deals.map((deal) => [deal.id, deal]));
let target = {};

const filter = makeFilter(data, { changed: () => { refresh(); remember(); } });
const evidence = makeEvidence(data, { open, turnTo, current, holds: (deal) => filter.holds(deal) });
const table = makeTable(data, { open, holds: (deal) => filter.holds(deal), live: (deal) => filter.live(deal) });
const diagram = makeDiagram(data, { onNode: (node) => open({ node }), onLine: (line) => open({ line: line.id }), onNothing: () => open({}) });
const pathOf = makePath(data, { lines: diagram.shown, find: (start, goal) => open({ path: [start, goal] }) });
makeSave(data, { diagram, rows: table.rows, lines: diagram.shown });
const timeline = makeTimeline(data, { open, live: (deal) => filter.live(deal) });
makeSearch(data, { open });
makeLegend(data);
siteLinks(data.site, location.pathname);
byId("more").append(siteMore(data.site));

// A file may hold several pictures; the address says which is meant, and another one means to begin anew.
function pictured(whole) {
  const asked = new URLSearchParams(location.hash.slice(1)).get("picture");
  const other = asked !== null && Object.hasOwn(whole.pictures ?? {}, asked) ? whole.pictures[asked] : null;
  const chosen = other ? { ...whole, ...other, vis: { ...whole.vis, nodes: other.nodes, edges: other.edges } } : whole;
  const shown = new Set(chosen.vis.edges.flatMap((edge) => edge.deals));
  return { current: other ? asked : null, data: { ...chosen, deals: whole.deals.filter((deal) => shown.has(deal.id)) } };
}
function turnTo(name) {
  location.hash = name === null ? "" : new URLSearchParams({ picture: name, company: name });
  location.reload();
}

function open(asked) {
  target = asked;
  show();
  if (Object.keys(target).length && !byId("diagram").contains(document.activeElement)) evidence.focus();
  remember();
}

function show() {
  const path = target.path && pathOf(...target.path);
  const line = diagram.lines.find((each) => each.id === target.line || each.deals.includes(target.deal));
  diagram.choose({ node: target.node, line, path: path?.length ? path : undefined });
  if (target.node !== undefined) evidence.company(target.node);
  else if (target.deal) evidence.deal(target.deal);
  else if (path) evidence.path(...target.path, path);
  else if (line) evidence.line(line);
  else evidence.overview();
  table.mark(target.deal ? [target.deal] : path ? path.flatMap((each) => each.deals) : line ? line.deals : []);
}

// After a change of the filter: what passes is drawn and listed, and whatever is open is told anew.
function refresh() {
  filter.show();
  diagram.update((id) => filter.live(deals.get(id)), (id) => filter.holds(deals.get(id)) === "unknown");
  table.update();
  timeline.update();
  const count = data.deals.filter((deal) => filter.live(deal)).length;
  const on = filter.on ? ` In ${filter.on}: ${count - unsure()} hold, ${unsure()} unknown, ${data.deals.filter((deal) => filter.passes(deal)).length - count} not.` : "";
  byId("shown").textContent = `${data.shown}${filter.active && !filter.on ? ` The filter lets ${count} of ${data.deals.length} pass.` : ""}${on}`;
  show();
}
const unsure = () => data.deals.filter((deal) => filter.live(deal) && filter.holds(deal) === "unknown").length;

// A sandboxed frame refuses to change its address; the page works without.
function remember() {
  const address = new URLSearchParams(current === null ? {} : { picture: current });
  if (target.node !== undefined) address.set("company", target.node);
  if (target.path) address.set("path", JSON.stringify(target.path));
  const deal = target.deal ?? diagram.lines.find((line) => line.id === target.line)?.deals[0];
  if (deal) address.set("deal", deal);
  filter.write(address);
  try { history.replaceState(null, "", `#${address}`); } catch { /* not kept */ }
}
function restore() {
  const address = new URLSearchParams(location.hash.slice(1));
  const picture = address.get("picture");
  if (picture !== current && (picture === null || Object.hasOwn(data.pictures ?? {}, picture))) return location.reload();
  const known = (name) => data.vis.nodes.some((node) => node.id === name);
  filter.read(address);
  target = data.open ?? {};
  const path = pair(address.get("path"));
  if (known(address.get("company"))) target = { node: address.get("company") };
  else if (deals.has(address.get("deal"))) target = { deal: address.get("deal") };
  else if (path.length === 2 && path.every(known)) target = { path };
  return refresh();
}
function pair(text) {
  try { return [JSON.parse(text)].flat(); } catch { return []; }
}

byId("jump").addEventListener("click", () => {
  byId("picture").scrollIntoView();
  byId("diagram").focus({ preventScroll: true });
});
// Escape closes an open menu first, then what is open in the panel; a press elsewhere closes menus too.
const menus = () => [...document.querySelectorAll("details[open]")];
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const [menu] = menus();
  if (!menu) open({});
  else {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});
document.addEventListener("pointerdown", (event) => {
  for (const menu of menus()) if (!menu.contains(event.target)) menu.open = false;
});
addEventListener("hashchange", restore);
restore();

// For scripts that drive the page: where a line is, what is written where, and the network itself.
globalThis.dealgraph = Object.freeze({ network: diagram.network, nodes: data.vis.nodes.map((node) => node.id), lines: diagram.lines, locate: diagram.locate, labels: diagram.labels, open });
