"""The first build: documents into an empty store as one stream of N-Quads, judged some deals at a time.

What is judged is what the records say, so that nothing is read back; beside the records, one batch is held. The store is
the one that putting the documents in one after another gives.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.facts.policy import judged, ties
from kg.linker import judgements_of
from kg.namespaces import FACTS, claim_iri, deal_iri, document_iri
from kg.rdf import assessments_nquads, claim_nquads, corpus_nquads, document_nquads, nquads
from kg.rdf import vocabulary as v
from kg.resolve import deals_of
from kg.store import read_nquads

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kg.companies import Companies
    from kg.model import Claim, Document, Extraction
    from kg.rdf import Triple

_AT_ONCE = 1_000
"""Claims that are judged together, but for those of a deal that has more: enough to make the cost of a run of the rules small."""


def built(found: Sequence[Extraction], companies: Companies) -> Iterator[bytes]:
    """Iterate over the N-Quads of claims, facts and decisions that documents, each given once, make in an empty store.

    Notes
    -----
    Linear in the documents, but for the claims of one deal.
    """
    deal_of = deals_of((claim for each in found for claim in each.claims), companies)
    yield from corpus_nquads(found, deal_of)
    documents = {each.document.id: each.document for each in found}
    claims = {claim.id: claim for each in found for claim in each.claims}
    based: set[str] = set()
    for batch in _batches(deal_of):
        triples = {triple for id_ in batch for triple in _described(claims[id_], deal_of[id_], documents)}
        cited = {claims[id_].doc: documents[claims[id_].doc] for id_ in batch}
        texts = {document_iri(id_): document.text for id_, document in cited.items() if document.text}
        ruling = judged(triples, companies, texts)
        yield assessments_nquads(ruling.assessments, ruling.policy)
        yield nquads(ruling.facts | ties(ruling.facts), FACTS)
        based |= {subject for subject, predicate, _ in ruling.facts if predicate == v.BASED_ON}
    yield nquads(_parts(deal_of, companies, based), FACTS)


def _batches(deal_of: Mapping[str, str]) -> Iterator[list[str]]:
    """Iterate over the ids of claims, those of one deal together."""
    batch: list[str] = []
    before = None
    for deal, id_ in sorted((deal, id_) for id_, deal in deal_of.items()):
        if len(batch) >= _AT_ONCE and deal != before:
            yield batch
            batch = []
        batch.append(id_)
        before = deal
    if batch:
        yield batch


def _described(claim: Claim, deal: str, documents: Mapping[str, Document]) -> Iterator[Triple]:
    """Iterate over what the claims layer says of a claim, and of its document without the text."""
    iri = deal_iri(deal)
    yield claim_iri(claim.id), v.ABOUT, iri
    yield iri, v.TYPE, v.DEAL
    yield iri, v.TYPE, v.CLASS_OF[claim.type]
    yield from read_nquads(claim_nquads(claim))
    yield from read_nquads(document_nquads(documents[claim.doc].model_copy(update={"text": ""})))


def _parts(deal_of: Mapping[str, str], companies: Companies, based: set[str]) -> Iterator[Triple]:
    """Iterate over which deals in the facts are parts of others, as people judged their claims."""
    for one, other in judgements_of(companies).parts():
        if one in deal_of and other in deal_of:
            part, whole = deal_iri(deal_of[one]), deal_iri(deal_of[other])
            if part != whole and {part, whole} <= based:
                yield part, v.PART_OF, whole
