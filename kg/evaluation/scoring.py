"""Scores: how much of what is told was found, and how much of what was found is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from kg.evaluation.links import Link, by_link
from kg.evaluation.naming import Naming
from kg.evaluation.slots import SLOTS, agree, value_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.model import Claim


class Score(NamedTuple):
    """A count of right answers, of answers found, and of answers in gold.

    Examples
    --------
    >>> score = Score(right=2, found=4, gold=2)
    >>> score.precision, score.recall, score.f1
    (0.5, 1.0, 0.6666666666666666)
    """

    right: int
    found: int
    gold: int

    @property
    def precision(self) -> float:
        """The part of what was found that is right; 0 where nothing was found."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """The part of gold that was found; 0 where gold holds nothing."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        precision, recall = self.precision, self.recall
        return 2 * precision * recall / (precision + recall) if self.right else 0.0

    def to_dict(self) -> dict[str, float]:
        """Return the score for a program: ``p``, ``r``, ``f1`` and the counts."""
        return {"p": self.precision, "r": self.recall, "f1": self.f1, **self._asdict()}


class SlotError(NamedTuple):
    """A slot of a matched link whose value is not gold's; None where one side says nothing."""

    link: Link
    slot: str
    wanted: object
    found: object


class Evaluation(NamedTuple):
    """The comparison of found claims with gold ones; see :func:`evaluate`."""

    relation: Score
    strict: Score
    by_type: Mapping[str, Score]
    slots: Mapping[str, Score]
    whole: float
    missed: tuple[Link, ...]
    spurious: tuple[Link, ...]
    slot_errors: tuple[SlotError, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the evaluation for a program."""
        return {
            "relation": self.relation.to_dict(),
            "strict": self.strict.to_dict(),
            "slots": {slot: score.to_dict() for slot, score in self.slots.items()},
            "whole": self.whole,
            "by_type": {kind: score.to_dict() for kind, score in self.by_type.items()},
            "missed": [list(link) for link in self.missed],
            "spurious": [list(link) for link in self.spurious],
        }


def evaluate(gold: Sequence[Claim], found: Sequence[Claim], naming: Naming | None = None) -> Evaluation:
    """Compare found claims with gold ones.

    Parameters
    ----------
    gold, found
        Claims of the same documents.
    naming
        When two names are one; by default without aliases.

    Returns
    -------
    Evaluation
        ``relation`` counts links with contract and usage as one type and the roles of a project as one, ``strict``
        tells them apart. ``slots`` are counted on matched links: recall over what gold fills, precision over what was
        filled. ``whole`` is the part of gold's links that were matched with every slot right.

    Notes
    -----
    Linear in the claims, but for the names of a document, which are compared pairwise. Where several found claims tie
    the same two parties, each gold claim is held against the one that agrees with it in most slots.

    Examples
    --------
    >>> from kg.model import Claim
    >>> told = dict(doc="d", type="contract", summary="Acme buys from Bolt.")
    >>> gold = Claim(**told, roles={"customer": ("Acme Inc.",), "provider": ("Bolt",)}, status="planned")
    >>> found = Claim(**told, roles={"customer": ("Acme",), "provider": ("Bolt",)})
    >>> result = evaluate([gold], [found])
    >>> result.relation.f1, result.slots["status"].f1, result.slot_errors[0].wanted
    (1.0, 0.0, 'planned')
    """
    naming = naming or Naming()
    short = naming.short_forms(gold, found)
    strict_gold, strict_found = (
        by_link(gold, naming, loose=False),
        by_link(found, naming, short, loose=False),
    )
    wanted, told = by_link(gold, naming), by_link(found, naming, short)
    slots, errors, whole = _compared(wanted, told, naming)
    links = sum(map(len, wanted.values()))
    return Evaluation(
        relation=_score(wanted, told),
        strict=_score(strict_gold, strict_found),
        by_type={
            kind: _score(_of_type(kind, wanted), _of_type(kind, told))
            for kind in sorted({link.type for link in (*wanted, *told)})
        },
        slots=slots,
        whole=whole / links if links else 0.0,
        missed=tuple(sorted(wanted.keys() - told.keys())),
        spurious=tuple(sorted(told.keys() - wanted.keys())),
        slot_errors=tuple(errors),
    )


def _score(gold: Mapping[Link, object], found: Mapping[Link, object]) -> Score:
    return Score(len(gold.keys() & found.keys()), len(found), len(gold))


def _of_type(kind: str, table: Mapping[Link, object]) -> dict[Link, object]:
    return {link: claims for link, claims in table.items() if link.type == kind}


def _compared(
    gold: Mapping[Link, list[Claim]], found: Mapping[Link, list[Claim]], naming: Naming
) -> tuple[dict[str, Score], list[SlotError], int]:
    """Return the scores of the slots that one side fills, what is wrong in them, and the number of whole claims."""
    right, filled, told = (dict.fromkeys(SLOTS, 0) for _ in range(3))
    errors: list[SlotError] = []
    whole = 0
    for link in sorted(gold.keys() & found.keys()):
        for wanted in gold[link]:
            expected = {slot: value_of(wanted, slot, naming) for slot in SLOTS}
            values = _nearest(expected, found[link], naming)
            wrong = [slot for slot in SLOTS if not agree(slot, expected[slot], values[slot])]
            errors += [SlotError(link, slot, expected[slot], values[slot]) for slot in wrong]
            whole += not wrong
            for slot in SLOTS:
                right[slot] += expected[slot] is not None and slot not in wrong
                filled[slot] += values[slot] is not None
                told[slot] += expected[slot] is not None
    scores = {
        slot: Score(right[slot], filled[slot], told[slot]) for slot in SLOTS if filled[slot] or told[slot]
    }
    return scores, errors, whole


def _nearest(
    expected: Mapping[str, object], candidates: Sequence[Claim], naming: Naming
) -> dict[str, object]:
    """Return the slots of the first candidate that agrees with most of what is expected."""
    told = ({slot: value_of(claim, slot, naming) for slot in SLOTS} for claim in candidates)
    return max(told, key=lambda values: sum(agree(slot, values[slot], expected[slot]) for slot in SLOTS))
