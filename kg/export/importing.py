"""Claims that others made, from a file of any form that is known here."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from kg.errors import ClaimsError
from kg.export import csv, ftm, parquet, quads
from kg.interchange import read_curated, read_sources

if TYPE_CHECKING:
    from pathlib import Path

    from kg.model import Extraction

SOURCES = "sources.csv"


def read_file(path: Path, sources: Path | None = None) -> list[Extraction]:
    """Return the claims of a file by document; which form it has is told by its name, for text by its first line.

    Raises
    ------
    ClaimsError
        The file cannot be read, or a line is no claim; the message names it.
    """
    return [_unheld(found) for found in _read(path, sources)]


def parts_of(path: Path) -> list[Path]:
    """Return the files of a folder that a program wrote in parts, by name; of a file, itself.

    Raises
    ------
    ClaimsError
        The folder holds no file.
    """
    if not path.is_dir():
        return [path]
    parts = sorted(file for file in path.iterdir() if file.is_file() and file.name[0] not in "._")
    if not parts:
        raise ClaimsError(f"{path}: holds no file; check the path")
    return parts


def _read(path: Path, sources: Path | None) -> list[Extraction]:
    data = _content(path)
    if path.suffix == ".parquet":
        return parquet.read(data, str(path))
    if path.suffix == ".csv":
        return csv.read(data, str(path))
    if data.lstrip()[:1] == b"<":
        return quads.read(data, str(path))
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        raise ClaimsError(f"{path}: is no text in UTF-8; give JSON Lines, CSV, Parquet or N-Quads") from error
    if _is_ftm(text):
        return ftm.read(text, str(path))
    table = sources or path.with_name(SOURCES)
    documents = read_sources(_content(table).decode(), str(table))
    return list(read_curated(text, str(path), documents).extractions)


def _unheld(found: Extraction) -> Extraction:
    """Return claims whose quotes become a summary where the text is not held, for nothing could be checked against it."""
    if found.document.text:
        return found
    claims = (
        claim.model_copy(
            update={
                "evidence": (),
                "antecedents": (),
                "summary": claim.summary or " … ".join(each.quote for each in claim.evidence),
            }
        )
        for claim in found.claims
    )
    return found.model_copy(update={"claims": tuple(claims)})


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ClaimsError(f"{path}: cannot be read ({error.strerror}); check the path") from error


def _is_ftm(text: str) -> bool:
    try:
        first = json.loads(text.split("\n", 1)[0])
    except json.JSONDecodeError:
        return False
    return isinstance(first, dict) and "schema" in first and "properties" in first
