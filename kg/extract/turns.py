"""Turns of a transcript: lines that begin with the name of a speaker and a colon."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc

_WORD = r"[A-Z\u00c0-\u0178][\w.'\u2019-]+"
_TURN = re.compile(rf"^(?P<name>{_WORD}(?: {_WORD}){{0,3}})(?:[,(] ?[^:\n]{{2,60}})?: ", re.MULTILINE)
_NO_SPEAKER = frozenset(
    "q a question answer moderator operator editor note contact source correction update demand supply".split()
)


class Turn(NamedTuple):
    """Tokens in which one person speaks, under the name and at the code points that the text gives."""

    start: int
    end: int
    speaker: str
    named: tuple[int, int]


def find_turns(doc: Doc, text: str) -> list[Turn]:
    r"""Return the turns of a transcript in order; none where the text is no transcript.

    Examples
    --------
    >>> from kg.extract.parse import parse
    >>> text = "ANN LEE, Chair: We sold it.\nBO WEI: Well done.\nANN LEE: Thanks."
    >>> [turn.speaker for turn in find_turns(parse(text), text)]
    ['Ann Lee', 'Bo Wei', 'Ann Lee']
    """
    found = [
        match for match in _TURN.finditer(text) if match["name"].split()[0].casefold() not in _NO_SPEAKER
    ]
    names = [match["name"] for match in found]
    if len(found) < 2 or len(set(names)) == len(names):
        return []
    return list(_turns(doc, text, found))


def speaker_names(text: str) -> set[int]:
    """Return the offsets of the names that open the lines of a transcript, full names and surnames alike."""
    found = [
        match for match in _TURN.finditer(text) if match["name"].split()[0].casefold() not in _NO_SPEAKER
    ]
    names = [match["name"] for match in found]
    return {match.start() for match in found} if len(found) > 2 and len(set(names)) < len(names) else set()


def _turns(doc: Doc, text: str, found: list[re.Match[str]]) -> Iterator[Turn]:
    ends = [*(match.start() for match in found[1:]), len(text)]
    for match, end in zip(found, ends, strict=True):
        span = doc.char_span(match.end(), max(end, match.end() + 1), alignment_mode="expand")
        if span is not None and len(match["name"].split()) > 1:
            name = match["name"].title() if match["name"].isupper() else match["name"]
            yield Turn(span.start, span.end, name, match.span("name"))
