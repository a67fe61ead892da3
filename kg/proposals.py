"""What may be the same and nobody has judged: names that differ in spelling, and deals of the same companies.

A proposal decides nothing. Names are compared where at least one is not registered; what spelling can show is that somebody
should look.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from kg.judgements import Kind
from kg.resolve import bucket

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.linker import Linker
    from kg.model import Claim, Deal

ALIKE = 0.85
"""The least likeness of two names, without their legal forms, that is worth a question."""
_FORM = re.compile(
    r"\b(?:inc|incorporated|corp|corporation|co|company|llc|lp|ltd|limited|plc|ag|gmbh|se|sa|nv|bv|kk|group|holdings?)\b\.?"
)


class Proposal(NamedTuple):
    """Two that may be the same: names, or a claim of each of two deals; ``why`` they are proposed, in words."""

    about: Kind
    one: str
    other: str
    why: str


def proposals(deals: Iterable[Deal], claims: Iterable[Claim], known: Linker) -> Iterator[Proposal]:
    """Iterate over pairs that may be the same, names first.

    Notes
    -----
    Quadratic in the names that are not registered, times all names; and in the deals of the same companies.
    """
    told = {claim.id: claim for claim in claims}
    names = {name for claim in told.values() for name in claim.parties}
    yield from _names(names, known)
    buckets: dict[str, list[str]] = {}
    for deal in deals:
        key = min(deal.claims)
        buckets.setdefault(bucket(told[key], known), []).append(key)
    for _, keys in sorted(buckets.items()):
        for one, other in combinations(keys, 2):
            if known.judgements.decided(Kind.CLAIM, one, other) is None:
                yield Proposal(
                    Kind.CLAIM, one, other, "two deals of the same kind between the same companies"
                )


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
