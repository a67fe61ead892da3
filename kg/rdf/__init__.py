"""The RDF shape of the graph: records to N-Quads, plain triples back to records; no RDF library is imported.

``ontology/README.md`` draws the shape. :func:`extraction_nquads` and :func:`registry_nquads` write the claims and the
registry layer; the readers take ``(subject, predicate, object)`` triples whose IRIs are strings and whose literals are
:class:`Literal`, so that any engine can feed them.
"""

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
    claim_triples,
    document_triples,
    extraction_nquads,
    registry_nquads,
    slot_triples,
)

__all__ = [
    "Literal",
    "Node",
    "Nodes",
    "Term",
    "Triple",
    "assessments_nquads",
    "claim_triples",
    "document_triples",
    "extraction_nquads",
    "nquads",
    "read_assessments",
    "read_claims",
    "read_companies",
    "read_documents",
    "read_remarks",
    "read_slots",
    "registry_nquads",
    "slot_triples",
]
