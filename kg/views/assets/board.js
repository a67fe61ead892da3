// On a narrow screen: the lanes one below the other, each company a button. The chosen one's partners say what ties them to it.

function makeBoard(data, { open, lines }) {
  const frame = byId("board");
  const buttons = new Map();
  let chosen = [null, undefined];

  function take() {
    buttons.clear();
    const inside = ({ left, right }) => data.vis.nodes.filter(({ x }) => x >= left && x <= right).sort((a, b) => a.y - b.y);
    const button = (node) => {
      const made = element("button", { type: "button", class: node.kind, click: () => open({ node: node.id }) }, node.id, element("small", {}));
      buttons.set(node.id, made);
      return element("li", {}, made);
    };
    // Lanes of one title stand side by side in the diagram, and are one here.
    const titles = [...new Set(data.lanes.map(({ title }) => title))];
    frame.replaceChildren(...titles.map((title) => element("section", {},
      element("h2", {}, title), element("ul", {}, data.lanes.filter((lane) => lane.title === title).flatMap(inside).map(button)))));
  }
  // The way of a line as seen from one of its ends, with its words.
  function said(line, from) {
    const way = !line.directed ? "↔" : line.from === from ? "→" : "←";
    return `${way} ${line.label || line.family}`;
  }
  function update() {
    const [name, path] = chosen;
    const shown = path ?? lines();
    const partners = new Map();
    for (const line of shown) {
      const ends = [[line.from, line.to], [line.to, line.from]];
      for (const [end, other] of path ? ends.slice(0, 1) : ends) if (path || end === name) partners.set(other, [...(partners.get(other) ?? []), [said(line, end), line.family]]);
    }
    const near = new Set([...partners.keys(), ...(path ? [path[0]?.from] : [name])]);
    // A picture of few lines tells them all at once, each with the one that it starts from.
    if (name === null && !path && shown.length <= 14)
      for (const line of shown) partners.set(line.from, [...(partners.get(line.from) ?? []), [`${line.directed ? "→" : "↔"} ${line.to}: ${line.label || line.family}`, line.family]]);
    const tied = new Set(lines().flatMap((line) => [line.from, line.to]));
    for (const [id, button] of buttons) {
      const ties = partners.get(id) ?? [];
      button.lastChild.replaceChildren(...ties.map(([words, family]) => element("span", { class: family }, words)));
      button.classList.toggle("faint", name !== null || path ? !near.has(id) : !tied.has(id));
      button.setAttribute("aria-pressed", String(id === name));
    }
  }
  take();
  return {
    take,
    update,
    choose(node, path) {
      chosen = [node ?? null, path];
      update();
    },
  };
}
