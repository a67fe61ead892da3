// The diagram: vis-network holds the nodes, pans and zooms; lines follow the routes that were computed around the boxes.

const MARGIN = 12;
const READABLE = 0.33;
const narrow = () => innerWidth <= 900;

function makeDiagram(data, { onNode, onLine, onNothing }) {
  const frame = byId("diagram");
  let [nodes, lines, left, top, right, bottom] = [];
  function read() {
    nodes = new Map(data.vis.nodes.map((node) => [node.id, node]));
    lines = data.vis.edges.map((edge) => ({ ...edge, live: edge.deals, unsure: false, shape: Object.assign(new Path2D(edge.path), { data: edge.path }) }));
    [left, top, right, bottom] = data.bounds;
  }
  read();
  let colour = palette();
  let chosen = { nodes: new Set(), lines: new Set(), near: null };
  let boxes = [];

  const shown = () => lines.filter((line) => line.live.length);
  const joined = () => new Set(shown().flatMap((line) => [line.from, line.to]));
  let linked = joined();
  const dimmed = (id) => (chosen.near !== null && !chosen.near.has(id)) || (!linked.has(id) && !nodes.get(id).focus);
  const faded = (line) => chosen.near !== null && !chosen.lines.has(line.id);

  function paintLanes(ctx) {
    for (const lane of data.lanes) {
      ctx.fillStyle = colour("band");
      ctx.beginPath();
      ctx.roundRect(lane.left - 14, top + 8, lane.right - lane.left + 28, bottom - top - 16, 10);
      ctx.fill();
    }
  }
  function paintLines(ctx) {
    const order = shown().sort((a, b) => chosen.lines.has(a.id) - chosen.lines.has(b.id));
    return order
      .map((line) => [line.id, paintLine(ctx, colour, line, { selected: chosen.lines.has(line.id) && chosen.nodes.size === 0, dimmed: faded(line) })])
      .filter(([, box]) => box);
  }
  // Headings stay in sight however far the reader moves down.
  function paintHeadings(ctx, level) {
    for (const lane of data.lanes) {
      const width = lane.right - lane.left;
      ctx.fillStyle = colour("band");
      ctx.beginPath();
      ctx.roundRect(lane.left - 14, level, width + 28, 34, 10);
      ctx.fill();
      paintText(ctx, lane.title, lane.left + width / 2, level + 18, width + 24, titleFont(ctx, lane.title, width + 20), colour("muted"));
    }
  }
  const paintNode = (ctx, node) => paintBox(ctx, colour, node, { selected: chosen.nodes.has(node.id), dimmed: dimmed(node.id) });
  function paintAll(ctx) {
    paintLanes(ctx);
    paintLines(ctx);
    for (const node of nodes.values()) paintNode(ctx, node);
    paintHeadings(ctx, top + 8);
  }

  const renderer = ({ ctx, id }) => {
    const node = data.vis.nodes[id];
    return { drawNode: () => paintNode(ctx, node), nodeDimensions: { width: node.box[0], height: node.box[1] } };
  };
  const held = () => ({
    nodes: data.vis.nodes.map(({ x, y }, id) => ({ id, x, y })), // by number: vis-network cannot keep a node called "constructor"
    edges: [], // drawn here, along their routes: vis-network knows of no way around a box
  });
  fitFrame();
  const network = new vis.Network(frame, held(), { ...data.vis.options, nodes: { ...data.vis.options.nodes, ctxRenderer: renderer } });
  network.on("beforeDrawing", (ctx) => {
    paintLanes(ctx);
    boxes = paintLines(ctx);
  });
  network.on("afterDrawing", (ctx) => paintHeadings(ctx, Math.max(top + 8, network.DOMtoCanvas({ x: 0, y: 0 }).y)));

  function fitFrame() {
    const ratio = (bottom - top) / (right - left);
    const most = Math.max(360, innerHeight * 0.72);
    const least = narrow() ? 300 : Math.min(Math.max(380, innerHeight * 0.48), most);
    frame.style.height = `${Math.round(Math.min(Math.max(least, frame.clientWidth * ratio), most))}px`;
  }
  function fit() {
    const scale = Math.max(0.02, Math.min((frame.clientWidth - MARGIN) / (right - left), (frame.clientHeight - MARGIN) / (bottom - top), 1.25));
    network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 }, scale, animation: false });
  }
  // At first everything, unless that would be too small to read: then what fits around the focus, or from the left.
  function start() {
    fit();
    if (network.getScale() >= READABLE) return;
    const [halfWidth, halfHeight] = [frame.clientWidth / READABLE / 2, frame.clientHeight / READABLE / 2];
    const focus = data.vis.nodes.find((node) => node.focus) ?? { x: left, y: (top + bottom) / 2 };
    const within = (value, low, high) => (low > high ? (low + high) / 2 : Math.min(Math.max(value, low), high));
    const position = { x: within(focus.x, left + halfWidth, right - halfWidth), y: within(focus.y, top + halfHeight, bottom - halfHeight) };
    network.moveTo({ position, scale: READABLE, animation: false });
  }
  // Another picture, or more of this one, seen from where the reader is.
  function take() {
    const [position, scale] = [network.getViewPosition(), network.getScale()];
    read();
    chosen = { nodes: new Set(), lines: new Set(), near: null };
    linked = joined();
    network.setData(held());
    fitFrame();
    network.setSize("100%", "100%");
    network.moveTo({ position, scale, animation: false });
  }
  function zoom(factor) {
    network.moveTo({ scale: network.getScale() * factor, animation: false });
  }
  // Pans, if it must, until a place is in sight.
  function reveal(place) {
    if (!place) return;
    const { x, y } = network.canvasToDOM({ x: place[0], y: place[1] });
    const seen = x > 40 && y > 50 && x < frame.clientWidth - 40 && y < frame.clientHeight - 30;
    if (!seen) network.moveTo({ position: { x: place[0], y: place[1] }, animation: false });
  }

  function choose({ node, line, path }) {
    const picked = path ?? lines.filter((each) => (node !== undefined ? each.from === node || each.to === node : each === line));
    const ends = [...picked.flatMap((each) => [each.from, each.to]), ...(node === undefined ? [] : [node])];
    chosen = { nodes: new Set(node === undefined ? [] : [node]), lines: new Set(picked.map((each) => each.id)), near: ends.length ? new Set(ends) : null };
    reveal(node === undefined ? (line ?? path?.[0])?.labelAt : [nodes.get(node).x, nodes.get(node).y]);
    network.redraw();
  }
  // Takes the deals that pass the filter; a line stays while one of its deals does.
  function update(live, unsure) {
    for (const line of lines) {
      line.live = line.deals.filter(live);
      line.unsure = line.live.length > 0 && line.live.every(unsure);
    }
    linked = joined();
    network.redraw();
  }

  byId("closer").addEventListener("click", () => zoom(1.25));
  byId("farther").addEventListener("click", () => zoom(0.8));
  byId("fit").addEventListener("click", fit);
  addEventListener("resize", () => { fitFrame(); network.setSize("100%", "100%"); start(); });
  theme.onChange(() => { colour = palette(); network.redraw(); });
  start();
  listen({ frame, network, nodes: () => nodes, shown, onNode, onLine, onNothing, zoom, fit, from: () => [...chosen.nodes][0] });

  return {
    choose,
    update,
    take,
    start,
    get lines() { return lines; },
    shown,
    network,
    picture(then) {
      const canvas = element("canvas", { width: Math.round(2 * (right - left)), height: Math.round(2 * (bottom - top)) });
      const ctx = canvas.getContext("2d");
      ctx.scale(2, 2);
      ctx.translate(-left, -top);
      ctx.fillStyle = colour("ground");
      ctx.fillRect(left, top, right - left, bottom - top);
      paintAll(ctx);
      then(canvas);
    },
    svg(title) {
      const pen = svgPen(document.createElement("canvas").getContext("2d"));
      paintAll(pen);
      return pen.written(data.bounds, title, colour("ground"));
    },
    // Where a line, by its id, or a node, by its name, can be clicked, in the coordinates of the viewport.
    locate({ line, node }) {
      const box = nodes.get(node);
      const [x, y] = box ? [box.x, box.y] : lines.find(({ id }) => id === line).labelAt;
      const inside = network.canvasToDOM({ x, y });
      const area = frame.getBoundingClientRect();
      return { x: area.left + inside.x, y: area.top + inside.y };
    },
    labels: () => boxes,
  };
}

// Pointer and keys: what lies under the pointer, and the way from box to box.
function listen({ frame, network, nodes, shown, onNode, onLine, onNothing, zoom, fit, from }) {
  const tip = byId("tip");

  function lineAt({ x, y }) {
    const ctx = frame.querySelector("canvas").getContext("2d");
    ctx.save();
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    const inLabel = ({ label, labelAt: [middle, level, width] }) => label && Math.abs(x - middle) <= width / 2 && Math.abs(y - level) <= 9;
    const hit = shown().find(inLabel) ?? shown().findLast((line) => {
      ctx.lineWidth = Math.max(14, line.width + 6);
      return ctx.isPointInStroke(line.shape, x, y);
    });
    ctx.restore();
    return hit;
  }
  function at(pointer) {
    const number = network.getNodeAt(pointer.DOM);
    if (number !== undefined) return { node: [...nodes().keys()][number] };
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
    if (ways[event.key] && nodes().size) onNode(from() === undefined ? nodes().keys().next().value : beside(from(), ways[event.key]));
    else if (event.key === "+" || event.key === "=") zoom(1.25);
    else if (event.key === "-") zoom(0.8);
    else if (event.key === "0") fit();
    else return;
    event.preventDefault();
  });
  // The nearest node in a direction; what lies across counts three times as far.
  function beside(id, [dx, dy]) {
    const here = nodes().get(id);
    let best = id, least = Infinity;
    for (const node of nodes().values()) {
      const [along, across] = [(node.x - here.x) * dx + (node.y - here.y) * dy, Math.abs((node.x - here.x) * dy) + Math.abs((node.y - here.y) * dx)];
      if (along > 1 && along + 3 * across < least) [best, least] = [node.id, along + 3 * across];
    }
    return best;
  }
}
