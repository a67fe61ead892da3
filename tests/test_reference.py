"""The reference of the ontology: whole, linked, self-contained, and the same each time."""

import re
from html.parser import HTMLParser

import pytest
import rdflib
from rdflib import OWL, RDF, RDFS, SKOS

from kg.namespaces import KIND, TP
from kg.resources import resource
from kg.views.reference import reference
from kg.views.template import digest


class Page(HTMLParser):
    """The anchors, links, tags and text of a page."""

    def __init__(self, text):
        super().__init__()
        self.anchors, self.links, self.tags, self.words = [], [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        attributes = dict(attrs)
        self.anchors += [attributes["id"]] if "id" in attributes else []
        self.links += [attributes[name] for name in ("href", "src") if name in attributes]

    def handle_data(self, data):
        self.words.append(data)


@pytest.fixture(scope="module")
def page():
    return Page(reference())


@pytest.fixture(scope="module")
def ontology():
    found = rdflib.Graph()
    for name in ("partnerships", "kinds", "alignments"):
        found.parse(data=resource(f"ontology/{name}.ttl").read_text("utf-8"), format="turtle")
    return found


def test_every_term_has_its_place_with_definition_and_example(page, ontology):
    text = "".join(page.words)
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
    terms = {term for kind in kinds for term in ontology.subjects(RDF.type, kind) if term.startswith(TP)}
    assert len(terms) > 90
    for term in terms:
        assert page.anchors.count(term.removeprefix(TP)) == 1
        for told in (RDFS.label, SKOS.definition, SKOS.example):
            assert str(ontology.value(term, told)) in text, (term, told)


def test_every_concept_has_its_place(page, ontology):
    text = "".join(page.words)
    concepts = {term for term in ontology.subjects(SKOS.inScheme) if term.startswith(KIND)}
    assert len(concepts) > 35
    for concept in concepts:
        assert page.anchors.count(f"kind-{concept.removeprefix(KIND)}") == 1
        assert str(ontology.value(concept, SKOS.definition)) in text


def test_links_within_the_page_lead_somewhere(page):
    inward = [link.removeprefix("#") for link in page.links if link.startswith("#")]
    assert len(inward) > 300
    assert set(inward) <= set(page.anchors)
    assert len(page.anchors) == len(set(page.anchors))


def test_every_mapping_is_shown(page, ontology):
    matches = {
        SKOS.closeMatch,
        SKOS.broadMatch,
        SKOS.narrowMatch,
        SKOS.relatedMatch,
        RDFS.subClassOf,
        RDFS.subPropertyOf,
    }
    mapped = {str(o) for s, p, o in ontology if p in matches and s.startswith(TP) and not o.startswith(TP)}
    assert len(mapped) > 60
    assert mapped <= set(page.links)


def test_axioms_are_shown():
    text = reference()
    amount = re.search(r'<section id="Amount">.*?</section>', text, re.DOTALL)[0]
    assert '<dt>Below</dt><dd><a href="#Quantity">quantity</a></dd>' in amount
    assert '<dt>Never also</dt><dd><a href="#Capacity">physical capacity</a></dd>' in amount
    assert '<a href="#currency">currency</a>' in amount
    competes = re.search(r'<section id="competesWith">.*?</section>', text, re.DOTALL)[0]
    assert "<dt>Axioms</dt><dd>holds both ways</dd>" in competes


def test_it_is_one_page_that_runs_and_loads_nothing(page):
    text = reference()
    assert not {"script", "img", "iframe", "object", "form"} & set(page.tags)
    style = re.search(r"<style>(.*?)</style>", text, re.DOTALL)[1]
    assert f"style-src '{digest(style)}'" in text
    assert "default-src 'none'; script-src 'none'" in text
    assert "prefers-color-scheme: dark" in style
    assert not re.search(r"url\(|@import", style)
    assert 'style="' not in text.partition("<body>")[2]


def test_it_is_the_same_each_time():
    assert reference() == reference()
