"""Markdown with YAML front matter to plain text; the one module that knows markdown-it and pyyaml."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.documents.files import Page, decoded
from kg.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

FIELDS = ("title", "publisher", "source", "date", "date_inferred", "grade", "recorded")
_FRONT_MATTER = re.compile(
    r"---[ \t]*\n(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE
)
_CELLS = frozenset({"td_open", "th_open"})
_LISTS = frozenset({"bullet_list_open", "ordered_list_open", "table_open"})


def read(data: bytes, origin: str) -> Page:
    r"""Return the rendered text of a Markdown file and its front matter.

    Headings and paragraphs are set apart by an empty line; a list item or a row of a table is a line; of a link only
    the text remains. The first heading of the first level is the title where the front matter names none.

    Raises
    ------
    DocumentError
        The bytes are not UTF-8, or the front matter is malformed or has an unknown field.

    Examples
    --------
    >>> read(b"---\ndate: 2025-04\n---\n# Deal\nAcme *buys* [chips](x).\n- one\n- two", "deal.md")
    Page(text='Deal\n\nAcme buys chips.\n\none\ntwo\n', metadata={'title': 'Deal', 'date': '2025-04'})
    """
    text = decoded(data, origin)
    front = _FRONT_MATTER.match(text)
    metadata = _metadata(front["yaml"], origin) if front else {}
    tokens = _parsed(text[front.end() :] if front else text)
    title = _title(tokens)
    if title:
        metadata = {"title": title, **metadata}
    return Page("".join(_blocks(tokens)).lstrip("\n"), metadata)


def _metadata(text: str, origin: str) -> dict[str, str]:
    from yaml import BaseLoader, YAMLError  # BaseLoader leaves dates as written, so their precision survives

    try:
        values = BaseLoader(text).get_single_data() or {}
    except (YAMLError, RecursionError) as error:
        raise DocumentError(
            f"{origin}: the front matter is no YAML; write lines like 'date: 2025-04-17'"
        ) from error
    if not isinstance(values, dict):
        raise DocumentError(
            f"{origin}: the front matter is no list of fields; write lines like 'date: 2025-04-17'"
        )
    if unknown := [str(name) for name in values if name not in FIELDS]:
        raise DocumentError(
            f"{origin}: unknown field in the front matter: {', '.join(unknown)}; the fields are {', '.join(FIELDS)}"
        )
    if nested := [name for name, value in values.items() if not isinstance(value, str)]:
        raise DocumentError(
            f"{origin}: {nested[0]} in the front matter is no single value; write '{nested[0]}: …'"
        )
    return {name: value for name, value in values.items() if value}


def _parsed(text: str) -> Sequence[Token]:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark").enable("table").parse(text)


def _title(tokens: Sequence[Token]) -> str | None:
    for token, following in pairwise(tokens):
        if token.type == "heading_open" and token.tag == "h1":
            return _inline(following).replace("\n", " ").strip() or None
    return None


def _blocks(tokens: Sequence[Token]) -> Iterator[str]:
    """Yield the text of the blocks in order, each with the space that parts it from the one before."""
    inside: list[str] = []
    previous = ""
    for token in tokens:
        if token.nesting > 0:
            inside.append(token.type)
            yield _opening(inside, previous)
        elif token.nesting < 0:
            inside.pop()
            yield "\n" if token.type == "tr_close" else ""
        else:
            yield _leaf(token, inside)
        previous = token.type


def _opening(inside: Sequence[str], previous: str) -> str:
    if inside[-1] in _CELLS:
        return "" if previous == "tr_open" else " | "
    return "\n" if inside[-1] in _LISTS and len(inside) == 1 else ""


def _leaf(token: Token, inside: Sequence[str]) -> str:
    if token.type == "inline":
        if inside[-1] in _CELLS:
            return _inline(token)
        return ("" if "list_item_open" in inside else "\n") + _inline(token) + "\n"
    if token.type == "html_block":
        return _stripped(token.content)
    return "\n" + token.content if token.type in {"fence", "code_block"} else ""


def _inline(token: Token) -> str:
    """Return the text of a paragraph; a line that was broken only to fit a width runs on."""
    broken = {"softbreak": " ", "hardbreak": "\n"}
    return "".join(
        broken.get(child.type, child.content)
        for child in token.children or ()
        if child.type in {"text", "code_inline", "text_special", *broken}
    )


def _stripped(markup: str) -> str:
    from lxml import html
    from lxml.etree import ParserError, strip_elements

    try:
        block = html.fromstring(markup)
    except ParserError:  # a comment alone
        return ""
    strip_elements(block, "script", "style", with_tail=False)
    text = str(block.text_content()).strip()
    return f"\n{text}\n" if text else ""
