"""Why an answer is wrong: each error of one document with its cause, by the first cause that holds.

A missed link: the pair is tied, but by another type or in another direction; verification refused it; a party is not
seen as a company anywhere in the text; the evidence means a party without naming it; nothing ties the pair. A spurious
link: gold ties the pair otherwise; the document holds no deal; one party is right and the other is not; gold has no such
deal.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from kg.companies import companies
from kg.evaluation.links import Link, by_link
from kg.evaluation.scoring import evaluate
from kg.extract.rules import read
from kg.model import Claim

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kg.evaluation.naming import Naming
    from kg.extract.rules import FrameReading
    from kg.model import Extraction

OTHERWISE = "another type or direction"
REFUSED = "refused by verification"
UNSEEN = "a party is not seen as a company"
IMPLIED = "a party is implied or wrongly resolved"
UNTIED = "nothing ties the parties"
NO_DEAL = "the document holds no deal"
OTHER_PARTY = "another party in one place"
NOT_GOLD = "no such deal in gold"


class Error(NamedTuple):
    """One thing that is wrong: a link that was missed or is spurious, or a slot of a matched link."""

    kind: str
    link: Link
    cause: str
    detail: str = ""

    def __str__(self) -> str:
        detail = f" | {self.detail}" if self.detail else ""
        return f"{self.kind:9} {' | '.join(self.link)} | {self.cause}{detail}"


def errors(gold: Sequence[Claim], found: Extraction, naming: Naming) -> Iterator[Error]:
    """Yield what is wrong in one document's claims, and why.

    Parameters
    ----------
    gold
        The claims that the document makes.
    found
        What was extracted from it, with what verification refused.
    naming
        When two names are one.

    Notes
    -----
    Reads the document with the frames where a link was missed: some milliseconds a sentence.
    """
    result = evaluate(gold, found.claims, naming)
    short = naming.short_forms(gold, found.claims)
    wanted, told = by_link(gold, naming), by_link(found.claims, naming, short)
    refusals = _refusals(found, gold, naming)
    for link in result.missed:
        if any(other.pair == link.pair for other in told):
            yield Error("missed", link, OTHERWISE)
        elif link in refusals:
            yield Error("missed", link, REFUSED, refusals[link])
        else:
            reading = read(found.document, companies())
            yield Error("missed", link, _unfound(link, wanted[link], reading, naming))
    for link in result.spurious:
        yield Error("spurious", link, _unwanted(link, wanted))
    for wrong in result.slot_errors:
        cause = "missing" if wrong.found is None else "not in gold" if wrong.wanted is None else "wrong value"
        detail = f"gold {wrong.wanted}, found {wrong.found}"
        yield Error("slot", wrong.link, f"{wrong.slot}: {cause}", detail)


def _refusals(found: Extraction, gold: Sequence[Claim], naming: Naming) -> dict[Link, str]:
    """Return the links of refused claims with the reason."""
    refused = [(item.claim, item.reason) for item in found.rejected if isinstance(item.claim, Claim)]
    short = naming.short_forms(gold, [claim for claim, _ in refused])
    return {link: reason for claim, reason in refused for link in by_link([claim], naming, short)}


def _unfound(link: Link, claims: Iterable[Claim], reading: FrameReading, naming: Naming) -> str:
    parties = [link.first] if link.type == "project" else [link.first, link.second]
    if not _all_among(parties, (name for mention in reading.mentions for name in mention.companies), naming):
        return UNSEEN
    quotes = [quote for claim in claims for quote in claim.evidence]
    sentences = (
        sentence
        for sentence in reading.doc.sents
        if any(quote.start < sentence.end_char and sentence.start_char < quote.end for quote in quotes)
    )
    here = (name for sentence in sentences for name in reading.mentions.companies_in(sentence))
    return UNTIED if _all_among(parties, here, naming) else IMPLIED


def _all_among(parties: Iterable[str], names: Iterable[str], naming: Naming) -> bool:
    seen = {naming.fold(name) for name in names} - {""}
    return all(any(name.startswith(party) or party.startswith(name) for name in seen) for party in parties)


def _unwanted(link: Link, gold: Mapping[Link, object]) -> str:
    if not gold:
        return NO_DEAL
    if any(other.pair == link.pair for other in gold):
        return OTHERWISE
    if any(other.type == link.type and other.pair & link.pair for other in gold):
        return OTHER_PARTY
    return NOT_GOLD


def by_document(claims: Iterable[Claim]) -> dict[str, list[Claim]]:
    """Return claims by the document that makes them, in their order."""
    table: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        table[claim.doc].append(claim)
    return dict(table)
