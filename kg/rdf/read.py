"""From triples back to records; the triples may come from any RDF library, in any order, each once.

A graph that does not describe a record whole (hand-made, or damaged) raises :class:`~kg.errors.StoreError` with the
node and what is wrong with it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import ValidationError

from kg.errors import StoreError
from kg.model import (
    ROLES,
    Antecedent,
    Assessment,
    Claim,
    ClaimType,
    Company,
    Document,
    Evidence,
    Grade,
    Product,
    Remark,
    RemarkKind,
    Status,
    Verdict,
)  # fmt: skip
from kg.namespaces import name_of
from kg.rdf import vocabulary as v
from kg.rdf.nodes import Node, Nodes
from kg.rdf.values import read_amount, read_capacity, read_written
from kg.rdf.write import antecedent_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from kg.rdf.terms import Triple

T = TypeVar("T")
Record = TypeVar("Record", Assessment, Claim, Company, Document, Remark)
_TYPE_OF = {class_: ClaimType(type_) for type_, class_ in v.CLASS_OF.items()}


def read_documents(triples: Iterable[Triple]) -> Iterator[Document]:
    """Iterate over the documents of the claims graph, by id."""
    return _records(triples, v.DOCUMENT, _document)


def read_claims(triples: Iterable[Triple]) -> Iterator[Claim]:
    """Iterate over the claims of the claims graph, by id.

    Examples
    --------
    >>> from kg.rdf.write import claim_nquads
    >>> from kg.store import read_nquads
    >>> claim = Claim(
    ...     doc="d", type="usage", roles={"customer": ("OpenAI",), "provider": ("Oracle",)}, summary="…"
    ... )
    >>> list(read_claims(read_nquads(claim_nquads(claim)))) == [claim]
    True
    """
    return _records(triples, v.CLAIM, _claim)


def read_remarks(triples: Iterable[Triple]) -> Iterator[Remark]:
    """Iterate over the remarks of the claims graph, by id."""
    return _records(triples, v.REMARK, _remark)


def read_companies(triples: Iterable[Triple]) -> Iterator[Company]:
    """Iterate over the companies of the registry graph, by IRI."""
    return _records(triples, v.COMPANY, _company)


def read_assessments(triples: Iterable[Triple]) -> Iterator[Assessment]:
    """Iterate over the verdicts of the decisions graph, by claim."""
    return _records(triples, v.ASSESSMENT, _assessment)


def read_slots(nodes: Nodes, node: Node) -> dict[str, Any]:
    """Return type, roles, status and slots of a claim or deal, as keyword arguments of its record.

    Raises
    ------
    StoreError
        The node has no type of deal or several, or two values where one is meant.
    """
    types = [_TYPE_OF[class_] for class_ in node.all(v.TYPE) if class_ in _TYPE_OF]
    if len(types) != 1:
        raise StoreError(f"<{node.iri}> has {len(types)} types of deal, and one is meant")
    roles = {role: tuple(node.names(v.ROLE_OF[role])) for role in ROLES[types[0]]}
    return {
        "type": types[0],
        "roles": {role: names for role, names in roles.items() if names},
        "status": node.concept(v.STATUS, Status),
        "name": node.text(v.NAME),
        "product": node.concept(v.PRODUCT, Product) if node.all(v.PRODUCT) else None,
        "stake_percent": node.text(v.STAKE),
        "amount": _at(nodes, node, v.SLOT_OF["amount"], read_amount),
        "capacity": _at(nodes, node, v.SLOT_OF["capacity"], read_capacity),
        **{
            slot: _at(nodes, node, v.SLOT_OF[slot], read_written)
            for slot in ("signed", "start", "end", "duration")
        },
    }


def _claim(nodes: Nodes, node: Node) -> Claim:
    listed = node.listed()
    slots = read_slots(nodes, node)
    slots["roles"] = _roles(slots["type"], slots["roles"], listed.get("roles"))
    return Claim(
        **slots,
        **_statement(nodes, node, listed),
        confidence=node.need(v.CONFIDENCE),
        summary=node.text(v.SUMMARY),
    )


def _remark(nodes: Nodes, node: Node) -> Remark:
    listed = node.listed()
    return Remark(
        kind=node.concept(v.REMARK_KIND, RemarkKind),
        parties=_ordered(node.names(v.CONCERNS), listed.get("parties")),
        value=node.text(v.CODE),
        date=_at(nodes, node, v.DATED, read_written),
        **_statement(nodes, node, listed),
    )


def _statement(nodes: Nodes, node: Node, listed: Mapping[str, Any]) -> dict[str, Any]:
    evidence = {
        (each.start, each.end): each for each in (_passage(nodes, term) for term in node.all(v.EVIDENCE))
    }
    links = [_antecedent(nodes, nodes.at(term)) for term in node.all(v.HAS_ANTECEDENT)]
    antecedents = {antecedent_key(each): each for each in links}
    return {
        "doc": name_of(node.need(v.IN_DOCUMENT)),
        "attributed_to": _ordered(node.names(v.ATTRIBUTED_TO), listed.get("attributed_to")),
        "evidence": [evidence[key] for key in _ordered(evidence, _tuples(listed.get("evidence")))],
        "antecedents": [
            antecedents[key] for key in _ordered(antecedents, _tuples(listed.get("antecedents")))
        ],
    }


def _antecedent(nodes: Nodes, node: Node) -> Antecedent:
    return Antecedent(
        company=name_of(node.need(v.REFERS_TO)),
        mention=_passage(nodes, node.need(v.MENTION)),
        names=_passage(nodes, node.need(v.NAMED_AT)),
    )


def _passage(nodes: Nodes, term: Any) -> Evidence:
    selector = nodes.at(nodes.at(term).need(v.HAS_SELECTOR))
    return Evidence(
        quote=selector.need(v.EXACT), start=int(selector.need(v.START)), end=int(selector.need(v.END))
    )


def _document(nodes: Nodes, node: Node) -> Document:
    publisher = node.text(v.PUBLISHER)
    return Document(
        id=node.need(v.IDENTIFIER),
        text=node.text(v.TEXT) or "",
        title=node.text(v.TITLE),
        publisher=None if publisher is None else name_of(publisher),
        source=node.text(v.SOURCE),
        date=_at(nodes, node, v.PUBLISHED, read_written),
        date_inferred=node.text(v.DATE_INFERRED) == "true",
        grade=node.concept(v.GRADE, Grade),
        recorded=_at(nodes, node, v.RECORDED, read_written),
    )


def _company(_: Nodes, node: Node) -> Company:
    owner = node.text(v.OWNED_BY)
    aliases = sorted(term.value for term in node.all(v.ALT_LABEL) if not isinstance(term, str))
    return Company(
        name=name_of(node.iri),
        aliases=_ordered(aliases, node.listed().get("aliases")),
        kind=node.text(v.INDUSTRY),
        owner=None if owner is None else name_of(owner),
        division=node.text(v.IS_DIVISION) == "true",
        country=node.text(v.COUNTRY),
    )


def _assessment(_: Nodes, node: Node) -> Assessment:
    return Assessment(
        claim=name_of(node.need(v.ASSESSES)),
        verdict=node.concept(v.VERDICT, Verdict),
        reason=node.need(v.REASON),
    )


def _records(
    triples: Iterable[Triple], class_: str, read: Callable[[Nodes, Node], Record]
) -> Iterator[Record]:
    nodes = Nodes(triples)
    for node in nodes.of_class(class_):
        try:
            yield read(nodes, node)
        except (ValueError, KeyError) as error:
            problem = error.errors()[0]["msg"] if isinstance(error, ValidationError) else error
            raise StoreError(
                f"<{node.iri}> describes no {class_.rpartition('#')[2].lower()}: {problem}"
            ) from error


def _at(nodes: Nodes, node: Node, predicate: str, read: Callable[[Nodes, Any], T]) -> T | None:
    term = node.one(predicate)
    return None if term is None else read(nodes, term)


def _roles(
    type_: ClaimType, roles: Mapping[str, Sequence[str]], listed: Mapping[str, Sequence[str]] | None
) -> dict[str, tuple[str, ...]]:
    """Return roles in the order in which they were listed, if that is an order of the same roles and names."""
    ordered = listed or {}
    same = all(set(ordered.get(role, ())) == set(roles.get(role, ())) for role in ROLES[type_])
    return {role: tuple(names) for role, names in (ordered if same and listed else roles).items()}


def _ordered(items: Iterable[T], listed: Sequence[T] | None) -> tuple[T, ...]:
    """Return items in the order in which they were listed, if that is an order of the same items; else sorted."""
    known = set(items)
    return tuple(listed) if listed is not None and set(listed) == known else tuple(sorted(known))  # type: ignore[type-var]


def _tuples(listed: Sequence[Sequence[Any]] | None) -> list[Any] | None:
    return None if listed is None else [tuple(item) for item in listed]
