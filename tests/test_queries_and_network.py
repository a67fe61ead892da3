"""What the named queries say in SPARQL is what the network says in Python."""

from calendar import monthrange
from itertools import product
from random import Random

import networkx as nx
import pytest
from told_deals import KNOWN, curated, graph

from kg import questions
from kg.companies import companies
from kg.facts import deals, record
from kg.model import Claim, Document, Extraction
from kg.network import SUPPLY, deal_network, supply_network
from kg.queries import run
from kg.store import Store
from kg.values import days


def network_of(store, known=KNOWN):
    return deal_network(deals(store), store.claims(), store.documents(), store.remarks(), known)


def test_the_network_says_the_same_of_the_article():
    store = Store.memory()
    for quads in graph().values():
        store.load(quads)
    names = {"Contract": "contract", "Usage": "usage", "ExclusivityEnd": "exclusivity_ended"}
    ties = [
        (provider, str(tie["type"]), tie["validity"])
        for _, provider, tie in network_of(store).out_edges("OpenAI", data=True)
        if tie["accepted"] and tie["type"] in SUPPLY
    ]
    assert len(ties) == 4
    for date in (
        "2023-01-01",
        "2024-12-31",
        "2025-02-28",
        "2025-06-01",
        "2026-01-01",
        "2030-01-01",
        "2033-01-01",
    ):
        held = sorted(
            (provider, type_, str(validity.holds(days(date)))) for provider, type_, validity in ties
        )
        rows = run(store, "providers-on-date", date=date)
        assert sorted((row[0], names[row[1]], row[2]) for row in rows) == held, date


def told_at_random(random, number):
    """Two documents about one supply of OpenAI, by a provider of that number, with dates at random."""

    def date():
        year, month = random.randint(2023, 2025), random.randint(1, 12)
        last = monthrange(year, month)[1]
        return random.choice([
            f"{year}", f"{year}-{month:02}", f"{year}-Q{random.randint(1, 4)}", f"{year}-winter",
            f"{year}-{month:02}-10", f"{year}-{month:02}-{last}",
        ])  # fmt: skip

    def maybe(value):
        return random.choice([None, value])

    slots = {
        "type": random.choice(sorted(SUPPLY)), "roles": {"customer": ("OpenAI",), "provider": (f"P{number}",)},
        "signed": maybe(date()), "start": maybe(date()), "end": random.choice([None, None, date()]),
        "duration": random.choice([None, None, "P1M", "P13M", "P1Y"]), "summary": "…",
    }  # fmt: skip
    for name in (f"a{number}", f"b{number}"):
        claim = Claim(doc=name, status=random.choice(["announced", "reported", "terminated"]), **slots)
        yield Extraction(document=Document(id=name, date=maybe(date())), claims=(claim,))


def test_the_network_says_the_same_of_any_dates():
    random = Random(20)
    store = Store.memory()
    record(store, [found for number in range(400) for found in told_at_random(random, number)], KNOWN)
    ties = {provider: tie for _, provider, tie in network_of(store).out_edges("OpenAI", data=True)}
    assert len(ties) == 400
    seen = set()
    for year, month, shift in product((2023, 2024, 2025, 2026), range(1, 13), (0, 1)):
        date = f"{year}-{month:02}-{monthrange(year, month)[1] - shift}"
        held = {provider: str(tie["validity"].holds(days(date))) for provider, tie in ties.items()}
        assert {row[0]: row[2] for row in run(store, "providers-on-date", date=date)} == held
        seen |= set(held.values())
    assert seen == {"yes", "no", "unknown"}


class TestTheNetworkSaysTheSameOfTheCuratedClaims:
    @pytest.fixture
    def network(self):
        return network_of(curated(), companies())

    def test_on_whom_each_company_depends(self, network):
        supply = supply_network(network)
        asked = [name for name in supply if supply.out_degree(name)]
        assert len(asked) > 30
        for name in asked:
            found = {row[0] for row in run(curated(), "dependency-closure", company=name)}
            assert found - {name} == nx.descendants(supply, name), name

    def test_which_rivals_supply(self, network):
        told = {
            (found.company, found.rival, supply.deal)
            for found in questions.rivals_that_supply(network)
            for supply in found.supplies
        }
        assert len(told) > 1
        assert {(row[0], row[1], row[3]) for row in run(curated(), "rivals-that-supply")} == told
