"""Changes as SPARQL updates of bounded size, in an order in which they can be broken off and made again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.rdf import nquads
from kg.rdf import vocabulary as v

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kg.rdf import Triple

_KNOWN = (v.TYPE, v.ABOUT)
"""By what a record is found as a record: its class, and the deal that a claim is about."""
_FINDING = (v.IN_DOCUMENT, v.HAS_SOURCE)
"""By what the parts of a document are found."""


def data(verb: str, layer: str, triples: Iterable[Triple]) -> str:
    """Return the operation of SPARQL Update that inserts or deletes exactly these triples of a layer.

    Examples
    --------
    >>> print(data("INSERT", "http://g", [("http://a", "http://b", "http://c")]))
    INSERT DATA {
    GRAPH <http://g> {
    <http://a> <http://b> <http://c> .
    }}
    """
    lines = nquads(triples, layer).decode().replace(f" <{layer}> .\n", " .\n")
    return f"{verb} DATA {{\nGRAPH <{layer}> {{\n{lines}}}}}"


def in_batches(verb: str, layers: Mapping[str, Sequence[Triple]], most: int) -> Iterator[str]:
    """Iterate over updates of at most so many triples each, in the order of the triples."""
    for layer, triples in layers.items():
        for start in range(0, len(triples), most):
            yield data(verb, layer, triples[start : start + most])


def to_insert(triples: Iterable[Triple]) -> list[Triple]:
    """Return new triples in an order in which a record is nothing before it is whole: what makes it known goes last.

    Examples
    --------
    >>> to_insert([("a", v.TYPE, "T"), ("a", "z", "b")]) == [("a", "z", "b"), ("a", v.TYPE, "T")]
    True
    """
    return sorted(
        triples, key=lambda triple: (_KNOWN.index(triple[1]) if triple[1] in _KNOWN else -1, str(triple))
    )


def to_delete(triples: Iterable[Triple]) -> list[Triple]:
    """Return old triples in an order in which a record is nothing from the start, and the rest can be found until it is gone.

    What makes it known goes first; of the rest, what a node leads to goes before the triples that lead there, and by what a
    document's parts are found goes last of each.

    Examples
    --------
    >>> to_delete([("a", "has", "b"), ("b", "has", "c"), ("a", v.TYPE, "T")]) == [
    ...     ("a", v.TYPE, "T"),
    ...     ("b", "has", "c"),
    ...     ("a", "has", "b"),
    ... ]
    True
    """
    own: dict[str, list[Triple]] = {}
    first: list[Triple] = []
    for triple in sorted(triples, key=lambda triple: (triple[1] in _FINDING, str(triple))):
        (first if triple[1] in _KNOWN else own.setdefault(triple[0], [])).append(triple)
    found: list[Triple] = []
    seen: set[str] = set()
    for root in own:
        stack = [(root, False)]
        while stack:
            node, left = stack.pop()
            if left:
                found += own[node]
            elif node not in seen and node in own:
                seen.add(node)
                stack.append((node, True))
                stack += [(object_, False) for _, _, object_ in own[node] if isinstance(object_, str)]
    return sorted(first, key=lambda triple: -_KNOWN.index(triple[1])) + found
