"""For every node at once: which of some marked nodes it reaches, and how chains of supply divide over what it reaches."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from kg.graph.closure import spread

if TYPE_CHECKING:
    import numpy.typing as npt

    from kg.graph.index import Index

    Ints = npt.NDArray[Any]


def reached_marks(index: Index, marks: Ints) -> npt.NDArray[np.uint64]:
    """Return for each node one bit a marked node, set where it reaches it; a mark reaches itself only by a cycle.

    Parameters
    ----------
    index
        The hops.
    marks
        The nodes to reach; bit ``i % 64`` of word ``i // 64`` stands for ``marks[i]``.

    Notes
    -----
    Sets of bits are united over hops, again for those whose providers' sets grew, until none grows; O(m · d / 64) for
    d marks where chains are short.

    Examples
    --------
    >>> import networkx as nx
    >>> from kg.graph.index import index_of
    >>> reached_marks(index_of(nx.DiGraph([(0, 1), (1, 2), (2, 1)])), np.array([1, 2])).tolist()
    [[3], [3], [3]]
    """
    words = max(1, -(-len(marks) // 64))
    own = np.zeros((len(index), words), dtype=np.uint64)
    place = np.arange(len(marks))
    own[marks, place // 64] |= np.uint64(1) << (place % 64).astype(np.uint64)
    reached = np.zeros_like(own)
    front = np.asarray(marks)
    while len(front):
        at, _ = spread(index.back.start, front)
        waiting = np.zeros(len(index), dtype=bool)
        waiting[index.back.to[at]] = True
        nodes = np.flatnonzero(waiting)
        at, counts = spread(index.ahead.start, nodes)
        there = index.ahead.to[at]
        first = np.cumsum(counts) - counts
        changed = np.zeros(len(nodes), dtype=bool)
        for word in range(words):
            given = (reached[:, word] | own[:, word])[there]
            united = np.bitwise_or.reduceat(given, first) if len(nodes) else given
            changed |= united != reached[nodes, word]
            reached[nodes, word] = united
        front = nodes[changed]
    return reached


def shares(index: Index, start: int, most: int) -> list[tuple[Ints, npt.NDArray[np.float64]]]:
    """Return by tier how the chains that leave a node divide, taking an equal part through each provider at each hop.

    Returns
    -------
    list
        For 0, 1, … ``most`` hops: the nodes at the end of chains of so many hops, and the share of chains that end
        there. Shares of a tier sum to 1, less what ended before for want of a provider.

    Notes
    -----
    O(most · m).

    Examples
    --------
    >>> import networkx as nx
    >>> from kg.graph.index import index_of
    >>> index = index_of(nx.DiGraph([("A", "B"), ("A", "C"), ("B", "D"), ("C", "D"), ("C", "E")]))
    >>> [dict(zip(index.named(nodes), share.tolist())) for nodes, share in shares(index, 0, 2)]
    [{'A': 1.0}, {'B': 0.5, 'C': 0.5}, {'D': 0.75, 'E': 0.25}]
    """
    nodes: Ints = np.array([start])
    share: Ints = np.ones(1)
    tiers = [(nodes, share)]
    for _ in range(most):
        at, fan = spread(index.ahead.start, nodes)
        part = np.repeat(share / np.maximum(fan, 1), fan)
        nodes, place = np.unique(index.ahead.to[at], return_inverse=True)
        share = np.bincount(place, part, minlength=len(nodes))
        tiers.append((nodes, share))
        if not len(nodes):
            break
    return tiers


def shares_of(index: Index, goal: int, most: int) -> list[tuple[Ints, npt.NDArray[np.float64]]]:
    """Return by tier which part of other nodes' chains ends at a node; :func:`shares` asked from the other end.

    Examples
    --------
    >>> import networkx as nx
    >>> from kg.graph.index import index_of
    >>> index = index_of(nx.DiGraph([("A", "B"), ("A", "C"), ("B", "D"), ("C", "D"), ("C", "E")]))
    >>> nodes, share = shares_of(index, index.number["D"], 2)[2]
    >>> index.named(nodes), share.tolist()
    (['A'], [0.75])
    """
    nodes: Ints = np.array([goal])
    share: Ints = np.ones(1)
    tiers = [(nodes, share)]
    fans = np.diff(index.ahead.start)
    for _ in range(most):
        at, counts = spread(index.back.start, nodes)
        nodes, place = np.unique(index.back.to[at], return_inverse=True)
        share = np.bincount(place, np.repeat(share, counts), minlength=len(nodes)) / fans[nodes]
        tiers.append((nodes, share))
        if not len(nodes):
            break
    return tiers
