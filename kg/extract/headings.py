"""Whom a document declares itself to be about: in its title ("Acme, Q1: notes from the call"), or by calling it *the Company*."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.extract.attribution import outlet

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from kg.extract.mentions import Mentions

_OWN_PAPER = frozenset(
    "agm announcement assembly call creditors disclosure extract extracts filing interview investors letter meeting members memo "
    "minutes prospectus registration remarks result results shareholders staff transcript q1 q2 q3 q4 half-year".split()
)
"""What a title calls the papers of one company."""

_LONGEST = 200
_CALLED = re.compile(
    r"[(\u201c\"](?:hereinafter,? |hereafter,? |referred to as |the |[\"\u201c])*(?:the |our )?"
    r"(?:company|group|we|issuer|corporation|bank|registrant)[\"\u201d]",
    re.IGNORECASE,
)
_BEFORE = 90


def headed(doc: Doc, mentions: Mentions) -> str | None:
    r"""Return the one company of a title that announces a paper of that company, or None.

    Examples
    --------
    >>> from kg.companies import companies
    >>> from kg.documents import document_from_text
    >>> from kg.extract.rules import read
    >>> note = "Tallybook Inc., Q1: notes from the call\n\nServers come from Dell."
    >>> reading = read(document_from_text(note, "note"), companies())
    >>> headed(reading.doc, reading.mentions)
    'Tallybook Inc.'
    """
    title = doc.text.lstrip("\n").partition("\n")[0]
    start = doc.text.find(title)
    if len(title) > _LONGEST or title.rstrip()[-1:] in ("?", "!"):
        return None
    words = {word.strip(".,:;()\"'").casefold() for word in title.split()}
    if not words & _OWN_PAPER:
        return None
    found = {
        mention.companies[0]
        for mention in mentions
        if mention.named
        and start <= mention.start < start + len(title)
        and outlet(doc.text[mention.start : mention.end]) is None
    }
    return found.pop() if len(found) == 1 else None


def defined(doc: Doc, mentions: Mentions) -> str | None:
    """Return whom the text calls *the Company*, *the Group* or *we* by a definition in brackets, or None.

    Examples
    --------
    >>> from kg.companies import companies
    >>> from kg.documents import document_from_text
    >>> from kg.extract.rules import read
    >>> filing = 'Tallybook Inc. (the "Company") entered into a lease with Dell.'
    >>> reading = read(document_from_text(filing, "filing"), companies())
    >>> defined(reading.doc, reading.mentions)
    'Tallybook Inc.'
    """
    called = _CALLED.search(doc.text)
    if called is None:
        return None
    before = [
        mention
        for mention in mentions
        if mention.named and called.start() - _BEFORE <= mention.start < called.start()
    ]
    return before[-1].companies[0] if before else None
