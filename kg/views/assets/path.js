// The shortest way on which one company depends on another, along the lines of supply that are shown.

function makePath(data, { lines, find }) {
  const [from, to] = [byId("path-from"), byId("path-to")];
  const take = () => byId("names").replaceChildren(...data.vis.nodes.map((node) => element("option", { value: node.id })));
  const node = (field) => data.vis.nodes.find(({ id, aliases }) => [id, ...aliases].some((name) => name.toLowerCase() === field.value.trim().toLowerCase()))?.id;
  byId("path").addEventListener("submit", (event) => {
    event.preventDefault();
    const unknown = [from, to].find((field) => node(field) === undefined);
    for (const field of [from, to]) field.setCustomValidity("");
    if (unknown) {
      unknown.setCustomValidity("No company of that name is shown here.");
      unknown.reportValidity();
    } else find(node(from), node(to));
  });
  for (const field of [from, to]) field.addEventListener("input", () => field.setCustomValidity(""));

  function of(start, goal) {
    [from.value, to.value] = [start, goal];
    const came = new Map([[start, null]]);
    const queue = [start];
    while (queue.length && !came.has(goal)) {
      const here = queue.shift();
      for (const line of lines()) {
        if (line.family !== "supply" || line.from !== here || came.has(line.to)) continue;
        came.set(line.to, line);
        queue.push(line.to);
      }
    }
    const hops = [];
    for (let at = goal; came.get(at); at = came.get(at).from) hops.unshift(came.get(at));
    return hops;
  }
  take();
  return { take, of };
}
