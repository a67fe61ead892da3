"""The tie of supply between a customer and a provider, as rows show it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from kg.model import ClaimType, Product, Status
from kg.network import SUPPLY, Holds, supplies
from kg.questions.answer import Phrase, Row, Sentence
from kg.questions.footnotes import Sources
from kg.questions.words import capacity_in_words, duration_in_words, in_words, money_in_words, spaced

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    import networkx as nx

    from kg.values import Capacity, Days, Money

    Kept = Callable[[str, Mapping[str, Any]], bool]


@dataclass(frozen=True)
class Supply(Row):
    """One deal under which a customer depends on a provider; a slot is None where no source fills it.

    ``exclusivity`` is ``"ended"`` with the date where one is told; None means that nobody says, not that there is none.
    ``holds`` says whether the tie holds on the day asked about, None where no day was. ``said_by`` names the sources.
    """

    customer: str
    provider: str
    type: ClaimType
    product: Product | None
    amount: Money | None
    capacity: Capacity | None
    signed: str | None
    since: str | None
    until: str | None
    duration: str | None
    exclusivity: str | None
    status: Status
    holds: Holds | None
    said_by: tuple[str, ...]
    deal: str
    claims: tuple[str, ...]

    @property
    def label(self) -> str:
        """The provider and the kind of deal, in a few words."""
        return f"{self.provider} ({spaced(self.type)})"

    def clause(self) -> Phrase:
        """Return the deal as a noun phrase with what is told of it."""
        goods = f" for {spaced(self.product)}" if self.product else ""
        noun = {
            ClaimType.CONTRACT: f"a contract{goods}",
            ClaimType.USAGE: f"use{goods}",
            ClaimType.EXCLUSIVITY_ENDED: f"a tie{goods} that is no longer exclusive",
        }[self.type]
        details = [str(self.status), *self._terms()]
        if self.holds is Holds.UNKNOWN:
            details.append("unknown whether it holds on the day asked about")
        return Phrase(f"{noun} ({'; '.join(details)})", self.claims)

    def sentence(self) -> Sentence:
        """Return the tie in plain English."""
        return Phrase(f"{self.customer} depends on {self.provider}: "), self.clause(), Phrase(".")

    def cells(self) -> dict[str, str]:
        """Return the tie for a table."""
        return {
            "provider": self.provider,
            "type": spaced(self.type),
            "product": spaced(self.product or ""),
            "signed": self.signed or "",
            "since": self.since or "",
            "until": self.until or (f"for {duration_in_words(self.duration)}" if self.duration else ""),
            "amount": money_in_words(self.amount) if self.amount else "",
            "exclusivity": self.exclusivity or "",
            "status": str(self.status),
            **({"holds": str(self.holds)} if self.holds else {}),
            "said by": "; ".join(self.said_by),
        }

    def _terms(self) -> list[str]:
        words = [
            money_in_words(self.amount) if self.amount else None,
            capacity_in_words(self.capacity) if self.capacity else None,
            f"signed {in_words(self.signed)}" if self.signed else None,
            f"from {in_words(self.since)}" if self.since else None,
            f"until {in_words(self.until)}" if self.until else None,
            f"for {duration_in_words(self.duration)}" if self.duration else None,
            f"exclusivity {self.exclusivity}" if self.exclusivity else None,
        ]
        return [word for word in words if word]


def supply(
    network: nx.MultiDiGraph[str], way: tuple[str, str], tie: Mapping[str, Any], on: Days | None
) -> Supply:
    """Return the row for one edge of supply."""
    sources, deal = Sources.of(network), tie["deal"]
    told = [sources.claims[key] for key in tie["claims"] if key in sources.claims]
    ended = f"ended {in_words(tie['exclusive_until'])}" if tie["exclusive_until"] else "ended"
    return Supply(
        customer=way[0],
        provider=way[1],
        type=tie["type"],
        product=tie["product"],
        amount=tie["amount"],
        capacity=deal.capacity,
        signed=tie["signed"],
        since=tie["start"],
        until=tie["end"],
        duration=deal.duration,
        exclusivity=ended if tie["type"] is ClaimType.EXCLUSIVITY_ENDED else None,
        status=tie["status"],
        holds=tie["validity"].holds(on) if on else None,
        said_by=tuple(dict.fromkeys(sources.voice(claim) for claim in told)),
        deal=deal.id,
        claims=tie["claims"],
    )


def supplies_between(
    network: nx.MultiDiGraph[str], customer: str, provider: str, on: Days | None
) -> tuple[Supply, ...]:
    """Return every accepted tie under which one company may supply another on the days asked about, by deal."""
    if not network.has_edge(customer, provider):
        return ()
    ties = network[customer][provider]
    return tuple(
        supply(network, (customer, provider), tie, on) for _, tie in sorted(ties.items()) if supplies(tie, on)
    )


def best(ties: Iterable[Supply]) -> Holds | None:
    """Return whether any of several ties holds: yes if one does, unknown if one may; None where no day is asked."""
    told = {tie.holds for tie in ties}
    return next((holds for holds in (Holds.YES, Holds.UNKNOWN, Holds.NO) if holds in told), None)


def supplies_of(
    network: nx.MultiDiGraph[str], customer: str, on: Days | None, kept: Kept = lambda *_: True
) -> tuple[Supply, ...]:
    """Return every accepted tie under which a customer may be supplied on the days asked about, by provider and date.

    ``kept`` says of a provider and an edge's attributes whether the tie is asked about.
    """
    rows = [row for row, tie in _told(network, customer, on, kept) if supplies(tie, on)]
    return tuple(sorted(rows, key=lambda row: (row.provider, row.since or row.signed or "~", row.deal)))


def over(
    network: nx.MultiDiGraph[str], customer: str, on: Days | None, kept: Kept = lambda *_: True
) -> tuple[Sentence, ...]:
    """Return a sentence for each accepted tie of supply that is known not to hold: over, or not yet begun."""
    when = "no longer" if on is None else "not on the day asked about"
    return tuple(
        (Phrase(f"{row.customer} depends on {row.provider}, but {when}: "), row.clause(), Phrase("."))
        for row, tie in _told(network, customer, on, kept)
        if tie["accepted"] and not supplies(tie, on)
    )


def told_only(
    network: nx.MultiDiGraph[str], customer: str, on: Days | None, kept: Kept = lambda *_: True
) -> tuple[Sentence, ...]:
    """Return a sentence for each tie of supply that is told of a customer and is no fact."""
    return tuple(not_fact(row) for row, tie in _told(network, customer, on, kept) if not tie["accepted"])


def not_fact(row: Supply) -> Sentence:
    """Return why a tie that is told is no fact."""
    disputed = row.status in {Status.ANNOUNCED, Status.REPORTED}
    doubt = (
        "told, but no fact under this policy"
        if disputed
        else str(row.status)
        if row.status is Status.DENIED
        else f"only {row.status}"
    )
    clause = replace(row, holds=None).clause().text
    return Phrase(
        f"Whether {row.customer} depends on {row.provider}: {clause} is {doubt}", row.claims
    ), Phrase(".")


def _told(
    network: nx.MultiDiGraph[str], customer: str, on: Days | None, kept: Kept
) -> list[tuple[Supply, Mapping[str, Any]]]:
    """Return every tie of supply that is told of a customer, as a row and as attributes, by provider and deal."""
    if customer not in network:
        return []
    ties = sorted(network.out_edges(customer, data=True), key=lambda edge: (edge[1], edge[2]["deal"].id))
    return [
        (supply(network, (customer, provider), tie, on), tie)
        for _, provider, tie in ties
        if tie["type"] in SUPPLY and kept(provider, tie)
    ]
