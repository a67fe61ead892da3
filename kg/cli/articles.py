"""Articles in: ``kg extract`` prints what they say, ``kg add`` stores it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.app import opened
from kg.cli.extractors import extractor_of, extractor_option
from kg.cli.progress import Bar, progress
from kg.cli.prose import claim_lines, heading, remark_lines, wrapped
from kg.corpus import batches, files_of, readings
from kg.errors import KgError
from kg.interchange import claim_line
from kg.model import Extraction
from kg.questions.words import claim_in_words, listed, spaced

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from kg.corpus import Unread
    from kg.facts import News
    from kg.knowledge import KnowledgeGraph


def _article_options(command: Callable[..., Any]) -> Callable[..., Any]:
    for decorate in (
        click.option(
            "--jobs",
            default=1,
            show_default=True,
            type=click.IntRange(1, 256),
            metavar="N",
            help="Processes that read at once; 320 MB each.",
        ),
        extractor_option,
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
def extract(files: Sequence[str], form: str, **how: Any) -> None:
    """Print the claims of articles: plain text, Markdown or HTML, one article a file.

    A folder stands for every article below it; one that cannot be read is told and left out. Nothing is stored. Every quote
    is a verbatim part of the article's text.
    """
    with _Corpus(files, **how) as corpus:
        for found in corpus:
            for line in _FORMS[form](found):
                corpus.tell(line)


@click.command()
@_article_options
@click.option(
    "--store",
    metavar="DIR|URL",
    required=True,
    help="Folder of the store, made where there is none; or a server.",
)
def add(files: Sequence[str], store: str, **how: Any) -> None:
    """Read articles and store their claims; an article of the same name is replaced.

    A folder stands for every article below it; one that cannot be read is told and left out. Says of each claim whether it is
    new, confirms, refines, conflicts with or repeats what other documents tell. Each article is stored whole or not at all.
    """
    with _Corpus(files, **how) as corpus, opened(store, create=True) as graph:
        for batch in batches(corpus):
            graph.put(*batch)
            ids = [found.document.id for found in batch]
            for number, found in enumerate(batch, start=1):
                for line in _added(graph, found, ids[number:]):
                    corpus.tell(line)


def _added(graph: KnowledgeGraph, found: Extraction, later: Sequence[str]) -> Iterator[str]:
    """Iterate over what an article adds to those before it."""
    yield _counted(found)
    for item in graph.news(found.document.id, later):
        yield wrapped(_told(item), "  ", "    ")
    known = graph.companies
    for name in sorted({name for claim in found.claims for name in claim.parties if not known.find(name)}):
        yield wrapped(f"new company: {name} (not in the registry; kg review)", "  ", "    ")
    for refused in found.rejected:
        yield wrapped(f"not stored: {refused.reason}", "  ", "    ")


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

    N-Quads of kg export or kg spark are read as well; a folder stands for the files in it. Each file is stored whole or not
    at all; documents of the same id are replaced.
    """
    from kg.export.importing import parts_of

    with opened(store, create=True) as graph:
        for file in (part for each in files for part in parts_of(Path(each))):
            with progress(f"reading {file}"):
                found = graph.import_claims(file, sources)
            claims = sum(len(extraction.claims) for extraction in found)
            click.echo(f"{file}: {claims} claims of {len(found)} documents")


class _Corpus:
    """What articles say, one by one; shows how far it is, and tells at the end which could not be read.

    Raises
    ------
    KgError
        When it ends: some article could not be read.
    """

    def __init__(self, files: Sequence[str], extractor: str, **how: Any) -> None:
        self._files = files_of(files)
        make = extractor_of(extractor)
        make()  # what it lacks is told before anything is read
        self._readings = readings(self._files, make, **how)
        self._bar = Bar(len(self._files), "reading")
        self._unread: list[Unread] = []

    def __enter__(self) -> _Corpus:
        self._bar.__enter__()
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._bar.__exit__()
        self._readings.close()
        if kind is not None or not self._unread:
            return
        if len(self._files) == 1:
            raise KgError(self._unread[0].reason)
        raise KgError(
            f"{len(self._unread)} of {len(self._files)} articles could not be read; the others were"
        )

    def __iter__(self) -> Iterator[Extraction]:
        for found in self._readings:
            if isinstance(found, Extraction):
                yield found
            else:
                self._unread.append(found)
                if len(self._files) > 1:
                    self._bar.wipe()
                    click.echo(f"kg: left out: {found.reason}", err=True)
            self._bar.step()

    def tell(self, line: str) -> None:
        """Print a line of output."""
        self._bar.wipe()
        click.echo(line)


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
