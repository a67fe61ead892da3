"""What a company has committed to pay, or is to be paid, year by year."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from itertools import combinations
from math import inf, isinf
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from kg.errors import UsageError
from kg.model import ClaimType
from kg.network import supplies
from kg.questions.answer import Answer, Phrase, Row, Sentence
from kg.questions.asking import company_node, silence
from kg.questions.scope import Asked, Scope, asked
from kg.questions.ties import tie_in_words, ties_of
from kg.questions.words import listed, roughly
from kg.values import Bound, Money, days, months

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date
    from typing import Unpack

    import networkx as nx

    Side = Literal["pays", "is paid"]


@dataclass(frozen=True)
class Commitment(Row):
    """What is committed in one year, in whole units of a currency, between two bounds; no year where none is told.

    ``most`` is None where a source sets no upper bound. Each deal counts once, whatever the number of its claims.
    """

    year: int | None
    currency: str
    least: int
    most: int | None
    deals: int
    claims: tuple[str, ...]

    def sentence(self) -> Sentence:
        """Return the year in plain English."""
        when = "In no year that is told" if self.year is None else f"In {self.year}"
        count = "1 deal" if self.deals == 1 else f"{self.deals} deals"
        return Phrase(f"{when}: {self._amount()}, from {count}", self.claims), Phrase(".")

    def cells(self) -> dict[str, str]:
        """Return the year for a table."""
        return {"year": str(self.year or "not told"), "amount": self._amount(), "deals": str(self.deals)}

    def _amount(self) -> str:
        least = roughly(Money(value=self.least, currency=self.currency))
        if self.most is None:
            return f"at least {least}"
        most = roughly(Money(value=self.most, currency=self.currency))
        if self.least == self.most:
            return least
        return f"up to {most}" if self.least == 0 else f"{least} to {most}"


class _Spread(NamedTuple):
    """A deal's amount over its years: the part of each, or the whole in no year."""

    least: float
    most: float
    parts: dict[int | None, float]


@dataclass
class _Sum:
    least: float = 0.0
    most: float = 0.0
    deals: int = 0
    claims: dict[str, None] = field(default_factory=dict)


def commitments(
    network: nx.MultiDiGraph[str], company: str, *, side: Side = "pays", **scope: Unpack[Scope]
) -> Answer[Commitment]:
    """Return what a company has committed to pay for supply, or is to be paid, by year and currency.

    A deal's amount is spread evenly from its beginning to its end, by months where it has whole ones and else by days;
    the end is told or reckoned from the duration. Without both it belongs to no year. A yearly amount counts in full for
    each year of the deal. An amount told as at most or at least is a bound. A deal counts once, however many claims tell
    it and however many parties it has, and a part not beside its whole; investments, projects and what is no fact do not count.

    Parameters
    ----------
    network
        As :func:`kg.network.deal_network` returns it.
    company
        A name or an alias.
    side
        ``pays`` for the deals in which it is a customer, ``is paid`` for those in which it is a provider.
    scope
        What the question is narrowed to; see :class:`~kg.questions.scope.Scope`.

    Returns
    -------
    Answer of Commitment
        By currency, then by year, what belongs to no year last. Deals between the same two companies for the same
        product whose times overlap are named in the notes: they may be the same money told as two deals.

    Raises
    ------
    UnknownCompany
        Neither the network nor the registry knows the company.
    UsageError
        ``side`` is neither, or the scope is wrong.

    Notes
    -----
    Linear in the deals of the company and their years.

    Examples
    --------
    >>> from kg.questions.sample import sample_network
    >>> network = sample_network("OpenAI buys cloud from Oracle for 300 USD since 2027 until 2029")
    >>> [(row.year, row.least, row.most) for row in commitments(network, "OpenAI")]
    [(2027, 100, 100), (2028, 100, 100), (2029, 100, 100)]
    """
    if side not in {"pays", "is paid"}:
        raise UsageError(f"side {side!r}: choose pays or is paid")
    question = asked(network, **scope)
    node = company_node(question.graph, company)
    deals = _whole(dict(_deals(question, node, side)))
    sums: dict[tuple[str, int | None], _Sum] = {}
    for tie in deals.values():
        spread = _spread(tie)
        if spread is None:
            continue
        for year, part in spread.parts.items():
            total = sums.setdefault((tie["amount"].currency, year), _Sum())
            total.least += spread.least * part
            total.most += spread.most * part
            total.deals += 1
            total.claims.update(dict.fromkeys(tie["claims"]))
    rows = [
        Commitment(
            year,
            currency,
            round(total.least),
            None if isinf(total.most) else round(total.most),
            total.deals,
            tuple(total.claims),
        )
        for (currency, year), total in sorted(sums.items(), key=lambda item: (item[0][0], item[0][1] or inf))
    ]
    silent = sum(tie["amount"] is None for tie in deals.values())
    gaps = [f"What {silent} of {len(deals)} deals are worth."] if silent else []
    gaps.append(f"What {node} has committed to beside: no document here says so.")
    return Answer(
        question=f"What {'has' if side == 'pays' else 'is'} {node} committed to {'pay' if side == 'pays' else 'be paid'}, by year{question.words}?",
        rows=tuple(rows),
        sources=question.sources,
        notes=tuple(_doubles(deals)),
        gaps=(*silence(question.graph, node), *((Phrase(gap),) for gap in gaps)),
    )


def _deals(question: Asked, node: str, side: Side) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Iterate over the contracts and usages of a company, each once, by id."""
    for source, target, tie in ties_of(question.graph, node):
        mine = source == node if side == "pays" else target == node
        if mine and tie["type"] is not ClaimType.EXCLUSIVITY_ENDED and supplies(tie, question.on):
            yield tie["deal"].id, tie


def _whole(deals: Mapping[str, Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    """Return deals without those that are part of another of them, directly or through others."""
    return {id_: tie for id_, tie in deals.items() if tie["deal"].part_of not in deals}


def _spread(tie: Mapping[str, Any]) -> _Spread | None:
    """Return a deal's amount over its years, None where no amount is told."""
    money = tie["amount"]
    if money is None:
        return None
    value = float(money.value)
    least, most = {Bound.AT_MOST: (0.0, value), Bound.AT_LEAST: (value, inf)}.get(money.bound, (value, value))
    span = _span(tie)
    if span is None:
        return _Spread(least, most, {None: 1.0})
    parts = _parts(*span)
    if money.period:
        years = _years(*span)
        return _Spread(least, most, {year: part * years for year, part in parts.items()})
    return _Spread(least, most, parts)


def _span(tie: Mapping[str, Any]) -> tuple[date, date] | None:
    """Return the first and last day of a deal: the earliest of a told beginning, the latest of a told or reckoned end."""
    deal = tie["deal"]
    if not deal.start:
        return None
    begin = days(deal.start)
    if deal.end:
        end = days(deal.end).last
    elif deal.duration:
        year, month = divmod(begin.first.year * 12 + begin.first.month - 1 + months(deal.duration), 12)
        if year > 9999:
            return None
        end = begin.first.replace(year=year, month=month + 1, day=1) + timedelta(days=begin.first.day - 2)
    else:
        return None
    return (begin.first, end) if begin.first <= end and end.year < 9999 else None


def _parts(begin: date, end: date) -> dict[int | None, float]:
    """Return which part of a span lies in each year, by months where it is of whole months, else by days."""
    after = end + timedelta(days=1)
    if begin.day == after.day == 1:
        whole = 12 * (after.year - begin.year) + after.month - begin.month
        first, last = 12 * begin.year + begin.month - 1, 12 * after.year + after.month - 1
        return {
            year: (min(last, 12 * year + 12) - max(first, 12 * year)) / whole
            for year in range(begin.year, end.year + 1)
        }
    whole = (after - begin).days
    return {
        year: (min(after, _new_year(year + 1)) - max(begin, _new_year(year))).days / whole
        for year in range(begin.year, end.year + 1)
    }


def _years(begin: date, end: date) -> float:
    """Return the length of a span in years, exact where it is of whole months."""
    after = end + timedelta(days=1)
    if begin.day == after.day:
        return after.year - begin.year + (after.month - begin.month) / 12
    return (after - begin).days / 365.2425


def _new_year(year: int) -> date:
    from datetime import date

    return date(year, 1, 1)


def _doubles(deals: dict[str, Mapping[str, Any]]) -> Iterator[Sentence]:
    """Iterate over pairs of deals that may be one."""
    priced = [tie for tie in deals.values() if tie["amount"]]
    for one, other in combinations(priced, 2):
        same = one["deal"].roles == other["deal"].roles and one["product"] == other["product"]
        spans = _span(one), _span(other)
        apart = all(spans) and (spans[0][1] < spans[1][0] or spans[1][1] < spans[0][0])  # type: ignore[index]  # both are told
        if same and not apart:
            customer, provider = (one["deal"].roles[role][0] for role in ("customer", "provider"))
            words = tie_in_words(customer, provider, one)
            claims = (*one["claims"], *other["claims"])
            yield (
                Phrase(f"Two deals may be the same money: {listed([words, 'another like it'])}", claims),
                Phrase("."),
            )
