"""How long a deal runs: "a five-year contract", "over the next four years", "18 months", "two decades".

Spans of time that are no term are found as well and carry no duration, so that no other grammar misreads their words:
the past ("over the past five years"), an age ("a 20-year-old company"), a deadline ("within three months"), a distance
("five months after"), a range ("three to five years").
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from kg.extract.numbers import CARDINAL, DASH, GAP, HYPHEN, cardinal

if TYPE_CHECKING:
    from collections.abc import Iterator

_HALF = rf"(?:(?:{GAP}|{HYPHEN})and(?:{GAP}|{HYPHEN})a(?:{GAP}|{HYPHEN})half)"
_NUMBER = rf"(?:(?P<figures>[0-9]{{1,3}}(?:\.[0-9]{{1,2}})?)|(?P<words>{CARDINAL}|an?))(?P<half>{_HALF})?"
_UNIT = r"(?P<unit>years?|yrs?|months?|decades?)"
_TERM = re.compile(
    rf"(?<![\w.,$\u20ac\u00a3/-])(?:"
    rf"{_NUMBER}(?:{GAP}|{HYPHEN}){_UNIT}(?P<long>{HYPHEN}?long)?(?P<half2>{GAP}and{GAP}a{GAP}half)?"
    rf"(?:,?{GAP}(?:and{GAP})?(?P<rest>[0-9]{{1,2}}|{CARDINAL}){GAP}months)?"
    rf"|(?P<quarter>quarter{HYPHEN}century|quarter{GAP}of{GAP}a{GAP}century)"
    rf"|(?P<alone>(?:year|decade){HYPHEN}?long)"
    rf"|(?P<next>the{GAP}(?:next|coming|following){GAP}(?:year|decade)))(?![\w])",
    re.IGNORECASE | re.ASCII,
)
_LEAD = re.compile(
    rf"(?:\b(?P<lead>over|for|in|during|through|throughout|across|lasting|lasts|spanning|of|within|after|every|each|by|than|first|final)"
    rf"(?:{GAP}(?:up{GAP}to|about|some|roughly|around|at{GAP}least|as{GAP}long{GAP}as|more{GAP}than|nearly|almost|another|an{GAP}additional))?{GAP}(?:(?:the|its|their){GAP})?)?"
    rf"(?:(?:(?:the|its|their){GAP})?(?P<course>next|coming|following|past|last|previous|preceding|prior|first|final|initial){GAP})?\Z",
    re.IGNORECASE | re.ASCII,
)
_RANGE = re.compile(
    rf"(?<![\w])(?:[0-9]{{1,3}}|{CARDINAL})(?:{GAP}?{DASH}{GAP}?|{GAP}(?:to|or|and){GAP}|{HYPHEN}{GAP}(?:to|or){GAP})\Z",
    re.IGNORECASE | re.ASCII,
)
_NO_TERM_BEHIND = re.compile(
    rf"(?:{GAP}|{HYPHEN}|,{GAP})(?:ago|old|late|later|earlier|early|after|before|from{GAP}now|hence|running|in{GAP}a{GAP}row|behind|ahead|overdue|away|"
    rf"apart|high|low|since|of{GAP}(?:experience|age|losses|talks|negotiations|delays?)|ended|ending|to{GAP}(?:January|February|March|April|May|June|July|"
    rf"August|September|October|November|December)|treasury|treasuries|bonds?|notes?|gilts?|yields?|veteran|anniversary)\b"
    rf"|['\u2019]s?{GAP}(?:experience|time)\b",
    re.IGNORECASE | re.ASCII,
)
_EXTENDED = re.compile(
    rf"\b(?:extend|prolong|renew|lengthen)\w{{0,6}}{GAP}(?:[\w-]{{1,14}}{GAP}){{0,4}}by{GAP}\Z",
    re.IGNORECASE | re.ASCII,
)
_PAST = frozenset("past last previous preceding prior first final".split())
_NO_TERM = frozenset("within after every each first final".split())
_NEEDS_LEAD = frozenset("over for during through throughout across lasting lasts spanning of".split())
_REACH = 44


class Term(NamedTuple):
    """A span of time in a text; ``duration`` is ISO 8601, or None where the words tell no term of a deal."""

    start: int
    end: int
    duration: str | None
    lead: str | None


def find_terms(text: str) -> Iterator[Term]:
    """Yield every span of years, months or decades of a text, in order.

    Examples
    --------
    >>> [term.duration for term in find_terms("a five-year lease, 18 months, over the past two years")]
    ['P5Y', 'P18M', None]
    """
    for match in _TERM.finditer(text):
        window = max(0, match.start() - _REACH)
        lead = _LEAD.search(text[window : match.start()])
        start = window + lead.start() if lead else match.start()
        word = (lead["lead"] or "").lower() if lead else ""
        course = (lead["course"] or "").lower() if lead else ""
        if _bare(match) and word not in _NEEDS_LEAD and not match["alone"]:
            continue
        known = _is_term(text, match, word, course)
        yield Term(start, match.end(), _duration(match) if known else None, word or None)


def _bare(match: re.Match[str]) -> bool:
    """Whether the words are a term only after "for" or "over": "a year", "a decade", "the next decade"."""
    count = (match["words"] or "").lower()
    return bool(match["next"]) or (
        count in {"a", "an"} and not match["half"] and not match["half2"] and not match["long"]
    )


def _is_term(text: str, match: re.Match[str], word: str, course: str) -> bool:
    before = text[max(0, match.start() - _REACH) : match.start()]
    if word == "by" and not _EXTENDED.search(before):
        return False
    if word in _NO_TERM or course in _PAST or _NO_TERM_BEHIND.match(text, match.end()):
        return False
    if (word == "in" and not course) or _RANGE.search(before):  # "in two years" is a point in time
        return False
    return not (
        match["words"] and match["words"].lower() in {"a", "an"} and match["unit"].lower().startswith("month")
    )


def _duration(match: re.Match[str]) -> str:
    if match["quarter"]:
        return "P25Y"
    if alone := match["alone"] or match["next"]:
        return "P10Y" if "decade" in alone.lower() else "P1Y"
    unit = match["unit"].lower()
    months = 1 if unit.startswith("month") else 12
    count = float(match["figures"]) if match["figures"] else cardinal(match["words"])
    count += 0.5 * bool(match["half"] or match["half2"])
    count *= 10 if unit.startswith("decade") else 1
    rest = cardinal(match["rest"]) if match["rest"] else 0
    total = round(count * months) + rest
    if months == 1 or total % 12:
        years, left = (int(count), rest) if rest else (0, total)
        return f"P{f'{years}Y' if years else ''}{left}M"
    return f"P{total // 12}Y"
