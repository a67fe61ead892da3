"""Pages in a real browser: they load nothing, run nothing but their own script, and a reader can use them."""

import json
import re
import struct
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree

import networkx as nx
import pytest
from browsing import DESK, PHONE, complaints, needs_chromium, windows
from playwright.sync_api import expect
from sample_pages import HOSTILE, article_network, hostile_network, points

import kg
from kg.companies import companies
from kg.network import deal_network
from kg.questions import dependency_paths
from kg.questions.sample import sample_network
from kg.values import days
from kg.views.page import answer_view, network_view

pytestmark = needs_chromium


@pytest.fixture
def opened(browser, tmp_path):
    """Open a view as a file, at a state of its address."""
    with windows(browser, "blob:") as open_:
        yield lambda view, state="", **how: open_(view.save(tmp_path / "page.html").as_uri() + state, **how)


@pytest.fixture(scope="module")
def article():
    return network_view(article_network())


def click_line(page, start, end, family="supply"):
    """Click a line where it runs, with a real mouse."""
    place = page.evaluate(
        """([start, end, family]) => dealgraph.locate({ line: dealgraph.lines.find(
            (line) => line.from === start && line.to === end && line.family === family).id })""",
        [start, end, family],
    )
    page.mouse.click(place["x"], place["y"])


def click_company(page, name):
    """Click a company's box with a real mouse."""
    place = page.evaluate("(node) => dealgraph.locate({ node })", name)
    page.mouse.click(place["x"], place["y"])


def test_a_click_on_a_line_shows_the_words_behind_it(opened, article):
    page = opened(article)
    click_line(page, "OpenAI", "Oracle")
    panel = page.locator("#evidence")
    expect(panel.locator("h2")).to_have_text("OpenAI → Oracle")
    expect(panel.locator("mark")).to_have_text(
        [
            "OpenAI has agreed to buy computing power worth up to $300 billion from Oracle over five years",
            "OpenAI will start buying in 2027",
            "OpenAI has used Oracle's computing resources since the summer of 2024",
        ]
    )
    expect(panel.locator("blockquote").first).to_have_text(
        "The Wall Street Journal reported that OpenAI has agreed to buy computing power worth up to $300 billion"
        " from Oracle over five years."
    )
    told = panel.inner_text()
    for words in (
        "The Wall Street Journal",
        "AIbase",
        "11 September 2025 (inferred)",
        "reported",
        "up to $300 billion",
    ):
        assert words in told
    for words in ("2027", "5 years", "summer 2024", "customer", "provider", "fact"):
        assert words in told
    assert page.locator("tr[aria-current=true]").count() == 2


def test_parallel_lines_are_told_apart(opened, article):
    page = opened(article)
    click_line(page, "OpenAI", "Google")
    expect(page.locator("#evidence mark")).to_have_text(
        "it signed a cloud services agreement with Google this spring"
    )
    expect(page.locator("#evidence")).to_contain_text("“it” means OpenAI, named as “OpenAI”")
    click_line(page, "Google", "OpenAI", "competition")
    expect(page.locator("#evidence h2")).to_have_text("Google ↔ OpenAI")


def test_a_click_on_a_company_shows_its_deals_and_what_it_left_unsaid(opened, article):
    page = opened(article)
    click_company(page, "Oracle")
    panel = page.locator("#evidence")
    expect(panel.locator("h2")).to_have_text("Oracle")
    expect(panel.locator(".link")).to_have_count(2)
    expect(panel.locator(".note h3")).to_have_text("Declined to comment")
    expect(panel.locator(".note mark")).to_have_text("Oracle declined to comment")
    panel.get_by_role("button", name="← OpenAI").click()
    expect(panel.locator("h2")).to_have_text("OpenAI → Oracle")
    page.keyboard.press("Escape")
    expect(panel.locator("h2")).to_have_text("Click a line to read who says so")


def test_search_by_keyboard(opened, article):
    page = opened(article)
    page.keyboard.press("/")
    field = page.get_by_role("combobox", name="Find a company or deal")
    expect(field).to_be_focused()
    page.keyboard.type("azure")
    expect(page.locator("#found li")).to_have_text(["nothing of that name is shown here"])
    field.fill("soft")
    options = page.locator("#found li")
    expect(options.first).to_contain_text("SoftBank")
    page.keyboard.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page.locator("#evidence h2")).to_have_text("SoftBank")
    expect(page.locator("#evidence")).to_be_focused()
    page.keyboard.press("/")
    page.keyboard.type("oracle open")
    page.keyboard.press("Enter")
    expect(page.locator("#evidence h2")).to_have_text("OpenAI → Oracle")


def test_the_diagram_by_keyboard(opened, article):
    page = opened(article)
    page.locator("#diagram").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#evidence h2")).to_have_text("OpenAI")
    page.keyboard.press("ArrowRight")
    expect(page.locator("#evidence h2")).to_have_text("Microsoft")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#evidence h2")).to_have_text("Oracle")
    before = page.evaluate("dealgraph.network.getScale()")
    page.keyboard.press("+")
    assert page.evaluate("dealgraph.network.getScale()") > before


def test_the_table_says_the_same_and_sorts(opened, article, tmp_path):
    page = opened(article)
    rows = page.locator("tbody tr")
    expect(rows).to_have_count(6)
    expect(rows.first).to_contain_text("up to $300 billion")
    expect(rows.first).to_contain_text("The Wall Street Journal, in AIbase")
    amount = page.get_by_role("columnheader", name="Amount")
    amount.get_by_role("button").click()
    expect(amount).to_have_attribute("aria-sort", "ascending")
    amount.get_by_role("button").click()
    expect(amount).to_have_attribute("aria-sort", "descending")
    expect(rows.nth(0)).to_contain_text("$300 billion")
    expect(rows.nth(1)).to_contain_text("$50 billion")
    rows.nth(1).get_by_role("button").press("Enter")
    expect(page.locator("#evidence h2")).to_have_text("OpenAI, SoftBank and Oracle → Stargate")
    with page.expect_download() as download:
        page.get_by_text("Save", exact=True).click()
        page.get_by_role("button", name="Table (CSV)").click()
    text = (tmp_path / "deals.csv").with_suffix(".csv")
    download.value.save_as(text)
    lines = text.read_bytes().decode("utf-8-sig").split("\r\n")
    assert lines[0].startswith('"Between","Deal","Amount"')
    assert len(lines) == 8


def test_a_long_table_begins_short(opened):
    network = sample_network(*(f"Acme{n} uses Bolt" for n in range(230)))
    page = opened(network_view(network, budget=300))
    rows = page.locator("tbody tr")
    expect(rows).to_have_count(200)
    page.get_by_role("button", name="Show all 230 rows").click()
    expect(rows).to_have_count(230)
    expect(page.get_by_role("button", name="Show all")).to_be_hidden()


def test_a_cell_that_a_spreadsheet_would_run(opened, tmp_path):
    page = opened(network_view(sample_network("=1+1 uses Bolt")))
    with page.expect_download() as download:
        page.get_by_text("Save", exact=True).click()
        page.get_by_role("button", name="Table (CSV)").click()
    download.value.save_as(tmp_path / "deals.csv")
    assert '"\'=1+1 → Bolt"' in (tmp_path / "deals.csv").read_text("utf-8-sig")


def test_the_address_remembers_what_is_open(opened, article):
    page = opened(article)
    click_line(page, "OpenAI", "Microsoft")
    page.wait_for_url("**/page.html#deal=deal-3")
    again = opened(article, state="#deal=deal-3")
    expect(again.locator("#evidence mark")).to_have_text(
        "OpenAI announced that it would no longer rely solely on Microsoft Azure for its cloud services"
    )
    company = opened(article, state="#company=SoftBank")
    expect(company.locator("#evidence h2")).to_have_text("SoftBank")


def test_filters_take_deals_off_the_page(opened):
    network = sample_network(
        "Acme buys chips from Bolt",
        "Acme uses Bolt (planned)",
        "Crux invests in Acme",
        "Acme competes with Dyne (rumored)",
    )
    page = opened(network_view(network))
    rows = page.locator("tbody tr:visible")
    page.get_by_text("Filter", exact=True).click()
    page.get_by_label("planned, no fact").uncheck()
    expect(rows).to_have_count(3)
    expect(page.locator("#shown")).to_contain_text("The filter lets 3 of 4 pass.")
    assert page.evaluate("dealgraph.lines.find((line) => line.to === 'Bolt').live.length") == 1
    page.get_by_label("investments and purchases").uncheck()
    page.get_by_label("rivalries").uncheck()
    expect(rows).to_have_count(1)
    expect(page.locator("#table")).to_have_text("1 of 4 deals")
    page.wait_for_url("**#hide=competition+money+planned")
    page.reload()
    expect(rows).to_have_count(1)
    page.get_by_text("Filter", exact=True).click()
    expect(page.get_by_label("rivalries")).not_to_be_checked()
    for name in ("rivalries", "investments and purchases", "planned, no fact"):
        page.get_by_label(name).check()
    page.get_by_label("Product").select_option("chips")
    expect(rows).to_have_text([re.compile("Acme → Bolt.*contract for chips")])
    page.get_by_label("Product").select_option("")
    page.get_by_label("Amount").select_option("1000000000")
    expect(rows).to_have_count(0)


def test_the_slider_says_what_holds_by_the_rule_of_the_graph(opened):
    network = article_network()
    page = opened(network_view(network))
    slider = page.get_by_label("Holds in")
    ties = {tie["deal"].id: tie["validity"] for _, _, tie in network.edges(data=True)}
    seen = set()
    for step in range(1, int(slider.get_attribute("max")) + 1):
        slider.fill(str(step))
        month = re.search(r"on=(\d{4}-\d\d)", page.url)[1]
        held = {key: str(validity.holds(days(month))) for key, validity in ties.items()}
        counts = {word: list(held.values()).count(word) for word in ("yes", "unknown", "no")}
        told = "{yes} hold, {unknown} unknown, {no} not.".format(**counts)
        assert told in page.locator("#shown").inner_text(), month
        seen.add(told)
    assert len(seen) >= 4
    slider.press("Home")
    expect(page.locator("#month")).to_have_text("any time")
    expect(page.locator("tbody tr:visible")).to_have_count(6)


def test_a_path_of_supply(opened):
    network = sample_network(
        "Acme uses Bolt", "Bolt uses Crux", "Acme uses Dyne (planned)", "Dyne uses Crux", "Crux uses Echo"
    )
    page = opened(network_view(network))
    page.get_by_label("Path from").fill("acme")
    page.get_by_label("to", exact=True).fill("Echo")
    page.get_by_role("button", name="Find").click()
    panel = page.locator("#evidence")
    expect(panel.locator("h2").first).to_have_text("Acme → Echo")
    expect(panel.locator(".hops li")).to_have_text(
        ["Acme → Bolt (uses)", "Bolt → Crux (uses)", "Crux → Echo (uses)"]
    )
    expect(panel.locator("mark")).to_have_text(["Acme uses Bolt", "Bolt uses Crux", "Crux uses Echo"])
    page.get_by_label("Path from").fill("Echo")
    page.get_by_label("to", exact=True).fill("Acme")
    page.get_by_label("to", exact=True).press("Enter")
    expect(panel).to_contain_text("No path of supply leads from Echo to Acme along the deals shown here.")
    page.reload()
    expect(panel.locator("h2").first).to_have_text("Echo → Acme")


def saved(page, words):
    """Save the page's content in a form, and return the bytes."""
    with page.expect_download() as download:
        page.get_by_text("Save", exact=True).click()
        page.get_by_role("button", name=words).click()
    return Path(download.value.path()).read_bytes()


def test_the_picture_as_svg_and_png(opened, article, browser):
    page = opened(article)
    svg = saved(page, "Picture (SVG)")
    root = ElementTree.fromstring(svg)
    texts = [element.text for element in root.iter("{http://www.w3.org/2000/svg}text")]
    assert {"OpenAI", "Stargate", "$50B", "≤$300B · 2 deals", "declined to comment", "Cloud"} <= set(texts)
    assert not re.search(rb"<script|href|url\(|on\w+=", svg)
    png = saved(page, "Picture (PNG)")
    assert png.startswith(b"\x89PNG")
    left, top, right, bottom = page.evaluate("JSON.parse(document.getElementById('data').textContent).bounds")
    assert struct.unpack(">II", png[16:24]) == (round(2 * (right - left)), round(2 * (bottom - top)))


def test_the_deals_as_mermaid_graphml_and_json(opened, article, tmp_path):
    page = opened(article)
    lines = saved(page, "Mermaid").decode().splitlines()
    assert lines[0] == "flowchart LR"
    names = dict(re.findall(r'^  (n\d+)[\[{]+"(.+?)"[]}]+$', "\n".join(lines), re.MULTILINE))
    assert sorted(names.values()) == ["Google", "Microsoft", "OpenAI", "Oracle", "SoftBank", "Stargate"]
    assert len(lines) == 1 + 6 + 7
    (tmp_path / "deals.graphml").write_bytes(saved(page, "GraphML"))
    graph = nx.read_graphml(tmp_path / "deals.graphml", force_multigraph=True)
    assert sorted(tie["deal"] for tie in graph["OpenAI"]["Oracle"].values()) == ["deal-1", "deal-2"]
    assert graph.nodes["Stargate"]["kind"] == "project"
    assert len(json.loads(saved(page, "Everything (JSON)"))["deals"]) == 6


def test_hostile_words_in_what_is_saved(opened, tmp_path):
    page = opened(network_view(hostile_network(), budget=1000))
    ElementTree.fromstring(saved(page, "Picture (SVG)"))
    (tmp_path / "deals.graphml").write_bytes(saved(page, "GraphML"))
    assert len(nx.read_graphml(tmp_path / "deals.graphml", force_multigraph=True)) >= 2 * len(HOSTILE) - 2
    mermaid = saved(page, "Mermaid").decode()
    assert not re.search("[<>`\\\\;](?!-)", re.sub(r"#\d+;|-->|-\.->", "", mermaid))


def test_a_citation_is_copied(opened, article):
    page = opened(article)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    click_line(page, "OpenAI", "Google")
    page.get_by_role("button", name="Copy citation").click()
    expect(page.get_by_role("status").filter(has_text="copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == (
        "“it signed a cloud services agreement with Google this spring” — AIbase, “OpenAI is the unnamed client behind "
        "Oracle's contract boom”, 11 September 2025 (inferred)."
    )


def test_light_and_dark(opened, article):
    ground = "getComputedStyle(document.body).backgroundColor"
    page = opened(article, colours="dark")
    dark = page.evaluate(ground)
    page.get_by_role("button", name="Switch to light colours").click()
    assert page.evaluate(ground) == "rgb(255, 255, 255)" != dark
    page.reload()
    assert page.evaluate(ground) == "rgb(255, 255, 255)"
    assert opened(article, colours="light").evaluate(ground) == "rgb(255, 255, 255)"


def test_print_is_light_and_whole(opened, article):
    page = opened(article, colours="dark")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.evaluate("document.documentElement.dataset.theme") == "light"
    expect(page.locator("#search")).to_be_hidden()
    expect(page.locator("tbody tr")).to_have_count(6)
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"


def test_on_a_phone(opened, article):
    page = opened(article, size=PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
    tops = [page.locator(part).bounding_box()["y"] for part in ("#evidence", "#deals", "#picture")]
    assert tops == sorted(tops)
    page.locator("#deals").get_by_role("button", name="OpenAI → Oracle").first.click()
    expect(page.locator("#evidence h2")).to_have_text("OpenAI → Oracle")
    expect(page.locator("#evidence h2")).to_be_in_viewport()
    page.get_by_role("button", name="Diagram").click()
    expect(page.locator("#diagram")).to_be_in_viewport()


@pytest.mark.parametrize("focus", [None, "OpenAI"])
def test_no_label_meets_another_or_leaves_the_diagram(opened, focus):
    page = opened(network_view(article_network(), focus))
    labels = page.evaluate("dealgraph.labels()")
    assert len(labels) == 4
    boxes = page.evaluate(
        """JSON.parse(document.getElementById("data").textContent).vis.nodes.map(({ id, x, y, box: [w, h] }) =>
            [id, [x - w / 2, y - h / 2, x + w / 2, y + h / 2]])"""
    )
    for (one, a), (other, b) in combinations([*labels, *boxes], 2):
        assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1], (one, other)


def test_no_words_are_cut(opened, article):
    page = opened(article)
    page.evaluate(
        """() => {
            globalThis.written = [];
            const plain = CanvasRenderingContext2D.prototype.fillText;
            CanvasRenderingContext2D.prototype.fillText = function (text, ...rest) {
                written.push(text);
                return plain.call(this, text, ...rest);
            };
            dealgraph.network.redraw();
        }"""
    )
    frames = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(written))))"
    written = set(page.evaluate(frames))
    assert {"OpenAI", "declined to comment", "no longer exclusive", "Partners and rivals"} <= written
    assert not [text for text in written if "…" in text]


def test_hostile_words_stay_words(opened):
    page = opened(network_view(hostile_network(), budget=1000))
    for name in HOSTILE:
        page.evaluate("(name) => dealgraph.open({ node: name })", name)
        expect(page.locator("#evidence h2")).to_have_text(name, use_inner_text=False)
    for index in range(len(HOSTILE)):
        page.evaluate("(index) => dealgraph.open({ line: dealgraph.lines[index].id })", index)
    page.keyboard.press("/")
    page.keyboard.type("script")
    page.keyboard.press("Enter")
    page.wait_for_timeout(200)
    assert page.evaluate("globalThis.PWN") is None
    assert page.locator("#evidence a").count() == 0
    assert page.frames == [page.main_frame]


def test_a_link_is_followed_only_where_it_is_one(opened):
    network = sample_network("Acme uses Bolt").copy()
    (document,) = network.graph["documents"].values()
    changed = document.model_copy(update={"source": "https://example.org/a?b=1"})
    network.graph["documents"] = {document.id: changed}
    page = opened(network_view(network))
    click_line(page, "Acme", "Bolt")
    link = page.get_by_role("link", name="open the source")
    assert link.get_attribute("href") == "https://example.org/a?b=1"
    assert link.get_attribute("rel") == "noopener noreferrer"


def test_an_empty_graph_says_so(opened):
    page = opened(network_view(deal_network([], [], [], [], companies())))
    expect(page.locator("#evidence")).to_contain_text("The graph holds no deals yet; add an article.")
    page.locator("#diagram").focus()
    page.keyboard.press("ArrowRight")


def test_in_a_notebook_frame(browser, article, tmp_path):
    outside = tmp_path / "notebook.html"
    outside.write_text(f"<!doctype html><meta charset=utf-8><body>{article._repr_html_()}", "utf-8")
    context = browser.new_context(viewport={"width": 1200, "height": 800})
    page = context.new_page()
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(outside.as_uri())
    frame = page.frame_locator("iframe")
    frame.get_by_role("button", name="OpenAI → Oracle").first.click()
    expect(frame.locator("#evidence h2")).to_have_text("OpenAI → Oracle")
    frame.get_by_role("button", name="Switch to dark colours").click()
    view = network_view(sample_network("Acme uses Bolt", "Dyne uses Bolt"), "Acme")
    outside.write_text(f"<!doctype html><meta charset=utf-8><body>{view._repr_html_()}", "utf-8")
    page.goto(outside.as_uri())
    frame.get_by_role("button", name="Acme → Bolt").first.click()
    page.frames[1].evaluate("dealgraph.open({ node: 'Bolt' })")
    frame.get_by_role("button", name="Expand: 1 of 1 more").click()
    expect(frame.locator("tbody tr")).to_have_count(2)
    assert errors == []
    context.close()


@pytest.mark.parametrize("size", [DESK, PHONE])
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_assistive_technology_meets_no_hurdle(opened, article, axe, colours, size):
    page = opened(article, size=size, colours=colours)
    assert complaints(page, axe) == []
    for asked in (
        "{ node: 'OpenAI' }",
        "{ line: 'line-4' }",
        "{ deal: 'deal-4' }",
        "{ path: ['OpenAI', 'Oracle'] }",
    ):
        page.evaluate(f"dealgraph.open({asked})")
        assert complaints(page, axe) == []
    page.get_by_text("Filter", exact=True).click()
    assert complaints(page, axe) == []
    page.keyboard.press("Escape")
    page.get_by_text("Save", exact=True).click()
    page.get_by_label("Holds in").fill("20")
    assert complaints(page, axe) == []
    network = sample_network(
        *(f"Acme uses Bolt{n} ({s})" for n, s in enumerate(["planned", "denied", "rumored", "terminated"]))
    )
    assert (
        complaints(opened(network_view(network), size=size, colours=colours, state="#deal=deal-2"), axe) == []
    )


def test_an_answer_opens_its_sources(opened):
    network = sample_network("Acme uses Bolt", "Bolt uses Crux")
    page = opened(answer_view(network, dependency_paths(network, "Acme", "Crux")))
    panel = page.locator("#evidence")
    expect(panel.locator("h2")).to_have_text("On which paths does Acme depend on Crux?")
    panel.get_by_role("button", name="Open source [2]").click()
    expect(panel.locator("mark")).to_have_text("Bolt uses Crux")
    page.keyboard.press("Escape")
    expect(panel.locator("h2")).to_have_text("On which paths does Acme depend on Crux?")


def test_the_timeline_opens_deals(opened, article):
    page = opened(article)
    bars = page.locator("#timeline .deal")
    expect(bars).to_have_count(6)
    bars.first.click()
    expect(page.locator("#evidence mark")).to_contain_text("OpenAI has used Oracle's computing resources")
    bars.nth(3).press("Enter")
    expect(page.locator("#evidence h2")).to_have_text("OpenAI → Oracle")
    sure = page.locator("#timeline .deal").first.locator(".sure")
    assert sure.bounding_box()["width"] > 50


@pytest.fixture(scope="module")
def bundled():
    with kg.open() as graph:
        yield graph


@pytest.mark.parametrize("focus", [None, "OpenAI", "Nvidia", "Stargate"])
def test_the_bundled_graph(opened, bundled, focus):
    page = opened(bundled.view(focus))
    data = page.evaluate("JSON.parse(document.getElementById('data').textContent)")
    assert 5 < len(data["vis"]["nodes"]) <= 40
    boxes = [
        [x - w / 2, y - h / 2, x + w / 2, y + h / 2]
        for x, y, (w, h) in ((node["x"], node["y"], node["box"]) for node in data["vis"]["nodes"])
    ]
    for a, b in combinations([*(box for _, box in page.evaluate("dealgraph.labels()")), *boxes], 2):
        assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
    _, top, _, bottom = data["bounds"]
    for line in data["vis"]["edges"]:
        assert all(top < y < bottom for _, y in points(line["path"]))


def test_the_words_behind_the_bundled_contract(opened, bundled):
    page = opened(bundled.view("OpenAI"))
    click_line(page, "OpenAI", "Oracle")
    panel = page.locator("#evidence")
    expect(panel.locator("h2")).to_have_text("OpenAI → Oracle")
    expect(panel.locator("mark").first).to_contain_text("up to $300 billion from Oracle over five years")
    expect(panel).to_contain_text("verdict: accepted")
    expect(panel).to_contain_text("no verified quote")


def test_a_file_holds_the_pictures_of_companies_with_more_deals(opened):
    network = sample_network("Acme uses Bolt", "Bolt uses Crux", "Dyne uses Bolt", "Dyne competes with Echo")
    page = opened(network_view(network, "Acme"))
    expect(page.locator("tbody tr")).to_have_count(2)
    click_company(page, "Bolt")
    expect(page.locator("#evidence")).to_contain_text("1 more deal is not shown here.")
    page.get_by_role("button", name="Its own picture").click()
    expect(page.locator("tbody tr")).to_have_count(3)
    expect(page.locator("#shown")).to_contain_text("Showing 4 of 5 companies and projects, the deals of Bolt")
    expect(page.locator("#evidence h2")).to_have_text("Bolt")
    click_line(page, "Dyne", "Bolt")
    expect(page.locator("#evidence mark")).to_have_text("Dyne uses Bolt")
    page.wait_for_url("**#picture=Bolt&deal=deal-3")
    page.reload()
    expect(page.locator("#evidence mark")).to_have_text("Dyne uses Bolt")
    click_company(page, "Crux")
    expect(page.get_by_role("button", name="Its own picture")).to_have_count(0)
    page.get_by_role("button", name="Back to the first picture").click()
    expect(page.locator("tbody tr")).to_have_count(2)
    page.go_back()
    expect(page.locator("tbody tr")).to_have_count(3)


def disjoint(boxes):
    return all(
        a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1] for a, b in combinations(boxes, 2)
    )


def test_a_neighbour_expanded_in_place(opened):
    network = sample_network(
        "Acme uses Bolt",
        "Bolt uses Crux",
        "Dyne uses Bolt",
        "Bolt competes with Echo",
        "Fuse invests in Dyne",
    )
    page = opened(network_view(network, "Acme"))
    assert page.evaluate("dealgraph.nodes") == ["Acme", "Bolt", "Crux"]
    places = dict(page.evaluate("dealgraph.places"))
    click_company(page, "Bolt")
    expect(page.locator("#evidence")).to_contain_text("2 more deals are not shown here.")
    page.get_by_role("button", name="Expand: 2 of 2 more").click()
    assert page.evaluate("dealgraph.nodes") == ["Acme", "Bolt", "Crux", "Dyne", "Echo"]
    expect(page.locator("#shown")).to_have_text(
        "Showing 5 of 6 companies and projects, and 4 of 5 deals, with those of Bolt."
    )
    now = dict(page.evaluate("dealgraph.places"))
    assert {name: now[name] for name in places} == places
    assert disjoint(now.values())
    expect(page.locator("tbody tr")).to_have_count(4)
    click_line(page, "Dyne", "Bolt")
    expect(page.locator("#evidence mark")).to_have_text("Dyne uses Bolt")
    page.keyboard.press("/")
    page.keyboard.type("echo")
    page.keyboard.press("Enter")
    expect(page.locator("#evidence h2")).to_have_text("Echo")
    click_company(page, "Dyne")
    page.get_by_role("button", name="Expand: 1 of 1 more").click()
    expect(page.locator("#evidence")).not_to_contain_text("more deal")
    expect(page.locator("tbody tr")).to_have_count(5)
    page.reload()
    assert page.evaluate("dealgraph.nodes") == ["Acme", "Bolt", "Crux", "Dyne", "Echo", "Fuse"]
    page.evaluate("dealgraph.open({ node: 'Bolt' })")
    page.get_by_role("button", name="Collapse").click()
    assert page.evaluate("dealgraph.nodes") == ["Acme", "Bolt", "Crux"]
    page.go_back()
    assert page.evaluate("dealgraph.nodes") == ["Acme", "Bolt", "Crux", "Dyne", "Echo", "Fuse"]


def passes_behind(page):
    """Lines that run through a box which is at neither of their ends."""
    boxes = dict(page.evaluate("dealgraph.places"))
    lines = page.evaluate("dealgraph.lines.map(({ from, to, path }) => [from, to, path])")
    assert all(name in boxes for line in lines for name in line[:2])
    return [
        (start, end, name)
        for start, end, path in lines
        for name, (left, top, right, bottom) in boxes.items()
        if name not in {start, end} and any(left < x < right and top < y < bottom for x, y in points(path))
    ]


def test_expanded_lines_pass_behind_no_box(opened, bundled):
    page = opened(bundled.view("OpenAI"))
    for name in ("Nvidia", "Microsoft", "CoreWeave", "Oracle"):
        page.evaluate("(name) => dealgraph.open({ node: name })", name)
        page.get_by_role("button", name=re.compile("Expand: ")).click()
        assert passes_behind(page) == []
        assert disjoint(box for _, box in page.evaluate("dealgraph.places"))
    assert 40 < len(page.evaluate("dealgraph.nodes")) <= 150


def test_expanding_ends_at_the_budget(opened):
    many = [f"Hub{n} uses Acme" for n in range(9)] + [
        f"Leaf{n}x{m} uses Hub{n}" for n in range(9) for m in range(38)
    ]
    page = opened(network_view(sample_network(*many), "Acme"))
    told = []
    for n in range(9):
        page.evaluate("(name) => dealgraph.open({ node: name })", f"Hub{n}")
        button = page.get_by_role("button", name=re.compile("Expand: "))
        if not button.count():
            break
        told.append(button.inner_text())
        button.click()
    assert told == ["Expand: 38 of 38 more"] * 3 + ["Expand: 26 of 38 more"]
    expect(page.locator("#evidence")).to_contain_text("38 more deals are not shown here.")
    assert len(page.evaluate("dealgraph.nodes")) == 150


def test_the_board_on_a_phone(opened, article):
    page = opened(article, size=PHONE)
    board = page.locator("#board")
    expect(board.locator("h2")).to_have_text(["Customers", "Cloud", "Projects", "Partners and rivals"])
    expect(board.get_by_role("button", name=re.compile("^Google"))).to_be_in_viewport()
    expect(board.get_by_role("button", name=re.compile("^OpenAI"))).to_contain_text(
        "→ Oracle: ≤$300B · 2 deals"
    )
    board.get_by_role("button", name=re.compile("^Oracle")).click()
    expect(board.get_by_role("button", name=re.compile("^Oracle"))).to_have_attribute("aria-pressed", "true")
    expect(board.get_by_role("button", name=re.compile("^OpenAI"))).to_contain_text("← ≤$300B · 2 deals")
    expect(board.locator("button.faint")).to_have_text(["Google", "Microsoft", "SoftBank"])
    expect(page.locator("#evidence h2")).to_have_text("Oracle")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
    expect(opened(article).locator("#board")).to_be_hidden()


def test_names_that_every_object_has(opened):
    page = opened(network_view(sample_network("constructor uses toString", "hasOwnProperty uses __proto__")))
    for name in ("constructor", "toString", "hasOwnProperty", "__proto__"):
        click_company(page, name)
        expect(page.locator("#evidence h2")).to_have_text(name)
