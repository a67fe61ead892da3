// What is shown: one of the pictures that the page holds, and in it the deals of companies that the reader expanded. What an
// expansion adds stands below everything else, each company in its lane; its lines run between the lanes and below the boxes.

const MOST_NODES = 150;
const AIR = 22;

// Sets nodes, edges, lanes, bounds, deals and the sentence of `data`; returns which companies are expanded, those that are shown.
function compose(data, whole, { picture, expanded }) {
  const first = { nodes: whole.vis.nodes, edges: whole.vis.edges, lanes: whole.lanes, bounds: whole.bounds, shown: whole.shown };
  const base = picture === null ? first : whole.pictures[picture];
  const made = { nodes: [...base.nodes], edges: [...base.edges], lanes: [...base.lanes], bounds: [...base.bounds] };
  const totals = new Map();
  for (const each of [base, ...expanded.map((name) => whole.pictures[name])]) {
    const count = counts(each.edges);
    for (const node of each.nodes) totals.set(node.id, node.more + count(node.id));
  }
  const grown = expanded.filter((name) => made.nodes.some((node) => node.id === name) && grow(made, whole.pictures[name], name));
  const dealt = new Set(made.edges.flatMap((edge) => edge.deals));
  Object.assign(data, { lanes: made.lanes, bounds: made.bounds, deals: whole.deals.filter((deal) => dealt.has(deal.id)) });
  const shown = counts(made.edges);
  data.vis = { ...whole.vis, edges: made.edges, nodes: made.nodes.map((node) => ({ ...node, more: totals.get(node.id) - shown(node.id) })) };
  data.shown = grown.length ? `Showing ${made.nodes.length} of ${whole.of[0]} companies and projects, and ${dealt.size} of ${whole.of[1]} deals, with those of ${grown.join(", ")}.` : base.shown;
  return grown;
}
// How many deals each company is in, by its name.
function counts(edges) {
  const deals = new Map();
  for (const { from, to, deals: ids } of edges)
    for (const end of [from, to]) {
      if (!deals.has(end)) deals.set(end, new Set());
      for (const id of ids) deals.get(end).add(id);
    }
  return (name) => deals.get(name)?.size ?? 0;
}
const dealsAt = (edges, name) => new Set(edges.filter((edge) => edge.from === name || edge.to === name).flatMap((edge) => edge.deals));

// What expanding a company would add here: the lines, and the companies that stand for them within the budget.
function addition({ nodes, edges }, own, name) {
  const present = new Set(nodes.map((node) => node.id));
  const at = own.edges.filter((edge) => edge.from === name || edge.to === name);
  const other = (edge) => (edge.from === name ? edge.to : edge.from);
  const known = new Map(edges.map((edge) => [keyOf(edge), edge]));
  const coming = new Set();
  for (const edge of [...at].sort((a, b) => b.deals.length - a.deals.length || (other(a) < other(b) ? -1 : 1)))
    if (!present.has(other(edge)) && nodes.length + coming.size < MOST_NODES) coming.add(other(edge));
  const lines = at.filter((edge) => (present.has(other(edge)) || coming.has(other(edge))) && (known.get(keyOf(edge))?.deals.length ?? 0) < edge.deals.length);
  return { coming, lines, known };
}
const keyOf = ({ from, to, family }) => JSON.stringify([from, to, family]);

function grow(made, own, name) {
  const { coming, lines, known } = addition(made, own, name);
  const level = made.bounds[3] - AIR;
  const depth = new Map();
  for (const node of own.nodes.filter(({ id }) => coming.has(id))) {
    const lane = laneFor(made, own, node);
    const [width, height] = [Math.min(node.box[0], lane.right - lane.left), 22 + 16 * node.text.filter(Boolean).length];
    const y = (depth.get(lane) ?? level) + AIR + height / 2;
    depth.set(lane, y + height / 2);
    made.nodes.push({ ...node, focus: false, x: (lane.left + lane.right) / 2, y, box: [width, height] });
  }
  const places = new Map(made.nodes.map((node) => [node.id, node]));
  let track = Math.max(level, ...depth.values()) + AIR;
  lines.forEach((edge, number) => {
    const old = known.get(keyOf(edge));
    if (old) {
      made.edges[made.edges.indexOf(old)] = { ...edge, id: old.id, path: old.path, labelAt: old.labelAt, ends: old.ends };
      return;
    }
    const spread = ((number % 9) - 4) * 5;
    const route = routed(made.lanes, places.get(edge.from), places.get(edge.to), spread, track);
    if (route.far) track += 9;
    made.edges.push({ ...edge, id: `${name} ${edge.id}`, ...route });
  });
  made.bounds = [made.bounds[0], made.bounds[1], Math.max(made.bounds[2], made.lanes.at(-1).right + 90), track + AIR];
  return true;
}

// The lane of the same title, the last of several; one that the picture lacks is added at its right.
function laneFor(made, own, node) {
  const { title } = own.lanes.find(({ left, right }) => node.x >= left && node.x <= right);
  const lane = made.lanes.findLast((each) => each.title === title);
  if (lane) return lane;
  const left = made.lanes.at(-1).right + 150;
  made.lanes.push({ title, left, right: left + Math.max(node.box[0], 130) });
  return made.lanes.at(-1);
}

// A line between two boxes that passes behind none: through the space between neighbouring lanes, around the side within one,
// and on a track below all boxes where other lanes lie between.
function routed(lanes, start, end, spread, track) {
  const column = ({ x }) => lanes.findIndex(({ left, right }) => x >= left && x <= right);
  const [a, b] = [column(start), column(end)];
  const side = (node, way) => [node.x + (way * node.box[0]) / 2, node.y + Math.max(-node.box[1] / 2 + 4, Math.min(node.box[1] / 2 - 4, spread))];
  const way = a === b ? 1 : Math.sign(lanes[b].left - lanes[a].left);
  const [[x1, y1], [x2, y2]] = [side(start, way), side(end, a === b ? way : -way)];
  const ends = [[x1, y1, -way], [x2, y2, a === b ? -way : way]];
  const far = Math.abs(lanesBetween(lanes, a, b)) > 0;
  const out = a === b ? Math.max(x1, x2) + 46 + spread / 2 : (x1 + x2) / 2;
  const bend = [edgeOf(lanes[a], way) + way * (26 + spread / 2), edgeOf(lanes[b], -way) - way * (26 + spread / 2)];
  const path = far
    ? `M${x1} ${y1}Q${bend[0]} ${y1} ${bend[0]} ${y1 + Math.sign(track - y1) * 20}V${track - 12}Q${bend[0]} ${track} ${bend[0] + way * 12} ${track}H${bend[1] - way * 12}Q${bend[1]} ${track} ${bend[1]} ${track - 12}V${y2 + 20}Q${bend[1]} ${y2} ${x2} ${y2}`
    : `M${x1} ${y1}C${out} ${y1} ${out} ${y2} ${x2} ${y2}`;
  return { path, ends, far, labelAt: [far ? (bend[0] + bend[1]) / 2 : out, far ? track : (y1 + y2) / 2, 0] };
}
const edgeOf = (lane, way) => (way > 0 ? lane.right : lane.left);
const lanesBetween = (lanes, a, b) => lanes.filter(({ left }) => left > Math.min(lanes[a].left, lanes[b].left) && left < Math.max(lanes[a].left, lanes[b].left)).length;
