"""What the frames say of two companies, as features: the trained part weighs the rules, it does not replace them."""

from __future__ import annotations

from collections import defaultdict
from itertools import permutations, product
from typing import TYPE_CHECKING, NamedTuple

from kg.model import ROLES, ClaimType

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.extract.drafts import Draft
    from kg.extract.frames import Filler
    from kg.extract.learned.candidates import Candidate, Pair

KINDS = {
    ClaimType.CONTRACT: "supply",
    ClaimType.USAGE: "supply",
    ClaimType.EXCLUSIVITY_ENDED: "ended",
    ClaimType.INVESTMENT: "investment",
    ClaimType.ACQUISITION: "acquisition",
    ClaimType.PARTNERSHIP: "partnership",
    ClaimType.COMPETITION: "competition",
    ClaimType.PROJECT: "project",
}
"""The kinds of tie that the model tells apart; a contract and a usage are one."""


class _Tie(NamedTuple):
    kind: str
    sentence: int
    trigger: str
    slots: str


class Told:
    """The ties that the frames read, by the two companies in the order of their roles."""

    def __init__(self, drafts: Sequence[Draft]) -> None:
        self._ties: dict[tuple[str, str], list[_Tie]] = defaultdict(list)
        for draft in drafts:
            at, word = draft.hit.sentence.start, draft.hit.trigger.lemma_.lower()
            for first, second in _ties(draft):
                tie = _Tie(KINDS[draft.type], at, word, f"{first.slot},{second.slot}")
                self._ties[first.company, second.company].append(tie)

    def features(self, pair: Pair, one: Candidate, other: Candidate) -> Iterator[str]:
        """Yield what the frames say from one candidate to the other, and the other way round."""
        here = {pair.first.head.sent.start, pair.second.head.sent.start}
        for way, key in (("to", (one.company, other.company)), ("fro", (other.company, one.company))):
            for tie in self._ties.get(key, ()):
                place = "here" if tie.sentence in here else "else"
                yield f"rule:{way}:{place}:{tie.kind}"
                if place == "here":
                    yield f"rule:{way}:{tie.kind}:{tie.trigger}"
                    yield f"rule:{way}:{tie.kind}:{tie.slots}"

    def said(self, pair: Pair, one: Candidate, other: Candidate) -> tuple[str, str]:
        """Return the kind of tie that the frames read from one to the other in the pair's sentences, and in the text.

        Empty where they read none.
        """
        here = {pair.first.head.sent.start, pair.second.head.sent.start}
        ties = self._ties.get((one.company, other.company), ())
        near = next((tie.kind for tie in ties if tie.sentence in here), "")
        return near, ties[0].kind if ties else ""


def _ties(draft: Draft) -> Iterator[tuple[Filler, Filler]]:
    if "party" in draft.roles:
        yield from permutations(draft.roles["party"], 2)
    elif draft.type is ClaimType.PROJECT:
        yield from permutations([f for fillers in draft.roles.values() for f in fillers], 2)
    else:
        first, second = (draft.roles.get(role, ()) for role in ROLES[draft.type][:2])
        yield from product(first, second)
