"""The dicts that networkx looks into, each made when it is first touched."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import TYPE_CHECKING, Any, NoReturn

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kg.graph.dealgraph import DealGraph
    from kg.graph.index import Rows


class Attributes(dict[str, Any]):
    """The attributes of a node or tie, read-only; copies can be written to."""

    def _refuse(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise TypeError("the attributes of a frozen graph cannot be written; edit a .copy() of the graph")

    __setitem__ = __delitem__ = __ior__ = clear = pop = popitem = setdefault = update = _refuse

    def copy(self) -> dict[str, Any]:
        """Return a plain dict."""
        return dict(self)

    def __deepcopy__(self, memo: dict[int, Any]) -> dict[str, Any]:
        return deepcopy(dict(self), memo)

    def __reduce__(self) -> tuple[Any, ...]:
        return dict, (dict(self),)


class Nodes(Mapping[str, Attributes]):
    """Attributes by node."""

    def __init__(self, graph: DealGraph) -> None:
        self._graph = graph
        self._made: dict[str, Attributes] = {}

    def __getitem__(self, name: str) -> Attributes:
        if name not in self._made:
            number = self._graph.index.number[name]
            told = {slot: values[number] for slot, values in self._graph.about.items()}
            self._made[name] = Attributes(told)
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._graph.index.names)  # type: ignore[arg-type]  # the names of companies are text

    def __len__(self) -> int:
        return len(self._graph.index)

    def __contains__(self, name: object) -> bool:
        return name in self._graph.index.number

    def copy(self) -> dict[str, Attributes]:
        """Return a plain dict."""
        return dict(self)


class Row(Mapping[str, Mapping[str, Attributes]]):
    """The ties of one node by neighbour, then by key."""

    def __init__(self, graph: DealGraph, rows: Rows, node: int) -> None:
        self._graph, self._rows, self._node = graph, rows, node

    def __getitem__(self, name: str) -> Mapping[str, Attributes]:
        place = self._place(name)
        if place is None:
            raise KeyError(name)
        return self._graph.parallel(int(self._rows.hops(np.array([place]))[0]))

    def __iter__(self) -> Iterator[str]:
        return iter(self._graph.index.named(self._rows.to[self._rows.of(self._node)]))

    def __len__(self) -> int:
        return int(self._rows.start[self._node + 1] - self._rows.start[self._node])

    def __contains__(self, name: object) -> bool:
        return self._place(name) is not None

    def _place(self, name: object) -> int | None:
        """Return where a neighbour stands in the rows; its numbers ascend in each row."""
        number = self._graph.index.number.get(name)
        part = self._rows.of(self._node)
        if number is None:
            return None
        place = part.start + int(np.searchsorted(self._rows.to[part], np.int32(number)))
        return place if place < part.stop and self._rows.to[place] == number else None

    def copy(self) -> dict[str, Mapping[str, Attributes]]:
        """Return a plain dict."""
        return dict(self)


class Adjacency(Mapping[str, Row]):
    """Neighbours by node, ties by neighbour, attributes by key of the tie; in one of the two directions."""

    def __init__(self, graph: DealGraph, rows: Callable[[], Rows]) -> None:
        self._graph, self._rows = graph, rows
        self._made: dict[str, Row] = {}

    def __getitem__(self, name: str) -> Row:
        if name not in self._made:
            self._made[name] = Row(self._graph, self._rows(), self._graph.index.number[name])
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._graph.index.names)  # type: ignore[arg-type]  # the names of companies are text

    def __len__(self) -> int:
        return len(self._graph.index)

    def __contains__(self, name: object) -> bool:
        return name in self._graph.index.number

    def copy(self) -> dict[str, Row]:
        """Return a plain dict."""
        return dict(self)
