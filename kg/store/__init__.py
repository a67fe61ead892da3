"""The RDF store: Oxigraph embedded, in memory or in a folder, or a server; the one home of ``pyoxigraph`` and ``oxrdflib``.

A store holds four named graphs, one a layer: claims, facts, registry and decisions (``kg/namespaces.py``). What a claim
or fact is, and what follows from claims, is decided elsewhere; here quads are kept, asked and written out.
"""

from kg.store.guard import with_terms
from kg.store.limits import LimitExceeded, Limits
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
    "Rows",
    "Store",
    "read_nquads",
    "read_turtle",
    "trig_of",
    "with_terms",
]
