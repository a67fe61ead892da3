"""The default policy: the rules of ``ontology/rules/``, run in their order over the claims of some deals.

The rules see those deals alone, in a store of their own, so that what they cost depends on what is judged and not on what
is known.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from kg.facts.reasons import RULE, reason
from kg.model import Assessment, Verdict
from kg.namespaces import CLAIMS, RDFS, SKOS, TP, name_of
from kg.rdf import Nodes
from kg.resources import resource
from kg.store import Change, Store, read_turtle

if TYPE_CHECKING:
    from collections.abc import Set

    from kg.rdf import Triple

NAME = "default"
_VERDICTS = (
    "1-eligible", "2-standing", "3-best", "4-ineligible", "5-disputed", "6-outranked", "7-accepted",
)  # fmt: skip
_ASKED = (f"{RDFS}subPropertyOf", f"{TP}rank")


class Judgement(NamedTuple):
    """What the policy makes of some deals: a verdict on each of their claims, and the facts, direct ties apart."""

    assessments: list[Assessment]
    facts: set[Triple]


def judged(claims: Set[Triple]) -> Judgement:
    """Run the policy.

    Parameters
    ----------
    claims
        The claims layer's triples about every claim of the deals in question: the claims with their values and parties,
        and grade, publisher and date of their documents.

    Notes
    -----
    The same triples give the same judgement, whatever else the graph holds.
    """
    notes: set[Triple] = set()
    with _scratch(claims) as scratch:
        for rule in _VERDICTS:
            notes |= _applied(scratch, rule)
        facts = _applied(scratch, "8-facts") | _applied(scratch, "9-copies")
    nodes = Nodes(claims | notes)
    verdicts = sorted(subject for subject, predicate, _ in notes if predicate == f"{RULE}verdict")
    assessments = []
    for claim in verdicts:
        verdict = nodes.at(claim).concept(f"{RULE}verdict", Verdict)
        assessments.append(
            Assessment(claim=name_of(claim), verdict=verdict, reason=reason(nodes, claim, verdict))
        )
    return Judgement(assessments, facts)


def ties(facts: Set[Triple]) -> set[Triple]:
    """Return the direct ties that follow from facts about deals."""
    with _scratch(facts) as scratch:
        return _applied(scratch, "10-ties")


def _applied(scratch: Store, rule: str) -> set[Triple]:
    """Return what a rule makes, which the next ones see."""
    made = set(scratch.construct(_rule(rule)))
    scratch.change({CLAIMS: Change(set(), made)})
    return made


def _scratch(triples: Set[Triple]) -> Store:
    """Return a store in memory that holds triples and the ontology, merged in one layer."""
    store = Store.memory()
    store.change({CLAIMS: Change(set(), triples | _ontology())})
    return store


@cache
def _rule(name: str) -> str:
    return resource(f"ontology/rules/{name}.rq").read_text("utf-8")


@cache
def _ontology() -> frozenset[Triple]:
    """Return the ontology as far as the rules ask it: which properties are roles, and the ranks of grades."""
    files = (resource(f"ontology/{name}.ttl").read_text("utf-8") for name in ("partnerships", "kinds"))
    triples = (triple for text in files for triple in read_turtle(text))
    return frozenset(triple for triple in triples if _asked(triple))


def _asked(triple: Triple) -> bool:
    subject, predicate, object_ = triple
    return not subject.startswith("_:") and (predicate in _ASKED or object_ == f"{SKOS}Concept")
