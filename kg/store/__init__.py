"""The RDF store: Oxigraph embedded, in memory or in a folder, or a server; the one home of ``pyoxigraph`` and ``oxrdflib``.

A store holds four named graphs, one a layer: claims, facts, registry and decisions (``kg/namespaces.py``). What a claim
or fact is, and what follows from claims, is decided elsewhere; here quads are kept, asked and written out.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.store.guard import with_terms
    from kg.store.limits import LimitExceeded, Limits, ResultTooLarge
    from kg.store.pool import MEDIA_TYPES, QueryPool, Result
    from kg.store.rows import Rows
    from kg.store.store import Change, Store
    from kg.store.text import read_nquads, read_turtle, trig_of

__all__ = [
    "MEDIA_TYPES",
    "Change",
    "LimitExceeded",
    "Limits",
    "QueryPool",
    "Result",
    "ResultTooLarge",
    "Rows",
    "Store",
    "read_nquads",
    "read_turtle",
    "trig_of",
    "with_terms",
]

_HOMES = {
    "guard": ("with_terms",),
    "limits": ("LimitExceeded", "Limits", "ResultTooLarge"),
    "pool": ("MEDIA_TYPES", "QueryPool", "Result"),
    "rows": ("Rows",),
    "store": ("Change", "Store"),
    "text": ("read_nquads", "read_turtle", "trig_of"),
}
_PLACES = {name: module for module, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:
    """Import a name on first use: who asks a query needs neither the pool nor the readers."""
    if name not in _PLACES:
        raise AttributeError(f"module 'kg.store' has no attribute {name!r}")
    value = getattr(import_module(f"kg.store.{_PLACES[name]}"), name)
    globals()[name] = value
    return value
