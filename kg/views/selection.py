"""Which nodes and edges a picture shows: what matters most within a budget, and an honest count of the rest."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple
from weakref import WeakKeyDictionary

from kg.network import SUPPLY
from kg.views.records import differences
from kg.views.text import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import networkx as nx

_HOPS = 4
_MOST = 150
BUDGET = 40
"""How many companies and projects a picture shows unless asked for more: about what a reader can take in."""


@dataclass(frozen=True)
class Selection:
    """The shown nodes and edges, how many nodes and deals there are in all, and what the shown nodes are."""

    nodes: tuple[str, ...]
    edges: tuple[tuple[str, str, dict[str, Any]], ...]
    nodes_of: int
    deals_of: int
    what: str
    focus: str | None = None

    @property
    def deals(self) -> int:
        """How many deals are shown."""
        return len(_deals(self.edges))

    @property
    def sentence(self) -> str:
        """How much is shown of how much.

        Examples
        --------
        >>> from kg.questions.sample import sample_network
        >>> network = sample_network("Acme uses Oracle", "Bolt uses Oracle", "Crux uses Dell")
        >>> whole_graph(network, budget=3).sentence
        'Showing 3 of 5 companies and projects, those in most deals, and 2 of 3 deals.'
        """
        if not self.nodes_of:
            return "The graph holds no deals yet; add an article."
        if len(self.nodes) == self.nodes_of and self.deals == self.deals_of:
            return f"Showing {self.what}: {_ends(self.nodes_of)} and {counted(self.deals_of, 'deal')}."
        return (
            f"Showing {len(self.nodes):,} of {_ends(self.nodes_of)}, {self.what}, "
            f"and {self.deals:,} of {counted(self.deals_of, 'deal')}."
        )


def whole_graph(network: nx.MultiDiGraph[str], budget: int = BUDGET) -> Selection:
    """Return the nodes in most deals, and every deal among them. Linear in edges, with a sort of the nodes."""
    degree = _counts(network).by_node
    kept = set(sorted(network, key=lambda node: (-degree[node], node))[:budget])
    what = "everything" if len(kept) == len(network) else "those in most deals"
    return _selected(network, kept, network.edges(data=True), what)


def around(network: nx.MultiDiGraph[str], focus: str, budget: int = BUDGET) -> Selection:
    """Return one node's deals, and the supply of its suppliers: what it depends on two hops upstream.

    Where the budget is too small, its own deals come first, those with most deals between them before others.

    Examples
    --------
    >>> from kg.questions.sample import sample_network
    >>> network = sample_network(
    ...     "Acme uses Oracle", "Oracle buys chips from NVIDIA", "NVIDIA uses TSMC", "Bolt uses Oracle"
    ... )
    >>> around(network, "Acme").nodes
    ('Acme', 'Nvidia', 'Oracle')
    """
    ties: dict[str, int] = {}
    for source, target, _ in _touching(network, focus):
        other = target if source == focus else source
        ties[other] = ties.get(other, 0) + 1
    near = sorted(ties, key=lambda node: (-ties[node], node))
    upstream = {
        (source, target)
        for provider in near
        if _supplied_by(network, focus, provider)
        for source, target, tie in network.out_edges(provider, data=True)
        if tie["type"] in SUPPLY
    }
    far = sorted({target for _, target in upstream} - {focus, *near})
    kept = {focus, *[*near, *far][: max(budget - 1, 0)]}
    edges = [*_touching(network, focus)]
    edges += [
        (source, target, tie)
        for source, target in sorted(upstream)
        if focus not in {source, target}
        for tie in network.get_edge_data(source, target).values()
        if tie["type"] in SUPPLY
    ]
    what = f"the deals of {focus} and what its suppliers rest on"
    return replace(_selected(network, kept, edges, what), focus=focus)


def around_all(network: nx.MultiDiGraph[str], names: Sequence[str], budget: int = BUDGET) -> Selection:
    """Return what :func:`around` shows of several nodes, in one picture; each in turn gets its share of the budget."""
    if len(names) == 1:
        return around(network, names[0], budget)
    share = max(budget // len(names), 2)
    parts = [around(network, name, share) for name in names]
    kept = {node for part in parts for node in part.nodes}
    edges = {(edge[0], edge[1], edge[2]["deal"].id): edge for part in parts for edge in part.edges}
    return _selected(network, kept, edges.values(), f"the deals of {' and '.join(names)}")


def between(network: nx.MultiDiGraph[str], one: str, other: str, budget: int = BUDGET) -> Selection:
    """Return the deals of two nodes with each other, the shortest ways of supply between them, and what both rest on.

    Where the budget is too small, the ways come first. A way has at most four hops.

    Examples
    --------
    >>> from kg.questions.sample import sample_network
    >>> network = sample_network(
    ...     "Acme competes with Bolt",
    ...     "Acme uses Crux",
    ...     "Bolt uses Crux",
    ...     "Acme uses Dyne",
    ...     "Dyne uses Bolt",
    ...     "Acme uses Echo",
    ... )
    >>> between(network, "Acme", "Bolt").nodes
    ('Acme', 'Bolt', 'Crux', 'Dyne')
    """
    ways = [_way(network, one, other), _way(network, other, one)]
    shared = sorted(_suppliers(network, one) & _suppliers(network, other))
    kept = [one, other, *dict.fromkeys(node for way in ways for node in way), *shared]
    kept = list(dict.fromkeys(kept))[: max(budget, 2)]
    pairs = {pair for way in ways for pair in way.items()} | {
        (end, node) for end in (one, other) for node in shared
    }
    edges = [
        edge
        for edge in network.edges(data=True)
        if {edge[0], edge[1]} == {one, other} or (edge[2]["type"] in SUPPLY and (edge[0], edge[1]) in pairs)
    ]
    return _selected(
        network, set(kept), edges, f"the deals of {one} and {other}, and the supply that links them"
    )


def resting_on(network: nx.MultiDiGraph[str], claims: Iterable[str], what: str) -> Selection:
    """Return the deals that some claims tell of; past 150 nodes, among those in most of them.

    Examples
    --------
    >>> from kg.questions.sample import sample_network
    >>> network = sample_network("Acme uses Bolt", "Bolt uses Crux")
    >>> first = network.edges["Acme", "Bolt", "deal-1"]["claims"]
    >>> resting_on(network, first, "one deal").nodes
    ('Acme', 'Bolt')
    """
    cited = set(claims)
    edges = [edge for edge in network.edges(data=True) if not cited.isdisjoint(edge[2]["claims"])]
    ties = Counter(node for edge in edges for node in edge[:2])
    kept = sorted(ties, key=lambda node: (-ties[node], node))[:_MOST]
    return _selected(network, set(kept), edges, what)


def told_differently(network: nx.MultiDiGraph[str]) -> Selection:
    """Return the deals of which several claims tell different terms.

    Examples
    --------
    >>> from kg.questions.sample import sample_network
    >>> told_differently(sample_network("Acme uses Bolt since 2024", "Acme uses Crux since 2025")).sentence
    'Showing 0 of 3 companies and projects, deals told differently, and 0 of 2 deals.'
    """
    claims = network.graph["claims"]
    deals = {tie["deal"].id: tie["deal"] for _, _, tie in network.edges(data=True)}.values()
    differ = [deal for deal in deals if differences([claims[key] for key in deal.claims if key in claims])]
    return resting_on(network, (key for deal in differ for key in deal.claims), "deals told differently")


def left_out(network: nx.MultiDiGraph[str], selection: Selection) -> dict[str, int]:
    """Return for each shown node in how many more deals it is than are shown."""
    seen: dict[str, set[str]] = {node: set() for node in selection.nodes}
    for source, target, tie in selection.edges:
        seen[source].add(tie["deal"].id)
        seen[target].add(tie["deal"].id)
    degree = _counts(network).by_node
    return {node: degree[node] - len(deals) for node, deals in seen.items()}


def _selected(
    network: nx.MultiDiGraph[str], kept: set[str], edges: Iterable[tuple[str, str, dict[str, Any]]], what: str
) -> Selection:
    inside = [edge for edge in edges if edge[0] in kept and edge[1] in kept]
    inside.sort(key=lambda edge: (edge[0], edge[1], edge[2]["deal"].id))
    return Selection(
        nodes=tuple(sorted(kept)),
        edges=tuple(inside),
        nodes_of=len(network),
        deals_of=_counts(network).total,
        what=what,
    )


def _touching(network: nx.MultiDiGraph[str], node: str) -> list[tuple[str, str, dict[str, Any]]]:
    # a comprehension, for list() asks a view for its length first, which walks all of it once more
    return [edge for edges in (network.out_edges, network.in_edges) for edge in edges(node, data=True)]


def _suppliers(network: nx.MultiDiGraph[str], node: str) -> set[str]:
    return {target for _, target, tie in network.out_edges(node, data=True) if tie["type"] in SUPPLY}


def _way(network: nx.MultiDiGraph[str], start: str, goal: str) -> dict[str, str]:
    """Return a shortest way of supply, each node with the next; empty where there is none within four hops."""
    came: dict[str, str] = {start: start}
    edge = [start]
    for _ in range(_HOPS):
        step: list[str] = []
        for node in edge:
            for target in sorted(_suppliers(network, node) - came.keys()):
                came[target] = node
                step.append(target)
        edge = step
    way: dict[str, str] = {}
    node = goal
    while node in came and node != start:
        way[came[node]] = node
        node = came[node]
    return way


def _supplied_by(network: nx.MultiDiGraph[str], customer: str, provider: str) -> bool:
    ties: dict[Any, dict[str, Any]] = network.get_edge_data(customer, provider, default={})
    return any(tie["type"] in SUPPLY for tie in ties.values())


class _Counts(NamedTuple):
    """How many deals a network holds, and how many each node is in."""

    total: int
    by_node: dict[str, int]


_COUNTED: WeakKeyDictionary[nx.MultiDiGraph[str], _Counts] = WeakKeyDictionary()


def _counts(network: nx.MultiDiGraph[str]) -> _Counts:
    """Return how many deals there are, counted once for a network that is frozen."""
    if network in _COUNTED:
        return _COUNTED[network]
    by_node: dict[str, set[str]] = {node: set() for node in network}
    for source, target, tie in network.edges(data=True):
        key = tie["deal"].id
        by_node[source].add(key)
        by_node[target].add(key)
    total = len(set().union(*by_node.values()))
    counts = _Counts(total, {node: len(deals) for node, deals in by_node.items()})
    if getattr(network, "frozen", False):
        _COUNTED[network] = counts
    return counts


def _deals(edges: Iterable[tuple[str, str, dict[str, Any]]]) -> set[str]:
    return {tie["deal"].id for _, _, tie in edges}


def _ends(number: int) -> str:
    return counted(number, "company or project", "companies and projects")
