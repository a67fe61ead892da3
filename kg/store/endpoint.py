"""A server by SPARQL 1.1: the Protocol for queries and updates, and the Graph Store HTTP Protocol for whole graphs.

Where a server takes updates and whole graphs is no part of the standard. It is known here for the servers below, by what
they call themselves and the address of their queries, and said by the environment for any other.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, urlencode, urlsplit

import pyoxigraph as ox

from kg.errors import KgError, QueryError, StoreError
from kg.store.credentials import credentials_of
from kg.store.guard import parted
from kg.store.http import Client
from kg.store.results import rows_of, triples_of
from kg.store.rows import Rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.store.http import Answer

UPDATES = "KG_SPARQL_UPDATE"
GRAPHS = "KG_SPARQL_GRAPHS"
"""The environment's address for updates, and for whole graphs, as paths of the same server."""
_FORM = {"Content-Type": "application/x-www-form-urlencoded"}
_ROWS = "application/sparql-results+json"
_TRIPLES = {"application/n-triples": ox.RdfFormat.N_TRIPLES, "text/turtle": ox.RdfFormat.TURTLE}
_CUT_AT = 1000
"""Servers that cut an answer without a word do so at a multiple of this many rows."""


class Places(NamedTuple):
    """Where a server takes queries, updates and whole graphs (None where it does not), and how many triples at once.

    ``exact`` is whether it answers every query as SPARQL says; Virtuoso 7.2 does not.
    """

    query: str
    update: str | None
    graphs: str | None
    parameter: str = "graph"
    batch: int = 1000
    exact: bool = True


class Endpoint:
    """A server that answers SPARQL.

    Parameters
    ----------
    url
        The address of its queries; it may hold user and password, else ``KG_SPARQL_USER`` and ``KG_SPARQL_PASSWORD`` are
        said to a server that asks.

    Raises
    ------
    StoreError
        No such server answers there; from every method.
    """

    def __init__(self, url: str) -> None:
        self.url, credentials = credentials_of(url)
        self._client = Client(self.url, credentials)
        self._asks = bool(credentials)
        parts = urlsplit(self.url)
        path = parts.path or "/"
        self.places = Places(path, None, None)
        try:
            answer = self._post(path, [("query", "ASK {}")], _ROWS)
            rows_of(self._sound(answer, (_ROWS,)), self.url)
        except KgError:
            self.close()
            raise
        self.places = _places(path, answer.server, known=self._asks)

    def close(self) -> None:
        """Close the connection."""
        self._client.close()

    def query(self, text: str, default: Sequence[str], named: Sequence[str], most: int | None = None) -> Rows:
        """Run a query on the merged default graphs, with the named ones for GRAPH; neither given, on what it says itself.

        Raises
        ------
        QueryError
            The server refuses the query.
        StoreError
            The answer is cut off, by the connection or by the server's own limit.
        """
        answer = self._ask(text, default, named, _ROWS, most)
        rows = rows_of(self._sound(answer, (_ROWS,)), self.url)
        if rows.is_table and len(rows) and len(rows) % _CUT_AT == 0:
            self._whole(text, default, named, len(rows))
        return rows

    def triples(
        self, text: str, default: Sequence[str], named: Sequence[str], most: int | None = None
    ) -> Rows:
        """Run a CONSTRUCT or DESCRIBE as :meth:`query` does a SELECT or ASK; here a cut of the server's own cannot be seen."""
        answer = self._ask(text, default, named, ", ".join(_TRIPLES), most)
        self._sound(answer, tuple(_TRIPLES))
        return Rows.of_triples(triples_of(answer.body, _TRIPLES[answer.media], self.url))

    def update(self, text: str) -> None:
        """Run an update, which must do no harm when it is run twice."""
        path = self._writes(self.places.update, UPDATES)
        self._sound(self._post(path, [("update", text)], "*/*"), None)

    def graph(self, iri: str) -> Iterator[ox.Triple] | None:
        """Iterate over a whole named graph, None where the server does not give one at once; it is not known to be whole."""
        if self.places.graphs is None:
            return None
        answer = self._client.request(
            "GET", self._graph(self.places.graphs, iri), headers={"Accept": ", ".join(_TRIPLES)}
        )
        if answer.status == 404:
            return iter(())
        self._sound(answer, tuple(_TRIPLES))
        return triples_of(answer.body, _TRIPLES[answer.media], self.url)

    def add(self, iri: str, triples: bytes) -> None:
        """Merge N-Triples into a named graph."""
        path = self._graph(self._writes(self.places.graphs, GRAPHS), iri)
        self._sound(
            self._client.request("POST", path, triples, {"Content-Type": "application/n-triples"}), None
        )

    def _graph(self, path: str, iri: str) -> str:
        return f"{path}?{self.places.parameter}={quote(iri, safe='')}"

    def _writes(self, path: str | None, variable: str) -> str:
        if path is None:
            raise StoreError(
                f"{self.url}: where this server takes changes is not known; give the path in {variable}"
            )
        if self._asks:  # so that a large body is not refused in the middle
            self._asks = False
            self._client.request("GET", path)
        return path

    def _ask(
        self, text: str, default: Sequence[str], named: Sequence[str], accept: str, most: int | None = None
    ) -> Answer:
        graphs = [("default-graph-uri", iri) for iri in default] + [("named-graph-uri", iri) for iri in named]
        return self._post(self.places.query, [("query", text), *graphs], accept, most)

    def _post(self, path: str, fields: list[tuple[str, str]], accept: str, most: int | None = None) -> Answer:
        body = urlencode(fields).encode()
        return self._client.request("POST", path, body, {**_FORM, "Accept": accept}, most)

    def _sound(self, answer: Answer, media: tuple[str, ...] | None) -> bytes:
        """Return the body of an answer that is what was asked for."""
        if answer.status == 400:
            raise QueryError(f"{self.url}: the server refuses this: {answer.text()}")
        if not 200 <= answer.status < 300:
            raise StoreError(f"{self.url}: the server fails ({answer.status} {answer.text()}); see its log")
        if media is not None and answer.media not in media:
            what = answer.media or "nothing that it names"
            raise StoreError(
                f"{self.url}: answers {what} and no SPARQL result; check the address ({answer.text()[:80]})"
            )
        return answer.body

    def _whole(self, text: str, default: Sequence[str], named: Sequence[str], count: int) -> None:
        """Refuse an answer of so many rows that it may have been cut, unless the server counts as many."""
        if counted(text) is None:
            return
        answer = self._ask(str(counted(text)), default, named, _ROWS)
        rows = list(rows_of(self._sound(answer, (_ROWS,)), self.url))
        if rows[0][0] != count:
            raise StoreError(
                f"{self.url}: the server gives {count:,} of {rows[0][0]:,} rows; ask in parts, with LIMIT and OFFSET"
            )


def counted(query: str) -> str | None:
    """Return a query that counts the rows of a SELECT, None where that cannot be asked.

    Examples
    --------
    >>> counted("PREFIX a: <http://a> SELECT ?x { ?x a:b ?y }")
    'PREFIX a: <http://a> SELECT (COUNT(*) AS ?count) WHERE { { SELECT ?x { ?x a:b ?y } } }'
    """
    head, body = parted(query)
    return f"{head}SELECT (COUNT(*) AS ?count) WHERE {{ {{ {body} }} }}" if body else None


def _places(path: str, server: str, *, known: bool) -> Places:
    """Return where a server takes what, by its name and the address of its queries."""
    base, _, last = path.rpartition("/")
    places = Places(path, None, None)
    if server.lower().startswith("virtuoso"):
        auth = "-auth" if known else ""
        places = Places(
            path, f"{base}/sparql{auth}", f"{base}/sparql-graph-crud{auth}", "graph-uri", exact=False
        )
    elif server.lower().startswith("oxigraph"):
        places = Places(path, f"{base}/update", f"{base}/store", batch=50_000)
    elif base.endswith("/repositories"):  # RDF4J, GraphDB
        places = Places(path, f"{path}/statements", f"{path}/rdf-graphs/service")
    elif last in {"sparql", "query"} and "fuseki" in server.lower():
        places = Places(path, f"{base}/update", f"{base}/data")
    return places._replace(
        update=os.environ.get(UPDATES, places.update), graphs=os.environ.get(GRAPHS, places.graphs)
    )
