// The panel: what a deal or company rests on, with each quote marked inside its sentence.

function makeEvidence(data, { open, holds, pictures }) {
  const panel = byId("evidence");
  const dealOf = (id) => data.deals.find((deal) => deal.id === id);

  const chip = (words, aside, action) => element("li", {}, element("button", { class: "link", type: "button", click: action }, element("span", {}, words), element("small", {}, aside)));
  const { pairs, quoted, origin, card } = makeClaims(data);

  function dealCard(deal) {
    return [
      element("div", { class: "title" }, element("h3", {}, deal.title), pill(deal)),
      pairs([...deal.parties.map(([role, names]) => [role, names.join(", ")]), ...deal.terms, ["told as", deal.status], ...(holds(deal) ? [["holds then", holds(deal)]] : [])]),
      deal.standing === "fact" ? "" : element("p", { class: "muted" }, deal.fact),
      differing(deal),
      ...deal.claims.map((id) => card(id, deal.terms)),
    ];
  }
  function differing(deal) {
    if (!deal.differ.length) return "";
    return element("div", { class: "card differ" }, element("h3", {}, "Sources differ"), differences(deal));
  }
  function differences(deal) {
    const voice = (id) => data.claims[id].attributed || data.documents[data.claims[id].doc].publisher;
    return deal.differ.map(({ name, values }) => element("dl", {}, values.flatMap(([words, ids], index) => [
      element("dt", {}, index ? "" : name), element("dd", {}, words, element("span", { class: "muted" }, ` — ${[...new Set(ids.map(voice))].join("; ")}`))])));
  }
  function noteCard(id) {
    const remark = data.remarks[id];
    return element("div", { class: "card note" }, element("h3", {}, remark.title), ...remark.quotes.flatMap(quoted), origin(remark));
  }
  function fill(...children) {
    panel.replaceChildren(...children.flat().filter(Boolean));
    panel.scrollTop = 0;
  }
  function head(words) {
    return element("div", { class: "title" }, element("h2", {}, words), element("button", { type: "button", "aria-label": "Close the evidence", click: () => open({}) }, "×"));
  }
  function companyDeals(name) {
    return data.vis.edges.filter((edge) => edge.from === name || edge.to === name).map((edge) => {
      const other = edge.from === name ? edge.to : edge.from;
      const way = !edge.directed ? "↔" : edge.from === name ? "→" : "←";
      return chip(`${way} ${other}`, edge.label || edge.family, () => open({ line: edge.id }));
    });
  }

  // Where the file holds a company's own picture: the way there and back, and its deals put into this one.
  function fileActions(name, more) {
    const { picture, expanded } = pictures.current();
    const ready = pictures.expansion(name);
    const actions = [
      ...(expanded.includes(name) ? [["Collapse", () => pictures.collapse(name)]] : ready ? [[`Expand: ${ready} of ${more} more`, () => pictures.expand(name)]] : []),
      ...(ready !== undefined ? [["Its own picture", () => pictures.turnTo(name)]] : []),
      ...(picture !== null ? [["Back to the first picture", () => pictures.turnTo(null)]] : []),
    ];
    return actions.length ? element("p", { class: "actions" }, actions.map(([words, click]) => element("button", { type: "button", click }, words))) : "";
  }
  function conflicts() {
    fill(element("h2", {}, data.deals.length ? "What is told differently" : "No source here contradicts another"), ...data.deals.map((deal) => element("div", { class: "card differ" },
      element("div", { class: "title" }, element("h3", {}, deal.between), pill(deal)), differences(deal),
      element("ul", { class: "list" }, chip(deal.title, "all its claims", () => open({ deal: deal.id }))))));
  }
  // An answer's sentences; each number opens the deal or the note that it cites.
  function answer() {
    const { verdict, sentences, unknown, truncated, bars } = data.answer;
    const cited = [...new Set(sentences.flat().flatMap(([, ids]) => ids))];
    const telling = (id) => data.deals.find((deal) => deal.claims.includes(id))?.id;
    const noteOf = (id) => Object.entries(data.notes).find(([, ids]) => ids.includes(id))?.[0];
    const number = (id) => {
      const [deal, node] = [telling(id), noteOf(id)];
      const words = `[${cited.indexOf(id) + 1}]`;
      return deal || node ? element("button", { type: "button", class: "cite", "aria-label": `Open source ${words}`, click: () => open(deal ? { deal } : { node }) }, words) : words;
    };
    fill(element("h2", {}, data.title), verdict ? element("p", {}, element("b", {}, verdict)) : "", drawBars(bars),
      ...sentences.map((pieces) => element("p", {}, pieces.flatMap(([words, ids]) => [words, ...(ids.length ? [" ", ...ids.map(number)] : [])]))),
      truncated ? element("p", { class: "muted" }, `Shown in part: ${truncated}.`) : "",
      ...unknown.map((words) => element("p", { class: "muted" }, `Not known: ${words}`)));
  }

  return {
    focus: () => panel.focus({ preventScroll: matchMedia("(min-width: 901px)").matches }),
    line(line) {
      fill(head(`${line.from} ${line.directed ? "→" : "↔"} ${line.to}`),
        line.deals.length > 1 ? element("p", { class: "muted" }, `${line.deals.length} deals on this line`) : "",
        ...line.deals.flatMap((id) => dealCard(dealOf(id))));
    },
    deal(id) {
      const deal = dealOf(id);
      fill(head(deal.between), ...dealCard(deal));
    },
    company(name) {
      const node = data.vis.nodes.find((each) => each.id === name);
      const notes = Object.hasOwn(data.notes, name) ? data.notes[name] : [];
      const about = [node.text[1], node.listed || node.kind === "project" ? "" : "not in the registry"].filter(Boolean).join(" · ");
      fill(head(name), about ? element("p", { class: "muted" }, about) : "",
        siteActions(data.site, name), fileActions(name, node.more),
        element("ul", { class: "list" }, companyDeals(name)),
        node.more ? element("p", { class: "muted" }, `${node.more} more ${node.more === 1 ? "deal is" : "deals are"} not shown here.`) : "",
        notes.length ? element("h3", {}, "Said beside deals") : "", ...notes.map(noteCard));
    },
    path(start, goal, hops) {
      if (!hops.length) return fill(head(`${start} → ${goal}`), element("p", {}, `No path of supply leads from ${start} to ${goal} along the deals shown here. What is not shown, or not told, may hold one.`));
      fill(head(`${start} → ${goal}`),
        element("p", {}, `${start} depends on ${goal} over ${hops.length === 1 ? "one deal" : `${hops.length} hops`}:`),
        element("ol", { class: "hops" }, hops.map((line) => element("li", {}, `${line.from} → ${line.to}`, line.label ? ` (${line.label})` : ""))),
        ...hops.flatMap((line) => [element("h2", {}, `${line.from} → ${line.to}`), ...line.live.flatMap((id) => dealCard(dealOf(id)))]));
    },
    overview() {
      const shown = new Set(data.vis.nodes.map((node) => node.id));
      const notes = Object.entries(data.notes).filter(([name]) => shown.has(name)).flatMap(([name, ids]) => ids.map((id) => [name, id]));
      const cited = new Set([...data.deals.flatMap((deal) => deal.claims.map((id) => data.claims[id].doc)), ...notes.map(([, id]) => data.remarks[id].doc)]);
      const documents = Object.entries(data.documents).filter(([id]) => cited.has(id)).map(([, document]) => document);
      if (data.conflicts) return conflicts();
      if (!data.deals.length) return fill(element("h2", {}, "No deals"), element("p", { class: "muted" }, data.shown));
      if (data.answer) return answer();
      fill(element("h2", {}, "Click a line to read who says so"),
        element("p", { class: "muted" }, "Each line is a deal, or several. It opens the sentence it rests on, who published it, and whether it counts as a fact."),
        notes.length ? element("h3", {}, "Said beside deals") : "",
        notes.length ? element("ul", { class: "list" }, notes.map(([name, id]) => chip(name, data.remarks[id].title.toLowerCase(), () => open({ node: name })))) : "",
        element("h3", {}, documents.length === 1 ? "Source" : `${documents.length} sources`),
        element("ul", { class: "list" }, documents.slice(0, 12).map((each) => element("li", { class: "origin" }, element("b", {}, each.publisher), `, ${each.date} · ${each.title} · ${each.grade}`))),
        documents.length > 12 ? element("p", { class: "muted" }, `and ${documents.length - 12} more, named with each deal`) : "");
    },
  };
}
