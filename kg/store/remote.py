"""A store on a server that speaks SPARQL 1.1, behind the interface of the embedded one.

Layers that are read whole are fetched once and kept until this store writes, so that a reader sees one state; small reads
and all queries go to the server. ``tests/servers/README.md`` says which servers were tried and how to start them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import StoreError
from kg.namespaces import CLAIMS, FACTS, LAYERS, PREFIXES
from kg.rdf import nquads
from kg.store.decided import DecidedLines
from kg.store.endpoint import Endpoint
from kg.store.guard import checked, located, undeclared
from kg.store.limits import DEFAULT, Limits
from kg.store.pages import paged
from kg.store.store import Change, Reader, Store
from kg.store.terms import plain_triple
from kg.store.transfer import in_batches, to_delete, to_insert

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import rdflib

    from kg.rdf import Term, Triple
    from kg.store.pool import QueryPool
    from kg.store.rows import Rows

_A_READ = 50
"""Triples that are fetched with a whole layer in the time of one small read."""
_AT_ONCE = 10_000
"""Triples from which on a layer grows by the Graph Store Protocol and not by updates."""


class RemoteStore(Store):
    """Quads in four named graphs of a server.

    Parameters
    ----------
    url
        The address of its SPARQL queries, with user and password if they are not in the environment.

    Raises
    ------
    StoreError
        The server cannot be reached, does not let us in, fails, or breaks off an answer; from every method.

    Notes
    -----
    A change of up to as many triples as the server takes in one update is atomic. A larger one is not: it is made in an order
    in which no claim is known before it is whole, and a change that broke off is completed by making it again.
    """

    loads_whole = False

    def __init__(self, url: str) -> None:
        super().__init__(ox.Store())
        self._server = Endpoint(url)
        self.decided = DecidedLines(self._server)
        self._held: set[str] = set()
        self._left: dict[str, float] = {}

    def close(self) -> None:
        """Close the connection."""
        super().close()
        self._server.close()

    def __len__(self) -> int:
        return sum(map(self._count, LAYERS))

    def writable(self) -> None:
        """Forget what was read, for others may have written since."""
        self._held.clear()
        self._left.clear()
        self._quads = ox.Store()

    def load(self, quads: bytes | Iterable[bytes], *, trusted: bool = False) -> None:
        """Put N-Quads into the store."""
        self.writable()
        text = quads if isinstance(quads, bytes) else b"".join(quads)
        try:
            parsed = ox.parse(text, format=ox.RdfFormat.N_QUADS, lenient=trusted)
            found = [(quad.graph_name, plain_triple(quad)) for quad in parsed]
        except SyntaxError as error:
            raise StoreError(f"these are no N-Quads: {error}") from error
        layers: dict[str, set[Triple]] = {}
        for graph, triple in found:
            layers.setdefault(getattr(graph, "value", FACTS), set()).add(triple)
        for layer, triples in layers.items():
            self._add(layer, to_insert(triples))

    def update(self, sparql: str) -> None:
        """Run a SPARQL update of our own, which does no harm when it is run twice."""
        self.writable()
        self._server.update(undeclared(sparql) + sparql)

    def change(self, changes: Mapping[str, Change]) -> None:
        """Change several layers: in one atomic step if the server takes that much in one, else so that it can be completed."""
        added = {layer: to_insert(change.added - change.removed) for layer, change in changes.items()}
        removed = {layer: to_delete(change.removed - change.added) for layer, change in changes.items()}
        most = self._server.places.batch
        self.writable()
        if sum(map(len, (*added.values(), *removed.values()))) <= most:
            steps = [*in_batches("DELETE", removed, most), *in_batches("INSERT", added, most)]
            if steps:
                self._server.update(";\n".join(steps))
            return
        # claims come first and go last: facts are judged again as long as their claims are there
        for layer in sorted(added, key=lambda layer: layer != CLAIMS):
            self._add(layer, added[layer])
        for layer in sorted(removed, key=lambda layer: layer == CLAIMS):
            for step in in_batches("DELETE", {layer: removed[layer]}, most):
                self._server.update(step)

    def select(self, query: str, limits: Limits = DEFAULT) -> Rows:
        """Run a SPARQL query that somebody wrote, on the server; what is refused embedded is refused here before it is sent.

        The server's own deadline and memory limit hold; of an answer, at most ``limits.size`` bytes are taken.
        """
        chosen = checked(query)
        try:
            form = ox.Store().query(query, prefixes=PREFIXES)
        except SyntaxError as error:
            raise located(query, str(error)) from None
        default, named = ((), ()) if chosen else ((FACTS,), LAYERS)
        ask = self._server.triples if isinstance(form, ox.QueryTriples) else self._server.query
        return ask(undeclared(query) + query, default, named, limits.size)

    def ask(self, query: str) -> Rows:
        """Run a SELECT of our own on the facts, on the server; on a copy if the server is known for wrong answers."""
        if not self._server.places.exact:
            return self._copy().ask(query)
        return self._server.query(undeclared(query) + query, (FACTS,), LAYERS)

    def triples(
        self, layer: str, subject: str | None = None, predicate: str | None = None, object_: str | None = None
    ) -> Iterator[Triple]:
        """Iterate over the triples of one layer, those with the given subject, predicate and object (an IRI).

        Once the small reads of a layer have cost what the whole would have cost, the whole is fetched, so that together they
        never cost more than twice the cheaper way.
        """
        if layer not in self._left:
            self._left[layer] = self._count(layer) / _A_READ
        self._left[layer] -= 1
        if self._left[layer] < 0 or not (subject or predicate or object_):
            self._hold(layer)
        if layer in self._held:
            return super().triples(layer, subject, predicate, object_)
        return map(plain_triple, paged(self._server, layer, subject, predicate, object_))

    def merged(self, query: str) -> Iterator[tuple[Term | None, ...]]:
        """Iterate over the rows of a SELECT of our own on all layers merged, in a copy of the store."""
        return self._copy().merged(query)

    def construct(self, query: str) -> Iterator[Triple]:
        """Iterate over what a CONSTRUCT of our own makes of all layers merged, in a copy of the store."""
        return self._copy().construct(query)

    def pairs(self, layer: str, predicate: str) -> list[tuple[str, str]]:
        """Return the subjects and objects of one property in one layer, as text, in a copy of the store."""
        return self._copy().pairs(layer, predicate)

    def values(self, layer: str, subject: str) -> list[tuple[str, str]]:
        """Return the properties and objects of one subject in one layer, as text, in a copy of the store."""
        return self._copy().values(layer, subject)

    def present(self, reader: Reader) -> Store:  # noqa: ARG002  a copy does not change
        """Return a copy of the present state to read from."""
        return self._copy()

    def pool(self, workers: int, limits: Limits = DEFAULT) -> QueryPool:
        """Return processes that answer queries on a copy of the present state."""
        return self._copy().pool(workers, limits)

    def dataset(self) -> rdflib.Dataset:
        """Return an rdflib Dataset over a copy of the store; what is written into it stays there."""
        return self._copy().dataset()

    def dump(self, form: str) -> bytes:
        """Return the whole store as text, sorted."""
        return self._copy().dump(form)

    def _copy(self) -> Store:
        for layer in LAYERS:
            self._hold(layer)
        return Store(self._quads)

    def _hold(self, layer: str) -> None:
        """Fetch a layer whole, and make sure that it is."""
        if layer in self._held:
            return
        graph = ox.NamedNode(layer)
        told, held = self._count(layer), 0
        for fetched in (self._server.graph(layer), paged(self._server, layer)):  # Virtuoso cuts the first
            if fetched is not None:
                self._quads.bulk_extend(
                    ox.Quad(each.subject, each.predicate, each.object, graph) for each in fetched
                )
                held = sum(1 for _ in self._quads.quads_for_pattern(None, None, None, graph))
            if held == told:
                self._held.add(layer)
                return
        self._quads.remove_graph(graph)
        raise StoreError(
            f"{self._server.url}: gives {held:,} of the {told:,} triples of <{layer}>; ask again"
        )

    def _count(self, layer: str) -> int:
        rows = self._server.query(f"SELECT (COUNT(*) AS ?count) {{ GRAPH <{layer}> {{ ?s ?p ?o }} }}", (), ())
        return int(str(next(iter(rows))[0]))

    def _add(self, layer: str, triples: Sequence[Triple]) -> None:
        if len(triples) < _AT_ONCE or not self._server.places.graphs:
            for step in in_batches("INSERT", {layer: triples}, self._server.places.batch):
                self._server.update(step)
            return
        for start in range(0, len(triples), _AT_ONCE):
            lines = nquads(triples[start : start + _AT_ONCE], layer)
            self._server.add(layer, lines.replace(f" <{layer}> .\n".encode(), b" .\n"))
