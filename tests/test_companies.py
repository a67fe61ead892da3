"""The registry: aliases are exact, divisions fold into owners, faults are named with their line."""

import pytest

from kg.companies import Companies, companies, nearest, read_companies
from kg.errors import KgError, UnknownCompany
from kg.model import Company

HEADER = "name,aliases,kind,owner,division,country\n"


@pytest.mark.parametrize(
    ("alias", "name"),
    [
        ("Microsoft Azure", "Microsoft"),
        ("aws", "Amazon"),
        ("Google Cloud Platform", "Google"),
        ("Google", "Google"),
        ("NVIDIA", "Nvidia"),
        ("SoftBank Group Corp.", "SoftBank"),
    ],
)
def test_aliases_and_divisions_lead_to_the_company_whose_deals_they_are(alias: str, name: str) -> None:
    assert companies().canonical(alias) == name


def test_every_bundled_alias_leads_somewhere_and_every_owner_is_registered() -> None:
    known = companies()
    for alias, company in known.names().items():
        assert known.find(alias) == company
        assert company.owner is None or known.find(company.owner) is not None
    assert not [company.name for company in known if company.division and not company.owner]


def test_a_similar_name_is_proposed_and_never_taken() -> None:
    assert companies().canonical("Oracle of Omaha") is None
    with pytest.raises(UnknownCompany, match="unknown company 'Orcale'; nearest names: Oracle"):
        companies().require("Orcale")
    assert nearest("zzz", ["Acme"]) == []


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (
            "Acme,,chips,,,\nAcme,,chips,,,\n",
            "companies.csv, line 3: the company 'Acme' is registered twice; remove one",
        ),
        (
            "Acme,Bolt,chips,,,\nBolt,,chips,,,\n",
            "companies.csv, line 3: the alias 'Bolt' is claimed by both 'Acme' and 'Bolt'",
        ),
        (
            "Acme,,chips,Acme,,\n",
            "companies.csv, line 2: the company 'Acme' is its own owner; mend its owner",
        ),
        (
            "Acme,,chips,Bolt,,\nBolt,,chips,Acme,,\n",
            "companies.csv, line 2: the company 'Acme' is its own owner through Acme → Bolt",
        ),
        (
            "Acme,,chips,Nobody,,\n",
            "companies.csv, line 2: the owner 'Nobody' of 'Acme' is not registered; add it",
        ),
        ("Acme\n", "companies.csv, line 2: not a row"),
        (",,chips,,,\n", "companies.csv, line 2: not a row"),
    ],
)
def test_faults_of_a_registry_are_named(rows: str, message: str) -> None:
    with pytest.raises(KgError, match=message):
        read_companies(HEADER + rows, "companies.csv")


def test_a_registry_of_ones_own() -> None:
    known = Companies(
        [
            Company(name="Acme", aliases=("Acme Corp",)),
            Company(name="Bolt Chips", owner="Acme", division=True),
        ]
    )
    assert (len(known), known.canonical("bolt chips"), known.canonical("ACME CORP")) == (2, "Acme", "Acme")
