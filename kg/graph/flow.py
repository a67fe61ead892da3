"""How many ways apart lead from one node to another, and what cuts them: maximum flow and minimum cut."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from kg.graph.closure import closure

if TYPE_CHECKING:
    import numpy.typing as npt

    from kg.graph.index import Index

    Ints = npt.NDArray[Any]
    Residual = dict[int, dict[int, int]]

WITHOUT_END = 2**62


class Flow(NamedTuple):
    """Paths that share nothing, as numbers of nodes; what a cut of the least size cuts.

    ``cut`` holds pairs of nodes; where nodes were asked for, both of a pair are the node that is cut. It is None where
    no cut of nodes exists, for the two ends are neighbours.
    """

    paths: list[list[int]]
    cut: list[tuple[int, int]] | None


def flow(index: Index, start: int, goal: int, capacity: Ints | None) -> Flow:
    """Return a greatest set of paths from start to goal that share no node between, or no more of a hop than it has.

    Parameters
    ----------
    index
        The hops.
    start, goal
        Two different nodes.
    capacity
        For each hop, how many paths may use it; None for paths that share no node.

    Notes
    -----
    Augmenting paths by breadth (Edmonds and Karp) on the hops between what start reaches and what reaches goal; O(f · m)
    for f paths.

    References
    ----------
    Edmonds and Karp, *Theoretical Improvements in Algorithmic Efficiency for Network Flow Problems*, 1972. Menger,
    *Zur allgemeinen Kurventheorie*, 1927.

    Examples
    --------
    >>> import networkx as nx
    >>> from kg.graph.index import index_of
    >>> index = index_of(nx.DiGraph([(0, 1), (0, 2), (1, 3), (2, 3), (3, 4)]))
    >>> flow(index, 0, 3, None).paths, flow(index, 0, 4, None).cut
    ([[0, 1, 3], [0, 2, 3]], [(3, 3)])
    >>> flow(index_of(nx.path_graph(4, create_using=nx.DiGraph)), 0, 3, None).cut
    [(1, 1)]
    """
    room = _room(index, start, goal, capacity)
    source, sink = 2 * start + 1, 2 * goal
    residual = {node: dict(ahead) for node, ahead in room.items()}
    while (way := _augmenting(residual, source, sink)) is not None:
        _push(residual, way)
    reached = _reached(residual, source)
    cut = [
        (u // 2, v // 2)
        for u, ahead in room.items()
        if u in reached
        for v, most in ahead.items()
        if most and v not in reached
    ]
    paths = _paths(room, residual, source, sink)
    direct = capacity is None and any(u != v for u, v in cut)
    return Flow(sorted(paths, key=lambda path: (len(path), path)), None if direct else sorted(cut))


def _room(index: Index, start: int, goal: int, capacity: Ints | None) -> Residual:
    """Return what may flow: into node ``v`` at ``2 v``, through it, and out at ``2 v + 1``."""
    between = np.zeros((2, len(index)), dtype=bool)
    between[0, closure(index.ahead, np.array([start]))[0]] = True
    between[1, closure(index.back, np.array([goal]))[0]] = True
    within = between[0] & between[1]
    near, far = index.near, index.ahead.to
    used = np.flatnonzero(within[near] & within[far] & (near != far) & (near != goal) & (far != start))
    # Nodes are to be cut, not hops, but for the one that leads from start to goal with no node between.
    direct = (near[used] == start) & (far[used] == goal)
    most = np.where(direct, 1, WITHOUT_END) if capacity is None else capacity[used]
    through = WITHOUT_END if capacity is not None else 1
    room: Residual = {2 * start + 1: {}, 2 * goal: {}}
    for node in np.flatnonzero(within).tolist():
        if node not in {start, goal}:
            room[2 * node] = {2 * node + 1: through}
    for u, v, size in zip(near[used].tolist(), far[used].tolist(), most.tolist(), strict=True):
        room.setdefault(2 * u + 1, {})[2 * v] = size
    for u, ahead in list(room.items()):
        for v in ahead:
            room.setdefault(v, {}).setdefault(u, 0)
    return room


def _augmenting(residual: Residual, source: int, sink: int) -> list[int] | None:
    came: dict[int, int] = {source: source}
    queue = [source]
    for node in queue:
        for there, left in residual[node].items():
            if left and there not in came:
                came[there] = node
                if there == sink:
                    way = [sink]
                    while way[-1] != source:
                        way.append(came[way[-1]])
                    return way[::-1]
                queue.append(there)
    return None


def _push(residual: Residual, way: list[int]) -> None:
    for u, v in itertools.pairwise(way):
        residual[u][v] -= 1
        residual[v][u] += 1


def _reached(residual: Residual, source: int) -> set[int]:
    queue, seen = [source], {source}
    for node in queue:
        fresh = [there for there, left in residual[node].items() if left and there not in seen]
        seen.update(fresh)
        queue += fresh
    return seen


def _paths(room: Residual, residual: Residual, source: int, sink: int) -> list[list[int]]:
    """Return the paths that a flow is made of; a round that comes back to a node is left out."""
    flowing = {
        u: {v: most - residual[u][v] for v, most in ahead.items() if most > residual[u][v]}
        for u, ahead in room.items()
    }
    paths = []
    while flowing[source]:
        way, place = [source], {source: 0}
        while way[-1] != sink:
            u = way[-1]
            v = min(flowing[u])
            flowing[u][v] -= 1
            if not flowing[u][v]:
                del flowing[u][v]
            if v in place:
                for node in way[place[v] + 1 :]:
                    del place[node]
                del way[place[v] + 1 :]
            else:
                place[v] = len(way)
                way.append(v)
        paths.append(list(dict.fromkeys(node // 2 for node in way)))
    return paths
