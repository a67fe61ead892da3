"""Flows of money between companies, and the loops that they close."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.model import ClaimType, Status
from kg.network import SUPPLY, Holds, supplies
from kg.questions.answer import Phrase, Row, Sentence
from kg.questions.chain import arrows
from kg.questions.words import listed, money_in_words
from kg.values import Money, days

if TYPE_CHECKING:
    from kg.graph.lazy import Attributes
    from kg.questions.scope import Asked


class Kind(StrEnum):
    """What moves the money."""

    PAYMENT = "payment"
    INVESTMENT = "investment"


@dataclass(frozen=True)
class Flow(Row):
    """Money from one company to another under one deal or more: customer to provider, or investor to investee.

    ``amount`` is the sum of what is told in the loop's currency, as text; None where nothing is.
    """

    payer: str
    payee: str
    kinds: tuple[Kind, ...]
    amount: float | None
    first: str | None
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
    another in time from some company on. ``committed`` says that every flow is announced or reported; that money was
    paid is told nowhere.
    """

    companies: tuple[str, ...]
    flows: tuple[Flow, ...]
    bottleneck: float | None
    currency: str | None
    shares: tuple[tuple[Kind, float], ...]
    in_order: Holds
    committed: bool

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
        return (told[0], *told[2:], Phrase(f"; {most} went round, {order[self.in_order]}."))

    def cells(self) -> dict[str, str]:
        """Return the loop for a table."""
        return {
            "loop": arrows([*self.companies, self.companies[0]]),
            "kinds": "; ".join(listed(flow.kinds) for flow in self.flows),
            "bottleneck": "" if self.bottleneck is None else self._money(self.bottleneck),
            "shares": ", ".join(f"{kind} {share:.0%}" for kind, share in self.shares),
            "in order": str(self.in_order),
        }

    def _money(self, value: float) -> str:
        return money_in_words(Money(value=int(value), currency=self.currency or "USD"))


def loop_of(question: Asked, names: list[str]) -> Loop:
    """Return the loop of these companies with the deals that close it."""
    ties = [_ties(question, *ends) for ends in pairwise([*names, names[0]])]
    found = sorted(tie["amount"].currency for part in ties for tie in part if tie["amount"])
    currency = max(found, key=found.count, default=None)
    flows = tuple(
        _flow(u, v, part, currency) for (u, v), part in zip(pairwise([*names, names[0]]), ties, strict=True)
    )
    amounts = [flow.amount for flow in flows]
    totals: dict[Kind, float] = {}
    for part in ties:
        for tie in part:
            if tie["amount"] and tie["amount"].currency == currency:
                totals[_kind(tie)] = totals.get(_kind(tie), 0.0) + float(tie["amount"].value)
    whole = sum(totals.values())
    known = [amount for amount in amounts if amount is not None]
    return Loop(
        companies=tuple(names),
        flows=flows,
        bottleneck=min(known) if len(known) == len(flows) else None,
        currency=currency,
        shares=tuple((kind, totals[kind] / whole) for kind in Kind if kind in totals) if whole else (),
        in_order=_in_order([flow.first for flow in flows]),
        committed=all(tie["status"] in {Status.ANNOUNCED, Status.REPORTED} for part in ties for tie in part),
    )


def _ties(question: Asked, payer: str, payee: str) -> list[Attributes]:
    kinds = SUPPLY | {ClaimType.INVESTMENT}
    return [tie for tie in question.graph[payer][payee].values() if supplies(tie, question.on, kinds)]


def _kind(tie: Attributes) -> Kind:
    return Kind.INVESTMENT if tie["type"] is ClaimType.INVESTMENT else Kind.PAYMENT


def _flow(payer: str, payee: str, ties: list[Attributes], currency: str | None) -> Flow:
    amounts = [
        float(tie["amount"].value) for tie in ties if tie["amount"] and tie["amount"].currency == currency
    ]
    dates = sorted(date for tie in ties if (date := tie["signed"] or tie["start"]))
    return Flow(
        payer=payer,
        payee=payee,
        kinds=tuple(kind for kind in Kind if kind in {_kind(tie) for tie in ties}),
        amount=sum(amounts) if amounts else None,
        first=dates[0] if dates else None,
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
