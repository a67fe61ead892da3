"""A corpus by Apache Spark, for more articles than one machine reads in a day: the optional extra ``spark``.

::

    from kg.spark import extract_corpus

    extract_corpus("hdfs:///news.parquet", "hdfs:///claims")

It runs the extractor of :func:`kg.extract_claims` in ``mapInPandas`` and writes a folder of four:

- ``claims``: a row a claim, in the columns of ``kg export --format parquet``, with the deal that the claim is about;
- ``quads``: shards of the claims layer as N-Quads, each document whole in one of them, for ``kg import`` or the bulk loader
  of a server;
- ``left-out``: the articles that could not be read, and why;
- ``readings``: what was read of each article, as ``kg extract --format json`` prints it.

What is accepted of the claims is decided where they are loaded, by :meth:`kg.KnowledgeGraph.put`, as for any article.
"""

from __future__ import annotations

import json
import os
import sys
from contextlib import contextmanager
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.companies import companies
from kg.corpus import Unread, attempt, offline
from kg.documents import SUFFIXES, document_from_bytes, document_from_text
from kg.errors import KgError
from kg.export.table import COLUMNS, NUMBERS, row_of
from kg.model import Claim, Extraction
from kg.rdf import extraction_nquads
from kg.resolve import bucket, deals_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pandas import DataFrame

    from kg.model import Document

_READING = "doc string, reading string, reason string"
_TOLD = "bucket string, claim string"
_DEAL = "doc string, id string, deal string"
_ROW = ", ".join(f"{name} {'decimal(38,9)' if name in NUMBERS else 'string'}" for name in COLUMNS)
_GIVEN = ("date", "publisher", "title", "source")


class Written(NamedTuple):
    """How much was written: articles read, articles left out, and claims."""

    articles: int
    left_out: int
    claims: int


def extract_corpus(
    articles: str, out: str, *, date: str | None = None, publisher: str | None = None, session: Any = None
) -> Written:
    """Extract what articles say, by Spark.

    Parameters
    ----------
    articles
        A folder of text, Markdown or HTML files, each an article; or Parquet with the columns ``id`` and ``text`` and any of
        ``date``, ``publisher``, ``title`` and ``source`` (``.parquet`` at the end of its name). Spark passes over empty files,
        and over those whose names begin with ``_`` or a dot.
    out
        The folder to write, which must not exist.
    date, publisher
        What is known of all articles, where they do not say.
    session
        The Spark session; by default the running one, or a new one as Spark's own configuration says, else on this machine.

    Raises
    ------
    KgError
        pyspark or Java is missing, there are no articles, several have one id, or Spark cannot write.

    Notes
    -----
    Articles are read in parallel and independently. Claims then meet once, by :func:`kg.resolve.bucket`, to say which deal each
    is about: quadratic in the claims of one bucket, linear in all else.
    """
    document_from_text("x", "x", date=date)  # a date that is none is told before anything is read
    session = session or _session()
    with _told():
        from pyspark.sql import functions as f

        given = partial(_read, date=date, publisher=publisher)
        _input(session, articles).mapInPandas(given, _READING).write.parquet(f"{out}/readings")
        readings = session.read.parquet(f"{out}/readings")
        left_out = readings.where("reason is not null").select("doc", "reason")
        left_out.write.parquet(f"{out}/left-out")
        whole = readings.where("reason is null").select("doc", "reading")
        _check(whole, articles)
        deals = whole.mapInPandas(_by_bucket, _TOLD).groupBy("bucket").applyInPandas(_deals, _DEAL)
        pairs = f.map_from_entries(f.collect_list(f.struct("id", "deal")))
        placed = whole.join(deals.groupBy("doc").agg(f.to_json(pairs).alias("deals")), "doc", "left")
        placed.mapInPandas(_quads, "value string").write.text(f"{out}/quads")
        placed.mapInPandas(_rows, _ROW).write.parquet(f"{out}/claims")
        claims = session.read.parquet(f"{out}/claims").count()
        return Written(whole.count(), left_out.count(), claims)


def _session() -> Any:
    try:
        from pyspark.sql import SparkSession
    except ModuleNotFoundError as error:
        raise KgError(
            "Spark needs pyspark and Java 17; install the first with: pip install 'dealgraph[spark]'"
        ) from error
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    with _told():
        return SparkSession.getActiveSession() or SparkSession.builder.appName("kg").getOrCreate()


def _input(session: Any, articles: str) -> Any:
    """Return the articles as rows: files with path and content, or texts with what is known of them."""
    if not articles.rstrip("/").endswith(".parquet"):
        names = ("".join(f"[{c}{c.upper()}]" if c.isalpha() else c for c in suffix) for suffix in SUFFIXES)
        files = session.read.format("binaryFile").option("recursiveFileLookup", "true")
        return files.option("pathGlobFilter", f"{{{','.join(f'*{name}' for name in names)}}}").load(articles)
    table = session.read.parquet(articles)
    missing = {"id", "text"} - set(table.columns)
    if missing:
        raise KgError(
            f"{articles}: has no column {min(missing)}; give id and text, and any of {', '.join(_GIVEN)}"
        )
    columns = [name for name in ("id", "text", *_GIVEN) if name in table.columns]
    return table.selectExpr(*(f"cast({name} as string) as {name}" for name in columns))


def _check(whole: Any, articles: str) -> None:
    """Refuse a corpus in which nothing can be read, or several articles have one id."""
    twice = [row.doc for row in whole.groupBy("doc").count().where("count > 1").orderBy("doc").take(3)]
    if twice:
        raise KgError(
            f"{articles}: several articles have one id ({', '.join(twice)}); an article needs its own"
        )
    if whole.isEmpty():
        raise KgError(f"{articles}: holds no article that can be read; check the path")


def _read(frames: Iterable[DataFrame], **given: str | None) -> Iterator[DataFrame]:
    """Read and extract articles, a row each."""
    extract = offline()
    for rows in _rows_in(frames):
        origins = [str(row.get("path") or row.get("id") or "no id").removeprefix("file:") for row in rows]
        found = [
            attempt(origin, partial(_document, row, **given), extract)
            for origin, row in zip(origins, rows, strict=True)
        ]
        yield _frame(
            ("doc", "reading", "reason"),
            (
                (origin, None, each.reason) if isinstance(each, Unread) else (each.document.id, each.model_dump_json(), None)
                for origin, each in zip(origins, found, strict=True)
            ),
        )  # fmt: skip


def _document(row: Mapping[str, Any], date: str | None, publisher: str | None) -> Document:
    if "content" in row:
        path = row["path"].removeprefix("file:")
        return document_from_bytes(bytes(row["content"]), path, date=date, publisher=publisher)
    told = {name: row.get(name) for name in _GIVEN}
    told |= {"date": told["date"] or date, "publisher": told["publisher"] or publisher}
    return document_from_text(row["text"] or "", row["id"] or "", **told)


def _by_bucket(frames: Iterable[DataFrame]) -> Iterator[DataFrame]:
    known = companies()
    for found in _readings(frames):
        told = ((bucket(claim, known), claim.model_dump_json()) for each, _ in found for claim in each.claims)
        yield _frame(("bucket", "claim"), told)


def _deals(frame: DataFrame) -> DataFrame:
    """Say which deal each claim of one bucket is about."""
    claims = [Claim.model_validate_json(line) for line in frame["claim"]]
    deal_of = deals_of(claims, companies())
    return _frame(("doc", "id", "deal"), ((claim.doc, claim.id, deal_of[claim.id]) for claim in claims))


def _quads(frames: Iterable[DataFrame]) -> Iterator[DataFrame]:
    for found in _readings(frames):
        texts = (extraction_nquads(each, deal_of).decode() for each, deal_of in found)
        yield _frame(("value",), ((line,) for text in texts for line in text.split("\n") if line))


def _rows(frames: Iterable[DataFrame]) -> Iterator[DataFrame]:
    for found in _readings(frames):
        told = (
            row_of(claim, each.document, deal_of[claim.id])
            for each, deal_of in found
            for claim in _surest(each)
        )
        yield _frame(COLUMNS, ([_exact(name, row[name]) for name in COLUMNS] for row in told))


def _surest(found: Extraction) -> Iterable[Claim]:
    """Return each claim once, of those that differ in confidence alone the surest, as a store keeps it."""
    return {claim.id: claim for claim in sorted(found.claims, key=lambda claim: claim.confidence)}.values()


def _readings(frames: Iterable[DataFrame]) -> Iterator[list[tuple[Extraction, dict[str, str]]]]:
    for rows in _rows_in(frames):
        yield [
            (Extraction.model_validate_json(row["reading"]), json.loads(row.get("deals") or "{}"))
            for row in rows
        ]


def _rows_in(frames: Iterable[DataFrame]) -> Iterator[list[dict[str, Any]]]:
    for frame in frames:
        yield frame.astype(object).where(frame.notna(), None).to_dict("records")


def _frame(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> DataFrame:
    import pandas as pd

    return pd.DataFrame(list(rows), columns=list(columns), dtype=object)


def _exact(name: str, value: Any) -> Any:
    return value if value is None or name not in NUMBERS else Decimal(str(value))


@contextmanager
def _told() -> Iterator[None]:
    """Turn what Spark raises into one line."""
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    try:
        yield
    except (PySparkException, Py4JError) as error:
        lines = [line.strip() for line in str(error).splitlines() if line.strip()] or [type(error).__name__]
        told = (
            lines[-1] if lines[0].endswith(":") else lines[0]
        )  # below the traceback of a worker, or the first
        raise KgError(f"Spark: {told:.300}; see its log") from error
