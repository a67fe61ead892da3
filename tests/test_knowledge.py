"""The door: one object over the rooms, on a graph whose extraction is given, so that no language model is needed."""

import subprocess
import sys

import networkx as nx
import pytest
import rdflib

import kg
from kg import knowledge
from kg.errors import StoreError
from kg.model import Claim, Document, Evidence, Extraction, Remark, Verdict

TEXT = "OpenAI buys cloud services from Oracle. Oracle declined to comment."


def extraction(document):
    span = Evidence.of(document.text, 0, 38)
    roles = {"customer": ("OpenAI",), "provider": ("Oracle",)}
    told = Claim(doc=document.id, type="contract", roles=roles, product="cloud", evidence=(span,))
    said = Evidence.of(document.text, 40, len(document.text))
    remark = Remark(doc=document.id, kind="declined-to-comment", parties=("Oracle",), evidence=(said,))
    return Extraction(document=document, claims=(told,), remarks=(remark,))


DOCUMENT = Document(id="deal", text=TEXT, publisher="Daily", date="2025-09-11")
FOUND = extraction(DOCUMENT)


@pytest.fixture(autouse=True)
def reading(monkeypatch):
    monkeypatch.setattr(knowledge, "extract", extraction)


@pytest.fixture
def graph(tmp_path):
    with kg.open(tmp_path / "deals.kg", create=True) as graph:
        assert graph.add(DOCUMENT) == FOUND
        yield graph


def test_records_come_back_equal(graph):
    assert list(graph.documents()) == [DOCUMENT]
    assert list(graph.claims()) == list(FOUND.claims)
    assert list(graph.remarks()) == list(FOUND.remarks)
    assert [(each.claim, each.verdict) for each in graph.assessments()] == [
        (FOUND.claims[0].id, Verdict.ACCEPTED)
    ]
    (deal,) = graph.deals()
    assert (deal.id, deal.accepted, deal.claims) == ("contract--OpenAI--Oracle", True, (FOUND.claims[0].id,))


def test_one_graph_in_every_form(graph):
    assert list(graph.sparql("SELECT ?n { org:OpenAI tp:suppliedBy/rdfs:label ?n }")) == [("Oracle",)]
    assert graph.ask("providers", company="OpenAI").to_dicts()[0]["provider"] == "Oracle"
    network = graph.network(as_of="2025-09-11")
    assert isinstance(network, nx.MultiDiGraph)
    assert list(network.edges(keys=True)) == [("OpenAI", "Oracle", "contract--OpenAI--Oracle")]
    assert isinstance(graph.dataset(), rdflib.Dataset)
    triples = {line.rpartition(b" <")[0] for line in graph.export("nquads").splitlines()}
    assert len(graph.dataset()) == len(triples)
    assert graph.verify() == []


def test_added_again_and_removed(graph):
    before = graph.export("trig")
    graph.add(DOCUMENT)
    assert graph.export("trig") == before
    assert [item.kind.value for item in graph.news("deal")] == ["new"]
    graph.remove("deal")
    graph.remove("deal")
    assert (list(graph.claims()), list(graph.deals())) == ([], [])


def test_another_process_reads_what_was_added(graph, tmp_path):
    script = "import sys, kg; print(*(c.id for c in kg.open(sys.argv[1]).claims()))"
    done = subprocess.run(
        [sys.executable, "-c", script, tmp_path / "deals.kg"], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == [FOUND.claims[0].id]


def test_no_store(tmp_path):
    with pytest.raises(StoreError, match=r"none\.kg: no such store; check the path"):
        kg.open(tmp_path / "none.kg")


def test_the_bundled_graph_opens_without_the_language_model():
    script = (
        "import sys, kg; g = kg.open(); claims = [c.curated for c in g.claims()]\n"
        "print(claims.count(True), claims.count(False), 'spacy' in sys.modules, 'rdflib' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    curated, quoted, *loaded = done.stdout.split()
    assert (int(curated), int(quoted) >= 6, loaded) == (233, True, ["False", "False"])
