"""The article in a web page to plain text; the one module that knows trafilatura."""

import logging
import re

from kg.documents.files import Page, decoded
from kg.errors import DocumentError

_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?([\w-]+)""", re.IGNORECASE)
_FIELDS = {"title": "title", "date": "date", "sitename": "publisher", "url": "source"}


def read(data: bytes, origin: str) -> Page:
    """Return the main text of a web page, and the title, date, publisher and address that the page states.

    Each block of the page is a paragraph. The bytes are read in the encoding that the page declares, else as UTF-8.

    Raises
    ------
    DocumentError
        The page has no text of an article, or is not in its encoding.
    """
    from trafilatura import bare_extraction

    logging.getLogger("trafilatura").addHandler(logging.NullHandler())  # its complaints end in our error
    found = bare_extraction(
        decoded(data, origin, _encoding(data)),
        with_metadata=True,
        include_comments=False,
        date_extraction_params={"extensive_search": False, "original_date": True, "max_date": "2100-01-01"},
    )
    text = found.text if found is not None and not isinstance(found, dict) else None
    if not text:
        raise DocumentError(f"{origin}: no article in this web page; save the article's text and give that")
    metadata = {ours: getattr(found, theirs) for theirs, ours in _FIELDS.items() if getattr(found, theirs)}
    return Page(_paragraphs(text), metadata)


def _encoding(data: bytes) -> str:
    declared = _CHARSET.search(data, 0, 2048)
    return (
        declared[1].decode("ascii").lower() if declared and declared[1].lower() != b"utf-8" else "utf-8-sig"
    )


def _paragraphs(text: str) -> str:
    """Drop the marks of lists and tables, so that a block reads the same as in Markdown."""
    lines = (re.sub(r"^- |^\| | \|\s*$", "", line).strip() for line in text.split("\n"))
    return "\n\n".join(line for line in lines if line and not re.fullmatch(r"\|[-|]*\|?", line)) + "\n"
