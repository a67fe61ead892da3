"""Numbers as English news writes them: figures, words, and magnitudes from "k" to "lakh crore".

Every repetition in the patterns is bounded and no two of their parts match the same text, so a search is linear in the
length of the text. The patterns are ASCII-only (``re.A``): case-insensitive Unicode matching takes the dotless i for an i.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

GAP = r"(?:[ \t\u00a0\u2009\u202f]{1,3}(?:\r?\n)?|\r?\n)"
"""White space between two words: a few blanks, and one line break in wrapped text."""
HYPHEN = "[-\u2010\u2011]"
DASH = "[-\u2010-\u2014]"
_SEP = rf"(?:{GAP}|{HYPHEN})"

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen".split()
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_WORDS = {
    **{word: value for value, word in enumerate(_UNITS)},
    **{word: 10 * value for value, word in enumerate(_TENS, 2)},
    "a": 1,
    "an": 1,
}
_SCALES = {
    **dict.fromkeys(("hundred", "hundreds"), 10**2),
    **dict.fromkeys(("thousand", "thousands", "k"), 10**3),
    **dict.fromkeys(("lakh", "lakhs", "lac"), 10**5),
    **dict.fromkeys(("million", "millions", "mn", "mln", "mio", "m", "mm"), 10**6),
    **dict.fromkeys(("crore", "crores", "cr"), 10**7),
    **dict.fromkeys(("billion", "billions", "bn", "bln", "mrd", "b"), 10**9),
    **dict.fromkeys(("trillion", "trillions", "tn", "trn", "t"), 10**12),
}
_PARTS = {"half": "0.5", "quarter": "0.25", "quarters": "0.75"}

_SMALL = rf"(?:(?:{'|'.join(_TENS)})(?:{_SEP}(?:{'|'.join(_UNITS[1:10])})(?![a-z]))?|(?:{'|'.join(reversed(_UNITS))})(?![a-z]))"
_HUNDREDS = rf"(?:(?:{_SMALL}|an?){_SEP}hundred(?![a-z])(?:{_SEP}(?:and{GAP})?{_SMALL})?|{_SMALL})"
CARDINAL = rf"(?:(?:{_HUNDREDS}|an?){_SEP}thousand(?![a-z])(?:{_SEP}(?:and{GAP})?{_HUNDREDS})?|{_HUNDREDS})"
"""A whole number in words below a million: "five", "twenty-five", "a hundred and fifty thousand"."""

_LONG = "hundred|thousand|lakh|lac|million|mln|mio|mn|crore|cr|billion|bln|bn|mrd|trillion|trn|tn"
_SCALE = rf"(?:(?:{_LONG})s?(?:{GAP}(?:{_LONG})s?(?![a-z]))?(?![a-z]))"
_LETTER = r"(?:mm|[kmbt])(?![a-z0-9'\u2019]|[./]?[0-9])"
_FIGURES = (
    r"(?:[0-9]{1,2}(?:,[0-9]{2}){1,5},[0-9]{3}(?:\.[0-9]{1,4})?"  # 12,50,000
    r"|[0-9]{1,3}(?:,[0-9]{3}){1,6}(?:\.[0-9]{1,6})?"  # 1,250,000.50
    r"|[0-9]{1,3}(?:\.[0-9]{3}){2,6}(?:,[0-9]{1,2})?"  # 1.250.000,50
    r"|[0-9]{1,3}(?:['\u2019\u00a0\u2009\u202f][0-9]{3}){1,6}"  # 1'250'000 and thin spaces
    rf"|[0-9]{{1,4}},[0-9]{{1,2}}(?={_SEP}?(?:(?:{_LONG}|[mb])(?![a-z])|%|per{GAP}?cent))"  # 1,5 billion
    r"|[0-9]{1,15}(?:\.[0-9]{1,6})?)(?![0-9]|[.,][0-9])"
)
_AND_PART = rf"(?:{_SEP}and{_SEP}(?:a{_SEP})?(?:half|three{_SEP}quarters|quarter)(?![a-z]))"
_COUNTED = rf"{_SEP}(?:{_SCALE}|(?:giga|mega)watt)"
_FRACTION = rf"(?:half{_SEP}an?|(?:a{_SEP}|one{_SEP}|three{_SEP})quarters?{_SEP}of{_SEP}an?)(?={_COUNTED})"
_QUANTITY = re.compile(
    rf"(?:(?<![0-9])(?<![0-9][.,])(?P<figures>{_FIGURES})(?P<part1>{_AND_PART}(?={_SEP}{_SCALE}))?"
    rf"(?:(?P<joint1>{_SEP})?(?P<scale1>{_SCALE})|[ \u00a0\u202f]?(?P<letter>{_LETTER}))?"
    rf"|(?<![\w-])(?:(?P<fraction>{_FRACTION})|(?P<words>{CARDINAL})(?P<part2>{_AND_PART})?|an?(?={_COUNTED}))"
    rf"(?:(?P<joint2>{_SEP})(?P<scale2>{_SCALE}))?(?P<part3>{_AND_PART})?(?![\w]))",
    re.IGNORECASE | re.ASCII,
)


class Quantity(NamedTuple):
    """A number in a text: ``text[start:end]`` is ``number`` times ``scale``.

    ``letter`` says that the scale is a single letter ("5m"), which means money only beside a currency. ``loose`` says
    that the number is in words and set off by a space from its scale ("two billion"), or is but "a" ("a billion"):
    before a hyphen ("two billion-dollar deals") it is no number of dollars.
    """

    start: int
    end: int
    number: Decimal
    scale: int = 1
    letter: bool = False
    loose: bool = False

    @property
    def value(self) -> Decimal:
        """The number in full."""
        return self.number * self.scale


def quantities(text: str) -> Iterator[Quantity]:
    """Yield every number of a text with its magnitude, in order; vague ones ("several billion") are no numbers.

    Examples
    --------
    >>> [int(found.value) for found in quantities("2.5bn, two and a half million, 1,250 crore, billions")]
    [2500000000, 2500000, 12500000000]
    """
    for match in _QUANTITY.finditer(text):
        yield _quantity(match)


def _quantity(match: re.Match[str]) -> Quantity:
    scale = 1
    for word in (match["scale1"] or match["letter"] or match["scale2"] or "").lower().split():
        scale *= _SCALES[word]
    if match["figures"]:
        number = _figures(match["figures"])
    elif match["fraction"]:
        number = _part(match["fraction"])
    else:
        number = Decimal(cardinal(match["words"] or "a"))
    number += sum((_part(match[name]) for name in ("part1", "part2", "part3") if match[name]), Decimal(0))
    joint = match["joint2"] or ""
    loose = not match["figures"] and (not match["words"] or not joint.strip())
    return Quantity(match.start(), match.end(), number, scale, bool(match["letter"]), loose)


def _figures(text: str) -> Decimal:
    """Return the value of figures with their separators."""
    if re.fullmatch(r"[0-9]{1,4},[0-9]{1,2}", text):
        return Decimal(text.replace(",", "."))
    if re.fullmatch(r"[0-9]{1,3}(?:\.[0-9]{3}){2,6}(?:,[0-9]{1,2})?", text):
        return Decimal(text.replace(".", "").replace(",", "."))
    return Decimal(re.sub(r"[^0-9.]", "", text))


def _part(text: str) -> Decimal:
    words = re.findall("half|quarters?", text.lower())
    three = "three" in text.lower()
    return Decimal("0.75") if three else Decimal(_PARTS[words[-1]])


def cardinal(text: str) -> int:
    """Return the value of a whole number in words, as :data:`CARDINAL` matches it, or in figures.

    Examples
    --------
    >>> cardinal("twenty-five"), cardinal("a hundred and fifty thousand"), cardinal("15")
    (25, 150000, 15)
    """
    if text.isdecimal():
        return int(text)
    total = current = 0
    for word in re.findall("[a-z]+", text.lower()):
        if word == "thousand":
            total, current = 1000 * (current or 1), 0
        elif word == "hundred":
            current = 100 * (current or 1)
        elif word != "and":
            current += _WORDS[word]
    return total + current
