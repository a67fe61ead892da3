"""Claims as Parquet, for data frames and SQL engines; needs pyarrow (``dealgraph[parquet]``)."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from kg.errors import UsageError
from kg.export.table import COLUMNS, NUMBERS, extractions, rows

if TYPE_CHECKING:
    from kg.export import Source
    from kg.model import Extraction

_DECIMAL = (38, 9)


def written(graph: Source) -> bytes:
    """Return the claims of a graph as Parquet; amounts are exact decimals.

    Raises
    ------
    UsageError
        pyarrow is not installed.
    """
    arrow, parquet = _library()
    number = arrow.decimal128(*_DECIMAL)
    schema = arrow.schema([(name, number if name in NUMBERS else arrow.string()) for name in COLUMNS])
    columns = {name: [] for name in COLUMNS}  # type: dict[str, list[Any]]
    for row in rows(graph):
        for name, value in row.items():
            columns[name].append(value if value is None or name not in NUMBERS else _exact(value))
    file = io.BytesIO()
    parquet.write_table(arrow.table(columns, schema=schema), file, compression="zstd")
    return file.getvalue()


def read(data: bytes, origin: str) -> list[Extraction]:
    """Return the claims of such a table, by document; errors as for :func:`written` and :func:`kg.export.csv.read`."""
    _, parquet = _library()
    table = parquet.read_table(io.BytesIO(data)).to_pylist()
    return extractions(table, origin)


def _exact(value: object) -> Any:
    from decimal import Decimal

    return Decimal(str(value))


def _library() -> tuple[Any, Any]:
    try:
        import pyarrow as arrow
        from pyarrow import parquet
    except ModuleNotFoundError as error:
        raise UsageError(
            "Parquet needs pyarrow; install it with: pip install 'dealgraph[parquet]'"
        ) from error
    return arrow, parquet
