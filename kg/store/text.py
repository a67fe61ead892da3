"""RDF text as plain triples."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.namespaces import PREFIXES
from kg.store.terms import plain_triple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.rdf import Triple


def read_nquads(text: bytes, graph: str | None = None) -> Iterator[Triple]:
    """Iterate over the triples of N-Quads, those of one graph where it is named.

    Examples
    --------
    >>> list(read_nquads(b"<http://a> <http://b> <http://c> <http://g> ."))
    [('http://a', 'http://b', 'http://c')]
    """
    quads = ox.parse(text, format=ox.RdfFormat.N_QUADS)
    if graph is not None:
        wanted = ox.NamedNode(graph)
        quads = (quad for quad in quads if quad.graph_name == wanted)  # type: ignore[assignment]
    return map(plain_triple, quads)


def read_turtle(text: str) -> Iterator[Triple]:
    """Iterate over the triples of Turtle.

    Examples
    --------
    >>> list(read_turtle("<http://a> a <http://c> ."))
    [('http://a', 'http://www.w3.org/1999/02/22-rdf-syntax-ns#type', 'http://c')]
    """
    return map(plain_triple, ox.parse(text, format=ox.RdfFormat.TURTLE))


def trig_of(quads: bytes, prefixes: Mapping[str, str]) -> bytes:
    """Return N-Quads as TriG, in their order, with the known prefixes and some more.

    Examples
    --------
    >>> print(trig_of(b"<http://a> <http://b> <http://c> <http://g> .", {}).decode().splitlines()[-1])
    }
    """
    found = ox.parse(quads, format=ox.RdfFormat.N_QUADS)
    return bytes(ox.serialize(found, format=ox.RdfFormat.TRIG, prefixes={**PREFIXES, **prefixes}) or b"")
