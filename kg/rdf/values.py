"""Value objects as nodes named by their content: what is equal is one node, so a conflict is two different IRIs."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING
from typing import Literal as Only

from kg.errors import StoreError
from kg.namespaces import ID, concept, concept_iri, local
from kg.rdf import vocabulary as v
from kg.rdf.terms import BOOLEAN, DATE_TIME, DECIMAL, INTEGER, Literal
from kg.values import Bound, Capacity, Money, Unit, days, months

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from kg.rdf.nodes import Nodes
    from kg.rdf.terms import Term, Triple


@lru_cache(maxsize=65_536, typed=True)  # a float and a Decimal may be equal and written differently
def decimal(number: Decimal | float) -> str:
    """Return a number as xsd:decimal writes it: exact, without exponent and without zeros at either end.

    Examples
    --------
    >>> decimal(Decimal("3E+11")), decimal(0.95), decimal(Decimal("4.50"))
    ('300000000000', '0.95', '4.5')
    """
    text = format(Decimal(repr(number)) if isinstance(number, float) else number.copy_abs(), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def amount_iri(amount: Money) -> str:
    """Return the IRI of an amount of money.

    Examples
    --------
    >>> amount_iri(Money(value=3 * 10**11, currency="USD", bound="at_most"))
    'https://w3id.org/tech-partnerships/id/amount/USD/at-most/300000000000'
    """
    yearly = "/P1Y" if amount.period else ""
    return f"{ID}amount/{local(amount.currency)}/{concept(amount.bound)}/{decimal(amount.value)}{yearly}"


@lru_cache(maxsize=65_536)
def amount_named(iri: str) -> Money:
    """Return the amount that an IRI names: the inverse of :func:`amount_iri`, without its description.

    Raises
    ------
    StoreError
        The IRI is of another make.

    Examples
    --------
    >>> amount_named("https://w3id.org/tech-partnerships/id/amount/USD/at-most/300000000000").bound.value
    'at_most'
    """
    found = _AMOUNT.fullmatch(iri)
    if found is None or found[2] not in _BOUNDS:
        raise StoreError(f"<{iri}> names no amount of money")
    currency, bound, number, period = found.groups()
    # nothing is left to check, and checking it again would be most of the time
    return Money.model_construct(
        value=Decimal(number), currency=currency, bound=_BOUNDS[bound], period="P1Y" if period else None
    )


_AMOUNT = re.compile(rf"{re.escape(ID)}amount/([A-Z]{{3}})/([a-z-]+)/([0-9.]+)(/P1Y)?")
_BOUNDS = {concept(each): each for each in Bound}


def capacity_iri(capacity: Capacity) -> str:
    """Return the IRI of a capacity.

    Examples
    --------
    >>> capacity_iri(Capacity(value="4.50", unit="GW", bound="about"))
    'https://w3id.org/tech-partnerships/id/capacity/GW/about/4.5'
    """
    return f"{ID}capacity/{concept(capacity.unit)}/{concept(capacity.bound)}/{decimal(capacity.value)}"


def date_iri(text: str) -> str:
    """Return the IRI of a date as precise as its text.

    Examples
    --------
    >>> date_iri("2024-summer"), duration_iri("P18M")
    ('https://w3id.org/tech-partnerships/id/date/2024-summer', 'https://w3id.org/tech-partnerships/id/duration/P18M')
    """
    return f"{ID}date/{local(text)}"


def duration_iri(text: str) -> str:
    """Return the IRI of a duration."""
    return f"{ID}duration/{local(text)}"


def amount_triples(amount: Money) -> Iterator[Triple]:
    """Describe an amount of money."""
    node = amount_iri(amount)
    yield node, v.TYPE, v.AMOUNT
    yield node, v.VALUE, Literal(decimal(amount.value), DECIMAL)
    yield node, v.CURRENCY, Literal(amount.currency)
    yield node, v.BOUND, concept_iri(amount.bound)
    if amount.period:
        yield node, v.PER_YEAR, Literal("true", BOOLEAN)


def capacity_triples(capacity: Capacity) -> Iterator[Triple]:
    """Describe a capacity."""
    node = capacity_iri(capacity)
    yield node, v.TYPE, v.CAPACITY
    yield node, v.VALUE, Literal(decimal(capacity.value), DECIMAL)
    yield node, v.UNIT, concept_iri(capacity.unit)
    yield node, v.BOUND, concept_iri(capacity.bound)


def date_triples(text: str) -> Iterator[Triple]:
    """Describe a date: as written, and the first and last day it may mean (xsd:dateTime, for OWL knows no xsd:date)."""
    node, span = date_iri(text), days(text)
    yield node, v.TYPE, v.DATE
    yield node, v.WRITTEN, Literal(text)
    yield node, v.EARLIEST, day(span.first)
    yield node, v.LATEST, day(span.last)


def duration_triples(text: str) -> Iterator[Triple]:
    """Describe a duration: as written, and in months."""
    node = duration_iri(text)
    yield node, v.TYPE, v.DURATION
    yield node, v.WRITTEN, Literal(text)
    yield node, v.MONTHS, Literal(str(months(text)), INTEGER)


def day(on: date) -> Literal:
    """Return a day as the instant it begins in UTC.

    Examples
    --------
    >>> from datetime import date
    >>> day(date(2027, 1, 1)).value
    '2027-01-01T00:00:00Z'
    """
    return Literal(f"{on.isoformat()}T00:00:00Z", DATE_TIME)


def read_amount(nodes: Nodes, term: Term) -> Money:
    """Return the amount that a node describes."""
    node = nodes.at(term)
    period: Only["P1Y"] | None = "P1Y" if node.text(v.PER_YEAR) == "true" else None
    return Money(
        value=Decimal(node.need(v.VALUE)),
        currency=node.need(v.CURRENCY),
        bound=node.concept(v.BOUND, Bound),
        period=period,
    )


def read_capacity(nodes: Nodes, term: Term) -> Capacity:
    """Return the capacity that a node describes."""
    node = nodes.at(term)
    return Capacity(
        value=Decimal(node.need(v.VALUE)), unit=node.concept(v.UNIT, Unit), bound=node.concept(v.BOUND, Bound)
    )


def read_written(nodes: Nodes, term: Term) -> str:
    """Return a date or duration as it was written."""
    return nodes.at(term).need(v.WRITTEN)
