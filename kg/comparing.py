"""Whether two values of one slot say the same, one says it more precisely, or they cannot both hold.

First it is asked whether two values can be compared at all: a sum a year is no total, dollars are no euros, wafers are no
wafers a month. Then how they stand. News bounds a figure by one near it ("more than 15 billion" is not said of 500), so a
ceiling covers what lies between its half and itself, a floor what lies between itself and its double, and "about" a tenth
to either side. Two different ceilings conflict, for each claims to be the figure; of two floors the higher says more.
"""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.values import Bound, Capacity, Money, Unit, days, months

if TYPE_CHECKING:
    from kg.values import Days


class Relation(StrEnum):
    """How one value stands to another."""

    SAME = "same"
    AGREES = "agrees"
    REFINES = "refines"
    REFINED = "refined"
    INCOMPARABLE = "incomparable"
    CONFLICTS = "conflicts"


AGREEING = frozenset({Relation.SAME, Relation.AGREES, Relation.REFINES, Relation.REFINED})
_DATES = ("signed", "start", "end")
_MEGAWATTS = {Unit.GW: (Unit.MW, Decimal(1000))}
_PRECISION = {Bound.EXACT: 2, Bound.ABOUT: 1, Bound.AT_MOST: 0, Bound.AT_LEAST: 0}
_SPREAD = {
    Bound.EXACT: (Decimal(1), Decimal(1)),
    Bound.ABOUT: (Decimal("0.9"), Decimal("1.1")),
    Bound.AT_MOST: (Decimal("0.5"), Decimal(1)),
    Bound.AT_LEAST: (Decimal(1), Decimal(2)),
}


class _Figure(NamedTuple):
    """A number with its bound, and what it measures."""

    measure: object
    number: Decimal
    bound: Bound


def compare(slot: str, one: Any, other: Any) -> Relation:
    """Return how one value of a slot stands to another.

    Parameters
    ----------
    slot
        A field of :class:`~kg.model.Claim`.
    one, other
        Its values, none of them None.

    Examples
    --------
    >>> total = Money(value=300, currency="USD")
    >>> [
    ...     str(compare("amount", total, Money(value=value, currency="USD", **how)))
    ...     for value, how in [
    ...         (300, {"bound": "at_most"}),
    ...         (30, {"bound": "at_most"}),
    ...         (60, {"period": "P1Y"}),
    ...     ]
    ... ]
    ['refines', 'conflicts', 'incomparable']
    >>> str(compare("signed", "2025-01", "2025-01-21")), str(compare("signed", "2025-H1", "2025-summer"))
    ('refined', 'agrees')
    """
    if one == other:
        return Relation.SAME
    if slot in _DATES:
        return _dates(_days(one), _days(other))
    if slot in ("amount", "capacity"):
        return _figures(_figure(one), _figure(other))
    if slot == "stake_percent":
        return _shares(Decimal(str(one)), Decimal(str(other)))
    if slot == "duration" and months(one) == months(other):
        return Relation.SAME
    return Relation.INCOMPARABLE if slot == "name" else Relation.CONFLICTS


@lru_cache(maxsize=4096)
def _days(date: str) -> Days:
    return days(date)


def _dates(one: Days, other: Days) -> Relation:
    if one == other:
        return Relation.SAME
    if one.last < other.first or other.last < one.first:
        return Relation.CONFLICTS
    if other.first <= one.first and one.last <= other.last:
        return Relation.REFINES
    if one.first <= other.first and other.last <= one.last:
        return Relation.REFINED
    return Relation.AGREES


def _figure(value: Money | Capacity) -> _Figure:
    number = Decimal(value.value)
    if isinstance(value, Money):
        return _Figure((value.currency, value.period), number, value.bound)
    unit, factor = _MEGAWATTS.get(value.unit, (value.unit, Decimal(1)))
    return _Figure(unit, number * factor, value.bound)


def _figures(one: _Figure, other: _Figure) -> Relation:
    if one.measure != other.measure:
        return Relation.INCOMPARABLE
    if one == other:
        return Relation.SAME
    (low, high), (other_low, other_high) = _range(one), _range(other)
    ceilings = one.bound is other.bound is Bound.AT_MOST
    if ceilings or high < other_low or other_high < low:
        return Relation.CONFLICTS
    if one.bound is other.bound is Bound.AT_LEAST:
        return Relation.REFINES if one.number > other.number else Relation.REFINED
    difference = _PRECISION[one.bound] - _PRECISION[other.bound]
    if difference == 0:
        return Relation.AGREES
    return Relation.REFINES if difference > 0 else Relation.REFINED


def _range(figure: _Figure) -> tuple[Decimal, Decimal]:
    low, high = _SPREAD[figure.bound]
    return figure.number * low, figure.number * high


def _shares(one: Decimal, other: Decimal) -> Relation:
    """Compare two shares in per cent: the one with fewer decimals may be the other, rounded."""
    one, other = one.normalize(), other.normalize()
    places, other_places = (max(0, -int(share.as_tuple().exponent)) for share in (one, other))
    if places > other_places and round(one, other_places) == other:
        return Relation.REFINES
    if other_places > places and round(other, places) == one:
        return Relation.REFINED
    return Relation.CONFLICTS
