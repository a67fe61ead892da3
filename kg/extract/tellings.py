"""What a text tells about each tie, gathered over words and sentences: the step between frames and claims."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.extract.revocations import revoke
from kg.extract.slots import Value, owner, slot_of
from kg.model import ClaimType, Status
from kg.values import Money

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc, Span, Token

    from kg.extract.attribution import Source
    from kg.extract.drafts import Draft, Roles
    from kg.extract.mentions import Mentions

_SUPPLY = frozenset({ClaimType.CONTRACT, ClaimType.USAGE})
_DEAL = frozenset(
    "accord acquisition agreement arrangement contract deal funding investment lease licence license loan merger order pact "
    "partnership procurement purchase round takeover tender transaction venture term value".split()
)
_STEP = frozenset("closing completion delivery deliveries price production sum work".split())
_PLAIN = frozenset({Status.ANNOUNCED, Status.REPORTED})
_SUPPLIES = frozenset({ClaimType.CONTRACT, ClaimType.USAGE, ClaimType.EXCLUSIVITY_ENDED})
_TYPES_OF = {
    **dict.fromkeys(
        ("contract", "delivery", "deliveries", "lease", "licence", "license", "order", "procurement"),
        _SUPPLIES,
    ),
    **dict.fromkeys(
        ("acquisition", "closing", "completion", "merger", "takeover"), frozenset({ClaimType.ACQUISITION})
    ),
    **dict.fromkeys(("funding", "investment", "loan", "round"), frozenset({ClaimType.INVESTMENT})),
    "partnership": frozenset({ClaimType.PARTNERSHIP}),
    "venture": frozenset({ClaimType.PARTNERSHIP, ClaimType.PROJECT}),
}
_PAYING = frozenset({"pay", "spend", "cost", "receive", "collect", "earn", "get"})
_POINTING = frozenset({"the", "that", "this", "it", "its"})
_REACH = 3


@dataclass
class Telling:
    """One tie as one passage tells it; it grows while the text goes on about it."""

    drafts: list[Draft]
    type: ClaimType
    roles: Roles
    status: Status
    source: Source | None
    values: dict[str, Value] = field(default_factory=dict)
    passages: list[Span] = field(default_factory=list)

    @property
    def anchors(self) -> list[Token]:
        """The words that tell the tie."""
        words = [
            word
            for draft in self.drafts
            for word in (draft.hit.trigger, draft.hit.predicate.verb)
            if word is not None
        ]
        return list(dict.fromkeys(words))

    @property
    def sentence(self) -> Span:
        """The sentence that tells the tie first."""
        return self.drafts[0].hit.sentence

    @property
    def tie(self) -> tuple[object, ...]:
        """What the telling is about: kind of tie, parties and, for a project, its name."""
        kind = ClaimType.CONTRACT if self.type in _SUPPLY else self.type
        name = self.drafts[0].hit.name
        return (kind, (name or "").casefold().replace(" ", "")) if name else (kind, self.drafts[0].links)


def gather(
    drafts: Sequence[Draft], doc: Doc, mentions: Mentions, values: Sequence[Value], published: str | None
) -> list[Telling]:
    """Join the drafts about one tie, give each its values, and fold later mentions of a tie into the first.

    Parameters
    ----------
    drafts
        What the frames read, in order of the text.
    doc
        The parsed text.
    mentions
        The companies in it.
    values
        The amounts and dates of the text.
    published
        The date of the document, ISO 8601, or None.
    """
    tellings = _by_sentence([draft for draft in drafts if not _of_project(draft, drafts)])
    for sentence in doc.sents:
        here = [telling for telling in tellings if telling.sentence == sentence]
        inside = [value for value in values if sentence.start_char <= value.start < sentence.end_char]
        if here:
            _give(inside, here, published)
        elif (
            inside
            and (last := _continued(sentence, tellings, mentions)) is not None
            and not _priced(inside, tellings)
        ):
            _give(inside, [last], published, sentence)
    tellings = _folded(tellings)
    revoke(doc, tellings, mentions)
    return tellings


def _of_project(draft: Draft, drafts: Sequence[Draft]) -> bool:
    """Whether a partnership is the project that the same sentence names: its parties take part in it."""
    if draft.type is not ClaimType.PARTNERSHIP:
        return False
    parties = {filler.company for filler in draft.roles.get("party", ())}
    return any(
        other.type is ClaimType.PROJECT
        and other.hit.sentence == draft.hit.sentence
        and parties <= {filler.company for fillers in other.roles.values() for filler in fillers}
        for other in drafts
    )


def _priced(values: Sequence[Value], tellings: Sequence[Telling]) -> bool:
    """Whether the values repeat the price of a tie told before: "this $3 billion contract"."""
    known = [telling.values["amount"].value for telling in tellings if "amount" in telling.values]
    told = {(price.value, price.currency) for price in known if isinstance(price, Money)}
    prices = [value.value for value in values if isinstance(value.value, Money)]
    return any((price.value, price.currency) in told for price in prices)


def _by_sentence(drafts: Sequence[Draft]) -> list[Telling]:
    tellings: dict[tuple[object, ...], Telling] = {}
    for draft in drafts:
        telling = Telling([draft], draft.type, draft.roles, draft.status, draft.source)
        if draft.hit.aside is not None and draft.hit.aside != draft.hit.sentence:
            telling.passages.append(draft.hit.aside)
        key = (draft.hit.sentence.start, *telling.tie)
        if key in tellings:
            _join(tellings[key], telling)
        else:
            tellings[key] = telling
    return list(tellings.values())


def _join(telling: Telling, other: Telling) -> None:
    """Add what another telling of the same tie says."""
    telling.drafts += other.drafts
    if other.type is ClaimType.CONTRACT:
        telling.type = other.type
    for role, fillers in other.roles.items():
        known = {filler.company for filler in telling.roles.get(role, ())}
        telling.roles[role] = (*telling.roles.get(role, ()), *(f for f in fillers if f.company not in known))
    if telling.status in _PLAIN and other.status not in _PLAIN:
        telling.status = other.status
    telling.source = telling.source or other.source
    for slot, value in other.values.items():
        telling.values.setdefault(slot, value)
    telling.passages += other.passages


def _give(
    values: Sequence[Value], tellings: list[Telling], published: str | None, sentence: Span | None = None
) -> None:
    for value in values:
        nearest = owner(value, [telling for telling in tellings if telling.type is not ClaimType.COMPETITION])
        if nearest is None:
            continue
        for telling in tellings:
            if telling.anchors == nearest.anchors:
                slot = slot_of(value, telling, published)
                if slot is None or slot in telling.values:
                    continue
                telling.values[slot] = value
                if sentence is not None and sentence not in telling.passages:
                    telling.passages.append(sentence)
                if slot == "amount" and telling.type is ClaimType.USAGE:
                    telling.type = ClaimType.CONTRACT


def _continued(sentence: Span, tellings: Sequence[Telling], mentions: Mentions) -> Telling | None:
    """Return the telling that a sentence without a tie of its own goes on about, or None."""
    kinds = _pointed_at(sentence)
    named = mentions.companies_in(sentence)
    reach = _REACH
    if kinds is None:
        if not (_resumed(sentence) or (named and any(token.lemma_ in _PAYING for token in sentence))):
            return None
        kinds, reach = frozenset(), 1
    for telling in reversed(tellings):
        if telling.sentence.start >= sentence.start:
            continue
        between = _sentences(telling.sentence, sentence)
        if between <= reach and (not kinds or telling.type in kinds) and named <= _companies(telling):
            return telling
    return None


def _companies(telling: Telling) -> set[str]:
    return {filler.company for fillers in telling.roles.values() for filler in fillers}


def _resumed(sentence: Span) -> bool:
    """Whether the sentence opens by pointing at what was just told: "It runs until 2030", "That one costs more"."""
    first = next((token for token in sentence if not token.is_space and not token.is_punct), None)
    return (
        first is not None
        and first.lower_ in {"it", "this", "that"}
        and first.dep_ in {"nsubj", "nsubjpass", "det"}
    )


def _pointed_at(sentence: Span) -> frozenset[ClaimType] | None:
    """Return the types of tie that a sentence points back to; empty means any, None that it does not point."""
    for token in sentence:
        lemma = token.lemma_.lower()
        if lemma in _DEAL and any(child.lower_ in _POINTING for child in token.children):
            return _TYPES_OF.get(lemma, frozenset())
        if lemma in _STEP and token.i - sentence.start <= 2:
            return _TYPES_OF.get(lemma, frozenset())
    return None


def _folded(tellings: Sequence[Telling]) -> list[Telling]:
    """Fold a later mention of a tie into the first, unless it tells a deal of its own."""
    kept: list[Telling] = []
    for telling in tellings:
        same = [other for other in kept if other.tie == telling.tie]
        mate = next((other for other in same if _compatible(other, telling)), None)
        if (
            mate is None
            and same
            and telling.drafts[0].hit.trigger.lemma_ in _PAYING
            and _near(same[-1], telling)
        ):
            mate = same[-1]
            telling.status = mate.status
        if mate is not None:
            if set(telling.values) - set(mate.values) or telling.type is not mate.type:
                telling.passages.append(telling.sentence)
                _join(mate, telling)
        elif not same or telling.values or telling.status not in _PLAIN:
            kept.append(telling)
    return kept


def _near(first: Telling, second: Telling) -> bool:
    return _sentences(first.sentence, second.sentence) <= 2 and not first.values.keys() & second.values.keys()


def _sentences(first: Span, second: Span) -> int:
    """Return how many sentences lie from one to another."""
    return sum(bool(token.is_sent_start) for token in first.doc[first.start : second.start])


def _compatible(first: Telling, second: Telling) -> bool:
    """Whether two tellings of one tie can be about one deal: no value, status or type of theirs disagrees."""
    if first.status is not second.status and not {first.status, second.status} <= _PLAIN:
        return False
    if first.type is not second.type and (first if first.type is ClaimType.USAGE else second).values:
        return False
    return all(
        first.values[slot].told == second.values[slot].told
        for slot in first.values.keys() & second.values.keys()
    )
