"""kg.validate finds what pyshacl finds, refuses shapes that it cannot compile, and is fast."""

from random import Random
from time import process_time

import pytest
from rdflib import RDF, XSD, Literal, Namespace, URIRef
from shacl import by_kg, by_pyshacl, each_query_parsed_once
from test_ontology import merged

import kg
from kg.errors import KgError
from kg.namespaces import CLAIMS, TP, company_iri, deal_iri
from kg.namespaces import OA as OA_IRI
from kg.store import Change, Store, read_turtle
from kg.validate import Finding, validate
from kg.validate.queries import compiled
from kg.validate.shapes import read_shapes

OA = Namespace(OA_IRI)
PREFIXES = """
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix ex: <http://example.org/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""


def mutated(random, edits):
    """The competency graph with mistakes at random places: triples left out, crossed, said of another, or of another type."""
    data = merged()
    triples = sorted(data)
    # A class is described in the ontology, which pyshacl mixes into the data, so classes do not take the place of records.
    crossing = [triple for triple in triples if triple[1] != RDF.type]
    for triple in random.sample(triples, edits):
        subject, predicate, object_ = triple
        other = random.choice(crossing)
        # rdflib stops at an offset that is no integer, so the numbers of passages are only left out.
        edit = 0 if predicate in {OA.start, OA.end} or other[1] in {OA.start, OA.end} else random.randrange(6)
        if edit != 1:
            data.remove(triple)
        if edit in {1, 2}:
            data.add((subject, predicate, other[2]))
        elif edit == 3:
            data.add((subject, other[1], object_))
        elif edit == 4:
            data.add(
                (
                    subject,
                    RDF.type,
                    URIRef(TP + random.choice(["Remark", "Deal", "Company", "Date", "Usage"])),
                )
            )
        elif edit == 5 and isinstance(object_, Literal):
            data.add((subject, predicate, Literal(str(object_), datatype=XSD.string)))
    return data


@pytest.mark.parametrize("seed", range(4))
def test_finds_what_pyshacl_finds_whatever_is_wrong(seed):
    data = mutated(Random(seed), edits=20 * (seed + 1))
    with each_query_parsed_once():
        found = by_pyshacl(data)
    assert by_kg(data) == found
    assert len(found) > 5


@pytest.fixture(scope="module")
def bundled():
    with kg.open() as graph:
        yield graph


def test_the_bundled_graph_is_sound_and_checked_within_two_seconds(bundled):
    begin = process_time()
    assert bundled.validate() == ()
    assert process_time() - begin < 2


def checked(shapes, data):
    """Findings of other shapes in other data, by both."""
    store = Store.memory()
    store.change({CLAIMS: Change(set(), set(read_turtle(PREFIXES + data)))})
    checks = compiled(read_shapes(read_turtle(PREFIXES + shapes), "shapes"), read_turtle(PREFIXES + data))
    return [(check.component, row) for check in checks for row in store.merged(check.query)]


class TestCompiled:
    @pytest.mark.parametrize("wanted", [1, 2, 3])
    def test_counts_are_of_different_values(self, wanted):
        shape = f"ex:S sh:targetClass ex:C ; sh:property [ sh:path ex:p ; sh:minCount {wanted} ] ."
        data = "ex:two a ex:C ; ex:p 1 , 2 . ex:none a ex:C ."
        missing = {row[0].rpartition("/")[2] for _, row in checked(shape, data)}
        assert missing == ({"none", "two"} if wanted == 3 else {"none"})

    @pytest.mark.parametrize(("most", "found"), [(0, {"one", "two"}), (1, {"two"}), (2, set())])
    def test_too_many(self, most, found):
        shape = f"ex:S sh:targetClass ex:C ; sh:property [ sh:path ex:p ; sh:maxCount {most} ] ."
        data = "ex:two a ex:C ; ex:p 1 , 2 . ex:one a ex:C ; ex:p 1 ."
        assert {row[0].rpartition("/")[2] for _, row in checked(shape, data)} == found

    def test_subclasses_are_of_the_class(self):
        shape = "ex:S sh:targetClass ex:C ; sh:property [ sh:path ex:p ; sh:class ex:C ] ."
        data = "ex:D rdfs:subClassOf ex:C . ex:a a ex:D ; ex:p ex:a , ex:b ."
        assert [row[1] for _, row in checked(shape, data)] == ["http://example.org/b"]

    @pytest.mark.parametrize(
        ("value", "wrong"), [("1.5", False), ('"high"^^xsd:decimal', True), ("1", True), ('"1.5"', True)]
    )
    def test_a_literal_that_its_datatype_does_not_know_is_wrong(self, value, wrong):
        shape = "ex:S sh:targetClass ex:C ; sh:property [ sh:path ex:p ; sh:datatype xsd:decimal ] ."
        assert bool(checked(shape, f"ex:a a ex:C ; ex:p {value} .")) == wrong

    def test_text_in_a_pattern_is_no_query(self):
        shape = r'ex:S sh:targetClass ex:C ; sh:property [ sh:path ex:p ; sh:pattern "^\"\\)} #$" ] .'
        assert checked(shape, r'ex:a a ex:C ; ex:p "\")} #" .') == []
        assert len(checked(shape, 'ex:a a ex:C ; ex:p "x" .')) == 1


class TestRefusals:
    @pytest.mark.parametrize(
        ("shape", "reason"),
        [
            ("ex:S sh:targetClass ex:C ; sh:uniqueLang true .", "sh:uniqueLang at http://example.org/S is not supported"),
            ("ex:S sh:targetNode ex:a ; sh:targetClass ex:C .", "sh:targetNode at"),
            ("ex:S a rdfs:Class ; sh:targetClass ex:C .", "is a class and a shape"),
            ("ex:S sh:targetClass ex:C ; sh:property [ sh:path [ sh:zeroOrMorePath ex:p ] ; sh:minCount 1 ] .", "a path is neither"),
            ("ex:S sh:targetClass ex:C ; sh:property [ sh:path ex:p ; sh:minCount 1 , 2 ] .", "sh:minCount stands 2 times"),
        ],
    )  # fmt: skip
    def test_one_line_says_what_is_not_supported(self, shape, reason):
        with pytest.raises(KgError, match=reason) as raised:
            read_shapes(read_turtle(PREFIXES + shape), "mine.ttl")
        assert str(raised.value).startswith("mine.ttl: ")
        assert "\n" not in str(raised.value)


def test_a_finding_reads_well():
    store = Store.memory()
    deal, oracle = deal_iri("x"), company_iri("Oracle")
    store.change(
        {CLAIMS: Change(set(), {(oracle, str(RDF.type), f"{TP}Company"), (oracle, f"{TP}ownedBy", deal)})}
    )
    found = validate(store)
    assert [str(each) for each in found] == [
        "org:Oracle rdfs:label: there are fewer than 1 (Violation, MinCount)",
        "org:Oracle tp:ownedBy: this is no Company [deal:x] (Violation, Class)",
    ]
    assert found[1] == Finding(oracle, f"<{TP}ownedBy>", deal, "Class", "this is no Company", "Violation")
    assert found[1].to_dict() == {
        "focus": "org:Oracle", "path": "tp:ownedBy", "value": "deal:x", "component": "Class",
        "message": "this is no Company", "severity": "Violation",
    }  # fmt: skip
