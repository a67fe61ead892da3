"""Files and strings become documents; their text is settled here, once, and every offset refers to it.

Plain text keeps its characters (UTF-8 without byte order mark, line ends as line feeds), so offsets agree with the file
as Python reads it. Markdown and HTML are rendered to plain text; offsets then refer to the rendering.
"""

from __future__ import annotations

from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from pydantic import ValidationError

from kg.documents import html, markdown
from kg.documents.files import Page, check, decoded, read_bytes
from kg.errors import DocumentError, UsageError
from kg.model import Document, Grade
from kg.values import days

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

MAX_CHARACTERS = 1_000_000
"""The longest text that is read: about 150,000 words, and the language model's own limit."""


def read_document(
    path: str | Path,
    *,
    date: str | None = None,
    publisher: str | None = None,
    title: str | None = None,
    source: str | None = None,
    recorded: str | None = None,
) -> Document:
    """Read a plain text, Markdown (``.md``) or HTML (``.html``) file.

    Parameters
    ----------
    path
        The file; its name without the extension becomes the document's id.
    date
        Day of publication, as precise as known; relative dates in the text resolve against it.
    publisher, title, source, recorded
        What is known of the document. Given values win over those that the file states.

    Raises
    ------
    DocumentError
        The file is missing, empty, too long, binary, not UTF-8, a folder, a PDF, without text, or its front matter
        does not hold.
    UsageError
        ``date`` or ``recorded`` is no date.

    Examples
    --------
    >>> from kg.resources import resource
    >>> article = read_document(str(resource("data/articles/openai-oracle.md")))
    >>> article.id, article.publisher, article.date
    ('openai-oracle', 'AIbase', '2025-09-11')
    """
    path = Path(path)
    given = _given(date=date, publisher=publisher, title=title, source=source, recorded=recorded)
    return _rendered(read_bytes(path), path, given)


def document_from_bytes(
    data: bytes, path: str, *, date: str | None = None, publisher: str | None = None
) -> Document:
    r"""Return the document of a file that was read elsewhere; errors as for :func:`read_document`.

    Examples
    --------
    >>> document_from_bytes(b"---\ndate: 2025-04\n---\nAcme buys chips.", "news/acme.md").date
    '2025-04'
    """
    given = _given(date=date, publisher=publisher)
    check(data, PurePath(path), len(data))
    return _rendered(data, PurePath(path), given)


def _rendered(data: bytes, path: PurePath, given: Mapping[str, str]) -> Document:
    page = _READERS.get(path.suffix.lower(), _plain)(data, str(path))
    stated = dict(page.metadata)
    if given.get("date") not in (None, stated.get("date")):
        stated.pop("date_inferred", None)
    return _document(path.stem, page.text, {**stated, **given}, str(path))


def document_from_text(
    text: str,
    name: str,
    *,
    date: str | None = None,
    publisher: str | None = None,
    title: str | None = None,
    source: str | None = None,
) -> Document:
    """Return a document of a text that is already in memory; ``name`` becomes its id.

    Raises
    ------
    DocumentError
        The text is empty or too long.
    UsageError
        ``date`` is no date.

    Examples
    --------
    >>> document_from_text("Acme buys chips from Bolt.", "acme", date="2025-04").date
    '2025-04'
    """
    given = _given(date=date, publisher=publisher, title=title, source=source)
    return _document(name, text.replace("\r\n", "\n").replace("\r", "\n"), given, repr(name))


def _given(**values: str | None) -> dict[str, str]:
    given = {name: value for name, value in values.items() if value is not None}
    for name in given.keys() & {"date", "recorded"}:
        try:
            days(given[name])
        except ValueError as error:
            raise UsageError(_about(name, given[name], str(error))) from error
    return given


def _document(name: str, text: str, metadata: Mapping[str, str], origin: str) -> Document:
    if not text.strip():
        raise DocumentError(f"{origin}: holds no text; give a file with the article's sentences")
    if len(text) > MAX_CHARACTERS:
        raise DocumentError(
            f"{origin}: {len(text):,} characters, the limit is {MAX_CHARACTERS:,}; split it into articles"
        )
    fields = {"id": name, "text": text, **metadata}
    try:
        "".join(fields.values()).encode()
        return Document.model_validate(fields)
    except UnicodeEncodeError as error:  # half a character, as of a file name in another encoding
        raise DocumentError(
            f"{origin!a}: the name, text or metadata is not Unicode; rename or mend it"
        ) from error
    except ValidationError as error:
        raise DocumentError(f"{origin}: {_explained(error)}") from error


def _explained(error: ValidationError) -> str:
    first = error.errors()[0]
    field, value = str(first["loc"][0]), str(first["input"])
    if field == "grade":
        return f"grade {value!r} is none of {', '.join(Grade)}"
    return _about(field, value, first["msg"].removeprefix("Value error, "))


def _about(field: str, value: str, reason: str) -> str:
    return f"{field}: {reason}" if repr(value) in reason else f"{field} {value!r:.60}: {reason}"


def _plain(data: bytes, origin: str) -> Page:
    return Page(decoded(data, origin), {})


_READERS: Mapping[str, Callable[[bytes, str], Page]] = {
    ".md": markdown.read,
    ".markdown": markdown.read,
    ".html": html.read,
    ".htm": html.read,
    ".xhtml": html.read,
}
SUFFIXES = frozenset({".txt", *_READERS})
"""How the names of files end that a folder of articles is searched for."""
