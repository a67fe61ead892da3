"""A text that is made while it is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class Parts:
    """A file over parts of a text, each made when the reader comes to it; what was read is not held.

    Examples
    --------
    >>> file = Parts([b"abc", b"", b"de"])
    >>> [file.read(2) for _ in range(4)]
    [b'ab', b'c', b'de', b'']
    """

    def __init__(self, parts: Iterable[bytes]) -> None:
        self._parts = iter(parts)
        self._part = b""
        self._at = 0

    def read(self, size: int) -> bytes:
        """Return the next bytes, at most as many as asked for, none at the end."""
        while self._at >= len(self._part):
            part = next(self._parts, None)
            if part is None:
                return b""
            self._part, self._at = part, 0
        start, self._at = self._at, self._at + size
        return self._part[start : self._at]
