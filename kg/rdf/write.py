"""From records to N-Quads: claims as told deals, with document, evidence, source and the deal they are about.

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
from kg.rdf.sheet import Sheet
from kg.rdf.terms import BOOLEAN, DECIMAL, INTEGER, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from kg.model import Antecedent, Assessment, Claim, Company, Document, Evidence, Extraction, Remark
    from kg.rdf.sheet import Shared
    from kg.rdf.terms import Triple


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
    return _extraction(found, deal_of).whole()


def corpus_nquads(found: Iterable[Extraction], deal_of: Mapping[str, str]) -> Iterator[bytes]:
    """Iterate over documents as N-Quads of the claims graph, the fast way: the lines of each in no order.

    Together they hold the quads that :func:`extraction_nquads` gives of each; a node that documents share (a name, a date,
    an amount) is described with the first of them alone. What is held between documents grows with such nodes.

    Raises
    ------
    KeyError
        A claim is missing in ``deal_of``.

    Examples
    --------
    >>> from kg.model import Document, Extraction
    >>> told = [Extraction(document=Document(id=id_, date="2027")) for id_ in ("a", "b")]
    >>> [
    ...     part.count(b"<https://w3id.org/tech-partnerships/id/date/2027> <")
    ...     for part in corpus_nquads(told, {})
    ... ]
    [5, 1]
    """
    known: set[Shared] = set()
    return (_extraction(each, deal_of).rest(known) for each in found)


def _extraction(found: Extraction, deal_of: Mapping[str, str]) -> Sheet:
    sheet = Sheet(CLAIMS)
    _document(sheet, found.document)
    surest = {claim.id: claim for claim in sorted(found.claims, key=lambda claim: claim.confidence)}
    for id_, claim in surest.items():
        _claim(sheet, claim)
        deal = deal_iri(deal_of[id_])
        sheet.link(claim_iri(id_), v.ABOUT, deal)
        sheet.share(_deal, deal, v.CLASS_OF[claim.type])
    for remark in found.remarks:
        _remark(sheet, remark)
    return sheet


def claim_nquads(claim: Claim) -> bytes:
    """Return a claim as N-Quads of the claims graph, all but the deal that it is about; sorted."""
    sheet = Sheet(CLAIMS)
    _claim(sheet, claim)
    return sheet.whole()


def document_nquads(document: Document) -> bytes:
    """Return a document as N-Quads of the claims graph, sorted."""
    sheet = Sheet(CLAIMS)
    _document(sheet, document)
    return sheet.whole()


def registry_nquads(companies: Iterable[Company]) -> bytes:
    """Return companies as the N-Quads of the registry graph.

    Examples
    --------
    >>> from kg.model import Company
    >>> quads = registry_nquads([Company(name="Google", owner="Alphabet")]).decode().splitlines()
    >>> len(quads), quads[-1]  # doctest: +ELLIPSIS
    (3, '<.../id/org/Google> <...#ownedBy> <.../id/org/Alphabet> <https://.../graph/registry> .')
    """
    sheet = Sheet(REGISTRY)
    for company in companies:
        _company(sheet, company)
    return sheet.whole()


def assessments_nquads(assessments: Iterable[Assessment], policy: str) -> bytes:
    """Return a policy's verdicts as the N-Quads of the decisions graph.

    Examples
    --------
    >>> from kg.model import Assessment
    >>> told = Assessment(claim="0f3a", verdict="accepted", reason="Nothing says otherwise.")
    >>> assessments_nquads([told], "default").decode().splitlines()[1]  # doctest: +ELLIPSIS
    '<.../id/claim/0f3a/verdict/default> <...#assesses> <.../id/claim/0f3a> <.../graph/decisions> .'
    """
    sheet = Sheet(DECISIONS)
    for each in assessments:
        node = assessment_iri(each.claim, policy)
        sheet.link(node, v.TYPE, v.ASSESSMENT)
        sheet.link(node, v.ASSESSES, claim_iri(each.claim))
        sheet.link(node, v.VERDICT, concept_iri(each.verdict))
        sheet.tell(node, v.REASON, each.reason)
        sheet.link(node, v.POLICY, policy_iri(policy))
    return sheet.whole()


def _slots(sheet: Sheet, node: str, record: Claim) -> None:
    """Write the type, roles, slots and status of a claim: what deals have too."""
    sheet.link(node, v.TYPE, v.CLASS_OF[record.type])
    sheet.link(node, v.STATUS, concept_iri(record.status))
    for role, names in record.roles.items():
        for name in names:
            sheet.link(node, v.ROLE_OF[role], company_iri(name))
            sheet.share(_agent, name, v.ORGANIZATION)
    if record.name is not None:
        sheet.tell(node, v.NAME, record.name)
    if record.product is not None:
        sheet.link(node, v.PRODUCT, concept_iri(record.product))
    if record.stake_percent is not None:
        sheet.tell(node, v.STAKE, values.decimal(record.stake_percent), DECIMAL)
    for slot, iri, describe in _VALUES:
        value = getattr(record, slot)
        if value is not None:
            sheet.link(node, v.SLOT_OF[slot], iri(value))
            sheet.share(describe, value)


_VALUES: tuple[tuple[str, Callable[[Any], str], Callable[..., Iterable[Triple]]], ...] = (
    ("amount", values.amount_iri, values.amount_triples),
    ("capacity", values.capacity_iri, values.capacity_triples),
    ("signed", values.date_iri, values.date_triples),
    ("start", values.date_iri, values.date_triples),
    ("end", values.date_iri, values.date_triples),
    ("duration", values.duration_iri, values.duration_triples),
)
"""The slots whose values are nodes: how each is named and described."""


def _claim(sheet: Sheet, claim: Claim) -> None:
    """Write a claim, all but the deal that it is about."""
    node = claim_iri(claim.id)
    sheet.link(node, v.TYPE, v.CLAIM)
    _slots(sheet, node, claim)
    _statement(sheet, node, claim)
    sheet.tell(node, v.CONFIDENCE, values.decimal(claim.confidence), DECIMAL)
    if claim.summary is not None:
        sheet.tell(node, v.SUMMARY, claim.summary)
    roles = {role: sorted(set(claim.roles[role])) for role in ROLES[claim.type] if claim.roles.get(role)}
    told = {role: list(names) for role, names in claim.roles.items()}
    _order(sheet, node, claim, roles=None if list(roles.items()) == list(told.items()) else told)


def _remark(sheet: Sheet, remark: Remark) -> None:
    node = remark_iri(remark.id)
    sheet.link(node, v.TYPE, v.REMARK)
    sheet.link(node, v.REMARK_KIND, concept_iri(remark.kind))
    _statement(sheet, node, remark)
    for name in remark.parties:
        sheet.link(node, v.CONCERNS, company_iri(name))
        sheet.share(_agent, name, v.ORGANIZATION)
    if remark.value is not None:
        sheet.tell(node, v.CODE, remark.value)
    _date(sheet, node, v.DATED, remark.date)
    _order(sheet, node, remark, parties=_unsorted(remark.parties))


def _statement(sheet: Sheet, node: str, told: Claim | Remark) -> None:
    """Write what claims and remarks share: document, evidence, source."""
    sheet.link(node, v.IN_DOCUMENT, document_iri(told.doc))
    for name in told.attributed_to:
        sheet.link(node, v.ATTRIBUTED_TO, company_iri(name))
        sheet.share(_agent, name, v.AGENT)
    for evidence in told.evidence:
        sheet.link(node, v.EVIDENCE, _passage(sheet, told.doc, evidence))
    for antecedent in told.antecedents:
        sheet.link(node, v.HAS_ANTECEDENT, _antecedent(sheet, told.doc, antecedent))


def _antecedent(sheet: Sheet, document: str, antecedent: Antecedent) -> str:
    company, mention, names = antecedent.company, antecedent.mention, antecedent.names
    spans = f"{mention.start},{mention.end}/{names.start},{names.end}"
    link = f"{ID}antecedent/{local(document)}/{spans}/{local(company)}"
    sheet.link(link, v.TYPE, v.ANTECEDENT)
    sheet.link(link, v.REFERS_TO, company_iri(company))
    sheet.link(link, v.MENTION, _passage(sheet, document, mention))
    sheet.link(link, v.NAMED_AT, _passage(sheet, document, names))
    sheet.share(_agent, company, v.ORGANIZATION)
    return link


def _passage(sheet: Sheet, document: str, evidence: Evidence) -> str:
    source, start, end = document_iri(document), str(evidence.start), str(evidence.end)
    node = passage_iri(document, evidence.start, evidence.end)
    selector = f"{source}#selector={start},{end}"
    sheet.link(node, v.TYPE, v.PASSAGE)
    sheet.link(node, v.HAS_SOURCE, source)
    sheet.link(node, v.HAS_SELECTOR, selector)
    sheet.link(selector, v.TYPE, v.QUOTE_SELECTOR)
    sheet.link(selector, v.TYPE, v.POSITION_SELECTOR)
    sheet.tell(selector, v.EXACT, evidence.quote)
    sheet.tell(selector, v.START, start, INTEGER)
    sheet.tell(selector, v.END, end, INTEGER)
    return node


def _document(sheet: Sheet, document: Document) -> None:
    node = document_iri(document.id)
    sheet.link(node, v.TYPE, v.DOCUMENT)
    sheet.tell(node, v.IDENTIFIER, document.id)
    sheet.link(node, v.GRADE, concept_iri(document.grade))
    if document.text:
        sheet.tell(node, v.TEXT, document.text)
        sheet.tell(node, v.SHA256, document.sha256)
    if document.title is not None:
        sheet.tell(node, v.TITLE, document.title)
    if document.publisher is not None:
        sheet.link(node, v.PUBLISHER, company_iri(document.publisher))
        sheet.share(_agent, document.publisher, v.AGENT)
    if document.source is not None:
        sheet.tell(node, v.SOURCE, document.source)
    _date(sheet, node, v.PUBLISHED, document.date)
    if document.date_inferred:
        sheet.tell(node, v.DATE_INFERRED, "true", BOOLEAN)
    _date(sheet, node, v.RECORDED, document.recorded)


def _company(sheet: Sheet, company: Company) -> None:
    node = company_iri(company.name)
    sheet.share(_agent, company.name, v.COMPANY)
    for alias in company.aliases:
        sheet.tell(node, v.ALT_LABEL, alias)
    if company.kind is not None:
        sheet.tell(node, v.INDUSTRY, company.kind)
    if company.owner is not None:
        sheet.link(node, v.OWNED_BY, company_iri(company.owner))
    if company.division:
        sheet.tell(node, v.IS_DIVISION, "true", BOOLEAN)
    if company.country is not None:
        sheet.tell(node, v.COUNTRY, company.country)
    aliases = _unsorted(company.aliases)
    if aliases is not None:
        sheet.tell(node, v.AS_LISTED, _json({"aliases": aliases}))


def _agent(name: str, class_: str) -> Iterator[Triple]:
    yield company_iri(name), v.TYPE, class_
    yield company_iri(name), v.LABEL, Literal(name)


def _deal(deal: str, class_: str) -> Iterator[Triple]:
    yield deal, v.TYPE, v.DEAL
    yield deal, v.TYPE, class_


def _date(sheet: Sheet, node: str, predicate: str, date: str | None) -> None:
    if date is not None:
        sheet.link(node, predicate, values.date_iri(date))
        sheet.share(values.date_triples, date)


def _order(sheet: Sheet, node: str, told: Claim | Remark, **lists: Any) -> None:
    """Write the order of a record's lists where it is not the one in which a reader would put them."""
    lists["attributed_to"] = _unsorted(told.attributed_to)
    lists["evidence"] = _unsorted([(each.start, each.end) for each in told.evidence])
    lists["antecedents"] = _unsorted([antecedent_key(each) for each in told.antecedents])
    kept = {field: value for field, value in lists.items() if value is not None}
    if kept:
        sheet.tell(node, v.AS_LISTED, _json(kept))


def antecedent_key(antecedent: Antecedent) -> tuple[int, int, int, int, str]:
    """Return what an antecedent is sorted by and recognised by."""
    mention, names = antecedent.mention, antecedent.names
    return mention.start, mention.end, names.start, names.end, antecedent.company


def _unsorted(items: Sequence[Any]) -> list[Any] | None:
    """Return a list that is not sorted or holds something twice, None for one that a set stands for."""
    return None if len(items) < 2 or list(items) == sorted(set(items)) else list(items)


def _json(lists: Mapping[str, Any]) -> str:
    return json.dumps(lists, ensure_ascii=False, separators=(",", ":"), sort_keys=False)
