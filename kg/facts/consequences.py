"""What a ruling changes in the layers that follow from claims: decisions, and facts with their ties."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from kg.facts.policy import ties
from kg.namespaces import DECISIONS, FACTS, ID, assessment_iri, name_of
from kg.rdf import assessments_nquads
from kg.rdf import vocabulary as v
from kg.store import Change, read_nquads

if TYPE_CHECKING:
    from collections.abc import Iterable, Set

    from kg.facts.policy import Ruling
    from kg.rdf import Triple
    from kg.store import Store

_COMPANY = f"{ID}org/"
_DEAL = f"{ID}deal/"


def decided(store: Store, ruling: Ruling, claims: Iterable[str]) -> Change:
    """Return the change of the decisions layer that gives some claims, by their IRIs, their new verdicts."""
    verdicts = (assessment_iri(name_of(claim), ruling.policy) for claim in claims)
    removed = {triple for verdict in verdicts for triple in store.triples(DECISIONS, verdict)}
    return Change(removed, set(read_nquads(assessments_nquads(ruling.assessments, ruling.policy))))


def derived(store: Store, ruling: Ruling, deals: Set[str]) -> Change:
    """Return the change of the facts layer that gives some deals, by their IRIs, their new facts."""
    old = {triple for deal in deals for triple in store.triples(FACTS, deal)}
    new = {triple for triple in ruling.facts if triple[0] in deals}
    pairs = _pairs(old) | _pairs(new)
    shared = _shared(store, pairs) - deals
    around = {triple for deal in shared for triple in store.triples(FACTS, deal)}
    made = {
        (one, tie, other)
        for one, tie, other in ties(ruling.facts | around)
        if (other in deals if tie == v.PARTICIPATES_IN else frozenset({one, str(other)}) in pairs)
    }
    removed = old | _left(store, old, deals)
    removed |= {triple for deal in deals for triple in store.triples(FACTS, None, v.PARTICIPATES_IN, deal)}
    for one, other in pairs:
        removed |= {*store.triples(FACTS, one, None, other), *store.triples(FACTS, other, None, one)}
    return Change(removed, ruling.facts | made)


def _pairs(facts: Iterable[Triple]) -> set[frozenset[str]]:
    """Return the pairs of companies that deals involve."""
    parties: dict[str, set[str]] = {}
    for deal, _, party in facts:
        if isinstance(party, str) and party.startswith(_COMPANY):
            parties.setdefault(deal, set()).add(party)
    return {frozenset(pair) for names in parties.values() for pair in combinations(names, 2)}


def _shared(store: Store, pairs: Iterable[frozenset[str]]) -> set[str]:
    """Return the deals in the facts that involve both companies of some pair."""
    involved: dict[str, set[str]] = {}
    found: set[str] = set()
    for one, other in pairs:
        for company in (one, other):
            if company not in involved:
                involved[company] = {
                    str(deal) for _, _, deal in store.triples(FACTS, company, v.PARTICIPATES_IN)
                }
        found |= involved[one] & involved[other]
    return found


def _left(store: Store, old: Iterable[Triple], deals: Set[str]) -> set[Triple]:
    """Return the copies of names and values that no other deal in the facts uses."""
    # the whole that a deal is a part of is no copy, but a deal of its own
    nodes = {node for _, _, node in old if isinstance(node, str) and not node.startswith(_DEAL)}
    found: set[Triple] = set()
    for node in nodes:
        users = (subject for subject, _, _ in store.triples(FACTS, object_=node))
        if all(user in deals or not user.startswith(_DEAL) for user in users):
            found.update(store.triples(FACTS, node))
    return found
