"""Archives of plain arrays: opened, checked for their version, and refused in one line where they are none."""

from __future__ import annotations

import zipfile
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from kg.errors import KgError

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def opened(file: Path | IO[bytes], what: str, version: int) -> Iterator[Any]:
    """Open an ``.npz`` archive that a training script wrote, as numpy has it.

    Parameters
    ----------
    file
        The archive; objects in it are refused, so that reading it runs nothing.
    what
        What it holds, with its article, for the message.
    version
        The version that this release reads.

    Raises
    ------
    KgError
        The file is no such archive, one of another version, or one that lacks what is read from it inside.
    """
    if isinstance(file, Path):
        with file.open("rb") as stream, opened(stream, what, version) as arrays:
            yield arrays
        return
    import numpy as np

    name = getattr(file, "name", str(file))
    try:
        with np.load(file, allow_pickle=False) as arrays:
            found = int(arrays["version"])
            if found != version:
                noun = what.partition(" ")[2]
                raise KgError(f"{name}: {noun} version {found}, this release reads {version}; train it again")
            yield arrays
    except (ValueError, KeyError, OSError, EOFError, zipfile.BadZipFile) as error:
        raise KgError(f"{name}: not {what} of the trained part ({error}); train it again") from error


def lines(codes: Any) -> list[str]:
    """Return the lines of a text that an archive holds as the numbers of its bytes."""
    text: str = codes.tobytes().decode()
    return text.split("\n")
