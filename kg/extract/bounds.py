"""How words beside a quantity bound it: "up to", "more than", "about", "or more"."""

from __future__ import annotations

import re
from typing import NamedTuple

from kg.extract.numbers import GAP, HYPHEN
from kg.values import Bound

_MOST = (
    "up to and including|up to|as much as|as many as|as high as|at most|at the most|no more than|not more than|not exceeding|"
    "not to exceed|less than|lower than|fewer than|under|below|a maximum of|maximum of|maximum|a cap of|capped at|"
    "limited to|no greater than"
)
_LEAST = (
    "not less than|no less than|no fewer than|not fewer than|at least|at the very least|as little as|more than|greater than|"
    "higher than|larger than|over|above|exceeding|exceeds|exceeded|exceed|in excess of|north of|upwards of|upward of|beyond|"
    "a minimum of|minimum of|minimum|topping|topped|tops|surpassing|surpassed|surpasses|surpass"
)
_ABOUT = (
    "about|around|roughly|approximately|approx.|approx|some|nearly|almost|close to|circa|ca.|an estimated|estimated at|"
    "estimated|just under|a little under|slightly under|slightly less than|slightly below|just below|just shy of|shy of|"
    "in the region of|in the neighborhood of|in the neighbourhood of|in the order of|on the order of|in the range of|"
    "approaching|approached|nearing|virtually|practically|something like"
)


def _any(phrases: str) -> str:
    """Return a pattern for any of the phrases, whatever the white space in them, longest first."""
    ordered = sorted(phrases.split("|"), key=len, reverse=True)
    return "|".join(re.escape(phrase).replace(r"\ ", GAP) for phrase in ordered)


_FILLER = rf"(?:(?:an{GAP}additional|a{GAP}further|a{GAP}total{GAP}of|another|an?){GAP})?"
_NOUN = "value|price|sum|amount|payments?|commitments?|investments?|spend|cost|total|consideration|fee|size|capacity"
_NOT_TAKEN = "".join(rf"(?<!{verb}[ \n])" for verb in ("take", "takes", "took", "taken", "taking", "took it"))
_BEFORE = re.compile(
    rf"""(?:(?<![\w-])(?:(?P<most>{_any(_MOST)}|maximum{GAP}(?:[a-z]{{1,12}}{GAP})?(?:{_NOUN}){GAP}of)|(?P<least>{_NOT_TAKEN}(?:{_any(_LEAST)}|minimum{GAP}(?:[a-z]{{1,12}}{GAP})?(?:{_NOUN}){GAP}of))|(?P<about>{_any(_ABOUT)}|(?:approximate|estimated){GAP}(?:[a-z]{{1,12}}{GAP})?(?:{_NOUN}){GAP}of))["'\u2019\u201d]?{GAP}"""
    rf"(?:(?:{_any(_ABOUT)}){GAP})?{_FILLER}|(?:(?P<about2>[~\u2248]|\bc\.|\bca\.)|(?P<least2>>=?|\u2265)|(?P<most2><=?|\u2264)){GAP}?)\Z",
    re.IGNORECASE | re.ASCII,
)
_AFTER = re.compile(
    rf"(?:(?P<least>{HYPHEN}plus\b|{GAP}?\+(?![0-9])|,?{GAP}(?:or|and){GAP}(?:more|up|above|over)\b|,?{GAP}at{GAP}(?:the{GAP}very{GAP})?least\b)"
    rf"|(?P<about>{GAP}or{GAP}so\b|{GAP}or{GAP}thereabouts\b|{HYPHEN}odd\b|{HYPHEN}ish\b|,?{GAP}give{GAP}or{GAP}take\b)"
    rf"|(?P<most>{GAP}or{GAP}(?:less|fewer)\b|,?{GAP}at{GAP}(?:the{GAP})?most\b))",
    re.IGNORECASE | re.ASCII,
)
_REACH = 48


class Bounded(NamedTuple):
    """A quantity's span widened by the words that bound it."""

    start: int
    end: int
    bound: Bound


def bounded(text: str, start: int, end: int) -> Bounded:
    """Return the span and bound of a quantity at ``text[start:end]``; words before it outrank words behind it.

    Examples
    --------
    >>> bounded("worth up to $5bn", 12, 16)
    Bounded(start=6, end=16, bound=<Bound.AT_MOST: 'at_most'>)
    """
    bound = Bound.EXACT
    if after := _AFTER.match(text, end):
        bound, end = _bound(after), after.end()
    window = max(0, start - _REACH)
    if before := _BEFORE.search(text[window:start]):
        bound, start = _bound(before), window + before.start()
    return Bounded(start, end, bound)


def _bound(match: re.Match[str]) -> Bound:
    name = (match.lastgroup or "about").rstrip("2")
    return {"most": Bound.AT_MOST, "least": Bound.AT_LEAST, "about": Bound.ABOUT}[name]
