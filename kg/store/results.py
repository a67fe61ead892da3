"""A server's answer to a query as rows; what is no whole answer is refused."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from kg.errors import StoreError
from kg.namespaces import XSD
from kg.store.rows import Rows

if TYPE_CHECKING:
    from collections.abc import Iterator

_BOOLEAN = f"{XSD}boolean"
_TRUTH = {"1": "true", "0": "false"}


def rows_of(data: bytes, origin: str) -> Rows:
    """Return SPARQL 1.1 Query Results JSON as rows.

    Raises
    ------
    StoreError
        The text is cut off, or is something else.

    Examples
    --------
    >>> list(
    ...     rows_of(
    ...         b'{"head":{"vars":["x"]},"results":{"bindings":[{"x":{"type":"literal","value":"a"}}]}}',
    ...         "server",
    ...     )
    ... )
    [('a',)]
    >>> rows_of(b'{"head":{"vars":["x"]},"results":{"bindings":[', "server")
    Traceback (most recent call last):
    ...
    kg.errors.StoreError: server: the answer is cut off or no SPARQL result (it ends in '"results":{"bindings":['); ask again, or for less
    """
    try:
        found = json.loads(data)
        if "boolean" in found:
            return Rows(("answer",), [(ox.Literal(bool(found["boolean"])),)], "ask")
        columns = list(found["head"]["vars"])
        terms = [tuple(_term(row.get(name)) for name in columns) for row in found["results"]["bindings"]]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        end = data[-23:].decode(errors="replace")
        raise StoreError(
            f"{origin}: the answer is cut off or no SPARQL result (it ends in {end!r}); ask again, or for less"
        ) from error
    return Rows(columns, terms)


def triples_of(data: bytes, form: ox.RdfFormat, origin: str) -> Iterator[ox.Triple]:
    """Iterate over the triples of a text of RDF, canonical.

    Raises
    ------
    StoreError
        The text is cut off, or is something else.
    """
    try:
        for quad in ox.parse(data, format=form):
            yield ox.Triple(quad.subject, quad.predicate, _canonical(quad.object))
    except SyntaxError as error:
        raise StoreError(
            f"{origin}: the answer is cut off or no RDF ({error}); ask again, or for less"
        ) from error


def _term(told: dict[str, Any] | None) -> Any:
    if told is None:
        return None
    if told["type"] == "uri":
        return ox.NamedNode(told["value"])
    if told["type"] == "bnode":
        return ox.BlankNode(told["value"].replace("nodeID://", ""))
    if told["type"] not in {"literal", "typed-literal"}:  # the latter before SPARQL 1.1, and in Virtuoso
        raise ValueError(told["type"])
    if "xml:lang" in told:
        return ox.Literal(told["value"], language=told["xml:lang"])
    if "datatype" in told:
        return _canonical(ox.Literal(told["value"], datatype=ox.NamedNode(told["datatype"])))
    return ox.Literal(told["value"])


def _canonical(term: Any) -> Any:
    """Return a truth value as ``true`` or ``false``, which Virtuoso writes as numbers."""
    if isinstance(term, ox.Literal) and term.datatype.value == _BOOLEAN and term.value in _TRUTH:
        return ox.Literal(_TRUTH[term.value], datatype=term.datatype)
    return term
