"""The offline extractor: a document's text to candidate claims and remarks, by frames over the dependency parse."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from kg.extract.attribution import Source, source_of
from kg.extract.frame_table import FRAMES
from kg.extract.frames import Filler, Hit, find_hits
from kg.extract.mentions import find_mentions
from kg.extract.parse import parse
from kg.extract.products import Trades, product_in
from kg.extract.status import status_of
from kg.model import ROLES, Antecedent, Claim, ClaimType, Document, Evidence, Remark, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Doc, Span, Token

    from kg.companies import Companies
    from kg.extract.mentions import Mentions

_SUPPLY = {ClaimType.CONTRACT, ClaimType.USAGE}


class Link(NamedTuple):
    """A directed tie that a passage states: ``first`` is customer, investor, acquirer, or either of two peers."""

    type: ClaimType
    first: str
    second: str


@dataclass(frozen=True)
class Draft:
    """A claim in the making: a hit with its roles directed, its status and its source."""

    hit: Hit
    type: ClaimType
    roles: dict[str, tuple[Filler, ...]]
    status: Status
    source: Source | None

    @property
    def pairs(self) -> frozenset[frozenset[str]]:
        """The pairs of parties that the draft ties."""
        names = [{filler.company for filler in fillers} for fillers in self.roles.values()]
        if len(names) == 1:
            return frozenset(frozenset({a, b}) for a in names[0] for b in names[0] if a != b)
        return frozenset(
            frozenset({a, b})
            for one in names
            for other in names
            for a in one
            for b in other
            if one is not other
        )


def extract(document: Document, known: Companies) -> tuple[list[Claim], list[Remark]]:
    """Return the claims and remarks that the frames read in a document, as candidates for the gate.

    Parameters
    ----------
    document
        The document; relative dates are resolved against its date.
    known
        The registry of companies; names that it lacks are found by their form.
    """
    doc = parse(document.text)
    mentions = find_mentions(doc, document, known)
    trades = Trades(doc, mentions, known)
    drafts = [
        draft
        for hit in find_hits(doc, mentions, FRAMES)
        if (draft := _draft(hit, mentions, trades)) is not None
    ]
    drafts = _undominated(drafts)
    claims = [_claim(draft, document, trades) for draft in drafts]
    return claims, []


def _draft(hit: Hit, mentions: Mentions, trades: Trades) -> Draft | None:
    source = source_of(hit.trigger, mentions)
    status = status_of(
        hit, by_outlet=source is not None and source.media, by_party=source is not None and not source.media
    )
    if status is None:
        return None
    roles = dict(hit.roles)
    if hit.frame.type in _SUPPLY and "party" in roles:
        roles = _directed(roles["party"], hit, trades)
    return Draft(hit, hit.frame.type, roles, status, source)


def _directed(parties: tuple[Filler, ...], hit: Hit, trades: Trades) -> dict[str, tuple[Filler, ...]]:
    first, *rest = parties
    product = product_in(hit.sentence.text)
    provides = trades.provider_first(first.company, rest[0].company, product)
    customer, provider = (tuple(rest), (first,)) if provides else ((first,), tuple(rest))
    return {"customer": customer, "provider": provider}


def _undominated(drafts: list[Draft]) -> list[Draft]:
    """Drop undirected readings of a pair that a sharper frame reads in the same sentence."""
    kept = []
    for draft in drafts:
        loose = "party" in draft.hit.roles
        rivals = [
            other
            for other in drafts
            if other is not draft and other.hit.sentence == draft.hit.sentence and other.pairs & draft.pairs
        ]
        if (
            loose
            and draft.type in {ClaimType.CONTRACT, ClaimType.PARTNERSHIP}
            and any("party" not in o.hit.roles for o in rivals)
        ):
            continue
        kept.append(draft)
    return kept


def _claim(draft: Draft, document: Document, trades: Trades) -> Claim:
    sentence = draft.hit.sentence
    text = document.text
    roles = {
        role: tuple(dict.fromkeys(f.company for f in draft.roles[role]))
        for role in ROLES[draft.type]
        if draft.roles.get(role)
    }
    end = sentence.start_char + len(sentence.text.rstrip())
    evidence = Evidence.of(text, sentence.start_char, end)
    return Claim(
        doc=document.id,
        type=draft.type,
        roles=roles,
        status=draft.status,
        attributed_to=draft.source.names if draft.source else (),
        evidence=(evidence,),
    )
