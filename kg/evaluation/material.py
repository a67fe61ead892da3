"""Labelled texts on disk: the gold claims, the documents that make them, and what other extractors found."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from kg.documents import read_document
from kg.documents.files import decoded, read_bytes
from kg.errors import DocumentError
from kg.evaluation.naming import Naming, read_aliases
from kg.interchange import read_claims

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kg.model import Claim, Document

SOURCES = "documents.csv"
_SUFFIXES = (".txt", ".md", ".html")


def read_claims_file(path: Path) -> list[Claim]:
    """Read claims from a file of JSON Lines.

    Raises
    ------
    DocumentError
        The file cannot be read.
    ClaimsError
        A line is no claim; the message names it.
    """
    empty = path.is_file() and not path.stat().st_size  # an extractor that found nothing
    return [] if empty else read_claims(decoded(read_bytes(path), str(path)), str(path))


def read_naming(path: Path | None) -> Naming:
    """Return when two names are one, by a table of aliases or by spelling alone."""
    return Naming() if path is None else Naming(read_aliases(decoded(read_bytes(path), str(path)), str(path)))


def read_documents(gold: Path, texts: Path) -> Iterator[Document]:
    """Iterate over the documents of a gold file.

    Parameters
    ----------
    gold
        The file of gold claims. A table ``documents.csv`` beside it (or beside the texts) lists the documents, those
        without a deal among them, with their ``date`` and ``publisher``.
    texts
        The folder of the texts, ``DOC.txt``, ``DOC.md`` or ``DOC.html``. Without a table every text of it counts.

    Raises
    ------
    DocumentError
        The folder holds no texts, or a listed one is missing or cannot be read.
    """
    tables = (folder / SOURCES for folder in (gold.parent, texts, texts.parent))
    table = next((path for path in tables if path.is_file()), None)
    if table is None:
        found = sorted(path for path in texts.glob("*") if path.suffix in _SUFFIXES)
        if not found:
            raise DocumentError(f"{texts}: holds no texts; give a folder of DOC.txt, DOC.md or DOC.html")
        yield from map(read_document, found)
        return
    for row in csv.DictReader(decoded(read_bytes(table), str(table)).splitlines()):
        name = row.get("doc") or ""
        places = [texts / f"{name}{suffix}" for suffix in _SUFFIXES]
        path = next((path for path in places if path.is_file()), None)
        if path is None:
            raise DocumentError(f"{places[0]}: missing, and {table} lists it; add the text or drop the row")
        yield read_document(path, date=row.get("date") or None, publisher=row.get("publisher") or None)
