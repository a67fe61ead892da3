"""From records to triples: claims as told deals, with document, evidence, source and the deal they are about.

RDF keeps sets. The lists of the model are written as sets, and where their order is not the sorted one it is kept in
``tp:asListed``, so that a record reads back equal.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from kg.model import ROLES
from kg.namespaces import (
    CLAIMS,
    DECISIONS,
    ID,
    REGISTRY,
    assessment_iri,
    claim_iri,
    company_iri,
    concept_iri,
    deal_iri,
    document_iri,
    local,
    passage_iri,
    policy_iri,
    remark_iri,
)  # fmt: skip
from kg.rdf import values
from kg.rdf import vocabulary as v
from kg.rdf.terms import BOOLEAN, DECIMAL, INTEGER, Literal, nquads

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kg.model import Antecedent, Assessment, Claim, Company, Deal, Document, Evidence, Extraction, Remark
    from kg.rdf.terms import Triple

TRUE = Literal("true", BOOLEAN)


def extraction_nquads(found: Extraction, deal_of: Mapping[str, str]) -> bytes:
    """Return a document with its claims and remarks as the N-Quads of the claims graph.

    Parameters
    ----------
    found
        What was read out of the document; what verification rejected is not written, and of claims that differ in
        confidence alone the surest is.
    deal_of
        The id of the deal that each claim is about, by the claim's id.

    Returns
    -------
    bytes
        Sorted lines, each once; the same extraction gives the same bytes.

    Raises
    ------
    KeyError
        A claim is missing in ``deal_of``.

    Examples
    --------
    >>> from kg.model import Claim, Document, Extraction
    >>> claim = Claim(
    ...     doc="d", type="usage", roles={"customer": ("OpenAI",), "provider": ("Oracle",)}, summary="…"
    ... )
    >>> quads = extraction_nquads(Extraction(document=Document(id="d"), claims=(claim,)), {claim.id: "1"})
    >>> quads.decode().splitlines()[0]  # doctest: +ELLIPSIS
    '<https://.../id/claim/...> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://.../ontology#Claim> <...> .'
    """
    triples = [*document_triples(found.document)]
    surest = {claim.id: claim for claim in sorted(found.claims, key=lambda claim: claim.confidence)}
    for id_, claim in surest.items():
        triples += claim_triples(claim)
        deal = deal_iri(deal_of[id_])
        triples += [
            (claim_iri(id_), v.ABOUT, deal),
            (deal, v.TYPE, v.DEAL),
            (deal, v.TYPE, v.CLASS_OF[claim.type]),
        ]
    for remark in found.remarks:
        triples += _remark(remark)
    return nquads(triples, CLAIMS)


def registry_nquads(companies: Iterable[Company]) -> bytes:
    """Return companies as the N-Quads of the registry graph.

    Examples
    --------
    >>> from kg.model import Company
    >>> quads = registry_nquads([Company(name="Google", owner="Alphabet")]).decode().splitlines()
    >>> len(quads), quads[-1]  # doctest: +ELLIPSIS
    (3, '<.../id/org/Google> <...#ownedBy> <.../id/org/Alphabet> <https://.../graph/registry> .')
    """
    return nquads((triple for company in companies for triple in _company(company)), REGISTRY)


def assessments_nquads(assessments: Iterable[Assessment], policy: str) -> bytes:
    """Return a policy's verdicts as the N-Quads of the decisions graph.

    Examples
    --------
    >>> from kg.model import Assessment
    >>> told = Assessment(claim="0f3a", verdict="accepted", reason="Nothing says otherwise.")
    >>> assessments_nquads([told], "default").decode().splitlines()[1]  # doctest: +ELLIPSIS
    '<.../id/claim/0f3a/verdict/default> <...#assesses> <.../id/claim/0f3a> <.../graph/decisions> .'
    """
    return nquads((triple for each in assessments for triple in _assessment(each, policy)), DECISIONS)


def slot_triples(node: str, record: Claim | Deal) -> Iterator[Triple]:
    """Describe the type, roles, slots and status of a claim or deal: what the two share."""
    yield node, v.TYPE, v.CLASS_OF[record.type]
    yield node, v.STATUS, concept_iri(record.status)
    for role, names in record.roles.items():
        for name in names:
            yield node, v.ROLE_OF[role], company_iri(name)
            yield from _agent(name, v.ORGANIZATION)
    if record.name is not None:
        yield node, v.NAME, Literal(record.name)
    if record.product is not None:
        yield node, v.PRODUCT, concept_iri(record.product)
    if record.stake_percent is not None:
        yield node, v.STAKE, Literal(values.decimal(record.stake_percent), DECIMAL)
    if record.amount is not None:
        yield node, v.SLOT_OF["amount"], values.amount_iri(record.amount)
        yield from values.amount_triples(record.amount)
    if record.capacity is not None:
        yield node, v.SLOT_OF["capacity"], values.capacity_iri(record.capacity)
        yield from values.capacity_triples(record.capacity)
    for slot in ("signed", "start", "end"):
        yield from _date(node, v.SLOT_OF[slot], getattr(record, slot))
    if record.duration is not None:
        yield node, v.SLOT_OF["duration"], values.duration_iri(record.duration)
        yield from values.duration_triples(record.duration)


def claim_triples(claim: Claim) -> Iterator[Triple]:
    """Describe a claim, all but the deal that it is about."""
    node = claim_iri(claim.id)
    yield node, v.TYPE, v.CLAIM
    yield from slot_triples(node, claim)
    yield from _statement(node, claim)
    yield node, v.CONFIDENCE, Literal(values.decimal(claim.confidence), DECIMAL)
    if claim.summary is not None:
        yield node, v.SUMMARY, Literal(claim.summary)
    roles = {role: sorted(set(claim.roles[role])) for role in ROLES[claim.type] if claim.roles.get(role)}
    told = {role: list(names) for role, names in claim.roles.items()}
    yield from _order(node, claim, roles=None if list(roles.items()) == list(told.items()) else told)


def _remark(remark: Remark) -> Iterator[Triple]:
    node = remark_iri(remark.id)
    yield node, v.TYPE, v.REMARK
    yield node, v.REMARK_KIND, concept_iri(remark.kind)
    yield from _statement(node, remark)
    for name in remark.parties:
        yield node, v.CONCERNS, company_iri(name)
        yield from _agent(name, v.ORGANIZATION)
    if remark.value is not None:
        yield node, v.CODE, Literal(remark.value)
    yield from _date(node, v.DATED, remark.date)
    yield from _order(node, remark, parties=_unsorted(remark.parties))


def _statement(node: str, told: Claim | Remark) -> Iterator[Triple]:
    """Describe what claims and remarks share: document, evidence, source."""
    yield node, v.IN_DOCUMENT, document_iri(told.doc)
    for name in told.attributed_to:
        yield node, v.ATTRIBUTED_TO, company_iri(name)
        yield from _agent(name, v.AGENT)
    for evidence in told.evidence:
        yield node, v.EVIDENCE, passage_iri(told.doc, evidence.start, evidence.end)
        yield from _passage(told.doc, evidence)
    for antecedent in told.antecedents:
        yield from _antecedent(node, told.doc, antecedent)


def _antecedent(node: str, document: str, antecedent: Antecedent) -> Iterator[Triple]:
    company, mention, names = antecedent.company, antecedent.mention, antecedent.names
    spans = f"{mention.start},{mention.end}/{names.start},{names.end}"
    link = f"{ID}antecedent/{local(document)}/{spans}/{local(company)}"
    yield node, v.HAS_ANTECEDENT, link
    yield link, v.TYPE, v.ANTECEDENT
    yield link, v.REFERS_TO, company_iri(company)
    yield link, v.MENTION, passage_iri(document, mention.start, mention.end)
    yield link, v.NAMED_AT, passage_iri(document, names.start, names.end)
    yield from _agent(company, v.ORGANIZATION)
    yield from _passage(document, mention)
    yield from _passage(document, names)


def _passage(document: str, evidence: Evidence) -> Iterator[Triple]:
    node = passage_iri(document, evidence.start, evidence.end)
    selector = f"{document_iri(document)}#selector={evidence.start},{evidence.end}"
    yield node, v.TYPE, v.PASSAGE
    yield node, v.HAS_SOURCE, document_iri(document)
    yield node, v.HAS_SELECTOR, selector
    yield selector, v.TYPE, v.QUOTE_SELECTOR
    yield selector, v.TYPE, v.POSITION_SELECTOR
    yield selector, v.EXACT, Literal(evidence.quote)
    yield selector, v.START, Literal(str(evidence.start), INTEGER)
    yield selector, v.END, Literal(str(evidence.end), INTEGER)


def document_triples(document: Document) -> Iterator[Triple]:
    """Describe a document."""
    node = document_iri(document.id)
    yield node, v.TYPE, v.DOCUMENT
    yield node, v.IDENTIFIER, Literal(document.id)
    yield node, v.GRADE, concept_iri(document.grade)
    if document.text:
        yield node, v.TEXT, Literal(document.text)
        yield node, v.SHA256, Literal(document.sha256)
    if document.title is not None:
        yield node, v.TITLE, Literal(document.title)
    if document.publisher is not None:
        yield node, v.PUBLISHER, company_iri(document.publisher)
        yield from _agent(document.publisher, v.AGENT)
    if document.source is not None:
        yield node, v.SOURCE, Literal(document.source)
    yield from _date(node, v.PUBLISHED, document.date)
    if document.date_inferred:
        yield node, v.DATE_INFERRED, TRUE
    yield from _date(node, v.RECORDED, document.recorded)


def _company(company: Company) -> Iterator[Triple]:
    node = company_iri(company.name)
    yield from _agent(company.name, v.COMPANY)
    for alias in company.aliases:
        yield node, v.ALT_LABEL, Literal(alias)
    if company.kind is not None:
        yield node, v.INDUSTRY, Literal(company.kind)
    if company.owner is not None:
        yield node, v.OWNED_BY, company_iri(company.owner)
    if company.division:
        yield node, v.IS_DIVISION, TRUE
    if company.country is not None:
        yield node, v.COUNTRY, Literal(company.country)
    aliases = _unsorted(company.aliases)
    if aliases is not None:
        yield node, v.AS_LISTED, _json({"aliases": aliases})


def _assessment(assessment: Assessment, policy: str) -> Iterator[Triple]:
    node = assessment_iri(assessment.claim, policy)
    yield node, v.TYPE, v.ASSESSMENT
    yield node, v.ASSESSES, claim_iri(assessment.claim)
    yield node, v.VERDICT, concept_iri(assessment.verdict)
    yield node, v.REASON, Literal(assessment.reason)
    yield node, v.POLICY, policy_iri(policy)


def _agent(name: str, class_: str) -> Iterator[Triple]:
    yield company_iri(name), v.TYPE, class_
    yield company_iri(name), v.LABEL, Literal(name)


def _date(node: str, predicate: str, date: str | None) -> Iterator[Triple]:
    if date is not None:
        yield node, predicate, values.date_iri(date)
        yield from values.date_triples(date)


def _order(node: str, told: Claim | Remark, **lists: Any) -> Iterator[Triple]:
    """Describe the order of a record's lists where it is not the one in which a reader would put them."""
    lists["attributed_to"] = _unsorted(told.attributed_to)
    lists["evidence"] = _unsorted([(each.start, each.end) for each in told.evidence])
    lists["antecedents"] = _unsorted([antecedent_key(each) for each in told.antecedents])
    kept = {field: value for field, value in lists.items() if value is not None}
    if kept:
        yield node, v.AS_LISTED, _json(kept)


def antecedent_key(antecedent: Antecedent) -> tuple[int, int, int, int, str]:
    """Return what an antecedent is sorted by and recognised by."""
    mention, names = antecedent.mention, antecedent.names
    return mention.start, mention.end, names.start, names.end, antecedent.company


def _unsorted(items: Iterable[Any]) -> list[Any] | None:
    """Return a list that is not sorted or holds something twice, None for one that a set stands for."""
    listed = list(items)
    return None if listed == sorted(set(listed)) else listed


def _json(lists: Mapping[str, Any]) -> Literal:
    return Literal(json.dumps(lists, ensure_ascii=False, separators=(",", ":"), sort_keys=False))
