"""The page that tells how the claims of each source fared: what is counted, how sure it is, and what a reader sees."""

import json
import re

import pytest
from browsing import DESK, PHONE, complaints, needs_chromium, windows
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import expect
from sample_pages import HOSTILE, hostile_network

from kg.companies import companies
from kg.facts import record
from kg.knowledge import KnowledgeGraph
from kg.model import Assessment, Claim, Document, Extraction
from kg.store import Store
from kg.views.reliability import Fate, Record, interval, records, reliability_view


def told(doc, publisher, customer, **slots):
    roles = {"customer": (customer,), "provider": ("Bolt",)}
    claim = Claim(doc=doc, type="contract", roles=roles, summary=f"{customer} buys.", name="Lease", **slots)
    document = Document(id=doc, publisher=publisher, grade="original-report")
    return Extraction(document=document, claims=(claim,))


SAMPLE = [
    told("a", "Alpha", "Acme", start="2024"),
    told("b", "Beta", "Acme", start="2025"),
    told("c", "Alpha", "Crux"),
    told("d", "Beta", "Crux"),
    told("e", "Alpha", "Dyne"),
    told("f", "Alpha", "Echo", status="planned"),
    told("g", "Alpha", "Fuse"),
    told("h", "Beta", "Fuse", status="denied", attributed_to=("Fuse",)),
]


@pytest.fixture(scope="module")
def graph():
    store = Store.memory()
    record(store, SAMPLE, companies())
    return KnowledgeGraph(store)


@pytest.fixture(scope="module")
def view(graph):
    return reliability_view(graph.network(), graph.assessments())


def test_the_fate_of_each_claim(graph):
    verdicts = {each.claim: each for each in graph.assessments()}
    found = {
        each.source: {str(fate): len(keys) for fate, keys in each.claims.items()}
        for each in records(graph.network(), verdicts)
    }
    assert found == {
        "Alpha": {"contested": 1, "stood": 1, "alone": 1, "no fact": 1, "denied": 1},
        "Beta": {"contested": 1, "stood": 1, "no fact": 1},
    }


def test_a_share_is_told_of_five_tested_claims_and_no_fewer():
    few, enough = (Record("A", {Fate.STOOD: ["c"] * n, Fate.ALONE: ["d"] * 9}) for n in (4, 5))
    assert (few.tested, few.share) == (4, None)
    least, most = enough.share
    assert (round(least, 3), most) == (0.566, 1.0)


@given(st.integers(1, 200).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_holds_the_share_and_narrows(counted):
    hits, trials = counted
    low, high = interval(hits, trials)
    share = hits / trials
    assert low <= share <= high
    more_low, more_high = interval(10 * hits, 10 * trials)
    assert more_high - more_low < high - low


def test_the_page_holds_what_it_shows(graph, view):
    block = re.search(r'<script type="application/json" id="data">(.*?)</script>', view.html, re.DOTALL)[1]
    data = json.loads(block)
    alpha = data["sources"][0]
    assert (alpha["name"], alpha["tested"], alpha["share"]) == ("Alpha", 3, None)
    assert list(alpha["shown"]) == ["denied", "contested", "stood", "alone", "no fact"]
    shown = {key for each in data["sources"] for keys in each["shown"].values() for key in keys}
    assert set(data["claims"]) == shown
    assert view.html == reliability_view(graph.network(), graph.assessments()).html


@pytest.fixture
def opened(browser, tmp_path):
    """Open a view as a file."""
    with windows(browser) as open_:
        yield lambda view, **how: open_(view.save(tmp_path / "page.html").as_uri(), **how)


@needs_chromium
def test_a_reader_opens_a_source(opened, view):
    page = opened(view)
    row = page.get_by_role("row", name="Alpha")
    expect(row.get_by_role("cell")).to_have_text(["", "1 of 3; too few to say", "1", "", "1", "1", "1", "1"])
    expect(row.get_by_role("img")).to_have_accessible_name(
        "1 stood, 1 contested, 1 denied, 1 alone, 1 no fact"
    )
    row.get_by_role("button", name="Alpha").press("Enter")
    panel = page.locator("#told-by")
    expect(panel).to_be_focused()
    expect(panel.locator("h2")).to_have_text("Alpha")
    expect(panel.locator(".card")).to_have_count(5)
    expect(panel).to_contain_text("Fuse buys.")
    expect(panel).to_contain_text("verdict: disputed, Fuse denies it.")


@needs_chromium
def test_hostile_words_stay_words(opened):
    network = hostile_network()
    told = [Assessment(claim=key, verdict="accepted", reason=HOSTILE[0]) for key in network.graph["claims"]]
    page = opened(reliability_view(network, told))
    buttons = page.locator("tbody button")
    assert buttons.count() == len(HOSTILE)
    for index in range(len(HOSTILE)):
        buttons.nth(index).evaluate("(button) => button.click()")
    assert page.evaluate("globalThis.PWN") is None
    assert page.locator("img, iframe, object, embed, form, base").count() == 0


@needs_chromium
@pytest.mark.parametrize("size", [DESK, PHONE])
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_assistive_technology_meets_no_hurdle(opened, view, axe, colours, size):
    page = opened(view, size=size, colours=colours)
    page.get_by_role("button", name="Alpha").click()
    assert complaints(page, axe) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
