"""Parts of the claims layer: what belongs to a document, what describes a claim, what nothing refers to any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.namespaces import CLAIMS, document_iri
from kg.rdf import vocabulary as v

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Set

    from kg.rdf import Triple
    from kg.store import Store

_PARTS = (v.HAS_SELECTOR, v.HAS_ANTECEDENT)
"""Properties that lead to nodes which belong to one document as their subject does."""
_NOT_FOLLOWED = frozenset({v.TYPE, v.IN_DOCUMENT, v.HAS_SOURCE})
_OF_DOCUMENT = (v.GRADE, v.PUBLISHER, v.PUBLISHED)
_NAMING = frozenset({v.ATTRIBUTED_TO, v.PUBLISHER})
"""Properties that make whom they name an agent; every other one makes it an organization."""


def of_document(store: Store, document: str) -> Iterator[Triple]:
    """Iterate over the triples that a document alone brought: itself, its claims, remarks and passages."""
    iri = document_iri(document)
    nodes = [iri, *(subject for subject, _, _ in store.triples(CLAIMS, object_=iri))]
    while nodes:
        for triple in store.triples(CLAIMS, nodes.pop()):
            yield triple
            if triple[1] in _PARTS:
                nodes.append(str(triple[2]))


def described(store: Store, claims: Iterable[str]) -> set[Triple]:
    """Return the triples that tell claims whole, by their IRIs, and what the policy asks of their documents."""
    found: set[Triple] = set()
    seen: set[str] = set()
    nodes = list(claims)
    while nodes:
        node = nodes.pop()
        if node in seen:
            continue
        seen.add(node)
        for triple in store.triples(CLAIMS, node):
            found.add(triple)
            _, predicate, object_ = triple
            if predicate == v.IN_DOCUMENT:
                about = [each for of in _OF_DOCUMENT for each in store.triples(CLAIMS, str(object_), of)]
                found.update(about)
                nodes += [str(value) for _, _, value in about]
            elif isinstance(object_, str) and predicate not in _NOT_FOLLOWED:
                nodes.append(object_)
    return found


def orphans(store: Store, gone: Set[Triple], came: Set[Triple]) -> set[Triple]:
    """Return the triples of shared nodes (values, names, deals) that nothing calls for once a change is made.

    Parameters
    ----------
    store
        The store before the change.
    gone, came
        The triples that the change removes and adds.
    """
    subjects = {subject for subject, _, _ in gone}
    shared = {object_ for _, _, object_ in gone if isinstance(object_, str) and object_ not in subjects}
    calls: dict[str, set[str]] = {}
    for _, predicate, object_ in came:
        if isinstance(object_, str):
            calls.setdefault(object_, set()).add(predicate)
    found: set[Triple] = set()
    for node in shared:
        own = set(store.triples(CLAIMS, node))
        if own:
            calling = _calling(store, node, gone)
            found |= {triple for triple in own if not _called_for(triple, calls.get(node, set()), calling)}
    return found


def _calling(store: Store, node: str, gone: Set[Triple]) -> set[str]:
    """Return through which properties a node stays referred to; both kinds of naming, or any other, are enough to know."""
    found: set[str] = set()
    for triple in store.triples(CLAIMS, object_=node):
        if triple not in gone:
            found.add(triple[1])
            if found & _NAMING and found - _NAMING:
                break
    return found


def _called_for(triple: Triple, came: Set[str], stays: Set[str]) -> bool:
    properties = came | stays
    if triple[1] == v.TYPE and triple[2] == v.AGENT:
        return bool(properties & _NAMING)
    if triple[1] == v.TYPE and triple[2] == v.ORGANIZATION:
        return bool(properties - _NAMING)
    return bool(properties)
