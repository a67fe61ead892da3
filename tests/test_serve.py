"""The server as its clients see it: the SPARQL protocol, the API, the pages, and what is refused."""

import http.client
import json
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from urllib.parse import quote, urlencode
from xml.etree import ElementTree

import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from sample_pages import article_graph

from kg.namespaces import CLAIMS, FACTS, REGISTRY
from kg.serve import guard
from kg.serve.negotiation import preferred
from kg.serve.questions import questions
from kg.serve.server import server

_NAMED = "{ ?x rdfs:label ?name } FILTER(?name IN ('OpenAI', 'Oracle'))"
NAMES = f"SELECT ?name {{ GRAPH <{REGISTRY}> {_NAMED} }} ORDER BY ?name"
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib warns of itself
JSON, XML = "application/sparql-results+json", "application/sparql-results+xml"


@contextmanager
def running(graph=None, seconds=5.0, workers=2):
    """A server of a graph, the bundled article's by default, on a free port; gives the port."""
    with graph or article_graph() as graph, server(graph, port=0, seconds=seconds, workers=workers) as served:
        thread = threading.Thread(target=served.run, daemon=True)
        thread.start()
        yield served.socket.getsockname()[1]
        served.process.should_exit = True
        thread.join(10)


@pytest.fixture(scope="module")
def port():
    with running() as port:
        yield port


class Reply:
    """Status, headers and body of a reply."""

    def __init__(self, answer):
        self.status, self.headers, self.body = answer.status, answer.headers, answer.read()

    @property
    def media(self):
        return self.headers["Content-Type"].partition(";")[0]

    @property
    def error(self):
        return json.loads(self.body)["error"]


def send(port, method, path, body=None, **headers):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, path, body, named)
    reply = Reply(connection.getresponse())
    connection.close()
    return reply


def ask(port, query, accept=JSON, **more):
    return send(port, "GET", "/sparql?" + urlencode({"query": query, **more}), Accept=accept)


def rows(reply):
    assert reply.status == 200, reply.body
    return [
        {name: term["value"] for name, term in row.items()}
        for row in json.loads(reply.body)["results"]["bindings"]
    ]


# The SPARQL 1.1 Protocol, section 2.1: the three ways to send a query.
def test_a_query_by_get_by_form_and_by_body(port):
    expected = [{"name": "OpenAI"}, {"name": "Oracle"}]
    assert rows(ask(port, NAMES)) == expected
    form = urlencode({"query": NAMES})
    sent = send(port, "POST", "/sparql", form, Content_Type="application/x-www-form-urlencoded", Accept=JSON)
    assert rows(sent) == expected
    for media in ("application/sparql-query", "application/sparql-query; charset=utf-8"):
        assert rows(send(port, "POST", "/sparql", NAMES, Content_Type=media, Accept=JSON)) == expected


@pytest.mark.parametrize("text", ["100%25 sure + a b", "a=b&c=d", "é 独 \\n", "%41", "+"])
def test_what_is_sent_is_decoded_once(port, text):
    query = f'SELECT ("{text}" AS ?x) {{}}'
    expected = [{"x": text.replace("\\n", "\n")}]
    form = urlencode({"query": query})
    assert rows(ask(port, query)) == expected
    assert (
        rows(send(port, "POST", "/sparql", form, Content_Type="application/x-www-form-urlencoded"))
        == expected
    )
    assert (
        rows(send(port, "POST", "/sparql", query.encode(), Content_Type="application/sparql-query"))
        == expected
    )


# Section 2.1.4: the dataset. Parameters take the place of FROM.
def test_the_dataset(port):
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    graphs = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g"
    facts, claims = (
        int(rows(ask(port, count, **{"default-graph-uri": iri}))[0]["n"]) for iri in (FACTS, CLAIMS)
    )
    assert facts != claims
    assert int(rows(ask(port, count))[0]["n"]) == facts
    assert int(rows(ask(port, f"SELECT (COUNT(*) AS ?n) FROM <{CLAIMS}> {{ ?s ?p ?o }}"))[0]["n"]) == claims
    both = send(
        port,
        "GET",
        "/sparql?"
        + urlencode([("query", count), ("default-graph-uri", FACTS), ("default-graph-uri", CLAIMS)]),
    )
    assert int(rows(both)[0]["n"]) == facts + claims
    overridden = f"SELECT (COUNT(*) AS ?n) FROM <{FACTS}> {{ ?s ?p ?o }}"
    assert int(rows(ask(port, overridden, **{"default-graph-uri": CLAIMS}))[0]["n"]) == claims
    assert rows(ask(port, graphs, **{"named-graph-uri": CLAIMS})) == [{"g": CLAIMS}]
    assert len(rows(ask(port, graphs))) == 4
    assert int(rows(ask(port, count, **{"named-graph-uri": CLAIMS}))[0]["n"]) == 0
    by_body = send(
        port,
        "POST",
        "/sparql?" + urlencode({"default-graph-uri": CLAIMS}),
        count,
        Content_Type="application/sparql-query",
    )
    assert int(rows(by_body)[0]["n"]) == claims
    refused = ask(port, count, **{"default-graph-uri": "http://attack.invalid/"})
    assert (refused.status, "there is no graph 'http://attack.invalid/'" in refused.error) == (400, True)


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        (None, JSON),
        ("*/*", JSON),
        (XML, XML),
        ("text/csv", "text/csv"),
        ("text/tab-separated-values", "text/tab-separated-values"),
        ("text/turtle;q=0.9, application/sparql-results+xml;q=0.8", XML),
        ("text/csv;q=0.1, application/*;q=0.2", JSON),
        (f"{JSON};q=0, */*", XML),
    ],
)
def test_the_format_of_rows(port, accept, media):
    reply = (
        ask(port, NAMES, accept) if accept else send(port, "GET", "/sparql?" + urlencode({"query": NAMES}))
    )
    assert (reply.status, reply.media, reply.headers["Vary"]) == (200, media, "Accept")
    if media == XML:
        found = [
            node.text for node in ElementTree.fromstring(reply.body).iter() if node.tag.endswith("literal")
        ]
        assert found == ["OpenAI", "Oracle"]
    if media == "text/csv":
        assert reply.body == b"name\r\nOpenAI\r\nOracle\r\n"
    if media == "text/tab-separated-values":
        assert reply.body.splitlines() == [b"?name", b'"OpenAI"', b'"Oracle"']


@pytest.mark.parametrize(
    ("media", "parser"),
    [
        ("text/turtle", "turtle"),
        ("application/n-triples", "nt"),
        ("application/ld+json", "json-ld"),
        ("application/rdf+xml", "xml"),
    ],
)
@pytest.mark.parametrize("query", ["CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", "DESCRIBE ?s { ?s ?p ?o }"])
def test_the_format_of_triples(port, media, parser, query):
    reply = ask(port, query, media)
    assert (reply.status, reply.media) == (200, media)
    expected = int(rows(ask(port, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"))[0]["n"])
    assert len(rdflib.Graph().parse(data=reply.body, format=parser)) == expected


def test_ask(port):
    assert json.loads(ask(port, "ASK { ?s ?p ?o }").body)["boolean"] is True
    assert b"<boolean>false</boolean>" in ask(port, "ASK { <http://a> ?p ?o }", XML).body


def test_what_no_format_fits(port):
    assert ask(port, NAMES, "image/png").status == 406
    turtle = ask(port, NAMES, "text/turtle")
    assert (turtle.status, JSON in turtle.error) == (406, True)


@pytest.mark.parametrize(
    "media", ["text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml"]
)
def test_the_service_description(port, media):
    reply = send(port, "GET", "/sparql", Accept=media)
    assert (reply.status, reply.media) == (200, media)
    graph = rdflib.Graph().parse(data=reply.body, format=media if media != "application/n-triples" else "nt")
    sd = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
    service = rdflib.URIRef(f"http://127.0.0.1:{port}/sparql")
    assert (service, rdflib.RDF.type, sd.Service) in graph
    assert (service, sd.endpoint, service) in graph
    assert len(set(graph.objects(service, sd.resultFormat))) == 8
    assert {str(name) for name in graph.objects(None, sd.name)} >= {CLAIMS, FACTS}


def test_head(port):
    reply = send(port, "HEAD", "/sparql?" + urlencode({"query": NAMES}))
    assert (reply.status, reply.media, reply.body) == (200, JSON, b"")


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("SELECT * { ?s ?p }", "line 1, column 19: the query ends before it is complete"),
        ("SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }", "SERVICE is refused"),
        ("SELECT * { SERVICE SILENT ?x { ?s ?p ?o } }", "SERVICE is refused"),
        ("SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }", "there is no graph <file:///etc/passwd>"),
        ("LOAD <http://attack.invalid/>", "LOAD is an update, and queries only read"),
        ("INSERT DATA { <http://a> <http://b> <http://c> }", "INSERT is an update"),
        ("DROP ALL", "DROP is an update"),
        ("", "line 1"),
    ],
)
def test_queries_that_are_refused(port, query, says):
    for reply in (
        ask(port, query),
        send(port, "POST", "/sparql", query, Content_Type="application/sparql-query"),
    ):
        assert (reply.status, reply.media) == (400, "application/json")
        assert says in reply.error or not query


def test_requests_that_are_refused(port):
    assert send(port, "GET", f"/sparql?query={quote(NAMES)}&query={quote(NAMES)}").status == 400
    assert send(port, "POST", "/sparql", "", Content_Type="application/x-www-form-urlencoded").status == 400
    assert (
        send(
            port, "POST", "/sparql", "update=DROP+ALL", Content_Type="application/x-www-form-urlencoded"
        ).status
        == 403
    )
    assert send(port, "POST", "/sparql", "DROP ALL", Content_Type="application/sparql-update").status == 403
    assert send(port, "POST", "/sparql", NAMES, Content_Type="text/plain").status == 415
    assert send(port, "POST", "/sparql", b"\xff", Content_Type="application/sparql-query").status == 400
    assert send(port, "GET", "/sparql?query=%ff").status == 400
    for method in ("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"):
        assert send(port, method, "/sparql").status == 405
    long = f"SELECT * {{ ?s ?p '{'x' * 200_000}' }}"
    assert send(port, "POST", "/sparql", long, Content_Type="application/sparql-query").status == 413
    assert (
        send(port, "POST", "/sparql", "x" * 1_000_001, Content_Type="application/sparql-query").status == 413
    )


def test_foreign_hosts_and_origins(port):
    for host in (
        "attack.invalid",
        f"attack.invalid:{port}",
        "127.0.0.1.attack.invalid",
        "",
        "localhost.attack.invalid",
    ):
        assert send(port, "GET", "/health", Host=host).status in {400, 421}
    for host in (f"127.0.0.1:{port}", f"localhost:{port}", "localhost", f"[::1]:{port}", "LOCALHOST"):
        assert send(port, "GET", "/health", Host=host).status == 200
    for origin in ("https://attack.invalid", "null", f"http://localhost:{port + 1}"):
        reply = send(port, "GET", "/health", Origin=origin)
        assert reply.status == 403
        assert "Access-Control-Allow-Origin" not in reply.headers
    assert send(port, "GET", "/health", Origin=f"http://127.0.0.1:{port}").status == 200


@pytest.mark.parametrize(
    "path",
    [
        "/../../etc/passwd",
        "/document/../../../etc/passwd",
        "/document/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
        "/company/..%2f..",
        "/assets/main.js",
        "/.git/config",
    ],
)
def test_paths_that_lead_nowhere(port, path):
    reply = send(port, "GET", path)
    assert reply.status == 404
    assert b"root:" not in reply.body


def test_security_headers(port):
    for path in ("/", "/sparql", "/api/companies", "/absent"):
        headers = send(port, "GET", path, Accept="text/html").headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["Content-Security-Policy"] == "frame-ancestors 'self'"
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert "Server" not in headers
        assert "Access-Control-Allow-Origin" not in headers


def test_a_slow_body(port, monkeypatch):
    monkeypatch.setattr(guard, "PATIENCE", 0.3)
    with socket.create_connection(("127.0.0.1", port)) as slow:
        slow.sendall(
            b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\nContent-Length: 100\r\n\r\nSEL"
        )
        begun = time.monotonic()
        assert slow.recv(100).startswith(b"HTTP/1.1 408")
        assert time.monotonic() - begun < 3


def test_a_query_without_end_is_ended_while_others_are_answered():
    pattern = " ".join(f"?a{n} ?b{n} ?c{n} ." for n in range(9))
    endless = f"SELECT (COUNT(*) AS ?n) {{ {pattern} }}"
    with running(seconds=2.0) as port:
        rows(ask(port, NAMES))
        replies = []
        thread = threading.Thread(target=lambda: replies.append(ask(port, endless)))
        begun = time.monotonic()
        thread.start()
        answered = 0
        while thread.is_alive():
            assert rows(ask(port, NAMES)) == [{"name": "OpenAI"}, {"name": "Oracle"}]
            answered += 1
        assert time.monotonic() - begun < 6
        assert answered > 10
        (ended,) = replies
        assert (ended.status, ended.headers["Retry-After"]) == (503, "5")
        assert "did not end within 2 seconds" in ended.error
        assert rows(ask(port, NAMES)) == [{"name": "OpenAI"}, {"name": "Oracle"}]


def test_rdflib_as_a_client(port):
    store = SPARQLStore(f"http://127.0.0.1:{port}/sparql", returnFormat="json")
    graph = rdflib.Graph(store)
    found = graph.query(
        f"SELECT ?name {{ GRAPH <{REGISTRY}> {{ ?x <{rdflib.RDFS.label}> ?name }} FILTER(?name = 'Oracle') }}"
    )
    assert [str(row.name) for row in found] == ["Oracle"]


@pytest.mark.skipif(shutil.which("curl") is None, reason="needs curl; install it with: apt-get install curl")
def test_curl_as_a_client(port):
    def curl(*arguments):
        command = ["curl", "--silent", "--fail-with-body", *arguments, f"http://127.0.0.1:{port}/sparql"]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    expected = "name\nOpenAI\nOracle\n"
    csv = ("--header", "Accept: text/csv")
    for sent in (
        curl(*csv, "--get", "--data-urlencode", f"query={NAMES}"),
        curl(*csv, "--data-urlencode", f"query={NAMES}"),
        curl(*csv, "--header", "Content-Type: application/sparql-query", "--data-binary", NAMES),
    ):
        assert (sent.returncode, sent.stdout.replace("\r", "")) == (0, expected)
    refused = curl("--header", "Content-Type: application/sparql-update", "--data-binary", "CLEAR ALL")
    assert (refused.returncode, "it takes no updates" in refused.stdout) == (22, True)


def test_the_api(port):
    listed = json.loads(send(port, "GET", "/api/companies").body)["companies"]
    assert [company["name"] for company in listed] == [
        "Google",
        "Microsoft",
        "OpenAI",
        "Oracle",
        "SoftBank",
        "Stargate",
    ]
    deals = json.loads(send(port, "GET", "/api/deals?company=Azure").body)
    assert [deal["between"] for deal in deals["deals"]] == ["OpenAI → Microsoft"]
    assert deals["next"] is None
    key = deals["deals"][0]["id"]
    deal = json.loads(send(port, "GET", f"/api/deals/{quote(key, safe='')}").body)
    (evidence,) = deal["evidence"].values()
    assert evidence["quotes"][0]["words"][1].startswith(
        "OpenAI announced that it would no longer rely solely"
    )
    assert evidence["verdict"] == "accepted"
    answer = json.loads(send(port, "GET", "/api/providers?company=openai").body)
    assert [row["provider"] for row in answer["rows"]] == ["Google", "Microsoft", "Oracle", "Oracle"]
    assert json.loads(send(port, "GET", "/api/paths?from=OpenAI&to=Oracle").body)["rows"][0]["hops"]
    for path, status in {
        "/api/providers": 400,
        "/api/providers?company=Orakle": 404,
        "/api/providers?company=OpenAI&as_of=soon": 400,
        "/api/deals/absent": 404,
    }.items():
        reply = send(port, "GET", path)
        assert (reply.status, reply.media) == (status, "application/json")
        assert reply.error


def test_the_description_of_the_api(port):
    described = json.loads(send(port, "GET", "/openapi.json").body)
    assert described["openapi"] == "3.1.0"
    for path, operations in described["paths"].items():
        operation = operations["get"]
        required = {
            p["name"]: "OpenAI" for p in operation["parameters"] if p["required"] and p["in"] == "query"
        }
        if "{id}" not in path:
            given = required | ({"to": "Oracle"} if "to" in required else {})
            assert send(port, "GET", f"{path}?{urlencode(given)}").status == 200
        assert operation["summary"].endswith(".")


def test_health_and_metrics(port):
    assert json.loads(send(port, "GET", "/health").body) == {"status": "ok", "companies": 6, "ties": 9}
    send(port, "GET", "/absent")
    text = send(port, "GET", "/metrics").body.decode()
    assert 'kg_replies_total{route="/health",status="200"}' in text
    assert 'kg_replies_total{route="none",status="404"}' in text


def test_negotiation_by_specificity():
    offered = ("text/html", "application/json")
    assert preferred("text/*;q=0.3, text/html;q=0.1, application/json;q=0.2", offered) == "application/json"
    assert preferred("*/*;q=0", offered) is None
    assert preferred("text/html;q=nonsense, application/json", offered) == "application/json"
    assert preferred("  ", offered) == "text/html"


def test_the_command(tmp_path, port):
    command = [sys.executable, "-m", "kg", "serve", "--port"]
    for arguments, says in (
        (["0", "--store", str(tmp_path / "absent")], "absent"),
        (
            [str(port)],
            f"kg: cannot listen on 127.0.0.1 port {port}: Address already in use; name another with --port",
        ),
    ):
        done = subprocess.run([*command, *arguments], capture_output=True, text=True, check=False)
        assert done.returncode == 1
        assert done.stderr.count("\n") == 1
        assert says in done.stderr


def test_the_command_serves_until_interrupted():
    command = [sys.executable, "-u", "-m", "kg", "serve", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        address = re.match(r"http://127\.0\.0\.1:(\d+)/ \(Ctrl\+C to stop\)", process.stdout.readline())
        assert json.loads(send(int(address[1]), "GET", "/health").body)["status"] == "ok"
        process.send_signal(signal.SIGINT)
        _, complaint = process.communicate(timeout=15)
    assert process.returncode in {0, 130}
    assert "Traceback" not in complaint


GIVEN = {
    "company": "OpenAI", "start": "OpenAI", "goal": "Oracle", "other": "Oracle", "before": "2024-01", "after": "2026-01",
    "companies": "OpenAI", "failed": "Oracle",
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(questions()))
def test_every_question_has_a_page(port, name):
    fields = [field for field in questions()[name].fields if field.required]
    given = [(field.name, GIVEN[field.name]) for field in fields]
    if name == "shared_upstream":
        given.append(("companies", "SoftBank"))
    reply = send(port, "GET", f"/ask/{name}?{urlencode(given)}", Accept="text/html")
    assert reply.status == 200, reply.body[:500]
    assert b'"answer":{"verdict"' in reply.body
    if given:
        assert send(port, "GET", f"/ask/{name}").status == 400


def test_an_unknown_question(port):
    reply = send(port, "GET", "/ask/fortune")
    assert (reply.status, reply.error) == (404, "there is no question 'fortune'; /ask lists them")


FORM, DIRECT = "application/x-www-form-urlencoded", "application/sparql-query"
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
INSIDE = "ASK { GRAPH ?g { ?s ?p ?o } }"


@pytest.mark.parametrize(
    ("name", "method", "path", "body", "media", "status"),
    [
        ("bad_multiple_queries", "GET", "?query=ASK%20%7B%7D&query=SELECT%20*%20%7B%7D", None, None, 400),
        ("bad_query_method", "PUT", "?query=ASK%20%7B%7D", None, None, 405),
        ("bad_query_missing_form_type", "POST", "", "query=ASK%20%7B%7D", None, 415),
        ("bad_query_missing_direct_type", "POST", "", "ASK {}", None, 415),
        ("bad_query_wrong_media_type", "POST", "", "ASK {}", "text/plain", 415),
        ("bad_query_non_utf8", "POST", "", "SELECT * { ?s ?p 'é' }".encode("utf-16"), DIRECT, 400),
        ("bad_query_syntax", "GET", "?query=ASK%20%7B", None, None, 400),
        ("query_get", "GET", "?query=ASK%20%7B%7D", None, None, 200),
        ("query_post_form", "POST", "", "query=ASK%20%7B%7D", FORM, 200),
        ("query_post_direct", "POST", "", "ASK {}", DIRECT, 200),
        (
            "query_dataset_default_graph",
            "POST",
            "?" + urlencode({"default-graph-uri": CLAIMS}),
            COUNT,
            DIRECT,
            200,
        ),
        (
            "query_dataset_default_graphs_get",
            "GET",
            "?" + urlencode([("query", COUNT), ("default-graph-uri", CLAIMS), ("default-graph-uri", FACTS)]),
            None,
            None,
            200,
        ),
        (
            "query_dataset_named_graphs_post",
            "POST",
            "?" + urlencode([("named-graph-uri", CLAIMS), ("named-graph-uri", FACTS)]),
            INSIDE,
            DIRECT,
            200,
        ),
        (
            "query_dataset_full",
            "POST",
            "",
            urlencode([("query", INSIDE), ("default-graph-uri", FACTS), ("named-graph-uri", CLAIMS)]),
            FORM,
            200,
        ),
        ("update_post_form", "POST", "", "update=CLEAR%20ALL", FORM, 403),
        ("update_post_direct", "POST", "", "CLEAR ALL", "application/sparql-update", 403),
        ("bad_update_get", "GET", "?update=CLEAR%20ALL", None, None, 403),
    ],
)
def test_the_w3c_protocol_tests(port, name, method, path, body, media, status):
    headers = {"Content-Type": media} if media else {}
    assert send(port, method, f"/sparql{path}", body, **headers).status == status
