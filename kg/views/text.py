"""Widths of text before a browser has measured it, and amounts short enough for a label."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from kg.values import Bound, Money

if TYPE_CHECKING:
    from collections.abc import Iterable

_NARROW = frozenset(" !'(),./:;I[]fijlrt|·")
_WIDE = frozenset("%&@GMOQWmw—…→")
_BOUND = {Bound.EXACT: "", Bound.AT_MOST: "≤", Bound.AT_LEAST: "≥", Bound.ABOUT: "~"}
_SCALES = ((10**12, "T"), (10**9, "B"), (10**6, "M"), (10**3, "k"))
_SYMBOLS = {"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥"}


def text_width(text: str, size: float) -> float:
    """Return about how wide a line of sans-serif text is, in the unit of its font size; rather too wide than too narrow.

    Examples
    --------
    >>> text_width("ill", 10) < text_width("www", 10) < text_width("独家家", 10)
    True
    """
    return size * sum(_em(character) for character in text)


def _em(character: str) -> float:
    if character in _NARROW:
        return 0.38
    if character in _WIDE:
        return 0.92
    return 1.0 if unicodedata.east_asian_width(character) in "WF" else 0.65


def short_money(money: Money) -> str:
    """Return an amount with its bound in few characters, for a label; four digits at most are shown.

    Examples
    --------
    >>> short_money(Money(value=300_000_000_000, currency="USD", bound="at_most"))
    '≤$300B'
    >>> short_money(Money(value=1_250_000, currency="CHF", period="P1Y"))
    '1.25M CHF a year'
    """
    size, unit = next(((size, unit) for size, unit in _SCALES if money.value >= size), (1, ""))
    number = f"{money.value / size:.4g}"
    symbol = _SYMBOLS.get(money.currency, "")
    code = "" if symbol else f" {money.currency}"
    return f"{_BOUND[money.bound]}{symbol}{number}{unit}{code}{' a year' if money.period else ''}"


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """Return a number with its noun.

    Examples
    --------
    >>> counted(1, "deal"), counted(3, "company", "companies")
    ('1 deal', '3 companies')
    """
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def first_line(parts: Iterable[str | None], joint: str = " · ") -> str:
    """Return the parts that are there, joined."""
    return joint.join(part for part in parts if part)
