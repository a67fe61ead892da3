"""Values in plain English, as answers and pages write them."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_EVEN, Decimal
from typing import TYPE_CHECKING

from kg.model import Claim, ClaimType, Remark
from kg.values import Bound, Capacity, Money, months

if TYPE_CHECKING:
    from collections.abc import Iterable

_SENTENCES = {
    ClaimType.CONTRACT: "{customer} buys{product} from {provider}",
    ClaimType.USAGE: "{customer} uses{product} of {provider}",
    ClaimType.PROJECT: "{participant} take part in {name}",
    ClaimType.INVESTMENT: "{investor} invests in {investee}",
    ClaimType.ACQUISITION: "{acquirer} acquires {target}",
    ClaimType.PARTNERSHIP: "{party} are partners",
    ClaimType.EXCLUSIVITY_ENDED: "{customer} no longer relies on {provider} alone",
    ClaimType.COMPETITION: "{party} compete",
}
_BOUND = {Bound.EXACT: "", Bound.AT_MOST: "up to ", Bound.AT_LEAST: "at least ", Bound.ABOUT: "about "}
_SCALES = ((10**12, " trillion"), (10**9, " billion"), (10**6, " million"))
_SYMBOLS = {"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥"}
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_HALVES = {"H1": "the first half", "H2": "the second half"}
_QUARTERS = {
    "Q1": "the first quarter",
    "Q2": "the second quarter",
    "Q3": "the third quarter",
    "Q4": "the last quarter",
}


def in_words(date: str) -> str:
    """Return a partial date as text.

    Examples
    --------
    >>> [in_words(text) for text in ("2027", "2025-01", "2025-04-17", "2024-summer", "2025-Q2")]
    ['2027', 'January 2025', '17 April 2025', 'summer 2024', 'the second quarter of 2025']
    """
    year, _, rest = date.partition("-")
    if not rest:
        return year
    if part := _QUARTERS.get(rest) or _HALVES.get(rest):
        return f"{part} of {year}"
    if not rest[0].isdigit():
        return f"{rest} {year}"
    month, _, day = rest.partition("-")
    named = f"{_MONTHS[int(month) - 1]} {year}"
    return f"{int(day)} {named}" if day else named


def duration_in_words(duration: str) -> str:
    """Return an ISO 8601 duration as text.

    Examples
    --------
    >>> duration_in_words("P5Y"), duration_in_words("P18M"), duration_in_words("P12M")
    ('5 years', '18 months', '1 year')
    """
    length = months(duration)
    count, unit = (length // 12, "year") if length % 12 == 0 else (length, "month")
    return f"{count} {unit}{'' if count == 1 else 's'}"


def money_in_words(money: Money) -> str:
    """Return an amount with its bound, scale and currency as text; no digit is rounded away.

    Examples
    --------
    >>> money_in_words(Money(value=300_000_000_000, currency="USD", bound="at_most"))
    'up to $300 billion'
    >>> money_in_words(Money(value=1_500_000, currency="CHF", period="P1Y"))
    '1.5 million CHF a year'
    """
    size, word = next(((size, word) for size, word in _SCALES if money.value >= size), (1, ""))
    number = f"{money.value / size:,f}"
    number = number.rstrip("0").rstrip(".") if "." in number else number
    symbol = _SYMBOLS.get(money.currency)
    amount = f"{symbol}{number}{word}" if symbol else f"{number}{word} {money.currency}"
    return f"{_BOUND[money.bound]}{amount}{' a year' if money.period else ''}"


def roughly(money: Money) -> str:
    """Return an amount as text, rounded for people to three digits and marked where that changes it.

    Examples
    --------
    >>> [roughly(Money(value=value, currency="USD")) for value in (10_000_000_000, 3_333_333_333, 999_999)]
    ['$10 billion', 'about $3.33 billion', 'about $1 million']
    """
    value = money.value
    kept = value.quantize(Decimal(1).scaleb(value.adjusted() - 2), ROUND_HALF_EVEN) if value else value
    same = kept == value or money.bound is Bound.ABOUT
    words = money_in_words(money.model_copy(update={"value": kept}))
    return words if same else f"about {words}"


def capacity_in_words(capacity: Capacity) -> str:
    """Return a capacity as text.

    Examples
    --------
    >>> (
    ...     capacity_in_words(Capacity(value=4.5, unit="GW", bound="about")),
    ...     capacity_in_words(Capacity(value=64_000, unit="GPU")),
    ... )
    ('about 4.5 GW', '64,000 GPUs')
    """
    plural = "s" if capacity.unit == "GPU" and capacity.value != 1 else ""
    return f"{_BOUND[capacity.bound]}{capacity.value:,f} {capacity.unit}{plural}"


def listed(words: Iterable[str]) -> str:
    """Return words as a list in a sentence.

    Examples
    --------
    >>> listed(["Oracle"]), listed(["Google", "Microsoft", "Oracle"])
    ('Oracle', 'Google, Microsoft and Oracle')
    """
    *most, last = words
    return f"{', '.join(most)} and {last}" if most else last


def spaced(code: str) -> str:
    """Return a code of a closed list as words: ``exclusivity_ended`` and ``no-response`` lose their joints.

    Examples
    --------
    >>> spaced("exclusivity_ended"), spaced("no-response")
    ('exclusivity ended', 'no response')
    """
    return re.sub("[-_]", " ", code)


def claim_in_words(claim: Claim) -> str:
    """Return what a claim says as a sentence without its full stop.

    Examples
    --------
    >>> from kg.model import Evidence
    >>> quote = Evidence(quote="x", start=0, end=1)
    >>> parties = {"customer": ("OpenAI",), "provider": ("Oracle",)}
    >>> claim_in_words(Claim(doc="a", type="contract", roles=parties, product="cloud", evidence=(quote,)))
    'OpenAI buys cloud from Oracle'
    """
    slots = dict.fromkeys(("customer", "provider", "investor", "investee", "acquirer", "target"), "someone")
    slots |= {"participant": "Several", "party": "Several"}
    slots |= {role: listed(names) for role, names in claim.roles.items() if names}
    slots["name"] = claim.name or "a project"
    product = spaced(claim.product) if claim.product else ""
    slots["product"] = f" {product}" if product else " the services" if claim.type is ClaimType.USAGE else ""
    return _SENTENCES[claim.type].format(**slots)


def remark_in_words(remark: Remark) -> str:
    """Return what a remark records: its kind, its code, and whom it is about.

    Examples
    --------
    >>> from kg.model import Evidence
    >>> quote = Evidence(quote="x", start=0, end=1)
    >>> remark_in_words(
    ...     Remark(doc="a", kind="strategy", value="multi-cloud", parties=("OpenAI",), evidence=(quote,))
    ... )
    'strategy (multi cloud): OpenAI'
    """
    value = f" ({spaced(remark.value)})" if remark.value else ""
    about = f": {listed(remark.parties)}" if remark.parties else ""
    return f"{spaced(remark.kind)}{value}{about}"
