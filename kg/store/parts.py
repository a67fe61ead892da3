"""A text that is made while it is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class Parts:
    """A file over parts of a text, each made when the reader comes to it; what was read is not held.

    Examples
    --------
    >>> file = Parts([b"ab", b"c", b"de"])
    >>> [file.read(2) for _ in range(4)]
    [b'ab', b'cd', b'e', b'']
    """

    def __init__(self, parts: Iterable[bytes]) -> None:
        self._parts = iter(parts)
        self._rest = b""

    def read(self, size: int) -> bytes:
        """Return the next bytes, as many as asked for except at the end."""
        found, held = [self._rest], len(self._rest)
        while held < size:
            part = next(self._parts, None)
            if part is None:
                break
            found.append(part)
            held += len(part)
        data = b"".join(found)
        self._rest = data[size:]
        return data[:size]
