"""The review page: what waits for a decision, who may take it, and that it lands where ``kg review`` puts its own."""

import io
import json
import re
import signal
import subprocess
import sys
import threading
from contextlib import contextmanager

import pytest
from browsing import DESK, PHONE, REFUSED, complaints, needs_chromium, windows
from playwright.sync_api import expect
from sample_pages import HOSTILE
from test_serve import ask, rows, send

import kg
from kg.cli import group
from kg.facts import record
from kg.judgements import read_judgements
from kg.model import Claim, Document, Evidence, Extraction
from kg.serve.server import server

PROVIDERS = "SELECT ?name { ?deal a tp:Contract ; tp:customer/rdfs:label ?name } ORDER BY ?name"


def told(doc, customer, provider="Bolt", **slots):
    text = f"Once more: {customer} buys chips from {provider}. That is all."
    roles = {"customer": (customer,), "provider": (provider,)}
    quote = Evidence.of(text, 11, text.index(". That"))
    claim = Claim(doc=doc, type="contract", roles=roles, evidence=(quote,), **slots)
    document = Document(
        id=doc, text=text, title=f"Title of {doc}", publisher=f"Paper {doc}", date="2026-01-02"
    )
    return Extraction(document=document, claims=(claim,))


SAMPLE = [
    told("a", "Acme Ltd"),
    told("b", "Acme Inc"),
    told("c", "Crux", name="Lease", start="2024"),
    told("d", "Crux", name="Lease", start="2025"),
    told("e", "Dyne", confidence=0.41),
]
QUESTIONS = ["Is Acme Inc the company Acme Ltd?", "Which of these is right?", "Does the document say so?"]


def made(folder):
    """A store of the sample."""
    with kg.open(folder / "deals.kg", create=True) as graph:
        record(graph._store, SAMPLE, graph.companies)
    return folder / "deals.kg"


@pytest.fixture
def store(tmp_path):
    return made(tmp_path)


@contextmanager
def deciding(path, write=True):
    """A server of a store that takes decisions; gives its port and token."""
    with kg.open(path) as graph, server(graph, port=0, workers=1, write=write) as served:
        thread = threading.Thread(target=served.run, daemon=True)
        thread.start()
        yield served.socket.getsockname()[1], served.token
        served.process.should_exit = True
        thread.join(10)


@pytest.fixture
def desk(store):
    with deciding(store) as (port, token):
        yield port, token, store


@pytest.fixture(scope="module")
def closed(tmp_path_factory):
    """A desk at which, if all is well, nothing is ever decided."""
    path = made(tmp_path_factory.mktemp("closed"))
    with deciding(path) as (port, token):
        yield port, token, path


def waiting(port):
    return json.loads(send(port, "GET", "/api/decisions").body)


def option(port, question, letter):
    """The body that takes one of the decisions offered."""
    (found,) = [each for each in waiting(port)["decisions"] if each["question"] == question]
    (chosen,) = [each for each in found["options"] if each["letter"] == letter]
    return {"about": found["about"], "who": "ada"} | {
        key: chosen[key] for key in ("decision", "one", "other")
    }


def decide(port, token, body, **headers):
    given = {"Content_Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
    return send(port, "POST", "/api/decisions", json.dumps(body), **(given | headers))


def kept(store):
    file = store / "judgements.jsonl"
    return list(read_judgements(file.read_text("utf-8"), file.name)) if file.exists() else []


def test_what_waits(closed):
    port, _, _ = closed
    review = waiting(port)
    assert [each["question"] for each in review["decisions"]] == QUESTIONS
    assert (review["writable"], review["open"]) == (True, 3)
    contest = review["decisions"][1]
    words = [review["claims"][key]["quotes"][0]["words"][1] for key in contest["claims"]]
    assert words == ["Crux buys chips from Bolt"] * 2
    assert [option["letter"] for option in contest["options"]] == ["1", "2", "n", "u"]


def test_each_decision_lands_in_the_file_and_counts_at_once(desk):
    port, token, store = desk
    assert rows(ask(port, PROVIDERS)) == [{"name": name} for name in ("Acme Inc", "Acme Ltd", "Crux", "Dyne")]
    reply = decide(port, token, option(port, QUESTIONS[0], "y") | {"why": "one letterhead"})
    assert (reply.status, json.loads(reply.body)["open"]) == (200, 2)
    assert rows(ask(port, PROVIDERS)) == [{"name": name} for name in ("Acme Ltd", "Crux", "Dyne")]
    assert [company["name"] for company in json.loads(send(port, "GET", "/api/companies").body)["companies"]] == [
        "Acme Ltd", "Bolt", "Crux", "Dyne",
    ]  # fmt: skip
    assert decide(port, token, option(port, QUESTIONS[1], "1")).status == 200
    assert decide(port, token, option(port, QUESTIONS[2], "n")).status == 200
    assert rows(ask(port, PROVIDERS)) == [{"name": name} for name in ("Acme Ltd", "Crux")]
    assert waiting(port)["decisions"] == []
    found = kept(store)
    assert [(str(each.about), str(each.decision), each.who) for each in found] == [
        ("company", "same", "ada"), ("claim", "reject", "ada"), ("claim", "reject", "ada"),
    ]  # fmt: skip
    assert [each.why for each in found][:2] == [
        "one letterhead",
        "decided in review: they differ in start and are equally supported, so neither counts",
    ]


def test_the_same_line_as_the_command_writes(desk, tmp_path, monkeypatch):
    port, token, store = desk
    other = tmp_path / "other.kg"
    with kg.open(other, create=True) as graph:
        record(graph._store, SAMPLE, graph.companies)
    decide(port, token, option(port, QUESTIONS[0], "n") | {"why": "two letterheads"})
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"n two letterheads\n"), "utf-8"))
    group.main(["review", "--store", str(other), "--who", "ada"], standalone_mode=False)
    assert (store / "judgements.jsonl").read_bytes() == (other / "judgements.jsonl").read_bytes()


@pytest.mark.parametrize(
    ("given", "status", "says"),
    [
        ({}, 401, "this needs the token that the server printed"),
        ({"Authorization": "Bearer wrong"}, 401, "this needs the token"),
        ({"Authorization": "Bearer "}, 401, "this needs the token"),
        ({"Authorization": "Basic TOKEN"}, 401, "this needs the token"),
        (
            {"Authorization": "Bearer TOKEN", "Origin": "https://attack.invalid"},
            403,
            "requests from pages of",
        ),
        ({"Authorization": "Bearer TOKEN", "Origin": "null"}, 403, "requests from pages of null"),
        ({"Authorization": "Bearer TOKEN", "Host": "attack.invalid"}, 421, "this server is not"),
        ({"Authorization": "Bearer TOKEN", "Content_Type": "text/plain"}, 415, "comes as application/json"),
        (
            {"Authorization": "Bearer TOKEN", "Content_Type": "application/x-www-form-urlencoded"},
            415,
            "comes as application/json",
        ),
    ],
)
def test_who_may_not_decide(closed, given, status, says):
    port, token, store = closed
    body = option(port, QUESTIONS[0], "y")
    headers = {name: value.replace("TOKEN", token) for name, value in given.items()}
    reply = decide(port, None, body, **headers)
    assert reply.status == status
    assert says in reply.error
    assert token not in reply.error
    assert kept(store) == []


def test_a_token_in_an_address_opens_nothing(closed):
    port, token, store = closed
    body = json.dumps(option(port, QUESTIONS[0], "y"))
    for path in (f"/api/decisions?token={token}", f"/api/decisions?access_token={token}"):
        assert send(port, "POST", path, body, Content_Type="application/json").status == 401
    for method in ("GET", "HEAD", "PUT", "DELETE", "OPTIONS"):
        reply = send(port, method, "/api/decisions", Authorization=f"Bearer {token}")
        assert reply.status == (200 if method in {"GET", "HEAD"} else 405)
        assert "Access-Control-Allow-Origin" not in reply.headers
    assert kept(store) == []


@pytest.mark.parametrize(
    ("change", "status", "says"),
    [
        ({"one": "Acme Ltd", "other": "Bolt"}, 409, "this decision is not open"),
        ({"decision": "part"}, 409, "this decision is not open"),
        ({"about": "claim"}, 409, "this decision is not open"),
        ({"one": ["Acme Inc"]}, 409, "this decision is not open"),
        ({"who": ""}, 400, "who: String should have at least 1 character"),
        ({"who": "  "}, 400, "who: String should have at least 1 character"),
        ({"who": None}, 400, "who: Input should be a valid string"),
        ({"who": "a" * 2001}, 400, "who: has 2,001 characters; 2,000 are the most"),
        ({"who": "\ud800"}, 400, "who: Input should be a valid string"),
        ({"why": 3}, 400, "why: Input should be a valid string"),
        ({"why": "\udfff"}, 400, "why: Input should be a valid string"),
    ],
)
def test_what_is_no_decision(closed, change, status, says):
    port, token, store = closed
    reply = decide(port, token, option(port, QUESTIONS[0], "y") | change)
    assert reply.status == status, reply.body
    assert says in reply.error
    assert kept(store) == []


@pytest.mark.parametrize("body", ["", "{", "[]", "3", "[" * 100_000, '{"a": NaN}', "\xff"])
def test_bodies_that_are_none(closed, body):
    port, token, _ = closed
    headers = {"Content_Type": "application/json", "Authorization": f"Bearer {token}"}
    assert send(port, "POST", "/api/decisions", body.encode("latin-1"), **headers).status in {400, 409}


def test_a_decision_taken_twice_or_against_another(desk):
    port, token, store = desk
    same, different = (option(port, QUESTIONS[0], letter) for letter in "yn")
    assert decide(port, token, same).status == 200
    assert decide(port, token, different).status == 409
    assert [str(each.decision) for each in kept(store)] == ["same"]


def test_many_decide_at_once(desk):
    port, token, store = desk
    bodies = [option(port, question, "u") for question in QUESTIONS] * 4
    replies = []
    threads = [
        threading.Thread(target=lambda body=body: replies.append(decide(port, token, body).status))
        for body in bodies
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(replies) == [200] * 3 + [409] * 9
    assert len(kept(store)) == 3


def test_a_query_that_runs_ends_on_the_state_it_began_on(desk):
    port, token, _ = desk
    pattern = " ".join(f"?a{n} ?b{n} ?c{n} ." for n in range(3))
    slow = f"SELECT (COUNT(*) AS ?n) {{ {pattern} }}"
    alone = rows(ask(port, slow))
    replies = []
    thread = threading.Thread(target=lambda: replies.append(ask(port, slow)))
    thread.start()
    assert decide(port, token, option(port, QUESTIONS[2], "n")).status == 200
    thread.join()
    assert rows(replies[0]) in (alone, rows(ask(port, slow)))


def test_a_server_that_only_reads(store):
    with deciding(store, write=False) as (port, token):
        assert token is None
        assert waiting(port)["writable"] is False
        body = option(port, QUESTIONS[0], "y")
        for given in (None, "", "None"):
            reply = decide(port, given, body)
            assert (reply.status, "start it with kg serve --store DIR --write" in reply.error) == (403, True)
    assert kept(store) == []


class TestCommand:
    def test_where_decisions_would_be_lost(self, tmp_path):
        for arguments in ([], ["--store", "http://127.0.0.1:9/sparql"]):
            command = [sys.executable, "-m", "kg", "serve", "--port", "0", "--write", *arguments]
            done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)
            assert (done.returncode, done.stderr) == (
                1,
                "kg: kg serve --write keeps decisions in the folder of a store; name one with --store DIR\n",
            )

    def test_the_token_is_printed_and_logged_nowhere(self, store):
        command = [sys.executable, "-u", "-m", "kg", "serve", "--port", "0", "--write", "--store", str(store)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
            port = int(re.search(r":(\d+)/ ", process.stdout.readline())[1])
            line = process.stdout.readline()
            token = re.fullmatch(
                rf"decisions at http://127\.0\.0\.1:{port}/review with the token (\S{{32}})\n", line
            )[1]
            assert decide(port, token, option(port, QUESTIONS[0], "y")).status == 200
            assert decide(port, "wrong", {}).status == 401
            page = send(port, "GET", "/review", Accept="text/html")
            assert (token.encode() in page.body, page.headers["Cache-Control"]) == (False, "no-store")
            locked = subprocess.run(
                [sys.executable, "-m", "kg", "review", "--store", str(store)],
                capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL,
            )  # fmt: skip
            assert "another process is writing this store" in locked.stderr
            process.send_signal(signal.SIGINT)
            printed, complaint = process.communicate(timeout=15)
        assert token not in printed + complaint
        assert len(kept(store)) == 1


@pytest.fixture
def opened(browser):
    with windows(browser, REFUSED) as open_:
        yield open_


@needs_chromium
class TestPage:
    def test_deciding(self, opened, desk):
        port, token, store = desk
        page = opened(f"http://127.0.0.1:{port}/review")
        expect(page.get_by_role("heading", level=2)).to_have_text(QUESTIONS)
        expect(page.locator("mark").first).to_have_text("Acme Inc buys chips from Bolt")
        first = page.get_by_role("region", name=QUESTIONS[0])
        first.get_by_role("button", name="same").click()
        expect(page.locator("#told")).to_have_text("Give your name first: it is kept with the decision.")
        page.get_by_label("Your name").fill("ada")
        page.get_by_label("Token").fill("wrong")
        first.get_by_label("Why").fill("one letterhead")
        first.get_by_role("button", name="same").click()
        expect(page.locator("#told")).to_contain_text("this needs the token")
        expect(page.get_by_label("Token")).to_be_focused()
        assert kept(store) == []
        page.get_by_label("Token").fill(token)
        first.get_by_role("button", name="same").press("Enter")
        expect(page.locator("#told")).to_have_text("Kept: same.")
        expect(page.get_by_role("heading", level=2)).to_have_text(QUESTIONS[1:])
        expect(page.get_by_role("heading", name=QUESTIONS[1])).to_be_focused()
        assert [(each.one, each.why) for each in kept(store)] == [("Acme Inc", "one letterhead")]
        page.reload()
        expect(page.get_by_label("Token")).to_have_value(token)
        page.get_by_role("button", name="no, it counts for nothing").click()
        expect(page.locator("#told")).to_have_text("Kept: no, it counts for nothing.")
        page.get_by_role("button", name="the second, the first counts for nothing").click()
        expect(page.locator("#counted")).to_have_text("Nothing waits for a decision.")
        assert [str(each.decision) for each in kept(store)] == ["same", "reject", "reject"]
        assert token not in page.url

    def test_what_somebody_else_decided_meanwhile(self, opened, desk):
        port, token, _ = desk
        page = opened(f"http://127.0.0.1:{port}/review")
        page.get_by_label("Your name").fill("ada")
        page.get_by_label("Token").fill(token)
        decide(port, token, option(port, QUESTIONS[0], "n"))
        page.get_by_role("button", name="same").click()
        expect(page.locator("#told")).to_have_text(
            "this decision is not open, or not any more; load the page again"
        )

    def test_another_site_can_neither_decide_nor_read(self, browser, desk):
        port, token, store = desk
        body = option(port, QUESTIONS[0], "y")
        page = browser.new_page()
        page.route(
            "http://attack.invalid/**",
            lambda route: route.fulfill(body="<p>attack", content_type="text/html"),
        )
        page.goto("http://attack.invalid/")
        ways = """async ([address, token, body]) => {
            const tried = [];
            for (const mode of ["cors", "no-cors"]) for (const headers of [{}, { "Content-Type": "application/json", Authorization: `Bearer ${token}` }])
                try {
                    const reply = await fetch(address, { method: "POST", mode, headers, body, credentials: "include" });
                    tried.push(`${reply.type} ${reply.status} ${await reply.text()}`);
                } catch (error) { tried.push(error.name); }
            return tried;
        }"""
        tried = page.evaluate(ways, [f"http://127.0.0.1:{port}/api/decisions", token, json.dumps(body)])
        assert all(each == "TypeError" or each.strip() == "opaque 0" for each in tried), tried
        page.close()
        assert kept(store) == []

    def test_a_server_that_only_reads(self, opened, store):
        with deciding(store, write=False) as (port, _):
            page = opened(f"http://127.0.0.1:{port}/review")
            expect(page.get_by_role("main")).to_contain_text("This server only reads.")
            expect(page.get_by_role("heading", level=2)).to_have_text(QUESTIONS)
            expect(page.get_by_role("button", name="same")).to_have_count(0)

    def test_hostile_words_stay_words(self, opened, tmp_path):
        found = []
        for number, words in enumerate(HOSTILE):
            text = f"Before it. Now {words} is said. After it."
            document = Document(id=f"{number} {words}", text=text, title=words, publisher=words, source=words)
            claim = Claim(
                doc=document.id, type="usage", name=words, confidence=0.1, attributed_to=(words,),
                roles={"customer": (words,), "provider": (f"{words} Inc",)},
                evidence=(Evidence.of(text, 15, 15 + len(words)),),
            )  # fmt: skip
            found.append(Extraction(document=document, claims=(claim,)))
        with kg.open(tmp_path / "hostile.kg", create=True) as graph:
            record(graph._store, found, graph.companies)
        with deciding(tmp_path / "hostile.kg") as (port, token):
            page = opened(f"http://127.0.0.1:{port}/review")
            marks = page.locator("mark").evaluate_all("(all) => all.map((each) => each.textContent)")
            assert len(marks) >= 40
            page.get_by_label("Your name").fill(HOSTILE[0])
            page.get_by_label("Token").fill(token)
            section = page.get_by_role("region").first
            section.get_by_label("Why").fill(HOSTILE[1])
            section.get_by_role("button", name="unsure").click()
            expect(page.locator("#told")).to_have_text("Kept: unsure.")
            page.wait_for_timeout(100)
            assert page.evaluate("globalThis.PWN") is None
            assert page.locator("img, iframe, object, embed, form[action], base").count() == 0
        (taken,) = kept(tmp_path / "hostile.kg")
        assert (taken.who, taken.why) == (HOSTILE[0], HOSTILE[1])


@needs_chromium
@pytest.mark.parametrize("size", [DESK, PHONE])
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_assistive_technology_meets_no_hurdle(opened, closed, axe, colours, size):
    port, _, _ = closed
    page = opened(f"http://127.0.0.1:{port}/review", size=size, colours=colours)
    assert complaints(page, axe) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    page.get_by_role("button", name="same").click()
    assert complaints(page, axe) == []
