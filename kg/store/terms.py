"""Terms of pyoxigraph as plain terms, as Python values and as text."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias

import pyoxigraph as ox

from kg.namespaces import PREFIXES, XSD
from kg.rdf.terms import Literal

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.rdf import Term, Triple

Value: TypeAlias = "str | int | float | bool | None"

_INTEGERS = (
    "integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger", "negativeInteger",
    "nonPositiveInteger", "unsignedInt", "unsignedLong", "unsignedShort", "unsignedByte",
)  # fmt: skip


def _decimal(text: str) -> int | float:
    number = Decimal(text)
    return int(number) if number == number.to_integral_value() else float(number)


_PYTHON: dict[str, Callable[[str], Value]] = {
    f"{XSD}boolean": lambda text: text in {"true", "1"},
    f"{XSD}decimal": _decimal,
    f"{XSD}double": float,
    f"{XSD}float": float,
    **dict.fromkeys((f"{XSD}{name}" for name in _INTEGERS), int),
}


def plain_term(term: object) -> Term:
    """Return a term as ``kg.rdf`` holds it.

    Examples
    --------
    >>> plain_term(ox.Literal("a")), plain_term(ox.NamedNode("http://a"))
    (Literal(value='a', datatype='http://www.w3.org/2001/XMLSchema#string'), 'http://a')
    """
    if isinstance(term, ox.Literal):
        return Literal(term.value, term.datatype.value)
    return term.value if isinstance(term, ox.NamedNode) else str(term)


def plain_triple(triple: ox.Triple | ox.Quad) -> Triple:
    """Return the triple of a triple or quad as ``kg.rdf`` holds it."""
    return str(plain_term(triple.subject)), triple.predicate.value, plain_term(triple.object)


def n3(term: Term) -> str:
    """Return a term as SPARQL and Turtle write it in full, whatever its text holds.

    Examples
    --------
    >>> n3("http://a"), n3(Literal("5", f"{XSD}integer"))
    ('<http://a>', '"5"^^<http://www.w3.org/2001/XMLSchema#integer>')
    """
    if isinstance(term, str):
        return str(ox.NamedNode(term))
    return str(ox.Literal(term.value, datatype=ox.NamedNode(term.datatype)))


def python_value(term: object) -> Value:
    """Return a term as the Python value that a program expects: numbers and truth values as such, all else as text.

    Whole decimals become ``int``, others ``float``; dates stay text, as everywhere in this package; what is unbound is
    None.

    Examples
    --------
    >>> number = ox.Literal("300000000000", datatype=ox.NamedNode(f"{XSD}decimal"))
    >>> python_value(number), python_value(ox.NamedNode("http://a")), python_value(None)
    (300000000000, 'http://a', None)
    """
    if isinstance(term, ox.Literal):
        convert = _PYTHON.get(term.datatype.value)
        try:
            return convert(term.value) if convert else term.value
        except (
            ValueError,
            ArithmeticError,
        ):  # a literal may say "many"^^xsd:integer, and then its text is all there is
            return term.value
    if term is None:
        return None
    return term.value if isinstance(term, ox.NamedNode) else str(term)


def shortened(iri: str) -> str:
    """Return an IRI with one of the known prefixes where the rest needs no escape, else in angle brackets.

    Examples
    --------
    >>> shortened("https://w3id.org/tech-partnerships/id/org/OpenAI"), shortened("http://a/b")
    ('org:OpenAI', '<http://a/b>')
    """
    fits = [
        (len(base), f"{prefix}:{iri.removeprefix(base)}")
        for prefix, base in PREFIXES.items()
        if iri.startswith(base) and all(mark.isalnum() or mark in "-_" for mark in iri.removeprefix(base))
    ]
    return max(fits)[1] if fits else f"<{iri}>"
