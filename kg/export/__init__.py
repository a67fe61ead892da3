"""The graph in the formats of others: one module a format, each a function from a graph to bytes.

The forms of RDF that hold the whole graph are the store's own (:meth:`kg.store.Store.dump`). What is written here is read
back by :mod:`kg.export.ftm` and :mod:`kg.export.table` as far as the models meet.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator

    import networkx as nx

    from kg.companies import Companies
    from kg.model import Assessment, Claim, Deal, Document

FORMS = {
    "graphml": "kg.export.graphml",
    "csv": "kg.export.csv",
    "parquet": "kg.export.parquet",
    "nanopub": "kg.export.nanopub",
    "ftm": "kg.export.ftm",
}
"""The module of each form; it is loaded where it is used."""


class Source(Protocol):
    """What a form is written from: :class:`kg.KnowledgeGraph`."""

    @property
    def companies(self) -> Companies:
        """The registry."""

    def documents(self) -> Iterator[Document]:
        """Iterate over the documents."""

    def claims(self) -> Iterator[Claim]:
        """Iterate over the claims."""

    def deals(self) -> Iterator[Deal]:
        """Iterate over the deals."""

    def assessments(self) -> Iterator[Assessment]:
        """Iterate over the verdicts."""

    def network(self) -> nx.MultiDiGraph[str]:
        """Return the deals as a network."""


def exported(graph: Source, form: str) -> bytes:
    """Return a graph in one of the :data:`FORMS`; the same graph gives the same bytes.

    Raises
    ------
    UsageError
        The form needs a library that is not installed.
    """
    written: bytes = import_module(FORMS[form]).written(graph)
    return written
