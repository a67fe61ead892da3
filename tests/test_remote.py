"""Stores on servers: two real ones give what the embedded store gives, and a hostile one gets a clear line."""

import base64
import http.server
import json
import threading
from contextlib import contextmanager, suppress

import pytest
from sparql_servers import VIRTUOSO, oxigraph, oxigraph_server, virtuoso, virtuoso_server
from test_serve import running, send

import kg
from kg.companies import Companies
from kg.errors import ClaimsError, QueryError, StoreError
from kg.facts import record
from kg.judgements import Judgement
from kg.knowledge import KnowledgeGraph
from kg.model import Claim, Company, Document, Extraction, Money
from kg.namespaces import CLAIMS, FACTS, JUDGEMENTS, LAYERS, XSD
from kg.queries import named_queries
from kg.rdf import Literal
from kg.store import Change, Store, pages
from kg.store import endpoint as endpoint_module
from kg.store import http as http_module
from kg.store.endpoint import Places
from kg.store.remote import RemoteStore

NAMES = [f"Company {number}" for number in range(12)]
KNOWN = Companies([Company(name=name) for name in NAMES])
NOT_ON_VIRTUOSO = {"concentration", "providers-on-date"}
"""Questions that Virtuoso 7.2 answers otherwise than SPARQL says, when it is asked itself."""


@pytest.fixture(scope="module")
def bundled():
    with kg.open() as graph:
        yield graph


@pytest.fixture(scope="module", params=["oxigraph", "virtuoso"])
def server(request, tmp_path_factory):
    if request.param == "oxigraph":
        with oxigraph() as url:
            yield url
    else:
        if VIRTUOSO is None:
            pytest.skip("virtuoso-t is not installed; tests/servers/README.md says how")
        with virtuoso(tmp_path_factory.mktemp("virtuoso")) as url:
            yield url


@pytest.fixture(scope="module")
def loaded(server, bundled):
    store = RemoteStore(server)
    store.load(bundled.export("nquads"))
    yield store
    store.close()


@pytest.fixture
def empty(server):
    with RemoteStore(server) as store:
        clear(store)
        yield store
        clear(store)


@pytest.fixture
def impatient(monkeypatch):
    monkeypatch.setattr(http_module, "PAUSES", (0.0, 0.0))


def clear(store):
    for layer in (*LAYERS, JUDGEMENTS):
        store.update(f"CLEAR SILENT GRAPH <{layer}>")


def article(number, amount=None, text=""):
    roles = {"customer": (NAMES[number % 12],), "provider": (NAMES[(number + 1) % 12],)}
    money = None if amount is None else Money(value=amount, currency="USD")
    name = f"article-{number}"
    claim = Claim(doc=name, type="contract", roles=roles, amount=money, summary="…")
    return Extraction(document=Document(id=name, text=text, date="2026-01-05"), claims=(claim,))


class TestSameAsEmbedded:
    def test_the_graph_round_trips(self, loaded, bundled):
        assert loaded.dump("nquads") == bundled.export("nquads")
        assert len(loaded) == len(bundled._store)
        assert list(loaded.claims()) == list(bundled.claims())

    @pytest.mark.parametrize("name", sorted(named_queries()))
    def test_a_named_question_gives_equal_rows(self, loaded, bundled, name):
        assert sorted(map(str, KnowledgeGraph(loaded).ask(name))) == sorted(map(str, bundled.ask(name)))

    @pytest.mark.parametrize("name", sorted(set(named_queries()) - NOT_ON_VIRTUOSO))
    def test_most_do_when_the_server_itself_is_asked(self, loaded, bundled, name, monkeypatch):
        monkeypatch.setattr(loaded._server, "places", loaded._server.places._replace(exact=True))
        assert sorted(map(str, KnowledgeGraph(loaded).ask(name))) == sorted(map(str, bundled.ask(name)))

    def test_the_network(self, loaded, bundled):
        there, here = KnowledgeGraph(loaded).network(), bundled.network()
        assert sorted(there.nodes) == sorted(here.nodes)
        assert sorted(map(str, there.edges(data=True))) == sorted(map(str, here.edges(data=True)))

    def test_facts_are_the_default_graph_and_the_layers_are_named(self, loaded, bundled):
        for query in (
            "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
            "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g",
            "SELECT (COUNT(*) AS ?n) FROM graph:claims { ?s ?p ?o }",
            "ASK { org:OpenAI tp:suppliedBy org:Oracle }",
            "CONSTRUCT { ?s tp:suppliedBy ?o } WHERE { ?s tp:suppliedBy ?o }",
        ):
            assert list(loaded.select(query)) == list(bundled.sparql(query)), query

    def test_queries_are_checked_before_they_are_sent(self, loaded):
        with pytest.raises(QueryError, match="line 1, column 12: SERVICE is refused"):
            loaded.select("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }")
        with pytest.raises(QueryError, match="line 1, column 17"):
            loaded.select("SELECT  { ?s ?p }")
        with pytest.raises(QueryError, match="INSERT is an update"):
            loaded.select("INSERT DATA { <http://a> <http://b> <http://c> }")


class TestWriting:
    def test_articles_come_and_go_as_in_memory(self, empty):
        with Store.memory() as local:
            for store in (empty, local):
                for number in range(3):
                    record(
                        store,
                        [article(number, amount=5, text='Zeilen\n„und“ "Zeichen" \\ \U0001f600 \t')],
                        KNOWN,
                    )
                record(store, [article(1, amount=7)], KNOWN)
                record(store, [], KNOWN, without=["article-2"])
            assert empty.dump("nquads") == local.dump("nquads")

    def test_more_rows_than_the_server_gives_at_once(self, empty, monkeypatch):
        many = {(f"http://e/s{number:05}", "http://e/p", "http://e/o") for number in range(12_000)}
        many |= {("http://e/hub", "http://e/p", f"http://e/o{number:05}") for number in range(11_000)}
        empty.change({FACTS: Change(set(), many)})
        assert set(empty.triples(FACTS)) == many
        monkeypatch.setattr(RemoteStore, "_hold", lambda *_: None)  # by pages, not by the whole layer
        assert set(empty.triples(FACTS, predicate="http://e/p")) == many
        assert len(set(empty.triples(FACTS, "http://e/hub"))) == 11_000
        assert len(list(empty.triples(FACTS, None, "http://e/p", "http://e/o"))) == 12_000

    def test_an_answer_that_the_server_cuts_is_refused(self, empty):
        many = {(f"http://e/s{number:05}", "http://e/p", Literal(str(number))) for number in range(12_000)}
        empty.change({FACTS: Change(set(), many)})
        if empty._server.places.exact:
            assert len(empty.select("SELECT ?s { ?s ?p ?o }")) == 12_000
        else:
            with pytest.raises(StoreError, match="gives 10,000 of 12,000 rows; ask in parts"):
                empty.select("SELECT ?s { ?s ?p ?o }")

    def test_a_change_that_broke_off_is_completed_by_making_it_again(self, empty, monkeypatch):
        """However few of the steps were done: an addition, a replacement, a removal."""
        monkeypatch.setattr(empty._server, "places", empty._server.places._replace(batch=7, graphs=None))
        update = endpoint_module.Endpoint.update
        steps = [[article(0, 5), article(1, 5)], [article(0, 7)], []]
        for done in (0, 1, 4, 9):
            clear(empty)
            with Store.memory() as local:
                for found in steps:
                    without = [] if found else ["article-1"]
                    left = iter(range(done))

                    def breaks(self, text, left=left):
                        if next(left, None) is None:
                            raise StoreError("the server was killed")
                        update(self, text)

                    with monkeypatch.context() as killed:
                        killed.setattr(endpoint_module.Endpoint, "update", breaks)
                        with suppress(StoreError):  # few steps may be all
                            record(empty, found, KNOWN, without=without)
                    for store in (empty, local):
                        record(store, found, KNOWN, without=without)
                    assert empty.dump("nquads") == local.dump("nquads"), (done, found)


class TestDecisions:
    def test_they_are_kept_for_whoever_opens_the_graph_next(self, empty, server, tmp_path):
        taken = {"who": "ada", "when": "2026-11-24", "why": "one “letterhead”\nof \\ two"}
        same = Judgement(about="company", one="Acme Inc", other="Acme Ltd", decision="same", **taken)
        told = [article(0, 5), article(1, 5)]
        parties = ({"customer": ("Acme Inc",)}, {"customer": ("Acme Ltd",)})
        found = [
            each.model_copy(
                update={"claims": tuple(claim.model_copy(update={"roles": {**roles, "provider": ("Bolt",)}}) for claim in each.claims)}
            )
            for each, roles in zip(told, parties, strict=True)
        ]  # fmt: skip
        with kg.open(tmp_path / "local.kg", create=True) as local, kg.open(server) as graph:
            for each in (local, graph):
                each.put(*found)
                assert len(list(each.deals())) == 2
                each.decide(same)
            wanted = local.export("nquads")
        with kg.open(server) as graph:
            assert list(graph.judgements()) == [same]
            assert graph.companies.canonical("Acme Inc") == "Acme Ltd"
            assert [deal.roles["customer"] for deal in graph.deals()] == [("Acme Ltd",)]
            assert graph.export("nquads") == wanted
            assert list(graph.sparql("SELECT ?s { GRAPH ?g { ?s rdf:value ?o } }")) == []

    def test_in_the_order_in_which_they_were_taken(self, empty):
        lines = [f'{{"line": {number}}}' for number in range(12)]
        for line in lines:
            empty.decided.add(line)
        assert empty.decided.read() == "".join(f"{line}\n" for line in lines)

    def test_a_bad_line_is_named(self, empty, server):
        empty.decided.add("{")
        with kg.open(server) as graph, pytest.raises(ClaimsError, match=r"/judgements>, line 1: is no JSON"):
            list(graph.judgements())


PAGES = (
    "/", "/company/OpenAI", "/pair/OpenAI/Oracle", "/deal/contract--OpenAI--Oracle", "/document/openai-oracle", "/conflicts",
    "/ask/providers?company=OpenAI", "/health", "/sparql?query=SELECT%20%2A%20%7B%20%3Fs%20tp%3AsuppliedBy%20%3Fo%20%7D",
)  # fmt: skip


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")
def test_kg_serve_gives_a_graph_on_a_server_as_it_gives_the_embedded_one(server, bundled):
    with RemoteStore(server) as store:
        clear(store)
        store.load(bundled.export("nquads"))
    with running(kg.open(server)) as there, running(kg.open()) as here:
        for path in PAGES:
            one, other = send(there, "GET", path), send(here, "GET", path)
            assert (one.status, one.media) == (other.status, other.media) == (200, one.media), path
            assert one.body == other.body, path


class TestKilled:
    """A real server, killed in the middle of a change and started again: the change made again completes it."""

    @pytest.fixture(params=["oxigraph", "virtuoso"])
    def killable(self, request, tmp_path):
        if request.param == "virtuoso" and VIRTUOSO is None:
            pytest.skip("virtuoso-t is not installed; tests/servers/README.md says how")
        make = oxigraph_server if request.param == "oxigraph" else virtuoso_server
        with make(tmp_path) as server:
            yield server

    @pytest.mark.usefixtures("impatient")
    def test_the_article_added_again_is_whole(self, killable, monkeypatch):
        """Killed before, between and after the steps of an addition, and of a replacement that removes as well."""
        small = Places._replace
        monkeypatch.setattr(
            endpoint_module, "_places", lambda *a, places=endpoint_module._places, **k: small(places(*a, **k), batch=9, graphs=None)
        )  # fmt: skip
        update = endpoint_module.Endpoint.update
        with Store.memory() as local:
            for found in ([article(0, 5), article(1, 5)], [article(0, 7)]):
                record(local, found, KNOWN)
                for done in (0, 2, 5):
                    left = iter(range(done))

                    def breaks(self, text, left=left):
                        if next(left, None) is None:
                            killable.kill()
                        update(self, text)

                    with monkeypatch.context() as killed, RemoteStore(killable.url) as store:
                        killed.setattr(endpoint_module.Endpoint, "update", breaks)
                        with pytest.raises(StoreError, match=r"no server listens there|the connection broke"):
                            record(store, found, KNOWN)
                    killable.start()
                with RemoteStore(killable.url) as store:
                    record(store, found, KNOWN)
                    assert store.dump("nquads") == local.dump("nquads")

    @pytest.mark.usefixtures("impatient")
    @pytest.mark.parametrize("seconds", [0.0, 0.03])
    def test_killed_while_it_takes_a_large_article(self, killable, monkeypatch, seconds):
        told = (
            article(number, number + 1).claims[0].model_copy(update={"doc": "large"}) for number in range(300)
        )
        large = Extraction(document=Document(id="large", text="…"), claims=tuple(told))
        update, begun = endpoint_module.Endpoint.update, []

        def soon_killed(self, text):
            if not begun:
                begun.append(threading.Timer(seconds, killable.kill))
                begun[0].start()
            update(self, text)

        with monkeypatch.context() as killed, suppress(StoreError), RemoteStore(killable.url) as store:
            killed.setattr(endpoint_module.Endpoint, "update", soon_killed)
            record(store, [large], KNOWN)
        begun[0].join()
        killable.start()
        with Store.memory() as local, RemoteStore(killable.url) as store:
            for each in (local, store):
                record(each, [large], KNOWN)
            assert store.dump("nquads") == local.dump("nquads")


def test_small_reads_end_where_a_whole_layer_is_cheaper():
    with oxigraph() as url, RemoteStore(url) as store:
        store.change({CLAIMS: Change(set(), {("http://a", "http://b", "http://c")})})
        asked = []
        query = store._server.query
        store._server.query = lambda *given: asked.append(given) or query(*given)
        for _ in range(50):
            assert list(store.triples(CLAIMS, "http://a")) == [("http://a", "http://b", "http://c")]
        assert len(asked) < 5


@contextmanager
def stub(answer):
    """A server that answers as told: a function of the request's number and headers that gives status, headers, body."""
    seen = []

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self):
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            seen.append(self.headers)
            told = answer(len(seen), self.headers)
            if told is None:
                self.close_connection = True
                return
            status, headers, body = told
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)
            self.close_connection = True

        do_GET = do_POST  # noqa: N815  http.server's name

        def log_message(self, *_):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as listening:
        thread = threading.Thread(target=listening.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{listening.server_port}/sparql", seen
        finally:
            listening.shutdown()
            thread.join()


JSON = {"Content-Type": "application/sparql-results+json"}
TRUE = (200, JSON, b'{"head":{},"boolean":true}')


def rows(count):
    bindings = [{"x": {"type": "literal", "value": str(number)}} for number in range(count)]
    return 200, JSON, json.dumps({"head": {"vars": ["x"]}, "results": {"bindings": bindings}}).encode()


def counted(count):
    cell = {"type": "literal", "value": str(count), "datatype": f"{XSD}integer"}
    found = {"head": {"vars": ["count"]}, "results": {"bindings": [{"count": cell}]}}
    return 200, JSON, json.dumps(found).encode()


@pytest.mark.usefixtures("impatient")
class TestHostileServer:
    @pytest.mark.parametrize(
        ("answer", "line"),
        [
            ((500, {}, b"out of memory"), "the server fails (500 out of memory); see its log"),
            ((200, {"Content-Type": "text/html"}, b"<html><style>p{}</style><p>Log in</p>"), "answers text/html and no SPARQL result; check the address (Log in)"),
            ((404, {"Content-Type": "text/html"}, b"<h1>Not here</h1>"), "the server fails (404 Not here)"),
            ((200, JSON, b'{"head":{"vars":["x"]},"results":{"bindings":[{"x"'), "the answer is cut off or no SPARQL result"),
            ((200, JSON, b"[]"), "the answer is cut off or no SPARQL result"),
            ((200, {**JSON, "Content-Length": "5000"}, b'{"head":{},"boolean":true}'), "the answer ends after 26 of 5,000 bytes"),
            ((302, {"Location": "http://127.0.0.1:1/other"}, b""), "the server sends us to http://127.0.0.1:1/other"),
            ((503, {"Retry-After": "0"}, b""), "the server is busy (503); try again later"),
            ((401, {"WWW-Authenticate": 'Basic realm="x"'}, b""), "the server does not let this in (401); give user and password"),
            ((403, {}, b""), "the server does not let this in (403)"),
            (None, "the connection broke"),
        ],
    )  # fmt: skip
    def test_is_told_in_one_line(self, answer, line):
        with stub(lambda *_: answer) as (url, _), pytest.raises(StoreError) as told:
            RemoteStore(url.replace("http://", "http://ann:hush-hush@"))
        assert line in str(told.value)
        assert "hush" not in str(told.value)
        assert "\n" not in str(told.value)

    def test_nobody_listens(self):
        with stub(lambda *_: TRUE) as (url, _):
            pass
        with pytest.raises(StoreError, match="no server listens there"):
            RemoteStore(url)

    def test_what_broke_is_tried_again(self):
        with stub(lambda number, _: [None, (503, {}, b""), TRUE][number - 1]) as (url, seen):
            RemoteStore(url).close()
        assert len(seen) == 3

    def test_a_wrong_password_is_said_once(self):
        asks = (401, {"WWW-Authenticate": 'Basic realm="x"'}, b"")
        with stub(lambda *_: asks) as (url, seen), pytest.raises(StoreError):
            RemoteStore(url.replace("http://", "http://ann:wrong@"))
        assert [headers["Authorization"] for headers in seen] == [
            None,
            "Basic " + base64.b64encode(b"ann:wrong").decode(),
        ]

    def test_the_password_may_stand_in_the_environment(self, monkeypatch):
        monkeypatch.setenv("KG_SPARQL_USER", "ann")
        monkeypatch.setenv("KG_SPARQL_PASSWORD", "secret")
        asks = (401, {"WWW-Authenticate": 'Basic realm="x"'}, b"")
        with stub(lambda _, headers: TRUE if headers["Authorization"] else asks) as (url, seen):
            RemoteStore(url).close()
        assert base64.b64decode(seen[-1]["Authorization"].split()[1]) == b"ann:secret"

    def test_a_round_number_of_rows_is_counted(self):
        answers = [TRUE, rows(2000), counted(2500)]
        with (
            stub(lambda number, _: answers[number - 1]) as (url, _),
            RemoteStore(url) as store,
            pytest.raises(StoreError, match="gives 2,000 of 2,500 rows; ask in parts"),
        ):
            store.select("SELECT ?x { ?x ?y ?z }")

    def test_a_layer_that_is_not_whole_is_refused(self, monkeypatch):
        monkeypatch.setenv("KG_SPARQL_GRAPHS", "/graphs")
        one = (200, {"Content-Type": "application/n-triples"}, b"<http://a> <http://b> <http://c> .\n")
        answers = [TRUE, counted(2), counted(2), one, rows(0)]
        with (
            stub(lambda number, _: answers[number - 1]) as (url, _),
            RemoteStore(url) as store,
            pytest.raises(StoreError, match="gives 1 of the 2 triples"),
        ):
            list(store.triples(FACTS))

    def test_where_changes_go_is_asked_for(self):
        with (
            stub(lambda *_: TRUE) as (url, _),
            RemoteStore(url) as store,
            pytest.raises(StoreError, match="give the path in KG_SPARQL_UPDATE"),
        ):
            store.update("CLEAR ALL")

    def test_an_answer_larger_than_allowed(self):
        with (
            stub(lambda number, _: TRUE if number == 1 else rows(500)) as (url, _),
            RemoteStore(url) as store,
        ):
            limits = kg.store.limits.Limits(size=1000)
            with pytest.raises(StoreError, match="the answer is larger than 1,000 bytes"):
                store.select("SELECT ?x { ?x ?y ?z }", limits)


@pytest.mark.skipif(VIRTUOSO is None, reason="virtuoso-t is not installed; tests/servers/README.md says how")
def test_virtuoso_refuses_a_wrong_password(tmp_path):
    with (
        virtuoso(tmp_path) as url,
        RemoteStore(url.replace("dba:dba@", "dba:wrong@")) as store,
        pytest.raises(StoreError, match=r"does not let this in \(401\)"),
    ):
        store.update(f"CLEAR GRAPH <{FACTS}>")


def test_pages_are_smaller_than_what_virtuoso_cuts():
    assert pages.FIRST < 1000 <= pages.PAGE < 10_000
