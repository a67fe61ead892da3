// The numbers of an answer as bars: solid is sure, faint is possible, a line is the best single value.

function drawBars(bars) {
  if (!bars.length) return "";
  const [WIDTH, ROW, LEFT] = [340, 44, 0];
  const height = bars.length * ROW;
  const rect = (from, to, y, kind) => svgElement("rect", { x: LEFT + from * WIDTH, y, width: Math.max((to - from) * WIDTH, 1.5), height: 12, rx: 2, class: kind });
  return svgElement("svg", { class: "bars", viewBox: `0 0 ${WIDTH} ${height}`, width: "100%", role: "img", "aria-label": bars.map(({ name, words }) => `${name}: ${words}`).join("; ") },
    ...bars.flatMap(({ name, least, most, point, words }, index) => {
      const y = index * ROW;
      const end = Math.min(most ?? 1, 1);
      return [
        svgElement("text", { x: LEFT, y: y + 13 }, `${name}: ${words}`),
        rect(0, 1, y + 22, "whole"), rect(0, end, y + 22, "open"), rect(0, least, y + 22, "sure"),
        ...(most === null ? [svgElement("text", { x: WIDTH - 4, y: y + 33, class: "beyond" }, "→")] : []),
        ...(point === null ? [] : [svgElement("rect", { x: point * WIDTH - 1.5, y: y + 18, width: 3, height: 20, class: "point" })]),
      ];
    }));
}
