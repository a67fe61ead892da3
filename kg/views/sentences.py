"""A quote inside its sentence, so that a reader sees what stands before and after it."""

from __future__ import annotations

import re
from typing import NamedTuple

_END = re.compile(r"[.!?][\"'\u201d\u2019)\]]*\s+(?=[\"'\u201c\u2018(\[]?[A-Z0-9])|\s*\n\s*")
_MOST = 320  # characters on either side; longer sentences are cut at a word


class Quoted(NamedTuple):
    """A quote and the rest of the sentence, or sentences, that it stands in."""

    before: str
    quote: str
    after: str


def in_sentence(text: str, start: int, end: int) -> Quoted:
    """Return the span ``text[start:end]`` with the rest of its sentence.

    Only text near the span is read, so the length of the document does not matter.

    Examples
    --------
    >>> text = "Shares rose. Acme said it buys chips from Bolt, for years. Bolt agreed."
    >>> in_sentence(text, 26, 46)
    Quoted(before='Acme said it ', quote='buys chips from Bolt', after=', for years.')
    """
    begin, stop = max(0, start - 2 * _MOST), min(len(text), end + 2 * _MOST)
    for match in _END.finditer(text, begin, stop):
        if match.end() <= start:
            begin = match.end()
        elif match.start() >= end - 1:
            stop = max(end, match.start() + len(match.group().rstrip()))
            break
    before, after = text[begin:start], text[end:stop]
    if len(before) > _MOST:
        before = "… " + before[-_MOST:].partition(" ")[2]
    if len(after) > _MOST:
        after = after[:_MOST].rpartition(" ")[0] + " …"
    return Quoted(before, text[start:end], after)
