"""The offline extractor: a document's text to candidate claims and remarks, by frames over the dependency parse."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kg.extract.drafts import read_drafts
from kg.extract.mentions import find_mentions
from kg.extract.parse import parse
from kg.extract.products import Trades
from kg.extract.slots import find_values
from kg.extract.tellings import gather
from kg.extract.wording import claim_of
from kg.model import Claim, ClaimType, Document, Remark

if TYPE_CHECKING:
    from kg.companies import Companies


class Link(NamedTuple):
    """A directed tie that a passage states: ``first`` is customer, investor, acquirer, or either of two peers."""

    type: ClaimType
    first: str
    second: str


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
    drafts = read_drafts(doc, mentions, trades)
    tellings = gather(drafts, doc, find_values(doc, document), document.date)
    return [claim_of(telling, document, mentions, trades) for telling in tellings], []


def read_links(text: str, known: Companies) -> frozenset[Link]:
    """Return the directed ties that the frames read in a passage, to hold a claim's direction against."""
    document = Document(id="passage", text=text)
    doc = parse(text)
    mentions = find_mentions(doc, document, known)
    drafts = read_drafts(doc, mentions, Trades(doc, mentions, known))
    return frozenset(Link(draft.type, *link) for draft in drafts for link in draft.links)
