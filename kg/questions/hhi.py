"""The Herfindahl-Hirschman index, and between what it lies where parts are intervals."""

from __future__ import annotations

from itertools import product
from math import isinf
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

OPEN = 12
"""Intervals up to which the upper bound is the least there is; beyond, it is safe and may be greater."""


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
    greatest at a corner, where every part is at one of its ends; corners are tried one by one where they are few. A part
    without end lets the index come as near to 1 as wanted.

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
    open_parts = [part for part in parts if part[0] != part[1]]
    if any(isinf(high) for _, high in open_parts):
        return 1.0
    if len(open_parts) > OPEN:
        least, squares = sum(low for low, _ in parts), sum(high * high for _, high in parts)
        return min(1.0, squares / least**2) if least else 1.0
    fixed = [low for low, high in parts if low == high]
    corners = ([*fixed, *corner] for corner in product(*open_parts))
    return max((hhi(corner) for corner in corners if sum(corner)), default=1.0)
