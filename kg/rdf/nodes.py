"""Plain triples by subject and predicate, with the few ways in which readers look at a node."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from kg.errors import StoreError
from kg.namespaces import concept_iri, name_of
from kg.rdf import vocabulary as v
from kg.rdf.terms import Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from enum import StrEnum

    from kg.rdf.terms import Term, Triple

E = TypeVar("E", bound="StrEnum")


class Node(NamedTuple):
    """One subject with its values by predicate."""

    iri: str
    values: Mapping[str, list[Term]]

    def all(self, predicate: str) -> list[Term]:
        """Return every value of a property, in no order."""
        return self.values.get(predicate, [])

    def one(self, predicate: str) -> Term | None:
        """Return the value of a functional property, None where there is none.

        Raises
        ------
        StoreError
            There are several.
        """
        values = self.all(predicate)
        if len(values) > 1:
            raise StoreError(f"<{self.iri}> has {len(values)} values of <{predicate}>, and one is meant")
        return values[0] if values else None

    def text(self, predicate: str) -> str | None:
        """Return the literal value of a functional property as text, None where there is none."""
        value = self.one(predicate)
        return value.value if isinstance(value, Literal) else value

    def need(self, predicate: str) -> str:
        """Return the value of a functional property as text.

        Raises
        ------
        StoreError
            There is none, or several.
        """
        value = self.text(predicate)
        if value is None:
            raise StoreError(f"<{self.iri}> has no <{predicate}>")
        return value

    def names(self, predicate: str) -> list[str]:
        """Return the names of the nodes that a property points to, sorted."""
        return sorted(name_of(value) for value in self.all(predicate) if isinstance(value, str))

    def concept(self, predicate: str, closed: type[E]) -> E:
        """Return the member of a closed list that a property points to.

        Raises
        ------
        StoreError
            The property has no value, or one that is not in the list.
        """
        iri = self.need(predicate)
        for member in closed:
            if concept_iri(member) == iri:
                return member
        raise StoreError(f"<{iri}>, <{predicate}> of <{self.iri}>, is no {closed.__name__.lower()}")

    def listed(self) -> dict[str, Any]:
        """Return the lists that a record keeps in another order than the sorted one, by field."""
        text = self.text(v.AS_LISTED)
        return json.loads(text) if text else {}


class Nodes:
    """The nodes of a graph; linear in its triples to build, constant to look up.

    Examples
    --------
    >>> nodes = Nodes([("http://a", "http://p", Literal("x")), ("http://a", "http://q", "http://b")])
    >>> node = nodes.at("http://a")
    >>> node.text("http://p"), node.text("http://q"), node.text("http://r")
    ('x', 'http://b', None)
    """

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._nodes: dict[str, dict[str, list[Term]]] = {}
        for subject, predicate, object_ in triples:
            self._nodes.setdefault(subject, {}).setdefault(predicate, []).append(object_)

    def at(self, term: Term) -> Node:
        """Return the node of an IRI, without values if the graph says nothing of it."""
        iri = str(term) if isinstance(term, str) else term.value
        return Node(iri, self._nodes.get(iri, {}))

    def having(self, predicate: str) -> Iterator[Node]:
        """Iterate over the nodes with a value of a property, by IRI."""
        return (Node(iri, self._nodes[iri]) for iri in sorted(self._nodes) if predicate in self._nodes[iri])

    def of_class(self, class_: str) -> Iterator[Node]:
        """Iterate over the instances of a class, by IRI."""
        for iri in sorted(self._nodes):
            if class_ in self._nodes[iri].get(v.TYPE, ()):
                yield Node(iri, self._nodes[iri])
