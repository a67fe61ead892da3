"""Why there is no path of supply: it is longer than asked, a hop is over or is no fact, or none is told."""

from __future__ import annotations

from heapq import heappop, heappush
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.network import SUPPLY, supplies
from kg.questions.answer import Phrase, Sentence
from kg.questions.supply import not_fact, supply

if TYPE_CHECKING:
    import networkx as nx

    from kg.questions.supply import Supply
    from kg.values import Days

    Reasons = tuple[tuple[Sentence, ...], tuple[Sentence, ...]]


def why_none(
    network: nx.MultiDiGraph[str], start: str, goal: str, max_length: int, on: Days | None
) -> Reasons:
    """Return what is known, and what is not, of why no path of at most ``max_length`` hops leads to the goal.

    Of all chains of supply that are told, in whatever status and time, the one with the fewest hops that do not count
    is taken, the shortest of those; every hop of it that does not count is named.

    Notes
    -----
    Dijkstra's algorithm; O(m log m) in the m ties of supply that are told.
    """
    chain = _least_doubtful(network, start, goal, on)
    if chain is None:
        untold = "no document here tells of supply that leads from the one to the other"
        return (), ((Phrase(f"Whether {start} depends on {goal}: {untold}."),),)
    doubtful = [(u, v) for u, v in pairwise(chain) if not _counts(network, u, v, on)]
    told = " → ".join(chain)
    if not doubtful:
        hops = "1 hop" if max_length == 1 else f"{max_length} hops"
        return ((Phrase(f"No path has up to {hops}; the shortest has {len(chain) - 1}: {told}."),),), ()
    notes: list[Sentence] = [(Phrase(f"The nearest that is told to a path is {told}."),)]
    gaps: list[Sentence] = []
    for u, v in doubtful:
        for row, accepted in _told(network, u, v, on):
            if accepted:
                when = "no longer" if on is None else "not on the day asked about"
                notes.append((Phrase(f"{u} depends on {v}, but {when}: "), row.clause(), Phrase(".")))
            else:
                gaps.append(not_fact(row))
    return tuple(notes), tuple(gaps)


def _least_doubtful(
    network: nx.MultiDiGraph[str], start: str, goal: str, on: Days | None
) -> list[str] | None:
    """Return the chain of told supply with the fewest hops that do not count, then the fewest hops, then by name."""
    if start not in network or goal not in network:
        return None
    came: dict[str, str | None] = {}
    queue: list[tuple[int, int, str, str | None]] = [(0, 0, start, None)]
    while queue:
        doubts, hops, node, before = heappop(queue)
        if node in came:
            continue
        came[node] = before
        if node == goal:
            break
        for ahead in network.successors(node):
            if ahead not in came and any(tie["type"] in SUPPLY for tie in network[node][ahead].values()):
                heappush(queue, (doubts + (not _counts(network, node, ahead, on)), hops + 1, ahead, node))
    if goal not in came:
        return None
    chain = [goal]
    while (before := came[chain[-1]]) is not None:
        chain.append(before)
    return chain[::-1]


def _counts(network: nx.MultiDiGraph[str], u: str, v: str, on: Days | None) -> bool:
    return any(supplies(tie, on) for tie in network[u][v].values())


def _told(network: nx.MultiDiGraph[str], u: str, v: str, on: Days | None) -> list[tuple[Supply, bool]]:
    """Return every tie of supply between two companies with whether it is a fact, by deal."""
    ties = sorted(network[u][v].items())
    return [(supply(network, (u, v), tie, on), tie["accepted"]) for _, tie in ties if tie["type"] in SUPPLY]
