"""Which claims speak of the same deal.

Claims can share a deal only if they have the same type and the same companies in the same roles (of an acquisition, the
same acquirer and target; of a project with a name, that name and at least one company). Among those, two claims are held
apart, as two deals, where

- both give the deal a name of its own, and the names differ;
- both say what is supplied, and the products differ though the amounts do not agree;
- both say when it was signed, and the dates exclude each other;
- one source tells both, with different values in some slot (a renewal or expansion is a deal of its own);
- two or more slots disagree: one disagreement is a conflict about one deal, two are two deals.

What people judged to be one deal is one, and what they judged to be two, or one a part of the other, is two, whatever the
claims say. Else the same name joins claims whatever else they tell. A claim that fits two deals and says nothing to choose between them is
a deal of its own, for a wrong merge is worse than a missed one. Nothing is decided by similarity of spelling.
"""

from __future__ import annotations

import re
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from kg.comparing import AGREEING, Relation, compare
from kg.judgements import Kind
from kg.linker import judgements_of
from kg.model import ROLES, Claim, ClaimType
from kg.values import days

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Set

    from kg.companies import Companies

_IDENTIFYING = {ClaimType.ACQUISITION: ("acquirer", "target")}
_DATES = ("start", "end")
_QUANTITIES = ("amount", "capacity", "duration", "stake_percent")


def deals_of(claims: Iterable[Claim], companies: Companies) -> dict[str, str]:
    """Return the id of the deal that each claim speaks of, by the claim's id.

    Parameters
    ----------
    claims
        Every claim that may share a deal with another of them; their order does not matter.
    companies
        The registry, by which divisions count as their owner, and the judgements that it follows.

    Returns
    -------
    dict
        Claim id to deal id. An id is readable: the type and the parties, or the name of a project, and a number where the
        same parties have several deals (the earliest has none).

    Notes
    -----
    What a deal is depends only on the claims of the same :func:`bucket`. Quadratic in the claims of one bucket, linear in
    all others.

    Examples
    --------
    >>> from kg.companies import companies
    >>> parties = {"customer": ("OpenAI",), "provider": ("Oracle",)}
    >>> told = [
    ...     Claim(doc="a", type=kind, roles=parties, start=start, summary="…")
    ...     for kind, start in [("contract", "2027"), ("usage", "2024-summer")]
    ... ]
    >>> list(deals_of(told, companies()).values())
    ['contract--OpenAI--Oracle', 'usage--OpenAI--Oracle']
    """
    judgements = judgements_of(companies)
    parts = frozenset(part for part, _ in judgements.parts())
    judged = _Judged(judgements.same(Kind.CLAIM), judgements.apart(Kind.CLAIM), parts)
    buckets: dict[str, dict[str, Claim]] = {}
    for claim in claims:
        buckets.setdefault(bucket(claim, companies), {})[claim.id] = claim
    found: dict[str, str] = {}
    for name, members in sorted(buckets.items()):
        if len(members) == 1:
            found.update(dict.fromkeys(members, name))
            continue
        deals = _deals(members, companies, judged)
        for deal, id_ in zip(_in_time(deals), numbered(name), strict=False):
            found.update(dict.fromkeys(deal, id_))
    return found


def bucket(claim: Claim, companies: Companies) -> str:
    """Return the id that a claim's deal has if it is the only one of its type, parties and name.

    Examples
    --------
    >>> from kg.companies import companies
    >>> roles = {"participant": ("OpenAI", "SoftBank")}
    >>> bucket(Claim(doc="a", type="project", name="Stargate", roles=roles, summary="…"), companies())
    'project--stargate'
    """
    if claim.type is ClaimType.PROJECT and claim.name:
        return f"project--{folded(claim.name)}"
    roles = _IDENTIFYING.get(claim.type, ROLES[claim.type])
    mark = "--" if len(roles) == 1 else "+"
    parties = (mark.join(sorted(_parties(claim.roles.get(role, ()), companies))) for role in roles)
    return "--".join((claim.type.value.replace("_", "-"), *parties))


def numbered(name: str) -> Iterator[str]:
    """Iterate over the ids that the deals of a bucket have, in order and without end.

    Examples
    --------
    >>> ids = numbered("usage--OpenAI--Oracle")
    >>> next(ids), next(ids)
    ('usage--OpenAI--Oracle', 'usage--OpenAI--Oracle--2')
    """
    yield name
    number = 2
    while True:
        yield f"{name}--{number}"
        number += 1


def folded(name: str) -> str:
    """Return what two spellings of a deal's own name share.

    Examples
    --------
    >>> folded("Star Gate") == folded("stargate")
    True
    """
    return re.sub(r"[\W_]+", "", name.casefold()) or name


def _parties(names: Iterable[str], companies: Companies) -> set[str]:
    known = (companies.canonical(name) or name for name in names)
    return {name.replace("+", "%2B").replace("--", "-%2D") for name in known}


class _Judged(NamedTuple):
    """What people decided of claims, by their ids: who stands for those that are the same, which pairs are apart, and parts."""

    same: Mapping[str, str]
    apart: Set[frozenset[str]]
    parts: Set[str]

    def bar(self, one: Iterable[str], other: Collection[str]) -> bool:
        """Whether no rule may join two groups: two of them are apart, or the other is a part of a deal."""
        return self.divide(one, other) or not self.parts.isdisjoint(other)

    def divide(self, one: Iterable[str], other: Iterable[str]) -> bool:
        """Whether some two of two groups are judged apart."""
        return bool(self.apart) and any(frozenset(pair) in self.apart for pair in product(one, other))


def _deals(members: Mapping[str, Claim], companies: Companies, judged: _Judged) -> list[dict[str, Claim]]:
    """Group the claims of one bucket: those judged the same, those with a name by it, then the most telling first."""
    deals = _named(members, companies, judged)
    placed = {key for deal in deals for key in deal}
    rest = sorted((-_told(claim), key) for key, claim in members.items() if key not in placed)
    for _, key in rest:
        claim = members[key]
        fits = [
            deal
            for deal in deals
            if not judged.bar([key], deal) and not any(_apart(claim, other) for other in deal.values())
        ]
        if len(fits) > 1:
            best = max(_agreements(claim, deal.values()) for deal in fits)
            fits = [deal for deal in fits if best and _agreements(claim, deal.values()) == best]
        if len(fits) == 1:
            fits[0][key] = claim
        else:
            deals.append({key: claim})
    return deals


def _same(members: Mapping[str, Claim], judged: _Judged) -> list[dict[str, Claim]]:
    """Group the claims that are judged the same, and those alone that are judged parts."""
    groups: dict[str, dict[str, Claim]] = {}
    for key in sorted(members):
        if key in judged.same or key in judged.parts:
            groups.setdefault(judged.same.get(key, key), {})[key] = members[key]
    return list(groups.values())


class _Known(NamedTuple):
    """Claims of one deal, the names they give it, and their companies."""

    claims: dict[str, Claim]
    names: set[str]
    parties: set[str]

    @classmethod
    def of(cls, claims: dict[str, Claim], companies: Companies) -> _Known:
        """Return claims with what they are known by."""
        names = {folded(claim.name) for claim in claims.values() if claim.name}
        return cls(
            claims, names, {name for claim in claims.values() for name in _parties(claim.parties, companies)}
        )

    def take(self, other: _Known) -> None:
        """Add the claims of another."""
        self.claims.update(other.claims)
        self.names.update(other.names)
        self.parties.update(other.parties)


def _named(members: Mapping[str, Claim], companies: Companies, judged: _Judged) -> list[dict[str, Claim]]:
    """Group claims judged the same, and those of one name; of a project, those further apart that share no company."""
    deals = [_Known.of(claims, companies) for claims in _same(members, judged)]
    placed = {key for deal in deals for key in deal.claims}
    for key, claim in sorted(members.items()):
        if key in placed or not claim.name:
            continue
        found = _Known.of({key: claim}, companies)
        for deal in list(deals):
            alike = deal.names & found.names and deal.parties & found.parties
            if alike and not judged.bar(found.claims, deal.claims):
                deals.remove(deal)
                deal.take(found)
                found = deal
        deals.append(found)
    return [deal.claims for deal in deals]


def _in_time(deals: Iterable[Mapping[str, Claim]]) -> list[Mapping[str, Claim]]:
    """Order deals by the first day on which any claim lets them be signed or start, undated ones last."""

    def when(deal: Mapping[str, Claim]) -> tuple[str, str]:
        dates = [days(date).first for claim in deal.values() for date in (claim.signed, claim.start) if date]
        return (min(dates).isoformat() if dates else "undated", min(deal))

    return sorted(deals, key=when)


def _told(claim: Claim) -> int:
    slots = ("product", "signed", *_DATES, *_QUANTITIES)
    return sum(getattr(claim, slot) is not None for slot in slots)


def _apart(one: Claim, other: Claim) -> bool:
    """Return whether two claims of one bucket cannot speak of one deal."""
    if one.name and other.name and folded(one.name) != folded(other.name):
        return True
    if _disagree(one, other, "signed"):
        return True
    if (
        one.product
        and other.product
        and one.product is not other.product
        and not _agree(one, other, "amount")
    ):
        return True
    disagreements = sum(_disagree(one, other, slot) for slot in (*_DATES, *_QUANTITIES))
    same_source = one.doc == other.doc and one.attributed_to == other.attributed_to
    return disagreements >= (1 if same_source else 2)


def _agreements(claim: Claim, deal: Iterable[Claim]) -> int:
    slots = ("product", "signed", *_DATES, *_QUANTITIES)
    return max(sum(_agree(claim, other, slot) for slot in slots) for other in deal)


def _agree(one: Claim, other: Claim, slot: str) -> bool:
    return _both(one, other, slot) and compare(slot, getattr(one, slot), getattr(other, slot)) in AGREEING


def _disagree(one: Claim, other: Claim, slot: str) -> bool:
    return _both(one, other, slot) and (
        compare(slot, getattr(one, slot), getattr(other, slot)) is Relation.CONFLICTS
    )


def _both(one: Claim, other: Claim, slot: str) -> bool:
    return getattr(one, slot) is not None and getattr(other, slot) is not None
