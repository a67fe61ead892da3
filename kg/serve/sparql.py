"""The SPARQL 1.1 Protocol: queries by GET, by form and by body, in every standard result format; read-only."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, Response

from kg.namespaces import ID, LAYERS, PREFIXES
from kg.queries import filled, named_queries
from kg.serve.negotiation import preferred
from kg.store import MEDIA_TYPES, Result
from kg.views.template import CONSOLE, html_page

if TYPE_CHECKING:
    from starlette.requests import Request

    from kg.serve.served import Served

LONGEST = 100_000
"""Bytes of the longest query that is read."""

_FORM = "application/x-www-form-urlencoded"
_QUERY = "application/sparql-query"
_UPDATE = "application/sparql-update"
_SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
_RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_FEATURES = {
    "application/sparql-results+json": "SPARQL_Results_JSON", "application/sparql-results+xml": "SPARQL_Results_XML",
    "text/csv": "SPARQL_Results_CSV", "text/tab-separated-values": "SPARQL_Results_TSV", "text/turtle": "Turtle",
    "application/n-triples": "N-Triples", "application/ld+json": "JSON-LD", "application/rdf+xml": "RDF_XML",
}  # fmt: skip


async def endpoint(request: Request) -> Response:
    """Answer a query; without one, a reader gets the page to write it, a program the service description."""
    served: Served = request.app.state.served
    pairs = await _parameters(request)
    queries = [value for name, value in pairs if name == "query"]
    if any(name in {"update", "using-graph-uri", "using-named-graph-uri"} for name, _ in pairs):
        raise HTTPException(403, "this endpoint only reads; it takes no updates")
    if not queries:
        if request.method == "POST":
            raise HTTPException(400, "there is no query; send one as the parameter 'query' or as the body")
        return _without_query(request)
    if len(queries) > 1:
        raise HTTPException(400, f"there are {len(queries)} queries; send one at a time")
    if len(queries[0].encode()) > LONGEST:
        raise HTTPException(413, f"the query is longer than {LONGEST:,} bytes; shorten it")
    offered = (*MEDIA_TYPES["rows"], *MEDIA_TYPES["graph"])
    accept = request.headers.get("accept")
    if preferred(accept, offered) is None:
        raise HTTPException(406, f"results come as {', '.join(offered)}; accept one of them")
    default = [value for name, value in pairs if name == "default-graph-uri"]
    named = [value for name, value in pairs if name == "named-graph-uri"]
    result = await served.ask(queries[0], default, named)
    return await _written(result, accept)


async def _written(result: Result, accept: str | None) -> Response:
    offered = MEDIA_TYPES[result.kind]
    media = preferred(accept, offered)
    if media is None:
        raise HTTPException(406, f"this query's result comes as {', '.join(offered)}; accept one of them")
    body = await run_in_threadpool(result.written, media)
    charset = "; charset=utf-8" if media.startswith("text/") else ""
    return Response(body, headers={"Content-Type": media + charset, "Vary": "Accept"})


async def _parameters(request: Request) -> list[tuple[str, str]]:
    """Return the parameters of a request, decoded once, from where its method and media type put them."""
    asked = _decoded(request.url.query)
    if request.method != "POST":
        return asked
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    body = await request.body()
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise HTTPException(400, f"the body is not UTF-8 (byte {error.start}); encode it so") from error
    if media == _QUERY:
        return [*((name, value) for name, value in asked if name != "query"), ("query", text)]
    if media == _FORM:
        return _decoded(text)
    if media == _UPDATE:
        raise HTTPException(403, "this endpoint only reads; it takes no updates")
    raise HTTPException(
        415, f"a query comes as {_QUERY} or {_FORM}, not as {media or 'a body of no media type'}"
    )


def _decoded(text: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=100)
    except ValueError as error:
        raise HTTPException(400, f"the parameters cannot be read: {error}") from error


def _without_query(request: Request) -> Response:
    media = preferred(request.headers.get("accept"), ("text/html", *MEDIA_TYPES["graph"]))
    if media is None:
        raise HTTPException(406, f"the service description comes as {', '.join(MEDIA_TYPES['graph'])}")
    if media == "text/html":
        served: Served = request.app.state.served
        saved = [
            {"name": query.name, "help": query.help, "text": filled(query)}
            for query in named_queries().values()
        ]
        data = {"site": served.site, "prefixes": PREFIXES, "saved": saved, "company": f"{ID}org/"}
        return HTMLResponse(html_page("Ask in SPARQL", data, CONSOLE), headers={"Vary": "Accept"})
    body = Result("graph", _description(str(request.url.replace(query="", fragment="")))).written(media)
    return Response(body, media_type=media, headers={"Vary": "Accept"})


def _description(endpoint_iri: str) -> bytes:
    """Return the SPARQL 1.1 Service Description of this endpoint as N-Triples."""
    service, data, facts = f"<{endpoint_iri}>", f"<{endpoint_iri}#dataset>", f"<{endpoint_iri}#default>"
    triples = [
        (service, _RDF_TYPE, f"<{_SD}Service>"),
        (service, f"{_SD}endpoint", service),
        (service, f"{_SD}supportedLanguage", f"<{_SD}SPARQL11Query>"),
        (service, f"{_SD}defaultDataset", data),
        (data, _RDF_TYPE, f"<{_SD}Dataset>"),
        (data, f"{_SD}defaultGraph", facts),
        (facts, _RDF_TYPE, f"<{_SD}Graph>"),
        *(
            (service, f"{_SD}resultFormat", f"<{_FORMATS}{_FEATURES[media]}>")
            for kind in MEDIA_TYPES.values()
            for media in kind
        ),
    ]
    for number, layer in enumerate(LAYERS):
        node = f"<{endpoint_iri}#graph-{number}>"
        triples += [
            (data, f"{_SD}namedGraph", node),
            (node, _RDF_TYPE, f"<{_SD}NamedGraph>"),
            (node, f"{_SD}name", f"<{layer}>"),
        ]
    return "".join(f"{subject} <{predicate}> {value} .\n" for subject, predicate, value in triples).encode()
