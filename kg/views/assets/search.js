// Search: type, move with the arrows, open with Enter; "/" goes there from anywhere, Escape leaves.

function makeSearch(data, { open }) {
  const input = byId("search");
  const list = byId("found");
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const entries = () => [
    ...data.vis.nodes.map((node) => ({ words: node.id, aside: node.text[1], key: fold([node.id, ...node.aliases].join(" ")), target: { node: node.id } })),
    ...data.vis.edges.map((edge) => ({ words: `${edge.from} ${edge.directed ? "→" : "↔"} ${edge.to}`, aside: edge.label || edge.family, key: fold(`${edge.from} ${edge.to} ${edge.family} ${edge.label}`), target: { line: edge.id } })),
  ];
  // What is known by name and not shown has a page of its own.
  function elsewhere() {
    const shown = new Set(data.vis.nodes.map((node) => node.id));
    return (data.site?.names ?? []).filter((name) => !shown.has(name)).map((name) => ({ words: name, aside: "its own page", key: fold(name), page: pageOf("company", name) }));
  }
  let found = [];
  let active = -1;

  function show() {
    const asked = fold(input.value).split(/\s+/).filter(Boolean);
    const rank = (entry) => (entry.key.startsWith(asked[0]) ? 0 : 1);
    found = asked.length ? [...entries(), ...elsewhere()].filter((entry) => asked.every((word) => entry.key.includes(word))).sort((a, b) => rank(a) - rank(b)).slice(0, 12) : [];
    active = found.length ? 0 : -1;
    list.replaceChildren(...found.map((entry, index) => element("li", { id: `found-${index}`, role: "option", mousedown: (event) => { event.preventDefault(); take(index); } },
      entry.words, entry.aside ? element("small", {}, entry.aside) : "")));
    if (asked.length && !found.length) list.replaceChildren(element("li", { role: "option", "aria-disabled": "true" }, "nothing of that name is shown here"));
    list.hidden = !asked.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
    mark();
  }
  function mark() {
    [...list.children].forEach((item, index) => item.setAttribute("aria-selected", String(index === active)));
    if (active >= 0) {
      input.setAttribute("aria-activedescendant", `found-${active}`);
      list.children[active].scrollIntoView({ block: "nearest" });
    } else input.removeAttribute("aria-activedescendant");
  }
  function close() {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }
  function take(index) {
    const entry = found[index];
    if (!entry) return;
    input.value = "";
    close();
    if (entry.page) location.assign(entry.page);
    else open(entry.target);
  }

  input.addEventListener("input", show);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (found.length) active = (active + (event.key === "ArrowDown" ? 1 : -1) + found.length) % found.length;
      mark();
    } else if (event.key === "Enter") take(active);
    else if (event.key === "Escape") { input.value = ""; close(); event.stopPropagation(); }
    else return;
    event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) return;
    event.preventDefault();
    input.focus();
  });
}
