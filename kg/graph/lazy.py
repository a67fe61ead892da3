"""The dicts that networkx looks into, each made when it is first touched."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kg.graph.dealgraph import DealGraph
    from kg.graph.index import Rows

Attributes = Mapping[str, Any]


class Nodes(Mapping[str, Attributes]):
    """Attributes by node."""

    def __init__(self, graph: DealGraph) -> None:
        self._graph = graph
        self._made: dict[str, Attributes] = {}

    def __getitem__(self, name: str) -> Attributes:
        if name not in self._made:
            number = self._graph.index.number[name]
            told = {slot: values[number] for slot, values in self._graph.about.items()}
            self._made[name] = MappingProxyType(told)
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


class Adjacency(Mapping[str, Mapping[str, Mapping[str, Attributes]]]):
    """Neighbours by node, ties by neighbour, attributes by key of the tie; in one of the two directions."""

    def __init__(self, graph: DealGraph, rows: Callable[[], Rows]) -> None:
        self._graph, self._rows = graph, rows
        self._made: dict[str, dict[str, Mapping[str, Attributes]]] = {}

    def __getitem__(self, name: str) -> dict[str, Mapping[str, Attributes]]:
        if name not in self._made:
            index, rows = self._graph.index, self._rows()
            part = rows.of(index.number[name])
            hops = zip(
                index.named(rows.to[part]), rows.hops(np.arange(part.start, part.stop)).tolist(), strict=True
            )
            self._made[name] = {neighbour: self._graph.parallel(hop) for neighbour, hop in hops}
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._graph.index.names)  # type: ignore[arg-type]  # the names of companies are text

    def __len__(self) -> int:
        return len(self._graph.index)

    def __contains__(self, name: object) -> bool:
        return name in self._graph.index.number

    def copy(self) -> dict[str, dict[str, Mapping[str, Attributes]]]:
        """Return a plain dict."""
        return dict(self)
