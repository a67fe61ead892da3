// The diagram: vis-network holds the nodes, pans and zooms; lines follow the routes that were computed around the boxes.

const MARGIN = 12;
const READABLE = 0.62;
const narrow = () => innerWidth <= 900;

function makeDiagram(data, { onNode, onLine, onNothing }) {
  const frame = byId("diagram");
  const tip = byId("tip");
  const nodes = new Map(data.vis.nodes.map((node) => [node.id, node]));
  const lines = data.vis.edges.map((edge) => ({ ...edge, shape: new Path2D(edge.path) }));
  const [left, top, right, bottom] = data.bounds;
  let colour = palette();
  let chosen = { nodes: new Set(), lines: new Set(), near: null };
  let boxes = [];

  const renderer = ({ ctx, id }) => {
    const node = nodes.get(id);
    return {
      drawNode: () => paintBox(ctx, colour, node, { selected: chosen.nodes.has(id), dimmed: dimmed(id) }),
      nodeDimensions: { width: node.box[0], height: node.box[1] },
    };
  };
  const options = { ...data.vis.options, nodes: { ...data.vis.options.nodes, ctxRenderer: renderer } };
  const drawn = data.vis.nodes.map(({ id, label, x, y }) => ({ id, label, x, y }));
  const joined = data.vis.edges.map(({ id, from, to }) => ({ id, from, to }));
  fitFrame();
  const network = new vis.Network(frame, { nodes: drawn, edges: joined }, options);

  const dimmed = (id) => chosen.near !== null && !chosen.near.has(id);
  const faded = (line) => chosen.near !== null && !chosen.lines.has(line.id);

  network.on("beforeDrawing", (ctx) => {
    for (const lane of data.lanes) {
      const width = lane.right - lane.left;
      ctx.fillStyle = colour("band");
      ctx.beginPath();
      ctx.roundRect(lane.left - 14, top + 8, width + 28, bottom - top - 16, 10);
      ctx.fill();
    }
    const order = [...lines].sort((a, b) => chosen.lines.has(a.id) - chosen.lines.has(b.id));
    boxes = order
      .map((line) => [line.id, paintLine(ctx, colour, line, { selected: chosen.lines.has(line.id) && chosen.nodes.size === 0, dimmed: faded(line) })])
      .filter(([, box]) => box);
  });
  // Headings stay in sight however far the reader moves down.
  network.on("afterDrawing", (ctx) => {
    const level = Math.max(top + 8, network.DOMtoCanvas({ x: 0, y: 0 }).y);
    for (const lane of data.lanes) {
      const width = lane.right - lane.left;
      ctx.fillStyle = colour("band");
      ctx.beginPath();
      ctx.roundRect(lane.left - 14, level, width + 28, 34, 10);
      ctx.fill();
      paintText(ctx, lane.title, lane.left + width / 2, level + 18, width + 24, `600 12.5px ${FONT}`, colour("muted"));
    }
  });

  function fitFrame() {
    const ratio = (bottom - top) / (right - left);
    const most = Math.max(360, innerHeight * 0.72);
    const least = narrow() ? 300 : Math.min(Math.max(380, innerHeight * 0.48), most);
    frame.style.height = `${Math.round(Math.min(Math.max(least, frame.clientWidth * ratio), most))}px`;
  }
  function fit() {
    const scale = Math.min((frame.clientWidth - MARGIN) / (right - left), (frame.clientHeight - MARGIN) / (bottom - top), 1.25);
    network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 }, scale, animation: false });
  }
  // At first everything, unless that would be too small to read: then what fits around the focus, or from the left.
  function start() {
    fit();
    if (network.getScale() >= READABLE) return;
    const focus = data.vis.nodes.find((node) => node.focus) ?? { x: left + frame.clientWidth / READABLE / 2, y: (top + bottom) / 2 };
    const [halfWidth, halfHeight] = [frame.clientWidth / READABLE / 2, frame.clientHeight / READABLE / 2];
    const within = (value, low, high) => (low > high ? (low + high) / 2 : Math.min(Math.max(value, low), high));
    const position = { x: within(focus.x, left + halfWidth, right - halfWidth), y: within(focus.y, top + halfHeight, bottom - halfHeight) };
    network.moveTo({ position, scale: READABLE, animation: false });
  }
  function zoom(factor) {
    network.moveTo({ scale: network.getScale() * factor, animation: false });
  }
  function lineAt({ x, y }) {
    const ctx = frame.querySelector("canvas").getContext("2d");
    ctx.save();
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    const inLabel = (line) => {
      const [middle, level, width] = line.labelAt;
      return line.label && Math.abs(x - middle) <= width / 2 && Math.abs(y - level) <= 9;
    };
    const hit = lines.find(inLabel) ?? lines.findLast((line) => {
      ctx.lineWidth = Math.max(14, line.width + 6);
      return ctx.isPointInStroke(line.shape, x, y);
    });
    ctx.restore();
    return hit;
  }
  function at(pointer) {
    const node = network.getNodeAt(pointer.DOM);
    if (node !== undefined) return { node };
    const line = lineAt(pointer.canvas);
    return line ? { line } : {};
  }

  network.on("click", ({ pointer }) => {
    tip.hidden = true;
    const { node, line } = at(pointer);
    if (node !== undefined) onNode(node);
    else if (line) onLine(line);
    else onNothing();
  });
  frame.addEventListener("mousemove", (event) => {
    const area = frame.getBoundingClientRect();
    const DOM = { x: event.clientX - area.left, y: event.clientY - area.top };
    const { node, line } = at({ DOM, canvas: network.DOMtoCanvas(DOM) });
    frame.style.cursor = node !== undefined || line ? "pointer" : "grab";
    const words = line ? `${line.from} ${line.directed ? "→" : "↔"} ${line.to}: ${line.label || line.family}` : node;
    tip.hidden = !words;
    tip.textContent = words ?? "";
    tip.style.left = `${Math.min(DOM.x + 14, area.width - 200)}px`;
    tip.style.top = `${DOM.y + 18}px`;
  });
  frame.addEventListener("mouseleave", () => { tip.hidden = true; });
  frame.addEventListener("keydown", (event) => {
    const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    const from = [...chosen.nodes][0];
    if (ways[event.key] && nodes.size) onNode(from === undefined ? data.vis.nodes[0].id : beside(from, ways[event.key]));
    else if (event.key === "+" || event.key === "=") zoom(1.25);
    else if (event.key === "-") zoom(0.8);
    else if (event.key === "0") fit();
    else return;
    event.preventDefault();
  });

  // The nearest node in a direction; what lies across counts three times as far.
  function beside(id, [dx, dy]) {
    const here = nodes.get(id);
    let best = id, least = Infinity;
    for (const node of nodes.values()) {
      const [along, across] = [(node.x - here.x) * dx + (node.y - here.y) * dy, Math.abs((node.x - here.x) * dy) + Math.abs((node.y - here.y) * dx)];
      if (along > 1 && along + 3 * across < least) [best, least] = [node.id, along + 3 * across];
    }
    return best;
  }

  function choose({ node, line }) {
    const picked = lines.filter((each) => (node !== undefined ? each.from === node || each.to === node : each === line));
    const ends = picked.flatMap((each) => [each.from, each.to]);
    chosen = node === undefined && !line
      ? { nodes: new Set(), lines: new Set(), near: null }
      : { nodes: new Set(node === undefined ? [] : [node]), lines: new Set(picked.map((each) => each.id)), near: new Set([...ends, ...(node === undefined ? [] : [node])]) };
    reveal(node === undefined ? line?.labelAt : [nodes.get(node).x, nodes.get(node).y]);
    network.redraw();
  }
  // Pans, if it must, until a place is in sight.
  function reveal(place) {
    if (!place) return;
    const { x, y } = network.canvasToDOM({ x: place[0], y: place[1] });
    const seen = x > 40 && y > 50 && x < frame.clientWidth - 40 && y < frame.clientHeight - 30;
    if (!seen) network.moveTo({ position: { x: place[0], y: place[1] }, animation: false });
  }

  byId("closer").addEventListener("click", () => zoom(1.25));
  byId("farther").addEventListener("click", () => zoom(0.8));
  byId("fit").addEventListener("click", fit);
  addEventListener("resize", () => { fitFrame(); network.setSize("100%", "100%"); start(); });
  theme.onChange(() => { colour = palette(); network.redraw(); });
  start();

  return {
    choose,
    lines,
    network,
    // Where a line can be clicked, in the coordinates of the viewport.
    locate(id) {
      const [x, y] = lines.find((line) => line.id === id).labelAt;
      const inside = network.canvasToDOM({ x, y });
      const area = frame.getBoundingClientRect();
      return { x: area.left + inside.x, y: area.top + inside.y };
    },
    labels: () => boxes,
  };
}

function makeLegend(data) {
  const legend = byId("samples");
  const families = { supply: "depends on (supply)", money: "invests in, buys", project: "takes part in", partnership: "partners", competition: "rivals" };
  const standings = { ended: "ended", disputed: "disputed, no fact", planned: "planned, no fact", rumored: "rumored, no fact", denied: "denied, no fact" };
  const has = (key) => (value) => data.vis.edges.some((edge) => edge[key] === value);
  const samples = [
    ...Object.keys(families).filter(has("family")).map((family) => ({ family, standing: "fact", words: families[family] })),
    ...Object.keys(standings).filter(has("standing")).map((standing) => ({ family: "supply", standing, words: standings[standing] })),
  ];
  function draw() {
    const colour = palette();
    legend.replaceChildren(...samples.map(({ family, standing, words }) => {
      const canvas = element("canvas", { width: 112, height: 32, "aria-hidden": "true" });
      canvas.style.width = "56px";
      canvas.style.height = "16px";
      const ctx = canvas.getContext("2d");
      ctx.scale(2, 2);
      const directed = family !== "partnership" && family !== "competition";
      paintLine(ctx, colour, { family, standing, directed, width: 2, shape: new Path2D("M2 8H52"), ends: [[2, 8, -1], [54, 8, 1]] }, {});
      return element("span", {}, canvas, words);
    }), ...(data.vis.edges.some((edge) => edge.width > 2) ? [element("span", {}, "thicker: $1B, $10B, $100B and more")] : []),
    ...(data.vis.nodes.some((node) => !node.listed && node.kind !== "project") ? [element("span", {}, "dashed box: not in the registry")] : []));
  }
  theme.onChange(draw);
  draw();
}
