"""Compressed sparse rows, both ways: who is next to whom, parallel ties folded into one hop."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    import networkx as nx
    import numpy.typing as npt

    from kg.graph.columns import Columns

    Ints = npt.NDArray[np.int32]
    Mask = npt.NDArray[np.bool_]


class Rows(NamedTuple):
    """The neighbours of node ``u`` are ``to[start[u]:start[u + 1]]``; ``hop`` numbers the hops they are at the end of.

    Where ``hop`` is None, the place of a neighbour is the number of its hop.
    """

    start: Ints
    to: Ints
    hop: Ints | None

    def hops(self, at: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """Return the numbers of the hops at these places."""
        return at if self.hop is None else self.hop[at]

    def of(self, node: int) -> slice:
        """Return where the neighbours of a node stand."""
        return slice(int(self.start[node]), int(self.start[node + 1]))


class Index:
    """The hops of a graph by number of node, in both directions, made when they are first asked for.

    A hop is an ordered pair of nodes with one tie or more; hops are numbered by their near end, then by their far end.

    Attributes
    ----------
    names
        The nodes, by number.
    ahead
        Hops by their near end.

    Examples
    --------
    >>> import networkx as nx
    >>> index = index_of(nx.DiGraph([("A", "B"), ("A", "C"), ("B", "C")]))
    >>> [index.names[v] for v in index.back.to[index.back.of(index.number["C"])]]
    ['A', 'B']
    """

    def __init__(self, names: Sequence[Hashable], start: Ints, to: Ints, hop: Ints | None = None) -> None:
        self.names = names
        self.ahead = Rows(start, to, hop)

    def __len__(self) -> int:
        return len(self.names)

    @property
    def near(self) -> Ints:
        """The near end of each hop."""
        return np.repeat(np.arange(len(self), dtype=np.int32), np.diff(self.ahead.start))

    @cached_property
    def back(self) -> Rows:
        """Hops by their far end."""
        order = np.argsort(self.ahead.to, kind="stable").astype(np.int32)
        start = np.zeros(len(self) + 1, dtype=np.int32)
        np.cumsum(np.bincount(self.ahead.to, minlength=len(self)), out=start[1:])
        return Rows(start, self.near[order], self.ahead.hops(order))

    def take(self, hops: Mask) -> Index:
        """Return the rows of these hops alone, with the numbers that nodes and hops have here."""
        kept = np.flatnonzero(hops).astype(np.int32)
        before = np.concatenate([[0], np.cumsum(hops)]).astype(np.int32)
        part = Index(self.names, before[self.ahead.start], self.ahead.to[kept], kept)
        part.__dict__.update(
            {name: self.__dict__[name] for name in ("number", "labels") if name in self.__dict__}
        )
        return part

    @cached_property
    def number(self) -> dict[Hashable, int]:
        """The number of each node."""
        return {name: number for number, name in enumerate(self.names)}

    @cached_property
    def labels(self) -> npt.NDArray[np.object_]:
        """The nodes as an array, so that many numbers become names at once."""
        labels = np.empty(len(self.names), dtype=object)
        labels[:] = self.names
        return labels

    def named(self, nodes: npt.NDArray[Any]) -> list[Any]:
        """Return the names of nodes."""
        named: list[Any] = self.labels[nodes].tolist()
        return named

    @property
    def nbytes(self) -> int:
        """The bytes that the rows take, those of :attr:`back` if they were made."""
        rows = [self.ahead, *([self.back] if "back" in self.__dict__ else [])]
        return sum(part.nbytes for row in rows for part in row if part is not None)


class Folded(NamedTuple):
    """Where the ties of each hop begin in their table (one more than there are hops), and the rows of the hops."""

    first: Ints
    hops: Index


def folded(names: Sequence[Hashable], table: Columns) -> Folded:
    """Return the hops of a table of ties; linear in the ties, for they are sorted."""
    customer = table.customer
    new = np.ones(len(table), dtype=bool)
    new[1:] = (customer[1:] != customer[:-1]) | (table.provider[1:] != table.provider[:-1])
    first = np.flatnonzero(new).astype(np.int32)
    start = np.zeros(len(names) + 1, dtype=np.int32)
    np.cumsum(np.bincount(customer[first], minlength=len(names)), out=start[1:])
    to = table.provider[first]
    return Folded(np.append(first, np.int32(len(table))), Index(names, start, to))


def index_of(graph: nx.Graph[Any]) -> Index:
    """Return the rows of any networkx graph; an undirected edge counts both ways. O(m log n)."""
    names = list(graph)
    number = {name: place for place, name in enumerate(names)}
    rows = [sorted(number[v] for v in neighbours) for neighbours in graph.adj.values()]
    start = np.zeros(len(names) + 1, dtype=np.int32)
    np.cumsum([len(row) for row in rows], out=start[1:])
    return Index(names, start, np.array([v for row in rows for v in row], dtype=np.int32))


def index_of_pairs(names: Sequence[Hashable], near: npt.NDArray[Any], far: npt.NDArray[Any]) -> Index:
    """Return the rows of pairs of numbers in any order, those that repeat once. O(m log m)."""
    keys = np.unique(near.astype(np.int64) * len(names) + far)
    start = np.zeros(len(names) + 1, dtype=np.int32)
    np.cumsum(np.bincount(keys // len(names), minlength=len(names)), out=start[1:])
    return Index(names, start, (keys % len(names)).astype(np.int32))
