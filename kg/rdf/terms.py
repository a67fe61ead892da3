"""RDF terms without an RDF library: an IRI is a string, a literal a pair, a triple a tuple; and their N-Quads."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from kg.namespaces import XSD

if TYPE_CHECKING:
    from collections.abc import Iterable

STRING = f"{XSD}string"
DECIMAL = f"{XSD}decimal"
INTEGER = f"{XSD}integer"
BOOLEAN = f"{XSD}boolean"
DATE_TIME = f"{XSD}dateTime"

_SPECIAL = re.compile('[\\x00-\\x1f"\\\\\\x7f]')
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}


class Literal(NamedTuple):
    """A literal: its lexical form and the IRI of its datatype. The graph holds no language-tagged literals."""

    value: str
    datatype: str = STRING


Term: TypeAlias = "str | Literal"
Triple: TypeAlias = "tuple[str, str, Term]"


def nquads(triples: Iterable[Triple], graph: str) -> bytes:
    r"""Return triples as the N-Quads of one named graph, sorted and each once: the same triples give the same bytes.

    Examples
    --------
    >>> nquads([("http://a", "http://b", Literal('say "1"'))], "http://g")
    b'<http://a> <http://b> "say \\"1\\"" <http://g> .\n'
    """
    end = f" <{graph}> .\n"
    lines = {f"<{subject}> <{predicate}> {written(object_)}{end}" for subject, predicate, object_ in triples}
    return "".join(sorted(lines)).encode()


def written(term: Term) -> str:
    """Return a term as N-Quads write it."""
    if isinstance(term, str):
        return f"<{term}>"
    text = escaped(term.value)
    return f'"{text}"' if term.datatype == STRING else f'"{text}"^^<{term.datatype}>'


def escaped(text: str) -> str:
    """Return the lexical form as canonical N-Quads write it; text without special characters costs one scan."""
    return _SPECIAL.sub(_escape, text) if _SPECIAL.search(text) else text


def _escape(match: re.Match[str]) -> str:
    character = match[0]
    return _ESCAPES.get(character) or f"\\u{ord(character):04X}"
