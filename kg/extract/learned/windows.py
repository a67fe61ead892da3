"""A text cut to what the encoder reads at once: its pieces, the candidates in it, and the pairs to judge."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from kg.extract.learned.told import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from kg.extract.learned.candidates import Candidate, Pair
    from kg.extract.learned.pieces import Pieces
    from kg.extract.learned.told import Told

MARKS = ("", "named", "pronoun", "speaker", "described", "brand", "other", "person")
"""What the rules take a candidate for, in the order of the encoder's marks; none where no candidate stands."""
SAYINGS = ("", *dict.fromkeys(KINDS.values()))
"""What the frames may say of two candidates, in the order of the encoder's table."""
LENGTH = 320
_ROOM = 60
_LEAD = 24
_FARTHEST = 3


class Window(NamedTuple):
    """A stretch of text for the encoder.

    ``ids`` and ``marks`` hold a number for each piece; ``spans`` the first piece of each candidate and the one after
    its last; ``ends`` two candidates for each pair; ``signs`` two rows of numbers for each pair, forwards and
    backwards; ``rows`` says which of all pairs these are.
    """

    ids: NDArray[np.int32]
    marks: NDArray[np.int32]
    spans: NDArray[np.int32]
    ends: NDArray[np.int32]
    signs: NDArray[np.int32]
    rows: NDArray[np.int32]


def windows(
    text: str, candidates: Sequence[Candidate], pairs: Sequence[Pair], told: Told, pieces: Pieces
) -> Iterator[Window]:
    """Yield the windows of a text; each pair is in the first that holds both its ends with some text before them.

    Parameters
    ----------
    text
        The text.
    candidates, pairs
        What may be tied, and which two of them are to be judged.
    told
        What the frames say of each two companies.
    pieces
        The encoder's alphabet.
    """
    import numpy as np

    read = pieces.of(text)
    starts, ends = [piece.start for piece in read], [piece.end for piece in read]
    numbers = {id(candidate): number for number, candidate in enumerate(candidates)}
    spans = [
        (bisect_left(ends, c.span.start_char + 1), bisect_left(starts, c.span.end_char, 1, len(starts) - 1))
        for c in candidates
    ]
    marks = np.zeros(len(read), np.int32)
    for (start, end), candidate in zip(spans, candidates, strict=True):
        marks[start:end] = MARKS.index(candidate.kind)
    both = [(numbers[id(pair.first)], numbers[id(pair.second)]) for pair in pairs]
    cuts = list(_cuts(len(read)))
    held: list[list[int]] = [[] for _ in cuts]
    for row, (first, second) in enumerate(both):
        number = _window_of(
            min(spans[first][0], spans[second][0]), max(spans[first][1], spans[second][1]), cuts
        )
        if number is not None:
            held[number].append(row)
    for (start, end), rows in zip(cuts, held, strict=True):
        if rows:
            used = sorted({candidate for row in rows for candidate in both[row]})
            yield Window(
                np.array([piece.number for piece in read[start:end]], np.int32),
                marks[start:end],
                np.array([spans[candidate] for candidate in used], np.int32) - start,
                np.array([[used.index(candidate) for candidate in both[row]] for row in rows], np.int32),
                np.array([_signs(pairs[row], told) for row in rows], np.int32),
                np.array(rows, np.int32),
            )


def _window_of(first: int, last: int, cuts: Sequence[tuple[int, int]]) -> int | None:
    """Return the first window with both ends of a pair and some text before them, else the first with both, or None."""
    holding = [number for number, (start, end) in enumerate(cuts) if start <= first and last <= end]
    roomy = (number for number in holding if not cuts[number][0] or first - cuts[number][0] >= _LEAD)
    return next(roomy, holding[0] if holding else None)


def _signs(pair: Pair, told: Told) -> list[list[int]]:
    """Return what is known of a pair beside its words, forwards and backwards."""
    ways = ((pair.first, pair.second), (pair.second, pair.first))
    said = [[SAYINGS.index(kind) for kind in told.said(pair, one, other)] for one, other in ways]
    return [
        [
            min(pair.apart, _FARTHEST),
            MARKS.index(one.kind),
            MARKS.index(other.kind),
            way,
            *said[way],
            *said[1 - way],
        ]
        for way, (one, other) in enumerate(ways)
    ]


def _cuts(length: int) -> Iterator[tuple[int, int]]:
    """Yield where windows begin and end: one where the text is short, else such that each half is in two of them."""
    if length <= LENGTH + _ROOM:
        yield 0, length
        return
    steps = -(-(length - LENGTH) // (LENGTH // 2))
    for step in range(steps + 1):
        start = round(step * (length - LENGTH) / steps)
        yield start, start + LENGTH
