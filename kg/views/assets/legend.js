// The legend: only what this picture uses, drawn by the same hand as the picture.

function makeLegend(data) {
  const legend = byId("samples");
  const families = { supply: "depends on (supply)", money: "invests in, buys", project: "takes part in", partnership: "partners", competition: "rivals" };
  const standings = { ended: "ended", disputed: "disputed, no fact", planned: "planned, no fact", rumored: "rumored, no fact", denied: "denied, no fact" };
  const has = (key) => (value) => data.vis.edges.some((edge) => edge[key] === value);
  const samples = () => [
    ...Object.keys(families).filter(has("family")).map((family) => ({ family, standing: "fact", words: families[family] })),
    ...Object.keys(standings).filter(has("standing")).map((standing) => ({ family: "supply", standing, words: standings[standing] })),
  ];
  const words = () => [
    ...(data.vis.edges.some((edge) => edge.width > 2) ? ["thicker: $1B, $10B, $100B and more"] : []),
    ...(data.vis.nodes.some((node) => !node.listed && node.kind !== "project") ? ["dashed box: not in the registry"] : []),
  ];
  function draw() {
    const colour = palette();
    legend.replaceChildren(...samples().map(({ family, standing, words: meaning }) => {
      const canvas = element("canvas", { width: 112, height: 32, "aria-hidden": "true" });
      canvas.style.width = "56px";
      canvas.style.height = "16px";
      const ctx = canvas.getContext("2d");
      ctx.scale(2, 2);
      const directed = family !== "partnership" && family !== "competition";
      paintLine(ctx, colour, { family, standing, directed, width: 2, live: [], deals: [], shape: new Path2D("M2 8H52"), ends: [[2, 8, -1], [54, 8, 1]] }, {});
      return element("span", {}, canvas, meaning);
    }), ...words().map((meaning) => element("span", {}, meaning)));
  }
  theme.onChange(draw);
  draw();
  return { take: draw };
}
