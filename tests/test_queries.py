"""Named queries: how a file is read, what a value may be, what a mistake gets; their answers are in test_competency."""

import re

import pytest

from kg.companies import companies
from kg.errors import UnknownCompany, UsageError
from kg.facts import record
from kg.model import Claim, Document, Extraction
from kg.namespaces import REGISTRY, company_iri
from kg.queries import Parameter, _owner, _read, named_queries, run
from kg.rdf import vocabulary as v
from kg.resources import resource
from kg.store import Store, with_terms


@pytest.fixture(scope="module")
def store():
    def usage(provider, **slots):
        roles = {"customer": ("OpenAI",), "provider": (provider,)}
        return Claim(doc="a", type="usage", roles=roles, summary="…", **slots)

    told = (usage("Oracle", start="2024"), usage("Microsoft"), usage('O"Brien & Söhne'))
    store = Store.memory()
    record(store, [Extraction(document=Document(id="a", date="2025-01-31"), claims=told)], companies())
    return store


def providers(store, **given):
    return sorted({row["provider"] for row in run(store, "providers", **given).to_dicts()})


class TestValues:
    def test_the_default(self, store):
        assert providers(store) == ["Microsoft", 'O"Brien & Söhne', "Oracle"]

    def test_a_company_by_name_alias_division_and_case(self, store):
        for name in ("OpenAI", "openai", "Open AI"):
            assert providers(store, company=name) == ["Microsoft", 'O"Brien & Söhne', "Oracle"]
        rows = run(store, "evidence", company="OpenAI", partner="Azure").to_dicts()
        assert [row["quote"] for row in rows] == ["…"]

    def test_divisions_that_own_each_other_stand_for_themselves(self):
        store = Store.memory()
        company = lambda name: f"<{company_iri(name)}>"  # noqa: E731
        told = [(name, v.TYPE, f"<{v.COMPANY}>") for name in "ABC"]
        told += [
            (name, v.IS_DIVISION, '"true"^^<http://www.w3.org/2001/XMLSchema#boolean>') for name in "ABC"
        ]
        told += [(name, v.OWNED_BY, company(owner)) for name, owner in ("AB", "BC", "CB")]
        store.load("".join(f"{company(s)} <{p}> {o} <{REGISTRY}> .\n" for s, p, o in told).encode())
        assert [_owner(store, company_iri(name)) for name in "ABC"] == [company_iri(name) for name in "ABC"]

    def test_a_company_that_no_registry_knows(self, store):
        rows = run(store, "evidence", company='o"brien & söhne').to_dicts()
        assert len(rows) == 1

    def test_a_company_of_which_nothing_is_told(self, store):
        assert providers(store, company="Nvidia") == []

    def test_open(self, store):
        assert len(run(store, "evidence", partner="-")) == len(run(store, "evidence")) == 3
        assert providers(store, company="-") == providers(store)

    @pytest.mark.parametrize(
        ("date", "known"), [("2025-01-30", []), ("2025-01-31", ["yes"]), ("2025-02", ["yes"]), ("2025", [])]
    )
    def test_a_date_is_its_first_day(self, store, date, known):
        assert sorted({row["known"] for row in run(store, "known-on", date=date).to_dicts()}) == known


class TestMistakes:
    def test_an_unknown_query(self, store):
        with pytest.raises(
            UsageError,
            match=r"^there is no query 'provider'; nearest: providers, providers-on-date; kg ask lists them$",
        ):
            run(store, "provider")
        with pytest.raises(UsageError, match=r"^there is no query 'xyz'; kg ask lists them$"):
            run(store, "xyz")

    def test_an_unknown_parameter(self, store):
        with pytest.raises(
            UsageError,
            match=r"^the query providers has no parameter 'compny'; nearest: company; it takes company$",
        ):
            run(store, "providers", compny="OpenAI")
        with pytest.raises(UsageError, match=r"^the query conflicts has no parameter 'x'; it takes none$"):
            run(store, "conflicts", x="1")

    def test_an_unknown_company(self, store):
        with pytest.raises(UnknownCompany) as raised:
            run(store, "providers", company="Oracel")
        assert raised.value.nearest[0] == "Oracle"
        with pytest.raises(
            UnknownCompany, match=r"^unknown company 'O\"Brian & Söhne'; nearest names: O\"Brien & Söhne"
        ):
            run(store, "providers", company='O"Brian & Söhne')

    def test_a_date_that_is_none(self, store):
        with pytest.raises(UsageError, match=r"^date: 'soon' is no date; write 2027"):
            run(store, "known-on", date="soon")


@pytest.mark.parametrize("value", ["> } DELETE { ?s ?p ?o", '"} SERVICE <http://a> {"', "a\\", "a\nb", "} #"])
def test_a_value_stays_a_value(store, value):
    """What looks like SPARQL is the name of a company that nobody knows, or text."""
    with pytest.raises(UnknownCompany):
        run(store, "providers", company=value)
    from kg.rdf import Literal

    rows = store.ask(with_terms("SELECT ?x { BIND($text AS ?x) }", {"text": Literal(value)}))
    assert list(rows) == [(value,)]


class TestFiles:
    def test_help_and_parameters(self):
        text = (
            "# What?\n# $who company OpenAI the one\n# $when date - the day\n# more\nSELECT ?x { ?x ?y $who }"
        )
        query = _read("name", text)
        assert (query.name, query.help, query.text) == ("name", "What?", text)
        assert query.parameters == (
            Parameter("who", "company", "OpenAI", "the one"), Parameter("when", "date", None, "the day"),
        )  # fmt: skip

    @pytest.mark.parametrize("name", sorted(named_queries()))
    def test_each_that_ships(self, store, name):
        query = named_queries()[name]
        assert query.text == resource(f"ontology/queries/{name}.rq").read_text("utf-8")
        assert query.help[-1] in "?." or ":" in query.help or "(" in query.help
        used = set(
            re.findall(r"\$(\w+)", "\n".join(line for line in query.text.splitlines() if line[:1] != "#"))
        )
        assert used == {parameter.name for parameter in query.parameters}
        assert run(store, name).columns
