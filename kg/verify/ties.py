"""The evidence read by the frames: who deals with whom, and in which direction."""

from __future__ import annotations

from itertools import combinations, permutations, product
from typing import TYPE_CHECKING, NamedTuple

from kg.model import ROLES, ClaimType

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kg.extract.drafts import Draft
    from kg.extract.frames import Filler
    from kg.model import Claim
    from kg.verify.reading import Reading

_SUPPLY = frozenset({ClaimType.CONTRACT, ClaimType.USAGE, ClaimType.EXCLUSIVITY_ENDED})
_OWNING = frozenset({ClaimType.INVESTMENT, ClaimType.ACQUISITION})
_FAMILY: Mapping[ClaimType, frozenset[ClaimType]] = {
    **dict.fromkeys(_SUPPLY, _SUPPLY),
    **dict.fromkeys(_OWNING, _OWNING),
    ClaimType.PARTNERSHIP: frozenset({ClaimType.PARTNERSHIP}),
    ClaimType.COMPETITION: frozenset({ClaimType.COMPETITION}),
}


class Tie(NamedTuple):
    """Two companies that a word of the text ties, in the order of the roles; peers are tied in both orders."""

    first: Filler
    second: Filler
    at: int


def opposed(claim: Claim, reading: Reading) -> Iterator[str]:
    """Yield that the text says a tie the other way round, or with another company in a party's place.

    Where the frames read no such tie in the evidence, its direction is not checked.
    """
    family = _FAMILY.get(claim.type)
    if family is None:
        return
    spans = reading.around(claim)
    ties = [
        tie
        for draft in reading.frames.drafts
        if draft.type in family
        for tie in _ties(draft)
        if any(start <= tie.at < end for start, end in spans)
    ]
    first, second = (*ROLES[claim.type], "party")[:2]
    for one, other in _pairs(claim):
        if any(reading.means(one, tie.first) and reading.means(other, tie.second) for tie in ties):
            continue
        if any(reading.means(one, tie.second) and reading.means(other, tie.first) for tie in ties):
            yield f"{first}: the claim says {one!r} and {second} {other!r}, the text says it the other way round"
        quoted = [tie for tie in ties if any(quote.start <= tie.at < quote.end for quote in claim.evidence)]
        yield from _elsewhere(claim, (one, other), quoted, reading)


def _pairs(claim: Claim) -> Iterable[tuple[str, str]]:
    if "party" in claim.roles:
        return combinations(claim.roles["party"], 2)
    first, second = ROLES[claim.type][:2]
    return product(claim.roles.get(first, ()), claim.roles.get(second, ()))


def _ties(draft: Draft) -> Iterator[Tie]:
    """Yield the ties of a draft, but not those that only the parties' trades directed."""
    at = draft.hit.trigger.idx
    if "party" in draft.roles:
        yield from (Tie(*pair, at) for pair in permutations(draft.roles["party"], 2))
    elif "party" not in draft.hit.roles:
        first, second = (draft.roles.get(role, ()) for role in ROLES[draft.type][:2])
        yield from (Tie(*pair, at) for pair in product(first, second))


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
