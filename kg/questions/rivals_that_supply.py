"""Which companies compete while one supplies the other."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any

from kg.model import ClaimType
from kg.network import supplies
from kg.questions.answer import Answer, Phrase, Row, Sentence
from kg.questions.asking import asked_on, company_node, dated, silence
from kg.questions.footnotes import Sources
from kg.questions.supply import Supply, supplies_between
from kg.questions.words import listed, spaced

if TYPE_CHECKING:
    from collections.abc import Iterator

    import networkx as nx

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
    network: nx.MultiDiGraph[str], company: str | None = None, *, as_of: str | None = None
) -> Answer[Coopetition]:
    """Return the pairs of companies that compete while the first depends on the second (coopetition).

    Parameters
    ----------
    network
        As :func:`kg.network.deal_network` returns it.
    company
        A name or alias, for the pairs of that company alone, in either place.
    as_of
        A date; only rivalry and deals count that are not known to lie outside it.

    Returns
    -------
    Answer of Coopetition
        By company, then by rival.

    Raises
    ------
    UnknownCompany
        Neither the network nor the registry knows the company.
    UsageError
        ``as_of`` is no date, or contradicts the network's.

    Notes
    -----
    Linear in the edges of the network.

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
    node = None if company is None else company_node(network, company)
    on = asked_on(network, as_of)
    rows = tuple(
        Coopetition(a, b, claims, ties)
        for (a, b), claims in sorted(_rivals(network, node, on).items())
        if (ties := supplies_between(network, a, b, on))
    )
    asked = (
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
        question=dated(asked, network, as_of),
        rows=rows,
        sources=Sources.of(network),
        gaps=(*silence(network, *([node] if node else [])), *_doubtful(network, node, on), (Phrase(gap),)),
    )


def _rivals(
    network: nx.MultiDiGraph[str], node: str | None, on: Days | None
) -> dict[tuple[str, str], tuple[str, ...]]:
    """Return the claims of rivalry by ordered pair: those accepted and not known to lie outside the day."""
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for a, b, tie in _competition(network, node):
        if supplies(tie, on, frozenset({ClaimType.COMPETITION})):
            found[a, b] = tuple(dict.fromkeys((*found.get((a, b), ()), *tie["claims"])))
    return found


def _competition(
    network: nx.MultiDiGraph[str], node: str | None
) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Iterate over the edges of competition, those of one company in both directions."""
    if node is None:
        ties = iter(network.edges(data=True))
    elif node in network:
        ties = chain(network.out_edges(node, data=True), network.in_edges(node, data=True))
    else:
        return
    yield from ((a, b, tie) for a, b, tie in ties if tie["type"] is ClaimType.COMPETITION)


def _doubtful(network: nx.MultiDiGraph[str], node: str | None, on: Days | None) -> tuple[Sentence, ...]:
    """Return a sentence for each rivalry with a provider that is told and is no fact."""
    pairs = {(a, b): tie for a, b, tie in _competition(network, node) if not tie["accepted"]}
    return tuple(
        (
            Phrase(f"Whether {a} competes with its provider {b}: it is only {tie['status']}", tie["claims"]),
            Phrase("."),
        )
        for (a, b), tie in sorted(pairs.items(), key=lambda item: item[0])
        if supplies_between(network, a, b, on)
    )
