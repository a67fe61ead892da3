"""What pyshacl finds, in the words of ``kg.validate``, so that the two can be compared."""

import re
from contextlib import contextmanager
from functools import cache

import pyshacl
import pytest
import rdflib
from rdflib import RDF, XSD, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.plugins.sparql import processor

from kg.namespaces import FACTS
from kg.rdf import Literal
from kg.resources import resource
from kg.store import Store
from kg.validate import Finding, validate
from kg.validate.findings import short

SH = Namespace("http://www.w3.org/ns/shacl#")


@cache
def shapes():
    return rdflib.Graph().parse(data=resource("ontology/shapes.ttl").read_text("utf-8"), format="turtle")


@cache
def ontology():
    return rdflib.Graph().parse(
        data=resource("ontology/partnerships.ttl").read_text("utf-8"), format="turtle"
    )


@contextmanager
def each_query_parsed_once():
    """Spare pyshacl parsing the same SPARQL again for every node, which is nine tenths of its time."""
    parse, translate, known = processor.parseQuery, processor.translateQuery, {}

    def translated(text, base, namespaces):
        if text not in known:
            known[text] = translate(parse(text), base, namespaces)
        return known[text]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(processor, "parseQuery", str)
        patch.setattr(processor, "translateQuery", translated)
        yield


def by_pyshacl(data):
    """Findings of pyshacl; a message is kept where the shapes give one, and IRIs in it are short."""
    report = pyshacl.validate(data, shacl_graph=shapes(), ont_graph=ontology())[1]
    return {_finding(report, result) for result in report.subjects(RDF.type, SH.ValidationResult)}


def by_kg(data):
    """Findings of kg.validate in the same graph; the default messages, which are no sentences, left out."""
    return {without_default(each) for each in validate(held_by_kg(data))}


def held_by_kg(data):
    """A store that holds a graph."""
    store = Store.memory()
    store.load(data.serialize(format="nt").replace(" .\n", f" <{FACTS}> .\n").encode())
    return store


def without_default(finding):
    return finding if finding.message.endswith(".") else finding._replace(message="")


def _finding(report, result):
    constraint = report.value(result, SH.sourceConstraint)
    given = {
        str(message)
        for node in (constraint, report.value(result, SH.sourceShape)) if node is not None
        for message in shapes().objects(node, SH.message)
    }  # fmt: skip
    told = sorted(map(str, report.objects(result, SH.resultMessage)))
    message = re.sub(r"https?://[^\s}]+", lambda match: short(match[0]), told[0]) if given else ""
    component = str(report.value(result, SH.sourceConstraintComponent)).rpartition("#")[2]
    return Finding(
        focus=_term(report.value(result, SH.focusNode)),
        path=_path(report, report.value(result, SH.resultPath)),
        value=_term(report.value(result, SH.value)),
        component=component.removesuffix("ConstraintComponent"),
        message=message,
        severity=str(report.value(result, SH.resultSeverity)).rpartition("#")[2],
    )


def _term(node):
    if isinstance(node, rdflib.Literal):
        # rdflib writes UTC as an offset of nothing, Oxigraph as Z.
        text = str(node).replace("+00:00", "Z") if node.datatype == XSD.dateTime else str(node)
        return Literal(text, str(node.datatype or XSD.string))
    return None if node is None else str(node)


def _path(report, node):
    if node is None:
        return ""
    if isinstance(node, URIRef):
        return f"<{node}>"
    inverse = report.value(node, SH.inversePath)
    if inverse is not None:
        return f"^{_path(report, inverse)}"
    return "|".join(
        _path(report, item) for item in Collection(report, report.value(node, SH.alternativePath))
    )
