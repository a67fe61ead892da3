// When deals hold: solid where they surely do, faint where sources leave it open, a mark on the day they were signed.

function makeTimeline(data, { open, live }) {
  const frame = byId("timeline");
  const place = (day) => Number(day.slice(0, 4)) + (Number(day.slice(5, 7)) - 1) / 12 + (Number(day.slice(8, 10)) - 1) / 366;
  let [dated, first, last] = [[], 0, 0];
  const [ROW, LEFT, TOP] = [26, 250, 26];

  function take() {
    dated = data.deals.filter((deal) => deal.validity.some(Boolean) || deal.when.signed);
    const days = dated.flatMap((deal) => [...deal.validity, deal.when.signed]).filter(Boolean).map(place);
    byId("times").hidden = !dated.length;
    first = Math.floor(Math.min(...days));
    last = Math.min(Math.ceil(Math.max(...days) + 0.5), first + 40);
  }
  function row(deal, index, x, width) {
    const y = TOP + index * ROW;
    const [beginEarliest, beginLatest, endEarliest, endLatest] = deal.validity.map((day) => day && x(place(day)));
    const bar = (from, to, kind) => (to > from ? [svgElement("rect", { x: from, y: y + 6, width: to - from, height: ROW - 13, rx: 3, class: `${kind} ${deal.family}` })] : []);
    const sure = beginLatest && endEarliest && endEarliest >= beginLatest ? bar(beginLatest, Math.max(endEarliest, beginLatest + 2), "sure") : [];
    const at = deal.when.signed && x(place(deal.when.signed));
    const signed = at ? [svgElement("path", { d: `M${at} ${y + 4}l5 8l-5 8l-5 -8Z`, class: "signed" })] : [];
    const name = svgElement("text", { x: LEFT - 10, y: y + ROW / 2 + 1, class: "name", "aria-hidden": "true" }, deal.between.length > 31 ? `${deal.between.slice(0, 30)}…` : deal.between);
    const words = `${deal.between}: ${deal.title}${deal.row.time.text ? `, ${deal.row.time.text}` : ""}`;
    const line = svgElement("g", { class: "deal", tabindex: 0, role: "button", "aria-label": words },
      svgElement("title", {}, words), svgElement("rect", { x: 0, y, width, height: ROW, class: "row" }),
      name, ...bar(beginEarliest ?? LEFT, endLatest ?? width, "open"), ...sure, ...signed);
    line.addEventListener("click", () => open({ deal: deal.id }));
    line.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      open({ deal: deal.id });
    });
    return line;
  }
  function update() {
    if (!dated.length) return;
    const passing = dated.filter(live).sort((a, b) => (a.row.time.key < b.row.time.key ? -1 : 1));
    const shown = passing.slice(0, FIRST_ROWS);
    byId("later").textContent = passing.length > shown.length ? `The first ${shown.length} of ${passing.length}; a filter brings up the others.` : "";
    const width = Math.max(640, frame.clientWidth - 2);
    const x = (year) => LEFT + (Math.min(Math.max(year, first), last) - first) / (last - first) * (width - LEFT - 44);
    const height = TOP + shown.length * ROW + 6;
    const step = Math.ceil((last - first) / 14);
    const years = Array.from({ length: last - first + 1 }, (_, index) => first + index).filter((year) => (year - first) % step === 0);
    frame.replaceChildren(svgElement("svg", { width, height, viewBox: `0 0 ${width} ${height}`, role: "group", "aria-label": "Timeline of deals" },
      ...years.flatMap((year) => [svgElement("line", { x1: x(year), x2: x(year), y1: TOP - 6, y2: height, class: "year" }), svgElement("text", { x: x(year) + 3, y: 14, class: "tick" }, String(year))]),
      ...shown.map((deal, index) => row(deal, index, x, width))));
  }
  addEventListener("resize", update);
  take();
  return { update, take };
}
