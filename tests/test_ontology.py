"""The ontology: every term defined and used, one meaning a label, sound as OWL 2 RL, equal to the model's lists."""

import json
import re
from pathlib import Path

import owlrl
import pytest
import rdflib
from rdflib import OWL, RDF, RDFS, SKOS, XSD, Namespace
from rdflib.compare import isomorphic
from told_deals import graph

import kg
from kg.model import ClaimType, Grade, Product, RemarkKind, Status, Verdict
from kg.namespaces import ID, KIND, PREFIXES, TP, concept, concept_iri
from kg.queries import named_queries
from kg.rdf import vocabulary
from kg.resources import resource
from kg.store import Store
from kg.values import Bound, Unit

ROOT = Path(str(resource("ontology")))
ABSTRACT = {"Statement", "Arrangement", "Supply", "Quantity", "involves"}
"""Terms that only gather others."""
RULES_ALONE = {"rank", "Policy"}
"""Terms that records do not carry: a grade's rank, and what a policy is."""
LISTS = {
    "products": Product, "statuses": Status, "grades": Grade, "remark-kinds": RemarkKind, "bounds": Bound, "units": Unit,
    "verdicts": Verdict,
}  # fmt: skip
RL = {
    "Ontology", "versionIRI", "versionInfo", "imports", "Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty",
    "FunctionalProperty", "SymmetricProperty", "AllDisjointClasses", "members", "disjointWith",
}  # fmt: skip


def parsed(*names):
    found = rdflib.Graph()
    for name in names:
        found.parse(ROOT / f"{name}.ttl")
    return found


@pytest.fixture(scope="module")
def ontology():
    return parsed("partnerships")


@pytest.fixture(scope="module")
def kinds():
    return parsed("kinds")


def terms(found, *types):
    """Local names of our own terms of these types."""
    subjects = {subject for type_ in types for subject in found.subjects(RDF.type, type_)}
    return {str(subject).removeprefix(TP) for subject in subjects if str(subject).startswith(TP)}


PROPERTIES = (OWL.ObjectProperty, OWL.DatatypeProperty)


class TestTerms:
    def test_every_term_is_defined(self, ontology):
        for name in terms(ontology, OWL.Class, *PROPERTIES):
            node = rdflib.URIRef(TP + name)
            for predicate in (RDFS.label, SKOS.definition, SKOS.example, RDFS.isDefinedBy):
                assert len(list(ontology.objects(node, predicate))) == 1, (name, predicate)
            assert str(ontology.value(node, SKOS.definition)).endswith("."), name

    def test_nothing_is_said_of_a_term_that_is_none(self, ontology):
        declared = terms(ontology, OWL.Class, *PROPERTIES)
        used = {str(term) for triple in ontology for term in triple if str(term).startswith(TP)}
        assert {term.removeprefix(TP) for term in used} == declared | {""} or used == {
            TP + name for name in declared
        }

    def test_labels_are_unique(self, ontology, kinds):
        labels = [str(label) for _, label in ontology.subject_objects(RDFS.label)]
        assert [label for label in labels if labels.count(label) > 1] == []
        for scheme in LISTS:
            told = [
                str(kinds.value(c, SKOS.prefLabel))
                for c in kinds.subjects(SKOS.inScheme, rdflib.URIRef(KIND + scheme))
            ]
            assert len(told) == len(set(told))

    def test_classes_begin_with_a_capital_and_properties_do_not(self, ontology):
        assert all(re.fullmatch(r"[A-Z][A-Za-z]*", name) for name in terms(ontology, OWL.Class))
        assert all(re.fullmatch(r"[a-z][A-Za-z0-9]*", name) for name in terms(ontology, *PROPERTIES))

    def test_no_name_is_a_method_of_a_namespace(self, ontology, kinds):
        names = terms(ontology, OWL.Class, *PROPERTIES)
        names |= {str(c).removeprefix(KIND) for c in kinds.subjects(RDF.type, SKOS.Concept)}
        assert [name for name in names if name in dir(Namespace)] == []

    def test_the_code_and_the_ontology_have_the_same_terms(self, ontology):
        values = [value for value in vars(vocabulary).values() if isinstance(value, str)]
        tables = [vocabulary.CLASS_OF, vocabulary.ROLE_OF, vocabulary.SLOT_OF]
        values += [value for table in tables for value in table.values()]
        used = {value.removeprefix(TP) for value in values if value.startswith(TP) and value != TP}
        assert used | ABSTRACT | RULES_ALONE == terms(ontology, OWL.Class, *PROPERTIES)
        assert not used & (ABSTRACT | RULES_ALONE)

    def test_every_property_of_a_record_has_domain_or_is_shared_and_a_range(self, ontology):
        for name in terms(ontology, *PROPERTIES):
            assert ontology.value(rdflib.URIRef(TP + name), RDFS.range) is not None, name
        without = {
            n
            for n in terms(ontology, *PROPERTIES)
            if ontology.value(rdflib.URIRef(TP + n), RDFS.domain) is None
        }
        assert without == {"asListed", "party", "rank", "written"}

    def test_roles_have_many_values_and_slots_one(self, ontology):
        functional = {str(p) for p in ontology.subjects(RDF.type, OWL.FunctionalProperty)}
        roles = {str(p) for p in ontology.subjects(RDFS.subPropertyOf, rdflib.URIRef(TP + "involves"))}
        assert roles == set(vocabulary.ROLE_OF.values())
        assert not roles & functional
        assert set(vocabulary.SLOT_OF.values()) < functional

    @pytest.mark.parametrize("path", sorted(p for p in ROOT.rglob("*") if p.suffix in {".rq", ".md", ".ttl", ".jsonld"}),
                             ids=lambda path: str(path.relative_to(ROOT)))  # fmt: skip
    def test_no_file_uses_another_term(self, ontology, kinds, path):
        text = path.read_text("utf-8")
        known = terms(ontology, OWL.Class, *PROPERTIES)
        assert set(re.findall(r"\btp:([A-Za-z0-9]+)", text)) - known == set()
        concepts = {str(c).removeprefix(KIND) for c in kinds.subjects(RDF.type)}
        assert set(re.findall(r"(?<![\w/])k:([A-Za-z][\w-]*\w|[a-z]\w*)", text)) - concepts == set()


class TestKinds:
    @pytest.mark.parametrize("scheme", LISTS)
    def test_a_scheme_is_the_list_of_the_model(self, kinds, scheme):
        members = set(kinds.subjects(SKOS.inScheme, rdflib.URIRef(KIND + scheme)))
        told = {str(member): str(kinds.value(member, SKOS.notation)) for member in members}
        assert told == {concept_iri(value): value.value for value in LISTS[scheme]}
        for member in members:
            assert str(kinds.value(member, SKOS.definition)).endswith("."), member

    def test_no_concept_stands_for_two_values(self):
        names = [concept(value) for closed in LISTS.values() for value in closed]
        assert len(names) == len(set(names))

    def test_grades_are_ranked_nearest_first(self, kinds):
        ranks = [
            int(kinds.value(rdflib.URIRef(concept_iri(grade)), rdflib.URIRef(TP + "rank"))) for grade in Grade
        ]
        assert ranks == sorted(ranks, reverse=True)
        assert len(set(ranks)) == len(ranks)

    def test_the_shapes_allow_exactly_the_lists(self):
        shapes = parsed("shapes")
        sh = Namespace("http://www.w3.org/ns/shacl#")
        allowed = {
            frozenset(str(item) for item in rdflib.collection.Collection(shapes, head))
            for head in shapes.objects(None, sh["in"])
        }
        assert allowed == {frozenset(concept_iri(value) for value in closed) for closed in LISTS.values()}


class TestOwl:
    def test_only_constructs_of_owl_2_rl(self, ontology):
        used = {
            str(t).removeprefix(str(OWL))
            for triple in ontology
            for t in triple
            if str(t).startswith(str(OWL))
        }
        assert used <= RL
        assert set(ontology.objects(None, RDFS.range)) & {XSD.date, XSD.gYear, XSD.duration} == set()

    def test_no_term_is_two_things(self, ontology):
        kinds_of = [OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty]
        found = [set(ontology.subjects(RDF.type, kind)) for kind in kinds_of]
        assert sum(map(len, found)) == len(set().union(*found))

    def test_ranges_fit_the_kind_of_property(self, ontology):
        classes = set(ontology.subjects(RDF.type, OWL.Class))
        for name in terms(ontology, OWL.ObjectProperty):
            assert ontology.value(rdflib.URIRef(TP + name), RDFS.range) in classes, name
        datatypes = {XSD.string, XSD.decimal, XSD.integer, XSD.boolean, XSD.dateTime}
        for name in terms(ontology, OWL.DatatypeProperty):
            assert ontology.value(rdflib.URIRef(TP + name), RDFS.range) in datatypes, name

    def test_the_graph_is_consistent(self, ontology):
        assert inconsistencies(ontology, merged()) == []

    @pytest.mark.parametrize(
        "triple",
        [
            ("org/OpenAI", RDF.type, TP + "Project"),
            ("org/OpenAI", TP + "amount", ID + "date/2027"),
            ("deal/contract--OpenAI--Oracle", TP + "evidence", ID + "doc/x#char=1,2"),
            ("deal/contract--OpenAI--Oracle", TP + "investor", ID + "org/OpenAI"),
            ("deal/contract--OpenAI--Oracle", TP + "provider", ID + "date/2027"),
            ("org/OpenAI", TP + "suppliedBy", ID + "deal/contract--OpenAI--Oracle"),
        ],
    )
    def test_nonsense_is_inconsistent(self, ontology, triple):
        data = merged()
        data.add((rdflib.URIRef(ID + triple[0]), *map(rdflib.URIRef, triple[1:])))
        assert inconsistencies(ontology, data) != []


def merged():
    """All layers of the competency graph as one rdflib graph."""
    found = rdflib.Graph()
    for layer, quads in graph().items():
        found.parse(data=quads.replace(f" <{layer}> .".encode(), b" ."), format="nt")
    return found


def inconsistencies(ontology, data):
    """What the OWL 2 RL rules find wrong with a graph."""
    closed = rdflib.Graph()
    for triple in (*ontology, *data):
        if not (isinstance(triple[2], rdflib.Literal) and triple[1] != RDFS.label):
            closed.add(triple)
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics, axiomatic_triples=False, datatype_axioms=False).expand(
        closed
    )
    error = rdflib.URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")
    return [str(message) for message in closed.objects(None, error)]


@pytest.mark.filterwarnings(
    "ignore:ConjunctiveGraph is deprecated:DeprecationWarning"
)  # by rdflib's own parser
class TestContext:
    CONTEXT = json.loads((ROOT / "context.jsonld").read_text("utf-8"))

    def test_a_claim_as_json(self):
        claim = {
            "@context": self.CONTEXT["@context"],
            "id": ID + "claim/1", "type": ["Claim", "Contract"], "customer": "org:OpenAI", "provider": ["org:Oracle"],
            "status": "k:reported", "confidence": "0.95", "about": {"id": ID + "deal/1", "type": ["Deal", "Contract"]},
            "amount": {"id": ID + "amount/USD/at-most/3", "type": "Amount", "value": "3", "currency": "USD", "bound": "k:at-most"},
        }  # fmt: skip
        found = rdflib.Graph().parse(data=json.dumps(claim), format="json-ld")
        expected = rdflib.Graph().parse(format="turtle", data="""
            @prefix tp: <https://w3id.org/tech-partnerships/ontology#> .
            @prefix k: <https://w3id.org/tech-partnerships/kind#> .
            @prefix id: <https://w3id.org/tech-partnerships/id/> .
            @base <https://w3id.org/tech-partnerships/id/> .
            <claim/1> a tp:Claim , tp:Contract ; tp:customer <org/OpenAI> ; tp:provider <org/Oracle> ;
              tp:status k:reported ; tp:confidence 0.95 ; tp:about <deal/1> ; tp:amount <amount/USD/at-most/3> .
            <deal/1> a tp:Deal , tp:Contract .
            <amount/USD/at-most/3> a tp:Amount ; tp:value "3"^^<http://www.w3.org/2001/XMLSchema#decimal> ; tp:currency "USD" ; tp:bound k:at-most .
        """)  # fmt: skip
        assert isomorphic(found, expected)

    def test_instances_have_the_prefixes_of_queries(self):
        context = self.CONTEXT["@context"]
        told = ("tp", "k", "org", "deal", "claim", "doc", "rdfs", "xsd", "oa", "dct", "skos")
        assert {name: context[name] for name in told} == {name: PREFIXES[name] for name in told}
        with kg.open() as graph:
            ids = {
                node["id"].partition(":")[0]
                for layer in json.loads(graph.export("jsonld"))["@graph"]
                for node in layer["@graph"]
            }
        assert {"org", "deal", "claim", "doc"} <= ids

    def test_the_whole_graph_round_trips(self):
        data = merged()
        text = data.serialize(format="json-ld", context=self.CONTEXT["@context"], auto_compact=False)
        assert isomorphic(rdflib.Graph().parse(data=text, format="json-ld"), data)

    def test_it_names_every_term_and_types_every_property(self, ontology):
        context = self.CONTEXT["@context"]
        for name in terms(ontology, OWL.Class, *PROPERTIES):
            told = context[name]
            range_ = ontology.value(rdflib.URIRef(TP + name), RDFS.range)
            if (rdflib.URIRef(TP + name), RDF.type, OWL.ObjectProperty) in ontology:
                assert told == {"@id": f"tp:{name}", "@type": "@id"}
            elif range_ in (None, XSD.string):
                assert told == f"tp:{name}"
            else:
                assert told == {"@id": f"tp:{name}", "@type": f"xsd:{str(range_).removeprefix(str(XSD))}"}


def test_nothing_is_stored_under_another_term(ontology):
    assert set(vocabulary.CLASS_OF) == set(ClaimType)
    stored = {
        str(term).removeprefix(TP) for triple in merged() for term in triple if str(term).startswith(TP)
    }
    assert stored <= terms(ontology, OWL.Class, *PROPERTIES)


def test_the_readme_lists_every_query_with_its_parameters_and_help():
    text = (ROOT / "README.md").read_text("utf-8")
    for name, query in named_queries().items():
        given = f" ({', '.join(p.name for p in query.parameters)})" if query.parameters else ""
        assert f"\n| `{name}`{given} | {query.help} |\n" in text


def test_the_query_of_the_readme_runs():
    text = (ROOT / "README.md").read_text("utf-8")
    (query,) = re.findall(r"```sparql\n(.*?)```", text, re.DOTALL)
    store = Store.memory()
    for quads in graph().values():
        store.load(quads)
    names = {(row[0], row[1].rpartition("#")[2]) for row in store.select(query)}
    assert names == {(name, "accepted") for name in ("Google", "Microsoft", "Oracle")}
    store.close()
