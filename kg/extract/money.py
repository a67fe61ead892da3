"""Amounts of money, capacities and percentages in a text, each with its bound.

What a mention's value says
---------------------------
* A range ("$10-15 billion", "between $20 and $30 billion", "two or three billion dollars") is at least its lower end:
  the one bound that holds whatever the outcome. Where the words tell a change ("raised from $2bn to $3bn") both ends
  are amounts of their own.
* "nearly", "almost" and "just under" are ``about``; "less than" is ``at_most``; "over" is ``at_least``.
* What has no exact number is no mention: "billions of dollars", "several billion", "a multi-billion-dollar deal".
* Neither is a price per piece or per month ("$23 a share", "$5 million a month"): it is no total and no yearly sum.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from kg.extract.bounds import Bounded, bounded
from kg.extract.currencies import Currencies, Sign
from kg.extract.numbers import DASH, GAP, HYPHEN, Quantity, quantities
from kg.values import Bound, Capacity, Money, Unit

if TYPE_CHECKING:
    from collections.abc import Iterator

V = TypeVar("V")


class Measured(NamedTuple, Generic[V]):
    """A quantity that a text tells: ``text[start:end]`` spells it with the words that bound it.

    ``bound`` repeats the bound of ``value`` where that has one; a percentage is a bare float.
    """

    start: int
    end: int
    value: V
    bound: Bound = Bound.EXACT


MoneyMention = Measured[Money]
CapacityMention = Measured[Capacity]
PercentMention = Measured[float]

_NOT_THEN = rf"(?!{GAP}(?:ago|earlier|later|before|after|from{GAP}(?:now|then)|hence|and{GAP}a{GAP}half)\b)"
_YEARLY = re.compile(
    rf"(?:{GAP}|{HYPHEN})(?:(?:(?:per|each|every|an?)(?:{GAP}|{HYPHEN})(?:single{GAP})?(?:year|annum|season)|annually|yearly|p\.a\.)(?!\w){_NOT_THEN}"
    rf"|(?:in|of){GAP}(?:annual|yearly)\b)|/(?:year|yr|annum)\b",
    re.IGNORECASE | re.ASCII,
)
_ANNUAL = re.compile(rf"\b(?:annual|yearly)(?:{GAP}[a-z-]{{1,20}}){{0,3}}{GAP}\Z", re.IGNORECASE | re.ASCII)
_RATE = re.compile(
    rf"(?:{GAP}|{HYPHEN})?(?:/{GAP}?|(?:an?|each|every)(?:{GAP}|{HYPHEN})(?=(?:share|unit|piece|head|hour|day|night|week|month|quarter|user|seat|gpu|chip|"
    rf"barrel|tonne|ton|kilowatt|megawatt|kwh|mwh|mw|watt|customer|subscriber|employee|pop|time|copy|minute|second|token)\b)"
    rf"|per(?:{GAP}|{HYPHEN})(?!(?:the|our|its|their|an?|year|annum|season|cent)\b))[a-z-]{{1,20}}\b{_NOT_THEN}|{GAP}apiece\b",
    re.IGNORECASE | re.ASCII,
)
_JOINT = re.compile(rf"(?P<dash>{GAP}?{DASH}{GAP}?)|{GAP}(?P<word>to|and|or){GAP}", re.IGNORECASE | re.ASCII)
_BETWEEN = re.compile(
    rf"\b(?:between|anywhere{GAP}from|ranging{GAP}from|ranges?{GAP}from){GAP}(?:about{GAP}|some{GAP}|roughly{GAP})?\Z",
    re.IGNORECASE | re.ASCII,
)
_CHANGE = re.compile(
    rf"\bfrom{GAP}(?:about{GAP}|some{GAP}|roughly{GAP})?\Z|\b(?:rais|increas|ris|rose|grow|grew|climb|jump|cut|lower|reduc|fell|fall|drop|lift|boost|expand|swell|up\b)\w*",
    re.IGNORECASE | re.ASCII,
)


class _Amount(NamedTuple):
    """A number with its currency or unit: ``text[start:end]``, before its bound is read."""

    start: int
    end: int
    quantity: Quantity
    unit: str
    low: bool = False


def find_money(text: str) -> list[MoneyMention]:
    """Return every exact or bounded amount of money of a text, in order; the spans are disjoint.

    A span covers the words that bound the amount and those that say "a year".

    Examples
    --------
    >>> [mention] = find_money("Acme pays up to $1.5bn a year.")
    >>> mention.value
    Money(value=Decimal('1500000000.0'), currency='USD', bound=<Bound.AT_MOST: 'at_most'>, period='P1Y')
    >>> "Acme pays up to $1.5bn a year."[mention.start : mention.end]
    'up to $1.5bn a year'
    """
    found: list[MoneyMention] = []
    for amount in _merged(text, _amounts(text)):
        start, end, bound = _bounded(text, amount, found)
        if _RATE.match(text, end) and not _YEARLY.match(text, end):
            continue
        yearly = _YEARLY.match(text, end)
        annual = _ANNUAL.search(text[max(0, start - 60) : start])
        money = Money(
            value=amount.quantity.value,
            currency=amount.unit,
            bound=bound,
            period="P1Y" if yearly or annual else None,
        )
        found.append(Measured(start, yearly.end() if yearly else end, money, bound))
    return found


def _bounded(text: str, amount: _Amount, found: list[Measured[V]]) -> Bounded:
    """Return the span and bound of an amount; the span begins no sooner than the mention before it ends."""
    start, end, bound = bounded(text, amount.start, amount.end)
    start = max(start, found[-1].end) if found else start
    return Bounded(start, end, Bound.AT_LEAST if amount.low else bound)


def _amounts(text: str) -> Iterator[_Amount]:
    currencies = Currencies(text)
    for quantity in quantities(text):
        scaled = quantity.scale > 1 or quantity.value >= 1000
        whole = not _MORE.match(text, quantity.end)
        front = currencies.before(quantity.start, scaled=quantity.scale > 1) if whole else None
        back = currencies.behind(quantity.end, scaled=scaled)
        if back and (_is_name(text, quantity) or (quantity.loose and text[back.start] in "-\u2010\u2011")):
            back = None
        yield _amount(quantity, front, back)


def _amount(quantity: Quantity, front: Sign | None, back: Sign | None) -> _Amount:
    """Return the amount that a number and the signs around it make; without a sign its unit is empty."""
    start = front.start if front else quantity.start
    if front and back and front.code not in {"USD", back.code}:
        back = None
    sign = back or front
    return _Amount(start, back.end if back else quantity.end, quantity, sign.code if sign else "")


def _merged(text: str, amounts: Iterator[_Amount]) -> Iterator[_Amount]:
    """Yield the amounts that have a unit, the two ends of a range as its lower one."""
    held: _Amount | None = None
    for amount in amounts:
        if held is None:
            held = amount
            continue
        low = _range(text, held, amount)
        if low is not None:
            held = None
            yield low
            continue
        if held.unit:
            yield held
        held = amount
    if held is not None and held.unit:
        yield held


def _range(text: str, first: _Amount, second: _Amount) -> _Amount | None:
    """Return the lower end of a range over the span of both ends, or None where the two are no range."""
    joint = _JOINT.fullmatch(text, first.end, second.start) if second.start - first.end <= 5 else None
    units = {first.unit, second.unit} - {""}
    if joint is None or len(units) != 1 or (not second.unit and second.quantity.scale == 1):
        return None
    before = text[max(0, first.start - 60) : first.start]
    between = _BETWEEN.search(before)
    word = (joint["word"] or "").lower()
    if word == "and" and not between:
        return None
    quantity = first.quantity
    if quantity.scale == 1 and quantity.number < second.quantity.number and quantity.number < 1000:
        quantity = quantity._replace(scale=second.quantity.scale)
    if quantity.value >= second.quantity.value or (word == "to" and not between and _CHANGE.search(before)):
        return None
    start = first.start - (len(between[0]) if between else 0)
    return _Amount(start, second.end, quantity, units.pop(), low=True)


_POWER = re.compile(
    rf"(?:{GAP}|{HYPHEN})?(?:(?P<symbol>[GM]W)(?:e|p|ac|dc|AC|DC)?|(?i:(?P<name>giga|mega){HYPHEN}?watts?))(?![\w])"
    rf"(?!(?:{GAP}|{HYPHEN})(?i:hours?|h|scale|class)\b)",
    re.ASCII,
)
_PLUS = re.compile(rf"\+(?![0-9])|{HYPHEN}plus(?![\w])", re.IGNORECASE | re.ASCII)
_AT = re.compile(rf"\b(?:in|since|by|until|during|from|for){GAP}\Z", re.IGNORECASE | re.ASCII)
_GLUED = re.compile(r"(?:\w|[A-Za-z]-)\Z", re.ASCII)
_MORE = re.compile(r"[A-Za-z]", re.ASCII)
_PERCENT = re.compile(
    rf"{GAP}?%|(?:{GAP}|{HYPHEN})(?:per{GAP}cent|percent|pct\.?)(?![\w])(?!{HYPHEN}?{GAP}?points?\b)",
    re.IGNORECASE | re.ASCII,
)
_MODEL = r"(?:(?:A|B|H|L|V|GB|MI|TPU)[0-9]{1,3}X?|Trainium[0-9]?|Inferentia[0-9]?|Ascend)"
_PROCESSORS = re.compile(
    rf"""(?:{GAP}|{HYPHEN})(?:of{GAP}(?:(?:its|their|the){GAP})?)?"""
    rf"(?P<maker>(?:(?:[A-Z][\w-]{{0,20}}(?:['\u2019]s)?(?:{GAP}{_MODEL})?|advanced|latest|new|newest|next-generation|high-end|top-end|cutting-edge|graphics|"
    rf"artificial-intelligence|artificial{GAP}intelligence|state-of-the-art|specialised|specialized|of{GAP}its|of{GAP}the|{_MODEL})(?:{GAP}|{HYPHEN})){{0,5}})"
    rf"(?P<noun>(?i:GPUs?|TPUs?|XPUs?|graphics{GAP}(?:processors?|processing{GAP}units?|cards?|chips?)|accelerators?|superchips?)|{_MODEL}s|"
    rf"(?i:chips?|processors?))(?![\w])",
    re.ASCII,
)
_CHIPMAKER = re.compile(
    rf"\b(?:Nvidia|NVIDIA|AMD|AI|artificial|graphics|Blackwell|Hopper|Rubin|Instinct|Huawei|Google|{_MODEL})\b",
    re.ASCII,
)


def find_capacity(text: str) -> list[CapacityMention]:
    """Return every power in gigawatts or megawatts and every number of processors of a text, in order.

    Energy (GWh) is no capacity. Chips and processors count where the words name them as those of artificial
    intelligence ("64,000 Nvidia GB200 chips"), GPUs and accelerators always.

    Examples
    --------
    >>> [
    ...     str(mention.value.value) + mention.value.unit
    ...     for mention in find_capacity("4.5-gigawatt, 100,000 GPUs, 5 GWh")
    ... ]
    ['4.5GW', '100000GPU']
    """
    found: list[CapacityMention] = []
    for amount in _merged(text, (_capacity(text, quantity) for quantity in quantities(text))):
        start, end, bound = _bounded(text, amount, found)
        capacity = Capacity(value=amount.quantity.value, unit=Unit(amount.unit), bound=bound)
        found.append(Measured(start, end, capacity, bound))
    return found


def _capacity(text: str, quantity: Quantity) -> _Amount:
    """Return the amount that a number and the unit behind it make; without a unit its unit is empty."""
    plus = _PLUS.match(text, quantity.end)
    end = plus.end() if plus else quantity.end
    if _is_name(text, quantity):
        return _Amount(quantity.start, quantity.end, quantity, "")
    if power := _POWER.match(text, end):
        unit = power["symbol"] or {"g": "GW", "m": "MW"}[power["name"][0].lower()]
        return _Amount(quantity.start, power.end(), quantity, unit, low=bool(plus))
    found = _PROCESSORS.match(text, end)
    if found and _counts(found, quantity):
        return _Amount(quantity.start, found.end(), quantity, "GPU", low=bool(plus))
    return _Amount(quantity.start, quantity.end, quantity, "")


def _counts(found: re.Match[str], quantity: Quantity) -> bool:
    """Whether the noun behind a number means processors of artificial intelligence, and not any chips."""
    noun = found["noun"].lower()
    if noun.startswith(("chip", "processor")):
        return _CHIPMAKER.search(found["maker"]) is not None
    return not noun.startswith("accelerator") or quantity.value >= 100  # fewer are programmes for start-ups


def _is_name(text: str, quantity: Quantity) -> bool:
    """Whether a number counts nothing: part of a name ("H100 GPUs"), or a year ("in 2025 dollars")."""
    before = text[max(0, quantity.start - 8) : quantity.start]
    if _GLUED.search(before):
        return True
    year = re.fullmatch("(?:19|20)[0-9]{2}", text[quantity.start : quantity.end])
    return year is not None and _AT.search(before) is not None


def find_percent(text: str) -> list[PercentMention]:
    """Return every percentage of a text, in order; a range ("10-15%") has no one value and is no mention.

    Examples
    --------
    >>> [
    ...     mention.value
    ...     for mention in find_percent("a 49% stake, ten per cent more, half, 2 percentage points")
    ... ]
    [49.0, 10.0]
    """
    found: list[PercentMention] = []
    for amount in _merged(text, (_percentage(text, quantity) for quantity in quantities(text))):
        start, end, bound = _bounded(text, amount, found)
        if not amount.low:
            found.append(Measured(start, end, float(amount.quantity.value), bound))
    return found


def _percentage(text: str, quantity: Quantity) -> _Amount:
    sign = _PERCENT.match(text, quantity.end)
    whole = sign is not None and quantity.scale == 1
    return _Amount(
        quantity.start, sign.end() if sign and whole else quantity.end, quantity, "%" if whole else ""
    )
