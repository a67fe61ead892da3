"""Articles in: ``kg extract`` prints what they say, ``kg add`` stores it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.app import opened
from kg.cli.extractors import extractor_of, extractor_option
from kg.cli.progress import progress
from kg.cli.prose import claim_lines, heading, remark_lines, wrapped
from kg.errors import UsageError
from kg.interchange import claim_line
from kg.questions.words import claim_in_words, listed, spaced

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import Any

    from kg.facts import News
    from kg.model import Document, Extraction


def _article_options(command: Callable[..., Any]) -> Callable[..., Any]:
    for decorate in (
        click.option("--publisher", help="Who published the articles, where they do not say."),
        click.option("--date", metavar="DATE", help="Day of publication; 'this spring' is read from it."),
        click.argument("files", nargs=-1, required=True, metavar="FILE…"),
    ):
        command = decorate(command)
    return command


@click.command()
@_article_options
@click.option(
    "--format", "form", type=click.Choice(["table", "jsonl", "json"]), default="table", show_default=True,
    help="For reading; one claim a line; or everything that was read, with what was refused.",
)  # fmt: skip
@extractor_option
def extract(files: Sequence[str], date: str | None, publisher: str | None, form: str, extractor: str) -> None:
    """Print the claims of articles: plain text, Markdown or HTML, one article a file.

    Nothing is stored. Every quote is a verbatim part of the article's text.
    """
    for found in _each(_read(files, date, publisher), extractor_of(extractor)):
        for line in _FORMS[form](found):
            click.echo(line)


@click.command()
@_article_options
@click.option(
    "--store",
    metavar="DIR|URL",
    required=True,
    help="Folder of the store, made where there is none; or a server.",
)
def add(files: Sequence[str], date: str | None, publisher: str | None, store: str) -> None:
    """Read articles and store their claims; an article of the same name is replaced.

    Says of each claim whether it is new, confirms, refines, conflicts with or repeats what other documents tell. Each
    article is stored whole or not at all.
    """
    documents = _read(files, date, publisher)
    with opened(store, create=True) as graph:
        for found in _each(documents, graph.add):
            click.echo(_counted(found))
            for item in graph.news(found.document.id):
                click.echo(wrapped(_told(item), "  ", "    "))
            known = graph.companies
            for name in sorted(
                {name for claim in found.claims for name in claim.parties if not known.find(name)}
            ):
                click.echo(wrapped(f"new company: {name} (not in the registry; kg review)", "  ", "    "))
            for refused in found.rejected:
                click.echo(wrapped(f"not stored: {refused.reason}", "  ", "    "))


@click.command("import")
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@click.option(
    "--sources",
    metavar="FILE.csv",
    help="Table of the documents that claims cite; by default sources.csv beside them.",
)
@click.option(
    "--store",
    metavar="DIR|URL",
    required=True,
    help="Folder of the store, made where there is none; or a server.",
)
def import_(files: Sequence[str], sources: str | None, store: str) -> None:
    """Store claims that others made: JSON Lines of claims or of FollowTheMoney entities, or a table from kg export.

    Each file is stored whole or not at all; documents of the same id are replaced.
    """
    with opened(store, create=True) as graph:
        for file in files:
            with progress(f"reading {file}"):
                found = graph.import_claims(file, sources)
            claims = sum(len(extraction.claims) for extraction in found)
            click.echo(f"{file}: {claims} claims of {len(found)} documents")


def _read(files: Sequence[str], date: str | None, publisher: str | None) -> list[Document]:
    """Read every file before the first is worked on, so that a bad one leaves nothing behind."""
    from kg.documents import read_document

    documents: dict[str, tuple[str, Document]] = {}
    for file in files:
        document = read_document(Path(file), date=date, publisher=publisher)
        if document.id in documents:
            raise UsageError(
                f"{file} and {documents[document.id][0]} have the same name; an article needs its own"
            )
        documents[document.id] = file, document
    return [document for _, document in documents.values()]


def _each(documents: Sequence[Document], work: Callable[[Document], Extraction]) -> Iterator[Extraction]:
    for number, document in enumerate(documents, start=1):
        with progress(f"reading {document.id} ({number} of {len(documents)})"):
            found = work(document)
        yield found


def _for_reading(found: Extraction) -> Iterator[str]:
    yield click.style(_counted(found), bold=True)
    for number, claim in enumerate(found.claims, start=1):
        yield ""
        yield from claim_lines(number, claim)
    if found.remarks:
        yield heading("Recorded, but no deal")
        for remark in found.remarks:
            yield from remark_lines(remark)
    if found.rejected:
        yield heading("Refused by verification")
        for refused in found.rejected:
            yield wrapped(refused.reason, "  -  ", "     ")


def _told(news: News) -> str:
    """Return how a claim stands to what other documents tell, and the slots in which it does."""
    slots = f" ({listed(spaced(slot) for slot in news.slots)})" if news.slots else ""
    return f"{news.kind}{slots}: {claim_in_words(news.claim)}"


def _counted(found: Extraction) -> str:
    counts = [(len(found.claims), "claim"), (len(found.remarks), "remark"), (len(found.rejected), "refused")]
    told = ", ".join(
        f"{count} {word}{'s' if count != 1 and word != 'refused' else ''}" for count, word in counts
    )
    undated = "" if found.document.date else "; no date, so relative dates stay open (--date)"
    return f"{found.document.id}: {told}{undated}"


_FORMS: dict[str, Callable[[Extraction], Iterable[str]]] = {
    "table": _for_reading,
    "jsonl": lambda found: map(claim_line, found.claims),
    "json": lambda found: [found.model_dump_json()],
}

COMMANDS = (extract, add, import_)
