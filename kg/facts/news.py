"""What a document adds to what others tell: news, confirmation, refinement or conflict, claim by claim."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from kg.facts.layers import described
from kg.namespaces import CLAIMS, claim_iri, document_iri, name_of
from kg.rdf import read_claims
from kg.rdf import vocabulary as v

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.model import Claim
    from kg.store import Store


class Kind(StrEnum):
    """How a claim stands to what other documents tell of its deal."""

    NEW = "new"
    CONFIRMS = "confirms"
    REFINES = "refines"
    CONFLICTS = "conflicts"


class News(NamedTuple):
    """How one claim stands to the rest: ``slots`` are those that it fills first, or fills otherwise than all others."""

    kind: Kind
    deal: str
    claim: Claim
    slots: tuple[str, ...] = ()


def news(store: Store, document: str) -> Iterator[News]:
    """Iterate over what a document of a store adds to the others, by claim.

    A claim is *new* if no other document tells of its deal; it *conflicts* if it gives a slot a value that differs from every
    one told elsewhere; it *refines* if it fills a slot that no other document fills; else it *confirms*.
    """
    iri = document_iri(document)
    own = {claim for claim, _, _ in store.triples(CLAIMS, predicate=v.IN_DOCUMENT, object_=iri)}
    for claim in read_claims(described(store, own)):
        for _, _, deal in store.triples(CLAIMS, claim_iri(claim.id), v.ABOUT):
            about = {other for other, _, _ in store.triples(CLAIMS, predicate=v.ABOUT, object_=str(deal))}
            others = list(read_claims(described(store, about - own)))
            yield News(*_compared(claim, others, name_of(str(deal))))


def _compared(claim: Claim, others: Sequence[Claim], deal: str) -> tuple[Kind, str, Claim, tuple[str, ...]]:
    if not others:
        return Kind.NEW, deal, claim, ()
    told = {slot: {getattr(other, slot) for other in others} - {None} for slot in v.SLOT_OF}
    filled = [slot for slot in v.SLOT_OF if getattr(claim, slot) is not None]
    conflicts = tuple(slot for slot in filled if told[slot] and getattr(claim, slot) not in told[slot])
    if conflicts:
        return Kind.CONFLICTS, deal, claim, conflicts
    first = tuple(slot for slot in filled if not told[slot])
    return (Kind.REFINES, deal, claim, first) if first else (Kind.CONFIRMS, deal, claim, ())
