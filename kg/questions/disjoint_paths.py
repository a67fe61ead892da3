"""How many paths of supply share nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.questions.answer import Answer
from kg.questions.asking import silence
from kg.questions.chain import Hops
from kg.questions.dependency_paths import Path, path_of
from kg.questions.separate import Kind, ways_apart, what_cuts

if TYPE_CHECKING:
    from typing import Unpack

    import networkx as nx

    from kg.questions.scope import Scope


def disjoint_paths(
    network: nx.MultiDiGraph[str], start: str, goal: str, *, of: Kind = "companies", **scope: Unpack[Scope]
) -> Answer[Path]:
    """Return as many paths of supply between two companies as can be that share no company, or no deal.

    Parameters
    ----------
    network
        As :func:`kg.network.deal_network` returns it.
    start, goal
        Names or aliases of two different companies; ``start`` is the one that depends.
    of
        ``companies``: the paths share no company but their ends. ``deals``: they share no deal; parallel deals carry
        a path each.
    scope
        What the question is narrowed to; see :class:`~kg.questions.scope.Scope`.

    Returns
    -------
    Answer of Path
        The shortest first; the notes name what would cut them all.

    Raises
    ------
    UnknownCompany
        Neither the network nor the registry knows a company.
    UsageError
        ``start`` and ``goal`` are one company, ``of`` is neither, or the scope is wrong.

    Notes
    -----
    Maximum flow by Edmonds and Karp; O(f · m) for f paths. By Menger's theorem there are as many as the cut has parts.

    Examples
    --------
    >>> from kg.questions.sample import sample_network
    >>> network = sample_network("A uses B", "A uses C", "B uses D", "C uses D", "D uses E")
    >>> len(disjoint_paths(network, "A", "D")), len(disjoint_paths(network, "A", "E"))
    (2, 1)
    """
    question, ends, found = ways_apart(network, start, goal, of, scope)
    hops = Hops(question)
    names = question.supplies.named
    import numpy as np

    rows = [path_of(hops.along(names(np.array(path)))) for path in found.paths] if found else []
    notes, gaps = what_cuts(question, ends, found, of)
    apart = "company" if of == "companies" else "deal"
    return Answer(
        question=f"How many paths from {ends[0]} to {ends[1]} share no {apart}{question.words}?",
        rows=tuple(rows),
        sources=question.sources,
        notes=notes,
        gaps=(*silence(question.graph, *ends), *gaps),
    )
