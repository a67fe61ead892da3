"""How many paths of supply share nothing, and what would cut them all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from kg.errors import UsageError
from kg.questions.answer import Answer, Phrase, Row, Sentence
from kg.questions.asking import company_node, silence
from kg.questions.chain import Hop, Hops
from kg.questions.dependency_paths import Path, check_ends, path_of
from kg.questions.missing_path import why_none
from kg.questions.scope import Asked, Scope, asked
from kg.questions.words import listed

if TYPE_CHECKING:
    from typing import Unpack

    import networkx as nx

    from kg.graph.flow import Flow

    Kind = Literal["companies", "deals"]

NO_LIMIT = 40
"""Hops that are searched where the answer has no limit of its own, to say why there is no path."""


@dataclass(frozen=True)
class Cut(Row):
    """One of the fewest companies, or hops, whose loss cuts every path; for a company, both ends are that company."""

    customer: str
    provider: str
    hop: Hop | None

    def sentence(self) -> Sentence:
        """Return what is cut in plain English."""
        if self.hop is None:
            return (Phrase(f"{self.customer} would cut them, with the others named here."),)
        return Phrase(f"{self.customer} → {self.provider}", self.hop.claims), Phrase(
            " would cut them, with the others named here."
        )

    def cells(self) -> dict[str, str]:
        """Return what is cut for a table."""
        deals = str(len(self.hop.deals)) if self.hop else ""
        return {"cut": self.customer if self.hop is None else str(self.hop), "deals": deals}


def disjoint_paths(
    network: nx.MultiDiGraph[str], start: str, goal: str, *, of: Kind = "companies", **scope: Unpack[Scope]
) -> Answer[Path]:
    """Return as many paths of supply between two companies as can be that share no company, or no deal.

    Parameters
    ----------
    network
        As :func:`kg.network.deal_network` returns it.
    start, goal
        Names or aliases of two different companies; ``start`` is the one that depends.
    of
        ``companies``: the paths share no company but their ends. ``deals``: they share no deal; parallel deals carry
        a path each.
    scope
        What the question is narrowed to; see :class:`~kg.questions.scope.Scope`.

    Returns
    -------
    Answer of Path
        The shortest first; the notes name what would cut them all.

    Raises
    ------
    UnknownCompany
        Neither the network nor the registry knows a company.
    UsageError
        ``start`` and ``goal`` are one company, ``of`` is neither, or the scope is wrong.

    Notes
    -----
    Maximum flow by Edmonds and Karp; O(f · m) for f paths. By Menger's theorem there are as many as the cut has parts.

    Examples
    --------
    >>> from kg.questions.sample import sample_network
    >>> network = sample_network("A uses B", "A uses C", "B uses D", "C uses D", "D uses E")
    >>> len(disjoint_paths(network, "A", "D")), len(disjoint_paths(network, "A", "E"))
    (2, 1)
    """
    question, ends, found = _flow(network, start, goal, of, scope)
    hops = Hops(question)
    names = question.supplies.named
    import numpy as np

    rows = [path_of(hops.along(names(np.array(path)))) for path in found.paths] if found else []
    notes, gaps = _notes(question, ends, found, of)
    apart = "company" if of == "companies" else "deal"
    return Answer(
        question=f"How many paths from {ends[0]} to {ends[1]} share no {apart}{question.words}?",
        rows=tuple(rows),
        sources=question.sources,
        notes=notes,
        gaps=(*silence(question.graph, *ends), *gaps),
    )


def minimum_cut(
    network: nx.MultiDiGraph[str], start: str, goal: str, *, of: Kind = "companies", **scope: Unpack[Scope]
) -> Answer[Cut]:
    """Return the fewest companies, or hops, whose loss cuts one company off from another.

    Parameters
    ----------
    network, start, goal, scope
        As for :func:`disjoint_paths`.
    of
        ``companies`` between the two, or ``deals``: then the hops are named whose deals are together the fewest.

    Returns
    -------
    Answer of Cut
        By name. Where several cuts are as small, the one nearest to ``start``. None where the two deal directly and
        companies are asked for: the notes say so.

    Raises
    ------
    UnknownCompany, UsageError
        As for :func:`disjoint_paths`.

    Notes
    -----
    O(f · m) for f parts.

    Examples
    --------
    >>> from kg.questions.sample import sample_network
    >>> network = sample_network("A uses B", "A uses C", "B uses D", "C uses D", "D uses E")
    >>> [row.customer for row in minimum_cut(network, "A", "E")]
    ['D']
    """
    question, ends, found = _flow(network, start, goal, of, scope)
    hops, names = Hops(question), question.supplies.names
    cut = [(str(names[u]), str(names[v])) for u, v in found.cut or ()] if found else []
    rows = tuple(Cut(u, v, None if u == v else hops(u, v)[0]) for u, v in cut)
    notes, gaps = _notes(question, ends, found, of)
    return Answer(
        question=f"Which {of}, the fewest, would cut {ends[0]} off from {ends[1]}{question.words}?",
        rows=rows,
        sources=question.sources,
        notes=() if rows else notes,
        gaps=(*silence(question.graph, *ends), *gaps),
    )


def _flow(
    network: nx.MultiDiGraph[str], start: str, goal: str, of: Kind, scope: Scope
) -> tuple[Asked, tuple[str, str], Flow | None]:
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


def _notes(
    question: Asked, ends: tuple[str, str], found: Flow | None, of: Kind
) -> tuple[tuple[Sentence, ...], tuple[Sentence, ...]]:
    if found is None or not found.paths:
        return why_none(question.graph, *ends, NO_LIMIT, question.on)
    names = question.supplies.names
    if found.cut is None:
        direct = f"{ends[0]} deals with {ends[1]} directly, so no company between them cuts it off."
        return ((Phrase(direct),),), ()
    parts = [str(names[u]) if u == v else f"{names[u]} → {names[v]}" for u, v in found.cut]
    what = "company" if of == "companies" and len(parts) == 1 else of if of == "companies" else "the deals of"
    return ((Phrase(f"All of them pass through {what} {listed(parts)}, whose loss would cut them."),),), ()
