"""GraphML, for Gephi, yEd, igraph and networkx: companies as nodes, deals as edges, values as plain attributes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.export import Source

_LEFT_OUT = frozenset({"deal"})


def written(graph: Source) -> bytes:
    """Return the network of a graph as GraphML; what has no value is left out, lists are joined by ``; ``."""
    import networkx as nx

    network: Any = graph.network()
    plain: Any = nx.MultiDiGraph()
    for name, values in sorted(network.nodes(data=True)):
        plain.add_node(name, **_plain(values))
    for one, other, key, values in sorted(network.edges(keys=True, data=True), key=lambda edge: edge[:3]):
        plain.add_edge(one, other, key, **_plain(values))
    return ("\n".join(nx.generate_graphml(plain, named_key_ids=True)) + "\n").encode()


def _plain(values: dict[str, Any], prefix: str = "") -> dict[str, Any]:
    """Return attributes as GraphML can hold them: numbers, texts and truth values, records taken apart."""
    found: dict[str, Any] = {}
    for name, value in values.items():
        if value is None or name in _LEFT_OUT:
            continue
        fields = _fields(value)
        if fields is not None:
            found |= _plain(fields, f"{prefix}{name}_")
        elif isinstance(value, tuple | list):
            found[prefix + name] = "; ".join(map(str, value))
        elif isinstance(value, bool | str):
            found[prefix + name] = value if isinstance(value, bool) else str(value)
        else:
            found[prefix + name] = float(value) if hasattr(value, "__float__") else str(value)
    return found


def _fields(value: Any) -> dict[str, Any] | None:
    if hasattr(value, "model_dump"):
        return dict(value)
    return value._asdict() if hasattr(value, "_asdict") else None
