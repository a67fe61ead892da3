"""What would cut one company off from another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.questions.answer import Answer, Phrase, Row, Sentence
from kg.questions.asking import silence
from kg.questions.chain import Hop, Hops
from kg.questions.separate import Kind, ways_apart, what_cuts

if TYPE_CHECKING:
    from typing import Unpack

    import networkx as nx

    from kg.questions.scope import Scope


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


def minimum_cut(
    network: nx.MultiDiGraph[str], start: str, goal: str, *, of: Kind = "companies", **scope: Unpack[Scope]
) -> Answer[Cut]:
    """Return the fewest companies, or hops, whose loss cuts one company off from another.

    Parameters
    ----------
    network, start, goal, scope
        As for :func:`~kg.questions.disjoint_paths.disjoint_paths`.
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
        As for :func:`~kg.questions.disjoint_paths.disjoint_paths`.

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
    question, ends, found = ways_apart(network, start, goal, of, scope)
    hops, names = Hops(question), question.supplies.names
    cut = [(str(names[u]), str(names[v])) for u, v in found.cut or ()] if found else []
    rows = tuple(Cut(u, v, None if u == v else hops(u, v)[0]) for u, v in cut)
    notes, gaps = what_cuts(question, ends, found, of)
    return Answer(
        question=f"Which {of}, the fewest, would cut {ends[0]} off from {ends[1]}{question.words}?",
        rows=rows,
        sources=question.sources,
        notes=() if rows else notes,
        gaps=(*silence(question.graph, *ends), *gaps),
    )
