"""The offline extractor: a document's text to candidate claims and remarks, by frames over the parse and a trained model."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from kg.extract.drafts import read_drafts
from kg.extract.learned.confidence import confidence
from kg.extract.learned.encoder import encoder
from kg.extract.learned.judged import decide, look, score
from kg.extract.learned.model import link_model
from kg.extract.mentions import find_mentions
from kg.extract.parse import parse
from kg.extract.products import Trades
from kg.extract.remarks import find_remarks
from kg.extract.slots import find_values
from kg.extract.tellings import gather
from kg.extract.wording import claim_of

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from kg.companies import Companies
    from kg.extract.drafts import Draft
    from kg.extract.learned.judged import Scored
    from kg.extract.mentions import Mentions
    from kg.extract.tellings import Telling
    from kg.model import Claim, Document, Remark


class FrameReading(NamedTuple):
    """A document as the frames read it: its parse, its companies, its ties, and what it tells about each."""

    doc: Doc
    mentions: Mentions
    trades: Trades
    drafts: list[Draft]
    tellings: list[Telling]


@lru_cache(maxsize=2)
def read(document: Document, known: Companies) -> FrameReading:
    """Return a document as the frames read it; the last ones are kept, for whoever verifies what was extracted.

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
    return FrameReading(
        doc,
        mentions,
        trades,
        drafts,
        gather(drafts, doc, mentions, find_values(doc, document), document.date),
    )


@lru_cache(maxsize=2)
def ties(document: Document, known: Companies) -> list[Scored]:
    """Return every tie between two names of a document with the probability that the trained part gives it.

    Parameters
    ----------
    document, known
        As for :func:`read`, whose reading they are judged on; the last ones are kept, too.

    Notes
    -----
    Some hundred pairs an article, each with about a hundred features, and one pass of the encoder over the text: three
    times the parse's time.
    """
    doc, mentions, trades, drafts, _ = read(document, known)
    return score(look(doc, mentions, trades, drafts), link_model(), encoder())


def extract(document: Document, known: Companies) -> tuple[list[Claim], list[Remark]]:
    """Return the claims and remarks that a document makes, as candidates for the gate.

    Parameters
    ----------
    document
        The document; relative dates are resolved against its date.
    known
        The registry of companies; names that it lacks are found by their form.
    """
    doc, mentions, trades, drafts, _ = read(document, known)
    weighed = decide(drafts, ties(document, known), mentions, link_model())
    tellings = gather(weighed.drafts, doc, mentions, find_values(doc, document), document.date)
    claims = [
        claim_of(telling, document, mentions, trades).model_copy(
            update={"confidence": confidence(telling, weighed)}
        )
        for telling in tellings
    ]
    return claims, find_remarks(doc, document, mentions)
