"""Lines: the deals between two nodes folded into one stroke, and how the stroke looks.

A reader tells lines apart without colour: each family ends differently, each standing is dashed differently, and a line
that is no plain fact says so in words.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from kg.model import ClaimType, Deal, Status
from kg.network import SUPPLY
from kg.questions.words import spaced
from kg.views.text import counted, first_line, short_money

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import networkx as nx

    from kg.values import Money


class Family(StrEnum):
    """What kind of tie a line stands for."""

    SUPPLY = "supply"
    MONEY = "money"
    PROJECT = "project"
    PARTNERSHIP = "partnership"
    COMPETITION = "competition"

    @property
    def directed(self) -> bool:
        """Whether one end depends on the other."""
        return self not in {Family.PARTNERSHIP, Family.COMPETITION}


class Standing(StrEnum):
    """Whether a deal is a fact under the policy, and if not, why; most certain first."""

    FACT = "fact"
    ENDED = "ended"
    DISPUTED = "disputed"
    PLANNED = "planned"
    RUMORED = "rumored"
    DENIED = "denied"

    @property
    def sentence(self) -> str:
        """What the standing means, for a reader."""
        return _SENTENCES[self]


_SENTENCES = {
    Standing.FACT: "Accepted as a fact: a source states it and none that counts contradicts it.",
    Standing.ENDED: "Ended: a source says that it is over.",
    Standing.DISPUTED: "Disputed: sources contradict each other, or the policy does not count who tells it; it is no fact here.",
    Standing.PLANNED: "Planned: announced as an intention, so it is no fact yet.",
    Standing.RUMORED: "Rumored: nobody vouches for it, so it is no fact.",
    Standing.DENIED: "Denied: a source says that it is not so; it is no fact.",
}
_STANDINGS = list(Standing)
_FAMILIES = {
    ClaimType.INVESTMENT: Family.MONEY,
    ClaimType.ACQUISITION: Family.MONEY,
    ClaimType.PROJECT: Family.PROJECT,
    ClaimType.PARTNERSHIP: Family.PARTNERSHIP,
    ClaimType.COMPETITION: Family.COMPETITION,
}
_COMPARABLE = frozenset({"USD", "EUR", "GBP", "CHF"})  # close enough to share a scale of widths
_WIDTHS = ((100 * 10**9, 7.0), (10 * 10**9, 5.0), (10**9, 3.5))
_LONGEST = 30


@dataclass(frozen=True)
class Line:
    """The deals of one family between two nodes, as one stroke.

    ``width`` is in pixels and grows with the largest amount among its facts; ``standing`` is the most certain one.
    """

    start: str
    end: str
    family: Family
    deals: tuple[Deal, ...]
    roles: tuple[str, ...]

    @property
    def standing(self) -> Standing:
        """How certain the most certain of the deals is."""
        return min(map(standing_of, self.deals), key=_STANDINGS.index)

    @property
    def amount(self) -> Money | None:
        """The largest amount, in a currency that can be compared, among the deals of the line's own standing."""
        amounts = [deal.amount for deal in self.deals if standing_of(deal) is self.standing]
        told = [amount for amount in amounts if amount and amount.currency in _COMPARABLE]
        return max(told, key=lambda money: (money.value, money.currency), default=None)

    @property
    def width(self) -> float:
        """The width of the stroke."""
        amount = self.amount if self.family is not Family.PROJECT and self.standing is Standing.FACT else None
        return next((width for least, width in _WIDTHS if amount and amount.value >= least), 2.0)

    @property
    def label(self) -> str:
        """The words on the line: goods and amount, how many deals are folded, and what is no fact."""
        if len(self.deals) == 1:
            doubt = "" if self.standing is Standing.FACT else str(self.standing)
            return _cut(first_line([_told(self.deals[0], self.family, self.roles), doubt]))
        amount = short_money(self.amount) if self.amount and self.family is not Family.PROJECT else None
        doubtful = sum(standing_of(deal) is not Standing.FACT for deal in self.deals)
        plain = f"{doubtful} no fact" if doubtful else ""
        doubt = str(self.standing) if doubtful == len(self.deals) else plain
        return _cut(first_line([amount, counted(len(self.deals), "deal"), doubt]))


def standing_of(deal: Deal) -> Standing:
    """Return how certain a deal is.

    Examples
    --------
    >>> roles = {"customer": ("A",), "provider": ("B",)}
    >>> told = Deal(id="1", type="usage", roles=roles, status="reported", accepted=False, claims=())
    >>> standing_of(told), standing_of(told.model_copy(update={"accepted": True}))
    (<Standing.DISPUTED: 'disputed'>, <Standing.FACT: 'fact'>)
    """
    if deal.status is Status.TERMINATED:
        return Standing.ENDED
    if deal.accepted:
        return Standing.FACT
    return (
        Standing.DISPUTED
        if deal.status in {Status.ANNOUNCED, Status.REPORTED}
        else Standing(str(deal.status))
    )


def amount_to_compare(deal: Deal) -> float | None:
    """Return a deal's amount where its currency is close enough to the dollar to share a scale, None elsewhere."""
    amount = deal.amount
    return float(amount.value) if amount and amount.currency in _COMPARABLE else None


def family_of(deal: Deal) -> Family:
    """Return the family of a deal."""
    return Family.SUPPLY if deal.type in SUPPLY else _FAMILIES[deal.type]


def lines_of(edges: Iterable[tuple[str, str, dict[str, Any]]]) -> list[Line]:
    """Return edges folded into lines, in a fixed order.

    Examples
    --------
    >>> from kg.questions.sample import sample_network
    >>> network = sample_network(
    ...     "Acme buys cloud from Oracle", "Acme uses Oracle", "Acme competes with Oracle (rumored)"
    ... )
    >>> [(line.start, line.end, line.label) for line in lines_of(network.edges(data=True))]
    [('Acme', 'Oracle', 'rivals · rumored'), ('Acme', 'Oracle', '2 deals')]
    """
    folded: dict[tuple[Family, str, str], dict[str, tuple[Deal, tuple[str, ...]]]] = {}
    for source, target, tie in edges:
        deal = tie["deal"]
        family = family_of(deal)
        ends = (source, target) if family.directed else (min(source, target), max(source, target))
        folded.setdefault((family, *ends), {})[deal.id] = (deal, tie["role"])
    return [
        Line(
            start,
            end,
            family,
            deals=tuple(told[key][0] for key in sorted(told)),
            roles=tuple(sorted({role for _, roles in told.values() for role in roles})),
        )
        for (family, start, end), told in sorted(folded.items())
    ]


def amount_of_project(network: nx.MultiDiGraph[str], node: str) -> str:
    """Return the words under a project's name: its amount where the deals tell one."""
    edges = network.in_edges(node, data=True)
    deals: Sequence[Deal] = [tie["deal"] for _, _, tie in edges if tie["type"] is ClaimType.PROJECT]
    told = {short_money(deal.amount) for deal in deals if deal.amount}
    return " or ".join(sorted(told)[:2])


def _told(deal: Deal, family: Family, roles: Sequence[str]) -> str:
    """Return what a label says of one deal."""
    amount = short_money(deal.amount) if deal.amount else None
    goods = spaced(deal.product) if deal.product else None
    if family is Family.PROJECT:
        return ", ".join(spaced(role) for role in roles if role != "participant")
    if family is Family.COMPETITION:
        return "rivals"
    if family is Family.PARTNERSHIP:
        return first_line(["partners", goods])
    if deal.type is ClaimType.EXCLUSIVITY_ENDED:
        return "no longer exclusive"
    if family is Family.MONEY:
        stake = f"{deal.stake_percent:g}%" if deal.stake_percent else None
        return first_line(["buys" if deal.type is ClaimType.ACQUISITION else "invests", stake, amount])
    return first_line(["uses" if deal.type is ClaimType.USAGE else None, goods, amount]) or "contract"


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
