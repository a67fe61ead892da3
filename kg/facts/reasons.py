"""Why a claim got its verdict, in one sentence."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from kg.facts.notes import RULE
from kg.model import Grade, Status, Verdict
from kg.namespaces import ID, KIND, name_of
from kg.rdf import Literal
from kg.rdf import vocabulary as v

if TYPE_CHECKING:
    from kg.rdf import Nodes, Term
    from kg.rdf.nodes import Node

_SLOTS = {predicate: slot.replace("_", " ") for slot, predicate in v.SLOT_OF.items()}
_GRADES = ["", *(grade.value.replace("-", " ") for grade in reversed(Grade))]
_GRADE = 10
_SOURCES = 1_000_000
_LISTED = 3
"""The most values that a reason names."""


def reason(nodes: Nodes, claim: str, verdict: Verdict, policy: str) -> str:
    """Return the reason that the notes of the rules give.

    Parameters
    ----------
    nodes
        The claims judged, and the notes that the rules made.
    claim
        The claim's IRI.
    verdict
        The verdict on it.
    policy
        What the policy listens to, as the subject and verb of a sentence.
    """
    node = nodes.at(claim)
    if verdict is Verdict.ACCEPTED:
        return "Nothing equally or better supported says otherwise."
    if verdict is Verdict.INELIGIBLE:
        return _ineligible(nodes, node, policy)
    against = sorted((nodes.at(term) for term in node.all(f"{RULE}against")), key=lambda other: other.iri)
    statements = [other for other in against if other.all(v.ABOUT)]
    if statements and verdict is Verdict.DISPUTED:
        return f"{_deniers(statements)} it."
    options = [option for option in against if not option.all(v.ABOUT)]
    best = [option for option in options if not option.all(f"{RULE}beatenBy")] or options
    told = [_compared(nodes, node, option) for option in best[:_LISTED]]
    if len(best) > _LISTED:
        told.append(f"with {len(best) - _LISTED} values more against it")
    if statements:
        told.append(f"a later document tells that it goes on ({name_of(statements[0].need(v.IN_DOCUMENT))})")
    sentence = "; ".join(sorted(told))
    return f"{sentence[:1].upper()}{sentence[1:]}."


def _ineligible(nodes: Nodes, claim: Node, policy: str) -> str:
    if rejection := claim.text(f"{RULE}rejected"):
        return f"Rejected by {rejection.rstrip('.')}."
    if not claim.all(f"{RULE}admittedBy"):
        grade = name_of(nodes.at(claim.need(v.IN_DOCUMENT)).need(v.GRADE)).rpartition("#")[2]
        return (
            f"The {policy}; the grade of this document is {grade.removesuffix('-grade').replace('-', ' ')}."
        )
    status = name_of(claim.need(v.STATUS)).rpartition("#")[2]
    sentence = f"The source tells it as {status}, which is no fact"
    if status == Status.DENIED and claim.all(v.ATTRIBUTED_TO) and not claim.all(f"{RULE}byParty"):
        names = " and ".join(claim.names(v.ATTRIBUTED_TO))
        return f"{sentence}; {names}, no party to it, disputes nothing alone."
    return f"{sentence}."


def _deniers(denials: list[Node]) -> str:
    names = sorted({name for denial in denials for name in denial.names(v.ATTRIBUTED_TO)})
    if not names:
        return "A party denies"
    return f"{' and '.join(names)} {'denies' if len(names) == 1 else 'deny'}"


def _compared(nodes: Nodes, claim: Node, other: Node) -> str:
    """Say how the claim's value of a slot stands beside another value."""
    slot = other.need(f"{RULE}slot")
    options = map(nodes.at, claim.all(f"{RULE}with"))
    own = next(option for option in options if option.need(f"{RULE}slot") == slot)
    mine, theirs = (_in_words(option.one(f"{RULE}value")) for option in (own, other))
    if own.iri in claim.all(f"{RULE}replaced"):
        why = "its own source later says"
    else:
        why = _why(int(own.need(f"{RULE}standing")), int(other.need(f"{RULE}standing")))
    return f"{_SLOTS[slot]} {mine}, where {why} {theirs}"


def _why(own: int, other: int) -> str:
    """Say what puts one standing above another; ``06-standing.rq`` composes them."""
    weight, sources = divmod(own, _SOURCES)
    better_weight, more_sources = divmod(other, _SOURCES)
    if own == other:
        return "an equally supported claim says"
    if weight // _GRADE != better_weight // _GRADE:
        grades = (_GRADES[each // _GRADE] for each in (better_weight, weight))
        return "a document of higher grade ({} over {}) says".format(*grades)
    if weight != better_weight:
        return "a claim with a verified quote says"
    return f"{more_sources} independent sources, against {sources}, say"


_BOUNDS = {"exact": "", "about": "about ", "at-most": "up to ", "at-least": "at least "}


def _in_words(value: Term | None) -> str:
    """Return a slot's value as its IRI spells it: a date, ``up to USD 300,000,000,000``, ``data centre``."""
    if value is None or isinstance(value, Literal):
        return "" if value is None else value.value
    if value.startswith(KIND):
        return value.removeprefix(KIND).replace("-", " ")
    kind, *rest = value.removeprefix(ID).split("/")
    if kind in ("date", "duration"):
        return name_of(value)
    unit, bound, number, *yearly = rest
    figure = f"{Decimal(number):,f}"
    spelt = f"{unit} {figure}" if kind == "amount" else f"{figure} {unit.replace('-', ' ')}"
    return f"{_BOUNDS[bound]}{spelt}{' a year' if yearly else ''}"
