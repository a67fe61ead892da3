"""Shapes read from Turtle: the part of SHACL that ``ontology/shapes.ttl`` uses, and a clear refusal of the rest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.errors import KgError
from kg.namespaces import RDF, RDFS
from kg.rdf import Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.rdf import Term, Triple

SH = "http://www.w3.org/ns/shacl#"
_TARGETS = ("targetClass", "targetSubjectsOf", "targetObjectsOf")
_MANY = ("class", "not", "disjoint", "lessThan", "lessThanOrEquals", "or", "xone", "sparql")
_ONE = (
    "closed", "datatype", "in", "maxCount", "maxInclusive", "minCount", "minExclusive", "minInclusive", "minLength",
    "nodeKind", "pattern",
)  # fmt: skip
_OTHER = ("path", "property", "message", "severity", "ignoredProperties", *_TARGETS)


@dataclass(frozen=True)
class Constraint:
    """One constraint: which component, its parameter, and the message of its own if it has one."""

    kind: str
    value: Term | tuple[Term, ...] | tuple[Shape, ...]
    message: str | None = None

    @property
    def component(self) -> str:
        """The component as SHACL calls it."""
        return "SPARQL" if self.kind == "sparql" else self.kind[0].upper() + self.kind[1:]


@dataclass(frozen=True)
class Shape:
    """A node shape, or a property shape if it has a path, which is written in SPARQL."""

    name: str
    targets: tuple[tuple[str, str], ...]
    path: str
    constraints: tuple[Constraint, ...]
    properties: tuple[Shape, ...]
    message: str | None
    severity: str


@dataclass(frozen=True)
class Shapes:
    """The shapes that have a target, and the prefixes that their queries are written with."""

    shapes: tuple[Shape, ...]
    prefixes: Mapping[str, str]


def read_shapes(triples: Iterable[Triple], origin: str) -> Shapes:
    """Return the shapes of a graph.

    Raises
    ------
    KgError
        A shape uses a part of SHACL that is not known here; the message names it.

    Examples
    --------
    >>> (shape,) = read_shapes([("http://s", f"{SH}targetClass", "http://C")], "example").shapes
    >>> shape.targets
    (('targetClass', 'http://C'),)
    """
    return _Reader(triples, origin).shapes()


class _Reader:
    def __init__(self, triples: Iterable[Triple], origin: str) -> None:
        self._origin = origin
        self._said: dict[str, dict[str, list[Term]]] = {}
        for subject, predicate, object_ in triples:
            self._said.setdefault(subject, {}).setdefault(predicate, []).append(object_)

    def shapes(self) -> Shapes:
        targeting = [node for node in self._said if any(self._all(node, name) for name in _TARGETS)]
        declared = [str(node) for said in self._said.values() for node in said.get(f"{SH}declare", ())]
        prefixes = {self._text(node, "prefix"): self._text(node, "namespace") for node in declared}
        return Shapes(tuple(self._shape(node) for node in sorted(targeting)), prefixes)

    def _all(self, node: str, name: str) -> list[Term]:
        return self._said.get(node, {}).get(f"{SH}{name}", [])

    def _one(self, node: str, name: str) -> Term | None:
        found = self._all(node, name)
        if len(found) > 1:
            raise KgError(f"{self._origin}: sh:{name} stands {len(found)} times at {node}; write it once")
        return found[0] if found else None

    def _text(self, node: str, name: str) -> str:
        term = self._one(node, name)
        return term.value if isinstance(term, Literal) else str(term)

    def _shape(self, node: str) -> Shape:
        known = {f"{SH}{name}" for name in (*_MANY, *_ONE, *_OTHER)} | {f"{RDF}type"}
        for predicate in self._said.get(node, {}):
            if predicate not in known:
                raise KgError(
                    f"{self._origin}: {predicate.replace(SH, 'sh:')} at {node} is not supported; use only what the file uses"
                )
        if f"{RDFS}Class" in self._said.get(node, {}).get(f"{RDF}type", []):
            raise KgError(f"{self._origin}: {node} is a class and a shape; give the shape an sh:targetClass")
        many = [Constraint(kind, *self._many(kind, term)) for kind in _MANY for term in self._all(node, kind)]
        one = [
            Constraint(kind, self._single(node, kind, term))
            for kind in _ONE
            if (term := self._one(node, kind)) is not None
        ]
        path = self._one(node, "path")
        severity = self._one(node, "severity") or f"{SH}Violation"
        return Shape(
            name=node,
            targets=tuple((name, str(term)) for name in _TARGETS for term in self._all(node, name)),
            path="" if path is None else self._path(str(path)),
            constraints=(*many, *one),
            properties=tuple(self._shape(str(term)) for term in self._all(node, "property")),
            message=self._text(node, "message") if self._all(node, "message") else None,
            severity=str(severity).removeprefix(SH),
        )

    def _many(self, kind: str, term: Term) -> tuple[Term | tuple[Shape, ...], str | None]:
        if kind in {"or", "xone"}:
            return tuple(self._shape(str(item)) for item in self._list(str(term))), None
        if kind == "not":
            return (self._shape(str(term)),), None
        if kind == "sparql":
            node = str(term)
            return self._text(node, "select"), self._text(node, "message") if self._all(
                node, "message"
            ) else None
        return term, None

    def _single(self, node: str, kind: str, term: Term) -> Term | tuple[Term, ...]:
        if kind == "in":
            return self._list(str(term))
        if kind == "closed":
            ignored = self._one(node, "ignoredProperties")
            own = [self._one(str(each), "path") for each in self._all(node, "property")]
            paths = [path for path in own if isinstance(path, str) and path not in self._said]
            return (*paths, *(self._list(str(ignored)) if ignored else ()))
        return term

    def _path(self, node: str) -> str:
        inverse, alternatives = self._one(node, "inversePath"), self._one(node, "alternativePath")
        if inverse is not None:
            return f"^{self._path(str(inverse))}"
        if alternatives is not None:
            return "|".join(self._path(str(item)) for item in self._list(str(alternatives)))
        if node.startswith("_:"):
            raise KgError(
                f"{self._origin}: a path is neither a property, an inverse nor alternatives; name one of them"
            )
        return f"<{node}>"

    def _list(self, node: str) -> tuple[Term, ...]:
        items: list[Term] = []
        while node != f"{RDF}nil":
            items += self._said[node][f"{RDF}first"]
            node = str(self._said[node][f"{RDF}rest"][0])
        return tuple(items)
