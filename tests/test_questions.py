"""Questions on small named graphs: exact rows, what they rest on, and what is not known."""

import json
from itertools import pairwise, permutations

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.companies import companies
from kg.errors import UnknownCompany, UsageError
from kg.model import Claim, Deal, Document, Evidence, Remark
from kg.network import Holds, deal_network
from kg.questions import dependency_paths, multi_cloud, providers, rivals_that_supply, who_says
from kg.questions.sample import sample_network

WEB = (
    "OpenAI buys cloud from Oracle since 2027",
    "OpenAI uses Oracle since 2024-summer",
    "OpenAI no longer relies solely on Microsoft until 2025-01",
    "OpenAI buys cloud from Google since 2025-spring",
    "OpenAI competes with Google",
    "OpenAI uses Amazon (denied)",
    "Oracle buys chips from Nvidia",
    "Microsoft buys chips from Nvidia (planned)",
)


def told(answer):
    return [(row.provider, row.type, row.since) for row in answer]


class TestProviders:
    def test_by_provider_and_beginning(self):
        answer = providers(sample_network(*WEB), "OpenAI")
        assert told(answer) == [
            ("Google", "contract", "2025-spring"),
            ("Microsoft", "exclusivity_ended", None),
            ("Oracle", "usage", "2024-summer"),
            ("Oracle", "contract", "2027"),
        ]
        assert answer[1].exclusivity == "ended January 2025"
        assert answer[1].until is None
        assert len(answer.claims) == 4
        assert answer.unknown == (
            "Whether OpenAI depends on Amazon: use (denied) is denied.",
            "What is paid to Google (contract) and Oracle (contract): no document here says so.",
            "When supply began by Microsoft (exclusivity ended): no document here says so.",
            "Whether other companies supply OpenAI: no document here says so.",
        )

    def test_as_of_yes_no_unknown(self):
        answer = providers(sample_network(*WEB), "OpenAI", as_of="2025-10")
        assert {(row.provider, row.holds) for row in answer} == {
            (name, Holds.UNKNOWN) for name in ("Google", "Microsoft", "Oracle")
        }
        assert answer.question == "Who supplies OpenAI, as of October 2025?"
        assert (
            "but not on the day asked about: a contract for cloud (announced; from 2027)" in answer.explain()
        )

    def test_the_date_of_the_network_is_the_date_of_the_question(self):
        network = sample_network(*WEB, as_of="2025-10")
        assert providers(network, "OpenAI") == providers(network, "OpenAI", as_of="2025-10")
        with pytest.raises(UsageError, match="contradicts the network, which is as of '2025-10'"):
            providers(network, "OpenAI", as_of="2026")

    def test_a_terminated_tie_is_told(self):
        answer = providers(sample_network("A uses B (terminated)"), "A")
        assert len(answer) == 0
        assert answer.explain().splitlines()[1] == "A depends on B, but no longer: use (terminated) [1]."

    def test_who_did_not_answer(self):
        text = "OpenAI uses Oracle. Oracle declined to comment. SAP did not respond."
        quotes = [Evidence.of(text, 0, 18), Evidence.of(text, 20, 46), Evidence.of(text, 48, 67)]
        claim = Claim(
            doc="d",
            type="usage",
            roles={"customer": ("OpenAI",), "provider": ("Oracle",)},
            evidence=quotes[:1],
        )
        remarks = [
            Remark(doc="d", kind="declined-to-comment", parties=("Oracle",), evidence=quotes[1:2]),
            Remark(doc="d", kind="no-response", parties=("SAP",), evidence=quotes[2:]),
        ]
        deal = Deal(
            id="1", type="usage", roles=claim.roles, status="announced", accepted=True, claims=(claim.id,)
        )
        network = deal_network([deal], [claim], [Document(id="d", text=text)], remarks, companies())
        assert providers(network, "OpenAI").explain().splitlines()[2] == "Oracle declined to comment [2]."
        assert (
            "[2] “Oracle declined to comment” — d, undated, declined to comment"
            in providers(network, "OpenAI").explain()
        )
        assert "SAP" not in providers(network, "OpenAI").explain()

    def test_plain_data(self):
        (row,) = json.loads(
            json.dumps(providers(sample_network("OpenAI buys cloud from Oracle"), "OpenAI").to_dicts())
        )
        assert (row["provider"], row["product"], row["amount"], row["status"]) == (
            "Oracle",
            "cloud",
            None,
            "announced",
        )
        assert row["evidence"][0]["quotes"] == ["OpenAI buys cloud from Oracle"]


def test_a_data_frame():
    pandas = pytest.importorskip("pandas", reason="pandas is no dependency of this package")
    frame = providers(sample_network("OpenAI buys cloud from Oracle"), "OpenAI").to_pandas()
    assert isinstance(frame, pandas.DataFrame)
    assert frame[["provider", "product"]].values.tolist() == [["Oracle", "cloud"]]


class TestCompanies:
    @pytest.mark.parametrize("ask", [providers, multi_cloud, rivals_that_supply, who_says])
    def test_unknown_with_the_nearest_names(self, ask):
        with pytest.raises(UnknownCompany, match="unknown company 'Oracel'; nearest names: Oracle"):
            ask(sample_network(*WEB), "Oracel")

    @pytest.mark.parametrize("ask", [providers, multi_cloud, rivals_that_supply, who_says])
    def test_known_and_not_spoken_of(self, ask):
        answer = ask(sample_network(*WEB), "AMD")
        assert answer.unknown[0] == "No document here names AMD in a deal."
        assert len(answer) == 0

    @pytest.mark.parametrize("ask", [providers, multi_cloud, rivals_that_supply, who_says])
    def test_empty_graph(self, ask):
        answer = ask(sample_network(), "Anyone")
        assert answer.unknown[0] == "The graph holds no deals; add an article first."
        assert answer.verdict is not Holds.YES

    def test_by_alias_division_and_case(self):
        network = sample_network("OpenAI uses Microsoft", "Acme uses OpenAI")
        assert [providers(network, name).question for name in ("openai", "OPENAI", "acme")] == [
            "Who supplies OpenAI?", "Who supplies OpenAI?", "Who supplies Acme?",
        ]  # fmt: skip
        assert dependency_paths(network, "Acme", "Microsoft Azure")[0].companies == (
            "Acme",
            "OpenAI",
            "Microsoft",
        )

    def test_hostile_names_are_escaped_in_html(self):
        name = "<img src=x onerror=alert(1)>"
        page = providers(sample_network(f"{name} uses Oracle"), name)._repr_html_()
        assert "<img" not in page
        assert "&lt;img src=x onerror=alert(1)&gt;" in page


class TestMultiCloud:
    def test_yes_with_two(self):
        answer = multi_cloud(sample_network(*WEB, "OpenAI buys chips from Nvidia"), "OpenAI")
        assert answer.verdict is Holds.YES
        assert {row.provider for row in answer} == {"Google", "Microsoft", "Oracle"}

    def test_one_cloud_is_no_no(self):
        answer = multi_cloud(sample_network("OpenAI buys cloud from Oracle"), "OpenAI")
        assert answer.verdict is Holds.UNKNOWN
        assert answer.unknown == ("Whether OpenAI uses a cloud beside Oracle: no document here says so.",)

    def test_parallel_deals_with_one_provider_are_one_cloud(self):
        network = sample_network("A buys cloud from B", "A uses B", "A buys cloud from C (rumored)")
        answer = multi_cloud(network, "A")
        assert (answer.verdict, len(answer)) == (Holds.UNKNOWN, 1)
        assert answer.unknown[0] == "Whether A depends on C: a contract for cloud (rumored) is only rumored."

    def test_the_kind_of_the_provider_speaks_where_no_product_is_told(self):
        network = sample_network(
            "OpenAI uses Oracle", "OpenAI uses Nvidia", "OpenAI buys chips from Microsoft"
        )
        assert [row.provider for row in multi_cloud(network, "OpenAI")] == ["Oracle"]

    def test_on_a_day(self):
        network = sample_network(
            "A buys cloud from B since 2020 until 2030", "A buys cloud from C since 2026 until 2030"
        )
        assert multi_cloud(network, "A", as_of="2027").verdict is Holds.YES
        answer = multi_cloud(network, "A", as_of="2025")
        assert (answer.verdict, [row.provider for row in answer]) == (Holds.UNKNOWN, ["B"])

    def test_a_told_strategy(self):
        quote = (Evidence(quote="A has a multi-cloud strategy", start=0, end=28),)
        remark = Remark(doc="d", kind="strategy", value="multi-cloud", parties=("OpenAI",), evidence=quote)
        network = sample_network("OpenAI uses Oracle")
        network.graph["remarks"][remark.id] = remark
        assert (
            "A strategy of several clouds is told of OpenAI [2]." in multi_cloud(network, "OpenAI").explain()
        )


class TestRivals:
    def test_both_ways(self):
        network = sample_network(*WEB, "Google uses OpenAI", "Oracle competes with Microsoft")
        assert [(row.company, row.rival) for row in rivals_that_supply(network)] == [
            ("Google", "OpenAI"),
            ("OpenAI", "Google"),
        ]

    def test_of_one_company(self):
        network = sample_network("A competes with B", "A uses B", "C competes with D", "C uses D")
        assert [(row.company, row.rival) for row in rivals_that_supply(network, "D")] == [("C", "D")]
        assert len(rivals_that_supply(network)) == 2

    def test_doubtful_rivalry_and_supply_are_no_rows(self):
        network = sample_network(
            "A competes with B (rumored)", "A uses B", "C competes with D", "C uses D (planned)"
        )
        answer = rivals_that_supply(network)
        assert len(answer) == 0
        assert answer.unknown == (
            "Whether A competes with its provider B: it is only rumored.",
            "Whether any companies compete and supply each other: no document here says so.",
        )

    def test_on_a_day(self):
        network = sample_network("A competes with B", "A uses B until 2024")
        assert len(rivals_that_supply(network, as_of="2024")) == 1
        assert len(rivals_that_supply(network, as_of="2025")) == 0


class TestWhoSays:
    def test_together(self):
        network = sample_network(*WEB)
        assert [row.said for row in who_says(network, "OpenAI", "Oracle")] == [
            "OpenAI buys cloud from Oracle",
            "OpenAI uses the services of Oracle",
        ]
        assert who_says(network, "Nvidia", "OpenAI").unknown == (
            "No document here speaks of Nvidia and OpenAI together.",
        )
        assert len(who_says(network, "OpenAI")) == 6

    def test_of_ties_that_are_asked_about(self):
        network = sample_network(
            "A buys cloud from B since 2020 until 2022", "A buys chips from C (rumored)", "A competes with D"
        )
        told = {
            "product": {row.said for row in who_says(network, "A", product="cloud")},
            "status": {row.said for row in who_says(network, "A", status="rumored")},
            "as_of": {row.said for row in who_says(network, "A", as_of="2025")},
            "grade": {row.said for row in who_says(network, "A", minimum_grade="filing")},
        }
        assert told == {
            "product": {"A buys cloud from B", "A and D compete"},
            "status": {"A buys chips from C"},
            "as_of": {"A and D compete", "A buys chips from C"},
            "grade": set(),
        }

    def test_claims_by_date_then_remarks(self):
        text = "OpenAI uses Oracle"
        documents = [
            Document(id="b", text=text, date="2025-02", publisher="Beta"),
            Document(id="a", text=text, date="2024", publisher="Alpha"),
            Document(id="c", text=text, publisher="Gamma"),
        ]
        quote, roles = (Evidence.of(text, 0, 18),), {"customer": ("OpenAI",), "provider": ("Oracle",)}
        claims = [
            Claim(doc=d.id, type="usage", roles=roles, evidence=quote, attributed_to=("Reuters",))
            for d in documents
        ]
        remark = Remark(doc="a", kind="opinion", parties=("OpenAI",), evidence=quote)
        deal = Deal(
            id="1",
            type="usage",
            roles=roles,
            status="announced",
            accepted=True,
            claims=tuple(c.id for c in claims),
        )
        answer = who_says(deal_network([deal], claims, documents, [remark], companies()), "OpenAI")
        assert [(row.publisher, row.date, row.kind) for row in answer] == [
            ("Alpha", "2024", "usage"),
            ("Beta", "2025-02", "usage"),
            ("Gamma", None, "usage"),
            ("Alpha", "2024", "opinion"),
        ]
        assert answer.explain().splitlines()[1] == (
            "Reuters, in Alpha, 2024: OpenAI uses the services of Oracle (announced) [1]."
        )

    def test_a_project(self):
        roles = {"participant": ("OpenAI", "Oracle")}
        claim = Claim(doc="d", type="project", name="Stargate", roles=roles, summary="…")
        deal = Deal(
            id="1",
            type="project",
            name="Stargate",
            roles=roles,
            status="announced",
            accepted=True,
            claims=(claim.id,),
        )
        network = deal_network([deal], [claim], [], [], companies())
        assert [row.id for row in who_says(network, "Stargate")] == [claim.id]
        assert [row.id for row in who_says(network, "OpenAI", "Stargate")] == [claim.id]


class TestPaths:
    def test_parallel_deals_make_one_hop(self):
        (path,) = dependency_paths(sample_network(*WEB), "OpenAI", "Nvidia")
        assert path.companies == ("OpenAI", "Oracle", "Nvidia")
        assert [len(hop.deals) for hop in path.hops] == [2, 1]

    def test_shortest_first_cycles_and_self_loops_do_no_harm(self):
        network = sample_network(
            "A uses B", "B uses A", "A uses A", "B uses C", "A uses C", "C uses B", "C uses D", "B uses D"
        )
        assert ["".join(path.companies) for path in dependency_paths(network, "A", "D")] == [
            "ABD",
            "ACD",
            "ABCD",
            "ACBD",
        ]

    def test_the_weakest_link(self):
        (path,) = dependency_paths(sample_network("A uses B", "B uses C (reported)", "C uses D"), "A", "D")
        assert str(path.weakest_link) == "B → C"
        assert path.vouched == "only reported, quoted, unknown grade and 1 document"

    def test_a_firm_deal_beside_a_weak_one_makes_the_hop_firm(self):
        (path,) = dependency_paths(
            sample_network("A uses B (reported)", "A uses B", "B uses C (reported)"), "A", "C"
        )
        assert str(path.weakest_link) == "B → C"

    def test_truncation_is_told_with_a_bound(self):
        middles = [f"M{number}" for number in range(5)]
        network = sample_network(*(s for m in middles for s in (f"A uses {m}", f"{m} uses B")))
        answer = dependency_paths(network, "A", "B", max_paths=2)
        assert (len(answer), answer.truncated) == (
            2,
            "the 2 shortest paths of at most 5 that have up to 4 hops",
        )
        assert "Shown in part: the 2 shortest" in answer.explain()
        assert dependency_paths(network, "A", "B", max_paths=5).truncated is None

    def test_longer_than_asked(self):
        answer = dependency_paths(sample_network("A uses B", "B uses C"), "A", "C", max_length=1)
        assert answer.explain().splitlines() == [
            "On which paths does A depend on C?",
            "No path has up to 1 hop; the shortest has 2: A → B → C.",
        ]

    def test_a_hop_that_is_no_fact(self):
        answer = dependency_paths(
            sample_network("A uses B", "B uses C (planned)", "B uses C (denied)"), "A", "C"
        )
        assert [note[0].text for note in answer.notes] == ["The nearest that is told to a path is A → B → C."]
        assert answer.unknown == (
            "Whether B depends on C: use (planned) is only planned.",
            "Whether B depends on C: use (denied) is denied.",
        )

    def test_a_hop_that_is_over(self):
        answer = dependency_paths(sample_network("A uses B until 2024", "B uses C"), "A", "C", as_of="2025")
        assert answer.explain().splitlines()[1:3] == [
            "The nearest that is told to a path is A → B → C.",
            "A depends on B, but not on the day asked about: use (announced; until 2024) [1].",
        ]

    def test_none_told(self):
        answer = dependency_paths(sample_network("A uses B", "C uses D"), "A", "D")
        assert answer.unknown == (
            "Whether A depends on D: no document here tells of supply that leads from the one to the other.",
        )

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            ({"goal": "A"}, "start and goal are both A"),
            ({"max_length": 0}, "max_length 0: a path has at least 1 hop"),
            ({"max_paths": 0}, "max_paths 0: ask for at least 1 path"),
            ({"as_of": "soon"}, "as_of 'soon': 'soon' is no date"),
        ],
    )
    def test_a_call_that_is_wrong(self, arguments, message):
        with pytest.raises(UsageError, match=message):
            dependency_paths(sample_network("A uses B"), **{"start": "A", "goal": "B", **arguments})

    def test_length_forty(self):
        network = sample_network(*(f"N{number} uses N{number + 1}" for number in range(40)))
        (path,) = dependency_paths(network, "N0", "N40", max_length=40)
        assert len(path.hops) == 40

    @settings(max_examples=60, deadline=None)
    @given(
        edges=st.sets(st.tuples(st.sampled_from("ABCDEF"), st.sampled_from("ABCDEF")), max_size=18),
        length=st.integers(1, 6),
    )
    def test_like_brute_force(self, edges, length):
        network = sample_network("A uses Y", "Y uses B", *(f"{u} uses {v}" for u, v in sorted(edges)))
        graph = nx.DiGraph(list(network.edges()))
        middles = sorted(set(graph) - {"A", "B"})
        candidates = (("A", *m, "B") for size in range(length) for m in permutations(middles, size))
        expected = [path for path in candidates if all(graph.has_edge(u, v) for u, v in pairwise(path))]
        answer = dependency_paths(network, "A", "B", max_length=length)
        assert [path.companies for path in answer] == sorted(expected, key=lambda path: (len(path), path))
