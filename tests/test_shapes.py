"""The shapes find realistic mistakes, each with its message, and nothing in clean data."""

import pyshacl
import pytest
import rdflib
from rdflib import RDF, RDFS, Literal, Namespace, URIRef
from shacl import SH, by_kg, by_pyshacl, each_query_parsed_once, ontology, shapes
from test_ontology import merged
from told_deals import ID, curated

from kg.namespaces import (
    ID as BASE,
)
from kg.namespaces import (
    KIND,
    LAYERS,
    OA,
    assessment_iri,
    claim_iri,
    company_iri,
    deal_iri,
    document_iri,
)  # fmt: skip
from kg.namespaces import (
    TP as ONTOLOGY,
)
from kg.rdf import Literal as Plain
from kg.rdf import nquads
from kg.validate import validate

TP, K, OA_ = Namespace(ONTOLOGY), Namespace(KIND), Namespace(OA)
DECIMAL = rdflib.XSD.decimal
CLAIM = URIRef(claim_iri(ID["oracle"]))
DEAL = URIRef(deal_iri("contract--OpenAI--Oracle"))
ARTICLE = URIRef(document_iri("openai-oracle"))
OPENAI, ORACLE = URIRef(company_iri("OpenAI")), URIRef(company_iri("Oracle"))
AMOUNT = URIRef(f"{BASE}amount/USD/at-most/300000000000")
DATE = URIRef(f"{BASE}date/2024-summer")
VERDICT = URIRef(assessment_iri(ID["oracle"], "default"))


@pytest.fixture(scope="module", autouse=True)
def parsed_once():
    with each_query_parsed_once():
        yield


def test_clean_data_has_no_findings():
    assert by_pyshacl(merged()) == by_kg(merged()) == set()


def test_the_shapes_are_shacl():
    assert pyshacl.validate(rdflib.Graph(), shacl_graph=shapes(), meta_shacl=True)[0]


def selector(data):
    (passage, *_) = sorted(data.objects(CLAIM, TP.evidence))
    return data.value(passage, OA_.hasSelector)


def offsets_drift(data):
    node = selector(data)
    for edge in (OA_.start, OA_.end):
        data.set((node, edge, Literal(int(data.value(node, edge)) + 1)))


def quote_is_retouched(data):
    node = selector(data)
    quote = str(data.value(node, OA_.exact))
    data.set((node, OA_.exact, Literal(quote.replace("buy", "pay"))))


def quote_is_cut(data):
    node = selector(data)
    data.set((node, OA_.exact, Literal(str(data.value(node, OA_.exact))[:-1])))


def evidence_of_another_document(data):
    passage = min(data.objects(CLAIM, TP.evidence))
    data.set((passage, OA_.hasSource, URIRef(document_iri("launch"))))


def change(*triples):
    """A mistake that sets triples, taking the place of what stood there."""

    def apply(data):
        for triple in triples:
            data.set(triple)

    return apply


def plus(*triples):
    """A mistake that adds triples."""

    def apply(data):
        for triple in triples:
            data.add(triple)

    return apply


def minus(*patterns):
    """A mistake that leaves triples out."""

    def apply(data):
        for pattern in patterns:
            data.remove(pattern)

    return apply


def swapped_kind(data):
    data.remove((CLAIM, RDF.type, TP.Contract))
    data.add((CLAIM, RDF.type, TP.Investment))


def start_after_end(data):
    data.add((CLAIM, TP.end, DATE))


ENDS = "It ends before it starts."
RUMOUR = URIRef(assessment_iri(ID["amazon"], "default"))
MISTAKES = {
    "offset drift": (offsets_drift, None, "", "SPARQL", "not what stands at its offsets"),
    "retouched quote": (quote_is_retouched, None, "", "SPARQL", "not what stands at its offsets"),
    "cut quote": (quote_is_cut, None, "", "SPARQL", "longer or shorter than its span"),
    "evidence of another document": (evidence_of_another_document, CLAIM, "", "SPARQL", "passage of another document"),
    "no evidence": (minus((CLAIM, TP.evidence, None)), CLAIM, "", "MinCount", "needs evidence"),
    "no document": (minus((CLAIM, TP.document, None)), CLAIM, "document", "MinCount", ""),
    "no deal": (minus((CLAIM, TP.about, None)), CLAIM, "about", "MinCount", ""),
    "no status": (minus((CLAIM, TP.status, None)), CLAIM, "status", "MinCount", ""),
    "no party": (minus((CLAIM, TP.customer, None), (CLAIM, TP.provider, None)), CLAIM, "", "MinCount", "needs a party"),
    "source that is no agent": (plus((CLAIM, TP.attributedTo, URIRef(f"{BASE}org/Nobody"))), CLAIM, "attributedTo", "Class", ""),
    "source as text": (plus((CLAIM, TP.attributedTo, Literal("The Wall Street Journal"))), CLAIM, "attributedTo", "Class", ""),
    "confidence in per cent": (change((CLAIM, TP.confidence, Literal("95", datatype=DECIMAL))), CLAIM, "confidence", "MaxInclusive", ""),
    "confidence as text": (change((CLAIM, TP.confidence, Literal("high"))), CLAIM, "confidence", "Datatype", ""),
    "two confidences": (plus((CLAIM, TP.confidence, Literal("0.5", datatype=DECIMAL))), CLAIM, "confidence", "MaxCount", ""),
    "two amounts": (plus((CLAIM, TP.amount, URIRef(f"{BASE}amount/USD/exact/50000000000"))), CLAIM, "amount", "MaxCount", ""),
    "amount as a number": (change((CLAIM, TP.amount, Literal(300))), CLAIM, "amount", "Class", ""),
    "date for an amount": (change((CLAIM, TP.amount, DATE)), CLAIM, "amount", "Class", ""),
    "date as text": (change((CLAIM, TP.start, Literal("2027"))), CLAIM, "start", "Class", ""),
    "self supply": (change((CLAIM, TP.provider, OPENAI)), CLAIM, "customer", "Disjoint", "does not supply itself"),
    "swapped kind": (swapped_kind, CLAIM, "", "Or", "Only a contract, usage or end of exclusivity"),
    "two kinds": (plus((CLAIM, RDF.type, TP.Usage)), CLAIM, "", "Xone", ""),
    "kind that does not exist": (change((CLAIM, RDF.type, TP.Deal)), CLAIM, "", "Xone", ""),
    "other kind than its deal": (swapped_kind, CLAIM, "", "SPARQL", "different types"),
    "role of another kind": (plus((CLAIM, TP.investor, ORACLE)), CLAIM, "", "Class", "Only an investment has investors"),
    "one party alone": (minus((URIRef(claim_iri(ID["rivals"])), TP.party, OPENAI)), URIRef(claim_iri(ID["rivals"])), "party", "MinCount", ""),
    "party as text": (plus((CLAIM, TP.customer, Literal("OpenAI"))), Literal("OpenAI"), "", "Class", ""),
    "unknown property": (plus((CLAIM, TP.custommer, OPENAI)), CLAIM, "custommer", "Closed", ""),
    "unknown status": (change((CLAIM, TP.status, K.confirmed)), CLAIM, "status", "In", ""),
    "unknown product": (change((CLAIM, TP.product, K.rockets)), CLAIM, "product", "In", ""),
    "ends before it starts": (start_after_end, CLAIM, "", "SPARQL", ENDS),
    "stake above the whole": (plus((CLAIM, TP.stakePercent, Literal("105", datatype=DECIMAL))), CLAIM, "stakePercent", "MaxInclusive", ""),
    "no currency": (minus((AMOUNT, TP.currency, None)), AMOUNT, "currency", "MinCount", ""),
    "currency sign": (change((AMOUNT, TP.currency, Literal("$"))), AMOUNT, "currency", "Pattern", ""),
    "bound dropped": (minus((AMOUNT, TP.bound, None)), AMOUNT, "bound", "MinCount", ""),
    "up to made exact": (change((AMOUNT, TP.bound, K.exact)), AMOUNT, "", "SPARQL", "not the one that the node is named by"),
    "scale dropped": (change((AMOUNT, TP.value, Literal("300", datatype=DECIMAL))), AMOUNT, "", "SPARQL", "not the one that the node is named by"),
    "negative amount": (change((AMOUNT, TP.value, Literal("-1", datatype=DECIMAL))), AMOUNT, "value", "MinInclusive", ""),
    "first day after the last": (
        change((DATE, TP.earliest, Literal("2025-06-01T00:00:00Z", datatype=rdflib.XSD.dateTime))), DATE, "earliest", "LessThanOrEquals", "",
    ),
    "day without time": (change((DATE, TP.latest, Literal("2024-08-31", datatype=rdflib.XSD.date))), DATE, "latest", "Datatype", ""),
    "season nobody knows": (change((DATE, TP.written, Literal("2024-fall"))), DATE, "written", "Pattern", ""),
    "no time at all": (change((URIRef(f"{BASE}duration/P5Y"), TP.months, Literal(0))), URIRef(f"{BASE}duration/P5Y"), "months", "MinInclusive", ""),
    "text without its hash": (minus((ARTICLE, TP.sha256, None)), ARTICLE, "", "Or", "comes with its hash"),
    "hash of another kind": (change((ARTICLE, TP.sha256, Literal("5d41402abc4b2a76b9719d911017c592"))), ARTICLE, "sha256", "Pattern", ""),
    "no grade": (minus((ARTICLE, TP.grade, None)), ARTICLE, "grade", "MinCount", ""),
    "company without name": (minus((ORACLE, RDFS.label, None)), ORACLE, "label", "MinCount", ""),
    "company with two names": (plus((ORACLE, RDFS.label, Literal("Oracle Corporation"))), ORACLE, "label", "MaxCount", ""),
    "its own owner": (plus((ORACLE, TP.ownedBy, ORACLE), (ORACLE, RDF.type, TP.Company)), ORACLE, "", "SPARQL", "its own owner"),
    "division of nobody": (plus((ORACLE, TP.isDivision, Literal(True))), ORACLE, "", "Or", ""),
    "rumour accepted": (change((RUMOUR, TP.verdict, K.accepted)), RUMOUR, "", "SPARQL", "accepted as fact"),
    "two verdicts": (plus((VERDICT, TP.verdict, K.disputed)), VERDICT, "verdict", "MaxCount", ""),
    "verdict without reason": (minus((VERDICT, TP.reason, None)), VERDICT, "reason", "MinCount", ""),
    "verdict on an opinion": (
        change((VERDICT, TP.assesses, URIRef(f"{BASE}remark/1"))), VERDICT, "assesses", "Class", "",
    ),
    "opinion as a deal": (plus((DEAL, RDF.type, TP.Remark)), DEAL, "remarkKind", "MinCount", ""),
    "deal that nobody tells of": (plus((URIRef(deal_iri("x")), RDF.type, TP.Deal)), URIRef(deal_iri("x")), "", "MinCount", "No claim is about this deal"),
    "fact on another deal's claim": (plus((DEAL, TP.basedOn, URIRef(claim_iri(ID["nvidia"])))), DEAL, "", "SPARQL", "claim that is about another deal"),
    "fact on a denied claim": (
        plus((URIRef(deal_iri("contract--OpenAI--AMD")), TP.basedOn, URIRef(claim_iri(ID["denial"])))), URIRef(deal_iri("contract--OpenAI--AMD")), "", "SPARQL", "can be no fact",
    ),
    "fact that no claim tells": (change((DEAL, TP.start, DATE)), DEAL, "start", "SPARQL", "No claim that may be a fact"),
    "part of itself": (
        plus((DEAL, TP.partOf, URIRef(deal_iri("project--stargate"))), (URIRef(deal_iri("project--stargate")), TP.partOf, DEAL)),
        DEAL, "", "SPARQL", "a part of itself",
    ),
    "part of a company": (plus((DEAL, TP.partOf, ORACLE)), DEAL, "partOf", "Class", ""),
    "tie without a deal": (plus((ORACLE, TP.suppliedBy, OPENAI)), ORACLE, "", "SPARQL", "No deal of the facts makes"),
    "rivalry without a competition": (plus((ORACLE, TP.competesWith, OPENAI)), ORACLE, "", "SPARQL", "one that it competesWith"),
}  # fmt: skip


def path_name(path):
    """The local name of a plain path, "" for a longer path or none."""
    return "" if "|" in path or "^" in path else path.rpartition("#")[2].removesuffix(">")


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_found_by_both(name):
    mistake, focus, path, component, message = MISTAKES[name]
    data = merged()
    mistake(data)
    found = by_pyshacl(data)
    assert by_kg(data) == found
    focus = str(selector(data)) if focus is None and name == "cut quote" else focus and str(focus)
    hits = [
        row for row in found
        if (focus is None or plain(row.focus) == focus) and path_name(row.path) == path and row.component == component
        and message in row.message
    ]  # fmt: skip
    assert hits, sorted(map(str, found))


def plain(term):
    return term.value if isinstance(term, Plain) else term


def test_there_are_many_kinds_of_mistake():
    assert len({(component, path, message) for _, _, path, component, message in MISTAKES.values()}) >= 50


def test_the_curated_claims_and_what_follows_from_them_have_no_findings():
    assert validate(curated()) == ()
    data = rdflib.Graph()
    for layer in LAYERS:
        quads = nquads(curated().triples(layer), layer)
        data.parse(data=quads.replace(f" <{layer}> .".encode(), b" ."), format="nt")
    core = rdflib.Graph()
    for triple in shapes():
        if triple[1] != SH.sparql:
            core.add(triple)
    assert pyshacl.validate(data, shacl_graph=core, ont_graph=ontology())[0]
    assert len(list(data.subjects(RDF.type, TP.Claim))) > 300


def test_every_message_is_a_sentence():
    messages = list(shapes().objects(None, SH.message))
    assert len(messages) > 20
    assert [message for message in messages if not str(message).endswith(".")] == []
