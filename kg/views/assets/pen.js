// A drawing context that writes SVG: it knows what paint.js uses, so that a picture saved as SVG is the one on the screen.

function svgPen(measuring) {
  const parts = [];
  const saved = [];
  const number = (value) => String(Math.round(value * 10) / 10);
  const quoted = (text) => String(text).replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "\ufffd").replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  const state = { globalAlpha: 1, fillStyle: "#000", strokeStyle: "#000", lineWidth: 1, font: "12px sans-serif", textAlign: "start", dash: [] };
  let path = "";

  const shapeAs = (d, attributes) => {
    const looks = { d, opacity: state.globalAlpha === 1 ? undefined : state.globalAlpha, ...attributes };
    const written = Object.entries(looks).filter(([, value]) => value !== undefined).map(([name, value]) => `${name}="${quoted(value)}"`);
    parts.push(`<path ${written.join(" ")}/>`);
  };
  const pen = {
    save: () => saved.push({ ...state }),
    restore: () => Object.assign(state, saved.pop()),
    beginPath: () => { path = ""; },
    closePath: () => { path += "Z"; },
    moveTo: (x, y) => { path += `M${number(x)} ${number(y)}`; },
    lineTo: (x, y) => { path += `L${number(x)} ${number(y)}`; },
    rect: (x, y, width, height) => { path += `M${number(x)} ${number(y)}h${number(width)}v${number(height)}h${number(-width)}Z`; },
    roundRect: (x, y, width, height, r) => {
      path += `M${number(x + r)} ${number(y)}h${number(width - 2 * r)}a${r} ${r} 0 0 1 ${r} ${r}v${number(height - 2 * r)}a${r} ${r} 0 0 1 ${-r} ${r}`
        + `h${number(2 * r - width)}a${r} ${r} 0 0 1 ${-r} ${-r}v${number(2 * r - height)}a${r} ${r} 0 0 1 ${r} ${-r}Z`;
    },
    arc: (x, y, r) => { path += `M${number(x - r)} ${number(y)}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`; },
    setLineDash: (dash) => { state.dash = dash; },
    fill: () => shapeAs(path, { fill: state.fillStyle }),
    stroke: (shape) => shapeAs(shape ? shape.data : path, { fill: "none", stroke: state.strokeStyle, "stroke-width": state.lineWidth, "stroke-dasharray": state.dash.length ? state.dash.join(" ") : undefined }),
    fillRect: (x, y, width, height) => shapeAs(`M${number(x)} ${number(y)}h${number(width)}v${number(height)}h${number(-width)}Z`, { fill: state.fillStyle }),
    fillText: (text, x, y) => {
      const [, style = "", weight = "", size] = /^(italic )?(?:(\d+) )?([\d.]+)px/.exec(state.font);
      parts.push(`<text x="${number(x)}" y="${number(y)}" text-anchor="middle" dominant-baseline="central" font-size="${size}"${weight && ` font-weight="${weight}"`}${style && ' font-style="italic"'} fill="${quoted(state.fillStyle)}"${state.globalAlpha === 1 ? "" : ` opacity="${state.globalAlpha}"`}>${quoted(text)}</text>`);
    },
    measureText: (text) => {
      measuring.font = state.font;
      return measuring.measureText(text);
    },
    written: ([left, top, right, bottom], title, ground) => `<svg xmlns="http://www.w3.org/2000/svg" role="img" width="${number(right - left)}" height="${number(bottom - top)}" viewBox="${[left, top, right - left, bottom - top].map(number).join(" ")}" font-family="${quoted(FONT)}"><title>${quoted(title)}</title><rect x="${number(left)}" y="${number(top)}" width="100%" height="100%" fill="${quoted(ground)}"/>${parts.join("")}</svg>\n`,
  };
  for (const name of Object.keys(state)) Object.defineProperty(pen, name, { get: () => state[name], set: (value) => { state[name] = value; } });
  return pen;
}
