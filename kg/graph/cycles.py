"""Cycles of bounded length, each once, in blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from kg.graph.closure import closure, spread
from kg.graph.paths import BLOCK, MANY

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy.typing as npt

    from kg.graph.index import Index

    Ints = npt.NDArray[Any]

TRIMS = 16
"""How often dead ends are cut away; each time takes time in proportion to the hops."""
EFFORT = 50_000_000
"""Rows after which a search gives up and says so."""


class Cycles(NamedTuple):
    """Cycles as rows of numbers, one array a block, the smallest number first.

    ``bound`` is an upper bound of how many there are, ``complete`` whether all are here.
    """

    found: list[Ints]
    bound: int
    complete: bool

    def __len__(self) -> int:
        return sum(map(len, self.found))


def cycles(index: Index, most: int, limit: int, through: int | None = None) -> Cycles:
    """Return up to ``limit`` cycles of 2 to ``most`` nodes, the shortest first; a node beside itself is none.

    Parameters
    ----------
    index
        The hops.
    most
        The most nodes of a cycle.
    limit
        The most cycles.
    through
        A node that each cycle visits; None for any.

    Notes
    -----
    Nodes without a way in or out are cut away first, a few times. Then walks are counted, in O(most · m): through a node
    go no more cycles of k nodes than walks of k - 1 hops begin there, nor than end there. Each cycle is begun at its smallest node and
    grown hop by hop over greater ones, in blocks; one through a given node is begun there and cut where that node is
    farther than the hops that remain.

    Examples
    --------
    >>> import networkx as nx
    >>> from kg.graph.index import index_of
    >>> found = cycles(index_of(nx.DiGraph([(0, 1), (1, 0), (1, 2), (2, 0), (2, 3)])), 3, 10)
    >>> [block.tolist() for block in found.found]
    [[[0, 1]], [[0, 1, 2]]]
    """
    hop = _looping(index)
    near, far = index.near[hop], index.ahead.to[hop]
    if not len(near):
        return Cycles([], 0, complete=True)
    keys = near.astype(np.int64) * len(index) + far
    start = np.zeros(len(index) + 1, dtype=np.int64)
    np.cumsum(np.bincount(near, minlength=len(index)), out=start[1:])
    left = _distance(index, through)
    bound = _bound(near, far, len(index), most, through)
    grown = _Growing(start, far, keys, left, through)
    found, room, effort = [], limit, EFFORT
    for length in range(2, most + 1):
        for block, whole in grown.of_length(length):
            effort -= len(block)
            if whole:
                kept = _smallest_first(block[:room])
                found.append(kept)
                room -= len(kept)
                if len(block) > len(kept):
                    return Cycles(found, bound, complete=False)
            if effort < 0:
                return Cycles(found, bound, complete=False)
    return Cycles(found, bound, complete=True)


def _looping(index: Index) -> Ints:
    """Return the hops that are left when those into dead ends, and out of dead beginnings, are cut away a few times."""
    near, far = index.near, index.ahead.to
    hop = np.flatnonzero(near != far)
    for _ in range(TRIMS):
        ins, outs = (np.bincount(end[hop], minlength=len(index)) > 0 for end in (far, near))
        alive = (ins & outs)[near[hop]] & (ins & outs)[far[hop]]
        if alive.all():
            break
        hop = hop[alive]
    return hop


def _distance(index: Index, through: int | None) -> Ints | None:
    if through is None:
        return None
    left = np.full(len(index), np.iinfo(np.int32).max, dtype=np.int32)
    nodes, depth = closure(index.back, np.array([through]))
    left[nodes] = depth
    return left


def _bound(near: Ints, far: Ints, size: int, most: int, through: int | None) -> int:
    """Return more cycles than there can be of 2 to ``most`` nodes, by the walks that begin and end at each node."""
    total = 0.0
    ahead = back = np.ones(size)
    for length in range(2, most + 1):
        ahead = np.minimum(np.bincount(near, ahead[far], minlength=size), MANY)
        back = np.minimum(np.bincount(far, back[near], minlength=size), MANY)
        closed = np.minimum(ahead, back)
        total += closed.sum() // length if through is None else closed[through]
    return int(min(total, MANY))


class _Growing(NamedTuple):
    start: Ints
    far: Ints
    keys: Ints
    left: Ints | None
    through: int | None

    def of_length(self, length: int) -> Iterator[tuple[Ints, bool]]:
        """Iterate over blocks as they grow; the second value says whether they are whole cycles."""
        size = len(self.start) - 1
        first = np.arange(size) if self.through is None else np.array([self.through])
        stack = self._blocks(first[self.start[first + 1] > self.start[first]][:, None])
        while stack:
            part = stack.pop()
            if part.shape[1] == length:
                key = part[:, -1] * size + part[:, 0]
                place = np.minimum(np.searchsorted(self.keys, key), len(self.keys) - 1)
                yield part[self.keys[place] == key], True
                continue
            grown = self._grown(part, length)
            yield grown, False
            if len(grown):
                stack += self._blocks(grown)

    def _grown(self, part: Ints, length: int) -> Ints:
        at, fan = spread(self.start, part[:, -1])
        there, origin = self.far[at], np.repeat(np.arange(len(part)), fan)
        if self.left is None:
            fresh = there > part[origin, 0]
        else:
            fresh = (there != self.through) & (self.left[there] <= length - part.shape[1])
        for column in part.T[1:]:
            fresh &= column[origin] != there
        return np.column_stack([part[origin[fresh]], there[fresh]])

    def _blocks(self, part: Ints) -> list[Ints]:
        """Return partial cycles in blocks that a hop makes about :data:`BLOCK` rows of, the last first."""
        if not len(part):
            return []
        ahead = np.cumsum(self.start[part[:, -1] + 1] - self.start[part[:, -1]])
        cuts = np.unique(np.searchsorted(ahead, np.arange(BLOCK, ahead[-1], BLOCK)) + 1)
        return [block for block in np.split(part, cuts) if len(block)][::-1]


def _smallest_first(block: Ints) -> Ints:
    """Return cycles turned so that each begins with its smallest node."""
    turn = (np.argmin(block, axis=1)[:, None] + np.arange(block.shape[1])) % block.shape[1]
    return np.take_along_axis(block, turn, axis=1)
