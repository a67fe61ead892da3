// Joins the parts: whatever is opened or asked, anywhere, shows in the diagram, the panel, the table and the address.

const whole = JSON.parse(byId("data").textContent);
const data = { ...whole };
let state = { picture: null, expanded: [] };
let target = {};
compose(data, whole, state);

const filter = makeFilter(data, { changed: () => { refresh(); remember(); } });
const evidence = makeEvidence(data, { open, holds: (deal) => filter.holds(deal), pictures: { turnTo, expand, collapse, expansion, current: () => state } });
const table = makeTable(data, { open, holds: (deal) => filter.holds(deal), live: (deal) => filter.live(deal) });
const diagram = makeDiagram(data, { onNode: (node) => open({ node }), onLine: (line) => open({ line: line.id }), onNothing: () => open({}) });
const board = makeBoard(data, { open, lines: () => diagram.shown() });
const path = makePath(data, { lines: diagram.shown, find: (start, goal) => open({ path: [start, goal] }) });
makeSave(data, { diagram, rows: table.rows, lines: diagram.shown });
const timeline = makeTimeline(data, { open, live: (deal) => filter.live(deal) });
makeSearch(data, { open });
const legend = makeLegend(data);
siteLinks(data.site, location.pathname);
byId("more").append(siteMore(data.site));

// A file may hold several pictures, and companies may be expanded in each; the address says which are meant.
function become(next) {
  const held = (name) => Object.hasOwn(whole.pictures ?? {}, name);
  const wanted = { picture: next.picture !== null && held(next.picture) ? next.picture : null, expanded: [...new Set(next.expanded)].filter(held) };
  if (JSON.stringify(wanted) === JSON.stringify(state)) return;
  state = { ...wanted, expanded: compose(data, whole, wanted) };
  for (const part of [filter, table, diagram, board, path, timeline, legend]) part.take();
}
// The way back leads to what was shown before; a sandboxed frame has none.
function leave() {
  try { history.pushState(null, "", location.href); } catch { /* not kept */ }
}
function turnTo(name) {
  leave();
  become({ picture: name, expanded: [] });
  diagram.start();
  open(name === null ? {} : { node: name });
  refresh();
}
function expand(name) {
  leave();
  become({ ...state, expanded: [...state.expanded, name] });
  refresh();
  open({ node: name });
}
function collapse(name) {
  leave();
  become({ ...state, expanded: state.expanded.filter((each) => each !== name) });
  refresh();
  open(data.vis.nodes.some((node) => node.id === name) ? { node: name } : {});
}
// How many of a company's deals that are not shown could be, and how many there are; undefined where the file holds none of them.
function expansion(name) {
  if (!Object.hasOwn(whole.pictures ?? {}, name) || name === state.picture) return undefined;
  const shown = dealsAt(data.vis.edges, name);
  const { lines } = addition({ nodes: data.vis.nodes, edges: data.vis.edges }, whole.pictures[name], name);
  return new Set(lines.flatMap((line) => line.deals).filter((id) => !shown.has(id))).size;
}

function open(asked) {
  target = asked;
  show();
  if (Object.keys(target).length && !byId("diagram").contains(document.activeElement)) evidence.focus();
  remember();
}

function show() {
  const found = target.path && path.of(...target.path);
  const line = diagram.lines.find((each) => each.id === target.line || each.deals.includes(target.deal));
  diagram.choose({ node: target.node, line, path: found?.length ? found : undefined });
  board.choose(target.node, found?.length ? found : undefined);
  if (target.node !== undefined) evidence.company(target.node);
  else if (target.deal) evidence.deal(target.deal);
  else if (found) evidence.path(...target.path, found);
  else if (line) evidence.line(line);
  else evidence.overview();
  table.mark(target.deal ? [target.deal] : found ? found.flatMap((each) => each.deals) : line ? line.deals : []);
}

// After a change of the filter: what passes is drawn and listed, and whatever is open is told anew.
function refresh() {
  filter.show();
  const deals = new Map(data.deals.map((deal) => [deal.id, deal]));
  diagram.update((id) => filter.live(deals.get(id)), (id) => filter.holds(deals.get(id)) === "unknown");
  board.update();
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
  const address = new URLSearchParams(state.picture === null ? {} : { picture: state.picture });
  if (state.expanded.length) address.set("expand", JSON.stringify(state.expanded));
  if (target.node !== undefined) address.set("company", target.node);
  if (target.path) address.set("path", JSON.stringify(target.path));
  const deal = target.deal ?? diagram.lines.find((line) => line.id === target.line)?.deals[0];
  if (deal) address.set("deal", deal);
  filter.write(address);
  try { history.replaceState(null, "", `#${address}`); } catch { /* not kept */ }
}
function restore() {
  const address = new URLSearchParams(location.hash.slice(1));
  const before = state.picture;
  become({ picture: address.get("picture"), expanded: pair(address.get("expand")) });
  if (state.picture !== before) diagram.start();
  const known = (name) => data.vis.nodes.some((node) => node.id === name);
  filter.read(address);
  target = data.open ?? {};
  const ends = pair(address.get("path"));
  if (known(address.get("company"))) target = { node: address.get("company") };
  else if (data.deals.some(({ id }) => id === address.get("deal"))) target = { deal: address.get("deal") };
  else if (ends.length === 2 && ends.every(known)) target = { path: ends };
  return refresh();
}
function pair(text) {
  try { return [JSON.parse(text) ?? []].flat(); } catch { return []; }
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
globalThis.dealgraph = Object.freeze({
  network: diagram.network, locate: diagram.locate, labels: diagram.labels, open,
  get nodes() { return data.vis.nodes.map((node) => node.id); },
  get lines() { return diagram.lines; },
  get places() { return data.vis.nodes.map(({ id, x, y, box: [width, height] }) => [id, [x - width / 2, y - height / 2, x + width / 2, y + height / 2]]); },
});
