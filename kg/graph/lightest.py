"""The lightest way between two nodes, where hops weigh nothing or one: fewest heavy hops first, then fewest hops."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from kg.graph.closure import spread

if TYPE_CHECKING:
    import numpy.typing as npt

    from kg.graph.index import Index

FAR = np.iinfo(np.int64).max


def lightest(index: Index, heavy: npt.NDArray[np.bool_], start: int, goal: int) -> list[int] | None:
    """Return the way with the fewest heavy hops, of several the shortest, of several the one of the least numbers.

    Parameters
    ----------
    index
        The hops.
    heavy
        For each hop, by its place in ``index.ahead``, whether it weighs.
    start, goal
        Two nodes.

    Returns
    -------
    list or None
        The nodes on the way, None where there is none.

    Notes
    -----
    Ford's algorithm from whatever changed last, for all of it at once; O(r · m) at worst for r rounds.

    References
    ----------
    Ford, *Network Flow Theory*, RAND P-923, 1956.

    Examples
    --------
    >>> import networkx as nx
    >>> from kg.graph.index import index_of
    >>> index = index_of(nx.DiGraph([(0, 1), (0, 2), (2, 1)]))
    >>> lightest(index, np.array([True, False, False]), 0, 1)
    [0, 2, 1]
    """
    cost = 1 + heavy.astype(np.int64) * len(index)
    reached = np.full(len(index), FAR, dtype=np.int64)
    reached[start] = 0
    front: npt.NDArray[Any] = np.array([start])
    while len(front):
        at, counts = spread(index.ahead.start, front)
        there = index.ahead.to[at]
        before = reached[there]
        np.minimum.at(reached, there, np.repeat(reached[front], counts) + cost[at])
        front = np.unique(there[reached[there] < before])
    if reached[goal] == FAR:
        return None
    way = [goal]
    while way[-1] != start:
        part = index.back.of(way[-1])
        near, hops = index.back.to[part], _places(index, index.back.to[part], way[-1])
        fits = (reached[near] != FAR) & (reached[near] + cost[hops] == reached[way[-1]])
        way.append(int(near[fits].min()))
    return way[::-1]


def _places(index: Index, near: npt.NDArray[Any], far: int) -> npt.NDArray[Any]:
    """Return the places of the hops from some nodes to one."""
    rows = (index.ahead.to[index.ahead.of(int(node))] for node in near)
    return np.array(
        [
            int(index.ahead.start[node]) + int(np.searchsorted(row, np.int32(far)))
            for node, row in zip(near, rows, strict=True)
        ],
        dtype=np.int64,
    )
