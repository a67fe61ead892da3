"""The calendar's words as patterns, and dates as precise as words can be: the vocabulary of :mod:`kg.extract.dates`."""

from __future__ import annotations

from datetime import date, timedelta

from kg.extract.numbers import GAP
from kg.values import days

MONTHS = "January February March April May June July August September October November December".split()
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
SEASONS = {"spring": "spring", "summer": "summer", "autumn": "autumn", "fall": "autumn", "winter": "winter"}
_MONTH_OF = {name[:3].lower(): number for number, name in enumerate(MONTHS, 1)}
_FORMS = [*MONTHS, *(name.upper() for name in MONTHS)]
_SHORT = "Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec".split()
_TEENS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth "
    "seventeenth eighteenth nineteenth twentieth".split()
)
DAYS = [*_TEENS, *(f"twenty-{word}" for word in _TEENS[:9]), "thirtieth", "thirty-first"]
_ORDINALS = {
    "first": 1,
    "1st": 1,
    "second": 2,
    "2nd": 2,
    "latter": 2,
    "back": 2,
    "third": 3,
    "3rd": 3,
    "fourth": 4,
    "4th": 4,
}

MONTH = rf"(?P<month>{'|'.join(_FORMS)}|(?:{'|'.join([*_SHORT, *(name.upper() for name in _SHORT)])})(?![a-zA-Z])\.?)(?![a-zA-Z])"
WEEKDAY = rf"(?P<weekday>{'|'.join(WEEKDAYS)})"
YEAR = r"(?P<year>(?:19|20)[0-9]{2})(?![0-9]|[.,][0-9]|[A-Za-z_%])"
WHICH_YEAR = (
    rf"(?i:(?:the{GAP})?(?P<which>this|last|next|current|coming|previous|following|same|that|the){GAP}"
    rf"(?:(?P<fiscal>fiscal|financial){GAP})?year)(?![\w-])"
)
OF_YEAR = rf",?{GAP}(?:(?:of|in){GAP})?(?:{YEAR}|{WHICH_YEAR})"
_OFFSET = {
    "this": 0,
    "current": 0,
    "the": 0,
    "that": 0,
    "same": 0,
    "following": 1,
    "last": -1,
    "previous": -1,
    "next": 1,
    "coming": 1,
}


def month_number(word: str) -> int:
    """Return the number of a month by its name or abbreviation.

    Examples
    --------
    >>> month_number("Sept."), month_number("MAY")
    (9, 5)
    """
    return _MONTH_OF[word[:3].lower()]


def ordinal(word: str, last: int) -> int:
    """Return the number that an ordinal of quarters or halves means; ``last`` is that of "final".

    Examples
    --------
    >>> ordinal("third", 4), ordinal("final", 2), ordinal("3", 4)
    (3, 2, 3)
    """
    if word.isdecimal():
        return int(word)
    return _ORDINALS.get(word.lower(), last)


def told_year(year: str, which: str, today: date | None) -> int | None:
    """Return the year that figures or a word such as "last" tell; None where only another passage could tell it.

    Examples
    --------
    >>> told_year("2027", "", None)
    2027
    >>> told_year("", "last", date(2025, 9, 11))
    2024
    """
    if year:
        return int(year)
    if today is None or which.lower() not in _OFFSET:
        return None
    return today.year + _OFFSET[which.lower()]


def around(periods: list[str], today: date) -> tuple[str, ...]:
    """Return the period that holds ``today``, or else the last before it and the first after it.

    Parameters
    ----------
    periods
        Dates as :func:`kg.values.days` reads them, in order of time.

    Examples
    --------
    >>> around(["2024-03", "2025-03", "2026-03"], date(2025, 9, 11))
    ('2025-03', '2026-03')
    >>> around(["2024-09", "2025-09", "2026-09"], date(2025, 9, 11))
    ('2025-09',)
    """
    spans = [(period, days(period)) for period in periods]
    now = [period for period, span in spans if span.first <= today <= span.last]
    if now:
        return (now[-1],)
    before = [period for period, span in spans if span.last < today]
    after = [period for period, span in spans if span.first > today]
    return (*before[-1:], *after[:1])


def enclosing(first: date, last: date) -> str:
    """Return the shortest date that holds a span of days: a day, a month, a quarter, a half, or a year.

    Raises
    ------
    ValueError
        The span runs over a turn of the year.

    Examples
    --------
    >>> enclosing(date(2025, 9, 29), date(2025, 10, 5))
    '2025-H2'
    """
    if first == last:
        return first.isoformat()
    year = f"{first.year:04}"
    names = (
        f"{year}-{first.month:02}",
        f"{year}-Q{(first.month + 2) // 3}",
        f"{year}-H{1 if first.month <= 6 else 2}",
        year,
    )
    for name in names:
        if last <= days(name).last:
            return name
    raise ValueError("the days lie in two years")


def week(today: date, offset: int) -> tuple[date, date]:
    """Return the first and last day of the week, Monday to Sunday, ``offset`` weeks from that of ``today``."""
    monday = today + timedelta(days=7 * offset - today.weekday())
    return monday, monday + timedelta(days=6)


def month_from(today: date, offset: int) -> str:
    """Return the month ``offset`` months from that of ``today``.

    Examples
    --------
    >>> month_from(date(2025, 1, 31), -1)
    '2024-12'
    """
    count = 12 * today.year + today.month - 1 + offset
    return f"{count // 12:04}-{count % 12 + 1:02}"
