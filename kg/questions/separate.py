"""Ways apart from one company to another, for the questions that count and cut them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from kg.errors import UsageError
from kg.questions.answer import Phrase, Sentence
from kg.questions.asking import company_node
from kg.questions.dependency_paths import check_ends
from kg.questions.missing_path import why_none
from kg.questions.scope import Asked, Scope, asked
from kg.questions.words import listed

if TYPE_CHECKING:
    import networkx as nx

    from kg.graph.flow import Flow

Kind = Literal["companies", "deals"]
"""What paths share or not."""
NO_LIMIT = 40
"""Hops that are searched where the answer has no limit of its own, to say why there is no path."""


def ways_apart(
    network: nx.MultiDiGraph[str], start: str, goal: str, of: Kind, scope: Scope
) -> tuple[Asked, tuple[str, str], Flow | None]:
    """Return what is asked, its two ends, and the ways between them; no ways where the network lacks an end."""
    from kg.graph.flow import flow

    if of not in {"companies", "deals"}:
        raise UsageError(f"of {of!r}: choose companies or deals")
    question = asked(network, **scope)
    ends = company_node(question.graph, start), company_node(question.graph, goal)
    check_ends(*ends)
    index = question.supplies
    if not all(name in index.number for name in ends):
        return question, ends, None
    capacity = None if of == "companies" else question.graph.counts(index, question.graph.supply(question.on))
    return question, ends, flow(index, index.number[ends[0]], index.number[ends[1]], capacity)


def what_cuts(
    question: Asked, ends: tuple[str, str], found: Flow | None, of: Kind
) -> tuple[tuple[Sentence, ...], tuple[Sentence, ...]]:
    """Return what would cut all ways, or why there is none, as notes and gaps."""
    if found is None or not found.paths:
        return why_none(question.graph, *ends, NO_LIMIT, question.on)
    names = question.supplies.names
    if found.cut is None:
        direct = f"{ends[0]} deals with {ends[1]} directly, so no company between them cuts it off."
        return ((Phrase(direct),),), ()
    parts = [str(names[u]) if u == v else f"{names[u]} → {names[v]}" for u, v in found.cut]
    what = "company" if of == "companies" and len(parts) == 1 else of if of == "companies" else "the deals of"
    return ((Phrase(f"All of them pass through {what} {listed(parts)}, whose loss would cut them."),),), ()
