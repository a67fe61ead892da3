"""Bytes of a file, with the checks that keep what is no text out, and their decoding."""

from collections.abc import Mapping
from pathlib import Path, PurePath
from typing import NamedTuple

from kg.errors import DocumentError

MAX_BYTES = 10_000_000
"""The largest file that is read; web pages carry far more markup than text."""


class Page(NamedTuple):
    """The plain text of a file, and what the file states about itself."""

    text: str
    metadata: Mapping[str, str]


def read_bytes(path: Path) -> bytes:
    """Return the content of a regular file of reasonable size.

    Raises
    ------
    DocumentError
        There is no such file, it is a folder or device, it cannot be read, or it is empty, too large, PDF or binary.
    """
    try:
        if path.is_dir():
            raise DocumentError(f"{path}: is a folder; give the files in it")
        if path.exists() and not path.is_file():
            raise DocumentError(f"{path}: is no regular file; save the text to one")
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
        size = path.stat().st_size
    except FileNotFoundError as error:
        raise DocumentError(f"{path}: no such file; check the path") from error
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        reason = getattr(error, "strerror", None) or error
        raise DocumentError(f"{path}: cannot be read ({reason}); check its path and permissions") from error
    check(data, path, size)
    return data


def check(data: bytes, path: PurePath, size: int) -> None:
    """Refuse the content of a file that is no text: ``size`` bytes, of which enough are given to see it.

    Raises
    ------
    DocumentError
        It is empty, too large, PDF or binary.
    """
    if not data:
        raise DocumentError(f"{path}: is empty; give a file with the article's sentences")
    if len(data) > MAX_BYTES:
        raise DocumentError(
            f"{path}: {size / 1e6:.0f} MB, the limit is {MAX_BYTES / 1e6:.0f} MB; split it into one file an article"
        )
    if data.startswith(b"%PDF-"):
        raise DocumentError(
            f"{path}: PDF is not read yet; save its text, for example with pdftotext, and give that"
        )
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise DocumentError(f"{path}: is not UTF-8 but UTF-16; save it as UTF-8")
    if b"\0" in data:
        raise DocumentError(f"{path}: is binary (a zero byte at offset {data.index(0):,}); give a text file")


def decoded(data: bytes, origin: str, encoding: str = "utf-8-sig") -> str:
    """Return the text of some bytes, its line ends as line feeds.

    Raises
    ------
    DocumentError
        The bytes are not in this encoding; the message says where they cease to be.
    """
    shown = encoding.upper().removesuffix("-SIG")
    try:
        text = data.decode(encoding)
    except LookupError as error:
        raise DocumentError(f"{origin}: unknown encoding {shown!r}; save the file as UTF-8") from error
    except UnicodeError as error:
        offset = getattr(error, "start", 0)
        raise DocumentError(
            f"{origin}: is not {shown} (the bytes at offset {offset:,} are none); save it as UTF-8"
        ) from error
    return text.replace("\r\n", "\n").replace("\r", "\n")
