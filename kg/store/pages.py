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
    if subject:
        yield from _by_key(server, layer, subject, predicate, object_)
    else:
        yield from _by_subject(server, layer, predicate, object_)


def _by_subject(
    server: Endpoint, layer: str, predicate: str | None, object_: str | None
) -> Iterator[ox.Triple]:
    """Iterate over pages of whole subjects; keys alone are sorted, for Virtuoso cannot sort rows that hold long texts."""
    pattern = f"GRAPH <{layer}> {{ ?s {_term(predicate, '?p')} {_term(object_, '?o')} }}"
    last = ""
    while True:
        keys = server.query(
            f"SELECT ?s (COUNT(*) AS ?n) {{ {pattern} FILTER(STR(?s) > {ox.Literal(last)}) }}"
            f" GROUP BY ?s ORDER BY STR(?s) LIMIT {PAGE}",
            (),
            (),
        )
        counts = [(str(key), int(str(count))) for key, count in keys]
        for first, final, count in _ranges(counts):
            if first == final and count > PAGE:
                yield from _by_key(server, layer, first, predicate, object_)
                continue
            inside = f"FILTER(STR(?s) >= {ox.Literal(first)} && STR(?s) <= {ox.Literal(final)}) }}"
            yield from _rows(server, layer, (None, predicate, object_), inside)
        if len(counts) < FIRST:  # a server may cut even the keys
            return
        last = counts[-1][0]


def _ranges(counts: list[tuple[str, int]]) -> Iterator[tuple[str, str, int]]:
    """Iterate over runs of keys of at most a page of rows: first key, last key, rows; one key may be more."""
    first, final, total = "", "", 0
    for key, count in counts:
        if total and total + count > PAGE:
            yield first, final, total
            total = 0
        first, final, total = (first if total else key), key, total + count
    if total:
        yield first, final, total


def _term(iri: str | None, variable: str) -> str:
    return f"<{iri}>" if iri else variable


def _by_key(
    server: Endpoint, layer: str, subject: str, predicate: str | None, object_: str | None
) -> Iterator[ox.Triple]:
    """Iterate over the triples of one subject, in pages by their objects."""
    condition = ""
    while True:
        rows = _rows(
            server, layer, (subject, predicate, object_), f"{condition} }} ORDER BY STR(?o) LIMIT {PAGE}"
        )
        keys = [_text(row.object) for row in rows]
        if len(rows) < FIRST:
            yield from rows
            return
        whole = [row for row, text in zip(rows, keys, strict=True) if text != keys[-1]]
        if not whole:
            raise StoreError(
                f"{server.url}: over {len(rows):,} triples of <{subject}> say {keys[-1][:80]!r}; it is no graph of ours"
            )
        yield from whole
        condition = f"FILTER(STR(?o) >= {ox.Literal(keys[-1])})"


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
