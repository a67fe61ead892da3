"""The store as an rdflib Dataset: the same quads behind the interface that people know.

Oxigraph keeps a plain string as ``"x"^^xsd:string``, which rdflib holds for another literal than its own ``Literal("x")``;
terms are therefore passed on as rdflib writes them, in both directions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import rdflib
from oxrdflib import OxigraphStore
from rdflib.namespace import XSD

from kg.namespaces import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyoxigraph as ox


def dataset_over(quads: ox.Store) -> rdflib.Dataset:
    """Return a Dataset over the quads of an Oxigraph store, whose default graph is the union of all.

    Pass queries as strings: a prepared query would fall back to rdflib's own engine, some hundred times slower.
    """
    dataset = rdflib.Dataset(store=_PlainStrings(store=quads), default_union=True)
    for prefix, base in PREFIXES.items():
        dataset.bind(prefix, base, replace=True)
    return dataset


class _PlainStrings(OxigraphStore):
    """An Oxigraph store that says ``Literal("x")`` where Oxigraph says ``"x"^^xsd:string``."""

    def triples(self, triple_pattern: Any, context: Any = None) -> Iterator[Any]:
        """Iterate over matching triples, each with its graphs."""
        for triple, graphs in super().triples(triple_pattern, context):
            yield tuple(map(_plain, triple)), graphs

    def query(self, *args: Any, **options: Any) -> Any:
        """Run a query given as a string."""
        result = super().query(*args, **options)
        if result.type == "SELECT":
            result.bindings = [{name: _plain(term) for name, term in row.items()} for row in result.bindings]
        elif result.type == "CONSTRUCT":
            graph = rdflib.Graph()
            for triple in result.graph or ():
                graph.add(tuple(map(_plain, triple)))
            result.graph = graph
        return result


def _plain(term: Any) -> Any:
    if isinstance(term, rdflib.Literal) and term.datatype == XSD.string:
        return rdflib.Literal(str(term))
    return term
