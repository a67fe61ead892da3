// What waits for a decision, with the words of the sources; decisions go back with the token of the server, never in an address.

const first = JSON.parse(byId("data").textContent);
const TOKEN = "review-token", NAME = "review-name";
const list = element("div", { id: "decisions" });
const told = element("p", { role: "status", id: "told", tabindex: -1 });
const [name, token] = [NAME, TOKEN].map((key) => element("input", { id: key, autocomplete: "off", spellcheck: "false", type: key === TOKEN ? "password" : "text" }));

siteLinks(first.site, location.pathname);
byId("main").append(first.writable
  ? element("form", { class: "actions who", "aria-label": "Who decides", submit: (event) => event.preventDefault() },
    element("label", {}, "Your name ", name), element("label", {}, "Token ", token),
    element("p", { class: "muted" }, "The token is printed where the server was started. Each decision is kept in the store’s judgements.jsonl with your name and the day."))
  : element("p", { class: "muted" }, "This server only reads. To decide, start it with kg serve --store DIR --write, or use kg review --store DIR."),
told, list);

// What a reader typed stays for the next decision: the name on this machine, the token in this tab alone.
for (const [field, key, keeper] of [[name, NAME, "localStorage"], [token, TOKEN, "sessionStorage"]]) {
  try { field.value = globalThis[keeper].getItem(key) ?? ""; } catch { /* not kept */ }
  field.addEventListener("change", () => { try { globalThis[keeper].setItem(key, field.value); } catch { /* not kept */ } });
}

const sentence = (words) => words.charAt(0).toUpperCase() + words.slice(1);

function show(review) {
  const { card } = makeClaims(review);
  const counted = `${review.open} open ${review.open === 1 ? "decision" : "decisions"}`;
  list.replaceChildren(
    element("p", { class: "muted", id: "counted" }, review.decisions.length < review.open ? `The first ${review.decisions.length} of ${counted}; others follow as these are taken.` : review.open ? `${counted}.` : "Nothing waits for a decision."),
    ...review.decisions.map((each, number) => decision(each, number, card, review.writable)));
}
function decision(each, number, card, writable) {
  const why = element("input", { id: `why-${number}`, autocomplete: "off", placeholder: "the filing names both …" });
  const heading = `question-${number}`;
  return element("section", { class: "decision", "aria-labelledby": heading },
    element("h2", { id: heading, tabindex: -1 }, each.question), element("p", { class: "muted" }, `${sentence(each.why)}.`),
    element("div", { class: "beside" }, each.claims.map((id, index) => element("div", {},
      each.contested ? element("p", { class: "muted" }, index ? "The second" : "The first") : "", card(id)))),
    writable ? element("div", { class: "actions" }, element("label", {}, "Why ", why),
      each.options.map((option) => element("button", { type: "button", click: () => decide(each, option, why.value, number) }, sentence(option.words)))) : "");
}

async function decide({ about }, { decision: chosen, one, other, words }, why, number) {
  const missing = [name, token].find((field) => !field.value.trim());
  if (missing) {
    say(missing === name ? "Give your name first: it is kept with the decision." : "Give the token first.", true);
    return missing.focus();
  }
  say("keeping it …");
  try {
    const answer = await fetch("/api/decisions", { method: "POST", body: JSON.stringify({ about, decision: chosen, one, other, who: name.value, why }),
      headers: { "Content-Type": "application/json", Accept: "application/json", Authorization: `Bearer ${token.value.trim()}` } });
    const body = await answer.json();
    if (!answer.ok) {
      say(body.error, true);
      return answer.status === 401 ? token.focus() : told.focus();
    }
    say(`Kept: ${words}.`);
    show(body);
    return (byId(`question-${Math.min(number, body.decisions.length - 1)}`) ?? told).focus();
  } catch (error) {
    return say(`The server does not answer: ${error.message}`, true);
  }
}
function say(words, wrong = false) {
  told.textContent = words;
  told.className = wrong ? "error" : "muted";
}
show(first);
