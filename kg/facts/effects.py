"""Which answers change when a document goes, told before it is done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from kg.facts.recording import changes
from kg.namespaces import CLAIMS, FACTS, ID, name_of
from kg.rdf import Nodes, read_slots
from kg.rdf import vocabulary as v

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.companies import Companies
    from kg.rdf.nodes import Node
    from kg.store import Change, Store

_DEAL = f"{ID}deal/"


class Effect(NamedTuple):
    """A part of a deal's facts that changes: ``slot`` is a field of :class:`~kg.model.Deal`, or ``fact`` for all of it."""

    deal: str
    slot: str
    before: Any
    after: Any


def effects_of_removing(store: Store, document: str, companies: Companies) -> Iterator[Effect]:
    """Iterate over what the facts lose or change if a document is removed, by deal; the store is left as it is.

    Notes
    -----
    A deal that is no fact any more has one effect, ``fact``. Linear in the facts.
    """
    planned = changes(store, [], companies, without=[document])
    change = planned[FACTS]
    facts = set(store.triples(FACTS))
    removed, added = change.removed - change.added, change.added - change.removed
    before, after = Nodes(facts), Nodes((facts - removed) | added)
    renamed = _renamed(store, planned[CLAIMS])
    touched = {subject for subject, _, _ in removed | added if subject.startswith(_DEAL)}
    for deal in sorted(touched):
        old = before.at(deal)
        if _is_fact(old):
            yield from _effects(name_of(deal), before, old, after, after.at(renamed.get(deal, "")))


def _effects(deal: str, before: Nodes, old: Node, after: Nodes, new: Node) -> Iterator[Effect]:
    if not _is_fact(new):
        yield Effect(deal, "fact", True, False)
        return
    was, becomes = read_slots(before, old), read_slots(after, new)
    for slot, value in was.items():
        if value != becomes[slot]:
            yield Effect(deal, slot, value, becomes[slot])


def _is_fact(deal: Node) -> bool:
    return bool(deal.all(v.BASED_ON))


def _renamed(store: Store, change: Change) -> dict[str, str]:
    """Return which deal the claims that stay of each deal are about after a change of the claims layer."""
    about = set(store.triples(CLAIMS, predicate=v.ABOUT))
    after = {claim: str(deal) for claim, predicate, deal in change.added if predicate == v.ABOUT}
    stay = {claim: str(deal) for claim, _, deal in about - change.removed} | after
    return {str(deal): stay[claim] for claim, _, deal in sorted(about, key=str) if claim in stay}
