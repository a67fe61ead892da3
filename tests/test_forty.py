"""The 40 competency questions, each through SPARQL on Oxigraph and on rdflib and through Python, with equal rows.

``pytest tests/test_forty.py -rP -k table`` prints the table.
"""

import warnings

import pytest
import rdflib
from forty import PART, QUESTIONS, SILENT, Both, Case
from test_competency import bound

import kg
from kg.namespaces import FACTS, LAYERS
from kg.queries import named_queries
from kg.rdf import nquads

UNKNOWN = "unknown"


@pytest.fixture(scope="module")
def graph():
    with kg.open() as bundled:
        yield bundled


@pytest.fixture(scope="module")
def network(graph):
    return graph.network()


def by_oxigraph(graph):
    def ask(name, **given):
        return list(graph.ask(name, **given))

    return ask


def by_rdflib(graph):
    """Ask rdflib's own engine, in its own memory, with parameters put in by other means; each query once."""
    dataset = rdflib.Dataset()
    for layer in LAYERS:
        quads = nquads(graph._store.triples(layer), layer)
        into = dataset.default_graph if layer == FACTS else dataset.graph(layer)
        into.parse(data=quads.replace(f" <{layer}> .".encode(), b" ."), format="nt")
    asked = {}

    def ask(name, **given):
        given = {key: None if value == "-" else value for key, value in given.items()}
        key = (name, *given.items())
        if key not in asked:
            with warnings.catch_warnings():
                warnings.simplefilter(
                    "ignore", DeprecationWarning
                )  # rdflib's own use of its deprecated parts
                rows = dataset.query(bound(named_queries()[name], given))
                asked[key] = [
                    tuple(None if term is None else term.toPython() for term in row) for row in rows
                ]
        return asked[key]

    return ask


@pytest.fixture(scope="module")
def cases(graph, network):
    return {
        "Oxigraph": Case(by_oxigraph(graph), graph, network),
        "rdflib": Case(by_rdflib(graph), graph, network),
    }


def test_there_are_forty():
    assert sorted(QUESTIONS) == list(range(1, 41))
    assert set(PART) <= set(QUESTIONS)


@pytest.fixture(scope="module")
def told():
    """What each question came to, for the table."""
    return {}


@pytest.mark.parametrize("number", QUESTIONS)
def test_sparql_and_python_say_the_same(number, cases, graph, told):
    found = {engine: QUESTIONS[number](case) for engine, case in cases.items()}
    for both in found.values():
        assert both.sparql == both.python
    one, other = found.values()
    assert one.sparql == other.sparql
    known = {claim.id for claim in graph.claims()} | {remark.id for remark in graph.remarks()}
    assert set(one.claims) <= known
    assert one.answer != "yes" or one.claims, "a yes without a claim"
    told[number] = one


@pytest.mark.parametrize("question", SILENT)
def test_where_sources_are_silent_the_answer_is_unknown(question, cases):
    for case in cases.values():
        rows, answer = SILENT[question](case)
        assert list(rows) == list(answer) == []
        assert answer.verdict in {None, UNKNOWN}
        assert any("no document here" in sentence.lower() for sentence in answer.unknown), answer.unknown


@pytest.mark.parametrize(
    ("date", "oracle"),
    [("2023-01-01", "no"), ("2027-06-01", "unknown"), ("2027-12-31", "yes"), ("2033-01-01", "no")],
)
def test_a_contract_holds_when_its_dates_say_so(cases, date, oracle):
    """OpenAI buys from Oracle for five years from 2027: never yes before, unknown where it may be."""
    case = cases["Oxigraph"]
    holds = {row[2] for row in case.ask("providers-on-date", date=date) if row[:2] == ("Oracle", "Contract")}
    ties = case.graph.network(as_of=date)["OpenAI"]["Oracle"].values()
    assert holds == {str(tie["holds"]) for tie in ties if tie["type"] == "contract"} == {oracle}


def test_table(told):
    if len(told) < len(QUESTIONS):
        pytest.skip("the table needs the forty tests of this module, run together")
    lines = [
        f"| {number} | {QUESTIONS[number].__doc__} | {both.rows:,} | {both.answer} | {PART.get(number, 'all')} |"
        for number, both in sorted(told.items())
    ]
    print("\n".join(["| | question | rows | answer | compared |", "|--:|---|--:|---|---|", *lines]))
    answers = [both.answer for both in told.values() if isinstance(both, Both)]
    assert len(answers) == 40
    assert answers.count(UNKNOWN) >= 6
