"""The whole graph as text, sorted: the same graph gives the same bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from kg.errors import UsageError
from kg.namespaces import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Mapping

FORMS: Mapping[str, ox.RdfFormat] = {
    "trig": ox.RdfFormat.TRIG,
    "nquads": ox.RdfFormat.N_QUADS,
    "turtle": ox.RdfFormat.TURTLE,
}


def dumped(store: ox.Store, form: str) -> bytes:
    """Return every quad of a store as ``trig``, ``nquads``, ``turtle`` or ``jsonld``.

    Turtle knows no named graphs and holds all layers merged, which is safe, for a claim says of itself that it is one.

    Raises
    ------
    UsageError
        ``form`` is none of these.
    """
    if form not in (*FORMS, "jsonld"):
        raise UsageError(f"{form!r} is no form of RDF known here; choose {', '.join(FORMS)}, jsonld")
    if form == "nquads":
        lines = bytes(store.dump(format=FORMS[form]) or b"").splitlines(keepends=True)
        return b"".join(sorted(lines))
    quads = sorted(store, key=_order)
    if form == "jsonld":
        from kg.store.jsonld import jsonld

        return jsonld(quads)
    data: list[Any] = (
        list(dict.fromkeys(quad.triple for quad in sorted(quads, key=_within))) if form == "turtle" else quads
    )
    return bytes(ox.serialize(data, format=FORMS[form], prefixes=PREFIXES) or b"")


def _order(quad: ox.Quad) -> tuple[str, ...]:
    return (str(quad.graph_name), *_within(quad))


def _within(quad: ox.Quad) -> tuple[str, str, str]:
    return str(quad.subject), str(quad.predicate), str(quad.object)
