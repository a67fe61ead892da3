"""Documents into the graph, in one atomic step: what they say, whom it concerns, and what the policy makes of it.

Only the deals that a document touches are judged again, and the graph is the one that judging everything would give.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from kg.facts.consequences import decided, derived
from kg.facts.first import built
from kg.facts.layers import described, of_document, orphans
from kg.facts.policy import judged
from kg.linker import judgements_of
from kg.namespaces import CLAIMS, DECISIONS, FACTS, ID, REGISTRY, claim_iri, deal_iri
from kg.rdf import Literal, extraction_nquads, nquads, read_claims, registry_nquads
from kg.rdf import vocabulary as v
from kg.resolve import bucket, deals_of, numbered
from kg.store import Change, Store, read_nquads

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence, Set

    from kg.companies import Companies
    from kg.model import Claim, Extraction
    from kg.rdf import Triple


def record(
    store: Store, found: Sequence[Extraction], companies: Companies, *, without: Iterable[str] = ()
) -> None:
    """Put documents with their claims and remarks into a store, or take documents out.

    Parameters
    ----------
    store
        The store; a document that it holds already is replaced.
    found
        What was read out of each document.
    companies
        The registry, which the store keeps a copy of.
    without
        Ids of documents to remove; those that the store does not hold are ignored.

    Raises
    ------
    StoreError
        The store cannot be written; it is then unchanged.

    Notes
    -----
    The store does not depend on the order in which documents came, nor on what was removed again. The cost grows with the
    documents given and the deals they touch, not with the store, save when the registry has changed.

    Examples
    --------
    >>> from kg.companies import companies
    >>> from kg.model import Claim, Document, Extraction
    >>> from kg.store import Store
    >>> claim = Claim(
    ...     doc="d", type="usage", roles={"customer": ("OpenAI",), "provider": ("Oracle",)}, summary="…"
    ... )
    >>> store = Store.memory()
    >>> record(store, [Extraction(document=Document(id="d"), claims=(claim,))], companies())
    >>> [assessment.verdict.value for assessment in store.assessments()]
    ['accepted']
    """
    store.writable()
    apart = len({extraction.document.id for extraction in found}) == len(found)
    if apart and store.loads_whole and not len(store):
        store.load(chain((nquads(_registry(companies), REGISTRY),), built(found, companies)), trusted=True)
    else:
        store.change(changes(store, found, companies, without=without))


def changes(
    store: Store, found: Sequence[Extraction], companies: Companies, *, without: Iterable[str] = ()
) -> dict[str, Change]:
    """Return what :func:`record` would change, layer by layer; the store is left as it is."""
    dropped = {*without, *(extraction.document.id for extraction in found)}
    gone = {triple for document in dropped for triple in of_document(store, document)}
    told = [claim for extraction in found for claim in extraction.claims]
    registry = Change(set(store.triples(REGISTRY)), _registry(companies))
    new_registry = registry.added != registry.removed
    kept = _staying(store, gone) if new_registry else _rivals(store, told, gone, companies)
    deal_of = deals_of([*told, *kept], companies)
    came: set[Triple] = set()
    for extraction in found:
        came.update(read_nquads(extraction_nquads(extraction, deal_of)))
    for claim in kept:
        new, old = _about(claim, deal_of[claim.id]), set(store.triples(CLAIMS, claim_iri(claim.id), v.ABOUT))
        gone |= old - new
        came |= new if old - new else set()
    claims = Change(gone | orphans(store, gone, came), came)
    touched = {str(deal) for _, predicate, deal in gone | came if predicate == v.ABOUT}
    if new_registry:
        touched |= {deal_iri(deal) for deal in deal_of.values()}
    concerned = {claim_iri(claim) for claim, deal in deal_of.items() if deal_iri(deal) in touched}
    to_judge = _to_judge(store, claims, concerned)
    ruling = judged(to_judge, companies, _texts(store, claims, to_judge))
    judged_before = {subject for subject, predicate, _ in gone if predicate == v.ABOUT}
    facts = derived(store, ruling, touched)
    return {
        CLAIMS: claims,
        DECISIONS: decided(store, ruling, concerned | judged_before),
        FACTS: _with_parts(store, facts, claims, companies),
        REGISTRY: registry,
    }


def _registry(companies: Companies) -> set[Triple]:
    """Return the companies as triples, and by what the judgements that they follow are known, if there are any."""
    judgements = judgements_of(companies)
    known = {(f"{ID}judgements", v.IDENTIFIER, Literal(judgements.sha256))} if len(judgements) else set()
    return set(read_nquads(registry_nquads(companies))) | known


def _about_after(store: Store, change: Change) -> dict[str, str]:
    """Return the deal that each claim is about after a change of the claims layer, by IRIs."""
    before = set(store.triples(CLAIMS, predicate=v.ABOUT)) - (change.removed - change.added)
    about = before | {triple for triple in change.added if triple[1] == v.ABOUT}
    return {claim: str(deal) for claim, _, deal in about}


def _with_parts(store: Store, facts: Change, claims: Change, companies: Companies) -> Change:
    """Add to a change of the facts which deals are parts of others, as people judged their claims."""
    before = set(store.triples(FACTS, predicate=v.PART_OF))
    judged = [tuple(map(claim_iri, pair)) for pair in judgements_of(companies).parts()]
    about = _about_after(store, claims) if judged else {}
    pairs = {(about[one], about[other]) for one, other in judged if one in about and other in about}
    bases = {subject for subject, predicate, _ in facts.added if predicate == v.BASED_ON}
    if pairs:
        gone = facts.removed - facts.added
        bases |= {deal for deal, _, _ in set(store.triples(FACTS, predicate=v.BASED_ON)) - gone}
    parts: set[Triple] = {
        (one, v.PART_OF, other) for one, other in pairs if one != other and {one, other} <= bases
    }
    return Change(facts.removed | before, facts.added | parts)


def under(store: Store, policy: str, companies: Companies) -> Store:
    """Return a copy of a store, in memory, whose facts and decisions are those of another policy.

    Raises
    ------
    UsageError
        There is no such policy.

    Notes
    -----
    Linear in the store.
    """
    claims = set(store.triples(CLAIMS))
    about = {claim for claim, predicate, _ in claims if predicate == v.ABOUT}
    unchanged = Change(set(), set())
    ruling = judged(described(store, about), companies, _texts(store, unchanged, claims), policy)
    copy = Store.memory()
    deals = {str(deal) for _, predicate, deal in claims if predicate == v.ABOUT}
    copy.change(
        {
            CLAIMS: Change(set(), claims),
            DECISIONS: decided(copy, ruling, ()),
            FACTS: _with_parts(copy, derived(copy, ruling, deals), Change(set(), claims), companies),
            REGISTRY: Change(set(), set(store.triples(REGISTRY))),
        }
    )
    return copy


def _staying(store: Store, gone: Set[Triple]) -> list[Claim]:
    """Return every claim that stays in the store: which deal each is about depends on who is one company."""
    about = {(claim, v.ABOUT, deal) for claim, _, deal in store.triples(CLAIMS, predicate=v.ABOUT)}
    return list(read_claims(described(store, {claim for claim, _, _ in about - gone})))


def _rivals(store: Store, told: Sequence[Claim], gone: Set[Triple], companies: Companies) -> list[Claim]:
    """Return the claims that stay in the store and may share a deal with a claim told or gone."""
    going = {subject for subject, predicate, _ in gone if predicate == v.ABOUT}
    buckets = {bucket(claim, companies) for claim in (*told, *read_claims(described(store, going)))}
    near: set[str] = set()
    for name in buckets:
        for deal in numbered(name):
            about = {
                subject for subject, _, _ in store.triples(CLAIMS, predicate=v.ABOUT, object_=deal_iri(deal))
            }
            if not about:
                break
            near |= about - going
    return list(read_claims(described(store, near)))


def _about(claim: Claim, deal: str) -> set[Triple]:
    iri = deal_iri(deal)
    return {
        (claim_iri(claim.id), v.ABOUT, iri),
        (iri, v.TYPE, v.DEAL),
        (iri, v.TYPE, v.CLASS_OF[claim.type]),
    }


def _to_judge(store: Store, change: Change, claims: Set[str]) -> set[Triple]:
    """Return what the claims layer says, after a change, about some claims."""
    before = described(store, claims) - (change.removed - change.added)
    return before | {triple for triple in change.added if triple[1] != v.TEXT}


def _texts(store: Store, change: Change, claims: Iterable[Triple]) -> dict[str, str]:
    """Return the texts, after a change, of the documents that claims cite, by their IRIs."""
    cited = {str(document) for _, predicate, document in claims if predicate == v.IN_DOCUMENT}
    came = {subject: text for subject, predicate, text in change.added if predicate == v.TEXT}
    held = {
        document: text
        for document in cited
        for triple in store.triples(CLAIMS, document, v.TEXT)
        if triple not in change.removed
        for text in triple[2:]
    }
    return {
        document: text.value
        for document, text in (held | came).items()
        if document in cited and isinstance(text, Literal)
    }
