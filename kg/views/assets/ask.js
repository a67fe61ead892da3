// A form for each question; sending one leads to its answer, whose address can be shared.

const data = JSON.parse(byId("data").textContent);
siteLinks(data.site, location.pathname);
const words = (name) => name.replaceAll("_", " ");
const chosen = new URLSearchParams(location.search).get("company") ?? "";

function fieldOf({ name, kind, required }, number) {
  const input = element("input", {
    name, required: required && number === 1 ? "" : undefined, list: kind === "company" ? "names" : undefined, autocomplete: "off",
    placeholder: kind === "date" ? "2027, 2025-04 …" : undefined,
  });
  if (kind === "company" && required && number === 1 && name !== "goal") input.value = chosen;
  return element("label", {}, words(name) + (number > 1 ? ` ${number}` : ""), input);
}
function formOf({ name, help, fields }) {
  const asked = fields.filter((field) => field.required || field.kind === "company").flatMap((field) => [1, 2, 3].slice(0, field.many ? 3 : 1).map((number) => fieldOf(field, number)));
  const narrowing = fields.filter((field) => !field.required && field.kind !== "company").map((field) => fieldOf(field, 1));
  return element("form", { class: "question", "aria-label": words(name), submit: (event) => {
    event.preventDefault();
    const given = [...new FormData(event.target)].filter(([, value]) => value.trim());
    location.assign(`/ask/${name}?${new URLSearchParams(given)}`);
  } }, element("h2", {}, words(name)), element("p", { class: "muted" }, help),
  element("div", { class: "actions" }, asked, element("button", { type: "submit" }, "Ask"),
    narrowing.length ? element("details", {}, element("summary", {}, "Narrow"), element("div", { class: "drop" }, narrowing)) : ""));
}
byId("main").append(element("datalist", { id: "names" }, data.site.names.map((name) => element("option", { value: name }))), ...data.questions.map(formOf));
