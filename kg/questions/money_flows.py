"""Flows of money between companies, and the loops that they close."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.model import ClaimType
from kg.network import SUPPLY, Holds, supplies
from kg.questions.answer import Phrase, Row, Sentence
from kg.questions.chain import arrows
from kg.questions.money_terms import Kind, Standing, kind_of, standing_of
from kg.questions.words import listed, money_in_words
from kg.values import Money, days

if TYPE_CHECKING:
    from kg.graph.lazy import Attributes
    from kg.questions.footnotes import Sources
    from kg.questions.scope import Asked


@dataclass(frozen=True)
class Flow(Row):
    """Money from one company to another under one deal or more: customer to provider, or investor to investee.

    ``amount`` is the sum of what is told in the loop's currency; None where nothing is. ``standing`` is that of the
    deal that has come least far.
    """

    payer: str
    payee: str
    kinds: tuple[Kind, ...]
    amount: float | None
    first: str | None
    standing: Standing
    deals: int
    claims: tuple[str, ...]

    def sentence(self) -> Sentence:
        """Return the flow in plain English."""
        return Phrase(f"{self.payer} to {self.payee}: {listed(self.kinds)}", self.claims), Phrase(".")

    def cells(self) -> dict[str, str]:
        """Return the flow for a table."""
        return {"payer": self.payer, "payee": self.payee, "kinds": listed(self.kinds)}


@dataclass(frozen=True)
class Loop(Row):
    """Companies that money goes round, each paying the next and the last the first.

    ``bottleneck`` is the least amount of its flows, None where one has none told: no more can have gone round.
    ``shares`` is the part that each kind has of the amounts told. ``in_order`` says whether the flows can follow one
    another in time from some company on. ``standing`` is that of the flow that has come least far: paid where claims
    say so of every deal, committed where every deal is announced or reported.
    """

    companies: tuple[str, ...]
    flows: tuple[Flow, ...]
    bottleneck: float | None
    currency: str | None
    shares: tuple[tuple[Kind, float], ...]
    in_order: Holds
    standing: Standing

    def sentence(self) -> Sentence:
        """Return the loop in plain English."""
        told: list[Phrase] = [Phrase(f"{arrows([*self.companies, self.companies[0]])}: ")]
        for flow in self.flows:
            told += [Phrase("; "), *flow.sentence()[:-1]]
        most = (
            "how much is not told" if self.bottleneck is None else f"at most {self._money(self.bottleneck)}"
        )
        order = {
            Holds.YES: "one after another in time",
            Holds.NO: "not one after another",
            Holds.UNKNOWN: "in unknown order",
        }
        shares = listed(f"{share:.0%} {kind}" for kind, share in self.shares) if len(self.shares) > 1 else ""
        parts = f"; of the amounts told {shares}" if shares else ""
        end = f"{parts}; {most} went round, {order[self.in_order]}, {self.standing}."
        return (told[0], *told[2:], Phrase(end))

    def cells(self) -> dict[str, str]:
        """Return the loop for a table."""
        return {
            "loop": arrows([*self.companies, self.companies[0]]),
            "kinds": "; ".join(listed(flow.kinds) for flow in self.flows),
            "bottleneck": "" if self.bottleneck is None else self._money(self.bottleneck),
            "shares": ", ".join(f"{kind} {share:.0%}" for kind, share in self.shares),
            "in order": str(self.in_order),
            "standing": str(self.standing),
        }

    def _money(self, value: float) -> str:
        return money_in_words(Money(value=int(value), currency=self.currency or "USD"))


def loop_of(question: Asked, names: list[str]) -> Loop:
    """Return the loop of these companies with the deals that close it."""
    sources, ends = question.sources, list(pairwise([*names, names[0]]))
    ties = [_ties(question, *pair) for pair in ends]
    found = sorted(tie["amount"].currency for part in ties for tie in part if tie["amount"])
    currency = max(found, key=found.count, default=None)
    flows = tuple(_flow(pair, part, currency, sources) for pair, part in zip(ends, ties, strict=True))
    totals: dict[Kind, float] = {}
    for tie in (tie for part in ties for tie in part):
        if value := _amount(tie, currency):
            kind = kind_of(tie, sources)
            totals[kind] = totals.get(kind, 0.0) + value
    whole = sum(totals.values())
    known = [flow.amount for flow in flows if flow.amount is not None]
    return Loop(
        companies=tuple(names),
        flows=flows,
        bottleneck=min(known) if len(known) == len(flows) else None,
        currency=currency,
        shares=tuple((kind, totals[kind] / whole) for kind in Kind if kind in totals),
        in_order=_in_order([flow.first for flow in flows]),
        standing=max((flow.standing for flow in flows), key=list(Standing).index),
    )


def _ties(question: Asked, payer: str, payee: str) -> list[Attributes]:
    kinds = SUPPLY | {ClaimType.INVESTMENT}
    return [tie for tie in question.graph[payer][payee].values() if supplies(tie, question.on, kinds)]


def _amount(tie: Attributes, currency: str | None) -> float:
    """Return the amount of a tie, 0 where none is told in a currency."""
    money = tie["amount"]
    return float(money.value) if money and money.currency == currency else 0.0


def _flow(ends: tuple[str, str], ties: list[Attributes], currency: str | None, sources: Sources) -> Flow:
    amounts = [value for tie in ties if (value := _amount(tie, currency))]
    dates = sorted(date for tie in ties if (date := tie["signed"] or tie["start"]))
    kinds = {kind_of(tie, sources) for tie in ties}
    return Flow(
        *ends,
        kinds=tuple(kind for kind in Kind if kind in kinds),
        amount=sum(amounts) if amounts else None,
        first=dates[0] if dates else None,
        standing=standing_of(ties, sources),
        deals=len(ties),
        claims=tuple(dict.fromkeys(key for tie in ties for key in tie["claims"])),
    )


def _in_order(dates: list[str | None]) -> Holds:
    """Return whether the flows can follow one another, begun at any of them, by the first date of each."""
    if None in dates:
        return Holds.UNKNOWN
    spans = [days(date) for date in dates if date]
    turns = [spans[place:] + spans[:place] for place in range(len(spans))]
    if any(all(a.last <= b.first for a, b in pairwise(turn)) for turn in turns):
        return Holds.YES
    possible = any(all(a.first <= b.last for a, b in pairwise(turn)) for turn in turns)
    return Holds.UNKNOWN if possible else Holds.NO
