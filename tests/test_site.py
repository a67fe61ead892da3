"""The served site in a real browser: the same pages, and what a server behind them adds."""

import pytest
from browsing import DESK, PHONE, REFUSED, complaints, needs_chromium, windows
from playwright.sync_api import expect
from sample_pages import article_graph, hostile_network, stored
from test_serve import NAMES, running

pytestmark = needs_chromium


@pytest.fixture(scope="module")
def site():
    with running(article_graph()) as port:
        yield f"http://127.0.0.1:{port}"


@pytest.fixture
def opened(browser):
    with windows(browser, "blob:", REFUSED) as open_:
        yield open_


def names(page):
    return sorted(page.evaluate("dealgraph.nodes"))


def test_the_web(opened, site):
    page = opened(f"{site}/")
    expect(page.locator("#shown")).to_have_text("Showing everything: 6 companies and projects and 6 deals.")
    page.get_by_role("button", name="OpenAI → Microsoft").first.click()
    expect(page.locator("#evidence mark")).to_contain_text("would no longer rely solely on Microsoft Azure")
    expect(page.locator("#evidence")).to_contain_text("verdict: accepted")
    assert page.get_by_role("navigation", name="Site").get_by_role("link").all_inner_texts() == [
        "Web of deals", "Where sources differ", "Sources", "Review", "Ask", "SPARQL", "API",
    ]  # fmt: skip


def test_search_leads_to_what_is_not_shown(opened, site):
    page = opened(f"{site}/company/SoftBank")
    assert names(page) == ["SoftBank", "Stargate"]
    page.keyboard.press("/")
    page.keyboard.type("goog")
    page.keyboard.press("Enter")
    page.wait_for_url("**/company/Google**")
    expect(page.locator("#evidence h2")).to_have_text("Google")


def test_expanding_and_collapsing(opened, site):
    page = opened(f"{site}/company/SoftBank")
    page.evaluate("dealgraph.open({ node: 'Stargate' })")
    page.get_by_role("link", name="Expand").click()
    page.wait_for_url("**/?around=SoftBank&around=Stargate&budget=40")
    assert names(page) == ["OpenAI", "Oracle", "SoftBank", "Stargate"]
    page.evaluate("dealgraph.open({ node: 'Stargate' })")
    page.get_by_role("link", name="Collapse").click()
    page.wait_for_url("**/?around=SoftBank&budget=40")
    assert names(page) == ["SoftBank", "Stargate"]


def test_a_small_budget_offers_more(opened, site):
    page = opened(f"{site}/?budget=2")
    expect(page.locator("#shown")).to_contain_text("Showing 2 of 6 companies and projects")
    page.get_by_role("link", name="Show more").click()
    expect(page.locator("#shown")).to_contain_text("Showing 4 of 6 companies and projects")


def test_other_pages(opened, site):
    page = opened(f"{site}/pair/OpenAI/Oracle")
    expect(page.locator("h1")).to_have_text("OpenAI and Oracle")
    expect(page.locator("tbody tr")).to_have_count(2)
    page = opened(f"{site}/document/openai-oracle")
    expect(page.locator("h1")).to_contain_text("OpenAI is the unnamed client")
    expect(page.locator("tbody tr")).to_have_count(6)
    page = opened(f"{site}/conflicts")
    expect(page.locator("h1")).to_have_text("Where sources differ")
    page = opened(f"{site}/sources")
    page.get_by_role("button", name="AIbase").click()
    expect(page.locator("#told-by .card")).to_have_count(6)
    page = opened(f"{site}/company/Orakle")
    expect(page.locator("h1")).to_contain_text("404: unknown company 'Orakle'; nearest names: Oracle")


def test_asking_by_form(opened, site):
    page = opened(f"{site}/ask")
    form = page.get_by_role("form", name="dependency paths")
    form.get_by_label("start").fill("OpenAI")
    form.get_by_label("goal").fill("Oracle")
    form.get_by_role("button", name="Ask").click()
    page.wait_for_url("**/ask/dependency_paths?start=OpenAI&goal=Oracle")
    expect(page.locator("#evidence h2")).to_have_text("On which paths does OpenAI depend on Oracle?")
    page.get_by_role("button", name="Open source [1]").click()
    expect(page.locator("#evidence mark").first).to_contain_text("$300 billion from Oracle")
    page = opened(f"{site}/ask/providers?company=OpenAI&as_of=soon")
    expect(page.locator("h1")).to_contain_text("400: as_of 'soon'")


def test_asking_in_sparql(opened, site):
    page = opened(f"{site}/sparql")
    field = page.get_by_label("Query:")
    field.fill(
        "SELECT ?who ?name { GRAPH graph:registry { ?who rdfs:label ?name } FILTER(?name = 'Oracle') }"
    )
    field.press("Control+Enter")
    expect(page.locator("#result td")).to_have_text(["Oracle", "Oracle"])
    page.wait_for_url("**/sparql#query=*")
    page.get_by_role("link", name="Show as graph").click()
    page.wait_for_url("**/?around=Oracle")
    page = opened(f"{site}/sparql")
    page.get_by_label("Start from").select_option(index=1)
    page.get_by_role("button", name="Run").click()
    expect(page.locator("#state")).to_contain_text("row")
    field = page.get_by_label("Query:")
    field.fill("ASK {}")
    field.press("Control+Enter")
    expect(page.locator("#result")).to_have_text("yes")
    field.fill("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
    field.press("Control+Enter")
    expect(page.locator("#result pre")).to_contain_text("tp:")
    field.fill("SELECT * { SERVICE <http://attack.invalid/> { ?s ?p ?o } }")
    field.press("Control+Enter")
    expect(page.get_by_role("alert")).to_contain_text("SERVICE is refused")


def test_hostile_words_in_results_and_addresses(opened):
    with running(stored(hostile_network())) as port:
        page = opened(f"http://127.0.0.1:{port}/sparql")
        field = page.get_by_label("Query:")
        field.fill("SELECT ?s ?o { GRAPH ?g { ?s ?p ?o } FILTER(isLiteral(?o)) }")
        field.press("Control+Enter")
        expect(page.locator("#result tr").nth(100)).to_be_visible()
        assert page.evaluate("globalThis.PWN") is None
        for path in (
            "/",
            "/conflicts",
            "/sources",
            "/review",
            "/company/%3Cscript%3Ewindow.PWN=1%3C%2Fscript%3E",
            "/company/%3Cimg%20src=x%20onerror=window.PWN=1%3E%20",
        ):
            page = opened(f"http://127.0.0.1:{port}{path}")
            assert page.evaluate("globalThis.PWN") is None
            assert page.locator("img, iframe, object, embed, form[action], base").count() == 0


@pytest.mark.parametrize("size", [DESK, PHONE])
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_assistive_technology_meets_no_hurdle(opened, site, axe, colours, size):
    for path in (
        "/",
        "/company/OpenAI",
        "/pair/OpenAI/Oracle",
        "/document/openai-oracle",
        "/conflicts",
        "/sources",
        "/sparql",
        "/ask",
        "/ask/providers?company=OpenAI",
        "/ask/commitments?company=OpenAI",
        "/ask/concentration?company=OpenAI",
        "/review",
        "/company/absent",
    ):
        page = opened(site + path, size=size, colours=colours)
        if path == "/sparql":
            page.get_by_label("Query:").fill(NAMES)
            page.get_by_role("button", name="Run").click()
            expect(page.locator("#result td")).to_have_count(2)
        assert complaints(page, axe) == [], path
