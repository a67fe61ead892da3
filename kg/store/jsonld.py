"""JSON-LD in the words of ``ontology/context.jsonld``, which it carries along, so that reading it needs no network."""

from __future__ import annotations

import json
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

import pyoxigraph as ox

from kg.namespaces import RDF, XSD
from kg.resources import resource

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class _Words(NamedTuple):
    """A context, read the other way: prefix by namespace, and term with its type by IRI."""

    context: Mapping[str, Any]
    prefixes: Mapping[str, str]
    terms: Mapping[str, tuple[str, str | None]]


def jsonld(quads: Iterable[ox.Quad]) -> bytes:
    """Return quads as JSON-LD, in their order: they must come by graph, then by subject, then by predicate."""
    words = _words()
    graphs: list[dict[str, Any]] = []
    for graph, in_graph in groupby(quads, key=lambda quad: quad.graph_name):
        nodes = [
            _node(words, subject, list(of))
            for subject, of in groupby(in_graph, key=lambda quad: quad.subject)
        ]
        graphs += (
            nodes if isinstance(graph, ox.DefaultGraph) else [{"id": _iri(words, graph), "@graph": nodes}]
        )
    whole = {"@context": words.context, "@graph": graphs}
    return json.dumps(whole, ensure_ascii=False, indent=1).encode() + b"\n"


def _node(words: _Words, subject: Any, quads: list[ox.Quad]) -> dict[str, Any]:
    node: dict[str, Any] = {"id": _iri(words, subject)}
    for predicate, of in groupby(quads, key=lambda quad: quad.predicate.value):
        if predicate == f"{RDF}type":
            node["type"] = [words.terms.get(quad.object.value, (quad.object.value,))[0] for quad in of]  # type: ignore[union-attr]
            continue
        term, kind = words.terms.get(predicate, (predicate, None))
        values = [_value(words, quad.object, kind) for quad in of]
        node[term] = values[0] if len(values) == 1 else values
    return node


def _value(words: _Words, value: Any, kind: str | None) -> Any:
    if not isinstance(value, ox.Literal):
        return _iri(words, value) if kind == "@id" else {"id": _iri(words, value)}
    if value.language:
        return {"@value": value.value, "@language": value.language}
    if value.datatype.value == (kind or f"{XSD}string"):
        return value.value
    return {"@value": value.value, "@type": value.datatype.value}


def _iri(words: _Words, term: Any) -> str:
    """Return an IRI with a prefix of the context where there is one."""
    if not isinstance(term, ox.NamedNode):
        return str(term)
    fits = [(len(base), base) for base in words.prefixes if term.value.startswith(base)]
    if not fits:
        return term.value
    base = max(fits)[1]
    return f"{words.prefixes[base]}:{term.value.removeprefix(base)}"


def _words() -> _Words:
    context = json.loads(resource("ontology/context.jsonld").read_text("utf-8"))["@context"]
    prefixes = {
        value: key for key, value in context.items() if isinstance(value, str) and value.endswith(("#", "/"))
    }
    base = {prefix: iri for iri, prefix in prefixes.items()}

    def expanded(iri: str) -> str:
        prefix, colon, rest = iri.partition(":")
        return base[prefix] + rest if colon and prefix in base else iri

    terms: dict[str, tuple[str, str | None]] = {}
    for term, meaning in context.items():
        given = meaning if isinstance(meaning, dict) else {"@id": meaning}
        iri = str(given.get("@id", ""))
        if ":" in iri and term not in base:
            terms[expanded(iri)] = term, expanded(given["@type"]) if "@type" in given else None
    return _Words(context, prefixes, terms)
