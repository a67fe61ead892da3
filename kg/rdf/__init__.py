"""The RDF shape of the graph: records to N-Quads, plain triples back to records; no RDF library is imported.

``ontology/README.md`` draws the shape. :func:`extraction_nquads` and :func:`registry_nquads` write the claims and the
registry layer; the readers take ``(subject, predicate, object)`` triples whose IRIs are strings and whose literals are
:class:`Literal`, so that any engine can feed them. The names below load on first use: who asks for terms alone needs no records.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.rdf.nodes import Node, Nodes
    from kg.rdf.read import (
        read_assessments,
        read_claims,
        read_companies,
        read_documents,
        read_remarks,
        read_slots,
    )  # fmt: skip
    from kg.rdf.terms import Literal, Term, Triple, nquads
    from kg.rdf.write import (
        assessments_nquads,
        claim_nquads,
        corpus_nquads,
        document_nquads,
        extraction_nquads,
        registry_nquads,
    )

__all__ = [
    "Literal",
    "Node",
    "Nodes",
    "Term",
    "Triple",
    "assessments_nquads",
    "claim_nquads",
    "corpus_nquads",
    "document_nquads",
    "extraction_nquads",
    "nquads",
    "read_assessments",
    "read_claims",
    "read_companies",
    "read_documents",
    "read_remarks",
    "read_slots",
    "registry_nquads",
]

_HOMES = {
    "nodes": ("Node", "Nodes"),
    "terms": ("Literal", "Term", "Triple", "nquads"),
    "write": tuple(name for name in __all__ if name.endswith("_nquads")),
    "read": tuple(name for name in __all__ if name.startswith("read_")),
}
_PLACES = {name: module for module, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:
    if name not in _PLACES:
        raise AttributeError(f"module 'kg.rdf' has no attribute {name!r}")
    value = getattr(import_module(f"kg.rdf.{_PLACES[name]}"), name)
    globals()[name] = value
    return value
