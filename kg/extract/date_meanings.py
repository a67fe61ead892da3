"""What the phrases of :mod:`kg.extract.date_rules` mean on the day of a document.

Each function takes a match and the document's day (None where unknown) and returns the date's readings in order of
time: one where the phrase is plain, two where it leaves open whether it looks back or ahead ("in March"), none where it
cannot be resolved. A reading that is no day of the calendar raises ``ValueError``: the phrase is no date.
"""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from kg.extract.calendar_words import (
    DAYS,
    SEASONS,
    WEEKDAYS,
    around,
    enclosing,
    month_from,
    month_number,
    ordinal,
    told_year,
    week,
)
from kg.extract.numbers import cardinal
from kg.values import days

if TYPE_CHECKING:
    from collections.abc import Callable

Readings = tuple[str, ...]
_TURNS = {"last": -1, "past": -1, "this": 0, "the": 0, "current": 0, "next": 1, "coming": 1}
_DAY_WORDS = {
    "yesterday": -1,
    "last night": -1,
    "tomorrow": 1,
    "the day before yesterday": -2,
    "the day after tomorrow": 2,
}
_LOOSELY = re.compile(r"\b(?:more than|over|less than|under|almost|nearly|at least|up to)\s\Z", re.IGNORECASE)
_RECORD = re.compile(r"\b(?:[a-z]{2,12}est|worst|first|most|only|record)\b[^.;]{0,30}\Z", re.IGNORECASE)
_AHEAD = re.compile(
    r"\b(?:will|would|shall|to|expect\w{0,3}|due|schedul\w{0,3}|plan\w{0,4}|set)\b[^.!?;]{0,50}\Z",
    re.IGNORECASE,
)


def _told(match: re.Match[str], name: str) -> str:
    return str(match.groupdict().get(name) or "")


def _checked(*readings: str) -> Readings:
    """Return the readings, each of them a date of the calendar."""
    for reading in readings:
        days(reading)
    return readings


def _in_year(match: re.Match[str], today: date | None, name: str) -> Readings:
    """Return the readings of a part of a year: ``name`` is what follows the year ("-Q3", "-04-17")."""
    if _told(match, "year") or _told(match, "which"):
        year = told_year(_told(match, "year"), _told(match, "which"), today)
        return () if year is None or _told(match, "fiscal") else _checked(f"{year:04}{name}")
    if today is None:
        return ()
    leap = name == "-02-29"
    years = range(today.year - 8 * leap - 1, today.year + 8 * leap + 2)
    periods = [f"{year:04}{name}" for year in years if not leap or calendar.isleap(year)]
    return around(list(_checked(*periods)), today)


def day(match: re.Match[str], today: date | None) -> Readings:
    """Return "March 17" or "March 17, 2025"."""
    return _in_year(match, today, f"-{month_number(match['month']):02}-{int(match['day']):02}")


def month(match: re.Match[str], today: date | None) -> Readings:
    """Return "March" or "March of last year"."""
    return _in_year(match, today, f"-{month_number(match['month']):02}")


def worded_day(match: re.Match[str], today: date | None) -> Readings:
    """Return "the third of February" or "the last day of January" to the day."""
    word = "-".join(match["word"].lower().replace("-", " ").split())
    if word == "last-day":
        return tuple(days(reading).last.isoformat() for reading in month(match, today))
    return _in_year(match, today, f"-{month_number(match['month']):02}-{DAYS.index(word) + 1:02}")


def day_of_month(match: re.Match[str], today: date | None) -> Readings:
    """Return "the 1st": the latest such day up to the document's."""
    if today is None:
        return ()
    number = int(match["day"])
    return _checked(f"{month_from(today, -(number > today.day))}-{number:02}")


def anaphor(match: re.Match[str], today: date | None) -> Readings:
    """Return "that year", "the following year" or "the same month", seen from the date that the text told before."""
    if today is None:
        return ()
    unit = (_told(match, "unit") or "year").lower()
    ahead = (
        _told(match, "which").lower() in {"following", "after"} or _told(match, "which2").lower() == "later"
    )
    if unit == "day":
        return ((today + timedelta(days=ahead)).isoformat(),)
    return _checked(month_from(today, ahead)) if unit == "month" else _checked(f"{today.year + ahead:04}")


def that_month(match: re.Match[str], today: date | None) -> Readings:
    """Return this, last or next March; the last and the next are the nearest besides the present month."""
    if today is None:
        return ()
    number = month_number(match["month"])
    turn = _TURNS[match["rel"].lower().split()[-1]]
    passed = {-1: -(number >= today.month), 0: 0, 1: int(number <= today.month)}[turn]
    return (f"{today.year + passed:04}-{number:02}",)


def part_of_year(letter: str, last: int) -> Callable[[re.Match[str], date | None], Readings]:
    """Return the meaning of quarters (``Q``, 4) or halves (``H``, 2), with or without a year."""

    def meaning(match: re.Match[str], today: date | None) -> Readings:
        word = _told(match, "ordinal") or _told(match, "number") or _told(match, "number2")
        name = f"-{letter}{ordinal(word, last)}"
        if short := _told(match, "short"):
            return _checked(f"20{short}{name}")
        return _in_year(match, today, name)

    return meaning


def fiscal(match: re.Match[str], _today: date | None) -> Readings:
    """Return the year after which a fiscal year is named, of "2025-26" the later: its months are each company's own."""
    year, short = _told(match, "year"), _told(match, "closing") or _told(match, "short")
    if _told(match, "closing"):
        return _checked(f"20{short}")
    return (year or f"20{short}",) if year or short else ()


def season(match: re.Match[str], today: date | None) -> Readings:
    """Return "the summer of 2024" or "the summer"."""
    return _in_year(match, today, f"-{SEASONS[match['season'].lower()]}")


def that_season(match: re.Match[str], today: date | None) -> Readings:
    """Return this, last or next spring: the last is the latest that is over, the next the first that has not begun."""
    if today is None:
        return ()
    name = SEASONS[match["season"].lower()]
    periods = _checked(*(f"{year:04}-{name}" for year in range(today.year - 2, today.year + 3)))
    turn = _TURNS[match["rel"].lower()]
    if turn < 0:
        return ([period for period in periods if days(period).last < today][-1],)
    if turn > 0:
        return (next(period for period in periods if days(period).first > today),)
    return (periods[1] if name == "winter" and today.month <= 5 else periods[2],)


def weekday(match: re.Match[str], today: date | None) -> Readings:
    """Return a weekday: today or the latest before it, or the first after it where the text looks ahead.

    "Last Friday" is before today, "next Friday" in the week after this one (weeks begin on Monday), "this Friday" in
    this week.
    """
    if today is None:
        return ()
    number = WEEKDAYS.index(match["weekday"])
    rel = (match["rel"] or "").lower()
    back = today - timedelta(days=(today.weekday() - number) % 7)
    if rel in {"last", "past"}:
        return ((back if back < today else back - timedelta(days=7)).isoformat(),)
    if rel in {"this", "next"}:
        return ((week(today, int(rel == "next"))[0] + timedelta(days=number)).isoformat(),)
    ahead = back + timedelta(days=7)
    if rel == "coming":
        return (ahead.isoformat(),)
    return (back.isoformat(),) if back == today else (back.isoformat(), ahead.isoformat())


def day_word(match: re.Match[str], today: date | None) -> Readings:
    """Return "today", "yesterday", "this morning"."""
    offset = _DAY_WORDS.get(" ".join(match[0].lower().split()), 0)
    return () if today is None else ((today + timedelta(days=offset)).isoformat(),)


def that_week(match: re.Match[str], today: date | None) -> Readings:
    """Return the month, or the next longer period, that holds the whole of this, last or next week."""
    return () if today is None else (enclosing(*week(today, _TURNS[match["rel"].lower()])),)


def that_turn(match: re.Match[str], today: date | None) -> Readings:
    """Return this, last or next month or quarter."""
    if today is None:
        return ()
    offset = _TURNS[match["rel"].lower()]
    if match["unit"].lower() == "month":
        return _checked(month_from(today, offset))
    year, quarter = divmod(4 * today.year + (today.month - 1) // 3 + offset, 4)
    return _checked(f"{year:04}-Q{quarter + 1}")


def year(match: re.Match[str], today: date | None) -> Readings:
    """Return "2027", "next year" or "year-end"; this fiscal year is each company's own and stays open."""
    if _told(match, "fiscal"):
        return ()
    if short := _told(match, "short"):
        return (f"20{short}",)
    found = told_year(_told(match, "year"), _told(match, "which") or "this", today)
    return () if found is None else _checked(f"{found:04}")


def new_year(_match: re.Match[str], today: date | None) -> Readings:
    """Return "the new year": in January this one, later the next."""
    return () if today is None else _checked(f"{today.year + (today.month > 1):04}")


def numbered(match: re.Match[str], _today: date | None) -> Readings:
    """Return a date in figures; where either number could be the month, it stays open. Dots put the day first."""
    first, second = int(match["first"]), int(match["second"])
    found = match["year"] if len(match["year"]) == 4 else f"20{match['year']}"
    dotted = match["mark"] == "."
    if not dotted and first <= 12 and second <= 12 and first != second:
        return ()
    day_number, month_of_year = (first, second) if dotted or first > 12 else (second, first)
    return _checked(f"{found}-{month_of_year:02}-{day_number:02}")


def iso(match: re.Match[str], _today: date | None) -> Readings:
    """Return "2025-09-11", "2025/09/11" or "2025-09"."""
    return _checked(match[0].replace("/", "-"))


def distance(match: re.Match[str], today: date | None) -> Readings:
    """Return "two weeks ago" to the day, "three months ago" to the month, "in four years" to the year.

    "More than a year ago" stays open. "In four years" without "time" is a date only where the text looks ahead:
    "the best day in five years" is none.
    """
    before = match.string[max(0, match.start() - 60) : match.start()]
    if not _told(match, "sure") and (_RECORD.search(before) or not _AHEAD.search(before)):
        raise ValueError("a length of time, no date")
    if today is None or _LOOSELY.search(before):
        return ()
    word = match["count"].lower()
    count = (1 if word in {"a", "an"} else cardinal(word)) * (
        -1 if match["sure"] and "ago" in match["sure"].lower() else 1
    )
    unit = match["unit"].lower()
    if unit == "year":
        month_too = f"-{today.month:02}" if _told(match, "same") else ""
        return _checked(f"{today.year + count:04}{month_too}")
    if unit == "month":
        return _checked(month_from(today, count))
    length = {"day": 1, "week": 7, "fortnight": 14}[unit]
    return ((today + timedelta(days=count * length)).isoformat(),)


def now(_match: re.Match[str], today: date | None) -> Readings:
    """Return "now", as one end of a period, to the month."""
    return () if today is None else (f"{today.year:04}-{today.month:02}",)
