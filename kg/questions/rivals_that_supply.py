"""Which companies compete while one supplies the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.model import ClaimType
from kg.network import supplies
from kg.questions.answer import Answer, Phrase, Row, Sentence
from kg.questions.asking import MAX_ROWS, company_node, cut_to, silence
from kg.questions.scope import Scope, asked
from kg.questions.supply import Supply, supplies_between
from kg.questions.words import listed, spaced

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Unpack

    import networkx as nx

    from kg.graph.dealgraph import DealGraph
    from kg.graph.lazy import Attributes
    from kg.values import Days


@dataclass(frozen=True)
class Coopetition(Row):
    """A company that competes with one of its providers: the claims of rivalry, and the deals of supply."""

    company: str
    rival: str
    competition: tuple[str, ...]
    supplies: tuple[Supply, ...]

    def sentence(self) -> Sentence:
        """Return the pair in plain English."""
        rivalry = Phrase(f"{self.company} competes with {self.rival}", self.competition)
        deals = [piece for deal in self.supplies for piece in (Phrase("; "), deal.clause())][1:]
        return rivalry, Phrase(" and depends on it: "), *deals, Phrase(".")

    def cells(self) -> dict[str, str]:
        """Return the pair for a table."""
        return {
            "company": self.company,
            "rival that supplies it": self.rival,
            "deals": listed(dict.fromkeys(spaced(deal.type) for deal in self.supplies)),
            "products": ", ".join(
                dict.fromkeys(spaced(deal.product) for deal in self.supplies if deal.product)
            ),
        }


def rivals_that_supply(
    network: nx.MultiDiGraph[str],
    company: str | None = None,
    *,
    max_rows: int = MAX_ROWS,
    **scope: Unpack[Scope],
) -> Answer[Coopetition]:
    """Return the pairs of companies that compete while the first depends on the second (coopetition).

    Parameters
    ----------
    network
        As :func:`kg.network.deal_network` returns it.
    company
        A name or alias, for the pairs of that company alone, in either place.
    max_rows
        The most pairs to return.
    scope
        What the question is narrowed to; see :class:`~kg.questions.scope.Scope`.

    Returns
    -------
    Answer of Coopetition
        By company, then by rival.

    Raises
    ------
    UnknownCompany
        Neither the network nor the registry knows the company.
    UsageError
        The scope names a date, product, status or grade that is none, or contradicts the network.

    Notes
    -----
    Linear in the ties of the network.

    References
    ----------
    Brandenburger and Nalebuff, *Co-opetition*, 1996.

    Examples
    --------
    >>> from kg.questions.sample import sample_network
    >>> network = sample_network("OpenAI competes with Google", "OpenAI buys cloud from Google")
    >>> [(row.company, row.rival, len(row.supplies)) for row in rivals_that_supply(network)]
    [('OpenAI', 'Google', 1)]
    """
    question = asked(network, **scope)
    graph, on = question.graph, question.on
    node = None if company is None else company_node(graph, company)
    pairs = sorted(_rivals(graph, node, on).items())
    rows = tuple(
        Coopetition(a, b, claims, ties)
        for (a, b), claims in pairs[:max_rows]
        if (ties := supplies_between(graph, a, b, on))
    )
    words = (
        "Which companies compete while one supplies the other"
        if node is None
        else f"Which rivals of {node} supply it, or are supplied by it"
    )
    kind = "other" if rows else "any"
    gap = (
        f"Whether {kind} companies compete and supply each other: no document here says so."
        if node is None
        else f"Whether {node} and {kind} rivals supply each other: no document here says so."
    )
    return Answer(
        question=f"{words}{question.words}?",
        rows=rows,
        sources=question.sources,
        gaps=(*silence(graph, *([node] if node else [])), *_doubtful(graph, node, on), (Phrase(gap),)),
        truncated=cut_to(len(pairs), max_rows, "pairs, the first by name"),
    )


def _rivals(graph: DealGraph, node: str | None, on: Days | None) -> dict[tuple[str, str], tuple[str, ...]]:
    """Return the claims of rivalry by ordered pair: those accepted and not known to lie outside the day."""
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for (a, b), tie in _competition(graph, node, on):
        if supplies(tie, on, frozenset({ClaimType.COMPETITION})):
            found[a, b] = tuple(dict.fromkeys((*found.get((a, b), ()), *tie["claims"])))
    return found


def _competition(
    graph: DealGraph, node: str | None, on: Days | None
) -> Iterator[tuple[tuple[str, str], Attributes]]:
    """Iterate over the ties of competition between a company and its provider, those of one company both ways."""
    import numpy as np

    from kg.graph.columns import TYPES

    table = graph.columns
    competing = table.type == TYPES.index(ClaimType.COMPETITION)
    rows = np.flatnonzero(graph.beside(graph.supply(on)) & competing)
    ends = zip(graph.index.named(table.customer[rows]), graph.index.named(table.provider[rows]), strict=True)
    for row, pair in zip(rows.tolist(), ends, strict=True):
        if node is None or node in pair:
            yield pair, graph.tie(row)


def _doubtful(graph: DealGraph, node: str | None, on: Days | None) -> tuple[Sentence, ...]:
    """Return a sentence for each rivalry with a provider that is told and is no fact."""
    pairs = {pair: tie for pair, tie in _competition(graph, node, on) if not tie["accepted"]}
    return tuple(
        (
            Phrase(f"Whether {a} competes with its provider {b}: it is only {tie['status']}", tie["claims"]),
            Phrase("."),
        )
        for (a, b), tie in sorted(pairs.items(), key=lambda item: item[0])
        if supplies_between(graph, a, b, on)
    )
