"""The path of one line, as SVG path data that a canvas and an SVG draw alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

TRACK = 12.0
"""The distance between two lines that run side by side along a column, in pixels."""


class Route(NamedTuple):
    """A line's path as SVG path data, its label's middle, and the ends with the direction in which the line arrives.

    ``start`` and ``end`` are ``(x, y, dx)``: the point on the box, and +1 where the line arrives rightwards, -1 else.
    """

    path: str
    label: tuple[float, float]
    start: tuple[float, float, int]
    end: tuple[float, float, int]


def through(stretches: Sequence[tuple[float, float, float, float]], begin: float, finish: float) -> str:
    """Return the path of a line that changes its height between columns and is level elsewhere.

    Parameters
    ----------
    stretches
        For each change ``(left, y before, right, y after)``, from left to right.
    begin, finish
        Where the line begins and ends on the horizontal axis.

    Examples
    --------
    >>> through([(10, 0, 50, 20)], 0, 90)
    'M0 0H10C30 0 30 20 50 20H90'
    """
    path = f"M{_at(begin, stretches[0][1])}"
    for left, a, right, b in stretches:
        middle = (left + right) / 2
        path += f"H{_at(left)}C{_at(middle, a, middle, b, right, b)}"
    return f"{path}H{_at(finish)}"


def bow(begin: float, track: float, a: float, b: float) -> str:
    """Return the path of a line that leaves a column at height ``a``, runs along a track and comes back at ``b``.

    Examples
    --------
    >>> bow(0, 40, 0, 100)
    'M0 0H28Q40 0 40 12V88Q40 100 28 100H0'
    """
    way = 1 if b > a else -1
    radius = min(TRACK, abs(b - a) / 2)
    turn = track - radius
    down, back = a + way * radius, b - way * radius
    return f"M{_at(begin, a)}H{_at(turn)}Q{_at(track, a, track, down)}V{_at(back)}Q{_at(track, b, turn, b)}H{_at(begin)}"


def tidy(value: float) -> float:
    """Return a coordinate to a tenth of a pixel, so that the bytes do not hang on the last bit of a sum.

    Examples
    --------
    >>> tidy(-0.01), tidy(2 / 3)
    (0.0, 0.7)
    """
    return round(value, 1) + 0.0


def _at(*values: float) -> str:
    return " ".join(f"{tidy(value):g}" for value in values)
