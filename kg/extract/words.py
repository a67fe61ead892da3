"""What a parse is made of, by type: for rooms that read a parse and need not know who made it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import TypeAlias

    from spacy.tokens import Span
    from spacy.tokens import Token as Word

    Token: TypeAlias = Word
    Words: TypeAlias = Span
