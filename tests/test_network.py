"""Deals as a networkx graph: which way edges point, what they carry, when they hold, and what was known by a date."""

import networkx as nx
import pytest

from kg.companies import companies
from kg.errors import UsageError
from kg.model import Claim, Deal, Document, Evidence, Remark, Status
from kg.network import Holds, Validity, deal_network, supplies, supply_network
from kg.questions.sample import sample_network
from kg.values import days

UNDATED = Document(id="d")


def claim(doc="d", kind="usage", roles=None, **slots):
    return Claim(
        doc=doc, type=kind, roles=roles or {"customer": ("A",), "provider": ("B",)}, summary="…", **slots
    )


def deal(*claims, key="1", **slots):
    first = claims[0]
    told = first.model_dump(
        include={"type", "roles", "name", "product", "amount", "signed", "start", "end", "duration", "status"}
    )
    slots = {"accepted": first.status in {Status.ANNOUNCED, Status.REPORTED, Status.TERMINATED}, **slots}
    return Deal(**{**told, "id": key, "claims": tuple(c.id for c in claims), **slots})


def network(*claims, documents=(UNDATED,), remarks=(), deals=None, **dates):
    deals = [deal(c, key=str(n)) for n, c in enumerate(claims)] if deals is None else deals
    return deal_network(deals, claims, documents, remarks, companies(), **dates)


def ways(found):
    return sorted((u, v, tie["role"]) for u, v, tie in found.edges(data=True))


@pytest.mark.parametrize(
    ("kind", "roles", "expected"),
    [
        ("contract", {"customer": ("A",), "provider": ("B",)}, [("A", "B", ("customer",))]),
        (
            "usage",
            {"customer": ("A", "C"), "provider": ("B",)},
            [("A", "B", ("customer",)), ("C", "B", ("customer",))],
        ),
        ("exclusivity_ended", {"customer": ("A",), "provider": ("B",)}, [("A", "B", ("customer",))]),
        ("investment", {"investor": ("A",), "investee": ("B",)}, [("A", "B", ("investor",))]),
        (
            "acquisition",
            {"acquirer": ("A",), "target": ("B",), "seller": ("C",)},
            [("A", "B", ("acquirer",)), ("C", "B", ("seller",))],
        ),
        ("partnership", {"party": ("A", "B")}, [("A", "B", ("party",)), ("B", "A", ("party",))]),
        (
            "competition",
            {"party": ("A", "B", "C")},
            [(u, v, ("party",)) for u in "ABC" for v in "ABC" if u != v],
        ),
        ("contract", {"customer": ("A",), "provider": ("A",)}, []),
        ("contract", {"customer": ("A",)}, []),
    ],
)
def test_edges_point_the_way_dependence_runs(kind, roles, expected):
    assert ways(network(claim(kind=kind, roles=roles))) == expected


class TestNodes:
    def test_divisions_and_aliases_fold_into_their_owner(self):
        found = network(claim(roles={"customer": ("openai",), "provider": ("Microsoft Azure",)}))
        assert list(found.edges()) == [("OpenAI", "Microsoft")]
        assert found.nodes["Microsoft"] == {
            "kind": companies().require("Microsoft").kind,
            "country": "United States",
            "owner": None,
            "lane": "provider",
        }

    def test_lanes(self):
        found = network(
            claim(roles={"customer": ("A",), "provider": ("B",)}),
            claim(roles={"customer": ("B",), "provider": ("C",)}),
            claim(kind="investment", roles={"investor": ("D",), "investee": ("A",)}),
            claim(kind="competition", roles={"party": ("E", "F")}),
            claim(kind="project", name="P", roles={"participant": ("A", "D")}),
        )
        lanes = {node: data["lane"] for node, data in found.nodes(data=True)}
        assert lanes == {
            "A": "customer", "B": "intermediary", "C": "provider", "D": "investor", "E": "other", "F": "other",
            "P": "project",
        }  # fmt: skip

    def test_a_project_is_a_node_and_who_takes_part_points_at_it(self):
        found = network(
            claim(kind="project", name="Stargate", roles={"participant": ("A", "B"), "funder": ("A",)})
        )
        assert ways(found) == [
            ("A", "Stargate", ("participant", "funder")),
            ("B", "Stargate", ("participant",)),
        ]
        assert found.nodes["Stargate"]["kind"] == "project"
        assert not nx.descendants(supply_network(found), "A")

    def test_a_project_named_like_a_company_is_not_the_company(self):
        found = network(claim(kind="project", name="Oracle", roles={"participant": ("A", "Oracle")}))
        assert sorted(found.edges()) == [("A", "Oracle (project)"), ("Oracle", "Oracle (project)")]

    def test_a_nameless_project_bears_its_deal(self):
        assert list(network(claim(kind="project", roles={"participant": ("A",)})).edges()) == [
            ("A", "project 0")
        ]

    def test_hostile_names_stay_names(self):
        name = "<script>alert('x')</script>\n\N{RIGHT-TO-LEFT OVERRIDE}"
        found = network(claim(roles={"customer": (name,), "provider": ("B",)}))
        assert list(found.edges()) == [(name, "B")]


class TestEdges:
    def test_they_carry_the_deal(self):
        told = claim(
            kind="contract", product="cloud", amount={"value": 5, "currency": "USD"}, start="2025", end="2026"
        )
        found = network(told)
        tie = found["A"]["B"]["0"]
        expected = {
            "type": "contract", "product": "cloud", "amount": told.amount, "status": "announced", "signed": None,
            "start": "2025", "end": "2026", "exclusive_until": None, "accepted": True, "claims": (told.id,),
            "role": ("customer",), "validity": Validity(*days("2025"), *days("2026")), "holds": None,
            "deal": deal(told, key="0"),
        }  # fmt: skip
        assert tie == expected

    def test_parallel_deals_are_parallel_edges(self):
        found = network(claim(), claim(kind="contract"), claim(kind="contract", product="chips"))
        assert sorted(found["A"]["B"]) == ["0", "1", "2"]

    def test_the_end_of_exclusivity_is_no_end_of_the_tie(self):
        found = network(claim(kind="exclusivity_ended", end="2025-01"), as_of="2026")
        tie = found["A"]["B"]["0"]
        assert (tie["end"], tie["exclusive_until"], tie["holds"]) == (None, "2025-01", Holds.UNKNOWN)
        assert list(supply_network(found).edges()) == [("A", "B")]

    def test_the_graph_is_frozen_and_a_copy_is_not(self):
        found = network(claim())
        with pytest.raises(nx.NetworkXError, match="Frozen"):
            found.add_edge("A", "C")
        copy = found.copy()
        copy.add_edge("A", "C")
        assert (copy.number_of_edges(), found.number_of_edges()) == (2, 1)

    def test_the_order_of_deals_does_not_matter(self):
        claims = [claim(), claim(kind="contract"), claim(roles={"customer": ("B",), "provider": ("C",)})]
        deals = [deal(told, key=str(number)) for number, told in enumerate(claims)]
        one, other = network(*claims, deals=deals), network(*claims[::-1], deals=deals[::-1])
        assert list(one.edges(keys=True, data=True)) == list(other.edges(keys=True, data=True))
        assert list(one.nodes(data=True)) == list(other.nodes(data=True))

    def test_no_deals_no_graph(self):
        found = network()
        assert (len(found), found.graph["as_of"], found.graph["undated"]) == (0, None, ())


PUBLISHED = Document(id="d", date="2025-09-11")


@pytest.mark.parametrize(
    ("slots", "as_of", "holds"),
    [
        ({}, "2025-01", "unknown"),
        ({"start": "2024-summer"}, "2024-05", "no"),
        ({"start": "2024-summer"}, "2024-07", "unknown"),
        ({"start": "2024-summer"}, "2025-01", "yes"),
        ({"start": "2024-summer"}, "2025-09-11", "yes"),
        ({"start": "2024-summer"}, "2025-09-12", "unknown"),
        ({"start": "2027"}, "2025", "no"),
        ({"start": "2027", "duration": "P5Y"}, "2030", "yes"),
        ({"start": "2027-01-15", "duration": "P1M"}, "2027-02-14", "yes"),
        ({"start": "2027-01-15", "duration": "P1M"}, "2027-02-15", "no"),
        ({"start": "2027", "duration": "P5Y"}, "2033", "no"),
        ({"start": "2024", "end": "2025"}, "2026", "no"),
        ({"end": "2025-06"}, "2025-07", "no"),
        ({"end": "2025-06"}, "2025-05", "unknown"),
        ({"signed": "2025-03-01"}, "2025-02", "no"),
        ({"signed": "2025-03-01"}, "2025-04", "unknown"),
        ({"start": "2026", "end": "2024"}, "2025", "unknown"),
        ({"status": "terminated", "start": "2020"}, "2025-10", "no"),
        ({"status": "terminated", "start": "2020"}, "2022", "unknown"),
    ],
)
def test_whether_a_tie_holds(slots, as_of, holds):
    tie = network(claim(**slots), documents=[PUBLISHED], as_of=as_of)["A"]["B"]["0"]
    assert tie["holds"] == holds
    assert tie["validity"].holds(days(as_of)) == holds


@pytest.mark.parametrize("date", ["soon", "2025-13", "2025-02-30", ""])
@pytest.mark.parametrize("name", ["as_of", "known_on"])
def test_a_malformed_date(name, date):
    with pytest.raises(UsageError, match=f"^{name} '{date}'"):
        network(claim(), **{name: date})


class TestKnownOn:
    documents = (
        Document(id="old", date="2024-05"),
        Document(id="new", date="2025-09-11"),
        Document(id="undated"),
    )

    def test_later_documents_are_not_known(self):
        old, new = claim("old", product="cloud"), claim("new", product="cloud", start="2027")
        both = deal(new, old, start="2027", product="cloud")
        found = network(old, new, documents=self.documents, deals=[both], known_on="2024-12")
        assert found["A"]["B"]["1"]["start"] is None
        assert found["A"]["B"]["1"]["claims"] == (old.id,)
        assert set(found.graph["claims"]) == {old.id}
        assert set(found.graph["documents"]) == {"old"}
        assert found.graph["undated"] == ("undated",)

    def test_a_document_that_may_be_later_is_left_out(self):
        assert not network(claim("old"), documents=self.documents, known_on="2024-05-15")
        assert network(claim("old"), documents=self.documents, known_on="2024-06")

    def test_a_rumour_of_the_time_was_no_fact(self):
        rumour, report = claim("old", status="rumored"), claim("new")
        found = network(
            rumour, report, documents=self.documents, deals=[deal(report, rumour)], known_on="2024-12"
        )
        assert (found["A"]["B"]["1"]["status"], found["A"]["B"]["1"]["accepted"]) == ("rumored", False)

    def test_remarks_of_later_documents_are_not_known(self):
        quote = (Evidence(quote="x", start=0, end=1),)
        remarks = [Remark(doc=doc, kind="opinion", evidence=quote) for doc in ("old", "new")]
        found = network(documents=self.documents, remarks=remarks, known_on="2025")
        assert list(found.graph["remarks"].values()) == remarks[:1]


class TestSupply:
    def test_only_facts_of_supply(self):
        found = sample_network(
            "A uses B", "A uses C (planned)", "A uses D (denied)", "A uses E (terminated)", "A competes with F",
            "A invests in G", "A partners with H", "A no longer relies solely on I",
        )  # fmt: skip
        assert sorted(supply_network(found)["A"]) == ["B", "I"]
        assert set(supply_network(found)) == set(found)

    def test_what_is_over_on_the_day_is_left_out(self):
        sentences = ("A uses B until 2024", "B uses C")
        assert sorted(nx.descendants(supply_network(sample_network(*sentences)), "A")) == ["B", "C"]
        assert not nx.descendants(supply_network(sample_network(*sentences, as_of="2025")), "A")

    def test_a_terminated_tie_held_before_it_ended(self):
        tie = network(claim(status="terminated", start="2020"), documents=[PUBLISHED])["A"]["B"]["0"]
        assert not supplies(tie)
        assert supplies(tie, days("2022"))
        assert not supplies(tie, days("2026"))
