"""How good an extractor is: ``kg eval`` scores it on labelled texts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.app import json_option
from kg.cli.extractors import extractor_of, extractor_option
from kg.cli.progress import progress

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from kg.evaluation import Report, Score
    from kg.model import Document, Extraction


@click.command("eval")
@click.argument("gold", metavar="GOLD", type=click.Path(path_type=Path))
@click.argument("texts", metavar="TEXTS", type=click.Path(path_type=Path))
@click.option("--aliases", metavar="CSV", type=click.Path(path_type=Path), help="Names that mean one company: columns name and aliases (A|B).")  # fmt: skip
@click.option("--found", metavar="FILE", type=click.Path(path_type=Path), help="Score the claims of this file instead of extracting.")  # fmt: skip
@extractor_option
@click.option("--errors", "list_errors", is_flag=True, help="List every error, with its cause.")
@json_option
def evaluation(  # noqa: PLR0913  click passes each option
    gold: Path,
    texts: Path,
    aliases: Path | None,
    found: Path | None,
    extractor: str,
    *,
    list_errors: bool,
    as_json: bool,
) -> None:
    """Score an extractor on labelled texts: claims in the format of `kg extract --format jsonl`.

    GOLD holds the claims, TEXTS is the folder of the documents. A table documents.csv beside GOLD gives their dates and
    publishers (columns doc, date, publisher).
    """
    from kg.evaluation import given, read_claims_file, read_documents, read_naming, run

    wanted, naming = read_claims_file(gold), read_naming(aliases)
    extract = extractor_of(extractor)() if found is None else given(read_claims_file(found))
    documents = list(read_documents(gold, texts))
    with progress("reading the labelled texts") as step:
        report = run(documents, wanted, _announced(extract, len(documents), step), naming)
    if as_json:
        click.echo(json.dumps(report.to_dict(), ensure_ascii=False, indent=1))
        return
    for line in _table(report):
        click.echo(line)
    if list_errors:
        for error in report.errors:
            click.echo(str(error))


def _announced(
    extract: Callable[[Document], Extraction], total: int, step: Callable[[str], None]
) -> Callable[[Document], Extraction]:
    """Return the extractor, telling at each document how far it is."""
    numbers: Iterator[int] = iter(range(1, total + 1))

    def announced(document: Document) -> Extraction:
        step(f"reading {document.id} ({next(numbers)} of {total})")
        return extract(document)

    return announced


def _table(report: Report) -> Iterator[str]:
    scores = report.evaluation
    yield f"{'':22}{'F1':>7}{'precision':>11}{'recall':>8}{'right':>7}{'found':>7}{'gold':>6}"
    yield _row("relation", scores.relation)
    yield _row("relation, strict", scores.strict)
    yield from _rows("  ", scores.by_type.items())
    yield from _rows("  slot ", scores.slots.items())
    yield f"{'whole':22}{scores.whole:7.3f}"
    yield ""
    yield f"documents {report.documents}, claims whose evidence is not in the text {report.bad_evidence}"
    for cause, count in report.causes().items():
        yield f"{count:6}  {cause}"


def _rows(indent: str, scores: Iterable[tuple[str, Score]]) -> Iterator[str]:
    for name, score in scores:
        yield _row(indent + name, score)


def _row(name: str, score: Score) -> str:
    return (
        f"{name:22}{score.f1:7.3f}{score.precision:11.3f}{score.recall:8.3f}"
        f"{score.right:7}{score.found:7}{score.gold:6}"
    )


COMMANDS = (evaluation,)
