"""Everything that is reached, with the least number of hops."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from kg.graph.compiled import compiled, worth_it

if TYPE_CHECKING:
    import numpy.typing as npt

    from kg.graph.index import Rows
    from kg.values import Days

    Ints = npt.NDArray[np.int32]
    Mask = npt.NDArray[np.bool_]


FEW = 200
"""Nodes up to which a level is searched by a loop where there is no compiler."""


class Live(NamedTuple):
    """Which hops count on some days: those that fold a tie which may hold then.

    ``first`` is where the ties of each hop begin, ``rows`` says which ties count at all, the days are ordinals.
    """

    first: Ints
    rows: Mask
    begin_earliest: Ints
    end_latest: Ints
    begin: int
    end: int

    @classmethod
    def of(cls, first: Ints, rows: Mask, bounds: tuple[Ints, Ints], on: Days) -> Live:
        """Return the hops that count on these days."""
        return cls(first, rows, *bounds, on.first.toordinal(), on.last.toordinal())

    def __call__(self, hops: Ints) -> Mask:
        """Return which of these hops count."""
        at, counts = spread(self.first, hops)
        begin, end = self.begin_earliest[at], self.end_latest[at]
        counting = self.rows[at] & (((begin <= self.end) & (end >= self.begin)) | (end < begin))
        if not len(hops):
            return counting
        return np.asarray(np.logical_or.reduceat(counting, np.cumsum(counts) - counts), dtype=bool)


def spread(start: Ints, nodes: npt.NDArray[Any]) -> tuple[npt.NDArray[np.int64], Ints]:
    """Return the places that rows of several nodes take, one after another, and how many each has."""
    begin = start[nodes]
    counts = start[nodes + 1] - begin
    ends = np.cumsum(counts, dtype=np.int64)
    total = int(ends[-1]) if len(ends) else 0
    return np.arange(total) + np.repeat(begin - ends + counts, counts), counts


def closure(
    rows: Rows,
    sources: npt.NDArray[Any],
    most: int | None = None,
    live: Live | None = None,
    closed: Mask | None = None,
) -> tuple[Ints, Ints]:
    """Return the nodes that are reached in at most ``most`` hops, the sources among them, and how far each is.

    Parameters
    ----------
    rows
        The direction to go in.
    sources
        Where to begin, each once.
    most
        The most hops; None for no limit.
    live
        Which hops count; None for all.
    closed
        By node: whether the search may not enter it; only where every hop counts. None for no node.

    Returns
    -------
    nodes, depth
        By depth; the order of nodes of one depth is not fixed.

    Notes
    -----
    Breadth-first search, O(n + m).

    Examples
    --------
    >>> import networkx as nx
    >>> from kg.graph.index import index_of
    >>> chain = index_of(nx.path_graph(4, create_using=nx.DiGraph))
    >>> [part.tolist() for part in closure(chain.ahead, np.array([1]))]
    [[1, 2, 3], [0, 1, 2]]
    """
    limit = len(rows.start) if most is None else most
    sources = np.asarray(sources, dtype=np.int32)
    search: Any
    if live is None:
        seen = np.zeros(len(rows.start) - 1, dtype=np.bool_) if closed is None else closed.copy()
        search = compiled(_by_queue) if worth_it(len(rows.to)) else _by_steps
        nodes, depth = search(rows.start, rows.to, sources, limit, seen)
    elif worth_it(len(rows.to)):
        hops = rows.hops(np.arange(len(rows.to), dtype=np.int32))
        nodes, depth = compiled(_by_queue_on)(rows.start, rows.to, hops, sources, limit, *live)
    else:
        nodes, depth = _by_levels(rows, sources, limit, live)
    return nodes, depth


def _by_steps(start: Ints, to: Ints, sources: Ints, most: int, seen: Mask) -> tuple[Ints, Ints]:
    """Search without a compiler: a level of few nodes by a loop, which takes less time than arrays do, else by arrays."""
    begin, ends, entered = start.data, to.data, seen.data
    seen[sources] = True
    levels: list[Any] = [sources]
    while len(levels[-1]) and len(levels) <= most:
        if len(levels[-1]) > FEW:
            there = to[spread(start, np.asarray(levels[-1]))[0]]
            fresh = np.unique(there[~seen[there]])
            seen[fresh] = True
            levels.append(fresh)
            continue
        level: list[int] = []
        for node in levels[-1]:
            for other in ends[begin[node] : begin[node + 1]].tolist():
                if not entered[other]:
                    entered[other] = True
                    level.append(other)
        levels.append(level)
    depth = np.repeat(np.arange(len(levels), dtype=np.int32), [len(level) for level in levels])
    return np.concatenate([np.asarray(level, dtype=np.int32) for level in levels]), depth


def _by_levels(rows: Rows, sources: Ints, most: int, live: Live) -> tuple[Ints, Ints]:
    seen = np.zeros(len(rows.start) - 1, dtype=bool)
    seen[sources] = True
    levels = [sources]
    while len(levels[-1]) and len(levels) <= most:
        at, _ = spread(rows.start, levels[-1])
        there = rows.to[at]
        fresh = ~seen[there]
        fresh[fresh] = live(rows.hops(at[fresh]))
        there = np.unique(there[fresh])
        seen[there] = True
        levels.append(there)
    depth = np.repeat(np.arange(len(levels), dtype=np.int32), [len(level) for level in levels])
    return np.concatenate(levels), depth


def _by_queue(start: Any, to: Any, sources: Any, most: int, seen: Any) -> Any:
    queue = np.empty(len(start) - 1, dtype=np.int32)
    depth = np.empty(len(start) - 1, dtype=np.int32)
    tail = 0
    for source in sources:
        seen[source] = True
        queue[tail], depth[tail] = source, 0
        tail += 1
    head = 0
    while head < tail and depth[head] < most:
        node = queue[head]
        for at in range(start[node], start[node + 1]):
            there = to[at]
            if not seen[there]:
                seen[there] = True
                queue[tail], depth[tail] = there, depth[head] + 1
                tail += 1
        head += 1
    return queue[:tail].copy(), depth[:tail].copy()


def _by_queue_on(  # noqa: PLR0913, PLR0917  a compiled function takes arrays, not records
    start: Any, to: Any, hop: Any, sources: Any, most: int, first: Any, rows: Any, earliest: Any, latest: Any, begin: int,
    end: int,
) -> Any:  # fmt: skip
    seen = np.zeros(len(start) - 1, dtype=np.bool_)
    queue = np.empty(len(start) - 1, dtype=np.int32)
    depth = np.empty(len(start) - 1, dtype=np.int32)
    tail = 0
    for source in sources:
        seen[source] = True
        queue[tail], depth[tail] = source, 0
        tail += 1
    head = 0
    while head < tail and depth[head] < most:
        node = queue[head]
        for at in range(start[node], start[node + 1]):
            there = to[at]
            if seen[there]:
                continue
            for row in range(first[hop[at]], first[hop[at] + 1]):
                within = earliest[row] <= end and latest[row] >= begin
                if rows[row] and (within or latest[row] < earliest[row]):
                    seen[there] = True
                    queue[tail], depth[tail] = there, depth[head] + 1
                    tail += 1
                    break
        head += 1
    return queue[:tail].copy(), depth[:tail].copy()


def chain(rows: Rows, depth: npt.NDArray[Any], node: int) -> list[int]:
    """Return a shortest way back from a node to where a search began, of several the one with the least numbers.

    Parameters
    ----------
    rows
        The direction against the search.
    depth
        By node: how far it is from the beginning, -1 where it is not reached.
    node
        Where to go back from.
    """
    way = [node]
    while depth[way[-1]] > 0:
        near = rows.to[rows.of(way[-1])]
        way.append(int(near[depth[near] == depth[way[-1]] - 1].min()))
    return way


def depths(rows: Rows, sources: npt.NDArray[Any], most: int | None = None) -> Ints:
    """Return by node how far it is from the sources, -1 where it is not reached; see :func:`closure`."""
    found = np.full(len(rows.start) - 1, -1, dtype=np.int32)
    nodes, depth = closure(rows, sources, most)
    found[nodes] = depth
    return found
