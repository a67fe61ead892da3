"""A word as the features name it: its lemma, or a class for what names or numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

_NAMED = frozenset({"PROPN", "NUM", "SYM"})


def word(token: Token) -> str:
    """Return the token's lemma, or a class for what names or numbers."""
    if token.ent_type_ == "MONEY" or token.lower_ in {"$", "€", "£"}:
        return "MONEY"
    return token.pos_ if token.pos_ in _NAMED else token.lemma_.lower()
