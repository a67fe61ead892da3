"""Every IRI that alignments.ttl maps to exists in the vocabulary that it comes from.

W3C vocabularies, FOAF and schema.org are looked up in rdflib's lists of their terms. The others were looked up in the files
named here, in which each listed IRI is defined; a new mapping needs a look into them.
"""

import pytest
import rdflib
from rdflib import OWL, RDF, RDFS, SKOS

from kg.namespaces import TP
from kg.resources import resource

FIBO = "https://spec.edmcouncil.org/fibo/ontology/FND/"
GIST = "https://w3id.org/semanticarts/ns/ontology/gist/"
EPO = "http://data.europa.eu/a4g/ontology#"
FTM = "https://schema.followthemoney.tech/#"
OA = "http://www.w3.org/ns/oa#"
CHECKED = {
    # FIBO at commit 119fa8c09 of 17 July 2026
    "FND/Accounting/CurrencyAmount.rdf": (f"{FIBO}Accounting/CurrencyAmount/", "MonetaryAmount hasAmount hasCurrency"),
    "FND/Agreements/Agreements.rdf": (f"{FIBO}Agreements/Agreements/", "Agreement"),
    "FND/Agreements/Contracts.rdf": (f"{FIBO}Agreements/Contracts/", "Contract hasContractDuration hasExecutionDate"),
    "FND/ProductsAndServices/ProductsAndServices.rdf": (
        f"{FIBO}ProductsAndServices/ProductsAndServices/", "hasBuyer hasSeller isSuppliedBy",
    ),
    # gist 14.1.0
    "ontologies/gistCore.ttl": (
        GIST, "Agreement Contract Magnitude Organization Project hasGiver hasParticipant hasRecipient hasUnitOfMeasure numericValue",
    ),
    # ePO at commit 566816f8 of 27 November 2024
    "ePO_core/owl_ontology/ePO_core.ttl": (EPO, "Contract MonetaryValue hasAmountValue"),
    # FollowTheMoney 4.11.2, the graph that its ontology module writes
    "followthemoney/ontology.py": (
        FTM,
        "Company ContractAward ContractAward:supplier Document Document:publishedAt Interval:endDate Interval:startDate "
        "LegalEntity:parent Organization Ownership Ownership:asset Ownership:owner Project ProjectParticipant:participant "
        "UnknownLink Value Value:currency",
    ),
    # Web Annotation, oa.ttl at commit 74992e5 of 4 May 2017
    "vocab/wd/ontology/oa.ttl": (OA, "SpecificResource"),
}  # fmt: skip
LISTED = (rdflib.FOAF, rdflib.ORG, rdflib.PROV, rdflib.SDO, rdflib.TIME)
MATCHES = {SKOS.closeMatch, SKOS.broadMatch, SKOS.narrowMatch, SKOS.relatedMatch}
LOGICAL = {RDFS.subClassOf, RDFS.subPropertyOf}


@pytest.fixture(scope="module")
def aligned():
    text = resource("ontology/alignments.ttl").read_text("utf-8")
    return rdflib.Graph().parse(data=text, format="turtle")


@pytest.fixture(scope="module")
def mapped(aligned):
    """The terms of others that ours are mapped to, by the kind of mapping."""
    return {
        kind: {str(o) for s, p, o in aligned if p in kinds and str(s).startswith(TP)}
        for kind, kinds in (("logical", LOGICAL), ("match", MATCHES))
    }


def test_each_was_seen_in_the_file_of_its_vocabulary(mapped):
    checked = {base + name for base, names in CHECKED.values() for name in names.split()}
    listed = {iri for iri in mapped["logical"] | mapped["match"] if iri.startswith(tuple(map(str, LISTED)))}
    assert mapped["logical"] | mapped["match"] == checked | listed
    for iri in listed:
        assert any(rdflib.URIRef(iri) in vocabulary for vocabulary in LISTED), iri


def test_logical_axioms_lead_to_w3c_vocabularies_and_foaf_alone(mapped):
    assert len(mapped["logical"]) >= 10
    published = ("http://www.w3.org/", "http://xmlns.com/foaf/0.1/")
    assert [iri for iri in mapped["logical"] if not iri.startswith(published)] == []


def test_other_vocabularies_are_matched_in_skos(mapped):
    for vocabulary in (FIBO, GIST, FTM, EPO, str(rdflib.SDO)):
        assert sum(iri.startswith(vocabulary) for iri in mapped["match"]) >= 3, vocabulary
        assert not any(iri.startswith(vocabulary) for iri in mapped["logical"])


def test_only_terms_of_ours_are_mapped(aligned):
    text = resource("ontology/partnerships.ttl").read_text("utf-8")
    ontology = rdflib.Graph().parse(data=text, format="turtle")
    ours = {s for s, p, _ in aligned if p in MATCHES | LOGICAL}
    assert len(ours) >= 30
    assert {s for s in ours if (s, RDF.type, None) not in ontology} == set()
    kinds = {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty}
    assert all(set(ontology.objects(s, RDF.type)) & kinds for s in ours)
