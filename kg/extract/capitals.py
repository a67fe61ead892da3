"""How a word and its neighbours are written: what may open, join or end a capitalised name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.extract.lexicon import DEMONYMS, HEADS_WITH_OF, LEGAL, NOT_ALONE, SUFFIXES
from kg.extract.parse import is_ordinary, vocabulary

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

_LATIN = re.compile(r"[\w.'\u2019&+-]+$")
_CAMEL = re.compile(r"[a-z]+[A-Z]")
_OFFICES = frozenset(
    "chairman chief director executive manager officer president secretary spokesman spokesperson spokeswoman".split()
)
_TITLE_CASE = 0.65
_PARTICLES = {
    "de",
    "du",
    "la",
    "le",
    "del",
    "di",
    "do",
    "dos",
    "da",
    "das",
    "des",
    "y",
    "von",
    "van",
    "der",
    "den",
    "zu",
    "al",
    "el",
    "ben",
    "bin",
}


def capital(text: str) -> bool:
    """Whether a word is written as names are: "Acme", "Škoda", "xAI"."""
    return (text[0].isupper() or _CAMEL.match(text) is not None) and _LATIN.match(text) is not None


def is_hyphenated(token: Token) -> bool:
    """Whether the word opens a hyphenated name: "X-Fab", "In-Q-Tel"."""
    beyond = token.doc[token.i + 1 : token.i + 3]
    if token.whitespace_ or len(beyond) < 2 or beyond[0].text != "-" or beyond[0].whitespace_:
        return False
    return capital(beyond[1].text) and (
        len(token) == 1 or not is_ordinary(beyond[1].lower_) or len(beyond[1]) == 1
    )


def is_affiliate(token: Token) -> bool:
    """Whether a strange lower-case word goes on after the initials of a group: "KB kookmin"."""
    before = token.nbor(-1)
    if not (token.text.islower() and token.is_alpha and len(token) > 3 and before.whitespace_):
        return False
    initials = before.text.isalpha() and before.text.isupper() and len(before) < 4
    return initials and token.lower_ not in vocabulary() and not is_ordinary(token.lower_)


def is_numbered(token: Token) -> bool:
    """Whether a code opens a name: "S2G", "W4 Games"."""
    if token.i + 1 >= len(token.doc):
        return False
    following = token.nbor(1)
    glued = not token.whitespace_ and following.text.isalpha() and following.text.isupper()
    return glued or (following.text.istitle() and following.lower_ in SUFFIXES - {"series"})


def names_nothing(span: Span) -> bool:
    """Whether the whole run is no name: a heading, an origin."""
    words = [token.lower_ for token in span]
    if words[-1] in _OFFICES or words[-1].removesuffix("s") in DEMONYMS:
        return True
    return "_".join(words) in NOT_ALONE or all(word in DEMONYMS or word in NOT_ALONE for word in words)


def is_title_case(sentence: Span) -> bool:
    """Whether nearly every long word has a capital, as in a headline."""
    words = vocabulary()
    long = [
        token.text for token in sentence if len(token.text) > 3 and token.is_alpha and token.lower_ in words
    ]
    if len(long) < 4 or sentence.text.rstrip()[-1:] in ".?!":
        return len(long) > 3 and all(word.isupper() for word in long)
    return sum(word[0].isupper() for word in long) / len(long) > _TITLE_CASE


def joins(doc: Doc, index: int) -> bool:
    """Whether the token holds two capitalised words together in one name."""
    token, before, after = doc[index], doc[index - 1], doc[index + 1]
    if token.text == "&" or (token.text == "+" and not before.whitespace_):
        return True
    if token.text == "-" and not before.whitespace_ and not token.whitespace_:
        return True
    if token.text == ",":
        return after.lower_ in LEGAL and after.text[0].isupper()
    if token.lower_ == "of":
        return before.lower_ in HEADS_WITH_OF
    return token.text in _PARTICLES


def opens(token: Token) -> bool:
    """Whether a capital says nothing: the first word of a sentence, a quotation, a line or after a colon."""
    if token.is_sent_start or token.i == 0:
        return True
    before = token.nbor(-1)
    while before.text in {'"', "“", "'", "\u2018", "(", "-", "\u2013", "•", "*"} or before.is_space:
        if before.i == 0 or before.is_sent_start:
            return True
        before = before.nbor(-1)
        if before.text in {".", "?", "!", ":"}:
            return True
    return before.text == ":"
