// Write a query, run it, read its rows; every value is put on the page as text.

const data = JSON.parse(byId("data").textContent);
const [field, state, result, saved] = ["query", "state", "result", "saved"].map(byId);
const names = new Set(data.site.names);
siteLinks(data.site, location.pathname);
byId("prefixes").textContent = Object.keys(data.prefixes).map((prefix) => `${prefix}:`).join(" ");
saved.append(...data.saved.map(({ name, help, text }) => element("option", { value: text }, `${name} — ${help}`)));
field.value = new URLSearchParams(location.hash.slice(1)).get("query") ?? data.saved[0]?.text ?? "SELECT * { ?s ?p ?o } LIMIT 20";

saved.addEventListener("change", () => { if (saved.value) field.value = saved.value; });
field.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) byId("ask").requestSubmit();
});
byId("ask").addEventListener("submit", async (event) => {
  event.preventDefault();
  history.replaceState(null, "", `#${new URLSearchParams({ query: field.value })}`);
  state.textContent = "running …";
  const begun = performance.now();
  try {
    const answer = await fetch("/sparql", { method: "POST", body: field.value, headers: { "Content-Type": "application/sparql-query", Accept: "application/sparql-results+json, text/turtle;q=0.9" } });
    const body = await answer.text();
    state.textContent = `${Math.round(performance.now() - begun)} ms`;
    if (!answer.ok) show(element("p", { class: "error", role: "alert" }, JSON.parse(body).error));
    else if (answer.headers.get("content-type").startsWith("text/turtle")) show(element("pre", {}, body));
    else showRows(JSON.parse(body));
  } catch (error) {
    state.textContent = "";
    show(element("p", { class: "error", role: "alert" }, `The server does not answer: ${error.message}`));
  }
});

function show(...children) {
  result.replaceChildren(...children);
  result.focus();
}
function showRows({ head, results, boolean }) {
  if (boolean !== undefined) return show(element("p", {}, element("b", {}, boolean ? "yes" : "no")));
  const rows = results.bindings;
  const found = [...new Set(rows.flatMap((row) => Object.values(row)).map(nameOf).filter((name) => names.has(name)))];
  state.textContent = `${rows.length} ${rows.length === 1 ? "row" : "rows"}, ${state.textContent}`;
  return show(
    element("p", { class: "actions" },
      found.length ? element("a", { href: `/?${new URLSearchParams(found.slice(0, 12).map((name) => ["around", name]))}` }, "Show as graph") : "",
      element("button", { type: "button", click: () => download("result.csv", "text/csv;charset=utf-8", table(head.vars, rows)) }, "Save as CSV")),
    element("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": "Result" }, element("table", {},
      element("thead", {}, element("tr", {}, head.vars.map((name) => element("th", { scope: "col", class: "plain" }, name)))),
      element("tbody", {}, rows.slice(0, 2000).map((row) => element("tr", {}, head.vars.map((name) => element("td", {}, row[name] ? cell(row[name]) : ""))))))),
    rows.length > 2000 ? element("p", { class: "muted" }, `The first 2,000 of ${rows.length} rows; the CSV holds all.`) : "");
}
// The company that a term means: by its IRI, or as a name.
function nameOf({ type, value }) {
  if (type === "literal") return value;
  try { return type === "uri" && value.startsWith(data.company) ? decodeURIComponent(value.slice(data.company.length).replaceAll("_", " ")) : ""; } catch { return ""; }
}
function cell(term) {
  const name = nameOf(term);
  if (names.has(name)) return element("a", { href: pageOf("company", name) }, name);
  if (term.type !== "uri") return term.value ?? JSON.stringify(term);
  const [prefix, base] = Object.entries(data.prefixes).filter(([, each]) => term.value.startsWith(each)).sort(([, a], [, b]) => b.length - a.length)[0] ?? [];
  return prefix ? `${prefix}:${term.value.slice(base.length)}` : term.value;
}
function table(columns, rows) {
  const quoted = (text) => `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
  return `\ufeff${[columns, ...rows.map((row) => columns.map((name) => row[name]?.value ?? ""))].map((row) => row.map(quoted).join(",")).join("\r\n")}\r\n`;
}
