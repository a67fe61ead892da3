"""How concentrated a company's providers or customers are."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, isinf
from typing import TYPE_CHECKING, Literal, NamedTuple

from kg.errors import UsageError
from kg.questions.answer import Answer, Phrase, Row, Sentence
from kg.questions.asking import company_node, silence
from kg.questions.hhi import hhi, hhi_bounds
from kg.questions.scope import Asked, Scope, asked
from kg.questions.words import listed
from kg.values import Bound, months

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Unpack

    import networkx as nx

    from kg.graph.lazy import Attributes
    from kg.values import Money

    Side = Literal["providers", "customers"]


@dataclass(frozen=True)
class Concentration(Row):
    """How concentrated one tier is, as Herfindahl-Hirschman indices between 0 and 1.

    Attributes
    ----------
    company, side, tier
        Whose providers or customers, and how many hops away.
    parties
        How many there are.
    by_count
        The index where each deal (at tier 1) or each chain (beyond) counts alike.
    by_amount
        The index of the amounts that are told, None where none is.
    least, most
        Bounds of the index of all amounts, whatever those are that are not told.
    currency
        What the amounts are in; those in others count as untold.
    known
        How many of the ``deals`` have an amount that counts.
    largest
        The party with the greatest share by count.
    """

    company: str
    side: str
    tier: int
    parties: int
    by_count: float
    by_amount: float | None
    least: float
    most: float
    currency: str | None
    known: int
    deals: int
    largest: str
    claims: tuple[str, ...]

    def sentence(self) -> Sentence:
        """Return the tier in plain English."""
        amount = (
            "no amount is told"
            if self.by_amount is None
            else f"{self.by_amount:.2f} by the amounts told, in {self.currency}"
        )
        text = (
            f"Tier {self.tier}: {self.parties:,} {self.side}, {self.by_count:.2f} by count (as {1 / self.by_count:.1f} equal "
            f"ones), {amount}; between {self.least:.2f} and {self.most:.2f} whatever the other amounts are "
            f"({self.known} of {self.deals} deals have one). The largest by count is {self.largest}"
        )
        return Phrase(text, self.claims), Phrase(".")

    def cells(self) -> dict[str, str]:
        """Return the tier for a table."""
        return {
            "tier": str(self.tier),
            self.side: f"{self.parties:,}",
            "by count": f"{self.by_count:.3f}",
            "by amounts told": "" if self.by_amount is None else f"{self.by_amount:.3f}",
            "bounds": f"{self.least:.3f} to {self.most:.3f}",
            "amounts told": f"{self.known} of {self.deals}",
            "largest": self.largest,
        }


def concentration(
    network: nx.MultiDiGraph[str],
    company: str,
    *,
    side: Side = "providers",
    max_tier: int = 2,
    **scope: Unpack[Scope],
) -> Answer[Concentration]:
    """Return how concentrated a company's providers are, or its customers, tier by tier.

    Parameters
    ----------
    network
        As :func:`kg.network.deal_network` returns it.
    company
        A name or an alias.
    side
        ``providers`` or ``customers``.
    max_tier
        How many tiers, at least 1.
    scope
        What the question is narrowed to; ``product`` asks about one product. See :class:`~kg.questions.scope.Scope`.

    Returns
    -------
    Answer of Concentration
        Tier 1, by deals; then the tiers beyond, by the shares of :func:`~kg.questions.upstream.upstream`, of which no
        amounts are told.

    Raises
    ------
    UnknownCompany
        Neither the network nor the registry knows the company.
    UsageError
        ``side`` is neither, ``max_tier`` is less than 1, or the scope is wrong.

    Notes
    -----
    The index is the sum of the squares of shares; 1 is one party, 1/k is k equal ones. An amount told as at most or at
    least is an interval, a yearly one is multiplied by the deal's duration where that is told, and an untold one lies
    anywhere from 0 on. Linear in the deals of the company, and O(max_tier · m) beyond.

    References
    ----------
    Hirschman, *The Paternity of an Index*, American Economic Review 54, 1964.

    Examples
    --------
    >>> from kg.questions.sample import sample_network
    >>> network = sample_network("A uses B", "A buys cloud from B", "A uses C", "A uses D")
    >>> (tier,) = concentration(network, "A", max_tier=1)
    >>> tier.parties, tier.by_count, tier.by_amount, (round(tier.least, 3), tier.most)
    (3, 0.375, None, (0.333, 1.0))
    """
    if side not in {"providers", "customers"}:
        raise UsageError(f"side {side!r}: choose providers or customers")
    if max_tier < 1:
        raise UsageError(f"max_tier {max_tier}: ask for at least 1")
    question = asked(network, **scope)
    node = company_node(question.graph, company)
    rows = _tiers(question, node, side, max_tier) if node in question.graph else []
    kind = "other" if rows else "any"
    gaps = [f"Whether {node} has {kind} {side}: no document here says so."]
    if rows and rows[0].known < rows[0].deals:
        gaps.insert(0, f"What {rows[0].deals - rows[0].known} of the {rows[0].deals} deals are worth.")
    return Answer(
        question=f"How concentrated are the {side} of {node}{question.words}?",
        rows=tuple(rows),
        sources=question.sources,
        gaps=(*silence(question.graph, node), *((Phrase(gap),) for gap in gaps)),
    )


class _Party(NamedTuple):
    """The amount of a party's deals as an interval, what of it is told, and how many deals it is of."""

    low: float
    high: float
    told: float
    deals: int
    known: int


def _tiers(question: Asked, node: str, side: Side, most: int) -> list[Concentration]:
    from kg.graph.reach import shares, shares_of

    index = question.supplies
    ties = _direct(question, node, side)
    if not ties:
        return []
    currency = _currency(tie for parallel in ties.values() for tie in parallel)
    parties = {name: _party(parallel, currency) for name, parallel in ties.items()}
    claims = tuple(
        dict.fromkeys(key for parallel in ties.values() for tie in parallel for key in tie["claims"])
    )
    told = [party.told for party in parties.values() if party.told]
    least, highest = hhi_bounds([(party.low, party.high) for party in parties.values()])
    counts = {name: float(party.deals) for name, party in parties.items()}
    first = Concentration(
        company=node, side=side, tier=1, parties=len(parties), by_count=hhi(counts.values()),
        by_amount=hhi(told) if told else None, least=least, most=highest, currency=currency,
        known=sum(party.known for party in parties.values()), deals=sum(party.deals for party in parties.values()),
        largest=_largest(counts), claims=claims,
    )  # fmt: skip
    rows = [first]
    walk = shares if side == "providers" else shares_of
    for tier, (nodes, share) in enumerate(walk(index, index.number[node], most)):
        if tier > 1 and len(nodes):
            parts = dict(zip(index.named(nodes), share.tolist(), strict=True))
            rows.append(_beyond(node, side, tier, parts))
    return rows


def _beyond(node: str, side: Side, tier: int, parts: Mapping[str, float]) -> Concentration:
    return Concentration(
        company=node, side=side, tier=tier, parties=len(parts), by_count=hhi(parts.values()), by_amount=None,
        least=1 / len(parts), most=1.0, currency=None, known=0, deals=0, largest=_largest(parts), claims=(),
    )  # fmt: skip


def _direct(question: Asked, node: str, side: Side) -> dict[str, list[Attributes]]:
    """Return the ties that count by party."""
    from kg.network import supplies

    graph = question.graph
    around = graph[node] if side == "providers" else graph.pred[node]
    found = {
        name: [tie for tie in parallel.values() if supplies(tie, question.on)]
        for name, parallel in around.items()
    }
    return {name: ties for name, ties in found.items() if ties}


def _currency(ties: Iterable[Attributes]) -> str | None:
    """Return the currency that most amounts are in, of several the first by name."""
    found = sorted(tie["amount"].currency for tie in ties if tie["amount"])
    return max(dict.fromkeys(found), key=found.count, default=None)


def _party(ties: Iterable[Attributes], currency: str | None) -> _Party:
    low = high = told = 0.0
    deals = known = 0
    for tie in ties:
        deals += 1
        interval = _interval(tie["amount"], tie["deal"].duration, currency)
        low += interval[0]
        high += interval[1]
        if not isinf(interval[1]) or interval[0]:
            known += 1
            told += interval[0] or interval[1]
    return _Party(low, high, told, deals, known)


def _interval(money: Money | None, duration: str | None, currency: str | None) -> tuple[float, float]:
    """Return between what a deal is worth in all."""
    if money is None or money.currency != currency or (money.period and not duration):
        return 0.0, inf
    value = float(money.value) * (months(duration) / 12 if money.period and duration else 1)
    return {Bound.AT_MOST: (0.0, value), Bound.AT_LEAST: (value, inf)}.get(money.bound, (value, value))


def _largest(parts: Mapping[str, float]) -> str:
    best = max(parts.values())
    return listed(sorted(name for name, part in parts.items() if part > best * (1 - 1e-9))[:3])
