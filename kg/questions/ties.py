"""Any tie of a company, in words, whatever its type."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.questions.words import spaced

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.graph.dealgraph import DealGraph


def ties_of(graph: DealGraph, company: str | None) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Iterate over the ties of a company, or of all, each deal once for each pair, whichever way it is told first."""
    if company is None:
        edges = iter(graph.edges(data=True))
    elif company in graph:
        edges = iter((*graph.out_edges(company, data=True), *graph.in_edges(company, data=True)))
    else:
        return
    seen = set()
    for u, v, tie in edges:
        key = tie["deal"].id, frozenset((u, v))
        if key not in seen:
            seen.add(key)
            yield u, v, tie


def tie_in_words(source: str, target: str, tie: Mapping[str, Any]) -> str:
    """Return the ends of a tie, its type and its product.

    Examples
    --------
    >>> from kg.questions.sample import sample_network
    >>> network = sample_network("OpenAI buys cloud from Oracle")
    >>> tie_in_words("OpenAI", "Oracle", network["OpenAI"]["Oracle"]["deal-1"])
    'contract for cloud of OpenAI with Oracle'
    """
    goods = f" for {spaced(tie['product'])}" if tie["product"] else ""
    return f"{spaced(tie['type'])}{goods} of {source} with {target}"
