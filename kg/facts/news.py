"""What a document adds to what others tell: news, confirmation, refinement, conflict or repetition, claim by claim."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from kg.comparing import Relation, compare
from kg.facts.copies import originals
from kg.facts.layers import described
from kg.namespaces import CLAIMS, claim_iri, document_iri, name_of
from kg.rdf import Literal, read_claims
from kg.rdf import vocabulary as v

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.model import Claim
    from kg.store import Store


class Kind(StrEnum):
    """How a claim stands to what other documents tell of its deal."""

    NEW = "new"
    CONFIRMS = "confirms"
    REFINES = "refines"
    CONFLICTS = "conflicts"
    REPEATS = "repeats"


class News(NamedTuple):
    """How one claim stands to the rest: ``slots`` are those that conflict, or that it fills first or more precisely."""

    kind: Kind
    deal: str
    claim: Claim
    slots: tuple[str, ...] = ()


def news(store: Store, document: str, besides: Iterable[str] = ()) -> Iterator[News]:
    """Iterate over what a document of a store adds to the others, but those named besides, by claim.

    A claim is *new* if no other document tells of its deal; it *conflicts* if it gives a slot a value that conflicts with
    every one told elsewhere; it *refines* if it fills a slot that no other document fills, or more precisely than any; it
    *repeats* if one of its sources, or a copy of its text, told as much already; else it *confirms*.
    """
    own = _claims(store, document)
    unheard = own.union(*(_claims(store, other) for other in besides))
    for claim in read_claims(described(store, own)):
        for _, _, deal in store.triples(CLAIMS, claim_iri(claim.id), v.ABOUT):
            about = {other for other, _, _ in store.triples(CLAIMS, predicate=v.ABOUT, object_=str(deal))}
            others = list(read_claims(described(store, about - unheard)))
            kind, slots = _compared(claim, others)
            if kind is Kind.CONFIRMS and any(_same_source(store, claim, other) for other in others):
                kind = Kind.REPEATS
            yield News(kind, name_of(str(deal)), claim, slots)


def _claims(store: Store, document: str) -> set[str]:
    told = store.triples(CLAIMS, predicate=v.IN_DOCUMENT, object_=document_iri(document))
    return {claim for claim, _, _ in told}


def _compared(claim: Claim, others: Sequence[Claim]) -> tuple[Kind, tuple[str, ...]]:
    if not others:
        return Kind.NEW, ()
    filled = [slot for slot in v.SLOT_OF if slot != "name" and getattr(claim, slot) is not None]
    stands = {
        slot: {
            compare(slot, getattr(claim, slot), getattr(other, slot))
            for other in others
            if getattr(other, slot) is not None
        }
        for slot in filled
    }
    conflicts = tuple(slot for slot in filled if stands[slot] == {Relation.CONFLICTS})
    if conflicts:
        return Kind.CONFLICTS, conflicts
    finer = tuple(slot for slot in filled if stands[slot] <= {Relation.REFINES, Relation.INCOMPARABLE})
    return (Kind.REFINES, finer) if finer else (Kind.CONFIRMS, ())


def _same_source(store: Store, claim: Claim, other: Claim) -> bool:
    if _sources(store, claim) & _sources(store, other):
        return True
    texts = {doc: _text(store, doc) for doc in (claim.doc, other.doc)}
    return all(texts.values()) and bool(originals(texts, {}))


def _sources(store: Store, claim: Claim) -> set[str]:
    publishers = store.triples(CLAIMS, document_iri(claim.doc), v.PUBLISHER)
    return set(claim.attributed_to) or {name_of(str(name)) for _, _, name in publishers}


def _text(store: Store, document: str) -> str:
    texts = (text for _, _, text in store.triples(CLAIMS, document_iri(document), v.TEXT))
    return next((text.value for text in texts if isinstance(text, Literal)), "")
