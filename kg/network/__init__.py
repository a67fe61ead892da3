"""Deals as a networkx graph: companies and projects as nodes, one directed edge for each tie of a deal.

Edges point the way dependence runs::

    contract, usage, exclusivity_ended   customer → provider
    investment                           investor → investee
    acquisition                          acquirer → target, seller → target
    project                              whoever takes part → the project
    partnership, competition             both ways, for they are symmetric

:mod:`kg.network.records` makes the graph out of records, and :mod:`kg.network.stored` the same graph out of a store, whose
records are then read as they are touched. Plain networkx functions run on the graph as it is; :func:`supply_network` keeps
the ties of supply alone, so that ``nx.descendants(supply_network(network), "OpenAI")`` is everything OpenAI depends on.
"""

from kg.graph.validity import Holds, Validity
from kg.network.records import (
    AFFIRMED,
    SUPPLY,
    as_days,
    deal_network,
    project_node,
    supplies,
    supply_network,
)

__all__ = [
    "AFFIRMED",
    "SUPPLY",
    "Holds",
    "Validity",
    "as_days",
    "deal_network",
    "project_node",
    "supplies",
    "supply_network",
]
