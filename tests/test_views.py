"""Pages as bytes: self-contained, the same each time, hashes that hold, hostile text inert, honest counts."""

import hashlib
import json
import os
import re
import subprocess
import sys
from base64 import b64encode
from html import unescape
from html.parser import HTMLParser
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_pages import HOSTILE, article_network, hostile_network, points

from kg.companies import companies
from kg.errors import KgError, UnknownCompany
from kg.model import Assessment
from kg.network import deal_network
from kg.questions import dependency_paths
from kg.questions.answer import Answer
from kg.questions.commitments import Commitment
from kg.questions.sample import sample_network
from kg.views import vis
from kg.views.bars import bars
from kg.views.layout import Joint, Shape, layout
from kg.views.ordering import crossings, ordered
from kg.views.page import View, answer_view, conflicts_view, network_view, view
from kg.views.placing import pooled
from kg.views.sentences import in_sentence


class _Parsed(HTMLParser):
    """What a browser would make of a page: its elements, and the content of scripts and styles."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.content, self.inside = [], [], False
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self.content.append("")
        self.inside = True

    def handle_endtag(self, tag):
        self.inside = False

    def handle_data(self, data):
        if self.inside:
            self.content[-1] += data

    def of(self, tag):
        return [
            (attributes, content)
            for (name, attributes), content in zip(self.tags, self.content, strict=True)
            if name == tag
        ]


def data_of(page):
    """The data that a page carries."""
    (block,) = [
        text for attributes, text in _Parsed(page.html).of("script") if attributes.get("id") == "data"
    ]
    return json.loads(block)


@pytest.fixture(scope="module")
def article():
    return network_view(article_network())


def test_the_same_graph_gives_the_same_bytes(article):
    again = (
        "from sample_pages import article_network; from kg.views.page import network_view; import hashlib; "
    )
    again += "print(hashlib.sha256(network_view(article_network()).html.encode()).hexdigest())"
    expected = hashlib.sha256(article.html.encode()).hexdigest()
    for seed in ("0", "1"):
        env = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": "tests", "LC_ALL": "C", "PYTHONUTF8": "0"}
        done = subprocess.run(
            [sys.executable, "-c", again], env=env, capture_output=True, text=True, check=True
        )
        assert done.stdout.strip() == expected


def test_every_script_and_style_is_named_by_its_hash(article):
    parsed = _Parsed(article.html)
    (policy,) = [
        a["content"] for a, _ in parsed.of("meta") if a.get("http-equiv") == "Content-Security-Policy"
    ]
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))

    def hashes(texts):
        return {f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" for text in texts}

    scripts = [
        text for attributes, text in parsed.of("script") if attributes.get("type") != "application/json"
    ]
    assert len(scripts) == 2
    assert set(rules["script-src"].split()) == hashes(scripts)
    assert set(rules["style-src"].split()) == hashes(text for _, text in parsed.of("style"))
    assert rules["default-src"] == rules["base-uri"] == rules["form-action"] == "'none'"
    assert "unsafe" not in policy
    assert "\r" not in article.html


def test_nothing_on_the_page_loads_anything(article):
    parsed = _Parsed(article.html)
    loading = {"src", "href", "srcset", "data", "action", "poster", "background"}
    links = [value for _, attributes in parsed.tags for name, value in attributes.items() if name in loading]
    assert links == ["data:,", "#table"]
    assert not any(name.startswith("on") for _, attributes in parsed.tags for name in attributes)
    assert not any("style" in attributes for _, attributes in parsed.tags)
    scripts = [text for _, text in parsed.of("script")]
    namespaces = r"http://(www\.w3\.org/2000/svg|graphml\.graphdrawing\.org/xmlns)\\?\""
    own = re.sub(namespaces, "", scripts[2]) + parsed.of("style")[0][1]
    assert not re.search(
        r"https?:|innerHTML|outerHTML|insertAdjacent|document\.write|eval|@import|url\(", own
    )


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_text_adds_no_element(words, article):
    network = sample_network(f"{words} uses Oracle") if "\n" not in words else None
    page = network_view(network)
    assert [tag for tag, _ in _Parsed(page.html).tags] == [tag for tag, _ in _Parsed(article.html).tags]
    assert data_of(page)["vis"]["nodes"][0]["id"] == words


def test_hostile_text_in_every_field_adds_no_element(article):
    page = network_view(hostile_network(), budget=1000)
    assert [tag for tag, _ in _Parsed(page.html).tags] == [tag for tag, _ in _Parsed(article.html).tags]
    small = network_view(hostile_network(), budget=5)
    assert [tag for tag, _ in _Parsed(small.html).tags] == [tag for tag, _ in _Parsed(article.html).tags]
    assert len(data_of(small)["pictures"]) == 15
    documents = data_of(page)["documents"].values()
    assert {document["link"] for document in documents} == {""}
    assert {document["title"] for document in documents} == set(HOSTILE)


def test_a_hostile_focus_in_the_title():
    page = network_view(
        sample_network("</title><script>x</script> uses Oracle"), "</title><script>x</script>"
    )
    assert "<title>&lt;/title&gt;&lt;script&gt;" in page.html
    assert len(_Parsed(page.html).of("script")) == 3


def test_the_data_of_the_article(article):
    data = data_of(article)
    assert data["shown"] == "Showing everything: 6 companies and projects and 6 deals."
    assert [lane["title"] for lane in data["lanes"]] == [
        "Customers",
        "Cloud",
        "Projects",
        "Partners and rivals",
    ]
    lines = {(line["from"], line["to"], line["family"]): line for line in data["vis"]["edges"]}
    folded = lines["OpenAI", "Oracle", "supply"]
    assert (folded["label"], folded["deals"], folded["width"]) == (
        "≤$300B · 2 deals",
        ["deal-1", "deal-2"],
        7.0,
    )
    assert lines["Google", "OpenAI", "competition"]["directed"] is False
    assert {line["label"] for line in lines.values()} == {
        "≤$300B · 2 deals",
        "no longer exclusive",
        "rivals",
        "cloud",
        "",
    }
    deals = {deal["id"]: deal for deal in data["deals"]}
    assert deals["deal-1"]["terms"] == [
        ["amount", "up to $300 billion"],
        ["from", "2027"],
        ["for", "5 years"],
    ]
    assert deals["deal-1"]["row"]["voices"]["text"] == "The Wall Street Journal, in AIbase"
    assert deals["deal-4"]["between"] == "OpenAI, SoftBank and Oracle → Stargate"
    (claim,) = [data["claims"][key] for key in deals["deal-1"]["claims"]]
    assert claim["quotes"][1] == {
        "words": ["Under the agreement, ", "OpenAI will start buying in 2027", "."],
        "meant": [],
    }
    (google,) = [data["claims"][key] for key in deals["deal-6"]["claims"]]
    assert google["quotes"][0]["words"][0] == "Even so, "
    assert google["quotes"][0]["meant"] == [["it", "OpenAI", "OpenAI"]]
    texts = {node["id"]: node["text"] for node in data["vis"]["nodes"]}
    assert texts["Oracle"] == ["Oracle", "cloud", "declined to comment"]
    assert texts["Stargate"] == ["Stargate", "$50B", ""]
    assert [data["remarks"][key]["title"] for key in data["notes"]["OpenAI"]] == [
        "No response",
        "Strategy: multi cloud",
    ]


@pytest.mark.parametrize(
    ("status", "label", "dash"),
    [
        ("planned", "uses · planned", "planned"),
        ("rumored", "uses · rumored", "rumored"),
        ("denied", "uses · denied", "denied"),
        ("terminated", "uses · ended", "ended"),
        ("announced", "uses", "fact"),
    ],
)
def test_what_is_no_fact_is_drawn_and_said_so(status, label, dash):
    (line,) = data_of(network_view(sample_network(f"Acme uses Bolt ({status})")))["vis"]["edges"]
    assert (line["label"], line["standing"]) == (label, dash)


def test_a_disputed_deal():
    network = sample_network("Acme uses Bolt").copy()
    for _, _, tie in network.edges(data=True):
        tie["deal"] = tie["deal"].model_copy(update={"accepted": False})
    data = data_of(network_view(network))
    assert data["vis"]["edges"][0]["standing"] == "disputed"
    assert data["deals"][0]["fact"].startswith("Disputed: sources contradict each other")


def test_verdicts_stand_with_their_claims():
    network = sample_network("Acme uses Bolt")
    (key,) = network.graph["claims"]
    verdict = Assessment(claim=key, verdict="accepted", reason="the only claim")

    class Graph:
        def network(self):
            return network

        def assessments(self):
            return iter([verdict])

    claim = data_of(view(Graph(), "acme"))["claims"][key]
    assert (claim["verdict"], claim["reason"]) == ("accepted", "the only claim")


def test_a_focus_shows_its_deals_and_two_hops_upstream():
    network = sample_network(
        "Acme uses Bolt",
        "Bolt uses Crux",
        "Crux uses Dyne",
        "Echo uses Bolt",
        "Acme competes with Fizz",
        "Fizz uses Bolt",
    )
    data = data_of(network_view(network, "ACME"))
    assert [node["id"] for node in data["vis"]["nodes"] if node["focus"]] == ["Acme"]
    assert {node["id"] for node in data["vis"]["nodes"]} == {"Acme", "Bolt", "Crux", "Fizz"}
    assert {(line["from"], line["to"]) for line in data["vis"]["edges"]} == {
        ("Acme", "Bolt"),
        ("Acme", "Fizz"),
        ("Bolt", "Crux"),
    }
    assert data["shown"] == (
        "Showing 4 of 6 companies and projects, the deals of Acme and what its suppliers rest on, and 3 of 6 deals."
    )
    more = {node["id"]: node["more"] for node in data["vis"]["nodes"]}
    assert more == {"Acme": 0, "Bolt": 2, "Crux": 1, "Fizz": 1}


def test_a_budget_keeps_what_has_most_deals_and_says_so():
    network = sample_network(*(f"Acme uses Bolt{number}" for number in range(9)), "Bolt3 uses Zed")
    data = data_of(network_view(network, budget=3))
    assert {node["id"] for node in data["vis"]["nodes"]} == {"Acme", "Bolt3", "Bolt0"}
    assert data["shown"].startswith(
        "Showing 3 of 11 companies and projects, those in most deals, and 2 of 10 deals"
    )


def test_an_unknown_focus():
    with pytest.raises(UnknownCompany, match="unknown company 'Orakle'; nearest names: Oracle"):
        network_view(sample_network("OpenAI uses Oracle"), "Orakle")
    with pytest.raises(UnknownCompany):
        network_view(sample_network("OpenAI uses Oracle"), "SoftBank")


def test_an_empty_graph():
    data = data_of(network_view(deal_network([], [], [], [], companies())))
    assert (data["vis"]["nodes"], data["shown"]) == (
        [],
        "The graph holds no deals yet; add an article.",
    )


def test_saving_writes_one_file_and_nothing_else(tmp_path, monkeypatch, article):
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    target = tmp_path / "page.html"
    assert article.save(target) == target
    assert target.read_bytes() == article.html.encode()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["elsewhere", "page.html"]
    assert list((tmp_path / "elsewhere").iterdir()) == []
    assert target.stat().st_mode & 0o777 == 0o666 & ~_umask()


def _umask():
    mask = os.umask(0)
    os.umask(mask)
    return mask


@pytest.mark.parametrize("name", ["absent/page.html", "file/page.html", "."])
def test_a_place_that_cannot_be_written(tmp_path, monkeypatch, name, article):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").write_text("kept")
    with pytest.raises(KgError, match=f"cannot write {re.escape(repr(name))}: .+; name a file in a folder"):
        article.save(name)
    assert [path.name for path in tmp_path.rglob("*")] == ["file"]
    assert (tmp_path / "file").read_text() == "kept"


def test_a_failed_write_leaves_the_old_file(tmp_path, monkeypatch):
    target = tmp_path / "page.html"
    target.write_text("old")

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fdopen", full)
    with pytest.raises(KgError, match="No space left on device"):
        View("t", "<p>").save(target)
    assert target.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["page.html"]


def test_in_a_notebook(article):
    (frame,) = re.findall(r"<iframe [^>]*>", article._repr_html_())
    ((_, attributes),) = _Parsed(frame).tags
    assert attributes["srcdoc"] == article.html
    assert "allow-same-origin" not in attributes["sandbox"].split()
    assert "allow-scripts" in attributes["sandbox"].split()
    assert unescape(attributes["title"]) == "Deals and their sources"


def test_another_vis_network_is_refused(monkeypatch):
    vis.vis_network.cache_clear()
    monkeypatch.setattr(vis, "VIS_SHA256", "0" * 64)
    with pytest.raises(
        KgError, match=r"is not the file that this version was tested with; install pyvis 0\.3\.2"
    ):
        vis.vis_network()
    monkeypatch.setattr(vis, "VIS_NETWORK", "templates/lib/absent.js")
    with pytest.raises(KgError, match=r"pyvis carries no templates/lib/absent\.js"):
        vis.vis_network()
    monkeypatch.undo()
    assert len(vis.vis_network()) > 400_000


graphs = st.integers(1, 9).flatmap(
    lambda count: st.tuples(
        st.lists(
            st.tuples(st.integers(0, 3), st.integers(80, 200), st.integers(38, 70)),
            min_size=count,
            max_size=count,
        ),
        st.lists(
            st.tuples(st.integers(0, count - 1), st.integers(0, count - 1), st.sampled_from([0, 40, 150])),
            max_size=14,
        ),
    )
)


@given(graphs)
def test_boxes_lines_and_labels_keep_clear_of_each_other(drawn):
    nodes, pairs = drawn
    used = sorted({column for column, _, _ in nodes})
    shapes = [Shape(used.index(column), width, height) for column, width, height in nodes]
    joints = [Joint(a, b, width) for a, b, width in pairs if a != b]
    found = layout(shapes, joints)
    boxes = [
        (b.x - b.width / 2, b.y - b.height / 2, b.x + b.width / 2, b.y + b.height / 2) for b in found.boxes
    ]
    labels = [
        (x - joint.label / 2, y - 8, x + joint.label / 2, y + 8)
        for joint, (x, y) in zip(joints, (route.label for route in found.routes), strict=True)
        if joint.label
    ]
    for one, other in combinations([*boxes, *labels], 2):
        assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
    for joint, route in zip(joints, found.routes, strict=True):
        for x, y in points(route.path):
            assert not any(
                left + 1 < x < right - 1 and top + 1 < y < bottom - 1 for left, top, right, bottom in boxes
            ), joint
        for node, (x, y, _) in ((joint.start, route.start), (joint.end, route.end)):
            left, top, right, bottom = boxes[node]
            assert min(abs(x - left), abs(x - right)) < 0.2
            assert top < y < bottom


@given(st.lists(st.floats(-100, 100), min_size=1, max_size=12))
def test_pooling_is_the_nearest_nondecreasing_sequence(values):
    found = pooled(values, [1.0] * len(values))
    assert all(a <= b + 1e-9 for a, b in pairwise(found))
    assert sum(found) == pytest.approx(sum(values), abs=1e-6)
    cost = sum((a - b) ** 2 for a, b in zip(found, values, strict=True))
    assert cost <= sum((sorted(values)[i] - values[i]) ** 2 for i in range(len(values))) + 1e-6


def test_ordering_finds_the_planar_order():
    columns = [[0, 1, 2, 3], [4, 5, 6, 7], [8, 9, 10, 11]]
    segments = [(0, 7), (1, 6), (2, 5), (3, 4), (7, 8), (6, 9), (5, 10), (4, 11)]
    assert crossings(columns, segments) == 12
    assert crossings(ordered(columns, segments), segments) == 0


def test_a_long_sentence_is_cut_at_words():
    text = f"{'before ' * 200}THE QUOTE{' after' * 200}. Next."
    start = text.index("THE QUOTE")
    before, quote, after = in_sentence(text, start, start + 9)
    assert quote == "THE QUOTE"
    assert re.fullmatch(r"… (before ){40,46}", before)
    assert re.fullmatch(r"( after){50,54} …", after)


@given(st.text(alphabet="Ab. \n!”", max_size=60), st.data())
def test_a_quote_in_its_sentence_is_text_of_the_document(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    before, quote, after = in_sentence(text, start, end)
    assert quote == text[start:end]
    assert text[start - len(before) : end + len(after)] == before + quote + after


def test_what_sources_tell_differently():
    network = sample_network("Acme uses Bolt since 2024", "Acme uses Bolt since 2025", "Acme uses Crux")
    merged = network.copy()
    for _, _, tie in merged.edges(data=True):
        if tie["deal"].id == "deal-1":
            told = tuple(claim.id for claim in network.graph["claims"].values() if "Bolt" in claim.parties)
            tie |= {"claims": told, "deal": tie["deal"].model_copy(update={"claims": told})}
    data = data_of(conflicts_view(merged))
    assert [deal["id"] for deal in data["deals"]] == ["deal-1", "deal-2"]
    (differ,) = data["deals"][0]["differ"]
    assert (differ["name"], [words for words, _ in differ["values"]]) == ("from", ["2024", "2025"])
    assert {node["id"] for node in data["vis"]["nodes"]} == {"Acme", "Bolt"}


def test_two_companies():
    network = sample_network(
        "Acme uses Bolt", "Acme invests in Bolt", "Bolt uses Crux", "Acme uses Crux", "Acme uses Dyne"
    )
    view = network_view(network, "bolt", "acme")
    data = data_of(view)
    assert view.title == "Bolt and Acme"
    assert {(line["from"], line["to"], line["family"]) for line in data["vis"]["edges"]} == {
        ("Acme", "Bolt", "supply"),
        ("Acme", "Bolt", "money"),
        ("Bolt", "Crux", "supply"),
        ("Acme", "Crux", "supply"),
    }


def test_an_answer_and_what_it_rests_on():
    network = sample_network("Acme uses Bolt", "Bolt uses Crux", "Acme uses Dyne")
    answer = dependency_paths(network, "Acme", "Crux")

    class Graph:
        network = staticmethod(lambda: network)
        assessments = staticmethod(lambda: iter(()))

    data = data_of(view(Graph(), answer))
    assert data == data_of(answer_view(network, answer))
    assert data["title"] == "On which paths does Acme depend on Crux?"
    assert {node["id"] for node in data["vis"]["nodes"]} == {"Acme", "Bolt", "Crux"}
    cited = [key for sentence in data["answer"]["sentences"] for _, keys in sentence for key in keys]
    assert [network.graph["claims"][key].evidence[0].quote for key in cited] == [
        "Acme uses Bolt",
        "Bolt uses Crux",
    ]


def test_bars_of_commitments():
    def row(year, least, most):
        return Commitment(year=year, currency="USD", least=least, most=most, deals=1, claims=())

    answer = Answer("?", (row(2027, 10**9, 10**9), row(2028, 10**9, 2 * 10**9), row(None, 10**9, None)), None)
    found = bars(answer)
    assert [bar["name"] for bar in found] == ["2027", "2028", "no year told"]
    assert [bar["words"] for bar in found] == ["$1B", "$1B to $2B", "$1B or more"]
    assert [bar["most"] is None for bar in found] == [False, False, True]
    assert found[1]["most"] == pytest.approx(1 / 1.08)
    assert found[0]["least"] == found[0]["most"] == pytest.approx(0.5 / 1.08)
