"""Paths between two nodes: counted before they are listed, listed in blocks, never by recursion."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from kg.graph.closure import closure, spread

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy.typing as npt

    from kg.graph.index import Index

    Ints = npt.NDArray[Any]

BLOCK = 100_000
"""Rows that are worked on at once."""
EFFORT = 20_000_000
"""Rows after which a search gives up and says so."""
FAR = np.iinfo(np.int32).max
MANY = 1e300
"""As far as walks are counted."""


class Search(NamedTuple):
    """The paths found, as rows of numbers with one array a length, and what is known of those that were not.

    ``bound`` is an upper bound of how many there are, ``complete`` whether all are here, ``distance`` the number of
    hops of the shortest, None where the goal is not reached at all.
    """

    found: list[Ints]
    bound: int
    complete: bool
    distance: int | None


def search(index: Index, start: int, goal: int, most: int, limit: int) -> Search:
    """Return up to ``limit`` paths from start to goal of at most ``most`` hops, the shortest first, then by number.

    Notes
    -----
    The walks from start to goal that return to neither are counted first, in O(most · m); no fewer are they than the
    paths. The paths of each length are then built hop by hop, in blocks, each cut where the goal is farther than the
    hops that remain.

    Examples
    --------
    >>> import networkx as nx
    >>> from kg.graph.index import index_of
    >>> found = search(index_of(nx.complete_graph(4, create_using=nx.DiGraph)), 0, 3, 2, 10)
    >>> [paths.tolist() for paths in found.found], found.bound, found.complete
    ([[[0, 3]], [[0, 1, 3], [0, 2, 3]]], 3, True)
    """
    left = np.full(len(index), FAR, dtype=np.int32)
    nodes, depth = closure(index.back, np.array([goal]))
    left[nodes] = depth
    distance = None if left[start] == FAR else int(left[start])
    if distance is None or distance > most:
        return Search([], 0, True, distance)
    walks = _walks(index, start, goal, most, left)
    found, room, effort = [], limit, EFFORT
    for length in range(distance, most + 1):
        if not walks[length]:
            continue
        for block in _of_length(index, start, goal, length, left):
            effort -= len(block)
            if block.shape[1] == length + 1:
                found.append(block[:room])
                room -= len(found[-1])
                if len(block) > len(found[-1]):
                    return Search(found, sum(walks), complete=False, distance=distance)
            if effort < 0:
                return Search(found, sum(walks), complete=False, distance=distance)
    return Search(found, sum(walks), complete=True, distance=distance)


def _walks(index: Index, start: int, goal: int, most: int, left: Ints) -> list[int]:
    """Return how many walks of each length lead to the goal and visit neither end between."""
    counts = [0]
    nodes: Ints = np.array([start])
    weights: Ints = np.ones(1)
    for step in range(1, most + 1):
        at, fan = spread(index.ahead.start, nodes)
        there, weights = index.ahead.to[at], np.repeat(weights, fan)
        near = (left[there] <= most - step) & (there != start)
        nodes, place = np.unique(there[near], return_inverse=True)
        weights = np.bincount(place, weights[near], minlength=len(nodes))
        arrived = nodes == goal
        counts.append(int(min(weights[arrived].sum(), MANY)))
        nodes, weights = nodes[~arrived], weights[~arrived]
    return counts


def _of_length(index: Index, start: int, goal: int, length: int, left: Ints) -> Iterator[Ints]:
    """Iterate over blocks of partial paths as they grow, in order; those of ``length`` hops are whole."""
    stack = [np.array([[start]], dtype=np.int32)]
    while stack:
        part = stack.pop()
        room = length - part.shape[1]
        at, fan = spread(index.ahead.start, part[:, -1])
        there = index.ahead.to[at]
        near = there == goal if room == 0 else (left[there] <= room) & (there != goal)
        there, origin = there[near], np.repeat(np.arange(len(part)), fan)[near]
        fresh = np.ones(len(there), dtype=bool)
        for column in part.T:
            fresh &= column[origin] != there
        grown = np.column_stack([part[origin[fresh]], there[fresh]])
        yield grown
        if room and len(grown):
            stack += _blocks(grown, index.ahead.start)[::-1]


def _blocks(paths: Ints, start: Ints) -> list[Ints]:
    """Return partial paths in blocks whose next hop gives about :data:`BLOCK` rows each."""
    ahead = np.cumsum(start[paths[:, -1] + 1] - start[paths[:, -1]], dtype=np.int64)
    cuts = np.unique(np.searchsorted(ahead, np.arange(BLOCK, ahead[-1], BLOCK)) + 1)
    return [block for block in np.split(paths, cuts) if len(block)]
