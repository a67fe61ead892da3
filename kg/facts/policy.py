"""Policies: the rules of ``ontology/rules/``, run in their order over the claims of some deals.

The rules see those deals alone, in a store of their own, so that what they cost depends on what is judged and not on what
is known. Policies share the rules and differ in what they listen to, which ``policies.ttl`` beside the rules says.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from kg.errors import UsageError
from kg.facts.notes import RULE, comparisons, identities, rejections, replacements, retellings, speakers
from kg.facts.reasons import reason
from kg.model import Assessment, Verdict
from kg.namespaces import CLAIMS, RDFS, SKOS, TP, name_of, policy_iri
from kg.rdf import Nodes
from kg.resources import resource
from kg.store import Change, Store, read_turtle

if TYPE_CHECKING:
    from collections.abc import Mapping, Set

    from kg.companies import Companies
    from kg.rdf import Triple

DEFAULT = "default"
_LISTENING = ("01-parties", "02-admitted", "03-eligible", "04-options")
_WEIGHING = (
    "05-told", "06-standing", "07-rivals", "08-contested", "09-chosen", "10-ineligible", "11-disputed", "12-outranked",
    "13-accepted",
)  # fmt: skip
_FACTS = ("14-facts", "15-copies")
_ASKED = (f"{RDFS}subPropertyOf", f"{TP}rank")


class Ruling(NamedTuple):
    """What a policy makes of some deals: a verdict on each of their claims, and the facts, direct ties apart."""

    policy: str
    assessments: list[Assessment]
    facts: set[Triple]


def policies() -> dict[str, str]:
    """Return what each policy listens to, by its name.

    Examples
    --------
    >>> sorted(policies())
    ['default', 'strict']
    """
    told = (triple for triple in _policies() if triple[1] == f"{RDFS}comment")
    return {name_of(subject): getattr(comment, "value", "") for subject, _, comment in told}


def judged(
    claims: Set[Triple], companies: Companies, texts: Mapping[str, str], policy: str = DEFAULT
) -> Ruling:
    """Run a policy.

    Parameters
    ----------
    claims
        The claims layer's triples about every claim of the deals in question: the claims with their values and parties,
        and grade, publisher and date of their documents.
    companies
        The registry, by which divisions count as their owner, with the judgements it follows: a claim that one of them
        rejects counts for nothing.
    texts
        The texts of their documents, by IRI, as far as they are held.
    policy
        Its name.

    Raises
    ------
    UsageError
        There is no such policy.

    Notes
    -----
    The same input gives the same ruling, whatever else the graph holds.
    """
    told = Nodes(claims)
    notes = {*_policy(policy), *speakers(), *identities(claims, companies), *retellings(told, claims, texts)}
    notes |= set(rejections(claims, companies))
    with _scratch(claims | notes) as scratch:
        for rule in _LISTENING:
            options = _applied(scratch, rule)
            notes |= options
        compared = set(comparisons(told, options))
        compared |= set(replacements(Nodes(claims | notes | compared)))
        scratch.change({CLAIMS: Change(set(), compared)})
        notes |= compared
        for rule in _WEIGHING:
            notes |= _applied(scratch, rule)
        facts = {triple for rule in _FACTS for triple in _applied(scratch, rule)}
    nodes = Nodes(claims | notes)
    verdicts = sorted(subject for subject, predicate, _ in notes if predicate == f"{RULE}verdict")
    assessments = []
    for claim in verdicts:
        verdict = nodes.at(claim).concept(f"{RULE}verdict", Verdict)
        told_why = reason(nodes, claim, verdict, f"{policy} policy {policies()[policy]}")
        assessments.append(Assessment(claim=name_of(claim), verdict=verdict, reason=told_why))
    return Ruling(policy, assessments, facts)


@cache
def _policies() -> frozenset[Triple]:
    return frozenset(read_turtle(resource("ontology/rules/policies.ttl").read_text("utf-8")))


def _policy(name: str) -> set[Triple]:
    """Return what a policy listens to, said of ``rule:policy``."""
    if name not in policies():
        raise UsageError(f"unknown policy {name!r}; choose one of {', '.join(sorted(policies()))}")
    iri = policy_iri(name)
    return {
        (f"{RULE}policy", predicate, grade) for subject, predicate, grade in _policies() if subject == iri
    }


def ties(facts: Set[Triple]) -> set[Triple]:
    """Return the direct ties that follow from facts about deals."""
    with _scratch(facts) as scratch:
        return _applied(scratch, "16-ties")


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
