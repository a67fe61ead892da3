"""A networkx graph whose truth is a table: real to networkx and to its users, small and fast beneath."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, NoReturn

import networkx as nx
import numpy as np

from kg.graph.closure import Live
from kg.graph.columns import PRODUCTS, Columns
from kg.graph.hub import Hub
from kg.graph.index import Folded, Index, folded
from kg.graph.lazy import Adjacency, Attributes, Nodes

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import numpy.typing as npt

    from kg.values import Days

    Base = nx.MultiDiGraph[str]
    Mask = npt.NDArray[np.bool_]
else:
    Base = nx.MultiDiGraph


class DealGraph(Base):
    """Deals between companies as a frozen ``nx.MultiDiGraph`` over columns; edit a ``.copy()``, which is a plain one.

    Parameters
    ----------
    names
        The nodes, sorted: their places are their numbers in the columns.
    columns
        One row a tie.
    keys
        The key of each tie, in the order of the rows; those of parallel ties differ.
    tell
        Returns the attributes of the tie in a row.
    about
        The attributes of nodes: for each, its values in the order of the names.
    graph
        The attributes of the graph.

    Notes
    -----
    Dicts are made for the nodes and pairs that are touched, so that looking at one company costs what that company
    has. networkx's functions run on the rows where :mod:`kg.graph.backend` has them, and else on the dicts.

    Without columns, the class makes a plain ``nx.MultiDiGraph``: networkx's methods make new graphs of a graph's
    class, to fill them (``copy``, ``reverse``, ``subgraph``).

    Examples
    --------
    >>> from kg.questions.sample import sample_network
    >>> graph = sample_network(
    ...     "OpenAI uses Oracle", "Oracle buys chips from Nvidia", "OpenAI competes with xAI"
    ... )
    >>> type(graph).__name__, isinstance(graph, nx.MultiDiGraph), graph.number_of_edges()
    ('DealGraph', True, 4)
    >>> nx.shortest_path(graph, "OpenAI", "Nvidia")
    ['OpenAI', 'Oracle', 'Nvidia']
    """

    __networkx_backend__ = "kg"
    frozen = True

    def __new__(cls, names: Any = None, columns: Any = None, *_args: Any, **_kwargs: Any) -> Any:
        """Make the graph, or a plain one where there are no columns."""
        return object.__new__(cls) if isinstance(columns, Columns) else nx.MultiDiGraph(names)

    def __init__(
        self,
        names: Sequence[str],
        columns: Columns,
        keys: Sequence[Any],
        tell: Callable[[int], dict[str, Any]],
        about: Mapping[str, Sequence[Any]],
        graph: Mapping[str, Any],
    ) -> None:
        self.names, self.columns, self.keys, self.tell, self.about = names, columns, keys, tell, about
        self.graph = dict(graph)
        self.__networkx_cache__: dict[str, Any] = {}
        self._parallel: dict[int, Mapping[str, Attributes]] = {}
        self._ties: dict[int, Attributes] = {}

    def __reduce__(self) -> tuple[Any, ...]:
        return DealGraph, (self.names, self.columns, self.keys, self.tell, self.about, self.graph)

    @cached_property
    def _folded(self) -> Folded:
        return folded(self.names, self.columns)

    @property
    def index(self) -> Index:
        """The hops of the graph as compressed rows."""
        return self._folded.hops

    @cached_property
    def hub(self) -> Hub:
        """What is reached through the busiest node, for the searches that run into it."""
        return Hub(self.index, self.index.ahead, self.index.back)

    @cached_property
    def hub_back(self) -> Hub:
        """What reaches the busiest node, for the searches against the hops."""
        return Hub(self.index, self.index.back, self.index.ahead)

    @property
    def nbytes(self) -> int:
        """The bytes that columns, rows and what is kept of searches take, beside the names, keys and records."""
        kept = {name: self.__dict__[name] for name in ("hub", "hub_back", "_facts") if name in self.__dict__}
        indices = {id(index): index for index in (self.index, self.__dict__.get("_supplies", self.index))}
        made = [self.columns, self._folded.first, *indices.values(), *kept.values()]
        return sum(part.nbytes for part in made)

    def rows(self, hop: int) -> range:
        """Return the rows of the ties that a hop folds."""
        return range(int(self._folded.first[hop]), int(self._folded.first[hop + 1]))

    def ends(self, row: int) -> tuple[str, str]:
        """Return the two companies of the tie in a row."""
        table = self.columns
        return self.names[table.customer_of(row)], self.names[int(table.provider[row])]

    def tie(self, row: int) -> Attributes:
        """Return the attributes of the tie in a row, read-only."""
        if row not in self._ties:
            self._ties[row] = Attributes(self.tell(row))
        return self._ties[row]

    def parallel(self, hop: int) -> Mapping[str, Attributes]:
        """Return the attributes of the ties that a hop folds, by key."""
        if hop not in self._parallel:
            self._parallel[hop] = {self.keys[row]: self.tie(row) for row in self.rows(hop)}
        return self._parallel[hop]

    def folds(self, rows: Mask) -> Mask:
        """Return which hops fold one of these rows at least."""
        found = np.zeros(len(self.index.ahead.to), dtype=bool)
        if len(found):
            np.logical_or.reduceat(rows, self._folded.first[:-1], out=found)
        return found

    def firmest(self, strengths: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """Return for each hop the greatest of the numbers that its ties have."""
        if not len(strengths):
            return strengths
        return np.asarray(np.maximum.reduceat(strengths, self._folded.first[:-1]), dtype=np.int64)

    def counts(self, index: Index, rows: Mask) -> npt.NDArray[np.int64]:
        """Return for each hop how many of these rows it folds."""
        counted = (
            np.add.reduceat(rows.astype(np.int64), self._folded.first[:-1])
            if len(rows)
            else rows.astype(np.int64)
        )
        return np.asarray(counted[index.ahead.hops(np.arange(len(index.ahead.to)))], dtype=np.int64)

    def beside(self, rows: Mask) -> Mask:
        """Return which ties run beside one of these rows, from the same company to the same."""
        return np.repeat(self.folds(rows), np.diff(self._folded.first))

    def supply(self, on: Days | None) -> Mask:
        """Return which ties are supply that is fact and may hold on the days asked about."""
        return self._facts & self.columns.may_hold(on)

    def supplies(self, on: Days | None) -> Index:
        """Return the hops of supply that is fact and may hold on the days asked about; kept where no day is asked."""
        return self._supplies if on is None else self.hops(self.supply(on))

    @cached_property
    def _supplies(self) -> Index:
        return self.hops(self.supply(None))

    def hops(self, rows: Mask) -> Index:
        """Return the hops that fold one of these rows at least."""
        counting = self.folds(rows)
        return self.index if counting.all() else self.index.take(counting)

    def live(self, on: Days) -> Live:
        """Return which hops of supply count on the days asked about, found out as a search comes to them."""
        bounds = self.columns.begin_earliest, self.columns.end_latest
        return Live.of(self._folded.first, self._facts, bounds, on)

    @cached_property
    def _facts(self) -> Mask:
        return self.columns.supplies() & self.columns.accepted()

    def needs(self, rows: Mask) -> npt.NDArray[np.uint16]:
        """Return by hop one bit for each product that some of these ties of it supply, one more for those untold."""
        product = self.columns.product.astype(np.int64)
        bits = np.left_shift(1, np.where(product < 0, len(PRODUCTS), product)).astype(np.uint16)
        bits[~rows] = 0
        return np.bitwise_or.reduceat(bits, self._folded.first[:-1]) if len(bits) else bits

    def take(self, rows: Mask) -> DealGraph:
        """Return the graph of these ties alone, with all its nodes."""
        kept = np.flatnonzero(rows)
        keys = [self.keys[row] for row in kept.tolist()]
        return DealGraph(
            self.names, self.columns.take(rows), keys, _Renumbered(self.tell, kept), self.about, self.graph
        )

    def supposing(self, columns: Columns) -> DealGraph:
        """Return the graph with other columns of the same ties, of which more may be accepted."""
        accepted = columns.accepted()
        return DealGraph(
            self.names, columns, self.keys, _Supposed(self.tell, accepted), self.about, self.graph
        )

    @cached_property
    def _node(self) -> Nodes:
        return Nodes(self)

    @cached_property
    def _adj(self) -> Adjacency:
        return Adjacency(self, lambda: self.index.ahead)

    @property
    def _succ(self) -> Adjacency:
        return self._adj

    @cached_property
    def _pred(self) -> Adjacency:
        return Adjacency(self, lambda: self.index.back)

    def number_of_edges(self, u: str | None = None, v: str | None = None) -> int:
        """Return how many ties there are, or how many from ``u`` to ``v``."""
        return len(self.columns) if u is None and v is None else super().number_of_edges(u, v)

    def size(self, weight: str | None = None) -> Any:
        """Return how many ties there are, or the sum of an attribute of theirs."""
        return len(self.columns) if weight is None else super().size(weight)

    def _frozen(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise nx.NetworkXError("Frozen graph can't be modified; edit a .copy()")

    add_node = add_nodes_from = remove_node = remove_nodes_from = _frozen
    add_edge = add_edges_from = add_weighted_edges_from = remove_edge = remove_edges_from = _frozen
    clear = clear_edges = update = _frozen


class _Renumbered:
    """Tells of ties by their rows in a part of a table."""

    def __init__(self, tell: Callable[[int], dict[str, Any]], rows: npt.NDArray[Any]) -> None:
        self._tell, self._rows = tell, rows

    def __call__(self, row: int) -> dict[str, Any]:
        return self._tell(int(self._rows[row]))


class _Supposed:
    """Tells of ties with what is accepted of them for the sake of a question."""

    def __init__(self, tell: Callable[[int], dict[str, Any]], accepted: Mask) -> None:
        self._tell, self._accepted = tell, accepted

    def __call__(self, row: int) -> dict[str, Any]:
        return {**self._tell(row), "accepted": bool(self._accepted[row])}
