"""Queries side by side: several processes over one state, and their results in the standard texts."""

from __future__ import annotations

import os
import queue
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from kg.errors import QueryError
from kg.namespaces import FACTS, LAYERS, PREFIXES
from kg.store.disk import held
from kg.store.guard import checked
from kg.store.limits import DEFAULT, LimitExceeded, Limits, Worker

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_TABLES = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "text/csv": ox.QueryResultsFormat.CSV,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
}
_GRAPHS = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
}
MEDIA_TYPES: Mapping[str, tuple[str, ...]] = {"rows": tuple(_TABLES), "graph": tuple(_GRAPHS)}
"""The media types in which each kind of result can be written, the preferred one first."""


class Result(NamedTuple):
    """What a query gave: ``kind`` is ``rows`` (SELECT, ASK) or ``graph`` (CONSTRUCT, DESCRIBE)."""

    kind: str
    data: bytes

    def written(self, media: str) -> bytes:
        r"""Return the result in one of the :data:`MEDIA_TYPES` of its kind.

        Examples
        --------
        >>> rows = Result(
        ...     "rows",
        ...     b'{"head":{"vars":["x"]},"results":{"bindings":[{"x":{"type":"literal","value":"a"}}]}}',
        ... )
        >>> rows.written("text/csv")
        b'x\r\na\r\n'
        """
        if self.kind == "rows":
            if media == "application/sparql-results+json":
                return self.data
            parsed = ox.parse_query_results(self.data, format=ox.QueryResultsFormat.JSON)
            return parsed.serialize(format=_TABLES[media]) or b""
        if media == "application/n-triples":
            return self.data
        triples = (quad.triple for quad in ox.parse(self.data, format=ox.RdfFormat.N_TRIPLES))
        return ox.serialize(triples, format=_GRAPHS[media], prefixes=PREFIXES) or b""


class QueryPool:
    r"""Processes that answer queries on one state of a store, as many at once as there are processes.

    Safe for use from many threads; close it, or use it as a context manager, to end the processes.

    Parameters
    ----------
    source
        N-Quads, or the folder of a snapshot, which stays until the pool is closed.
    workers
        The number of processes; each starts with its first query and holds the state of its own, in memory or by mapping.
    limits
        What each query may take; a query waits for a free process no longer than it may run.

    Examples
    --------
    >>> with QueryPool(b"<http://a> <http://b> <http://c> <http://g> .", workers=1) as pool:
    ...     pool.run("SELECT ?s { GRAPH ?g { ?s ?p ?o } }").written("text/csv")
    b's\r\nhttp://a\r\n'
    """

    def __init__(self, source: bytes | Path, workers: int, limits: Limits = DEFAULT) -> None:
        self.limits = limits
        self._held = held(source) if isinstance(source, Path) else None
        self._workers = [Worker(source, limits) for _ in range(workers)]
        self._idle: queue.LifoQueue[Worker] = queue.LifoQueue()
        for worker in self._workers:
            self._idle.put(worker)

    def __enter__(self) -> QueryPool:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the processes."""
        for worker in self._workers:
            worker.close()
        if self._held is not None:
            os.close(self._held)
            self._held = None

    def run(self, query: str, default: Sequence[str] = (), named: Sequence[str] = ()) -> Result:
        """Run a query.

        Parameters
        ----------
        query
            SELECT, ASK, CONSTRUCT or DESCRIBE; known prefixes need no declaration.
        default, named
            The dataset, where the caller sets it: it takes the place of the query's own FROM. Else the facts are the
            default graph and every layer is a named one.

        Raises
        ------
        QueryError
            The query does not parse, or is refused, or a graph is none of the layers.
        LimitExceeded
            It takes more than the limits allow, or every process was busy for as long.
        """
        chosen = checked(query)
        for iri in (*default, *named):
            if iri not in LAYERS:
                raise QueryError(f"there is no graph {iri!r}; the graphs are {', '.join(LAYERS)}")
        try:
            worker = self._idle.get(timeout=self.limits.seconds)
        except queue.Empty:
            raise LimitExceeded("too many queries run at once; try again in a moment") from None
        try:
            if default or named:
                return Result(*worker.answer(query, default, named))
            return Result(*worker.answer(query, None if chosen else [FACTS]))
        finally:
            self._idle.put(worker)
