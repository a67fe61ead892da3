"""The claims layer as N-Quads, read back as records: a dump of a graph, or the shards of a corpus (:mod:`kg.spark`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.errors import ClaimsError, StoreError
from kg.model import Extraction
from kg.namespaces import CLAIMS
from kg.rdf import read_claims, read_documents, read_remarks
from kg.store import read_nquads

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model import Claim, Document, Evidence, Remark


def read(data: bytes, origin: str) -> list[Extraction]:
    """Return the documents of a claims layer with what they say; which deal a claim is about is decided again.

    Raises
    ------
    ClaimsError
        The text is no N-Quads, a record is not whole, or a quote is not what its document's text says.
    """
    try:
        triples = set(read_nquads(data, CLAIMS))
        documents = {document.id: document for document in read_documents(triples)}
        claims, remarks = list(read_claims(triples)), list(read_remarks(triples))
    except (SyntaxError, StoreError) as error:
        raise ClaimsError(f"{origin}: {error}") from error
    claims_of: dict[str, list[Claim]] = {}
    remarks_of: dict[str, list[Remark]] = {}
    for claim in claims:
        _check(claim, documents.get(claim.doc), origin)
        claims_of.setdefault(claim.doc, []).append(claim)
    for remark in remarks:
        _check(remark, documents.get(remark.doc), origin)
        remarks_of.setdefault(remark.doc, []).append(remark)
    return [
        Extraction(
            document=document, claims=tuple(claims_of.get(id_, ())), remarks=tuple(remarks_of.get(id_, ()))
        )
        for id_, document in documents.items()
    ]


def _check(told: Claim | Remark, document: Document | None, origin: str) -> None:
    if document is None:
        raise ClaimsError(f"{origin}: {told.id} stands in the document {told.doc!r}, which is not there")
    for span in _spans(told):
        if document.text and document.text[span.start : span.end] != span.quote:
            raise ClaimsError(f"{origin}: the text of {told.doc!r} does not say {span.quote!r:.80}")


def _spans(told: Claim | Remark) -> Iterator[Evidence]:
    yield from told.evidence
    for antecedent in told.antecedents:
        yield antecedent.mention
        yield antecedent.names
