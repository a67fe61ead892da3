"""The phrases that tell a date: the table behind :func:`kg.extract.dates.find_dates`.

Months and weekdays are read in capitals only ("may", "march" are verbs); everything else in any case.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple

from kg.extract import date_meanings as means
from kg.extract.calendar_words import DAYS, MONTH, OF_YEAR, WEEKDAY, WHICH_YEAR, YEAR
from kg.extract.numbers import CARDINAL, DASH, GAP

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

Need = Literal["nothing", "context", "part", "joint"]


class Rule(NamedTuple):
    """A kind of phrase: its pattern, what it means, and what must stand before it to make it a date.

    ``needs`` is ``nothing`` for a phrase that is a date by itself; ``context`` for one that needs a word such as "in" or
    "by" ("in 2027", "by June"); ``part`` for one that needs "the end of" or the like ("the end of the year"); ``joint``
    for one that is a date only as the second end of a period ("2026-29"). ``heads`` marks a year that opens a line, as in a
    chronicle: the months of that line are in it.
    """

    pattern: re.Pattern[str]
    meaning: Callable[[re.Match[str], date | None], means.Readings]
    needs: Need = "nothing"
    fiscal: bool = False
    heads: bool = False


def _rule(
    pattern: str,
    meaning: Callable[[re.Match[str], date | None], means.Readings],
    needs: Need = "nothing",
    *,
    fiscal: bool = False,
    heads: bool = False,
) -> Rule:
    return Rule(re.compile(pattern, re.ASCII), meaning, needs, fiscal, heads)


_NO_WORD = r"(?<![\w-])"
_NO_FIGURE = r"(?<![\w$\u20ac\u00a3#.,/:-])"
_NOT_THE = r"(?<![Tt]he[ \n])(?<![\w-])"
_NO_MORE = r"(?![\w]|[./-][0-9])"
_WEEKDAY_BEFORE = rf"(?:{WEEKDAY},?{GAP}(?:the{GAP})?)?"
_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?(?![\w])(?![.,:/][0-9])"
_DAYS = "|".join(sorted(DAYS, key=len, reverse=True)).replace("-", f"(?:-|{GAP})")
_REL = r"(?P<rel>(?i:this|last|next|coming|past))"
_SEASON = r"(?P<season>(?i:spring|summer|autumn|fall|winter))(?![\w-])"
_SHORT = r"(?P<short>[0-9]{2})(?![\w]|[.,][0-9])"
_COUNTED = (
    rf"(?!(?:{GAP}|-)(?:(?i:million|billion|trillion|thousand|hundred|per{GAP}?cent|percent|gigawatts?|megawatts?|people|employees|workers|staff|"
    rf"jobs|users|customers|units|stores|shops|sites|stations|dollars|euros|yen|pounds|won|yuan|chips|servers|homes|cars|vehicles|companies|"
    rf"households|accelerators|gpus?|[mg]wh?)\b|\w{{1,12}}{GAP}(?:GPU|chip|processor)s?\b))"
)
_FISCAL = r"(?i:fiscal|financial)"
_FISCAL_YEAR = rf"(?:(?:{_FISCAL}(?:(?:{GAP}|-)year)?{GAP}|FY{GAP}?)(?:{YEAR}|['\u2019]?{_SHORT})(?:(?:{DASH}|/)(?:20)?(?P<closing>[0-9]{{2}}))?(?![\w]))"
_QUARTER = (
    rf"(?:(?P<ordinal>(?i:first|second|third|fourth|final|1st|2nd|3rd|4th|last(?={GAP}quarter{GAP}of{GAP}[12][0-9])))(?:{GAP}|-)(?i:quarter)(?![\w])"
    rf"|Q(?P<number>[1-4])(?![\w])|(?P<number2>[1-4])Q(?![A-Za-z]))"
)
_HALF = rf"(?:(?P<ordinal>(?i:first|second|latter|back|final|1st|2nd))(?:{GAP}|-)(?i:half)(?![\w])|H(?P<number>[12])(?![\w])|(?P<number2>[12])H(?![A-Za-z]))"
_TAIL = rf"(?:,?{GAP}(?:(?:of|in){GAP})?|[-/])(?:{YEAR}|{WHICH_YEAR})"
_AGO = rf"(?P<count>[0-9]{{1,3}}|{CARDINAL}|an?)(?:{GAP}|-)(?P<unit>day|week|fortnight|month|year)s?"


def _periods(name: str, letter: str, count: int) -> tuple[Rule, ...]:
    """Return the rules for quarters or halves: fiscal ones, those with a year, and those without."""
    meaning = means.part_of_year(letter, count)
    code = rf"{letter}(?P<number>[1-{count}])"
    return (
        _rule(rf"{_NO_FIGURE}{_FISCAL}{GAP}{name}(?:(?:{GAP}of)?{GAP}{YEAR})?", means.fiscal, fiscal=True),
        _rule(
            rf"{_NO_FIGURE}{name}(?:,?{GAP}|-)(?:of{GAP})?(?:(?:its|the){GAP})?{_FISCAL_YEAR}",
            means.fiscal,
            fiscal=True,
        ),
        _rule(rf"{_NO_FIGURE}{name}{_TAIL}", meaning),
        _rule(
            rf"{_NO_FIGURE}(?:{code}{GAP}?['\u2019]|(?P<number2>[1-{count}]){letter}['\u2019]?){_SHORT}",
            meaning,
        ),
        _rule(rf"{_NO_FIGURE}{YEAR}(?:-|{GAP}){code}(?![\w])", meaning),
        _rule(
            rf"{_NO_FIGURE}{name}(?!{GAP}of\b)(?![-/'\u2019]?[0-9])",
            meaning,
            "context" if letter == "H" else "nothing",
        ),
    )


RULES: tuple[Rule, ...] = (
    _rule(
        rf"{_NO_FIGURE}(?:19|20)[0-9]{{2}}(?P<mark>[-/])[0-9]{{2}}(?P=mark)[0-9]{{2}}{_NO_MORE}", means.iso
    ),
    _rule(
        rf"{_NO_FIGURE}(?P<first>[0-9]{{1,2}})(?P<mark>[./-])(?P<second>[0-9]{{1,2}})(?P=mark)(?P<year>(?:19|20)[0-9]{{2}}){_NO_MORE}",
        means.numbered,
    ),
    _rule(
        rf"{_NO_FIGURE}(?P<first>[0-9]{{1,2}})(?P<mark>/)(?P<second>[0-9]{{1,2}})/(?P<year>[0-9]{{2}}){_NO_MORE}",
        means.numbered,
    ),
    _rule(rf"{_NO_FIGURE}20[0-9]{{2}}-(?:0[1-9]|1[0-2]){_NO_MORE}", means.iso),
    _rule(rf"{_NO_WORD}{_WEEKDAY_BEFORE}{MONTH}{GAP}(?:the{GAP})?{_DAY}(?:{OF_YEAR})?", means.day),
    _rule(rf"{_NO_FIGURE}{_WEEKDAY_BEFORE}{_DAY}{GAP}(?:of{GAP})?{MONTH}(?:{OF_YEAR})?", means.day),
    _rule(
        rf"{_NO_WORD}(?i:the{GAP}(?P<word>last{GAP}day|{_DAYS})(?:{GAP}day)?{GAP}of){GAP}{MONTH}(?:{OF_YEAR})?",
        means.worded_day,
    ),
    _rule(rf"{_NO_WORD}(?P<which>[Tt]hat){GAP}{MONTH}(?!{GAP}?[0-9])", means.month),
    _rule(rf"{_NO_WORD}(?P<which>[Tt]hat){GAP}{_SEASON}", means.season),
    _rule(
        rf"(?<=[Oo]n the )(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)(?={GAP}(?:that|it|and|to)\b|[,.;])",
        means.day_of_month,
    ),
    _rule(rf"(?<!\w){MONTH}{OF_YEAR}", means.month),
    _rule(
        rf"{_NO_WORD}(?P<rel>(?i:this|last|next|(?:this{GAP})?(?:coming|past))){GAP}{MONTH}", means.that_month
    ),
    _rule(rf"(?<!\w){MONTH}(?!{GAP}?[0-9])", means.month, "context"),
    *_periods(_QUARTER, "Q", 4),
    *_periods(_HALF, "H", 2),
    _rule(rf"{_NO_WORD}{_REL}{GAP}(?:(?i:early|late){GAP})?{_SEASON}", means.that_season),
    _rule(rf"{_NO_WORD}{_SEASON}{OF_YEAR}(?:[-/][0-9]{{2}}(?![\w]))?", means.season),
    _rule(
        rf"{_NO_WORD}(?P<season>spring|summer|autumn|winter|(?<=the[ \n])fall)(?![\w-])(?!{GAP}of\b)",
        means.season,
        "context",
    ),
    _rule(rf"{_NO_WORD}{_FISCAL_YEAR}", means.fiscal, fiscal=True),
    _rule(rf"{_NO_FIGURE}{YEAR}(?={DASH}(?:(?:19|20)[0-9]{{2}}|[0-9]{{2}}){_NO_MORE})", means.year),
    _rule(rf"(?<=20[0-9][0-9][-/\u2010-\u2014]){_SHORT}", means.year, "joint"),
    _rule(rf"(?<![\w$\u20ac\u00a3#.,/:]){YEAR}{_COUNTED}", means.year, "context"),
    _rule(
        rf"{_NOT_THE}(?P<which>(?i:this|last|next)){GAP}(?:(?P<fiscal>{_FISCAL}){GAP})?(?i:year)(?![\w-])",
        means.year,
    ),
    _rule(
        rf"(?m:^)(?<![a-z,]\n)[ \t]{{0,8}}(?:[-*\u2022][ \t]{{1,3}})?{YEAR}(?=[ \t]{{0,3}}(?:[-\u2013\u2014:.][ \t\n]|\n))",
        means.year,
        heads=True,
    ),
    _rule(
        rf"{_NO_WORD}(?i:(?:the|that){GAP}(?P<which>same|following)|(?P<which2>that)){GAP}(?P<unit>(?i:year|month|day))(?![\w-])",
        means.anaphor,
    ),
    _rule(
        rf"{_NO_WORD}(?i:the{GAP}year{GAP}(?P<which>after)|a{GAP}year{GAP}(?P<which2>later))(?!{GAP}(?:than|the|it|its|a)\b)(?![\w-])",
        means.anaphor,
    ),
    _rule(rf"{_NO_WORD}(?i:the{GAP}(?P<which>current)){GAP}(?i:year)(?![\w-])", means.year),
    _rule(rf"{_NO_WORD}(?i:(?P<which>the){GAP}year)(?![\w-])", means.year, "part"),
    _rule(
        rf"{_NO_WORD}(?i:(?P<p_end>year-?end|year['\u2019]s{GAP}end)|(?P<p_mid>mid-?year))(?![\w-])(?:{GAP}(?:of{GAP})?{YEAR})?",
        means.year,
    ),
    _rule(rf"{_NO_WORD}(?i:the{GAP}new{GAP}year)(?![\w-])", means.new_year, "context"),
    _rule(
        rf"{_NO_WORD}(?i:the{GAP}day{GAP}before{GAP}yesterday|the{GAP}day{GAP}after{GAP}tomorrow|yesterday|tomorrow|last{GAP}night)(?![\w-])",
        means.day_word,
    ),
    _rule(
        rf"{_NO_WORD}(?i:(?<!USA[ ])today(?!['\u2019]s)|tonight|this{GAP}(?:morning|afternoon|evening))(?![\w-])",
        means.day_word,
    ),
    _rule(rf"{_NOT_THE}(?P<rel>(?i:this|last|next|past)){GAP}(?i:week)(?![\w-])", means.that_week),
    _rule(
        rf"{_NOT_THE}(?P<rel>(?i:this|last|next)){GAP}(?P<unit>(?i:month|quarter))(?![\w-])", means.that_turn
    ),
    _rule(
        rf"{_NO_WORD}(?i:the{GAP}(?P<rel>current)){GAP}(?P<unit>(?i:month|quarter))(?![\w-])", means.that_turn
    ),
    _rule(rf"{_NO_WORD}(?P<rel>(?i:the)){GAP}(?P<unit>(?i:month|quarter))(?![\w-])", means.that_turn, "part"),
    _rule(
        rf"(?<!Black[ ])(?<!Cyber[ ])(?<!Good[ ])(?<!Super[ ])(?<!Ruby[ ])(?<!Ash[ ]){_NO_WORD}(?:{_REL}{GAP})?{WEEKDAY}(?![\w]|\.com)",
        means.weekday,
    ),
    _rule(
        rf"{_NO_FIGURE}{_AGO}{GAP}(?P<sure>(?i:ago|from{GAP}now))(?![\w])(?:{GAP}(?P<same>(?i:this{GAP}(?:month|week)|today)))?",
        means.distance,
    ),
    _rule(rf"{_NO_WORD}(?i:in){GAP}{_AGO}(?P<sure>['\u2019]s?{GAP}(?i:time))?(?![\w-])", means.distance),
    _rule(
        rf"(?<=[Bb]etween[ \n])now(?={GAP}and\b)|(?<=[Ff]rom[ \n])now(?={GAP}(?:until|till|to|through)\b)",
        means.now,
    ),
)
