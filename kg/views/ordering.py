"""The order of the slots in each column, chosen so that few lines cross.

Barycentre sweeps after Sugiyama, Tagawa and Toda (1981), then exchanges of neighbours while they help. A slot is a node,
or the place where a line passes through a column; segments join slots of neighbouring columns.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    Segments = Sequence[tuple[int, int]]
    Columns = list[list[int]]

_SWEEPS = 12
_EXCHANGES = 400  # slots; past this the exchanges cost more than a reader could see in the result


def ordered(columns: Sequence[Sequence[int]], segments: Segments) -> Columns:
    """Return the columns with their slots reordered.

    Parameters
    ----------
    columns
        The slots of each column from left to right, in an order that decides ties.
    segments
        Pairs of slots in neighbouring columns, the left one first.

    Notes
    -----
    Deterministic. A sweep takes E log E; twelve are made, and the order with fewest crossings is kept.

    Examples
    --------
    >>> ordered([[1, 2], [3, 4]], [(1, 4), (2, 3)])
    [[1, 2], [4, 3]]
    """
    current = [list(column) for column in columns]
    left: dict[int, list[int]] = {}
    right: dict[int, list[int]] = {}
    for a, b in segments:
        right.setdefault(a, []).append(b)
        left.setdefault(b, []).append(a)
    best, fewest = [list(column) for column in current], crossings(current, segments)
    for sweep in range(_SWEEPS):
        if not fewest:
            break
        forward = sweep % 2 == 0
        for index in range(1, len(current)) if forward else range(len(current) - 2, -1, -1):
            beside, near = (current[index - 1], left) if forward else (current[index + 1], right)
            current[index] = _by_barycentre(current[index], beside, near)
        count = crossings(current, segments)
        if count < fewest:
            best, fewest = [list(column) for column in current], count
    return _exchanged(best, segments, fewest) if sum(map(len, best)) <= _EXCHANGES else best


def crossings(columns: Sequence[Sequence[int]], segments: Segments) -> int:
    """Return how many pairs of segments cross.

    Examples
    --------
    >>> crossings([[1, 2], [3, 4]], [(1, 4), (2, 3)]), crossings([[1, 2], [4, 3]], [(1, 4), (2, 3)])
    (1, 0)
    """
    place = {
        slot: (number, index) for number, column in enumerate(columns) for index, slot in enumerate(column)
    }
    gaps: dict[int, list[tuple[int, int]]] = {}
    for a, b in segments:
        gaps.setdefault(place[a][0], []).append((place[a][1], place[b][1]))
    total = 0
    for pairs in gaps.values():
        seen: list[int] = []
        for _, b in sorted(pairs):
            total += len(seen) - bisect_right(seen, b)
            insort(seen, b)
    return total


def _by_barycentre(column: list[int], beside: list[int], near: dict[int, list[int]]) -> list[int]:
    """Return a column sorted by the mean place of each slot's neighbours; slots without any keep their place."""
    place = {slot: index for index, slot in enumerate(beside)}
    spread = max(len(beside) - 1, 1) / max(len(column) - 1, 1)

    def mean(index: int) -> float:
        others = near.get(column[index])
        return sum(place[other] for other in others) / len(others) if others else index * spread

    return [column[index] for index in sorted(range(len(column)), key=lambda index: (mean(index), index))]


def _exchanged(columns: Columns, segments: Segments, count: int) -> Columns:
    """Return the columns after exchanging neighbours in a column as long as an exchange removes crossings."""
    improved = count > 0
    while improved:
        improved = False
        for column in columns:
            for index in range(len(column) - 1):
                column[index : index + 2] = column[index + 1], column[index]
                fewer = crossings(columns, segments)
                if fewer < count:
                    count, improved = fewer, True
                else:
                    column[index : index + 2] = column[index + 1], column[index]
    return columns
