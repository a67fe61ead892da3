"""Compiled searches where numba is installed; the same answers without."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

LEAST = 20_000
"""Hops from which on a compiled search is worth loading the compiler for."""


def worth_it(hops: int) -> bool:
    """Return whether a search over so many hops runs compiled."""
    return hops >= LEAST and _installed()


@cache
def _installed() -> bool:
    return find_spec("numba") is not None


@cache
def compiled(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function of loops over arrays, compiled; kept on disk where the package's folder can be written."""
    import numba

    try:
        return numba.njit(cache=True, nogil=True)(function)
    except RuntimeError:  # there is no place for a cache
        return numba.njit(nogil=True)(function)
