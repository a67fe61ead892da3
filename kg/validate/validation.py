"""A store checked against the shapes that ship."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from kg.resources import resource
from kg.store import read_turtle
from kg.validate.findings import Finding, short
from kg.validate.queries import compiled
from kg.validate.shapes import read_shapes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.rdf import Term
    from kg.store import Store
    from kg.validate.queries import Check

SHAPES = "ontology/shapes.ttl"
ONTOLOGY = "ontology/partnerships.ttl"


def validate(store: Store) -> tuple[Finding, ...]:
    """Return every finding of the shapes in a store, all layers merged, sorted; none where every record is sound.

    Notes
    -----
    One query a constraint; each is linear in the nodes that its shape is about.

    Examples
    --------
    >>> from kg.namespaces import CLAIMS, RDF, TP, deal_iri
    >>> from kg.store import Change, Store
    >>> store = Store.memory()
    >>> store.change({CLAIMS: Change(set(), {(deal_iri("x"), f"{RDF}type", f"{TP}Deal")})})
    >>> for finding in validate(store):
    ...     print(finding)
    deal:x: it is none of what it must be one of, or several (Violation, Xone)
    deal:x ^tp:about: No claim is about this deal. (Violation, MinCount)
    """
    found = {finding for check in checks() for finding in _findings(store, check)}
    return tuple(
        sorted(found, key=lambda finding: tuple(map(str, (*finding[:2], finding.component, finding))))
    )


@cache
def checks() -> tuple[Check, ...]:
    """Return the queries of the shapes that ship."""
    shapes = read_shapes(read_turtle(resource(SHAPES).read_text("utf-8")), SHAPES)
    return compiled(shapes, read_turtle(resource(ONTOLOGY).read_text("utf-8")))


def _findings(store: Store, check: Check) -> Iterator[Finding]:
    for focus, value, path in ((*row, None, None)[:3] for row in store.merged(check.query)):
        if focus is None:
            continue  # a query of the shapes that binds no $this tells of no node
        told = focus if value is None and check.component == "SPARQL" else value
        where = f"<{path}>" if path is not None else check.path
        yield Finding(
            focus, where, told, check.component, _message(check.message, focus, told), check.severity
        )


def _message(text: str, focus: Term, value: Term | None) -> str:
    """Return a message with its placeholders filled."""
    for name, term in (("this", focus), ("value", value)):
        if term is not None:
            text = text.replace(f"{{?{name}}}", short(term)).replace(f"{{${name}}}", short(term))
    return text
