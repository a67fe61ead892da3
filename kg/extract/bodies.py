"""Public bodies that are named by a common noun and a place: "the Finnish army", "the city of Utrecht"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.lexicon import DEMONYMS, NOT_NAMES, PLACES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Span, Token

_BODIES = frozenset(
    "agency army authority city council county court courts government institute military ministry municipality navy parliament "
    "police state treasury university".split()
)
_OF_A_PLACE = frozenset("city county government municipality state university".split())
_BETWEEN = 2


def public_bodies(doc: Doc, taken: frozenset[int]) -> Iterator[Span]:
    """Yield the names of public bodies, without their articles.

    Parameters
    ----------
    doc
        The parsed text.
    taken
        Tokens that belong to other companies' names.

    Examples
    --------
    >>> from kg.extract.parse import parse
    >>> told = parse("The Finnish army and the city of Utrecht buy from the Danish tax agency.")
    >>> [body.text for body in public_bodies(told, frozenset())]
    ['Finnish army', 'city of Utrecht', 'Danish tax agency']
    """
    for token in doc:
        if token.text not in _BODIES:
            continue
        start, end = _origin(token), _place(token)
        span = doc[token.i if start is None else start : end or token.i + 1]
        if (start is not None or end is not None) and not any(word.i in taken for word in span):
            yield span


def _origin(head: Token) -> int | None:
    """Return where the origin in front of the head stands: "Danish tax agency", "Fiji's government"."""
    for index in range(head.i - 1, max(head.i - 2 - _BETWEEN, head.sent.start - 1), -1):
        token = head.doc[index]
        if token.text[0].isupper():
            owner = head.nbor(-1).tag_ == "POS" and index == head.i - 2
            home = token.lower_ in DEMONYMS or (owner and token.lower_ in PLACES)
            return index if home else None
        if not (token.dep_ in {"compound", "amod"} or token.tag_ == "POS"):
            return None
    return None


def _place(head: Token) -> int | None:
    """Return where the place behind the head ends: "city of Utrecht"."""
    doc, start = head.doc, head.i + 2
    if head.text not in _OF_A_PLACE or start >= head.sent.end or head.nbor(1).text != "of":
        return None
    end = start
    while end < head.sent.end and doc[end].tag_ == "NNP" and doc[end].lower_ not in NOT_NAMES:
        end += 1
    return end if end > start else None
