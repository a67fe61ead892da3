"""Shapes compiled to SPARQL: for each constraint one query, whose rows are the nodes that break it.

A query binds ``?this``, and where they apply ``?value`` and ``?path``. Subclasses come from the ontology when a shape is
compiled, so that the store need not hold it.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations, count
from typing import TYPE_CHECKING, NamedTuple

from kg.namespaces import RDF, RDFS, XSD
from kg.rdf import Literal
from kg.validate.shapes import SH, Constraint, Shape

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from kg.rdf import Term, Triple
    from kg.validate.shapes import Shapes

_TYPE = f"<{RDF}type>"
_KINDS = {f"{SH}IRI": "isIRI", f"{SH}Literal": "isLITERAL", f"{SH}BlankNode": "isBLANK"}
_COMPARED = {"minInclusive": ">=", "maxInclusive": "<=", "minExclusive": ">"}
_PAIRS = {"lessThan": "<", "lessThanOrEquals": "<="}


class Check(NamedTuple):
    """A query, and how its rows are told."""

    query: str
    path: str
    component: str
    message: str
    severity: str


def compiled(shapes: Shapes, ontology: Iterable[Triple]) -> tuple[Check, ...]:
    """Return a query for each constraint of each shape.

    Parameters
    ----------
    shapes
        What to check.
    ontology
        Which class is a subclass of which.

    Examples
    --------
    >>> from kg.store import read_turtle
    >>> from kg.validate.shapes import read_shapes
    >>> text = "@prefix sh: <http://www.w3.org/ns/shacl#> . <http://s> sh:targetClass <http://C> ; sh:nodeKind sh:IRI ."
    >>> (check,) = compiled(read_shapes(read_turtle(text), "example"), [])
    >>> check.component, check.query
    ('NodeKind', 'SELECT DISTINCT ?this (?this AS ?value) WHERE { ?this a <http://C> . FILTER(!isIRI(?this)) }')
    """
    compiler = _Compiler(_Classes(ontology))
    prefixes = "".join(f"PREFIX {name}: <{base}> " for name, base in shapes.prefixes.items())
    return tuple(check for shape in shapes.shapes for check in compiler.checks(shape, prefixes))


class _Classes:
    """Which classes lie below one."""

    def __init__(self, ontology: Iterable[Triple]) -> None:
        self._below: dict[str, set[str]] = {}
        for subject, predicate, object_ in ontology:
            if predicate == f"{RDFS}subClassOf":
                self._below.setdefault(str(object_), set()).add(subject)

    def of(self, top: str) -> list[str]:
        """Return a class and all below it."""
        found, open_ = {top}, [top]
        while open_:
            new = self._below.get(open_.pop(), set()) - found
            found |= new
            open_ += new
        return sorted(found)


@dataclass(frozen=True)
class _Compiler:
    classes: _Classes

    def checks(self, shape: Shape, prefixes: str) -> Iterator[Check]:
        """Iterate over the queries of a shape that has targets, and of the property shapes within."""
        for part in (shape, *shape.properties):
            for constraint in part.constraints:
                message = constraint.message or part.message or default_message(constraint)
                query = prefixes * (constraint.kind == "sparql") + self._query(constraint, part.path, shape)
                yield Check(query, part.path, constraint.component, message, part.severity)

    def _query(self, constraint: Constraint, path: str, shape: Shape) -> str:
        """Return the query of a constraint, which begins where there are fewest nodes to look at."""
        names = _names()
        if constraint.kind == "sparql":
            # The text of the shape is a query of its own, so it joins as a subselect.
            columns, pattern = "?this ?value ?path", f"{{ {constraint.value} }} {self._among(shape)}"
        elif constraint.kind == "maxCount":
            values = [next(names) for _ in range(int(_text(constraint)) + 1)]
            columns, pattern = "?this", f"{_different('?this', path, values)} {self._among(shape)}"
        elif path and constraint.kind != "minCount":
            wrong = self._wrong(constraint, "?value", "?this", names)
            columns, pattern = "?this ?value", f"?this {path} ?value {wrong} {self._among(shape)}"
        else:
            columns, wrong = self._broken(constraint, path, names)
            pattern = f"{self._target(shape)} {wrong}"
        return f"SELECT DISTINCT {columns} WHERE {{ {pattern} }}"

    def _target(self, shape: Shape) -> str:
        """Return a pattern that finds the nodes that a shape is about."""
        patterns = []
        for kind, iri in shape.targets:
            if kind == "targetClass":
                patterns += [f"?this a <{each}>" for each in self.classes.of(iri)]
            else:
                patterns.append(_ends(kind, iri))
        return (
            f"{patterns[0]} ." if len(patterns) == 1 else " UNION ".join(f"{{ {each} }}" for each in patterns)
        )

    def _among(self, shape: Shape) -> str:
        """Return a filter that keeps the nodes that a shape is about."""
        classes = {
            each for kind, iri in shape.targets if kind == "targetClass" for each in self.classes.of(iri)
        }
        tests = (
            [f"EXISTS {{ ?this a ?type FILTER(?type IN ({_listed(sorted(classes))})) }}"] if classes else []
        )
        tests += [f"EXISTS {{ {_ends(kind, iri)} }}" for kind, iri in shape.targets if kind != "targetClass"]
        return f"FILTER({' || '.join(tests)})"

    def _broken(self, constraint: Constraint, path: str, names: Iterator[str]) -> tuple[str, str]:
        """Return the columns and the pattern of what breaks a constraint at a node as such."""
        if constraint.kind == "minCount":
            return "?this", f"FILTER({self._count(constraint, '?this', path, names)})"
        if constraint.kind == "closed":
            allowed = _listed(_terms(constraint))
            return "?this ?value ?path", f"?this ?path ?value FILTER(?path NOT IN ({allowed}))"
        return "?this (?this AS ?value)", self._wrong(constraint, "?this", "?this", names)

    def _count(self, constraint: Constraint, focus: str, path: str, names: Iterator[str]) -> str:
        """Return a condition that holds where there are too few or too many values: that many that differ, or not."""
        most = int(_text(constraint))
        few = constraint.kind == "minCount"
        values = [next(names) for _ in range(most if few else most + 1)]
        return f"{'NOT ' if few else ''}EXISTS {{ {_different(focus, path, values)} }}"

    def _wrong(self, constraint: Constraint, value: str, focus: str, names: Iterator[str]) -> str:
        """Return a pattern that keeps a value where it breaks a constraint."""
        if constraint.kind in _PAIRS:
            other = next(names)
            condition = f"{value} {_PAIRS[constraint.kind]} {other}"
            return f". {focus} <{constraint.value}> {other} FILTER(!COALESCE({condition}, false))"
        if constraint.kind == "disjoint":
            return f". {focus} <{constraint.value}> {value}"
        return f"FILTER({_LITERAL[constraint.kind](value, constraint) if constraint.kind in _LITERAL else self._not(constraint, value, names)})"

    def _not(self, constraint: Constraint, value: str, names: Iterator[str]) -> str:
        if constraint.kind == "class":
            return f"NOT {self._is_a(constraint, value, names)}"
        shapes = [self._conforms(shape, value, names) for shape in _shapes(constraint)]
        if constraint.kind == "xone":
            return f"{' + '.join(f'IF({each}, 1, 0)' for each in shapes)} != 1"
        return f"!({' || '.join(shapes)})" if constraint.kind == "or" else shapes[0]

    def _is_a(self, constraint: Constraint, value: str, names: Iterator[str]) -> str:
        kind = next(names)
        allowed = _listed(self.classes.of(str(constraint.value)))
        return f"EXISTS {{ {value} {_TYPE} {kind} FILTER({kind} IN ({allowed})) }}"

    def _conforms(self, shape: Shape, focus: str, names: Iterator[str]) -> str:
        """Return a condition that holds where a node conforms to a shape."""
        parts = []
        for part in (shape, *shape.properties):
            for constraint in part.constraints:
                if constraint.kind in {"minCount", "maxCount"}:
                    parts.append(f"!({self._count(constraint, focus, part.path, names)})")
                elif part.path:
                    value = next(names)
                    broken = f"{focus} {part.path} {value} {self._wrong(constraint, value, focus, names)}"
                    parts.append(f"NOT EXISTS {{ {broken} }}")
                elif constraint.kind == "class":
                    parts.append(self._is_a(constraint, focus, names))
                else:
                    parts.append(f"!({self._not(constraint, focus, names)})")
        return f"({' && '.join(parts)})"


def _ends(kind: str, iri: str) -> str:
    return f"?this <{iri}> ?any" if kind == "targetSubjectsOf" else f"?any <{iri}> ?this"


def _different(focus: str, path: str, values: Sequence[str]) -> str:
    """Return a pattern of as many values, each another."""
    differ = "".join(f" FILTER(!sameTerm({a}, {b}))" for a, b in combinations(values, 2))
    return " . ".join(f"{focus} {path} {value}" for value in values) + differ


def _datatype(value: str, constraint: Constraint) -> str:
    """Return a condition for a literal of another datatype, or one that its datatype does not know."""
    datatype = str(constraint.value)
    formed = (
        "" if datatype == f"{XSD}string" else f" && BOUND({value}) && STRLEN(STR(<{datatype}>({value}))) > 0"
    )
    return f"!COALESCE(DATATYPE({value}) = <{datatype}>{formed}, false)"


_LITERAL: Mapping[str, Callable[[str, Constraint], str]] = {
    "datatype": _datatype,
    "nodeKind": lambda value, constraint: f"!{_KINDS[str(constraint.value)]}({value})",
    "minLength": lambda value, constraint: f"isBLANK({value}) || STRLEN(STR({value})) < {_text(constraint)}",
    "pattern": lambda value, constraint: (
        f"isBLANK({value}) || !REGEX(STR({value}), {_quoted(_text(constraint))})"
    ),
    "in": lambda value, constraint: " && ".join(
        f"!sameTerm({value}, {_written(term)})" for term in _terms(constraint)
    ),
    **{
        kind: lambda value, constraint: (
            f"!COALESCE({value} {_COMPARED[constraint.kind]} {_text(constraint)}, false)"
        )
        for kind in _COMPARED
    },
}


def default_message(constraint: Constraint) -> str:
    """Return what is wrong where a shape has no message of its own.

    Examples
    --------
    >>> default_message(Constraint("maxCount", Literal("1")))
    'there are more than 1'
    """
    value = constraint.value
    told = value.value if isinstance(value, Literal) else str(value).rpartition("#")[2]
    if constraint.kind == "in":
        told = ", ".join(str(term).rpartition("#")[2] for term in _terms(constraint))
    return _MESSAGES[constraint.kind].format(told)


_MESSAGES = {
    "class": "this is no {}",
    "closed": "records of this kind have no such property",
    "datatype": "this is no {}",
    "disjoint": "the same stands as {}",
    "in": "this is none of {}",
    "lessThan": "this is not less than {}",
    "lessThanOrEquals": "this is more than {}",
    "maxCount": "there are more than {}",
    "maxInclusive": "this is more than {}",
    "minCount": "there are fewer than {}",
    "minExclusive": "this is not more than {}",
    "minInclusive": "this is less than {}",
    "minLength": "this is shorter than {}",
    "nodeKind": "this is no {}",
    "not": "it is what it must not be",
    "or": "it is none of what it may be",
    "pattern": "this is not written as {}",
    "sparql": "it breaks a rule",
    "xone": "it is none of what it must be one of, or several",
}


def _names() -> Iterator[str]:
    """Iterate over fresh variables."""
    return (f"?v{number}" for number in count())


def _terms(constraint: Constraint) -> tuple[Term, ...]:
    value = constraint.value
    return (
        tuple(term for term in value if not isinstance(term, Shape)) if isinstance(value, tuple) else (value,)
    )


def _shapes(constraint: Constraint) -> tuple[Shape, ...]:
    return tuple(part for part in constraint.value if isinstance(part, Shape))


def _text(constraint: Constraint) -> str:
    return constraint.value.value if isinstance(constraint.value, Literal) else str(constraint.value)


def _listed(terms: Iterable[Term]) -> str:
    return ", ".join(map(_written, terms))


def _written(term: Term) -> str:
    return f"{_quoted(term.value)}^^<{term.datatype}>" if isinstance(term, Literal) else f"<{term}>"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
    return f'"{escaped}"'
