"""One well-placed node, through which most searches run, so that each does not search it all again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from kg.graph.closure import closure

if TYPE_CHECKING:
    import numpy.typing as npt

    from kg.graph.index import Index, Rows

    Mask = npt.NDArray[np.bool_]


class Hub:
    """What is reached through a hub, known beforehand: whatever reaches the hub reaches all that the hub reaches.

    Webs of supply hold one large knot of companies that supply each other round about, so nearly every search for
    all that is reached runs into it; of such a search only the part outside is left to do. Where there is no knot,
    less is known beforehand and more is searched; the answer is the same.

    Parameters
    ----------
    index
        The hops, which must not change.
    ahead, against
        The direction to search in, and the other.

    Notes
    -----
    The hub is the node with the greatest product of hops in and hops out. Made in O(n + m); it keeps two bits and the
    place in a set for each node. The idea is that of 2-hop labels (Cohen, Halperin, Kaplan and Zwick, Reachability
    and distance queries via 2-hop labels, SIAM Journal on Computing, 2003) with one hub.

    Examples
    --------
    >>> import networkx as nx
    >>> from kg.graph.index import index_of
    >>> knot = nx.DiGraph(
    ...     [("shop", "cloud"), ("cloud", "chips"), ("chips", "cloud"), ("chips", "power"), ("shop", "desks")]
    ... )
    >>> index = index_of(knot)
    >>> sorted(Hub(index, index.ahead, index.back).reached(index.number["shop"]))
    ['chips', 'cloud', 'desks', 'power']
    """

    def __init__(self, index: Index, ahead: Rows, against: Rows) -> None:
        self._index, self._ahead = index, ahead
        fan = np.diff(ahead.start).astype(np.int64) * np.diff(against.start)
        hub = np.array([fan.argmax()])
        nodes, _ = closure(ahead, hub)
        self._inside, self._reaching = np.zeros((2, len(index)), dtype=bool)
        self._inside[nodes] = True
        self._reaching[closure(against, hub)[0]] = True
        self._names = _named(index, nodes).copy()  # a copy is packed closer than a set that grew

    @property
    def nbytes(self) -> int:
        """The bytes that it keeps, beside the names."""
        return self._inside.nbytes + self._reaching.nbytes + self._names.__sizeof__()

    def reached(self, source: int) -> set[Any]:
        """Return the names of all nodes that are reached from one, itself not among them."""
        if self._reaching[source]:
            found = self._names.copy()  # copying a set is faster than making one: nothing is hashed
            if not self._inside[source]:
                found |= _named(self._index, closure(self._ahead, np.array([source]), closed=self._inside)[0])
        else:
            found = _named(self._index, closure(self._ahead, np.array([source]))[0])
        found.discard(self._index.names[source])
        return found

    def reaches(self, source: int, goal: int) -> bool:
        """Return whether one node reaches another, or is it."""
        known = bool(self._reaching[source])
        if known and self._inside[goal]:
            return True
        nodes, _ = closure(self._ahead, np.array([source]), closed=self._inside if known else None)
        return bool((nodes == goal).any())


def _named(index: Index, nodes: npt.NDArray[Any]) -> set[Any]:
    return set(index.named(np.sort(nodes)))  # names are read faster in the order in which they lie in memory
