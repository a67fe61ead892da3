// How the claims of each source fared: a bar and the numbers of each, and its claims with their verdicts on request.

const data = JSON.parse(byId("data").textContent);
const FATES = [["stood", "Stood", "stood, told by others too"], ["outranked", "Outranked", "outranked by better support"], ["contested", "Contested", "contested, neither side stands"],
  ["denied", "Denied", "denied by a party"], ["alone", "Told by it alone", "told by it alone, unopposed"], ["no fact", "No fact", "told as plan, rumour or denial"]];
const kind = (fate) => fate.replace(" ", "-");
const { card } = makeClaims(data);
const panel = element("section", { id: "told-by", "aria-live": "polite", tabindex: -1 });
const longest = Math.max(1, ...data.sources.map(({ counts }) => total(counts)));

siteLinks(data.site, location.pathname);

function total(counts) {
  return FATES.reduce((sum, [fate]) => sum + counts[fate], 0);
}
// Lengths are numbers of claims, so that a short bar is seen to say little.
function bar(counts) {
  let from = 0;
  const parts = FATES.filter(([fate]) => counts[fate]).map(([fate]) => {
    const width = (counts[fate] / longest) * 300;
    from += width;
    return svgElement("rect", { x: from - width, y: 3, width: Math.max(width - 1.5, 1.5), height: 14, rx: 1.5, class: kind(fate) });
  });
  return svgElement("svg", { class: "fates", viewBox: "0 0 300 20", width: 300, height: 20, role: "img", "aria-label": FATES.filter(([fate]) => counts[fate]).map(([fate]) => `${counts[fate]} ${fate}`).join(", ") || "none" }, ...parts);
}
function share({ share: range, tested, counts }) {
  if (!tested) return "never tested";
  const words = `${counts.stood} of ${tested}`;
  return range ? `${words}; ${Math.round(100 * range[0])}–${Math.round(100 * range[1])}%` : `${words}; too few to say`;
}
function open(source) {
  const { name, counts, shown } = source;
  const held = Object.values(shown).reduce((sum, keys) => sum + keys.length, 0);
  panel.replaceChildren(
    element("h2", {}, name), element("p", { class: "muted" }, held < total(counts) ? `${held} of ${total(counts)} claims; those that fared worst come first.` : `${held} ${held === 1 ? "claim" : "claims"}.`),
    ...FATES.filter(([fate]) => shown[fate]).flatMap(([fate, , words]) => [element("h3", {}, words), element("div", { class: "beside" }, shown[fate].map((id) => card(id)))]));
  panel.focus();
  panel.scrollIntoView({ block: "start" });
}

const columns = ["Source", "Claims", "Stood when tested", ...FATES.map(([, title]) => title)];
byId("main").append(
  element("p", { class: "muted" }, `A claim is tested where another source tells of the same deal, or the source itself told otherwise. What nobody else tells stands unopposed, which says nothing about its source. The range is the 95% interval of the share (Wilson); with fewer than ${data.enough} tested claims none is given.`),
  data.sources.length < data.of ? element("p", { class: "muted" }, `The ${data.sources.length} most tested of ${data.of} sources.`) : element("p", { class: "muted" }, data.of ? `${data.of} ${data.of === 1 ? "source" : "sources"}, the most tested first.` : "The graph holds no claims yet; add an article."),
  element("p", { class: "key" }, FATES.map(([fate, , words]) => element("span", {}, svgElement("svg", { class: "fates", width: 14, height: 14, "aria-hidden": "true" }, svgElement("rect", { x: 0, y: 0, width: 14, height: 14, rx: 2, class: kind(fate) })), words))),
  element("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": "Sources" }, element("table", {},
    element("thead", {}, element("tr", {}, columns.map((name, index) => element("th", { scope: "col", class: index > 2 ? "plain count" : "plain" }, name)))),
    element("tbody", {}, data.sources.map((source) => element("tr", {},
      element("th", { scope: "row" }, element("button", { type: "button", title: "Show its claims", click: () => open(source) }, source.name)),
      element("td", { class: "fate" }, bar(source.counts)), element("td", { "data-name": "Stood when tested" }, share(source)),
      FATES.map(([fate, title]) => element("td", { class: "count", "data-name": title }, source.counts[fate] ? String(source.counts[fate]) : ""))))))),
  panel);
