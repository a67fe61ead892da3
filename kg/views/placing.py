"""Heights in a column: every slot as near to its neighbours as order and spacing allow."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_ROUNDS = 6


def placed(
    columns: Sequence[Sequence[int]],
    neighbours: Mapping[int, Sequence[int]],
    heights: Mapping[int, float],
    weights: Mapping[int, float],
    margins: Mapping[int, float],
) -> dict[int, float]:
    """Return the middle of every slot on the vertical axis.

    Parameters
    ----------
    columns
        The slots of each column from top to bottom.
    neighbours
        The slots that each slot is joined to, in other columns.
    heights
        The height of each slot, in pixels.
    weights
        How much a slot's own wish counts against those of the slots it presses on.
    margins
        The space around each slot, in pixels, half of it on either side.

    Notes
    -----
    Each column in turn is the exact least-squares answer under the spacing (isotonic regression by pooling adjacent
    violators, linear in the column); a few rounds settle all columns.

    Examples
    --------
    >>> placed(
    ...     [[1], [2, 3]],
    ...     {1: [2, 3], 2: [1], 3: [1]},
    ...     {1: 40, 2: 40, 3: 40},
    ...     {1: 1, 2: 1, 3: 1},
    ...     {1: 20, 2: 20, 3: 20},
    ... )
    {1: 0.0, 2: -30.0, 3: 30.0}
    """
    offsets = [_offsets(column, heights, margins) for column in columns]
    middle = {
        slot: offset - span[-1] / 2
        for column, span in zip(columns, offsets, strict=True)
        for slot, offset in zip(column, span, strict=True)
    }
    for number in range(_ROUNDS):
        order = range(len(columns)) if number % 2 else range(len(columns) - 1, -1, -1)
        for index in order:
            column = columns[index]
            wishes = [_wish(slot, neighbours, middle) for slot in column]
            level = pooled(
                [wish - offset for wish, offset in zip(wishes, offsets[index], strict=True)],
                [weights[slot] for slot in column],
            )
            middle |= {
                slot: place + offset
                for slot, place, offset in zip(column, level, offsets[index], strict=True)
            }
    return middle


def pooled(values: Sequence[float], weights: Sequence[float]) -> list[float]:
    """Return the nondecreasing sequence nearest to the values in weighted squares.

    Examples
    --------
    >>> pooled([1, 3, 2, 5], [1, 1, 1, 1])
    [1.0, 2.5, 2.5, 5.0]
    """
    pools: list[tuple[float, float, int]] = []  # weighted sum, weight, number of values
    for value, weight in zip(values, weights, strict=True):
        total, mass, count = value * weight, weight, 1
        while pools and pools[-1][0] / pools[-1][1] > total / mass:
            before = pools.pop()
            total, mass, count = total + before[0], mass + before[1], count + before[2]
        pools.append((total, mass, count))
    return [total / mass for total, mass, count in pools for _ in range(count)]


def _wish(slot: int, neighbours: Mapping[int, Sequence[int]], middle: Mapping[int, float]) -> float:
    others = neighbours.get(slot, ())
    return sum(middle[other] for other in others) / len(others) if others else middle[slot]


def _offsets(
    column: Sequence[int], heights: Mapping[int, float], margins: Mapping[int, float]
) -> list[float]:
    """Return how far below the first slot's middle each slot's middle lies when all stand close."""
    offsets = [0.0]
    for above, below in pairwise(column):
        sizes = (heights[slot] + margins[slot] for slot in (above, below))
        offsets.append(offsets[-1] + sum(sizes) / 2)
    return offsets[: len(column)]
