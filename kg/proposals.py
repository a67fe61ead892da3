"""What waits for a person: names and deals that may be the same, facts that are contested, and claims that are unsure.

A proposal decides nothing. Names are compared where at least one is not registered; what spelling can show is that somebody
should look. Two claims contest a fact where neither outranks the other, or where a party denies what the other tells.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from itertools import combinations, product
from typing import TYPE_CHECKING, NamedTuple

from kg.comparing import Relation, compare
from kg.judgements import Decision, Kind
from kg.model import Status, Verdict
from kg.resolve import bucket

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kg.linker import Linker
    from kg.model import Assessment, Claim, Deal

ALIKE = 0.85
"""The least likeness of two names, without their legal forms, that is worth a question."""
SURE = 0.7
"""The least confidence of an extractor that is believed without a question: below it, about two of three claims are wrong."""
_FORM = re.compile(
    r"\b(?:inc|incorporated|corp|corporation|co|company|llc|lp|ltd|limited|plc|ag|gmbh|se|sa|nv|bv|kk|group|holdings?)\b\.?"
)
_SLOTS = ("product", "amount", "capacity", "stake_percent", "signed", "start", "end", "duration")


class Option(NamedTuple):
    """One way to decide: the letter and the words for it, and the judgement that it makes."""

    letter: str
    words: str
    decision: Decision
    one: str
    other: str | None


class Proposal(NamedTuple):
    """What may be decided: about two names, about a claim of each of two deals, about two claims of one, or about one claim.

    ``other`` is None where one claim alone is in question; ``contested`` says that two claims of one deal stand against each
    other; ``why`` it is proposed, in words.
    """

    about: Kind
    one: str
    other: str | None
    why: str
    contested: bool = False

    @property
    def question(self) -> str:
        """What is asked."""
        if self.about is Kind.COMPANY:
            return f"Is {self.one} the company {self.other}?"
        if self.other is None:
            return "Does the document say so?"
        return "Which of these is right?" if self.contested else "Are these one deal?"

    @property
    def options(self) -> tuple[Option, ...]:
        """The ways to decide it.

        Examples
        --------
        >>> contest = Proposal(Kind.CLAIM, "c1", "c2", "…", contested=True)
        >>> [(option.letter, str(option.decision), option.one) for option in contest.options]
        [('1', 'reject', 'c2'), ('2', 'reject', 'c1'), ('n', 'different', 'c1'), ('u', 'unsure', 'c1')]
        """
        unsure = Option("u", "unsure", Decision.UNSURE, self.one, self.other)
        if self.other is None:
            return (
                Option("y", "yes", Decision.ACCEPT, self.one, None),
                Option("n", "no, it counts for nothing", Decision.REJECT, self.one, None),
                unsure,
            )
        if self.contested:
            return (
                Option("1", "the first, the second counts for nothing", Decision.REJECT, self.other, None),
                Option("2", "the second, the first counts for nothing", Decision.REJECT, self.one, None),
                Option("n", "both, of two deals", Decision.DIFFERENT, self.one, self.other),
                unsure,
            )
        return (
            Option("y", "same", Decision.SAME, self.one, self.other),
            Option("n", "different", Decision.DIFFERENT, self.one, self.other),
            unsure,
        )


def proposals(
    deals: Iterable[Deal], claims: Iterable[Claim], known: Linker, verdicts: Iterable[Assessment] = ()
) -> Iterator[Proposal]:
    """Iterate over what nobody has judged: names, contested facts, unsure claims, the least sure first, and deals.

    Parameters
    ----------
    deals, claims
        The deals, and all claims about them.
    known
        The registry, with the judgements that were made.
    verdicts
        The policy's, without which no fact is seen to be contested.

    Notes
    -----
    Quadratic in the names that are not registered, times all names; in the deals of the same companies; and in the values
    that claims about one deal tell.
    """
    told = {claim.id: claim for claim in claims}
    ruled = {each.claim: each.verdict for each in verdicts}
    names = {name for claim in told.values() for name in claim.parties}
    yield from _names(names, known)
    buckets: dict[str, list[str]] = {}
    contested: list[Proposal] = []
    for deal in deals:
        key = min(deal.claims)
        buckets.setdefault(bucket(told[key], known), []).append(key)
        contested += _contests([told[claim] for claim in deal.claims], ruled)
    yield from (each for each in contested if _is_open(known, each.one, each.other or each.one))
    for claim in sorted(told.values(), key=lambda claim: (claim.confidence, claim.id)):
        if claim.confidence < SURE and _is_open(known, claim.id, claim.id):
            why = f"the extractor is sure by {claim.confidence:.0%} alone"
            yield Proposal(Kind.CLAIM, claim.id, None, why)
    for _, keys in sorted(buckets.items()):
        for one, other in combinations(keys, 2):
            if _is_open(known, one, other):
                yield Proposal(
                    Kind.CLAIM, one, other, "two deals of the same kind between the same companies"
                )


def _is_open(known: Linker, one: str, other: str) -> bool:
    return known.judgements.decided(Kind.CLAIM, one, other) is None


def _contests(claims: Iterable[Claim], ruled: Mapping[str, Verdict]) -> Iterator[Proposal]:
    """Iterate over the values of one deal that stand against each other, or over its denials where none do."""
    told = sorted(claims, key=lambda claim: claim.id)
    disputed = [claim for claim in told if ruled.get(claim.id) is Verdict.DISPUTED]
    against: dict[tuple[str, str], list[str]] = {}
    for slot in _SLOTS:
        for pair in _conflicting(disputed, slot):
            against.setdefault(pair, []).append(slot.replace("_", " "))
    for (one, other), slots in against.items():
        why = f"they differ in {' and '.join(slots)} and are equally supported, so neither counts"
        yield Proposal(Kind.CLAIM, one, other, why, contested=True)
    if not against:
        denials = [claim for claim in told if claim.status is Status.DENIED]
        for claim, denial in product(disputed, denials):
            yield Proposal(
                Kind.CLAIM, claim.id, denial.id, "one tells it, the other denies it", contested=True
            )


def _conflicting(claims: Iterable[Claim], slot: str) -> Iterator[tuple[str, str]]:
    """Iterate over the values of a slot that conflict, each as the first claim that tells it."""
    told: dict[object, str] = {}
    for claim in claims:
        if (value := getattr(claim, slot)) is not None:
            told.setdefault(value, claim.id)
    for (value, one), (rival, other) in combinations(told.items(), 2):
        if compare(slot, value, rival) is Relation.CONFLICTS:
            yield one, other


def _names(names: set[str], known: Linker) -> Iterator[Proposal]:
    unlisted = sorted(name for name in names if known.find(name) is None)
    listed = {alias: company.name for alias, company in known.names().items()}
    cores = {name: _core(name) for name in (*unlisted, *listed)}
    for number, name in enumerate(unlisted):
        found: dict[str, str] = {}
        for other in (*listed, *unlisted[number + 1 :]):
            if why := _alike(cores[name], cores[other]):
                found.setdefault(listed.get(other, other), why)
        for other, why in sorted(found.items()):
            if known.judgements.decided(Kind.COMPANY, name, other) is None:
                yield Proposal(Kind.COMPANY, name, other, why)


def _core(name: str) -> str:
    """Return a name in lower case without legal forms, spaces and marks."""
    return re.sub(r"[\W_]+", "", _FORM.sub(" ", name.casefold())) or name.casefold()


def _alike(one: str, other: str) -> str | None:
    if one == other:
        return "the names differ in legal form, spacing or marks alone"
    longest = max(len(one), len(other))
    if longest < 5 or abs(len(one) - len(other)) > (1 - ALIKE) * 2 * longest:
        return None
    return "the names are spelled alike" if SequenceMatcher(None, one, other).ratio() >= ALIKE else None
