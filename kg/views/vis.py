"""The one user of pyvis: it holds the model of a picture, and its wheel carries vis-network, which draws it.

pyvis' own pages are never written: in no mode do they work offline, and text put into them can run as script.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from kg.errors import KgError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pyvis.network import Network

VIS_NETWORK = "templates/lib/vis-9.1.2/vis-network.min.js"
VIS_SHA256 = "1f20f0736f32cb9bedf8f6383b25cfea2f839e1abe80d6e8040b4d5bea378c69"

OPTIONS: dict[str, Any] = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "nodes": {"shape": "custom", "chosen": False, "fixed": True},
    "edges": {"hidden": True, "chosen": False, "smooth": False},
    "interaction": {
        "dragNodes": False,
        "selectable": False,
        "hover": False,
        "zoomView": True,
        "navigationButtons": False,
        "keyboard": {"enabled": False},
    },
}
"""Every position is given, so nothing moves by itself; lines are drawn by the page, along routes around the boxes."""


def pyvis_network(nodes: Sequence[dict[str, Any]], edges: Sequence[dict[str, Any]]) -> Network:
    """Return the pyvis network of a picture.

    Parameters
    ----------
    nodes
        Attributes of vis-network's nodes, ``id`` among them.
    edges
        Attributes of its edges, ``from`` and ``to`` among them.

    Notes
    -----
    Filled at once: pyvis' own ``add_node`` and ``add_edge`` search a list each time, quadratic in all.

    Examples
    --------
    >>> network = pyvis_network([{"id": "A"}, {"id": "B"}], [{"from": "A", "to": "B"}])
    >>> network.get_nodes(), network.num_edges()
    (['A', 'B'], 1)
    """
    from pyvis.network import Network

    network = Network(directed=True)
    network.nodes = list(nodes)
    network.node_ids = [node["id"] for node in nodes]
    network.node_map = {node["id"]: node for node in nodes}
    network.edges = list(edges)
    network.options = OPTIONS
    return network


def network_data(network: Network) -> dict[str, Any]:
    """Return what vis-network needs to draw a network: nodes, edges and options."""
    nodes, edges, _, _, _, options = network.get_network_data()
    return {"nodes": nodes, "edges": edges, "options": json.loads(options)}


@cache
def vis_network() -> str:
    """Return the source of vis-network, as the installed pyvis carries it.

    Raises
    ------
    KgError
        This pyvis carries another version, or none.
    """
    try:
        code = files("pyvis").joinpath(VIS_NETWORK).read_bytes()
    except (FileNotFoundError, ModuleNotFoundError) as error:
        raise KgError(f"pyvis carries no {VIS_NETWORK}, which draws the page; install pyvis 0.3.2") from error
    if hashlib.sha256(code).hexdigest() != VIS_SHA256:
        raise KgError(
            f"pyvis' {VIS_NETWORK} is not the file that this version was tested with; install pyvis 0.3.2"
        )
    return code.decode("utf-8")
