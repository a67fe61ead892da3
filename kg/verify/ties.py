"""The evidence read by the frames: who deals with whom, and in which direction."""

from __future__ import annotations

from itertools import combinations, permutations, product
from typing import TYPE_CHECKING, NamedTuple

from kg.extract.learned.told import KINDS
from kg.model import ROLES, ClaimType

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kg.extract.drafts import Draft
    from kg.extract.frames import Filler
    from kg.extract.learned.candidates import Candidate
    from kg.extract.learned.judged import Scored
    from kg.model import Claim, Evidence
    from kg.verify.names import Span
    from kg.verify.reading import Reading

_SUPPLY = frozenset({ClaimType.CONTRACT, ClaimType.USAGE, ClaimType.EXCLUSIVITY_ENDED})
_OWNING = frozenset({ClaimType.INVESTMENT, ClaimType.ACQUISITION})
_FAMILY: Mapping[ClaimType, frozenset[ClaimType]] = {
    **dict.fromkeys(_SUPPLY, _SUPPLY),
    **dict.fromkeys(_OWNING, _OWNING),
    ClaimType.PARTNERSHIP: frozenset({ClaimType.PARTNERSHIP}),
    ClaimType.COMPETITION: frozenset({ClaimType.COMPETITION}),
}
_MARGIN = 2.0
"""How many times likelier a tie must be in its direction than in the other."""


class Tie(NamedTuple):
    """Two companies that a word of the text ties, in the order of the roles; peers are tied in both orders."""

    first: Filler
    second: Filler
    at: int


def opposed(claim: Claim, reading: Reading) -> Iterator[str]:
    """Yield that the text says a tie the other way round, or with another company in a party's place, or not at all.

    Where no frame reads the tie, the trained part must find it far likelier as claimed than the other way round.
    """
    family = _FAMILY.get(claim.type)
    if family is None:
        return
    spans = reading.around(claim)
    drafts = [
        draft
        for draft in reading.frames.drafts
        if draft.type in family and any(start <= draft.hit.trigger.idx < end for start, end in spans)
    ]
    ties = [tie for draft in drafts if not _by_trade(draft) for tie in _ties(draft)]
    first, second = (*ROLES[claim.type], "party")[:2]
    pairs = list(_pairs(claim))
    read = [pair for pair in pairs if any(_reads(tie, *pair, reading) for tie in ties)]
    for one, other in pairs:
        if (one, other) in read:
            continue
        if any(_reads(tie, other, one, reading) for tie in ties):
            yield f"{first}: the claim says {one!r} and {second} {other!r}, the text says it the other way round"
        quoted = [tie for tie in ties if any(quote.start <= tie.at < quote.end for quote in claim.evidence)]
        yield from _elsewhere(claim, (one, other), quoted, reading)
    by_trade = [tie for draft in drafts if _by_trade(draft) for tie in _ties(draft)]
    if pairs and not read and not any(_reads(tie, *pair, reading) for tie in by_trade for pair in pairs):
        yield from _unlikely(claim, pairs, spans, reading)


def _reads(tie: Tie, one: str, other: str, reading: Reading) -> bool:
    return reading.means(one, tie.first) and reading.means(other, tie.second)


def _unlikely(
    claim: Claim, pairs: Sequence[tuple[str, str]], spans: Sequence[Span], reading: Reading
) -> Iterator[str]:
    """Yield that the evidence's words, as the trained part weighs them, do not speak for a tie in its direction."""
    kinds = {KINDS[kind] for kind in _FAMILY[claim.type]}
    likely = Likelihoods([tie for tie in reading.likely if tie.kind in kinds], spans, claim, reading)
    forwards = sum(likely.of(one, other) for one, other in pairs)
    backwards = sum(likely.of(other, one) for one, other in pairs)
    first, second = (*ROLES[claim.type], "party")[:2]
    least = 0.0 if "party" in claim.roles else _MARGIN * backwards
    if forwards <= least:
        yield (
            f"{first}: nothing in the evidence says that {first} {pairs[0][0]!r} and {second} {pairs[0][1]!r} "
            "deal in this direction"
        )


class Likelihoods(NamedTuple):
    """How likely the trained part holds ties of a family between what the evidence of a claim tells of."""

    ties: Sequence[Scored]
    spans: Sequence[Span]
    claim: Claim
    reading: Reading

    def of(self, one: str, other: str) -> float:
        """Return the probability of the likeliest tie from one party to another."""
        first, second = self._places(one), self._places(other)
        return max(
            (
                tie.probability
                for tie in self.ties
                if self._stands(tie.first, first) and self._stands(tie.second, second)
            ),
            default=0.0,
        )

    def _places(self, party: str) -> list[Span | Evidence]:
        explained = (a.mention for a in self.claim.antecedents if a.company == party)
        return [*self.reading.meant(party), *explained]

    def _stands(self, candidate: Candidate, places: Iterable[Span | Evidence]) -> bool:
        """Whether a candidate stands in the evidence's sentences at one of some places."""
        start, end = candidate.span.start_char, candidate.span.end_char
        quoted = any(span.start <= start < span.end for span in self.spans)
        return quoted and any(place.start < end and start < place.end for place in places)


def _pairs(claim: Claim) -> Iterable[tuple[str, str]]:
    if "party" in claim.roles:
        return combinations(claim.roles["party"], 2)
    first, second = ROLES[claim.type][:2]
    return product(claim.roles.get(first, ()), claim.roles.get(second, ()))


def _ties(draft: Draft) -> Iterator[Tie]:
    """Yield the ties of a draft, those of peers in both orders."""
    at = draft.hit.trigger.idx
    if "party" in draft.roles:
        yield from (Tie(*pair, at) for pair in permutations(draft.roles["party"], 2))
    else:
        first, second = (draft.roles.get(role, ()) for role in ROLES[draft.type][:2])
        yield from (Tie(*pair, at) for pair in product(first, second))


def _by_trade(draft: Draft) -> bool:
    """Whether only the parties' trades gave a draft its direction: the words say no more than that they deal."""
    return "party" not in draft.roles and "party" in draft.hit.roles


def _elsewhere(claim: Claim, pair: tuple[str, str], ties: Iterable[Tie], reading: Reading) -> Iterator[str]:
    """Yield that one of two parties is tied to somebody whom the claim does not name."""
    first, second = (*ROLES[claim.type], "party")[:2]
    one, other = pair
    for tie in ties:
        if reading.means(other, tie.second) and not _claimed(claim, tie.first, reading):
            yield f"{first}: the claim says {one!r}, the text says {tie.first.company!r}"
        elif reading.means(one, tie.first) and not _claimed(claim, tie.second, reading):
            yield f"{second}: the claim says {other!r}, the text says {tie.second.company!r}"


def _claimed(claim: Claim, filler: Filler, reading: Reading) -> bool:
    return any(reading.means(party, filler) for party in claim.parties)
