"""Each named query gives exactly these rows, on Oxigraph and on rdflib alike."""

import re
import warnings

import pytest
import rdflib
from told_deals import ARTICLE, ID, KEY, KNOWN, LAUNCH, REMARKS, TOLD, VERDICTS, graph

from kg.facts import record
from kg.model import Assessment, Document, Extraction
from kg.namespaces import FACTS, XSD, claim_iri, company_iri, deal_iri
from kg.queries import named_queries, run
from kg.rdf import assessments_nquads, nquads
from kg.rdf import vocabulary as v
from kg.store import Store
from kg.values import Money, days


def bound(query, given):
    """A query with its parameters replaced by terms, by other means than the package's own."""
    text = query.text
    for parameter in query.parameters:
        value = given.get(parameter.name, parameter.default)
        if value is not None:
            term = f"<{company_iri(value)}>" if parameter.kind == "company" else f'"{value}"'
            if parameter.kind == "date":
                term = f'"{days(value).first}T00:00:00Z"^^<{XSD}dateTime>'
            text = re.sub(rf"\${parameter.name}\b", term, text)
    return text


@pytest.fixture(scope="module")
def store():
    filled = Store.memory()
    for quads in graph().values():
        filled.load(quads)
    return filled


@pytest.fixture(scope="module")
def by_rdflib():
    dataset = rdflib.Dataset()
    for layer, quads in graph().items():
        into = dataset.default_graph if layer == FACTS else dataset.graph(layer)
        into.parse(data=quads.replace(f" <{layer}> .".encode(), b" ."), format="nt")

    def run(query):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # rdflib's own use of its deprecated parts
            return [
                tuple(None if term is None else str(term) for term in row) for row in dataset.query(query)
            ]

    return run


@pytest.fixture
def ask(store, by_rdflib):
    """Ask a named query on both engines and return the rows, with claims by the keys of this file."""

    def ask_both(name, **given):
        rows = [
            tuple(None if value is None else str(value) for value in row) for row in run(store, name, **given)
        ]
        assert rows == by_rdflib(bound(named_queries()[name], given))
        return [tuple(KEY.get(value, value) for value in row) for row in rows]

    return ask_both


def test_the_claims_are_judged_as_expected(store):
    assert {KEY[each.claim]: each.verdict for each in store.assessments()} == VERDICTS


def test_help_and_parameters_of_every_query():
    for name, query in named_queries().items():
        assert re.fullmatch(r"[A-Z].*[.?)]", query.help), name
        body = "\n".join(line for line in query.text.splitlines() if not line.startswith("#"))
        assert set(re.findall(r"\$(\w+)", body)) == {parameter.name for parameter in query.parameters}, name
        assert "$" not in body.partition("SELECT")[2].partition("{")[0], name


def test_providers(ask):
    assert ask("providers") == [
        ("Google", "Contract", "cloud", None, None, None, None, None, "announced", "google"),
        ("Microsoft", "ExclusivityEnd", "cloud", None, None, None, None, None, "announced", "azure"),
        (
            "Oracle",
            "Contract",
            "cloud",
            "at-most",
            "300000000000",
            "USD",
            "2027",
            "P5Y",
            "reported",
            "oracle",
        ),
        ("Oracle", "Usage", "cloud", None, None, None, "2024-summer", None, "announced", "usage"),
    ]
    assert ask("providers", company="Oracle") == [
        ("Nvidia", "Usage", "chips", None, None, None, None, None, "announced", "nvidia")
    ]
    assert ask("providers", company="Amazon") == []


HOLDS = {
    "2023": ("unknown", "unknown", "no", "no"),
    "2024-07-01": ("unknown", "unknown", "no", "unknown"),
    "2025-01-01": ("unknown", "unknown", "no", "yes"),
    "2025-03-01": ("unknown", "unknown", "no", "yes"),
    "2025-09-11": ("unknown", "unknown", "no", "yes"),
    "2025-09-12": ("unknown", "unknown", "no", "unknown"),
    "2027-06-01": ("unknown", "unknown", "unknown", "unknown"),
    "2027-12-31": ("unknown", "unknown", "yes", "unknown"),
    "2031-12-31": ("unknown", "unknown", "yes", "unknown"),
    "2032-01-01": ("unknown", "unknown", "unknown", "unknown"),
    "2032-12-30": ("unknown", "unknown", "unknown", "unknown"),
    "2032-12-31": ("unknown", "unknown", "no", "unknown"),
}


@pytest.mark.parametrize("date", HOLDS)
def test_providers_on_date(ask, date):
    rows = ask("providers-on-date", date=date)
    assert [(row[0], row[1], row[3]) for row in rows] == [
        ("Google", "Contract", "google"),
        ("Microsoft", "ExclusivityEnd", "azure"),
        ("Oracle", "Contract", "oracle"),
        ("Oracle", "Usage", "usage"),
    ]
    google, microsoft, contract, usage = (row[2] for row in rows)
    assert (contract, usage) == HOLDS[date][2:]
    # Signed in spring 2025, so not before; supplied by Microsoft while bound to it, however long that was.
    assert google == ("no" if date < "2025-03" else "unknown")
    assert microsoft == "unknown"


def test_dependency_closure(ask):
    assert ask("dependency-closure") == [("Google",), ("Microsoft",), ("Nvidia",), ("Oracle",)]
    assert ask("dependency-closure", company="Oracle") == [("Nvidia",)]
    assert ask("dependency-closure", company="Nvidia") == []


def test_evidence(ask):
    rows = ask("evidence", partner="Oracle")
    assert [(row[0], row[1], row[2], row[3], row[8]) for row in rows] == [
        ("Contract", "reported", "accepted", "The Wall Street Journal", "oracle"),
        ("Contract", "reported", "accepted", "The Wall Street Journal", "oracle"),
        ("Project", "announced", "accepted", "OpenAI", "stargate-500"),
        ("Project", "announced", "accepted", "SoftBank", "stargate-500"),
        ("Project", "announced", "outranked", "AIbase", "stargate-50"),
        ("Usage", "announced", "accepted", "AIbase", "usage"),
    ]
    texts = {document.id: document.text for document in (ARTICLE, LAUNCH)}
    assert all(texts[document][int(start) : int(end)] == quote for *_, document, start, end, quote, _ in rows)
    (rumour,) = ask("evidence", partner="Amazon")
    assert rumour == (
        "Contract", "rumored", "ineligible", "Somebody", "rumour", None, None, "OpenAI may buy from Amazon.", "amazon"
    )  # fmt: skip
    assert {row[8] for row in ask("evidence")} == set(TOLD) - {"nvidia"}


def test_conflicts(ask):
    assert ask("conflicts") == [
        (
            "project--stargate",
            "amount",
            "amount/USD/exact/50000000000",
            "outranked",
            "openai-oracle",
            "stargate-50",
        ),
        (
            "project--stargate",
            "amount",
            "amount/USD/exact/500000000000",
            "accepted",
            "launch",
            "stargate-500",
        ),
    ]


def test_opinions(ask):
    forecast = (
        "forecast",
        None,
        "AIbase",
        "Similar contracts may become common as AI matures.",
        REMARKS[6].id,
    )
    opinion = (
        "opinion", "Oracle", "Industry analysts", "the contract sets a record for a single cloud deal", REMARKS[5].id
    )  # fmt: skip
    assert ask("opinions") == [forecast, opinion]
    assert ask("opinions", company="Oracle") == [forecast, opinion]
    assert ask("opinions", company="OpenAI") == [forecast]


def test_stances(ask):
    launched = TOLD["stargate-500"].evidence[0].quote
    assert ask("stances") == [
        ("OpenAI", "announced", TOLD["azure"].evidence[0].quote, ARTICLE.id),
        ("OpenAI", "announced", launched, "launch"),
        ("OpenAI", "no-response", "OpenAI did not respond to requests for comment.", ARTICLE.id),
        ("Oracle", "declined-to-comment", "Oracle declined to comment.", ARTICLE.id),
        ("SoftBank", "announced", launched, "launch"),
    ]
    assert [row[1] for row in ask("stances", company="Oracle")] == ["declined-to-comment"]


@pytest.mark.parametrize(
    ("date", "answer"),
    [("2024-12-01", "yes"), ("2024-12-31", "yes"), ("2025-01-15", "unknown"), ("2025-02-01", "no")],
)
def test_exclusivity(ask, date, answer):
    assert ask("exclusivity", date=date) == [("Microsoft", answer, "2025-01", "azure")]


def test_rivals_that_supply(ask):
    assert ask("rivals-that-supply") == [
        ("OpenAI", "Google", "Contract", "contract--OpenAI--Google", "competition--Google--OpenAI")
    ]
    assert ask("rivals-that-supply", company="Google") == []


def test_supplier_and_project_partner(ask):
    assert ask("supplier-and-project-partner") == [("OpenAI", "Oracle", "Stargate", "project--stargate")]
    assert ask("supplier-and-project-partner", company="Oracle") == []


def test_single_source(ask):
    assert ask("single-source") == [
        ("Competition", "Google, OpenAI", "AIbase", "competition--Google--OpenAI"),
        ("Contract", "Google, OpenAI", "AIbase", "contract--OpenAI--Google"),
        ("Contract", "OpenAI, Oracle", "The Wall Street Journal", "contract--OpenAI--Oracle"),
        ("ExclusivityEnd", "Microsoft, OpenAI", "OpenAI", "exclusivity-ended--OpenAI--Microsoft"),
        ("Usage", "Nvidia, Oracle", "ITWeb", "usage--Oracle--Nvidia"),
        ("Usage", "OpenAI, Oracle", "AIbase", "usage--OpenAI--Oracle"),
    ]


def test_known_on(ask):
    early = [(row[0], row[5]) for row in ask("known-on", date="2025-02-01")]
    assert sorted(early) == [("unknown", "amazon"), ("unknown", "denial"), ("yes", "stargate-500")]
    late = {row[5]: row[0] for row in ask("known-on", date="2025-09-11")}
    assert late == {
        key: "unknown" if key in {"amazon", "denial"} else "yes" for key in set(TOLD) - {"nvidia"}
    }


def test_unnamed(ask):
    quote = "contracts worth billions of dollars with several clients it did not name"
    assert ask("unnamed") == [("Oracle", quote, ARTICLE.id)]
    assert ask("unnamed", company="OpenAI") == []


def test_deals(ask):
    assert ask("deals", company="Oracle") == [
        ("Contract", "provider", "OpenAI", "customer", "cloud", "reported", "contract--OpenAI--Oracle"),
        ("Project", "participant", "OpenAI", "participant", None, "announced", "project--stargate"),
        ("Project", "participant", "SoftBank", "participant", None, "announced", "project--stargate"),
        ("Usage", "customer", "Nvidia", "provider", "chips", "announced", "usage--Oracle--Nvidia"),
        ("Usage", "provider", "OpenAI", "customer", "cloud", "announced", "usage--OpenAI--Oracle"),
    ]
    assert [row[:4] for row in ask("deals", company="Google")] == [
        ("Competition", "party", "OpenAI", "party"),
        ("Contract", "provider", "OpenAI", "customer"),
    ]


def test_gaps(ask):
    assert ask("gaps") == [
        ("contract--OpenAI--Google", "amount", "not told"),
        ("contract--OpenAI--Google", "duration", "not told"),
        ("contract--OpenAI--Google", "start", "not told"),
        ("usage--Oracle--Nvidia", "start", "not told"),
    ]
    assert ask("gaps", company="Nvidia") == [("usage--Oracle--Nvidia", "start", "not told")]
    assert ask("gaps", company="SoftBank") == []


def test_gaps_tell_disputes_from_silence():
    contract = TOLD["oracle"]
    other = contract.model_copy(
        update={"amount": Money(value=1, currency="USD"), "doc": "other", "attributed_to": ("Reuters",)}
    )
    found = [
        Extraction(document=Document(id=claim.doc, grade="aggregator"), claims=(claim,)) for claim in (contract, other)
    ]  # fmt: skip
    store = Store.memory()
    record(store, found, KNOWN)
    assert list(run(store, "gaps")) == [("contract--OpenAI--Oracle", "amount", "told, but not settled")]


def test_projects(ask):
    row = ("participant", "exact", "500000000000", "USD", "P4Y", "announced", "project--stargate")
    assert ask("projects") == [("Stargate", name, *row) for name in ("OpenAI", "Oracle", "SoftBank")]
    assert ask("projects", project="Stargate") == ask("projects")
    assert ask("projects", project="Apollo") == []


def test_largest(ask):
    assert [(float(row[0]), *row[1:]) for row in ask("largest")] == [
        (5e11, "exact", "total", "Project", "announced", "project--stargate", None),
        (3e11, "at-most", "total", "Contract", "reported", "contract--OpenAI--Oracle", "2027"),
    ]
    assert ask("largest", currency="EUR") == []
    # An undated deal may lie in any period, so it stays.
    assert [row[5] for row in ask("largest", since="2028")] == ["project--stargate"]
    assert [row[5] for row in ask("largest", until="2026")] == ["project--stargate"]
    assert len(ask("largest", since="2027", until="2027")) == 2


class TestNeverFacts:
    def test_none(self, ask):
        assert ask("never-facts") == []

    @pytest.mark.parametrize(
        ("quads", "problem", "node"),
        [
            (
                assessments_nquads([Assessment(claim=ID["amazon"], verdict="accepted", reason="…")], "other"),
                "accepted although only planned, rumored or denied", claim_iri(ID["amazon"]),
            ),
            (
                nquads([(deal_iri("x"), f"{v.TP}basedOn", claim_iri(ID["denial"]))], FACTS),
                "a fact on a claim that is none", deal_iri("x"),
            ),
            (nquads([(deal_iri("x"), v.TYPE, v.DEAL)], FACTS), "a fact on no claim", deal_iri("x")),
        ],
    )  # fmt: skip
    def test_each_is_found(self, quads, problem, node):
        store = Store.memory()
        for part in [*graph().values(), quads]:
            store.load(part)
        assert list(run(store, "never-facts")) == [(problem, node)]
