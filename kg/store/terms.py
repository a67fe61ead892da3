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
        return _converted(term.value, term.datatype.value)
    if term is None:
        return None
    return term.value if isinstance(term, ox.NamedNode) else str(term)


def _converted(text: str, datatype: str) -> Value:
    convert = _PYTHON.get(datatype)
    try:
        return convert(text) if convert else text
    except (ValueError, ArithmeticError):
        return text  # a literal may say "many"^^xsd:integer, and then its text is all there is


class Values(dict[str, "Value"]):
    r"""The Python values of terms as SPARQL results in TSV write them, each found out when it is first asked for.

    Examples
    --------
    >>> values = Values()
    >>> [values[cell] for cell in ("<http://a>", '"a"', '"a\\tb"@en', "5", "", f'"2.50"^^<{XSD}decimal>')]
    ['http://a', 'a', 'a\tb', 5, None, 2.5]
    """

    def __missing__(self, cell: str) -> Value:
        value = self[cell] = _value(cell)
        return value


def _value(cell: str) -> Value:
    if not cell:
        return None
    if cell[0] == "<" and cell[1] != "<":
        return cell[1:-1]
    if cell.isascii() and cell.isdigit():
        return int(cell)
    if cell[0] == '"' and "\\" not in cell:
        text, _, kind = cell[1:].rpartition('"')
        return _converted(text, kind[3:-1]) if kind.startswith("^") else text
    read = ox.parse_query_results(f"?x\n{cell}\n", format=ox.QueryResultsFormat.TSV)
    return next(python_value(term) for solution in read for term in solution)  # type: ignore[union-attr, unused-ignore]


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
