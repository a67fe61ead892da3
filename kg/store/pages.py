"""The triples of a graph page by page, for servers that give no more than so many rows at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.store.endpoint import Endpoint

FIRST = 900
"""Rows asked for before anything is sorted: most reads are small, and no server is known that cuts so low."""
PAGE = 5_000
"""Rows a page, half of what Virtuoso gives by default."""


def paged(
    server: Endpoint,
    layer: str,
    subject: str | None = None,
    predicate: str | None = None,
    object_: str | None = None,
) -> Iterator[ox.Triple]:
    """Iterate over the triples of a named graph that have the given terms, each once.

    Pages follow each other by key, the subject where it is open and else the object, so that nothing is missed or told
    twice when others write meanwhile, and no page costs more than the one before.

    Raises
    ------
    StoreError
        More triples than fit a page share their key.
    """
    rows = _rows(server, layer, (subject, predicate, object_), f"LIMIT {FIRST}")
    if len(rows) < FIRST:
        yield from rows
        return
    yield from _by_key(server, layer, subject, predicate, object_)


def _by_key(
    server: Endpoint, layer: str, subject: str | None, predicate: str | None, object_: str | None
) -> Iterator[ox.Triple]:
    key = "?o" if subject else "?s"
    condition = ""
    while True:
        tail = f"{condition} }} ORDER BY STR({key}) LIMIT {PAGE}"
        rows = _rows(server, layer, (subject, predicate, object_), tail)
        keys = [_text(row.object if subject else row.subject) for row in rows]
        if len(rows) < FIRST:
            yield from rows
            return
        last = keys[-1]
        whole = [row for row, text in zip(rows, keys, strict=True) if text != last]
        yield from whole
        again = ox.Literal(last)
        if whole:
            condition = f"FILTER(STR({key}) >= {again})"
            continue
        if subject:
            raise StoreError(
                f"{server.url}: over {len(rows):,} triples of <{subject}> say {last[:80]!r}; it is no graph of ours"
            )
        yield from _by_key(server, layer, last, predicate, object_)
        condition = f"FILTER(STR({key}) > {again})"


def _rows(
    server: Endpoint, layer: str, terms: tuple[str | None, str | None, str | None], tail: str
) -> list[ox.Triple]:
    names = ("?s", "?p", "?o")
    pattern = " ".join(f"<{iri}>" if iri else name for iri, name in zip(terms, names, strict=True))
    open_ = [name for iri, name in zip(terms, names, strict=True) if not iri]
    tail = tail if "}" in tail else f"}} {tail}"
    what = " ".join(open_) or "(1 AS ?one)"
    rows = server.query(f"SELECT {what} {{ GRAPH <{layer}> {{ {pattern} }} {tail}", (), ())
    fixed = [ox.NamedNode(iri) if iri else None for iri in terms]
    found = []
    for row in rows.terms:
        left = iter(row)
        found.append(ox.Triple(*(next(left) if term is None else term for term in fixed)))  # type: ignore[arg-type]
    return found


def _text(term: object) -> str:
    return str(getattr(term, "value", term))
