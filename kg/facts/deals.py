"""Deals as records: what the policy accepted, and of the others what their claims agree on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.model import ROLES, Deal, Status
from kg.namespaces import CLAIMS, FACTS, deal_iri, name_of
from kg.rdf import Nodes, read_slots
from kg.rdf import vocabulary as v

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.model import Claim
    from kg.store import Store

_DOUBT = (Status.ANNOUNCED, Status.REPORTED, Status.PLANNED, Status.RUMORED, Status.TERMINATED, Status.DENIED)


def deals(store: Store) -> Iterator[Deal]:
    """Iterate over every deal of a store, by id.

    A deal of the facts has the slots that the policy accepted. Any other has, in each slot, the value that its claims tell if
    they tell one alone, and the least doubtful status they tell.

    Notes
    -----
    Linear in the claims and facts of the store.
    """
    claims = {claim.id: claim for claim in store.claims()}
    members: dict[str, list[str]] = {}
    for claim, _, deal in store.triples(CLAIMS, predicate=v.ABOUT):
        members.setdefault(name_of(str(deal)), []).append(name_of(claim))
    nodes = Nodes(store.triples(FACTS))
    for id_, ids in sorted(members.items()):
        yield _deal(id_, [claims[key] for key in sorted(ids)], nodes)


def deal(store: Store, id_: str, claims: Sequence[Claim]) -> Deal:
    """Return one deal of a store, by its id and all claims about it, as :func:`deals` tells it; what others cost is not spent."""
    facts = list(store.triples(FACTS, deal_iri(id_)))
    values = {node for _, _, node in facts if isinstance(node, str)}
    described = (triple for node in values for triple in store.triples(FACTS, node))
    return _deal(id_, sorted(claims, key=lambda claim: claim.id), Nodes([*facts, *described]))


def _deal(id_: str, claims: Sequence[Claim], nodes: Nodes) -> Deal:
    node = nodes.at(deal_iri(id_))
    accepted = bool(node.all(v.BASED_ON))
    slots = read_slots(nodes, node) if accepted else _told(claims)
    whole = node.text(v.PART_OF)
    part_of = None if whole is None else name_of(whole)
    ids = tuple(claim.id for claim in claims)
    return Deal(id=id_, **slots, accepted=accepted, claims=ids, part_of=part_of)


def _told(claims: Sequence[Claim]) -> dict[str, Any]:
    type_ = claims[0].type
    roles = {
        role: sorted({name for claim in claims for name in claim.roles.get(role, ())})
        for role in ROLES[type_]
    }
    slots: dict[str, Any] = {}
    for slot in v.SLOT_OF:
        values = {getattr(claim, slot) for claim in claims} - {None}
        slots[slot] = values.pop() if len(values) == 1 else None
    status = min((claim.status for claim in claims), key=_DOUBT.index)
    return {
        **slots,
        "type": type_,
        "roles": {role: tuple(names) for role, names in roles.items() if names},
        "status": status,
    }
