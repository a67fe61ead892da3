"""What a store tells of its deals, read property by property: enough for ties and columns, and no record is made.

Values are named by their content (``kg/rdf/values.py``), so that an amount or a date is read off its IRI, and two claims agree
where they name one node.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from kg.model import ROLES, ClaimType, Grade, Product, Status
from kg.namespaces import CLAIMS, FACTS, concept_iri, name_of
from kg.rdf import vocabulary as v
from kg.rdf.values import amount_named

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.store import Store
    from kg.values import Money

DOUBT = (Status.ANNOUNCED, Status.REPORTED, Status.PLANNED, Status.RUMORED, Status.TERMINATED, Status.DENIED)
"""How far a source vouches for a tie, the firmest first."""
_name = lru_cache(maxsize=65_536)(name_of)  # companies and dates come again and again
_TYPE_OF = {class_: ClaimType(type_) for type_, class_ in v.CLASS_OF.items()}
_STATUS_OF = {concept_iri(each): each for each in Status}
_PRODUCT_OF = {concept_iri(each): each for each in Product}
_GRADE_OF = {concept_iri(each): place for place, each in enumerate(Grade)}
_DATED = ("signed", "start", "end", "duration")
_SLOTS = {"status": v.STATUS, **{slot: v.SLOT_OF[slot] for slot in ("name", "product", "amount", *_DATED)}}


class Told(NamedTuple):
    """A deal as far as its ties and columns need it; the fields are those of :class:`~kg.model.Deal`, claims by their IRIs."""

    id: str
    type: ClaimType
    roles: dict[str, list[str]]
    status: Status
    accepted: bool
    claims: tuple[str, ...]
    name: str | None
    product: Product | None
    amount: Money | None
    signed: str | None
    start: str | None
    end: str | None
    duration: str | None


class Sources(NamedTuple):
    """What a store tells of claims and their documents, by IRI; a grade is its place among :class:`~kg.model.Grade`."""

    document: dict[str, str]
    status: dict[str, Status]
    quoted: set[str]
    grade: dict[str, int]
    published: dict[str, str]


def sources(store: Store) -> Sources:
    """Return the document, status and evidence of claims, and the grade and date of documents; linear in the claims."""
    return Sources(
        dict(store.pairs(CLAIMS, v.IN_DOCUMENT)),
        {claim: _STATUS_OF[status] for claim, status in store.pairs(CLAIMS, v.STATUS)},
        {claim for claim, _ in store.pairs(CLAIMS, v.EVIDENCE)},
        {document: _GRADE_OF[grade] for document, grade in store.pairs(CLAIMS, v.GRADE)},
        {document: _name(date) for document, date in store.pairs(CLAIMS, v.PUBLISHED)},
    )


def told(store: Store) -> Iterator[Told]:
    """Iterate over every deal of a store as :func:`kg.facts.deals` tells it, by id.

    Notes
    -----
    Linear in the facts, and in the claims about deals that are no facts.
    """
    members: dict[str, list[str]] = {}
    for claim, deal in store.pairs(CLAIMS, v.ABOUT):
        members.setdefault(deal, []).append(claim)
    based = {deal for deal, _ in store.pairs(FACTS, v.BASED_ON)}
    facts = _facts(store)
    for id_, deal in sorted((name_of(deal), deal) for deal in members):
        claims = tuple(sorted(members[deal]))
        if deal in based:
            yield _told(id_, deal, claims, facts, accepted=True)
        else:
            yield _told(id_, deal, claims, _agreed(store, deal, claims), accepted=False)


class _Values(NamedTuple):
    """The type of deals, who has which role in them, and the value of each slot, by deal."""

    type: dict[str, ClaimType]
    roles: dict[str, dict[str, list[str]]]
    slots: dict[str, dict[str, str]]


def _facts(store: Store) -> _Values:
    types = {deal: _TYPE_OF[class_] for deal, class_ in store.pairs(FACTS, v.TYPE) if class_ in _TYPE_OF}
    roles: dict[str, dict[str, list[str]]] = {role: {} for role in v.ROLE_OF}
    for role, predicate in v.ROLE_OF.items():
        for deal, party in store.pairs(FACTS, predicate):
            roles[role].setdefault(deal, []).append(_name(party))
    return _Values(
        types, roles, {slot: dict(store.pairs(FACTS, predicate)) for slot, predicate in _SLOTS.items()}
    )


def _agreed(store: Store, deal: str, claims: Iterable[str]) -> _Values:
    """Return what claims about one deal agree on: of each slot the only value, every party, the least doubtful status."""
    values: dict[str, set[str]] = {}
    for claim in claims:
        for predicate, value in store.values(CLAIMS, claim):
            values.setdefault(predicate, set()).add(value)
    firmest = min(values.pop(v.STATUS), key=lambda status: DOUBT.index(_STATUS_OF[status]))
    slots = {slot: {deal: min(values[iri])} for slot, iri in _SLOTS.items() if len(values.get(iri, ())) == 1}
    return _Values(
        {deal: next(_TYPE_OF[class_] for class_ in values[v.TYPE] if class_ in _TYPE_OF)},
        {role: {deal: list(map(_name, values.get(iri, ())))} for role, iri in v.ROLE_OF.items()},
        {**{slot: {} for slot in _SLOTS}, **slots, "status": {deal: firmest}},
    )


def _told(id_: str, deal: str, claims: tuple[str, ...], values: _Values, *, accepted: bool) -> Told:
    type_, slots = values.type[deal], values.slots
    product, amount = slots["product"].get(deal), slots["amount"].get(deal)
    return Told(
        id_,
        type_,
        {role: sorted(values.roles[role].get(deal, ())) for role in ROLES[type_]},
        _STATUS_OF[slots["status"][deal]],
        accepted,
        claims,
        slots["name"].get(deal),
        _PRODUCT_OF[product] if product else None,
        amount_named(amount) if amount else None,
        *(_name(date) if (date := slots[slot].get(deal)) else None for slot in _DATED),
    )
