"""Dates and durations in a text, resolved against the day of its document.

What a phrase gives
-------------------
* A value as precise as the words: "2027", "2025-04", "2025-04-17", "2025-Q2", "2027-H2", "2024-summer". Part of a period
  is the period ("early next year", "the end of 2029"); :attr:`DateMention.part` keeps the part.
* A week is the month that holds the whole of it, or the next longer period that does.
* A fiscal year, quarter or half is the year after which it is named, with ``fiscal`` set: its months are the company's own.
* "In March" and "on Friday" look back or ahead; ``readings`` holds both. The default looks back, after "by", "until" and
  "from" ahead; :meth:`DateMention.toward` takes the other side, as the tense of a verb may tell.
* What depends on a document date that is unknown, on another passage ("May of that year") or on a reader's custom
  ("11/09/2025") has no value and is ``unresolved``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from kg.extract import date_meanings
from kg.extract.date_rules import RULES, Rule
from kg.extract.durations import Term, find_terms
from kg.extract.numbers import DASH, GAP
from kg.values import Days, days

if TYPE_CHECKING:
    from kg.values import Duration, PartialDate


class DateMention(NamedTuple):
    """A date or duration that a text tells: ``text[start:end]`` spells it with the word that governs it.

    Exactly one of these holds: it has a ``value``, it has a ``duration``, or it is ``unresolved``. ``qualifier`` is how
    the text uses it: ``in``, ``on``, ``by``, ``until``, ``since``, ``from``, ``before``, ``after``, or None without such
    a word. ``part`` is ``early``, ``mid``, ``late``, ``end``, ``earlier`` or ``later`` where only that part is meant.
    """

    start: int
    end: int
    value: PartialDate | None = None
    duration: Duration | None = None
    qualifier: str | None = None
    part: str | None = None
    readings: tuple[PartialDate, ...] = ()
    fiscal: bool = False

    @property
    def unresolved(self) -> bool:
        """Whether it is a date whose value neither the words nor the document's date tell."""
        return self.value is None and self.duration is None

    def toward(self, *, future: bool) -> DateMention:
        """Return the mention read ahead or back in time; the same where the text leaves no choice."""
        return self._replace(value=self.readings[-1 if future else 0]) if self.readings else self


_QUALIFIERS = {
    "by": r"by|no later than|not later than|on or before",
    "until": r"until|till|through|thru|up until|up to|ending|to",
    "from": r"from|starting|beginning|commencing|effective|as of|as from|between",
    "since": r"since",
    "before": r"before|ahead of|prior to",
    "after": r"after|following",
    "in": r"in|during|for|of|at|throughout|around|circa|as early as|as late as|into|due|dated|within|(?:date|dates|dated|dating) (?:from|back to)",
    "on": r"on",
}
_PARTS = {
    "earlier": r"earlier(?: (?:in|on))?",
    "later": r"later(?: (?:in|on))?",
    "early": r"early(?: (?:in|on))?|(?:start|beginning|outset|turn) of|(?:first|opening|early)(?: few)? (?:days|weeks|months) of",
    "mid": r"mid|middle of",
    "late": r"late(?: (?:in|on))?",
    "end": r"end of|end|close of|(?:last|final|closing)(?: few)? (?:days|weeks|months) of",
}


def _group(table: dict[str, str], prefix: str) -> str:
    return "|".join(rf"(?P<{prefix}{name}>(?:{words}))" for name, words in table.items()).replace(" ", GAP)


_PART = rf"(?:{_group(_PARTS, 'p_')})(?:{GAP}|-)(?:the{GAP})?"
_BEFORE = re.compile(
    rf"(?:(?<![\w-])(?:{_group(_QUALIFIERS, 'q_')})(?:{GAP}(?:in|on|from|at))?{GAP}(?:the{GAP})?(?:(?:about|around){GAP})?)?"
    rf"(?:(?<![\w])(?:the{GAP})?{_PART})?\Z",
    re.IGNORECASE | re.ASCII,
)
_JOINT = re.compile(
    rf"(?:{GAP}?(?P<dash>{DASH}){GAP}?|,?{GAP}(?P<word>to|until|till|through|thru|and|or){GAP}|,{GAP})(?:the{GAP})?(?:{_PART})?",
    re.IGNORECASE | re.ASCII,
)
_DEAL = re.compile(
    rf"{GAP}(?:accord|acquisition|agreement|alliance|announcement|contract|deal|financing|funding|investment|IPO|lease|licence|license|loan|merger|order|"
    r"pact|partnership|purchase|round|sale|settlement|takeover|tie-up|transaction)s?\b",
    re.IGNORECASE | re.ASCII,
)
_EVENT = re.compile(
    rf"\b(?:be|signed|agreed|begun|began|founded|launched|started|opened|closed|announced|renewed|completed|concluded){GAP}\Z",
    re.IGNORECASE | re.ASCII,
)
_OWNER = re.compile(rf"(?:\b(?:the|its|their|an?|our|his|her)|['\u2019]s?){GAP}\Z", re.IGNORECASE | re.ASCII)
_AHEAD = frozenset({"by", "until", "from"})
_TO = frozenset("to until till through thru".split())
_LOOSE = frozenset({"at", "on"})
_LOOSE_BEFORE_SEASON = frozenset({"at", "on", "for", "of", "to", "into"})
_NAMED = frozenset({"month", "ordinal", "number", "number2", "season"})
_YEARED = frozenset({"year", "which", "rel", "short", "first"})
_BACK = frozenset({"that", "same", "following"})
_REACH = 48
_RECENT = 3
_LINE = 2000


class _Phrase(NamedTuple):
    """Words that may tell a date, by one of the rules, before what stands around them is read."""

    match: re.Match[str]
    rule: Rule


class _Found(NamedTuple):
    """A mention with the phrase it was read from; ``between`` tells that "and" will name the end of its period."""

    mention: DateMention
    phrase: _Phrase | None = None
    between: bool = False


def find_dates(text: str, published: PartialDate | None) -> list[DateMention]:
    """Return every date and duration of a text, in order; the spans are disjoint.

    Parameters
    ----------
    text
        The text of a document.
    published
        The document's date, as precise as known, or None; what needs more precision than it has stays unresolved.

    Examples
    --------
    >>> for mention in find_dates("signed in January of this year, from 2027 for five years", "2025-09-11"):
    ...     print(mention.qualifier, mention.value or mention.duration)
    in 2025-01
    from 2027
    for P5Y
    """
    reader = _Reader(text, days(published) if published else None)
    spans: list[tuple[int, int, _Phrase | Term]] = [
        (term.start, -term.end, term) for term in find_terms(text)
    ]
    for rule in RULES:
        spans += [
            (match.start(), -match.end(), _Phrase(match, rule)) for match in rule.pattern.finditer(text)
        ]
    for start, _, item in sorted(spans, key=lambda span: (span[:2], isinstance(span[2], Term))):
        if start >= reader.reached:
            reader.take(item)
    return [found.mention for found in reader.found]


class _Reader:
    """Reads a text's phrases from left to right, each with the words before it and the date before those."""

    def __init__(self, text: str, day: Days | None) -> None:
        self.text = text
        self.day = day
        self.found: list[_Found] = []
        self.reached = 0
        self.heading: DateMention | None = None

    def take(self, item: _Phrase | Term) -> None:
        """Add what a phrase tells; words that prove to be no date are left to the next phrase over them."""
        if isinstance(item, Term):
            self.reached = item.end
            if item.duration:
                mention = DateMention(item.start, item.end, duration=item.duration, qualifier=item.lead)
                self.found.append(_Found(mention))
            return
        readings = self.readings(item)
        found = None if readings is None else self._placed(item, readings)
        if found is not None:
            self.found.append(found)
            self.reached = found.mention.end
            if item.rule.heads:
                self.heading = found.mention

    def readings(self, phrase: _Phrase) -> tuple[str, ...] | None:
        """Return what a phrase may mean, the same on every day that the document may be of; None if it is no date."""
        try:
            seen_from = self._seen_from(phrase)
            if seen_from is None:
                return phrase.rule.meaning(phrase.match, None)
            first, last = (phrase.rule.meaning(phrase.match, day) for day in seen_from)
        except (ValueError, OverflowError):
            return None
        return first if first == last else ()

    def _seen_from(self, phrase: _Phrase) -> Days | None:
        """Return the days from which a phrase is seen: the document's, or those of the date that it refers back to.

        "That year" refers to the date told before it; a month under a line that opens with a year ("2023. A merger is
        agreed in March.") to that year.
        """
        told = phrase.match.groupdict()
        back = phrase.rule.meaning is date_meanings.anaphor or (told.get("which") or "").lower() in _BACK
        if back:
            value = next(
                (found.mention.value for found in reversed(self.found[-_RECENT:]) if found.mention.value),
                None,
            )
            return days(value) if value else None
        if self.heading and self.heading.value and _yearless(phrase):
            begin, end = self.heading.end, phrase.match.start()
            if end - begin < _LINE and self.text.find("\n", begin, end) < 0:
                last = days(self.heading.value).last
                return Days(last, last)
        return self.day

    def _placed(self, phrase: _Phrase, readings: tuple[str, ...]) -> _Found | None:
        """Return the mention that a phrase makes where it stands, or None if nothing there makes it a date."""
        start, end = phrase.match.span()
        joint = self._joint(phrase)
        if joint and phrase.rule.needs != "part":
            begin = joint.start("word") if joint["word"] else start
            return self._joined(
                phrase,
                DateMention(begin, end, part=_key(joint, "p_"), readings=readings, fiscal=phrase.rule.fiscal),
                joint,
            )
        before = _BEFORE.search(self.text, max(self.reached, start - _REACH), start)
        if before is None or not self._dated(phrase, before):
            return None
        qualifier, part = _key(before, "q_"), _key(before, "p_") or _key(phrase.match, "p_")
        mention = DateMention(before.start(), end, None, None, qualifier, part, readings, phrase.rule.fiscal)
        ahead = part == "later" or (qualifier in _AHEAD and part != "earlier")
        between = (before["q_from"] or "").lower() == "between"
        return _Found(mention.toward(future=ahead), phrase, between)

    def _joint(self, phrase: _Phrase) -> re.Match[str] | None:
        """Return the words that tie a phrase to the date before it ("2026 to 2029", "May and June"), if any.

        "And" and commas tie only what needs the other date: "in November, and last month" are two of their own.
        """
        start = phrase.match.start()
        last = self.found[-1] if self.found else None
        if last is None or last.phrase is None or start - last.mention.end > _REACH:
            return None
        joint = _JOINT.fullmatch(self.text, last.mention.end, start)
        if joint is None or (joint["dash"] and len(joint[0]) > 1 and last.mention.qualifier != "from"):
            return None
        alone = phrase.rule.needs == "nothing" and not last.between and not _told(phrase) & _NAMED
        listed = not joint["dash"] and (joint["word"] or "").lower() not in _TO
        return None if alone and listed else joint

    def _joined(self, phrase: _Phrase, mention: DateMention, joint: re.Match[str]) -> _Found:
        """Return a date that goes on from the one before it: the end of a period, or the next of a list.

        Where only one of the two tells its year, the other takes the nearest that keeps them in order.
        """
        last = self.found[-1]
        first, word = last.mention, (joint["word"] or "").lower()
        mention = mention._replace(qualifier=first.qualifier).toward(future=first.qualifier in _AHEAD)
        if (
            last.phrase
            and _yearless(last.phrase)
            and mention.value
            and not _yearless(phrase)
            and _told(phrase) & _NAMED
        ):
            first = _near(first, last.phrase, mention.value, 0)
        elif _yearless(phrase) and first.value:
            mention = _near(mention, phrase, first.value, -1)
        if word in _TO:
            mention = mention._replace(qualifier="until")
        period = joint["dash"] or word in _TO or (word == "and" and last.between)
        alike = first.qualifier == "from" or len(first.value or "") == len(mention.value or "")
        if (
            period
            and alike
            and not (first.value and mention.value and days(first.value).first > days(mention.value).first)
        ):
            first = first._replace(
                qualifier="from" if first.qualifier in {None, "in", "on"} else first.qualifier
            )
            mention = mention._replace(qualifier="until")
        self.found[-1] = last._replace(mention=first)
        return _Found(mention, phrase)

    def _dated(self, phrase: _Phrase, before: re.Match[str]) -> bool:
        """Whether the words around a phrase make it a date, as far as its rule asks for that."""
        needs = phrase.rule.needs
        if needs != "context":
            return needs == "nothing" or (needs == "part" and _key(before, "p_") is not None)
        if _key(before, "p_"):
            return True
        word = (before.groupdict().get(f"q_{_key(before, 'q_')}") or "").lower()
        if word:
            loose = _LOOSE_BEFORE_SEASON if phrase.rule.meaning is date_meanings.season else _LOOSE
            return word not in loose or " in " in before[0]
        return self._told_apart(phrase)

    def _told_apart(self, phrase: _Phrase) -> bool:
        """Whether a bare month or year is a date without a preposition: "January's deal", "(2019)", "its 2022 deal"."""
        text, (start, end) = self.text, phrase.match.span()
        if phrase.rule.meaning is date_meanings.month:
            return text[end : end + 2] in {"'s", "\u2019s"}
        if phrase.rule.meaning is not date_meanings.year:
            return False
        if text[start - 1 : start] == "(" and text[end : end + 1] == ")":
            return True
        if _EVENT.search(text, max(0, start - 14), start):
            return True
        return (
            _OWNER.search(text, max(0, start - 8), start) is not None and _DEAL.match(text, end) is not None
        )


def _key(match: re.Match[str], prefix: str) -> str | None:
    """Return the name, without its prefix, of the first group of that prefix that matched."""
    return next(
        (
            name[len(prefix) :]
            for name, words in match.groupdict().items()
            if words and name.startswith(prefix)
        ),
        None,
    )


def _yearless(phrase: _Phrase) -> bool:
    """Whether a phrase names a day, month, quarter, half or season and not its year."""
    return bool(_told(phrase) & _NAMED) and not _told(phrase) & _YEARED


def _told(phrase: _Phrase) -> set[str]:
    """Return the names of the groups of a phrase that matched."""
    return {name for name, words in phrase.match.groupdict().items() if words}


def _near(mention: DateMention, phrase: _Phrase, other: PartialDate, reading: int) -> DateMention:
    """Return a mention without a year as it reads on the day of another date."""
    try:
        readings = phrase.rule.meaning(phrase.match, days(other).first)
    except ValueError:  # at the ends of the calendar there is no year before or after
        return mention
    return mention._replace(value=readings[reading], readings=(readings[reading],)) if readings else mention
