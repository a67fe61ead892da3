"""The store: queries and what they may not do, results, limits, the folder and its readers and writers, crashes."""

import http.server
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pyoxigraph
import pytest
import rdflib

from kg.companies import Companies
from kg.errors import QueryError, StoreError, UsageError
from kg.facts import record
from kg.model import Claim, Company, Document, Extraction
from kg.namespaces import CLAIMS, FACTS, REGISTRY
from kg.rdf import Literal
from kg.store import Change, Store
from kg.store.limits import Limits
from kg.store.terms import python_value

KNOWN = Companies([Company(name="OpenAI"), Company(name="Oracle")])
A, B, C, P = (f"http://example.org/{name}" for name in "abcp")
DECIMAL = "http://www.w3.org/2001/XMLSchema#decimal"


def found(doc="d", provider="Oracle"):
    roles = {"customer": ("OpenAI",), "provider": (provider,)}
    return Extraction(
        document=Document(id=doc), claims=(Claim(doc=doc, type="usage", roles=roles, summary="…"),)
    )


@pytest.fixture
def store():
    """A fact, another with text, and a claim."""
    store = Store.memory()
    text = Literal('a "b"\n,c')
    store.change({FACTS: Change(set(), {(A, P, B), (A, P, text)}), CLAIMS: Change(set(), {(C, P, A)})})
    yield store
    store.close()


class TestQueries:
    def test_facts_are_the_default_graph_and_the_others_are_named(self, store):
        assert list(store.select(f"SELECT ?s {{ ?s <{P}> <{B}> }}")) == [(A,)]
        assert list(store.select(f"SELECT ?s {{ ?s <{P}> <{A}> }}")) == []
        assert list(store.select(f"SELECT ?s ?g {{ GRAPH ?g {{ ?s <{P}> <{A}> }} }}")) == [(C, CLAIMS)]
        assert list(store.select(f"SELECT ?s FROM graph:claims {{ ?s <{P}> <{A}> }}")) == [(C,)]
        assert list(store.select("SELECT ?g FROM NAMED graph:claims { GRAPH ?g { ?s ?p ?o } }")) == [
            (CLAIMS,)
        ]

    def test_ask(self, store):
        assert list(store.select(f"ASK {{ <{A}> <{P}> <{B}> }}")) == [(True,)]
        assert bool(store.select(f"ASK {{ <{B}> <{P}> <{A}> }}")) is False

    def test_construct_and_describe_give_sorted_triples(self, store):
        made = store.select(f"CONSTRUCT {{ ?o <{P}> ?s }} {{ ?s <{P}> ?o FILTER(ISIRI(?o)) }}")
        assert (made.columns, list(made)) == (("subject", "predicate", "object"), [(B, P, A)])
        assert made.to_turtle().endswith(f"<{B}> <{P}> <{A}> .\n")
        assert made.table() == made.to_turtle().rstrip()
        described = store.select(f"DESCRIBE <{A}>")
        assert list(described) == [(A, P, 'a "b"\n,c'), (A, P, B)]

    def test_an_empty_store(self):
        assert list(Store.memory().select("SELECT ?s { ?s ?p ?o }")) == []

    def test_a_change_is_seen(self, store):
        query = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
        assert list(store.select(query)) == [(2,)]
        store.change({FACTS: Change({(A, P, B)}, set())})
        assert list(store.select(query)) == [(1,)]


class TestRows:
    QUERY = (
        "SELECT ?iri ?text ?n ?half ?yes ?day ?none { VALUES (?iri ?text ?n ?half ?yes ?day) {"
        " (org:OpenAI 'a, \"b\"' 300000000000.0 0.5 true '2027-01-01T00:00:00Z'^^xsd:dateTime)"
        " (tp:Deal 'x'@en 7 '1e3'^^xsd:double false 'many'^^xsd:integer) } } ORDER BY ?iri"
    )

    def test_python_values(self, store):
        rows = store.select(self.QUERY)
        assert rows.to_dicts() == [
            {"iri": "https://w3id.org/tech-partnerships/id/org/OpenAI", "text": 'a, "b"', "n": 300000000000, "half": 0.5,
             "yes": True, "day": "2027-01-01T00:00:00Z", "none": None},
            {"iri": "https://w3id.org/tech-partnerships/ontology#Deal", "text": "x", "n": 7, "half": 1000.0, "yes": False,
             "day": "many", "none": None},
        ]  # fmt: skip
        assert [type(value) for value in next(iter(rows))] == [str, str, int, float, bool, str, type(None)]
        assert len(rows) == len(list(rows)) == 2
        json.dumps(rows.to_dicts())

    def test_every_kind_of_term_is_read_off_the_text_as_off_the_term(self, store):
        values = (
            '("x\\ty\\n\\"z\\\\" 1) ("<a>" 2.50) (1e3 true) ("<<(" "a"@en) (UNDEF <http://é/a>) (-3 "")'
            ' ("many"^^xsd:integer "+5"^^xsd:integer) ("INF"^^xsd:double "2025-01-01"^^xsd:date) (".5"^^xsd:decimal 4.0)'
        )
        for more in ("", " (<<( <http://a> <http://b> 1 )>> 5)"):
            rows = store.ask(f"SELECT * {{ VALUES (?a ?b) {{ {values}{more} }} }}")
            terms = [tuple(map(python_value, row)) for row in rows.terms]
            assert list(rows) == terms
            assert [tuple(map(type, row)) for row in rows] == [tuple(map(type, row)) for row in terms]
        assert terms[:4] == [('x\ty\n"z\\', 1), ("<a>", 2.5), (1000.0, True), ("<<(", "a")]

    def test_rows_without_columns_and_without_rows(self, store):
        assert list(store.ask("SELECT * {}")) == [()]
        none = store.ask("SELECT ?x { FILTER(false) }")
        assert (list(none), len(none), bool(none), none.table()) == ([], 0, False, "x")

    def test_table(self, store):
        assert store.select(self.QUERY).table().splitlines() == [
            "iri         text    n             half  yes    day                   none",
            'org:OpenAI  a, "b"  300000000000  0.5   true   2027-01-01T00:00:00Z',
            "tp:Deal     x       7             1000  false  many",
        ]

    def test_csv_and_tsv(self, store):
        rows = store.select("SELECT ?a ?b { VALUES (?a ?b) { ('x, \"y\"' org:A) ('t\\tn\\n' UNDEF) } }")
        assert (
            rows.to_csv() == 'a,b\r\n"x, ""y""",https://w3id.org/tech-partnerships/id/org/A\r\n"t\tn\n",\r\n'
        )
        assert rows.to_tsv() == (
            '?a\t?b\n"x, \\"y\\""\t<https://w3id.org/tech-partnerships/id/org/A>\n"t\\tn\\n"\t\n'
        )

    def test_json_is_what_the_engine_writes(self, store):
        native = pyoxigraph.Store().query(
            self.QUERY, prefixes={"org": "https://w3id.org/tech-partnerships/id/org/", "tp": "https://w3id.org/tech-partnerships/ontology#", "xsd": "http://www.w3.org/2001/XMLSchema#"}
        )  # fmt: skip
        expected = json.loads(native.serialize(format=pyoxigraph.QueryResultsFormat.JSON))
        assert json.loads(store.select(self.QUERY).to_json()) == expected
        assert json.loads(store.select("ASK {}").to_json()) == {"head": {}, "boolean": True}

    def test_only_triples_are_turtle(self, store):
        with pytest.raises(TypeError, match="only CONSTRUCT and DESCRIBE give triples"):
            store.select("ASK {}").to_turtle()


MALFORMED = [
    ("SELECT ?x WHERE { ?x ?y }", (1, 26), "the query ends before it is complete"),
    ("SELECT ?x WHERE {\n  ?x a ?y", (2, 10), "the query ends before it is complete"),
    ("SELECT ?x WHERE {\n  ?x foo:bar ?y }", (2, 6), "unknown prefix foo:; declare it, or use tp, "),
    (
        "PREFIX bar: <http://b/>\nSELECT * { ?é bar:x ?o . _:b :y ?o }",
        (2, 30),
        "unknown prefix :; declare it",
    ),
    ("SELECT ?y (COUNT(?x) AS ?y) { ?x a ?y }", (1, 40), "The SELECT contains a variable that is unbound"),
    ("", (1, 1), "the query ends before it is complete"),
    ("SELECT ?x { ?x a ?y } LIMIT many", (1, 29), "'many' cannot stand here"),
    ("INSERT DATA { <http://a> <http://b> 1 }", (1, 1), "INSERT is an update, and queries only read"),
    ("# hello\nPREFIX a: <http://a> DELETE WHERE { ?s ?p ?o }", (2, 22), "DELETE is an update"),
    ("LOAD <http://localhost/x>", (1, 1), "LOAD is an update"),
    (
        "SELECT * FROM <http://localhost/x> { ?s ?p ?o }",
        (1, 15),
        "there is no graph <http://localhost/x>; the graphs are",
    ),
    (
        "SELECT * FROM NAMED <file:///etc/passwd> { ?s ?p ?o }",
        (1, 21),
        "there is no graph <file:///etc/passwd>",
    ),
    ("SELECT * FROM tp:x { ?s ?p ?o }", (1, 15), "there is no graph tp:x"),
    (
        "SELECT * { ?s ?p ?o \\u0053ERVICE <http://a> {} }",
        (1, 21),
        "character escapes stand in strings alone",
    ),
]


@pytest.mark.parametrize(("query", "place", "message"), MALFORMED)
def test_what_is_wrong_is_shown_where_it_stands(store, query, place, message):
    with pytest.raises(QueryError) as raised:
        store.select(query)
    error = raised.value
    assert (error.line, error.column) == place
    assert str(error).startswith("line {}, column {}: {}".format(*place, message or ""))
    assert "\n" not in str(error)
    assert error.exit_code == 2


@pytest.fixture(scope="module")
def listener():
    """An HTTP server that notes every request."""
    calls = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            calls.append(self.path)
            self.send_error(500)

        def log_message(self, *_):
            pass

    server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/", calls
    server.shutdown()
    server.server_close()


CALLS = [
    "SELECT * { SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { service silent <URL> { ?s ?p ?o } }",
    "SELECT * { ?s ?p 5SERVICE <URL> {} }",
    "SELECT * { ?s ?p trueSERVICE <URL> {} }",
    "SELECT * { ?s ?p <http://x>SERVICE#\nSILENT#\n<URL>#\n{} }",
    "SELECT * { ?s ?p ?o SERVICESILENT<URL>{} }",
    "PREFIX u: <URL> SELECT * { ?s ?p ?o SERVICE u: {} }",
    "SELECT * { VALUES ?u { <URL> } SERVICE ?u { ?s ?p ?o } }",
    "SELECT * { VALUES ?u { <URL> } SERVICE $u{ ?s ?p ?o } }",
    "SELECT * { ?s ?p ?o FILTER(?s<tp:c#>'''\n)SERVICE <URL> {}#'''\n}",
    "SELECT * { ?s ?p ?o FILTER(?s<'b>' || ?o = 'd')SERVICE <URL> {} FILTER('' = '') }",
    "SELECT * { ?s ?p ?o FILTER(?s<?b)SERVICE#>\n<URL>{} }",
    "ASK { { SELECT * { SERVICE <URL> { ?s ?p ?o } } } }",
    "CONSTRUCT { ?s ?p ?o } { OPTIONAL { SERVICE <URL> { ?s ?p ?o } } }",
]


@pytest.mark.parametrize("query", CALLS)
def test_no_trick_calls_out(store, listener, query):
    url, calls = listener
    with pytest.raises(QueryError, match="SERVICE is refused"):
        store.select(query.replace("URL", url))
    assert calls == []


def test_the_engine_itself_would_call(listener):
    """The reason for the guard; when this fails, the guard may go."""
    url, calls = listener
    with pytest.raises(OSError, match=r".*"):
        list(pyoxigraph.Store().query(f"SELECT * {{ SERVICE <{url}engine> {{ ?s ?p ?o }} }}"))
    assert calls.pop() == "/engine"


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?service { ?service <http://a/service> 'SERVICE <http://a>' } # which service",
        "PREFIX service: <http://a> SELECT * { ?s service:load ?from ; tp:service ?with . }",
        "SELECT ('\\u0041' AS ?insert) {}",
    ],
)
def test_innocent_words_pass(store, query):
    store.select(query)


class TestLimits:
    CARTESIAN = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l } ORDER BY ?l ?a ?h"

    @pytest.fixture
    def many(self):
        store = Store.memory()
        store.change({FACTS: Change(set(), {(f"{A}{number}", P, B) for number in range(300)})})
        yield store
        store.close()

    def test_time(self, many):
        began = time.monotonic()
        with pytest.raises(
            QueryError, match=r"^the query did not end within 1 seconds; narrow it, or add a LIMIT$"
        ):
            many.select(self.CARTESIAN, Limits(seconds=1, memory=10**10))
        assert time.monotonic() - began < 5
        assert len(many.select("SELECT * { ?s ?p ?o }")) == 300

    def test_memory(self, many):
        with pytest.raises(QueryError, match=r"^the query needs more than 100 MB of memory; "):
            many.select(self.CARTESIAN, Limits(memory=100_000_000))
        assert len(many.select("SELECT * { ?s ?p ?o }")) == 300

    def test_size_of_the_result(self, many):
        with pytest.raises(
            QueryError, match=r"^the result is larger than 1 MB; narrow the query, or add a LIMIT$"
        ):
            many.select("SELECT * { ?a ?b ?c . ?d ?e ?f }", Limits(size=1_000_000))
        assert len(many.select("SELECT * { ?s ?p ?o }")) == 300

    def test_the_process_goes_with_the_store(self, many):
        many.select("ASK {}")
        process = many._worker._process
        assert process.poll() is None
        many.close()
        assert process.poll() is not None


@pytest.mark.filterwarnings(
    "ignore:Dataset.default_context is deprecated:DeprecationWarning"
)  # rdflib's own use
class TestDataset:
    def test_rdflib_sees_every_layer(self, store):
        dataset = store.dataset()
        assert isinstance(dataset, rdflib.Dataset)
        assert len(dataset) == 3
        assert {graph.identifier for graph in dataset.graphs()} >= {
            rdflib.URIRef(FACTS),
            rdflib.URIRef(CLAIMS),
        }
        assert [str(row.s) for row in dataset.query(f"SELECT ?s {{ ?s <{P}> <{A}> }}")] == [C]
        assert set(dataset.graph(rdflib.URIRef(FACTS)).objects(rdflib.URIRef(A))) == {
            rdflib.URIRef(B), rdflib.Literal('a "b"\n,c'),
        }  # fmt: skip

    def test_plain_strings_are_plain(self):
        store = Store.memory()
        record(store, [found()], KNOWN)
        dataset = store.dataset()
        label = rdflib.RDFS.label
        assert rdflib.Literal("OpenAI") in set(dataset.objects(None, label))
        assert (None, label, rdflib.Literal("OpenAI")) in dataset
        assert rdflib.Literal("OpenAI") in {row[0] for row in dataset.query("SELECT ?o { ?s rdfs:label ?o }")}
        made = dataset.query("CONSTRUCT { ?s rdfs:label ?o } { ?s rdfs:label ?o }").graph
        assert rdflib.Literal("OpenAI") in set(made.objects(None, label))

    def test_rdflib_reads_the_same_graph_from_text(self):
        store = Store.memory()
        record(store, [found()], KNOWN)
        read = rdflib.Dataset(default_union=True)
        read.parse(data=store.dump("nquads").decode(), format="nquads")
        assert set(read.quads()) == set(store.dataset().quads())


class TestDump:
    @pytest.mark.parametrize("form", ["nquads", "trig", "turtle", "jsonld"])
    def test_the_same_graph_gives_the_same_bytes(self, form):
        stores = [Store.memory(), Store.memory()]
        for store, order in zip(stores, [("a", "b"), ("b", "a")], strict=True):
            for doc in order:
                record(store, [found(doc)], KNOWN)
        assert stores[0].dump(form) == stores[1].dump(form)

    @pytest.mark.parametrize("form", ["nquads", "trig", "jsonld"])
    def test_it_reads_back(self, store, form):
        formats = {
            "nquads": pyoxigraph.RdfFormat.N_QUADS, "trig": pyoxigraph.RdfFormat.TRIG, "jsonld": pyoxigraph.RdfFormat.JSON_LD,
        }  # fmt: skip
        again = Store(pyoxigraph.Store())
        again._quads.load(store.dump(form), format=formats[form])
        assert again.dump("nquads") == store.dump("nquads")

    def test_json_ld_speaks_the_words_of_the_context(self):
        store = Store.memory()
        record(store, [found()], KNOWN)
        written = json.loads(store.dump("jsonld"))
        assert list(written) == ["@context", "@graph"]
        (facts,) = (graph for graph in written["@graph"] if graph["id"] == FACTS)
        (deal,) = (node for node in facts["@graph"] if "Deal" in node.get("type", ()))
        assert deal["type"] == ["Deal", "Usage"]
        assert (deal["customer"], deal["provider"], deal["status"]) == (
            "org:OpenAI",
            "org:Oracle",
            "k:announced",
        )
        again = Store(pyoxigraph.Store())
        again._quads.load(store.dump("jsonld"), format=pyoxigraph.RdfFormat.JSON_LD)
        assert again.dump("nquads") == store.dump("nquads")

    def test_turtle_merges_the_layers(self, store):
        triples = set(pyoxigraph.parse(store.dump("turtle"), format=pyoxigraph.RdfFormat.TURTLE))
        assert len(triples) == 3

    def test_another_form(self, store):
        with pytest.raises(
            UsageError, match=r"^'xml' is no form of RDF known here; choose trig, nquads, turtle, jsonld$"
        ):
            store.dump("xml")


@pytest.fixture
def folder(tmp_path):
    """A store on disk that holds one document."""
    with Store.open(tmp_path / "deals.kg", create=True) as store:
        record(store, [found()], KNOWN)
    return tmp_path / "deals.kg"


class TestFolder:
    def test_what_was_written_is_there(self, folder):
        with Store.open(folder) as store:
            assert [claim.doc for claim in store.claims()] == ["d"]
            assert list(store.select("SELECT ?n { ?a tp:suppliedBy/rdfs:label ?n }")) == [("Oracle",)]

    def test_it_holds_what_memory_holds(self, folder):
        memory = Store.memory()
        record(memory, [found()], KNOWN)
        with Store.open(folder) as store:
            assert store.dump("nquads") == memory.dump("nquads")
            record(store, [found("e")], KNOWN)
            record(store, [], KNOWN, without=["e"])
            assert store.dump("nquads") == memory.dump("nquads")
            assert len(store.select("SELECT * { ?a tp:suppliedBy ?b }")) == 1

    def test_nothing_is_made_before_the_first_write(self, tmp_path):
        with Store.open(tmp_path / "new.kg", create=True) as store:
            assert list(store.claims()) == []
            assert list(store.select("SELECT * { ?s ?p ?o }")) == []
        assert list(tmp_path.iterdir()) == []

    def test_an_empty_folder_becomes_a_store(self, tmp_path):
        with Store.open(tmp_path, create=True) as store:
            record(store, [found()], KNOWN)
        with Store.open(tmp_path) as store:
            assert len(list(store.claims())) == 1

    def test_a_reader_sees_what_was_committed_when_it_opened(self, folder):
        with Store.open(folder) as reader, Store.open(folder) as writer:
            for doc in "efg":
                record(writer, [found(doc)], KNOWN)
            assert [claim.doc for claim in reader.claims()] == ["d"]
            assert len(reader.select("SELECT ?c { GRAPH graph:claims { ?c a tp:Claim } }")) == 1
            with Store.open(folder) as late:
                assert len(list(late.claims())) == 4

    def test_a_reader_that_writes_first_sees_what_others_wrote(self, folder):
        with Store.open(folder) as late:
            with Store.open(folder) as early:
                record(early, [found("e")], KNOWN)
            record(late, [found("f")], KNOWN)
            assert sorted(claim.doc for claim in late.claims()) == ["d", "e", "f"]

    def test_old_snapshots_go_when_nobody_reads_them(self, folder):
        with Store.open(folder) as writer:
            with Store.open(folder):
                record(writer, [found("e")], KNOWN)
                record(writer, [found("f")], KNOWN)
                assert {path.name for path in folder.glob("snapshot-*")} == {"snapshot-1", "snapshot-3"}
            record(writer, [found("g")], KNOWN)
        assert {path.name for path in folder.glob("snapshot-*")} == {"snapshot-4"}

    def test_many_readers(self, folder):
        script = "import sys; from pathlib import Path; from kg.store import Store; s = Store.open(Path(sys.argv[1]))\n"
        script += "print(len(list(s.claims())), flush=True); sys.stdin.read()"
        readers = [
            subprocess.Popen(
                [sys.executable, "-c", script, folder], stdin=subprocess.PIPE, stdout=subprocess.PIPE
            )
            for _ in range(2)
        ]
        assert [reader.stdout.readline() for reader in readers] == [b"1\n"] * 2
        with Store.open(folder) as writer:
            record(writer, [found("e")], KNOWN)
        for reader in readers:
            assert reader.communicate()[0] == b""
            assert reader.returncode == 0


def opened(path, **options):
    with pytest.raises(StoreError) as raised:
        Store.open(path, **options).close()
    assert "\n" not in str(raised.value)
    return str(raised.value).replace(str(path), "PATH")


class TestFoldersThatAreNoStore:
    def test_missing(self, tmp_path):
        told = "PATH: no such store; check the path, or make one with kg add FILE --store PATH"
        assert opened(tmp_path / "none") == told

    def test_a_file(self, tmp_path):
        (tmp_path / "file").write_text("")
        told = "PATH: is a file, and a store is a folder; check the path"
        assert opened(tmp_path / "file") == opened(tmp_path / "file", create=True) == told

    def test_a_foreign_folder(self, tmp_path):
        (tmp_path / "photo.jpg").write_text("")
        told = "PATH: is no store (it holds no store.json); choose another folder"
        assert opened(tmp_path) == opened(tmp_path, create=True) == told
        assert [path.name for path in tmp_path.iterdir()] == ["photo.jpg"]

    @pytest.mark.parametrize("text", ["", "{}", "[]", '{"name": "my app"}'])
    def test_a_foreign_marker(self, tmp_path, text):
        (tmp_path / "store.json").write_text(text)
        assert (
            opened(tmp_path)
            == "PATH: is no store (its store.json says something else); choose another folder"
        )

    def test_another_version(self, folder):
        marker = json.loads((folder / "store.json").read_text())
        (folder / "store.json").write_text(json.dumps(marker | {"dealgraph-store": 9}))
        assert (
            opened(folder) == "PATH: has format 9 and this release reads 1; add its articles to a new store"
        )

    def test_a_lost_snapshot(self, folder):
        (folder / "snapshot-1" / "CURRENT").unlink()
        assert opened(folder).startswith("PATH: has no snapshot 1; the store is damaged")

    def test_a_damaged_snapshot(self, folder):
        (folder / "snapshot-1" / "CURRENT").write_text("MANIFEST-999999\n")
        assert opened(folder).startswith("PATH: cannot be read (")

    def test_a_writer_at_work(self, folder):
        with Store.open(folder) as first, Store.open(folder) as second:
            record(first, [found("e")], KNOWN)
            with pytest.raises(
                StoreError, match=r"deals.kg: another process is writing this store; wait for it, or end it$"
            ):
                record(second, [found("f")], KNOWN)
            assert [claim.doc for claim in second.claims()] == ["d"]

    @pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
    def test_a_folder_that_may_not_be_written(self, folder):
        folder.chmod(0o500)
        with Store.open(folder) as store, pytest.raises(StoreError, match="cannot be written"):
            record(store, [found("e")], KNOWN)
        folder.chmod(0o700)

    def test_a_database_that_cannot_be_opened(self, folder):
        shutil.rmtree(folder / "live")
        (folder / "live").write_text("")
        with Store.open(folder) as store, pytest.raises(StoreError) as raised:
            record(store, [found("e")], KNOWN)
        assert "deals.kg: cannot be written (" in str(raised.value)
        assert "\n" not in str(raised.value)

    def test_a_folder_that_cannot_be_made(self, tmp_path):
        with Store.open(tmp_path / "no" / "store", create=True) as store, pytest.raises(StoreError) as raised:
            record(store, [found()], KNOWN)
        assert "store: cannot be written (No such file or directory); check the disk" in str(raised.value)


WRITER = """
import sys, itertools
sys.path.insert(0, sys.argv[2])
from pathlib import Path
from kg.facts import record
from kg.store import Store
from test_store import KNOWN, found
with Store.open(Path(sys.argv[1]), create=True) as store:
    for number in itertools.count():
        record(store, [found(f"doc-{number}", f"Provider {number}")], KNOWN)
        print(number, flush=True)
"""


@pytest.mark.parametrize("delay", [0.0, 0.05, 0.3])
def test_a_killed_writer_leaves_whole_documents(tmp_path, delay):
    """Every document that was promised is there, at most the next one more, each with all that follows from it."""
    path = tmp_path / "deals.kg"
    command = [sys.executable, "-c", WRITER, path, Path(__file__).parent]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "0\n"
    time.sleep(delay)
    process.send_signal(signal.SIGKILL)
    promised = len(process.communicate()[0].split()) + 1
    with Store.open(path) as store:
        there = len(list(store.claims()))
        assert promised <= there <= promised + 1
        whole = Store.memory()
        record(whole, [found(f"doc-{number}", f"Provider {number}") for number in range(there)], KNOWN)
        assert store.dump("nquads") == whole.dump("nquads")
        record(store, [found("after")], KNOWN)
        assert promised + 1 <= len(list(store.claims())) <= promised + 2


def test_malformed_quads_leave_the_store_as_it_was(store):
    before = store.dump("nquads")
    with pytest.raises(StoreError, match="these are no N-Quads"):
        store.load(b"<http://a> <http://b> <http://c> <http://g> .\n<http://a> oops")
    assert store.dump("nquads") == before


def test_parts_are_loaded_all_or_none(store):
    before = store.dump("nquads")

    def parts():
        yield f"<{A}> <{P}> <{C}> <{FACTS}> .\n".encode()
        raise UsageError("no more")

    with pytest.raises(UsageError):
        store.load(parts(), trusted=True)
    assert store.dump("nquads") == before
    store.load((f"<{A}> <{P}> ", f"<{C}> <{FACTS}> .\n")[n].encode() for n in (0, 1))
    assert list(store.triples(FACTS, object_=C)) == [(A, P, C)]


def test_any_text_goes_through_a_change(store):
    texts = {
        (A, P, Literal(text))
        for text in ("\x01\x7f\t\r\n\\ \" '", "独家 🛰", "} INSERT DATA { <a> <b> <c> }", "a .\nb")
    }
    store.change({REGISTRY: Change(set(), texts)})
    assert set(store.triples(REGISTRY)) == texts
    store.change({REGISTRY: Change(texts, set())})
    assert list(store.triples(REGISTRY)) == []
