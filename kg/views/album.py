"""A page's pictures: the one it opens with, and those of companies that have more deals than it shows.

A file has no server to ask, so what a reader may want to see next is in it, up to a number of pictures.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.views.picture import Picture, picture
from kg.views.selection import Selection, around, left_out

if TYPE_CHECKING:
    from collections.abc import Mapping

    import networkx as nx

    from kg.model import Assessment

PICTURES = 24
"""The most pictures beside the first."""

_OF_A_PICTURE = ("shown", "bounds", "lanes")
_RECORDS = ("claims", "remarks", "notes", "documents")


def with_others(
    network: nx.MultiDiGraph[str], selection: Selection, verdicts: Mapping[str, Assessment], budget: int
) -> Picture:
    """Return the picture of a selection, and in its data those of the nodes of which it leaves out most deals.

    Where there is room for more, those of nodes that only the others show come next. ``data["pictures"]`` maps a node to its nodes, edges, lanes, bounds and the sentence of what is shown; the records
    are those of all pictures.

    Examples
    --------
    >>> from kg.questions.sample import sample_network
    >>> from kg.views.selection import around
    >>> network = sample_network("Acme uses Bolt", "Bolt uses Crux", "Dyne uses Bolt")
    >>> drawn = with_others(network, around(network, "Acme"), {}, budget=40)
    >>> (
    ...     [node["id"] for node in drawn.nodes],
    ...     {name: len(each["nodes"]) for name, each in drawn.data["pictures"].items()},
    ... )
    (['Acme', 'Bolt', 'Crux'], {'Bolt': 4})
    """
    first = picture(network, selection, verdicts)
    near = {name: around(network, name, budget) for name in _cut(network, selection)[:PICTURES]}
    seen = near.keys() | set(selection.nodes)
    far = (name for each in near.values() for name in _cut(network, each) if name not in seen)
    further = list(dict.fromkeys(far))[: PICTURES - len(near)]
    near |= {name: around(network, name, budget) for name in further}
    others = {name: picture(network, near[name], verdicts) for name in sorted(near)}
    deals = {deal["id"]: deal for each in (first, *others.values()) for deal in each.data["deals"]}
    data: dict[str, Any] = {
        **first.data,
        **{key: _merged([each.data[key] for each in (first, *others.values())]) for key in _RECORDS},
        "deals": [deals[key] for key in sorted(deals)],
        "pictures": {
            name: {"nodes": each.nodes, "edges": each.edges, **{key: each.data[key] for key in _OF_A_PICTURE}}
            for name, each in others.items()
        },
    }
    return Picture(first.nodes, first.edges, data)


def _cut(network: nx.MultiDiGraph[str], selection: Selection) -> list[str]:
    """Return the nodes of which a selection leaves deals out, those with most of them first."""
    more = left_out(network, selection)
    return sorted((node for node in more if more[node]), key=lambda node: (-more[node], node))


def _merged(parts: list[dict[str, Any]]) -> dict[str, Any]:
    return dict(sorted({key: value for part in parts for key, value in part.items()}.items()))
