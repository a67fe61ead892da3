"""What belongs to which tie: money, capacity, shares, dates and durations, linked through the parse.

A value belongs to the tie whose words stand nearest to it in the parse of its sentence, unless something else owns it:
a valuation, revenue, a backlog, an option. What a date means follows from the words that govern it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.extract.attribution import SAYING
from kg.extract.dates import find_dates
from kg.extract.money import find_capacity, find_money, find_percent
from kg.extract.roles import is_verb
from kg.extract.status import particle_forms
from kg.extract.tense import in_tense
from kg.model import ClaimType, Status
from kg.values import days

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Doc, Span, Token

    from kg.extract.tellings import Telling
    from kg.model import Document
    from kg.values import Capacity, Money

_NOT_PRICE = frozenset(
    "backlog capitalisation capitalization earnings estimate fine forecast guidance income loss profit revenue sale sales "
    "spending target total turnover valuation dividend salary".split()
)
_DOUBT = frozenset({"could", "may", "might", "option"})
_START = frozenset(
    "arrive begin commence enter_into go go_live kick_off launch open start take_effect switch_on switch beginning deliver "
    "starting delivery come".split()
)
_END = frozenset("cease conclude end expire finish lapse stop run_out good valid".split())
_CLOSE = frozenset(
    "close closing complete completion conclude finalise finalize consummate get pencil".split()
)
_FROM = frozenset("since from starting beginning".split())
_UNTIL = frozenset("until till through to".split())
_ORIGIN = frozenset("found establish incorporate bear create spin_off list emerge".split())
_ASIDE = frozenset({"relcl", "appos", "nsubj", "nsubjpass"})
_SHARED = frozenset({ClaimType.INVESTMENT, ClaimType.ACQUISITION, ClaimType.PARTNERSHIP, ClaimType.PROJECT})
_SIGNED_TYPES = frozenset(
    {ClaimType.CONTRACT, ClaimType.INVESTMENT, ClaimType.ACQUISITION, ClaimType.PARTNERSHIP}
)


@dataclass(frozen=True)
class Value:
    """A quantity or date that the text tells: its kind, what its grammar read, and the token that heads it."""

    kind: str
    value: Money | Capacity | float | str | None
    duration: str | None
    qualifier: str | None
    start: int
    end: int
    head: Token = field(hash=False, compare=False)
    first: Token = field(hash=False, compare=False)

    @property
    def told(self) -> tuple[object, ...]:
        """What fills a slot, without where it stands."""
        return self.value, self.duration


def find_values(doc: Doc, document: Document) -> list[Value]:
    """Return every amount, capacity, percentage, date and duration of a text, in order."""
    text = document.text
    found: list[Value] = []
    for kind, measured in (
        ("amount", find_money(text)),
        ("capacity", find_capacity(text)),
        ("stake_percent", [share for share in find_percent(text) if 0 < share.value <= 100]),
    ):
        for item in measured:
            span = _span(doc, item.start, item.end)
            found.append(Value(kind, item.value, None, None, item.start, item.end, span.root, span[0]))
    for date in find_dates(text, document.date):
        if not date.unresolved:
            span = _span(doc, date.start, date.end)
            date = in_tense(date, span.root)  # noqa: PLW2901 - the same mention, read in its clause
            found.append(
                Value(
                    "date",
                    date.value,
                    date.duration,
                    date.qualifier,
                    date.start,
                    date.end,
                    span.root,
                    span[0],
                )
            )
    return sorted(found, key=lambda value: (value.start, value.end))


def _span(doc: Doc, start: int, end: int) -> Span:
    """Return the tokens that cover some code points."""
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None:  # beyond the last token
        return doc[len(doc) - 1 :]
    return span


def owner(value: Value, tellings: Iterable[Telling]) -> Telling | None:
    """Return the telling of the value's sentence whose words stand nearest to it in the parse, or None."""
    path = [value.head, *value.head.ancestors]
    if value.kind == "amount" and _priced_otherwise(path):
        return None
    best: tuple[int, int] | None = None
    nearest: Telling | None = None
    for telling in tellings:
        for anchor in telling.anchors:
            rank = (_distance(path, anchor), abs(anchor.i - value.head.i))
            if best is None or rank < best:
                best, nearest = rank, telling
    return nearest


def _distance(path: list[Token], anchor: Token) -> int:
    above = [anchor, *anchor.ancestors]
    for steps, token in enumerate(path):
        if token in above:
            return steps + above.index(token)
    return len(path) + len(above)


def _priced_otherwise(path: list[Token]) -> bool:
    """Whether the money is no price: a valuation, a result, a total, an option."""
    for token in path[:6]:
        if token.lemma_.lower() in _NOT_PRICE:
            return True
        if is_verb(token):
            return any(child.lower_ in _DOUBT for child in token.children if child.dep_ == "aux")
    return False


def slot_of(value: Value, telling: Telling, published: str | None) -> str | None:
    """Return the slot that a value fills for a telling, or None where it fills none."""
    if telling.type is ClaimType.COMPETITION:
        return None
    if value.kind == "date" and value.duration is not None:
        return "duration"
    if value.kind == "date":
        return _date_slot(value, telling, published)
    if telling.type is ClaimType.EXCLUSIVITY_ENDED:
        return None
    if value.kind == "stake_percent" and telling.type not in _SHARED:
        return None
    return value.kind


def _date_slot(value: Value, telling: Telling, published: str | None) -> str | None:
    """Return what a date means for a telling: signed, start, end, or None."""
    if telling.type is ClaimType.EXCLUSIVITY_ENDED:
        return "end"
    verb = next((token for token in value.head.ancestors if is_verb(token)), None)
    if value.value is None or (verb is not None and _reported_then(verb, telling)):
        return None
    worded = _worded_slot(value, telling, verb)
    if worded or _preposition(value) == "by" or (verb is not None and not _about(verb, telling)):
        return worded
    return _dated_event(value, telling, published)


def _worded_slot(value: Value, telling: Telling, verb: Token | None) -> str | None:
    """Return the slot that the words around a date tell: "since", "until", "begins", "expires"."""
    before = _preposition(value)
    words = particle_forms(verb) if verb is not None else set()
    if value.head.head.pos_ == "NOUN":
        words |= {value.head.head.lemma_.lower(), value.head.head.head.lemma_.lower()}
    if telling.status is Status.TERMINATED:
        return "end" if before not in _FROM else "start"
    if before in _UNTIL or words & _END:
        return "end"
    starts = before in _FROM or (words & _START and verb not in telling.anchors)
    closes = telling.type is ClaimType.ACQUISITION and words & _CLOSE and before != "by"
    return "start" if starts or closes else None


def _reported_then(verb: Token, telling: Telling) -> bool:
    """Whether the verb only tells when somebody reported the tie."""
    source = telling.source
    return (
        verb.lemma_.lower() in SAYING and source is not None and source.media and verb not in telling.anchors
    )


def _about(verb: Token, telling: Telling) -> bool:
    """Whether what the verb says happens to the tie, and not to something told on the way."""
    if verb.lemma_.lower() in _ORIGIN:
        return False
    for anchor in telling.anchors:
        if anchor == verb or anchor.is_ancestor(verb):
            return True
        if verb.is_ancestor(anchor):
            path = [anchor]
            while path[-1].head != verb and path[-1].head != path[-1]:
                path.append(path[-1].head)
            if not any(token.dep_ in _ASIDE for token in path):
                return True
    return not any(verb.is_ancestor(anchor) for anchor in telling.anchors)


def _dated_event(value: Value, telling: Telling, published: str | None) -> str | None:
    date = str(value.value)
    future = published is not None and days(date).first > days(published).last
    if future:
        return "start"
    if telling.type in _SIGNED_TYPES:
        return "signed"
    return None


def _preposition(value: Value) -> str:
    """Return what governs the date: the qualifier that the grammar read, or else the word before it."""
    if value.qualifier:
        return value.qualifier
    if value.first.i > value.first.sent.start:
        return value.first.nbor(-1).lower_
    return ""
