"""Claims as CSV (RFC 4180, UTF-8), for spreadsheets; nested values stand as JSON in their cells."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from kg.export.table import COLUMNS, extractions, rows

if TYPE_CHECKING:
    from kg.export import Source
    from kg.model import Extraction


def written(graph: Source) -> bytes:
    """Return the claims of a graph as CSV; a text that a spreadsheet would run as a formula is kept from it by ``'``."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    writer.writerows([_cell(value) for value in row.values()] for row in rows(graph))
    return file.getvalue().encode()


def read(data: bytes, origin: str) -> list[Extraction]:
    """Return the claims of such a table, by document.

    Raises
    ------
    ClaimsError
        A row is no claim; the message names it.
    """
    table = csv.DictReader(io.StringIO(data.decode()))
    return extractions(({name: _told(value) for name, value in row.items()} for row in table), origin)


def _cell(value: object) -> object:
    return (
        f"'{value}"
        if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "'", "\t", "\r")
        else value
    )


def _told(value: str | None) -> str | None:
    return value[1:] if value and value[0] == "'" else value
