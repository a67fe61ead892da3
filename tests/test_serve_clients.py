"""Clients that mean ill or stall, each against a started server: slow ones, huge results, long queries, paths, file names."""

import csv
import io
import json
import socket
import threading
import time
from urllib.parse import quote, urlencode

import pytest
from browsing import DESK, chromium, needs_chromium
from sample_pages import HOSTILE
from test_serve import JSON, NAMES, ask, rows, running, send

import kg
from kg.facts import record
from kg.knowledge import KnowledgeGraph
from kg.model import Extraction
from kg.serve import patience
from kg.serve import server as serving
from kg.store import Store


@pytest.fixture(scope="module")
def port():
    with running() as port:
        yield port


@pytest.fixture
def hasty(monkeypatch):
    """A server that waits for a third of a second."""
    monkeypatch.setattr(patience, "SECONDS", 0.3)
    with running() as port:
        yield port


def ended(connection, within):
    """Seconds until the server ends a connection."""
    connection.settimeout(within)
    begun = time.monotonic()
    try:
        while connection.recv(65536):
            pass
    except ConnectionResetError:
        pass
    return time.monotonic() - begun


class TestSlow:
    @pytest.mark.parametrize("sent", [b"", b"GE", b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Long: "])
    def test_a_head_that_does_not_arrive(self, hasty, sent):
        with socket.create_connection(("127.0.0.1", hasty)) as slow:
            slow.sendall(sent)
            assert ended(slow, within=5) < 3

    def test_a_head_that_drips(self, hasty):
        head = b"GET /health HTTP/1.1\r\nHost: localhost\r\nX-Drop: " + b"x" * 200
        begun = time.monotonic()
        with socket.create_connection(("127.0.0.1", hasty)) as slow:
            try:
                for byte in head:
                    slow.sendall(bytes([byte]))
                    time.sleep(0.02)
            except (BrokenPipeError, ConnectionResetError):
                assert time.monotonic() - begun < 3
                return
        pytest.fail("the server waited for the whole head")

    def test_a_second_head_that_does_not_arrive(self, hasty):
        with socket.create_connection(("127.0.0.1", hasty)) as slow:
            slow.sendall(b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n")
            assert slow.recv(65536).startswith(b"HTTP/1.1 200")
            slow.sendall(b"GET /health HT")
            assert ended(slow, within=5) < 3

    def test_others_are_answered_meanwhile_and_after(self, hasty):
        stalled = [socket.create_connection(("127.0.0.1", hasty)) for _ in range(100)]
        for each in stalled:
            each.sendall(b"POST /sparql HTTP/1.1\r\nHost: localhost\r\n")
        assert rows(ask(hasty, NAMES)) == [{"name": "OpenAI"}, {"name": "Oracle"}]
        for each in stalled:
            assert ended(each, within=5) < 5
            each.close()
        assert rows(ask(hasty, NAMES)) == [{"name": "OpenAI"}, {"name": "Oracle"}]

    LARGE = "/sparql?" + urlencode({"query": "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 20000"})

    def reader(self, port):
        connection = socket.socket()
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.connect(("127.0.0.1", port))
        connection.sendall(
            f"GET {self.LARGE} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode()
        )
        return connection

    def received(self, connection, pause):
        """The reply as far as it comes: how long its head says that the body is, and how long it is."""
        data = b""
        try:
            while part := connection.recv(200_000):
                data += part
                time.sleep(pause)
        except ConnectionResetError:
            pass
        head, _, body = data.partition(b"\r\n\r\n")
        length = next(
            int(line.split(b":")[1])
            for line in head.split(b"\r\n")
            if line.lower().startswith(b"content-length")
        )
        return length, len(body)

    def test_a_client_that_does_not_read(self, hasty):
        with self.reader(hasty) as slow:
            time.sleep(2.5)
            assert rows(ask(hasty, NAMES)) == [{"name": "OpenAI"}, {"name": "Oracle"}]
            length, got = self.received(slow, pause=0)
        assert length > 3_000_000
        assert got < length

    def test_a_client_that_reads_slowly_gets_it_whole(self, hasty, monkeypatch):
        monkeypatch.setattr(patience, "SECONDS", 5.0)
        with self.reader(hasty) as slow:
            length, got = self.received(slow, pause=0.001)
        assert got == length


@pytest.fixture(scope="module")
def capped():
    """A server that gives at most 500 rows."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(serving, "ROWS", 500)
        with running() as port:
            yield port


class TestHuge:
    SELECT = "SELECT ?a ?d { ?a ?b ?c . ?d ?e ?f } LIMIT "
    CONSTRUCT = "CONSTRUCT { ?a <http://x.invalid/p> ?d } WHERE { ?a ?b ?c . GRAPH ?g { ?d ?e ?f } } LIMIT "

    @pytest.mark.parametrize(
        "media", [JSON, "application/sparql-results+xml", "text/csv", "text/tab-separated-values"]
    )
    def test_rows_up_to_the_cap_and_what_says_that_there_are_more(self, capped, media):
        whole = ask(capped, f"{self.SELECT} 500", media)
        assert (whole.status, whole.media) == (200, media)
        if media == "text/csv":
            assert len(list(csv.reader(io.StringIO(whole.body.decode())))) == 501
        refused = ask(capped, f"{self.SELECT} 501", media)
        assert (refused.status, refused.media) == (400, "application/json")
        assert refused.error == (
            "the result has more than 500 rows, the most that are given at once; "
            "narrow the query, or ask for parts of it with ORDER BY, LIMIT and OFFSET"
        )
        assert "Retry-After" not in refused.headers

    def test_triples(self, capped):
        ask(capped, f"{self.CONSTRUCT} 100", "application/n-triples")
        refused = ask(capped, self.CONSTRUCT.removesuffix("LIMIT "), "text/turtle")
        assert (refused.status, "more than 500 rows" in refused.error) == (400, True)

    def test_words_that_look_like_the_end_of_a_row(self, capped):
        values = " ".join('"}},{"' for _ in range(200))
        assert len(rows(ask(capped, f"SELECT ?x {{ VALUES ?x {{ {values} }} }}"))) == 200

    def test_the_page_of_queries_tells_it_too(self, capped):
        sent = send(
            capped,
            "POST",
            "/sparql",
            f"{self.SELECT} 501",
            Content_Type="application/sparql-query",
            Accept="text/html",
        )
        assert sent.status == 406
        page = ask(capped, f"{self.SELECT} 501", f"{JSON}, text/html")
        assert b"more than 500 rows" in page.body


class TestLong:
    @pytest.mark.parametrize(
        ("size", "status"), [(99_000, 400), (101_000, 413), (200_000, 413), (250_000, 413)]
    )
    def test_by_get(self, port, size, status):
        reply = send(port, "GET", f"/sparql?query={quote('ASK { ')}{'x' * size}")
        assert reply.status == status

    @pytest.mark.parametrize("size", [101_000, 999_000, 2_000_000])
    def test_by_post(self, port, size):
        for media in ("application/sparql-query", "application/x-www-form-urlencoded"):
            sent = send(port, "POST", "/sparql", "query=" + "x" * size, Content_Type=media)
            assert sent.status == 413
            assert "bytes" in sent.error

    def test_many_parameters(self, port):
        reply = send(port, "GET", "/sparql?" + "&".join(f"default-graph-uri={n}" for n in range(200)))
        assert (reply.status, "the parameters cannot be read" in reply.error) == (400, True)

    def test_nested_without_end(self, port):
        for query in (
            "ASK " + "{" * 20_000,
            "SELECT * { FILTER" + "(" * 20_000,
            "SELECT * { ?s " + "^" * 20_000,
        ):
            reply = ask(port, query)
            assert reply.status in {400, 503}
        assert rows(ask(port, NAMES)) == [{"name": "OpenAI"}, {"name": "Oracle"}]


def raw(port, text):
    """The reply to a request sent as it is."""
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.settimeout(10)
        connection.sendall(text)
        found = b""
        try:
            while part := connection.recv(65536):
                found += part
        except ConnectionResetError:
            pass
        return found


class TestPaths:
    @pytest.mark.parametrize(
        "path",
        [
            "/../../../../etc/passwd", "//etc/passwd", "/..%5c..%5cetc/passwd", "/%2e%2e/%2e%2e/etc/passwd",
            "/%c0%ae%c0%ae/etc/passwd", "/company/%00", "/document/%2fetc%2fpasswd", "/document/file:///etc/passwd",
            "/deal/..%2f..%2fetc%2fpasswd", "/static/../server.py", "/api/deals/../../../etc/passwd", "/.env",
            "http://attack.invalid/etc/passwd", "/review/../../judgements.jsonl", "/ask/__class__", "/ask/_fields",
        ],
    )  # fmt: skip
    def test_nothing_lies_there(self, port, path):
        reply = raw(port, f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
        status = int(reply.split()[1])
        assert status in {400, 404}, reply[:200]
        assert b"root:" not in reply

    def test_words_with_line_breaks_add_no_header(self, port):
        for path in ("/company/a%0d%0aX-Evil:%201", "/ask/a%0d%0aX-Evil:%201", "/?around=a%0d%0aX-Evil:%201"):
            reply = raw(port, f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
            head = reply.partition(b"\r\n\r\n")[0].lower()
            assert b"\r\nx-evil" not in head

    def test_requests_that_two_servers_would_read_differently(self, port):
        both = b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET / HTTP/1.1\r\n\r\n"
        assert b"HTTP/1.1 200" not in raw(port, both)
        twice = b"GET /health HTTP/1.1\r\nHost: localhost\r\nHost: attack.invalid\r\n\r\n"
        assert raw(port, twice).split()[1] == b"400"


@pytest.mark.parametrize(
    "path",
    ["/", "/company/OpenAI", "/review", "/sources", "/sparql", "/openapi.json", "/api/decisions", "/metrics"],
)
def test_a_foreign_host_or_origin_is_refused_everywhere(port, path):
    assert send(port, "GET", path, Host="attack.invalid").status == 421
    assert send(port, "GET", path, Origin="https://attack.invalid").status == 403
    assert send(port, "POST", path, "{}", Origin="null", Content_Type="application/json").status == 403


@needs_chromium
def test_articles_with_hostile_file_names(tmp_path):
    """Each is read as a file, served, and its page saved: under names of ours, whatever the file was called."""
    found = []
    for number, words in enumerate(HOSTILE):
        name = words.replace("/", "_")[:80]
        file = tmp_path / f"{number} {name}.txt"
        file.write_text("Acme agreed to buy chips from Bolt for $3 billion.", "utf-8")
        document = kg.read(file, date="2026-01-02")
        assert name.strip() in document.id
        found.append(Extraction(document=document, claims=tuple(kg.extract_claims(document).claims)))
    graph = KnowledgeGraph(Store.memory())
    record(graph._store, found, graph.companies)
    with running(graph) as port, chromium() as browser:
        page = browser.new_page(viewport={"width": DESK[0], "height": DESK[1]}, accept_downloads=True)
        page.goto(f"http://127.0.0.1:{port}/company/Acme")
        page.evaluate("dealgraph.open({ line: dealgraph.lines[0].id })")
        assert page.locator("#evidence .card").count() == len(HOSTILE)
        for kind in ("Table (CSV)", "Mermaid", "Picture (SVG)"):
            page.get_by_text("Save", exact=True).click()
            with page.expect_download() as download:
                page.get_by_role("button", name=kind).click()
            assert download.value.suggested_filename in {"deals.csv", "deals.mmd", "deals.svg"}
        for extraction in found[::8]:
            page.goto(f"http://127.0.0.1:{port}/document/{quote(extraction.document.id, safe='')}")
            assert page.evaluate("dealgraph.nodes") == ["Acme", "Bolt"]
        assert page.evaluate("globalThis.PWN") is None


def test_queries_beyond_the_processes_are_told_to_wait():
    pattern = " ".join(f"?a{n} ?b{n} ?c{n} ." for n in range(9))
    endless = f"SELECT (COUNT(*) AS ?n) {{ {pattern} }}"
    with running(seconds=1.5, workers=1) as port:
        rows(ask(port, NAMES))
        replies = []
        threads = [threading.Thread(target=lambda: replies.append(ask(port, endless))) for _ in range(4)]
        for thread in threads:
            thread.start()
        assert json.loads(send(port, "GET", "/health").body)["status"] == "ok"
        for thread in threads:
            thread.join()
        assert {reply.status for reply in replies} == {503}
        assert all(reply.headers["Retry-After"] == "5" for reply in replies)
        assert rows(ask(port, NAMES)) == [{"name": "OpenAI"}, {"name": "Oracle"}]
