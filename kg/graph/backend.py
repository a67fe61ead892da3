"""networkx's own functions on compressed rows: a networkx backend that falls back to networkx for what it lacks.

It is found by its entry point. On a :class:`~kg.graph.dealgraph.DealGraph` networkx calls it by itself; on any other
graph with ``backend="kg"``, which costs a conversion.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import networkx as nx
import numpy as np

from kg.graph.closure import chain, closure, depths
from kg.graph.dealgraph import DealGraph
from kg.graph.dominators import dominators
from kg.graph.index import Index, Rows, index_of

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable


def _index(graph: nx.Graph[Any]) -> Index:
    """Return the rows of a graph: those it has, or new ones, for a graph that can be edited may have changed."""
    return graph.index if isinstance(graph, DealGraph) else index_of(graph)


def _reached(index: Index, rows: Rows, source: Hashable) -> set[Any]:
    nodes, _ = closure(rows, np.array([index.number[source]]))
    return set(index.named(nodes[1:]))


class Backend:
    """What networkx asks of a backend, and the functions that run on rows.

    Examples
    --------
    >>> graph = nx.path_graph(4, create_using=nx.DiGraph)
    >>> sorted(nx.descendants(graph, 1, backend="kg"))
    [2, 3]
    """

    @staticmethod
    def convert_from_nx(graph: nx.Graph[Any], *_args: Any, **_kwargs: Any) -> nx.Graph[Any]:
        """Return a graph as it is: its rows are made where they are needed, and networkx's own functions can have it."""
        return graph

    @staticmethod
    def convert_to_nx(result: Any, *_args: Any, **_kwargs: Any) -> Any:
        """Return a result as networkx has it."""
        return result

    @staticmethod
    def can_run(_name: str, _args: Any, _kwargs: Any) -> bool:
        """Return whether a call can run here: any can, by falling back."""
        return True

    @staticmethod
    def should_run(_name: str, _args: Any, _kwargs: Any) -> bool:
        """Return whether a call is worth running here."""
        return True

    @staticmethod
    def descendants(graph: nx.Graph[Any], source: Hashable) -> set[Any]:
        """Return all nodes that are reached from one; as ``networkx.descendants``."""
        index = _index(graph)
        if source not in index.number:
            return _networkx_own("descendants")(graph, source)  # type: ignore[no-any-return]  # it raises
        if isinstance(graph, DealGraph):
            return graph.hub.reached(index.number[source])
        return _reached(index, index.ahead, source)

    @staticmethod
    def ancestors(graph: nx.Graph[Any], source: Hashable) -> set[Any]:
        """Return all nodes that reach one; as ``networkx.ancestors``."""
        index = _index(graph)
        if source not in index.number:
            return _networkx_own("ancestors")(graph, source)  # type: ignore[no-any-return]  # it raises
        if isinstance(graph, DealGraph):
            return graph.hub_back.reached(index.number[source])
        return _reached(index, index.back, source)

    @staticmethod
    def single_source_shortest_path_length(
        graph: nx.Graph[Any], source: Hashable, cutoff: float | None = None
    ) -> dict[Any, int]:
        """Return how far each node is; as ``networkx.single_source_shortest_path_length``."""
        index = _index(graph)
        if source not in index.number:
            return _networkx_own("single_source_shortest_path_length")(graph, source, cutoff)  # type: ignore[no-any-return]  # it raises
        most = None if cutoff is None or cutoff >= len(index) else int(cutoff)
        nodes, depth = closure(index.ahead, np.array([index.number[source]]), most)
        return dict(zip(index.named(nodes), depth.tolist(), strict=True))

    @staticmethod
    def has_path(graph: nx.Graph[Any], source: Hashable, target: Hashable) -> bool:
        """Return whether a path leads from one node to another; as ``networkx.has_path``."""
        index = _index(graph)
        if source not in index.number or target not in index.number:
            return _networkx_own("has_path")(graph, source, target)  # type: ignore[no-any-return]  # it raises
        ends = index.number[source], index.number[target]
        if isinstance(graph, DealGraph):
            return graph.hub.reaches(*ends)
        nodes, _ = closure(index.ahead, np.array(ends[:1]))
        return bool((nodes == ends[1]).any())

    @staticmethod
    def bidirectional_shortest_path(graph: nx.Graph[Any], source: Hashable, target: Hashable) -> list[Any]:
        """Return a shortest path between two nodes; as ``networkx.bidirectional_shortest_path``."""
        index = _index(graph)
        if source not in index.number or target not in index.number:
            return _networkx_own("bidirectional_shortest_path")(graph, source, target)  # type: ignore[no-any-return]  # it raises
        here, goal = index.number[source], index.number[target]
        left = depths(index.back, np.array([goal]))
        if left[here] < 0:
            raise nx.NetworkXNoPath(f"No path between {source} and {target}.")
        return index.named(np.array(chain(index.ahead, left, here)))

    @staticmethod
    def immediate_dominators(graph: nx.Graph[Any], start: Hashable) -> dict[Any, Any]:
        """Return the last node before each that lies on every path to it; as ``networkx.immediate_dominators``."""
        index = _index(graph)
        if start not in index.number:
            return _networkx_own("immediate_dominators")(graph, start)  # type: ignore[no-any-return]  # it raises
        above = dominators(index.ahead, index.back, np.array([index.number[start]]))
        nodes = np.flatnonzero((above >= 0) & (above < len(index)))
        found = dict(zip(index.named(nodes), index.named(above[nodes]), strict=True))
        return {**_of_the_beginning(start), **found}

    def __getattr__(self, name: str) -> Callable[..., Any]:
        """Return networkx's own function, to run on the graph as it is."""
        return _networkx_own(name)


def _networkx_own(name: str) -> Callable[..., Any]:
    """Return a function as networkx itself has it; networkx keeps the only list of them to itself."""
    registered: dict[str, Any] = nx.utils.backends._registered_algorithms  # type: ignore[attr-defined]  # noqa: SLF001
    if name not in registered:
        raise AttributeError(name)
    own: Callable[..., Any] = registered[name].orig_func
    return own


def _of_the_beginning(start: Any) -> dict[Any, Any]:
    """Return what networkx says of the first node: that it dominates itself until 3.5, nothing since."""
    alone: nx.DiGraph[Any] = nx.DiGraph()
    alone.add_node(start)
    told: dict[Any, Any] = _networkx_own("immediate_dominators")(alone, start)
    return told


backend = Backend()
