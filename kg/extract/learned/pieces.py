"""Text as word pieces: the alphabet of the encoder, with the place of each piece in the text."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

_WORD = re.compile(r"[^\W_]+|[^\s]")
_LONGEST = 40
START, END, UNKNOWN = "[CLS]", "[SEP]", "[UNK]"


class Piece(NamedTuple):
    """A piece of a word: its number in the vocabulary, and where it stands (code points)."""

    number: int
    start: int
    end: int


class Pieces:
    """A vocabulary of word pieces, matched greedily from the left (WordPiece; Schuster and Nakajima 2012).

    Parameters
    ----------
    vocabulary
        The pieces in order of their numbers; those that go on a word begin with ``##``.

    Examples
    --------
    >>> pieces = Pieces(["[CLS]", "[SEP]", "[UNK]", "data", "##centre", "s", "##s"])
    >>> [piece.number for piece in pieces.of("Datacentres, naïve")]
    [0, 3, 4, 6, 2, 2, 1]
    """

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self._number = {piece: number for number, piece in enumerate(vocabulary)}
        self._split = lru_cache(maxsize=1 << 16)(self._divided)

    def of(self, text: str) -> list[Piece]:
        """Return the pieces of a text between a start and an end mark, in lower case and without accents.

        Linear in the length of the text.
        """
        found = [Piece(self._number[START], 0, 0)]
        for match in _WORD.finditer(text):
            start = match.start()
            found += (Piece(number, start + a, start + b) for number, a, b in self._split(match.group()))
        found.append(Piece(self._number[END], len(text), len(text)))
        return found

    def _divided(self, word: str) -> tuple[tuple[int, int, int], ...]:
        plain, places = _plain(word)
        whole = ((self._number[UNKNOWN], 0, len(word)),)
        if not plain or len(plain) > _LONGEST:
            return whole
        found = []
        start = 0
        while start < len(plain):
            mark = "##" if start else ""
            end = next(
                (end for end in range(len(plain), start, -1) if mark + plain[start:end] in self._number), None
            )
            if end is None:
                return whole
            found.append((self._number[mark + plain[start:end]], places[start], places[end - 1] + 1))
            start = end
        return tuple(found)


def _plain(word: str) -> tuple[str, list[int]]:
    """Return a word in lower case without accents, and which letter of the word each of its letters comes from."""
    letters = [
        (letter, place)
        for place, character in enumerate(word)
        for letter in unicodedata.normalize("NFD", character.lower())
        if unicodedata.category(letter) != "Mn"
    ]
    return "".join(letter for letter, _ in letters), [place for _, place in letters]
