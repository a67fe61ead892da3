"""Where sources tell a deal differently: slot by slot, with what the policy makes of it and why."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from itertools import combinations
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.comparing import Relation, compare
from kg.facts.deals import deals
from kg.model import ROLES, ClaimType, Status
from kg.resolve import folded
from kg.values import days

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

    from kg.model import Assessment, Claim, Deal, Document, Verdict
    from kg.store import Store

_SLOTS = ("product", "amount", "capacity", "stake_percent", "signed", "start", "end", "duration")
_TOLD_AS_FACT = frozenset({Status.ANNOUNCED, Status.REPORTED})
_APART = frozenset({ClaimType.PROJECT, ClaimType.EXCLUSIVITY_ENDED, ClaimType.COMPETITION})
"""Types that stand beside a contract of the same companies without being another name for it."""


class Difference(StrEnum):
    """How the tellings of one slot differ, the gravest first."""

    CONTRADICTION = "contradiction"
    LATER = "later"
    NOT_COMPARABLE = "not comparable"
    PRECISION = "precision"


class Telling(NamedTuple):
    """One value of a slot, a claim that tells it with its document, and the policy's verdict on the claim."""

    value: Any
    claim: Claim
    document: Document
    verdict: Verdict
    reason: str


class Group(NamedTuple):
    """The tellings of one slot of one deal, or of several where it is their type or direction that differs.

    ``stands`` is the value that the policy takes, None where it takes none or where it has none to take.
    """

    deals: tuple[str, ...]
    slot: str
    difference: Difference
    tellings: tuple[Telling, ...]
    stands: Any

    @property
    def sentence(self) -> str:
        """What the difference comes to, in one sentence."""
        if len(self.deals) > 1:
            return f"One deal seems to be told as several that differ in {self.slot}; each stands until it is judged."
        if self.difference is Difference.PRECISION:
            return "The tellings agree; the most precise that is told as fact stands."
        if self.difference is Difference.NOT_COMPARABLE:
            return "The tellings measure different things, so neither speaks against the other."
        if self.stands is None:
            return (
                "Nothing stands: the tellings are equally supported, denied by a party, or told as no fact."
            )
        if self.difference is Difference.LATER:
            return "It changed, or was told otherwise later; what was told last stands."
        return "One stands, for it is better supported."


def differences(store: Store, of: Container[str] | None = None) -> Iterator[Group]:
    """Iterate over what sources tell differently, by deal.

    Parameters
    ----------
    store
        The store.
    of
        Ids of deals, for these alone.

    Notes
    -----
    Deals between the same companies that share a name or an amount and differ in type or direction are told as one
    difference. Linear in the claims, and quadratic in the claims of one deal and in the deals of the same companies.
    """
    claims = {claim.id: claim for claim in store.claims()}
    documents = {document.id: document for document in store.documents()}
    verdicts = {each.claim: each for each in store.assessments()}
    known = [deal for deal in deals(store) if of is None or deal.id in of]
    for deal in known:
        told = [claims[key] for key in deal.claims]
        for slot, difference in _of_deal(told, documents):
            values = [(getattr(claim, slot), claim) for claim in told if getattr(claim, slot) is not None]
            tellings = _tellings(values, documents, verdicts)
            stands = getattr(deal, slot) if deal.accepted else None
            yield Group((deal.id,), slot, difference, tellings, stands)
    for slot, pair in _told_twice(known):
        values = [(_shape(deal, slot), claims[key]) for deal in pair for key in deal.claims]
        tellings = _tellings(values, documents, verdicts)
        yield Group(tuple(deal.id for deal in pair), slot, Difference.CONTRADICTION, tellings, None)


def is_about(deal: Deal, name: str) -> bool:
    """Return whether a deal has a party of this name, or is called so."""
    return name in _parties(deal) or (deal.name is not None and folded(deal.name) == folded(name))


def _of_deal(told: Sequence[Claim], documents: Mapping[str, Document]) -> Iterator[tuple[str, Difference]]:
    for slot in _SLOTS:
        telling = [claim for claim in told if getattr(claim, slot) is not None]
        found = [
            kind for one, other in combinations(telling, 2) if (kind := _between(slot, one, other, documents))
        ]
        if found:
            yield slot, min(found, key=list(Difference).index)
    found = [kind for one, other in combinations(told, 2) if (kind := _statuses(one, other, documents))]
    if found:
        yield "status", min(found, key=list(Difference).index)


def _between(slot: str, one: Claim, other: Claim, documents: Mapping[str, Document]) -> Difference | None:
    relation = compare(slot, getattr(one, slot), getattr(other, slot))
    if relation is Relation.SAME:
        return None
    if relation is Relation.INCOMPARABLE:
        return Difference.NOT_COMPARABLE
    if relation is not Relation.CONFLICTS:
        return Difference.PRECISION
    first, last = (one, other) if _before(one, other, documents) else (other, one)
    replaced = _before(first, last, documents) and _sources(first, documents) <= _sources(last, documents)
    return Difference.LATER if replaced else Difference.CONTRADICTION


def _statuses(one: Claim, other: Claim, documents: Mapping[str, Document]) -> Difference | None:
    """Compare two statuses: an end that is dated, or told later, is a change; so is a plan that was not told last."""
    statuses = {one.status, other.status}
    if len(statuses) == 1 or statuses <= _TOLD_AS_FACT:
        return None
    if Status.DENIED in statuses:
        return Difference.CONTRADICTION
    if Status.TERMINATED in statuses:
        ended = one if one.status is Status.TERMINATED else other
        dated = ended.end is not None or _in_order(one, other, documents)
        return Difference.LATER if dated else Difference.CONTRADICTION
    plan, fact = (one, other) if other.status in _TOLD_AS_FACT else (other, one)
    since = fact.status in _TOLD_AS_FACT and not _before(fact, plan, documents)
    return Difference.LATER if since else None


def _sources(claim: Claim, documents: Mapping[str, Document]) -> set[str]:
    publisher = documents[claim.doc].publisher
    return set(claim.attributed_to) or {publisher or claim.doc}


def _in_order(one: Claim, other: Claim, documents: Mapping[str, Document]) -> bool:
    return _before(one, other, documents) or _before(other, one, documents)


def _before(one: Claim, other: Claim, documents: Mapping[str, Document]) -> bool:
    """Return whether a claim was surely published before another."""
    first, second = (documents[claim.doc].date for claim in (one, other))
    return first is not None and second is not None and days(first).last < days(second).first


def _tellings(
    values: Iterable[tuple[Any, Claim]],
    documents: Mapping[str, Document],
    verdicts: Mapping[str, Assessment],
) -> tuple[Telling, ...]:
    found = [
        Telling(value, claim, documents[claim.doc], verdicts[claim.id].verdict, verdicts[claim.id].reason)
        for value, claim in values
    ]
    counts = Counter(str(telling.value) for telling in found)
    order = list(type(found[0].verdict)) if found else []
    return tuple(
        sorted(
            found,
            key=lambda each: (
                order.index(each.verdict),
                -counts[str(each.value)],
                str(each.value),
                each.claim.id,
            ),
        )
    )


def _told_twice(known: Iterable[Deal]) -> Iterator[tuple[str, tuple[Deal, Deal]]]:
    """Find deals of the same companies that share a name or a sum of money and differ in type or direction."""
    by_parties: dict[frozenset[str], list[Deal]] = {}
    for deal in known:
        if deal.type not in _APART:
            by_parties.setdefault(_parties(deal), []).append(deal)
    for group in by_parties.values():
        for one, other in combinations(group, 2):
            slot = "type" if one.type is not other.type else "roles"
            if _shape(one, slot) != _shape(other, slot) and _alike(one, other):
                yield slot, (one, other)


def _alike(one: Deal, other: Deal) -> bool:
    if one.name and other.name and folded(one.name) == folded(other.name):
        return True
    if one.amount is None or other.amount is None:
        return False
    relation = compare("amount", one.amount, other.amount)
    return relation not in (Relation.CONFLICTS, Relation.INCOMPARABLE)


def _shape(deal: Deal, slot: str) -> Any:
    return deal.type.value if slot == "type" else tuple(deal.roles.get(role, ()) for role in ROLES[deal.type])


def _parties(deal: Deal) -> frozenset[str]:
    return frozenset(name for names in deal.roles.values() for name in names)
