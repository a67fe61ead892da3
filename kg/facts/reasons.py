"""Why a claim got its verdict, in one sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model import Grade, Verdict
from kg.namespaces import BASE, ID, KIND, name_of
from kg.rdf import Literal
from kg.rdf import vocabulary as v

if TYPE_CHECKING:
    from kg.rdf import Nodes, Term
    from kg.rdf.nodes import Node

RULE = f"{BASE}rule#"
_SLOTS = {predicate: slot.replace("_", " ") for slot, predicate in v.SLOT_OF.items()}
_GRADES = ["", *(grade.value.replace("-", " ") for grade in reversed(Grade))]
_VERIFIED = 10
_SOURCES = 1_000_000


def reason(nodes: Nodes, claim: str, verdict: Verdict) -> str:
    """Return the reason that the notes of the rules give.

    Parameters
    ----------
    nodes
        The claims judged, and the notes that the rules made.
    claim
        The claim's IRI.
    verdict
        The verdict on it.
    """
    node = nodes.at(claim)
    if verdict is Verdict.ACCEPTED:
        return "Nothing equally or better supported says otherwise."
    if verdict is Verdict.INELIGIBLE:
        return f"The source tells it as {name_of(node.need(v.STATUS)).rpartition('#')[2]}, which is no fact."
    against = sorted((nodes.at(term) for term in node.all(f"{RULE}against")), key=lambda other: other.iri)
    statements = [other for other in against if other.all(v.ABOUT)]
    if statements and verdict is Verdict.DISPUTED:
        return f"{_deniers(statements)} it."
    told = [_compared(nodes, node, option) for option in against if not option.all(v.ABOUT)]
    if statements:
        told.append(f"a later document tells that it goes on ({name_of(statements[0].need(v.IN_DOCUMENT))})")
    sentence = "; ".join(sorted(told))
    return f"{sentence[:1].upper()}{sentence[1:]}."


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
    why = _why(int(own.need(f"{RULE}standing")), int(other.need(f"{RULE}standing")))
    return f"{_SLOTS[slot]} {mine}, where {why} {theirs}"


def _why(own: int, other: int) -> str:
    """Say what puts one standing above another; ``2-standing.rq`` composes them."""
    weight, sources = divmod(own, _SOURCES)
    better_weight, more_sources = divmod(other, _SOURCES)
    if own == other:
        return "an equally supported claim says"
    if (weight >= _VERIFIED) != (better_weight >= _VERIFIED):
        return "a claim with a verified quote says"
    if weight != better_weight:
        grades = (_GRADES[each % _VERIFIED] for each in (better_weight, weight))
        return "a document of higher grade ({} over {}) says".format(*grades)
    return f"{more_sources} independent sources, against {sources}, say"


def _in_words(value: Term | None) -> str:
    """Return a slot's value as its IRI spells it: a date, ``USD at most 300,000,000,000``, ``data centre``."""
    if value is None or isinstance(value, Literal):
        return "" if value is None else value.value
    parts = value.removeprefix(KIND).replace("-", " ") if value.startswith(KIND) else ""
    if parts:
        return parts
    kind, *rest = value.removeprefix(ID).split("/")
    if kind in ("date", "duration"):
        return name_of(value)
    return " ".join(f"{int(part):,}" if part.isdigit() else part.replace("-", " ") for part in rest)
