// How boxes and lines look on a canvas. Families differ in colour and in the mark at their end, standings in their dash.

const FONT = 'system-ui, -apple-system, "Segoe UI", sans-serif';
const DASHES = { fact: [], ended: [3, 7], disputed: [14, 4, 3, 4], planned: [10, 6], rumored: [2, 5], denied: [8, 4, 2, 4, 2, 4] };
const DOUBTFUL = new Set(["disputed", "planned", "rumored", "denied"]);

function palette() {
  const style = getComputedStyle(document.documentElement);
  return (name) => style.getPropertyValue(`--${name}`).trim();
}

// A box with up to three lines of text; a project is a hexagon, a company that the registry lacks has a dashed edge.
function paintBox(ctx, colour, { x, y, box: [width, height], text, kind, listed, focus }, { selected, dimmed }) {
  const [left, top] = [x - width / 2, y - height / 2];
  ctx.save();
  ctx.globalAlpha = dimmed ? 0.25 : 1;
  ctx.beginPath();
  if (kind === "project") {
    const cut = 14;
    ctx.moveTo(left + cut, top);
    ctx.lineTo(left + width - cut, top);
    ctx.lineTo(left + width, y);
    ctx.lineTo(left + width - cut, top + height);
    ctx.lineTo(left + cut, top + height);
    ctx.lineTo(left, y);
    ctx.closePath();
  } else ctx.roundRect(left, top, width, height, 8);
  ctx.fillStyle = colour("box");
  ctx.fill();
  ctx.lineWidth = selected || focus ? 3 : 1.25;
  ctx.strokeStyle = colour(selected || focus ? "accent" : kind === "project" ? "project" : "box-edge");
  ctx.setLineDash(listed || kind === "project" ? [] : [5, 4]);
  ctx.stroke();
  const [name, ...small] = text;
  if (fromAfar(ctx)) {
    ctx.font = `600 15px ${FONT}`;
    const size = Math.min(15 * (width - 12) / ctx.measureText(name).width, height * 0.6, 30);
    paintText(ctx, name, x, y, width, `600 ${size.toFixed(1)}px ${FONT}`, colour("text"));
    ctx.restore();
    return;
  }
  const said = small.filter(Boolean);
  let line = y - (18 + 16 * said.length) / 2 + 9;
  paintText(ctx, name, x, line, width - 20, `600 15px ${FONT}`, colour("text"));
  line += 1;
  small.forEach((words, index) => {
    if (!words) return;
    line += 16;
    const font = index === 1 ? `italic 12px ${FONT}` : `12px ${FONT}`;
    paintText(ctx, words, x, line, width - 20, font, colour(index === 1 ? "note" : "muted"));
  });
  ctx.restore();
}

// From afar only the names are drawn, as large as their boxes let them be.
const fromAfar = (ctx) => ctx.getTransform !== undefined && ctx.getTransform().a / (globalThis.devicePixelRatio || 1) < 0.55;

function titleFont(ctx, words, room) {
  ctx.font = `600 12.5px ${FONT}`;
  const size = fromAfar(ctx) ? Math.min(12.5 * room / ctx.measureText(words).width, 24) : 12.5;
  return `600 ${size.toFixed(1)}px ${FONT}`;
}

function paintText(ctx, words, x, y, room, font, colour) {
  ctx.font = font;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.fillStyle = colour;
  const shown = fitted(ctx, words, room);
  ctx.fillText(shown, x, y);
  return ctx.measureText(shown).width;
}

function fitted(ctx, words, room) {
  if (ctx.measureText(words).width <= room) return words;
  let kept = Array.from(words);
  while (kept.length && ctx.measureText(kept.join("") + "…").width > room) kept = kept.slice(0, -1);
  return kept.join("") + "…";
}

// A line along its route, the marks at its ends, and its label; returns the label's box.
function paintLine(ctx, colour, line, { selected, dimmed }) {
  const ink = colour(line.standing === "ended" ? "ended" : line.family);
  ctx.save();
  ctx.globalAlpha = dimmed ? 0.12 : line.unsure ? 0.55 : 1;
  if (selected) stroke(ctx, line.shape, line.width + 8, colour("mark"), []);
  stroke(ctx, line.shape, line.standing === "ended" ? 1.5 : line.width, ink, DASHES[line.standing]);
  ctx.setLineDash([]);
  const [start, end] = line.ends;
  paintEnd(ctx, colour, ink, line, end);
  if (!line.directed) paintEnd(ctx, colour, ink, line, start);
  const box = line.label && !dimmed && (line.labelAt[2] || selected) ? paintLabel(ctx, colour, ink, line) : null;
  ctx.restore();
  return box;
}

function stroke(ctx, shape, width, ink, dash) {
  ctx.lineWidth = width;
  ctx.strokeStyle = ink;
  ctx.setLineDash(dash);
  ctx.stroke(shape);
}

// Supply ends in a filled arrow, money in an open one, a project in a diamond, competition in a bar, partnership in a dot.
function paintEnd(ctx, colour, ink, line, [x, y, dx]) {
  const size = 8 + line.width / 2;
  ctx.fillStyle = line.family === "supply" || line.family === "partnership" ? ink : colour("ground");
  ctx.strokeStyle = ink;
  ctx.lineWidth = 1.75;
  ctx.beginPath();
  if (line.family === "competition") {
    ctx.rect(x - dx * 4 - 1.5, y - 7, 3, 14);
    ctx.fillStyle = ink;
  } else if (line.family === "partnership") ctx.arc(x - dx * 5, y, 4, 0, 7);
  else if (line.family === "project") {
    ctx.moveTo(x, y);
    ctx.lineTo(x - dx * 7, y - 5);
    ctx.lineTo(x - dx * 14, y);
    ctx.lineTo(x - dx * 7, y + 5);
    ctx.closePath();
  } else {
    ctx.moveTo(x, y);
    ctx.lineTo(x - dx * size * 1.4, y - size * 0.62);
    ctx.lineTo(x - dx * size * 1.4, y + size * 0.62);
    ctx.closePath();
  }
  ctx.fill();
  ctx.stroke();
}

function paintLabel(ctx, colour, ink, line) {
  const [x, y, reserved] = line.labelAt;
  const room = reserved || 240;
  ctx.font = `12px ${FONT}`;
  const partly = line.live.length < line.deals.length ? `${line.live.length} of ${line.deals.length} deals` : line.label;
  const words = fitted(ctx, line.unsure ? `${partly} ?` : partly, room);
  const width = ctx.measureText(words).width + 6;
  ctx.globalAlpha = 1;
  ctx.fillStyle = colour("ground");
  ctx.fillRect(x - width / 2, y - 8, width, 16);
  paintText(ctx, words, x, y, room, ctx.font, DOUBTFUL.has(line.standing) ? colour("doubt") : ink);
  return [x - width / 2, y - 8, x + width / 2, y + 8];
}
