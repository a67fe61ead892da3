"""What a query gives: rows of Python values, and the standard texts of a result."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from kg.namespaces import PREFIXES
from kg.store.terms import Values, python_value, shortened

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.store.terms import Value

    Terms = tuple[object, ...]


_TSV = ox.QueryResultsFormat.TSV


class Rows:
    """The result of a query, whole: rows in the order that the query gives, else in no particular one.

    SELECT gives its variables as columns, ASK one row with the column ``answer``, CONSTRUCT and DESCRIBE triples with the
    columns ``subject``, ``predicate`` and ``object``. Iteration gives tuples of Python values: IRIs and dates as text,
    numbers as ``int`` or ``float``, None where a variable is unbound.

    Examples
    --------
    >>> from kg.store import Store
    >>> rows = Store.memory().select("SELECT ?name ?count { VALUES (?name ?count) { ('a' 1) ('b' 2.5) } }")
    >>> rows.columns, list(rows), len(rows)
    (('name', 'count'), [('a', 1), ('b', 2.5)], 2)
    """

    def __init__(self, columns: Sequence[str], terms: Sequence[Terms] = (), kind: str = "select") -> None:
        self.columns = tuple(columns)
        self._made = terms
        self._kind = kind
        self._text = ""

    @classmethod
    def of(cls, result: ox.QuerySolutions | ox.QueryBoolean) -> Rows:
        """Return a result of the engine as rows."""
        if isinstance(result, ox.QueryBoolean):
            return cls(("answer",), [(_boolean(bool(result)),)], "ask")
        rows = cls([variable.value for variable in result.variables])
        # text costs less than an object a term, and values are read off it as fast as off objects
        rows._text = bytes(result.serialize(format=_TSV) or b"").decode()
        return rows

    @classmethod
    def of_triples(cls, triples: Iterable[ox.Triple | ox.Quad]) -> Rows:
        """Return triples as rows, sorted and each once."""
        rows = {(each.subject, each.predicate, each.object) for each in triples}
        return cls(("subject", "predicate", "object"), sorted(rows, key=_text), "graph")

    @property
    def is_table(self) -> bool:
        """Whether SELECT gave these rows."""
        return self._kind == "select"

    @property
    def terms(self) -> Sequence[Terms]:
        """The rows as terms of the engine."""
        return self._terms

    @property
    def _terms(self) -> Sequence[Terms]:
        if self._text and not self._made:
            read = ox.parse_query_results(self._text, format=_TSV)
            self._made = [tuple(solution) for solution in read]  # type: ignore[union-attr, unused-ignore]
        return self._made

    def __iter__(self) -> Iterator[tuple[Value, ...]]:
        if not self._text:
            return (tuple(map(python_value, row)) for row in self._made)
        if not self.columns:
            return iter([()] * len(self))
        value, cells = (
            Values().__getitem__,
            self._text.replace("\n", "\t").split("\t")[len(self.columns) : -1],
        )
        values: Iterator[Value]
        if "<<(" in self._text:  # a term that holds a triple begins as an IRI does
            values = iter(map(value, cells))
        else:
            values = iter([cell[1:-1] if cell[:1] == "<" else value(cell) for cell in cells])
        return zip(*[values] * len(self.columns), strict=True)

    def __len__(self) -> int:
        return self._text.count("\n") - 1 if self._text else len(self._made)

    def __bool__(self) -> bool:
        """Whether there are rows; of ASK, the answer."""
        return bool(next(iter(self))[0]) if self._kind == "ask" else bool(len(self))

    def __repr__(self) -> str:
        return f"<{len(self)} rows of {', '.join(self.columns)}>"

    def to_dicts(self) -> list[dict[str, Value]]:
        """Return each row as a dictionary by column.

        Examples
        --------
        >>> from kg.store import Store
        >>> Store.memory().select("ASK {}").to_dicts()
        [{'answer': True}]
        """
        return [dict(zip(self.columns, row, strict=True)) for row in self]

    def table(self) -> str:
        """Return aligned columns of text for reading, IRIs shortened by the known prefixes; triples as Turtle."""
        if self._kind == "graph":
            return self.to_turtle().rstrip("\n")
        lines = [self.columns, *([_cell(term) for term in row] for row in self._terms)]
        widths = [max(len(line[column]) for line in lines) for column in range(len(self.columns))]
        return "\n".join("  ".join(map(str.ljust, line, widths)).rstrip() for line in lines)

    def to_turtle(self) -> str:
        """Return the triples of CONSTRUCT or DESCRIBE as Turtle, sorted.

        Raises
        ------
        TypeError
            The query was SELECT or ASK.
        """
        if self._kind != "graph":
            raise TypeError("only CONSTRUCT and DESCRIBE give triples; write this result as JSON, CSV or TSV")
        triples = (ox.Triple(*row) for row in self._terms)  # type: ignore[arg-type]
        return str(ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=PREFIXES), "utf-8")  # type: ignore[arg-type]

    def to_json(self) -> str:
        """Return the W3C's SPARQL 1.1 Query Results JSON; of triples, the table of their three columns.

        Examples
        --------
        >>> from kg.store import Store
        >>> Store.memory().select("SELECT ('a' AS ?x) {}").to_json()
        '{"head":{"vars":["x"]},"results":{"bindings":[{"x":{"type":"literal","value":"a"}}]}}'
        """
        import json

        if self._kind == "ask":
            return json.dumps({"head": {}, "boolean": bool(self)}, separators=(",", ":"))
        bindings = [
            {name: _json(term) for name, term in zip(self.columns, row, strict=True) if term is not None}
            for row in self._terms
        ]
        result = {"head": {"vars": list(self.columns)}, "results": {"bindings": bindings}}
        return json.dumps(result, ensure_ascii=False, separators=(",", ":"))

    def to_csv(self) -> str:
        """Return the W3C's SPARQL 1.1 Query Results CSV: plain values, lines ended by CR LF."""
        import csv
        import io

        file = io.StringIO()
        writer = csv.writer(file)
        writer.writerow(self.columns)
        writer.writerows(["" if term is None else _plain(term) for term in row] for row in self._terms)
        return file.getvalue()

    def to_tsv(self) -> str:
        """Return the W3C's SPARQL 1.1 Query Results TSV: terms as Turtle writes them, types kept."""
        head = "\t".join(f"?{name}" for name in self.columns)
        rows = ("\t".join("" if term is None else _tsv(term) for term in row) for row in self._terms)
        return "".join(f"{line}\n" for line in (head, *rows))

    def to_pandas(self) -> Any:
        """Return the rows as a pandas DataFrame.

        Raises
        ------
        ModuleNotFoundError
            pandas is not installed; it is no dependency of this package.
        """
        import pandas as pd  # type: ignore[import-untyped, unused-ignore]

        return pd.DataFrame.from_records(list(self), columns=list(self.columns))


def _boolean(value: bool) -> ox.Literal:
    return ox.Literal(value)


def _text(row: Terms) -> tuple[str, ...]:
    return tuple(map(str, row))


def _plain(term: object) -> str:
    return term.value if isinstance(term, ox.Literal | ox.NamedNode) else str(term)


def _cell(term: object) -> str:
    if isinstance(term, ox.NamedNode):
        return shortened(term.value)
    return "" if term is None else " ".join(_plain(term).split())


def _tsv(term: object) -> str:
    return str(term).replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")


def _json(term: object) -> dict[str, Any]:
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, ox.Literal):
        kind: dict[str, Any] = {"type": "literal", "value": term.value}
        if term.language:
            kind["xml:lang"] = term.language
        elif not term.datatype.value.endswith("XMLSchema#string"):
            kind["datatype"] = term.datatype.value
        return kind
    triple: Any = term
    parts = {name: _json(getattr(triple, name)) for name in ("subject", "predicate", "object")}
    return {"type": "triple", "value": parts}
