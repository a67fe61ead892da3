"""Drafts weighed by the model: those of the frames that it disbelieves go, and ties that no frame reads come in."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from kg.extract.attribution import outlet, source_of
from kg.extract.drafts import Draft, passed_over
from kg.extract.frame_table import AGREEMENT
from kg.extract.frames import Filler, Frame, Hit
from kg.extract.learned.candidates import find_candidates, find_pairs
from kg.extract.learned.encoder import CLASSES
from kg.extract.learned.features import features
from kg.extract.learned.salience import Salience
from kg.extract.learned.told import KINDS, Told
from kg.extract.predicates import Predicate
from kg.extract.roles import is_verb
from kg.extract.status import status_of
from kg.model import ROLES, ClaimType

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray
    from spacy.tokens import Doc, Token

    from kg.extract.drafts import Roles
    from kg.extract.learned.candidates import Candidate, Pair
    from kg.extract.learned.encoder import Encoder
    from kg.extract.learned.model import LinkModel
    from kg.extract.mentions import Mentions
    from kg.extract.products import Trades

_TYPES = {
    "supply": ClaimType.USAGE,
    "ended": ClaimType.EXCLUSIVITY_ENDED,
    "investment": ClaimType.INVESTMENT,
    "acquisition": ClaimType.ACQUISITION,
    "partnership": ClaimType.PARTNERSHIP,
    "competition": ClaimType.COMPETITION,
}
_DOUBTING = frozenset(
    "no not n't never neither nor none nobody without if unless whether could might may ? deny denied".split()
)
_PLACES = frozenset({"GPE", "LOC"})
LEARNED = "learned"
"""The slot of a filler that the model found."""
_AGREED = frozenset(AGREEMENT.split()) | frozenset("agree buy lease order purchase rent sell sign".split())


class Scored(NamedTuple):
    """A tie from one candidate to another, and how likely the model holds it."""

    kind: str
    first: Candidate
    second: Candidate
    pair: Pair
    probability: float


class Sight(NamedTuple):
    """What the trained part sees of a text: the candidates, their pairs, and two rows of features for each pair."""

    text: str
    candidates: list[Candidate]
    pairs: list[Pair]
    rows: list[list[str]]
    told: Told


class Weighed(NamedTuple):
    """The drafts that stay and come, and the model's probability of each tie between two companies."""

    drafts: list[Draft]
    ties: dict[tuple[str, str, str], float]

    def probability(self, draft: Draft) -> float | None:
        """Return how likely the model holds a draft's ties on average, or None where it has not judged them."""
        found = [self.ties.get((KINDS[draft.type], *link)) for link in draft.links]
        known = [value for value in found if value is not None]
        return sum(known) / len(known) if known else None


def decide(
    drafts: Sequence[Draft], scored: Sequence[Scored], mentions: Mentions, model: LinkModel
) -> Weighed:
    """Return the drafts of the frames without those that the model disbelieves, and its own where it is sure."""
    ties: dict[tuple[str, str, str], float] = {}
    for tie in scored:
        key = (tie.kind, tie.first.company, tie.second.company)
        ties[key] = max(tie.probability, ties.get(key, 0.0))
    weighed = Weighed([], ties)
    for draft in drafts:
        share = weighed.probability(draft)
        if share is None or share >= model.calibration["veto"]:
            weighed.drafts.append(replace(draft, roles=dict(draft.roles)))
    told = {(KINDS[draft.type], frozenset(link)) for draft in weighed.drafts for link in draft.links}
    for tie in sorted(_strongest(filter(_eligible, scored)), key=lambda tie: -tie.probability):
        parties = frozenset((tie.first.company, tie.second.company))
        if tie.probability < model.calibration["add"] or (tie.kind, parties) in told or _read(tie, drafts):
            continue
        new = _draft(tie, mentions)
        if new is not None:
            told.add((tie.kind, parties))
            weighed.drafts.append(new)
    weighed.drafts.sort(key=lambda draft: draft.hit.trigger.i)
    return weighed


def score(sight: Sight, model: LinkModel, reader: Encoder | None = None) -> list[Scored]:
    """Return each kind of tie in each direction for each pair of candidates, with its probability.

    Parameters
    ----------
    sight
        The pairs and their features.
    model
        The linear model.
    reader
        The encoder, whose judgement counts for the model's ``calibration["encoder"]`` of the whole; none where None.
    """
    shares = model.probabilities(sight.rows)
    if reader is not None:
        read = by_kind(
            reader.probabilities(sight.text, sight.candidates, sight.pairs, sight.told), model.kinds
        )
        shares = shares + np.float32(model.calibration["encoder"]) * (read - shares)
    return [
        Scored(kind, one, other, pair, float(shares[2 * number + way][column]))
        for number, pair in enumerate(sight.pairs)
        for way, (one, other) in enumerate(((pair.first, pair.second), (pair.second, pair.first)))
        for column, kind in enumerate(model.kinds[1:], 1)
    ]


def by_kind(read: NDArray[np.float32], kinds: Sequence[str]) -> NDArray[np.float32]:
    """Return the encoder's probabilities by the kinds of the linear model: a contract and a usage are one.

    What has no column of its own is no tie.
    """
    shares = np.zeros((len(read), len(kinds)), np.float32)
    for column, name in enumerate(CLASSES):
        kind = "supply" if name in {"contract", "usage"} else name
        shares[:, kinds.index(kind) if kind in kinds else 0] += read[:, column]
    return shares


def look(doc: Doc, mentions: Mentions, trades: Trades, drafts: Sequence[Draft]) -> Sight:
    """Return the pairs of candidates of a text, and two rows of features for each: forwards and backwards."""
    sentence_of = {sentence.start: number for number, sentence in enumerate(doc.sents)}
    candidates = find_candidates(doc, mentions)
    pairs = list(find_pairs(candidates, sentence_of))
    told, salience = Told(drafts), Salience(doc, mentions, candidates)
    rows = []
    for pair in pairs:
        sells = (trades.of(pair.first.company), trades.of(pair.second.company))
        sold = (sells[0].value if sells[0] else "", sells[1].value if sells[1] else "")
        rows += [
            features(pair, backwards=way, trades=sold, told=told, salience=salience) for way in (False, True)
        ]
    return Sight(doc.text, candidates, pairs, rows, told)


def _eligible(tie: Scored) -> bool:
    """Whether both sides may be parties, no person and no news outlet, in sentences that neither deny, ask nor doubt."""
    # What is bought of a company, or of a part that it owns, is not the company; a place by itself is none.
    if tie.kind in {"acquisition", "investment"} and tie.second.head.dep_ == "poss":
        return False
    if any(side.mention is None and side.span.root.ent_type_ in _PLACES for side in (tie.first, tie.second)):
        return False
    first, second = tie.pair.first.head.sent, tie.pair.second.head.sent
    if tie.kind == "competition" and any(map(passed_over, second)):
        return False
    if any(token.lower_ in _DOUBTING for sentence in {first, second} for token in sentence):
        return False
    return not any(
        side.kind == "person" or outlet(side.company) is not None for side in (tie.first, tie.second)
    )


def _read(tie: Scored, drafts: Sequence[Draft]) -> bool:
    """Whether one word of that sentence ties both sides to others, by the frames' reading, and not to each other."""
    parties: dict[int, set[str]] = {}
    for draft in drafts:
        if KINDS[draft.type] == tie.kind and draft.hit.sentence == tie.pair.second.head.sent:
            told = parties.setdefault(draft.hit.trigger.i, set())
            told |= {filler.company for group in draft.roles.values() for filler in group}
    return any({tie.first.company, tie.second.company} <= told for told in parties.values())


def _strongest(scored: Iterable[Scored]) -> list[Scored]:
    """Return the likeliest reading of each two companies."""
    best: dict[frozenset[str], Scored] = {}
    for tie in scored:
        key = frozenset((tie.first.company, tie.second.company))
        if key not in best or tie.probability > best[key].probability:
            best[key] = tie
    return list(best.values())


def _draft(tie: Scored, mentions: Mentions) -> Draft | None:
    """Return the tie as a frame would have read it, or None where its words claim nothing."""
    kind = _TYPES[tie.kind]
    anchor = _anchor(tie.first.head, tie.second.head, tie.pair.second.head)
    if kind is ClaimType.USAGE and any(token.lemma_.lower() in _AGREED for token in anchor.sent):
        kind = ClaimType.CONTRACT
    one, other = (Filler(side.company, side.head, side.mention, LEARNED) for side in (tie.first, tie.second))
    sides = ((one, other),) if "party" in ROLES[kind] else ((one,), (other,))
    roles: Roles = dict(zip(ROLES[kind], sides, strict=False))
    predicate = Predicate.of_verb(anchor) if is_verb(anchor) else Predicate.of_noun(anchor)
    earlier = tie.pair.first.head.sent
    aside = earlier if earlier != anchor.sent else None
    hit = Hit(Frame(kind, dict.fromkeys(roles, (LEARNED,))), anchor, predicate, roles, aside=aside)
    source = source_of(anchor, mentions)
    status = status_of(
        hit, by_outlet=source is not None and source.media, by_party=source is not None and not source.media
    )
    return Draft(hit, kind, roles, status, source) if status is not None else None


def _anchor(one: Token, other: Token, last: Token) -> Token:
    """Return the word that joins two heads in the parse, or what governs the one told last."""
    above = [one, *one.ancestors]
    joint = next((token for token in (other, *other.ancestors) if token in above), last)
    while joint.pos_ in {"PROPN", "ADP", "PRON"} and joint.head != joint:
        joint = joint.head
    return joint
