"""Lanes: where a company stands in a picture, by what it does in the deals that are shown."""

from __future__ import annotations

from collections import Counter
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from kg.model import ClaimType, Product
from kg.network import SUPPLY

if TYPE_CHECKING:
    from collections.abc import Sequence

    import networkx as nx


class Lane(IntEnum):
    """The lanes from left to right: dependence runs from customers to what everything rests on."""

    INVESTORS = 0
    CUSTOMERS = 1
    SOFTWARE = 2
    CLOUD = 3
    CHIPS = 4
    MANUFACTURING = 5
    POWER = 6
    SUPPLIERS = 7
    PROJECTS = 8
    OTHERS = 9

    @property
    def title(self) -> str:
        """The lane's heading."""
        return _TITLES[self]


_TITLES = {
    Lane.INVESTORS: "Investors",
    Lane.CUSTOMERS: "Customers",
    Lane.SOFTWARE: "Software and AI",
    Lane.CLOUD: "Cloud",
    Lane.CHIPS: "Chips",
    Lane.MANUFACTURING: "Manufacturing",
    Lane.POWER: "Power",
    Lane.SUPPLIERS: "Suppliers",
    Lane.PROJECTS: "Projects",
    Lane.OTHERS: "Partners and rivals",
}
_OF_PRODUCT = {
    Product.SOFTWARE: Lane.SOFTWARE,
    Product.CLOUD: Lane.CLOUD,
    Product.DATA_CENTRE: Lane.CLOUD,
    Product.CHIPS: Lane.CHIPS,
    Product.MANUFACTURING: Lane.MANUFACTURING,
    Product.POWER: Lane.POWER,
}
_OF_KIND = (
    ("cloud", Lane.CLOUD),
    ("data-centre", Lane.CLOUD),
    ("chip", Lane.CHIPS),
    ("memory", Lane.CHIPS),
    ("foundry", Lane.MANUFACTURING),
    ("energy", Lane.POWER),
    ("AI", Lane.SOFTWARE),
    ("software", Lane.SOFTWARE),
)
_MONEY = frozenset({ClaimType.INVESTMENT, ClaimType.ACQUISITION})


def lane_of(network: nx.MultiDiGraph[str], node: str) -> Lane:
    """Return the lane of a node: what it supplies most, else what it buys, invests or takes part in.

    Examples
    --------
    >>> from kg.questions.sample import sample_network
    >>> network = sample_network(
    ...     "Acme uses Oracle",
    ...     "Oracle buys chips from NVIDIA",
    ...     "SoftBank invests in Acme",
    ...     "NVIDIA competes with AMD",
    ... )
    >>> {node: lane_of(network, node).title for node in network}
    {'AMD': 'Partners and rivals', 'Acme': 'Customers', 'Nvidia': 'Chips', 'Oracle': 'Cloud', 'SoftBank': 'Investors'}
    """
    attributes = network.nodes[node]
    if attributes["kind"] == "project":
        return Lane.PROJECTS
    supplied = Counter(
        _supplied(tie, attributes["kind"]) for tie in _supply(network.in_edges(node, data=True))
    )
    if supplied:
        return min(supplied, key=lambda lane: (-supplied[lane], lane))
    types = {tie["type"] for _, _, tie in network.out_edges(node, data=True)}
    if types & SUPPLY:
        return Lane.CUSTOMERS
    return Lane.INVESTORS if types & _MONEY else Lane.OTHERS


def columns_of(
    network: nx.MultiDiGraph[str], nodes: Sequence[str], focus: str | None
) -> dict[str, tuple[Lane, int]]:
    """Return the lane of each node, and its place within: a focus stands alone, who depends on it before it.

    Examples
    --------
    >>> from kg.questions.sample import sample_network
    >>> network = sample_network("Cursor buys software from OpenAI", "Bolt buys software from Cursor")
    >>> columns_of(network, ["Bolt", "Cursor", "OpenAI"], "OpenAI")
    {'Bolt': (<Lane.CUSTOMERS: 1>, 0), 'Cursor': (<Lane.SOFTWARE: 2>, -1), 'OpenAI': (<Lane.SOFTWARE: 2>, 0)}
    """
    lanes = {node: lane_of(network, node) for node in nodes}
    if focus is None:
        return {node: (lane, 0) for node, lane in lanes.items()}
    beside = {node: -1 if network.has_edge(node, focus) else 1 for node in nodes if node != focus}
    return {
        node: (lane, beside[node] if node != focus and lane is lanes[focus] else 0)
        for node, lane in lanes.items()
    }


def _supply(edges: Any) -> list[dict[str, Any]]:
    return [tie for _, _, tie in edges if tie["type"] in SUPPLY]


def _supplied(tie: dict[str, Any], kind: str | None) -> Lane:
    """Return the lane of one deal's goods, by its product or else by the kind of company that supplies them."""
    if tie["product"] in _OF_PRODUCT:
        return _OF_PRODUCT[tie["product"]]
    return next((lane for word, lane in _OF_KIND if word in (kind or "")), Lane.SUPPLIERS)
