"""Why there is no path of supply: it is longer than asked, a hop is over or is no fact, or none is told."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from kg.network import SUPPLY, supplies
from kg.questions.answer import Phrase, Sentence
from kg.questions.chain import arrows
from kg.questions.supply import not_fact, supply

if TYPE_CHECKING:
    from kg.graph.dealgraph import DealGraph
    from kg.questions.supply import Supply
    from kg.values import Days

    Reasons = tuple[tuple[Sentence, ...], tuple[Sentence, ...]]


def why_none(graph: DealGraph, start: str, goal: str, max_length: int, on: Days | None) -> Reasons:
    """Return what is known, and what is not, of why no path of at most ``max_length`` hops leads to the goal.

    Of all chains of supply that are told, in whatever status and time, the one with the fewest hops that do not count
    is taken, the shortest of those; every hop of it that does not count is named.

    Notes
    -----
    See :func:`kg.graph.lightest.lightest`.
    """
    chain = _least_doubtful(graph, start, goal, on)
    if chain is None:
        untold = "no document here tells of supply that leads from the one to the other"
        return (), ((Phrase(f"Whether {start} depends on {goal}: {untold}."),),)
    doubtful = [
        (u, v) for u, v in pairwise(chain) if not any(supplies(tie, on) for tie in graph[u][v].values())
    ]
    if not doubtful:
        hops = "1 hop" if max_length == 1 else f"{max_length} hops"
        shortest = f"the shortest has {len(chain) - 1}: {arrows(chain)}"
        return ((Phrase(f"No path has up to {hops}; {shortest}."),),), ()
    notes: list[Sentence] = [(Phrase(f"The nearest that is told to a path is {arrows(chain)}."),)]
    gaps: list[Sentence] = []
    for u, v in doubtful:
        for row, accepted in _told(graph, u, v, on):
            if accepted:
                when = "no longer" if on is None else "not on the day asked about"
                notes.append((Phrase(f"{u} depends on {v}, but {when}: "), row.clause(), Phrase(".")))
            else:
                gaps.append(not_fact(row))
    return tuple(notes), tuple(gaps)


def _least_doubtful(graph: DealGraph, start: str, goal: str, on: Days | None) -> list[str] | None:
    """Return the chain of told supply with the fewest hops that do not count, then the fewest hops, then by name."""
    import numpy as np

    from kg.graph.lightest import lightest

    if start not in graph or goal not in graph:
        return None
    index = graph.hops(graph.columns.supplies())
    heavy = ~graph.folds(graph.supply(on))[index.ahead.hops(np.arange(len(index.ahead.to)))]
    way = lightest(index, heavy, index.number[start], index.number[goal])
    return None if way is None else index.named(np.array(way))


def _told(graph: DealGraph, u: str, v: str, on: Days | None) -> list[tuple[Supply, bool]]:
    """Return every tie of supply between two companies with whether it is a fact, by deal."""
    ties = sorted(graph[u][v].items())
    return [(supply(graph, (u, v), tie, on), tie["accepted"]) for _, tie in ties if tie["type"] in SUPPLY]
