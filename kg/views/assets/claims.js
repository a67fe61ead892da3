// Claims as cards: each quote marked inside its sentence, who says it and where, what it tells, and the verdict on it.

function makeClaims(data) {
  const pairs = (terms) => element("dl", {}, terms.flatMap(([name, words]) => [element("dt", {}, name), element("dd", {}, words)]));

  function quoted({ words: [before, quote, after], meant }) {
    return [
      element("blockquote", {}, before, element("mark", {}, quote), after),
      ...meant.map(([mention, company, names]) => element("p", { class: "origin" }, `“${mention}” means ${company}, named as “${names}”`)),
    ];
  }
  function origin(said) {
    const document = data.documents[said.doc];
    const link = document.link
      ? element("a", { href: document.link, target: "_blank", rel: "noopener noreferrer" }, "open the source")
      : document.source && document.source !== document.title ? document.source : "";
    return element("p", { class: "origin" },
      said.attributed ? element("span", {}, "according to ", element("b", {}, said.attributed), ", in ") : "",
      element("b", {}, document.publisher), `, ${document.date} · ${document.title} · ${document.grade}`, link ? " · " : "", link);
  }
  // What a claim tells beside what is told above it already.
  function card(id, above = []) {
    const claim = data.claims[id];
    const own = claim.terms.filter(([name, words]) => !above.some(([other, told]) => other === name && told === words));
    return element("div", { class: "card" },
      claim.words ? element("h3", {}, claim.words) : "",
      ...claim.quotes.flatMap(quoted),
      claim.summary ? element("p", {}, element("span", { class: "pill disputed" }, "no verified quote"), ` ${claim.summary}`) : "",
      origin(claim),
      element("p", { class: "origin" }, "told as ", element("b", {}, claim.status), claim.verdict ? `; verdict: ${claim.verdict}, ${claim.reason}` : "",
        claim.confidence < 1 ? ` The extractor is sure by ${Math.round(100 * claim.confidence)}%.` : ""),
      own.length ? pairs(own) : "",
      citing(claim));
  }
  // A sandboxed frame may not write to the clipboard: then the words stand there, selected.
  function citing(claim) {
    const document = data.documents[claim.doc];
    const quote = claim.quotes.length ? claim.quotes.map(({ words }) => `“${words[1]}”`).join(" … ") : claim.summary;
    const words = [quote, " — ", claim.attributed ? `${claim.attributed}, in ` : "", `${document.publisher}, “${document.title}”, ${document.date}`, document.link ? `, ${document.link}` : "", "."].join("");
    const said = element("span", { class: "muted", role: "status" });
    const button = element("button", { type: "button", click: async () => {
      try {
        await navigator.clipboard.writeText(words);
        said.textContent = "copied";
      } catch {
        const area = element("textarea", { readonly: "", rows: 4, "aria-label": "Citation" });
        area.value = words;
        button.parentElement.append(area);
        area.select();
      }
    } }, "Copy citation");
    return element("div", { class: "actions" }, button, said);
  }

  return { pairs, quoted, origin, card };
}
