// A form for each question; sending one leads to its answer, whose address can be shared.

const data = JSON.parse(byId("data").textContent);
siteLinks(data.site, location.pathname);
const words = (name) => name.replaceAll("_", " ");
const chosen = new URLSearchParams(location.search).get("company") ?? "";

function formOf(question) {
  const inputs = question.fields.flatMap((field) => Array.from({ length: field.many ? 3 : 1 }, (_, index) => ({ ...field, required: field.required && index === 0, index })));
  const fields = inputs.map(({ name, kind, required, index }) => {
    const input = element("input", { name, required: required ? "" : undefined, list: kind === "company" ? "names" : undefined, autocomplete: "off", placeholder: kind === "date" ? "2027, 2025-04, 2025-Q2 …" : undefined });
    if (kind === "company" && required) input.value = chosen;
    return element("label", {}, `${words(name)}${index ? ` ${index + 1}` : ""}${required ? "" : " (open)"} `, input);
  });
  const form = element("form", { class: "question", "aria-label": words(question.name), submit: (event) => {
    event.preventDefault();
    const given = [...new FormData(form)].filter(([, value]) => value.trim());
    location.assign(`/ask/${question.name}?${new URLSearchParams(given)}`);
  } }, element("h2", {}, words(question.name)), element("p", { class: "muted" }, question.help), element("div", { class: "actions" }, fields, element("button", { type: "submit" }, "Ask")));
  return form;
}
byId("main").append(element("datalist", { id: "names" }, data.site.names.map((name) => element("option", { value: name }))), ...data.questions.map(formOf));
