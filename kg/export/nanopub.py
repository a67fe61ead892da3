"""Nanopublications: each claim as a small publication of its own, with its evidence as provenance, in TriG.

The four graphs are those of the nanopublication guidelines (nanopub.net/guidelines): the head, the assertion (the deal as
the claim tells it), its provenance (document, quotes, who said so) and the publication's own origin.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.namespaces import RDFS, claim_iri, document_iri
from kg.rdf import Literal, claim_nquads, document_nquads, nquads
from kg.rdf import vocabulary as v
from kg.store import read_nquads, trig_of

if TYPE_CHECKING:
    from kg.export import Source
    from kg.model import Claim, Document
    from kg.rdf import Triple

NP = "http://www.nanopub.org/nschema#"
PROV = "http://www.w3.org/ns/prov#"
_PROVENANCE = frozenset(
    {v.IN_DOCUMENT, v.EVIDENCE, v.HAS_ANTECEDENT, v.ATTRIBUTED_TO, v.AS_LISTED, v.CONFIDENCE, v.SUMMARY}
)


def written(graph: Source) -> bytes:
    """Return a nanopublication for each claim of a graph."""
    documents = {document.id: document for document in graph.documents()}
    quads = [_nanopublication(claim, documents[claim.doc]) for claim in graph.claims()]
    return trig_of(b"".join(quads), {"np": NP, "prov": PROV})


def _nanopublication(claim: Claim, document: Document) -> bytes:
    own = f"{claim_iri(claim.id)}/nanopub"
    head, assertion, provenance, origin = (
        f"{own}/{name}" for name in ("head", "assertion", "provenance", "pubinfo")
    )
    triples = list(read_nquads(claim_nquads(claim)))
    node = claim_iri(claim.id)
    told = {triple for triple in triples if triple[0] == node and triple[1] not in _PROVENANCE}
    told |= _reached(triples, told)
    rest = {triple for triple in triples if triple not in told}
    rest |= {triple for triple in read_nquads(document_nquads(document)) if triple[1] != v.TEXT}
    rest.add((assertion, f"{PROV}wasDerivedFrom", document_iri(document.id)))
    heading: set[Triple] = {
        (own, v.TYPE, f"{NP}Nanopublication"),
        (own, f"{NP}hasAssertion", assertion),
        (own, f"{NP}hasProvenance", provenance),
        (own, f"{NP}hasPublicationInfo", origin),
    }
    told_of: set[Triple] = {
        (own, f"{PROV}wasAttributedTo", "https://w3id.org/tech-partnerships/id/software/kg"),
        (own, v.IDENTIFIER, Literal(claim.id)),
        (own, f"{RDFS}label", Literal(f"Claim {claim.id} of {claim.doc}")),
    }
    parts = ((heading, head), (told, assertion), (rest, provenance), (told_of, origin))
    return b"".join(nquads(some, graph) for some, graph in parts)


def _reached(triples: list[Triple], told: set[Triple]) -> set[Triple]:
    """Return what describes the values and parties that an assertion names."""
    nodes = {object_ for _, _, object_ in told if isinstance(object_, str)}
    return {triple for triple in triples if triple[0] in nodes}
