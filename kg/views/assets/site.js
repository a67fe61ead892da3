// What a page can do when a server stands behind it: go to other pages, and put more companies into the picture.

const pageOf = (kind, name) => `/${kind}/${encodeURIComponent(name)}`;

function siteLinks(site, here) {
  if (!site) return;
  const links = [["/", "Web of deals"], ["/conflicts", "Where sources differ"], ["/sources", "Sources"], ["/review", "Review"], ["/ask", "Ask"], ["/sparql", "SPARQL"], ["/api", "API"]];
  byId("site").append(...links.map(([path, words]) => element("a", { href: path, "aria-current": path === here ? "page" : undefined }, words)));
}

// Links for a company that is shown: its own page, and the picture with its deals added or taken out.
function siteActions(site, name) {
  if (!site) return "";
  const picture = (names) => `/?${new URLSearchParams([...names.map((each) => ["around", each]), ["budget", String(site.budget)]])}`;
  const added = site.around.includes(name);
  const change = added
    ? site.around.length > 1 ? [element("a", { href: picture(site.around.filter((each) => each !== name)) }, "Collapse")] : []
    : [element("a", { href: picture([...site.around, name]) }, site.around.length ? "Expand" : "Only its deals")];
  const own = pageOf("company", name);
  return element("p", { class: "actions" }, location.pathname === own ? "" : element("a", { href: own }, "Its own page"), ...change, element("a", { href: `/ask?${new URLSearchParams({ company: name })}` }, "Ask about it"));
}

function siteMore(site) {
  if (!site || !site.more) return "";
  return element("a", { href: site.more }, "Show more");
}
