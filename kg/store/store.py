"""The store: quads in, rows and records out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, Protocol
from weakref import WeakSet

import pyoxigraph as ox

from kg.errors import StoreError
from kg.namespaces import CLAIMS, DECISIONS, FACTS, PREFIXES
from kg.rdf.terms import nquads
from kg.store.disk import Folder, Held
from kg.store.dump import dumped
from kg.store.guard import checked
from kg.store.limits import DEFAULT, Limits, Worker
from kg.store.parts import Parts
from kg.store.rows import Rows
from kg.store.terms import plain_term, plain_triple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Set
    from pathlib import Path

    import rdflib

    from kg.model import Assessment, Claim, Document, Remark
    from kg.rdf import Term, Triple
    from kg.store.pool import QueryPool


class Reader(Protocol):
    """Who reads a store as it was at some moment, bit by bit."""

    def settle(self) -> None:
        """Read what is left to read, for the store is about to change."""


class Change(NamedTuple):
    """Triples to take out of one layer, and triples to put into it; a triple in both stays."""

    removed: Set[Triple]
    added: Set[Triple]


class Store:
    """Quads in four named graphs, in memory or in a folder; close it, or use it as a context manager.

    A store in a folder is opened for reading, which any number of processes may do at once, beside one that writes: a
    reader sees what was committed when it opened. The first write takes the folder's lock and keeps it until the store is
    closed.

    Examples
    --------
    >>> store = Store.memory()
    >>> store.change({FACTS: Change(set(), {("http://a", "http://b", "http://c")})})
    >>> list(store.select("SELECT ?s ?o { ?s <http://b> ?o }"))
    [('http://a', 'http://c')]
    """

    loads_whole = True
    """Whether :meth:`load` is one step, however much there is."""

    def __init__(self, quads: ox.Store, folder: Folder | None = None, held: Held | None = None) -> None:
        self._quads = quads
        self._folder = folder
        self._held_open = held
        self._readers: WeakSet[Reader] = WeakSet()
        self._live = False
        self._worker: Worker | None = None

    @classmethod
    def memory(cls) -> Store:
        """Return an empty store in memory."""
        return cls(ox.Store())

    @classmethod
    def open(cls, path: Path, *, create: bool = False) -> Store:
        """Open the store in a folder, for reading until the first write.

        Parameters
        ----------
        path
            The folder.
        create
            Whether to make an empty store where there is no folder, or an empty one.

        Raises
        ------
        StoreError
            There is no store, or it is foreign, broken, locked, of another version, or cannot be read or made.
        """
        folder = Folder(path, create=create)
        return cls(folder.read(), folder)

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Release the folder and its lock; the store is of no use afterwards."""
        self._forget()
        self._quads = ox.Store()
        if self._folder:
            self._folder.close()

    def __len__(self) -> int:
        return len(self._quads)

    def writable(self) -> None:
        """Take the folder's lock, and see what other processes have written until now; nothing where it is held already.

        Raises
        ------
        StoreError
            Another process writes the store, or the folder cannot be written.
        """
        if self._folder and not self._live:
            self._quads = self._folder.write()
            self._live = True
        else:  # who reads a snapshot goes on reading it
            for reader in list(self._readers):
                reader.settle()
        self._readers.clear()

    def load(self, quads: bytes | Iterable[bytes], *, trusted: bool = False) -> None:
        """Put N-Quads into the store, all or none; the fast way to fill an empty one.

        Parameters
        ----------
        quads
            The text, or parts of it, which are read one after another and not held.
        trusted
            Whether ``kg.rdf`` wrote the text: its IRIs are then not checked again, a quarter of the time.

        Raises
        ------
        StoreError
            The text is no N-Quads, or the store cannot be written.
        """
        self.writable()
        # in memory a transaction is the cheaper way; on disk it is four times dearer than files made in bulk
        load = self._quads.bulk_load if self._folder else self._quads.load
        data = quads if isinstance(quads, bytes) else Parts(quads)
        try:
            load(data, format=ox.RdfFormat.N_QUADS, lenient=trusted)  # type: ignore[arg-type]  # what has read() will do
        except SyntaxError as error:
            raise StoreError(f"these are no N-Quads: {error}") from error
        self._commit()

    def update(self, sparql: str) -> None:
        """Run a SPARQL update of our own as one atomic step; known prefixes need no declaration."""
        self.writable()
        self._quads.update(sparql, prefixes=PREFIXES)
        self._commit()

    def change(self, changes: Mapping[str, Change]) -> None:
        """Change several layers in one atomic step: whoever reads, or survives a crash, has all of it or nothing.

        Raises
        ------
        StoreError
            The store cannot be written.
        """
        removed = {layer: change.removed - change.added for layer, change in changes.items()}
        added = {layer: change.added - change.removed for layer, change in changes.items()}
        if not any(removed.values()) and not len(self):
            self.load((nquads(triples, layer) for layer, triples in added.items()), trusted=True)
            return
        steps = [_data("DELETE", removed), _data("INSERT", added)]
        if any(steps):
            self.update(";\n".join(filter(None, steps)))

    def select(self, query: str, limits: Limits = DEFAULT) -> Rows:
        """Run a SPARQL query that somebody wrote: SELECT, ASK, CONSTRUCT or DESCRIBE.

        Facts are the default graph; the other layers are read with GRAPH or FROM. The prefixes of ``kg.namespaces`` need
        no declaration. The query runs in a process of its own, which ends when it exceeds its limits.

        Raises
        ------
        QueryError
            The query does not parse (with its line and column), asks for what is refused (SERVICE, updates), or needs
            more time, memory or room than the limits allow.
        """
        chosen = checked(query)
        if self._worker is None or self._worker.limits != limits:
            self._forget()
            snapshot = self._folder.snapshot() if self._folder else None
            self._worker = Worker(snapshot or dumped(self._quads, "nquads"), limits)
        return self._worker.rows(query, None if chosen else FACTS)

    def pool(self, workers: int, limits: Limits = DEFAULT) -> QueryPool:
        """Return processes that answer queries on the present state side by side; close it when done."""
        from kg.store.pool import QueryPool

        snapshot = self._folder.snapshot() if self._folder else None
        return QueryPool(snapshot or dumped(self._quads, "nquads"), workers, limits)

    def ask(self, query: str) -> Rows:
        """Run a SELECT of our own on the facts, here and without limits."""
        result = self._quads.query(query, prefixes=PREFIXES, default_graph=ox.NamedNode(FACTS))
        return Rows.of(result)  # type: ignore[arg-type]

    def merged(self, query: str) -> Iterator[tuple[Term | None, ...]]:
        """Iterate over the rows of a SELECT of our own on all layers merged, as plain terms."""
        result = self._quads.query(query, prefixes=PREFIXES, use_default_graph_as_union=True)
        return (tuple(None if term is None else plain_term(term) for term in row) for row in result)  # type: ignore[union-attr]

    def construct(self, query: str) -> Iterator[Triple]:
        """Iterate over what a CONSTRUCT of our own makes of all layers merged."""
        result = self._quads.query(query, prefixes=PREFIXES, use_default_graph_as_union=True)
        return (plain_triple(triple) for triple in result)  # type: ignore[union-attr]

    def pairs(self, layer: str, predicate: str) -> list[tuple[str, str]]:
        """Return the subjects and objects of one property in one layer, as text: IRIs, and literals without their type."""
        quads: Any = self._quads.quads_for_pattern(None, ox.NamedNode(predicate), None, ox.NamedNode(layer))
        return [(quad.subject.value, quad.object.value) for quad in quads]

    def values(self, layer: str, subject: str) -> list[tuple[str, str]]:
        """Return the properties and objects of one subject in one layer, as text like :meth:`pairs`."""
        quads: Any = self._quads.quads_for_pattern(ox.NamedNode(subject), None, None, ox.NamedNode(layer))
        return [(quad.predicate.value, quad.object.value) for quad in quads]

    def present(self, reader: Reader) -> Store:
        """Return the present state as a store to read from, for a reader that is told before it changes.

        The reader is told once, and held by a weak reference; closing this store leaves it what it reads.
        """
        self._readers.add(reader)
        return Store(self._quads, held=self._folder.held if self._folder else None)

    def triples(
        self, layer: str, subject: str | None = None, predicate: str | None = None, object_: str | None = None
    ) -> Iterator[Triple]:
        """Iterate over the triples of one layer, those with the given subject, predicate and object (an IRI)."""
        a, b, c, graph = (ox.NamedNode(iri) if iri else None for iri in (subject, predicate, object_, layer))
        return map(plain_triple, self._quads.quads_for_pattern(a, b, c, graph))

    def documents(self) -> Iterator[Document]:
        """Iterate over the documents, by id."""
        from kg.rdf.read import read_documents

        return read_documents(self.triples(CLAIMS))

    def claims(self) -> Iterator[Claim]:
        """Iterate over the claims, by id."""
        from kg.rdf.read import read_claims

        return read_claims(self.triples(CLAIMS))

    def remarks(self) -> Iterator[Remark]:
        """Iterate over the remarks, by id."""
        from kg.rdf.read import read_remarks

        return read_remarks(self.triples(CLAIMS))

    def assessments(self) -> Iterator[Assessment]:
        """Iterate over the verdicts, by claim."""
        from kg.rdf.read import read_assessments

        return read_assessments(self.triples(DECISIONS))

    def dataset(self) -> rdflib.Dataset:
        """Return a real rdflib Dataset over the same quads, whose default graph is all layers merged."""
        from kg.store.rdflib_dataset import dataset_over

        return dataset_over(self._quads)

    def dump(self, form: str) -> bytes:
        """Return the whole store as ``trig``, ``nquads``, ``turtle`` or ``jsonld``, sorted.

        Raises
        ------
        UsageError
            ``form`` is none of these.
        """
        return dumped(self._quads, form)

    def _commit(self) -> None:
        self._forget()
        if self._folder:
            self._folder.publish(self._quads)

    def _forget(self) -> None:
        """End the process that asks the state before."""
        if self._worker:
            self._worker.close()
        self._worker = None


def _data(verb: str, triples: Mapping[str, Set[Triple]]) -> str:
    """Return an operation of SPARQL Update on exactly these triples, empty where there are none."""
    blocks = []
    for layer, some in triples.items():
        if some:
            end = f" <{layer}> .\n"
            lines = nquads(some, layer).decode().split(end)
            blocks.append(f"GRAPH <{layer}> {{\n" + " .\n".join(lines) + "}\n")
    return f"{verb} DATA {{\n{''.join(blocks)}}}" if blocks else ""
