"""The Herfindahl-Hirschman index, and between what it lies where parts are intervals."""

from __future__ import annotations

from heapq import heappop, heappush
from math import isinf
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

STEPS = 2000
"""Ways of fixing intervals that are looked at for the upper bound; beyond, it is safe and may be greater than need be."""
_EXACT = 1e-12


def hhi(parts: Iterable[float]) -> float:
    """Return the sum of the squares of the shares of some parts.

    Examples
    --------
    >>> hhi([1, 1, 1, 1]), hhi([3, 1])
    (0.25, 0.625)
    """
    parts = list(parts)
    total = sum(parts)
    return sum(part * part for part in parts) / total**2


def hhi_bounds(parts: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Return between what the index lies if each part lies between two amounts, the greater perhaps infinite.

    Parameters
    ----------
    parts
        The least and the greatest amount of each.

    Notes
    -----
    The index falls as a part grows while the part is less than the sum of squares over the sum, and rises beyond.
    So it is least where every part is as near as it can be to one common level, which is found by bisection; and
    greatest at a corner, where every part is at one of its ends. Of all parts with one sum, squares are bounded by
    their chords, which are filled the steepest first: that bounds the index from above, and is a corner unless one
    part lies between its ends. That part is then fixed at either end, and so on (branch and bound); rarely more than
    a few times. Where that takes too many steps, the bound is above the greatest index by no more than a quarter of the
    square of the widest part over the square of the sum, which is how far a chord is from its square. A part without
    end lets the index come as near to 1 as wanted.

    Examples
    --------
    >>> hhi_bounds([(1, 1), (3, 3)])
    (0.625, 0.625)
    >>> hhi_bounds([(1, 1), (0, float("inf"))])
    (0.5, 1.0)
    >>> hhi_bounds([(4, 4), (0, 1)])
    (0.68, 1.0)
    """
    return round(_least(parts), 12), round(_most(parts), 12)


def _least(parts: Sequence[tuple[float, float]]) -> float:
    if all(low == 0 for low, _ in parts):
        high = min(high for _, high in parts)
        return 1 / len(parts) if high > 0 else _least([part for part in parts if part[1] > 0] or [(1.0, 1.0)])
    import numpy as np

    low, high = np.array(parts).T
    below, above = 0.0, float(low.max())
    for _ in range(100):
        level = (below + above) / 2
        found = np.clip(level, low, high)
        if level * found.sum() < (found**2).sum():
            below = level
        else:
            above = level
    return hhi(np.clip(above, low, high).tolist())


def _most(parts: Sequence[tuple[float, float]]) -> float:
    if any(isinf(high) for _, high in parts) or not sum(low for low, _ in parts):
        return 1.0
    best, count = 0.0, 0
    waiting = [_relaxed(parts, count)]
    while waiting and -waiting[0].bound > best + _EXACT and count < STEPS:
        relaxed = heappop(waiting)
        best = max(best, relaxed.corner)
        if relaxed.between is None:
            continue
        part = relaxed.parts[relaxed.between]
        for end, equal in zip(part, (slice(relaxed.between, None), slice(relaxed.between + 1)), strict=True):
            count += 1  # equal parts stand for each other: of those the first are at the upper end
            fixed = [*relaxed.parts]
            fixed[equal] = [(end, end) if other == part else other for other in fixed[equal]]
            heappush(waiting, _relaxed(fixed, count))
    return max(best, -waiting[0].bound) if waiting else best


class _Relaxed(NamedTuple):
    """The greatest index where chords stand for squares, negative for a heap, of equal ones the first made.

    ``corner`` is the best corner that was met, ``between`` the part that is between its ends, None where none is.
    """

    bound: float
    number: int
    corner: float
    between: int | None
    parts: Sequence[tuple[float, float]]


def _relaxed(parts: Sequence[tuple[float, float]], number: int) -> _Relaxed:
    """Return a bound for parts of which the sum of the lower ends is not 0; linear but for the sorting."""
    total, squares = sum(low for low, _ in parts), sum(low * low for low, _ in parts)
    corner = bound = squares / total**2
    between = None
    for place in sorted(range(len(parts)), key=lambda place: -sum(parts[place])):
        low, high = parts[place]
        slope = low + high
        level = squares - slope * total  # along the chord the squares are level + slope * total
        top = -2 * level / slope if slope and level < 0 else total
        if total < top < total + high - low and (level + slope * top) / top**2 > bound:
            bound, between = (level + slope * top) / top**2, place
        total, squares = total + high - low, squares + high * high - low * low
        corner = max(corner, squares / total**2)
        if corner >= bound:
            bound, between = corner, None
    return _Relaxed(-bound, number, corner, between, parts)
