"""Questions about dependence, risk and money: exact answers on small graphs, brute force on random ones."""

from itertools import pairwise, product

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.companies import companies
from kg.errors import UnknownCompany, UsageError
from kg.model import Claim, Deal, Document
from kg.network import Holds, deal_network
from kg.questions import (
    best_paths,
    changes,
    commitments,
    concentration,
    dependency_paths,
    disjoint_paths,
    downstream,
    fake_diversification,
    minimum_cut,
    money_loops,
    multi_cloud,
    providers,
    rivals_that_supply,
    shared_upstream,
    single_points_of_failure,
    timeline,
    upstream,
    what_if,
    who_says,
)
from kg.questions.hhi import hhi, hhi_bounds
from kg.questions.sample import sample_network

CHAIN = (
    "Snowflake buys software from OpenAI",
    "OpenAI buys cloud from Oracle",
    "Oracle buys chips from Nvidia",
    "Nvidia uses TSMC",
)
TWO_CLOUDS = (
    "A buys cloud from B", "A buys cloud from C", "B buys chips from D", "C buys chips from D", "D buys power from E",
)  # fmt: skip
PAIRS = st.sets(
    st.tuples(*[st.sampled_from("ABCDEF")] * 2).filter(lambda pair: pair[0] != pair[1]), max_size=16
)
FEW = settings(max_examples=50, deadline=None)


def uses(pairs):
    return [f"{u} uses {v}" for u, v in sorted(pairs)]


class TestTiers:
    def test_upstream(self):
        assert [
            (row.company, row.depth, row.share, row.chain)
            for row in upstream(sample_network(*CHAIN), "OpenAI")
        ] == [
            ("Oracle", 1, 1.0, ("OpenAI", "Oracle")),
            ("Nvidia", 2, 1.0, ("OpenAI", "Oracle", "Nvidia")),
            ("TSMC", 3, 1.0, ("OpenAI", "Oracle", "Nvidia", "TSMC")),
        ]

    def test_downstream(self):
        answer = downstream(
            sample_network(*CHAIN, "xAI uses Nvidia", "xAI uses Oracle"), "Nvidia", max_depth=2
        )
        assert [(row.company, row.depth, row.share) for row in answer] == [
            ("Oracle", 1, 1.0), ("xAI", 1, 0.5), ("OpenAI", 2, 1.0),
        ]  # fmt: skip
        assert answer.explain().splitlines()[3] == (
            "OpenAI is 2 hops away, with 100% of the chains of that length: OpenAI → Oracle [3] → Nvidia [1]."
        )

    def test_cut_to_the_nearest(self):
        answer = upstream(sample_network(*CHAIN), "Snowflake", max_rows=2)
        assert ([row.company for row in answer], answer.truncated) == (
            ["OpenAI", "Oracle"],
            "2 of 4 companies, the nearest",
        )

    def test_nobody(self):
        assert upstream(sample_network(*CHAIN), "TSMC").unknown == (
            "Whether any company is upstream of TSMC: no document here says so.",
        )

    @given(pairs=PAIRS)
    @FEW
    def test_like_networkx(self, pairs):
        network = sample_network("A uses B", *uses(pairs))
        for ask, graph in (
            (upstream, nx.DiGraph(network.copy())),
            (downstream, nx.DiGraph(network.copy()).reverse()),
        ):
            expected = nx.single_source_shortest_path_length(graph, "A")
            assert {row.company: row.depth for row in ask(network, "A")} == {
                k: v for k, v in expected.items() if v
            }
            for row in ask(network, "A"):
                assert len(row.chain) == row.depth + 1
                assert 0 < row.share <= 1


class TestBestPaths:
    def test_by_the_weakest_link_then_length(self):
        network = sample_network(
            "A uses D (reported)", "A uses B", "B uses D (reported)", "A uses C", "C uses E", "E uses D"
        )
        answer = best_paths(network, "A", "D")
        assert ["".join(path.companies) for path in answer] == ["ACED", "AD", "ABD"]
        assert ["".join(path.companies) for path in best_paths(network, "A", "D", count=2)] == ["ACED", "AD"]

    def test_a_better_document_is_firmer(self):
        roles = lambda u, v: {"customer": (u,), "provider": (v,)}  # noqa: E731
        claims = [
            Claim(doc=doc, type="usage", roles=roles(u, v), summary="…")
            for doc, u, v in (
                ("blog", "A", "B"),
                ("blog", "B", "D"),
                ("filing", "A", "C"),
                ("filing", "C", "D"),
            )
        ]
        deals = [
            Deal(id=str(n), type="usage", roles=c.roles, status="announced", accepted=True, claims=(c.id,))
            for n, c in enumerate(claims)
        ]
        documents = [Document(id="blog", grade="aggregator"), Document(id="filing", grade="filing")]
        network = deal_network(deals, claims, documents, [], companies())
        assert [path.companies for path in best_paths(network, "A", "D")] == [
            ("A", "C", "D"),
            ("A", "B", "D"),
        ]
        assert len(best_paths(network, "A", "D", minimum_grade="party-statement")) == 1

    @given(pairs=PAIRS, weak=st.sets(st.integers(0, 15)))
    @FEW
    def test_like_brute_force(self, pairs, weak):
        pairs = sorted(pairs | {("A", "C")})
        status = {pair: "reported" if number in weak else "announced" for number, pair in enumerate(pairs)}
        network = sample_network(
            "A uses B", *(f"{u} uses {v} ({status[u, v]})" for u, v in pairs if (u, v) != ("A", "B"))
        )
        status["A", "B"] = "announced"
        graph = nx.DiGraph(network.copy())
        paths = [tuple(path) for path in nx.all_simple_paths(graph, "A", "C", cutoff=4)]
        expected = sorted(
            paths,
            key=lambda path: (any(status[hop] == "reported" for hop in pairwise(path)), len(path), path),
        )
        assert [path.companies for path in best_paths(network, "A", "C", count=100)] == expected


class TestSeparate:
    def test_all_meet_at_one(self):
        network = sample_network(*TWO_CLOUDS)
        assert len(disjoint_paths(network, "A", "D")) == 2
        answer = disjoint_paths(network, "A", "E")
        assert [path.companies for path in answer] == [("A", "B", "D", "E")]
        assert (
            answer.explain().splitlines()[2]
            == "All of them pass through company D, whose loss would cut them."
        )
        assert [row.customer for row in minimum_cut(network, "A", "E")] == ["D"]
        assert [(row.customer, row.provider) for row in minimum_cut(network, "A", "E", of="deals")] == [
            ("D", "E")
        ]

    def test_parallel_deals_are_ways_of_their_own(self):
        network = sample_network("A uses B", "A buys cloud from B", "B uses C", "B buys chips from C")
        assert len(disjoint_paths(network, "A", "C")) == 1
        assert len(disjoint_paths(network, "A", "C", of="deals")) == 2

    def test_direct_dealing_cannot_be_cut_by_a_company(self):
        answer = minimum_cut(sample_network("A uses B", "A uses C", "C uses B"), "A", "B")
        assert len(answer) == 0
        assert answer.notes[0][0].text == "A deals with B directly, so no company between them cuts it off."

    def test_no_path(self):
        assert disjoint_paths(sample_network("A uses B (planned)"), "A", "B").unknown == (
            "Whether A depends on B: use (planned) is only planned.",
        )


class TestSinglePoints:
    def test_of_one_from_the_nearest_on(self):
        network = sample_network("Z buys cloud from A", *TWO_CLOUDS, "D buys chips from F")
        assert [row.company for row in single_points_of_failure(network, "Z", resource="power")] == [
            "A",
            "D",
            "E",
        ]
        assert single_points_of_failure(network, "Z", resource="power")[1].sentence()[0].text == (
            "Without D, Z reaches no power by a chain that is told."
        )

    def test_of_all_by_how_many_each_cuts_off(self):
        answer = single_points_of_failure(sample_network(*TWO_CLOUDS), resource="power")
        assert [(row.company, row.cut_off, row.examples) for row in answer] == [
            ("E", 4, ("A", "B", "C", "D")),
            ("D", 3, ("A", "B", "C")),
        ]

    def test_two_makers_are_no_single_point(self):
        network = sample_network("A buys chips from B", "A buys chips from C")
        assert len(single_points_of_failure(network, "A")) == 0

    @given(pairs=PAIRS, goals=st.sets(st.sampled_from("EF"), min_size=1))
    @FEW
    def test_like_brute_force(self, pairs, goals):
        network = sample_network(*uses(pairs), *(f"G buys chips from {goal}" for goal in sorted(goals)))
        graph = nx.DiGraph(network.copy())
        for node in set(graph) - goals:
            ways = [set(path) - {node} for goal in goals for path in nx.all_simple_paths(graph, node, goal)]
            expected = set.intersection(*ways) if ways else set()
            assert {row.company for row in single_points_of_failure(network, node)} == expected


class TestSharedUpstream:
    def test_rivals(self):
        network = sample_network(*CHAIN, "Anthropic uses Amazon", "Amazon buys chips from Nvidia")
        answer = shared_upstream(network, "OpenAI", "Anthropic")
        assert [(row.company, row.depths) for row in answer] == [("Nvidia", (2, 2)), ("TSMC", (3, 3))]
        assert "Anthropic → Amazon [3] → Nvidia [4]" in answer.explain()

    def test_one_that_supplies_the_other_is_not_its_own_upstream(self):
        assert [row.company for row in shared_upstream(sample_network("A uses B", "B uses C"), "A", "B")] == [
            "C"
        ]

    @given(pairs=PAIRS)
    @FEW
    def test_like_networkx(self, pairs):
        network = sample_network("A uses C", "B uses C", *uses(pairs))
        graph = nx.DiGraph(network.copy())
        expected = nx.descendants(graph, "A") & nx.descendants(graph, "B")
        assert {row.company for row in shared_upstream(network, "A", "B")} == expected


class TestFakeDiversification:
    def test_two_clouds_one_maker(self):
        answer = fake_diversification(sample_network(*TWO_CLOUDS), "A")
        assert answer.verdict is Holds.YES
        assert [(row.company, row.depending) for row in answer] == [("D", ("B", "C")), ("E", ("B", "C"))]
        assert answer.notes[0][0].text == "All of B and C depend on D and E."

    def test_one_cloud_on_top_of_the_other(self):
        network = sample_network("A buys cloud from B", "A buys cloud from C", "C uses B")
        answer = fake_diversification(network, "A")
        assert [(row.company, row.depths) for row in answer] == [("B", (0, 1))]
        assert answer.verdict is Holds.YES

    def test_apart_is_unknown(self):
        network = sample_network("A buys cloud from B", "A buys cloud from C", "B uses D", "C uses E")
        answer = fake_diversification(network, "A")
        assert (answer.verdict, len(answer)) == (Holds.UNKNOWN, 0)
        assert answer.unknown == ("Whether B and C depend on any company alike: no document here says so.",)

    def test_one_cloud(self):
        answer = fake_diversification(sample_network("A buys cloud from B", "B uses C"), "A")
        assert answer.unknown == (
            "Whether A has cloud from two providers or more: no document here says so.",
        )


class TestWhatIf:
    def outcomes(self, answer):
        return [(row.company, row.outcome.value, row.round) for row in answer]

    def test_any_provider_that_is_left_will_do(self):
        network = sample_network(*TWO_CLOUDS, "F uses G")
        assert self.outcomes(what_if(network, "B")) == [("A", "degraded", None)]
        assert self.outcomes(what_if(network, "B", "C")) == [("A", "cut", 1)]
        assert self.outcomes(what_if(network, "D")) == [("B", "cut", 1), ("C", "cut", 1), ("A", "cut", 2)]
        answer = what_if(network, "B")
        assert (answer[0].lost, answer[0].left) == (("B",), ("C",))
        assert answer.notes[0][0].text == "3 other companies that are supplied here are unaffected."

    def test_another_product_is_no_replacement(self):
        network = sample_network("A buys cloud from B", "A buys chips from C")
        assert self.outcomes(what_if(network, "B")) == [("A", "cut", 1)]

    def test_all_are_needed_at_a_low_threshold(self):
        network = sample_network("A buys cloud from B", "A buys cloud from C", "A buys cloud from D")
        assert self.outcomes(what_if(network, "B", threshold=0.34)) == [("A", "degraded", None)]
        assert self.outcomes(what_if(network, "B", threshold=1 / 3)) == [("A", "cut", 1)]

    def test_a_doubtful_tie_makes_it_unknown(self):
        rescue = sample_network("A buys cloud from B", "A buys cloud from C (planned)")
        assert self.outcomes(what_if(rescue, "B")) == [("A", "unknown", None)]
        rumour = sample_network("A uses B (rumored)", "A buys cloud from C")
        assert self.outcomes(what_if(rumour, "B")) == [("A", "unknown", None)]
        assert self.outcomes(what_if(rumour, "B", status=["announced", "rumored"])) == [("A", "cut", 1)]
        denied = sample_network("A uses B (denied)", "A uses C")
        assert self.outcomes(what_if(denied, "B")) == []

    def test_on_a_day(self):
        network = sample_network("A uses B since 2020 until 2022", "A uses C since 2021 until 2030")
        assert self.outcomes(what_if(network, "B", as_of="2019")) == []
        assert self.outcomes(what_if(network, "B", as_of="2020-06")) == [("A", "unknown", None)]
        assert self.outcomes(what_if(network, "C", as_of="2025")) == [("A", "cut", 1)]
        assert self.outcomes(what_if(network, "C", as_of="2021-06")) == [("A", "unknown", None)]

    def test_a_cycle_comes_to_an_end(self):
        network = sample_network("A uses B", "B uses C", "C uses A", "A uses A", "A uses D")
        assert self.outcomes(what_if(network, "C")) == [("B", "cut", 1), ("A", "degraded", None)]

    @given(pairs=PAIRS, failed=st.sets(st.sampled_from("ABCDEF"), min_size=1, max_size=3))
    @FEW
    def test_like_taking_the_failed_out(self, pairs, failed):
        network = sample_network(*uses(pairs), *(f"{name} uses Z" for name in "ABCDEF"))
        graph = nx.DiGraph(network.copy())
        down, degraded = set(failed), set()
        while True:
            lost = {n: set(graph[n]) & down for n in set(graph) - down}
            fallen = {n for n, gone in lost.items() if gone and gone == set(graph[n])}
            if not fallen:
                degraded = {n for n, gone in lost.items() if gone}
                break
            down |= fallen
        answer = what_if(network, *sorted(failed))
        assert {row.company for row in answer if row.outcome == "cut"} == down - failed
        assert {row.company for row in answer if row.outcome == "degraded"} == degraded


class TestConcentration:
    def test_by_count_amount_and_bounds(self):
        network = sample_network(
            "A uses B for 300 USD", "A buys cloud from B for 100 USD", "A uses C for 100 USD", "A uses D"
        )
        (tier,) = concentration(network, "A", max_tier=1)
        assert (tier.parties, tier.by_count, tier.by_amount) == (3, 0.375, pytest.approx(0.68))
        assert (tier.known, tier.deals, tier.currency, tier.largest) == (3, 4, "USD", "B")
        assert tier.most == 1.0
        assert tier.least == pytest.approx((400**2 + 100**2 + 340**2) / 840**2)

    def test_one_amount_alone_says_little(self):
        (tier,) = concentration(sample_network("A uses B for 5 USD", "A uses C"), "A", max_tier=1)
        assert (tier.by_amount, tier.least, tier.most) == (1.0, 0.5, 1.0)

    def test_all_amounts_told_leave_no_doubt(self):
        (tier,) = concentration(sample_network("A uses B for 3 USD", "A uses C for 1 USD"), "A", max_tier=1)
        assert (tier.by_amount, tier.least, tier.most) == (0.625, 0.625, 0.625)

    def test_yearly_amounts_and_other_currencies(self):
        network = sample_network(
            "A uses B for 2 USD a year over P3Y",
            "A uses C for 6 USD",
            "A uses D for 9 EUR",
            "A uses E for 1 USD a year",
        )
        (tier,) = concentration(network, "A", max_tier=1)
        assert (tier.by_amount, tier.known, tier.deals) == (0.5, 2, 4)

    def test_the_customers_side_and_the_second_tier(self):
        network = sample_network(*TWO_CLOUDS, "F uses B")
        first, second = concentration(network, "A")
        assert (first.by_count, second.parties, second.by_count, second.largest) == (0.5, 1, 1.0, "D")
        (customers,) = concentration(network, "B", side="customers", max_tier=1)
        assert (customers.parties, customers.largest) == (2, "A and F")

    @given(
        parts=st.lists(
            st.tuples(st.integers(0, 20), st.integers(0, 20)).map(sorted).map(tuple), min_size=1, max_size=4
        ).filter(lambda p: any(high for _, high in p))
    )
    @FEW
    def test_bounds_hold_and_are_reached(self, parts):
        least, most = hhi_bounds(parts)
        steps = [sorted({low + (high - low) * k / 6 for k in range(7)}) for low, high in parts]
        found = [hhi(corner) for corner in product(*steps) if sum(corner)]
        assert least - 1e-9 <= min(found)
        assert most + 1e-9 >= max(found)
        assert most == pytest.approx(max(found))
        assert least >= 1 / len(parts) - 1e-9

    @given(
        parts=st.lists(st.tuples(*[st.integers(0, 40)] * 2).map(sorted).map(tuple), min_size=1, max_size=9)
    )
    @FEW
    def test_the_upper_bound_is_the_greatest_corner(self, parts):
        corners = [hhi(corner) for corner in product(*parts) if sum(corner)]
        assert hhi_bounds(parts)[1] == pytest.approx(max(corners, default=1.0))

    def test_bounds_of_many_are_exact(self):
        least, most = hhi_bounds([(1.0, 2.0)] * 40)
        assert least == pytest.approx(1 / 40)
        assert most == pytest.approx(max(hhi([2.0] * high + [1.0] * (40 - high)) for high in range(41)))

    def test_bounds_of_too_many_are_safe(self, monkeypatch):
        parts = [(1.0, 1.0 + place % 7) for place in range(9)]
        exact = hhi_bounds(parts)[1]
        monkeypatch.setattr("kg.questions.hhi.STEPS", 0)
        assert exact <= hhi_bounds(parts)[1] <= 1


class TestMoneyLoops:
    def test_out_and_back(self):
        network = sample_network(
            "Nvidia invests in OpenAI for 100 USD since 2025", "OpenAI uses Oracle for 300 USD since 2026",
            "Oracle buys chips from Nvidia for 40 USD since 2027", "OpenAI uses Google", "Google uses OpenAI",
        )  # fmt: skip
        (loop,) = money_loops(network)
        assert loop.companies == ("Nvidia", "OpenAI", "Oracle")
        assert (loop.bottleneck, loop.currency, loop.in_order, loop.standing) == (
            40.0,
            "USD",
            Holds.YES,
            "committed",
        )
        assert loop.shares == (
            ("payment", pytest.approx(340 / 440)),
            ("investment", pytest.approx(100 / 440)),
        )
        assert money_loops(network).explain().splitlines()[1] == (
            "Nvidia → OpenAI → Oracle → Nvidia: Nvidia to OpenAI: investment [1]; OpenAI to Oracle: payment [2]; Oracle to "
            "Nvidia: payment [3]; of the amounts told 77% payment and 23% investment; at most $40 went round, one after "
            "another in time, committed."
        )

    def test_equity_credit_and_what_is_paid(self):
        def told(kind, u, v, summary, **slots):
            ends = ("investor", "investee") if kind == "investment" else ("customer", "provider")
            return Claim(
                doc="d", type=kind, roles=dict(zip(ends, ((u,), (v,)), strict=True)), summary=summary, **slots
            )

        usd = lambda value: {"value": value, "currency": "USD"}  # noqa: E731
        claims = [
            told("investment", "A", "B", "A bought shares of B and has paid for them", amount=usd(100)),
            told("contract", "B", "A", "B paid A its fee", amount=usd(50)),
            told("investment", "C", "D", "C lends to D", amount=usd(30)),
            told("contract", "D", "C", "D has not paid C yet", amount=usd(90)),
            told("investment", "E", "F", "E holds a twentieth of F", stake_percent=5, amount=usd(3)),
            told("investment", "F", "E", "debt and equity from F for E", amount=usd(1)),
        ]
        deals = [
            Deal(id=str(number), status="announced", accepted=True, claims=(claim.id,),
                 **claim.model_dump(include={"type", "roles", "amount", "stake_percent"}))
            for number, claim in enumerate(claims)
        ]  # fmt: skip
        network = deal_network(deals, claims, [Document(id="d")], [], companies())
        found = {
            loop.companies: ([flow.kinds for flow in loop.flows], loop.standing)
            for loop in money_loops(network)
        }
        assert found == {
            ("A", "B"): ([("equity",), ("payment",)], "paid"),
            ("C", "D"): ([("credit",), ("payment",)], "committed"),
            ("E", "F"): ([("equity",), ("investment",)], "committed"),
        }
        assert money_loops(network)[0].shares == (
            ("payment", pytest.approx(1 / 3)),
            ("equity", pytest.approx(2 / 3)),
        )

    def test_a_purchase_is_no_loop(self):
        assert len(money_loops(sample_network("A buys cloud from B"))) == 0
        assert len(money_loops(sample_network("A buys cloud from B", "A invests in B"))) == 0

    def test_money_and_back_between_two(self):
        network = sample_network("B invests in A since 2024", "A buys cloud from B since 2023")
        (loop,) = money_loops(network)
        assert (loop.companies, loop.bottleneck, loop.in_order) == (("A", "B"), None, Holds.YES)

    def test_order(self):
        in_turn = [
            f"{u} invests in {v} since {year}"
            for u, v, year in (("A", "B", 2024), ("B", "C", 2025), ("C", "A", 2023))
        ]
        against = [
            f"{u} invests in {v} since {year}"
            for u, v, year in (("A", "B", 2026), ("B", "C", 2025), ("C", "A", 2024))
        ]
        undated = ["A invests in B", "B invests in A since 2020"]
        assert [money_loops(sample_network(*told))[0].in_order.value for told in (in_turn, against, undated)] == [
            "yes", "no", "unknown",
        ]  # fmt: skip

    def test_what_is_no_fact_closes_no_loop(self):
        told = ("A invests in B", "B uses A (planned)")
        assert len(money_loops(sample_network(*told))) == 0
        (loop,) = money_loops(sample_network(*told), status=["announced", "planned"])
        assert loop.standing == "supposed"

    def test_through_one_company_and_cut(self):
        network = sample_network("A invests in B", "B uses A", "C invests in D", "D uses C")
        assert [loop.companies for loop in money_loops(network, "D")] == [("C", "D")]
        answer = money_loops(network, max_rows=1)
        assert (len(answer), answer.truncated) == (
            1,
            "the 1 shortest loops of at most 4 that have up to 4 companies",
        )

    def test_the_null_model_is_the_same_each_time(self):
        network = sample_network("A invests in B", "B uses A", "C uses D", "E uses F", "D invests in F")
        first, second = (money_loops(network, null_graphs=20).notes for _ in range(2))
        assert first == second
        assert "this one has 1" in first[0][0].text

    @given(pairs=PAIRS, invested=PAIRS, length=st.integers(2, 5))
    @FEW
    def test_like_networkx(self, pairs, invested, length):
        network = sample_network(
            "A uses B", *uses(pairs), *(f"{u} invests in {v}" for u, v in sorted(invested))
        )
        graph = nx.DiGraph(network.copy())
        expected = set()
        for cycle in nx.simple_cycles(graph, length_bound=length):
            if any(hop in invested for hop in pairwise([*cycle, cycle[0]])):
                turn = cycle.index(min(cycle))
                expected.add(tuple(cycle[turn:] + cycle[:turn]))
        assert {loop.companies for loop in money_loops(network, max_length=length)} == expected


class TestTime:
    def test_timeline(self):
        network = sample_network(
            "A buys cloud from B since 2024-summer until 2026", "A no longer relies solely on C until 2025-01", "A competes with D",
            "A uses E since 2025 (planned)",
        )  # fmt: skip
        answer = timeline(network, "A")
        assert [(event.date, event.what, event.accepted) for event in answer] == [
            ("2024-summer", "begins", True), ("2025-01", "is exclusive no more", True), ("2025", "begins", False),
            ("2026", "ends", True),
        ]  # fmt: skip
        assert answer.unknown == ("When these were or will be: competition of A with D.",)

    def test_changes(self):
        network = sample_network(
            "A uses B since 2020 until 2022", "A uses C since 2024 until 2030", "A uses D", "E uses F since 2024",
            "A uses G since 2024 until 2030 (planned)",
        )  # fmt: skip
        answer = changes(network, "2021", "2025")
        assert [(row.source, row.target, row.what) for row in answer] == [
            ("A", "B", "ended"), ("A", "C", "began"), ("E", "F", "may have begun"),
        ]  # fmt: skip
        assert [row.target for row in changes(network, "2021", "2025", "E")] == ["F"]
        assert len(changes(network, "2021", "2021")) == 0

    @given(
        begin=st.integers(2018, 2026),
        length=st.integers(0, 5),
        first=st.integers(2016, 2030),
        later=st.integers(0, 6),
    )
    @FEW
    def test_changes_are_those_between_two_networks(self, begin, length, first, later):
        network = sample_network(f"A uses B since {begin} until {begin + length}")
        one, other = (providers(network, "A", as_of=str(year)) for year in (first, first + later))
        held = [answer[0].holds if len(answer) else Holds.NO for answer in (one, other)]
        found = [(row.before, row.after) for row in changes(network, str(first), str(first + later))]
        assert found == ([tuple(held)] if held[0] is not held[1] else [])


class TestCommitments:
    def test_rounded_for_people_and_whole_in_data(self):
        network = sample_network("A uses B for 10000000000 USD since 2026 until 2028")
        answer = commitments(network, "A")
        assert [row.cells()["amount"] for row in answer] == ["about $3.33 billion"] * 3
        assert [row["least"] for row in answer.to_dicts()] == [3_333_333_333] * 3

    def rows(self, *sentences, **options):
        return [
            (row.year, row.currency, row.least, row.most)
            for row in commitments(sample_network(*sentences), "A", **options)
        ]

    def test_spread_over_the_years(self):
        assert self.rows("A buys cloud from B for 400 USD since 2025 over P4Y") == [
            (year, "USD", 100, 100) for year in (2025, 2026, 2027, 2028)
        ]
        assert self.rows("A buys cloud from B for 400 USD since 2025-07-01 until 2026-06-30") == [
            (2025, "USD", 200, 200), (2026, "USD", 200, 200),
        ]  # fmt: skip

    def test_bounds(self):
        assert self.rows(
            "A uses B for up to 10 USD since 2025 until 2025",
            "A uses C for at least 5 USD since 2025 until 2025",
        ) == [(2025, "USD", 5, None)]
        assert self.rows(
            "A uses B for up to 10 USD since 2025 until 2025", "A uses C for 5 USD since 2025 until 2025"
        ) == [(2025, "USD", 5, 15)]

    def test_yearly(self):
        assert self.rows("A uses B for 10 USD a year since 2025 over P3Y") == [
            (year, "USD", 10, 10) for year in (2025, 2026, 2027)
        ]

    def test_without_a_year_and_in_two_currencies(self):
        assert self.rows("A uses B for 10 USD", "A uses C for 7 EUR since 2025", "B uses A for 99 USD") == [
            (None, "EUR", 7, 7), (None, "USD", 10, 10),
        ]  # fmt: skip
        assert self.rows("A uses B for 10 USD", "B uses A for 99 USD", side="is paid") == [
            (None, "USD", 99, 99)
        ]

    def test_what_does_not_count(self):
        assert self.rows("A uses B for 10 USD (planned)", "A invests in B for 5 USD", "A uses C") == []
        answer = commitments(sample_network("A uses B for 10 USD", "A uses C"), "A")
        assert answer.unknown[0] == "What 1 of 2 deals are worth."

    def test_a_deal_of_several_parties_and_claims_counts_once(self):
        roles = {"customer": ("A",), "provider": ("B", "C")}
        money = {"value": 10, "currency": "USD"}
        claims = [Claim(doc=doc, type="contract", roles=roles, amount=money, summary="…") for doc in "xy"]
        deal = Deal(
            id="1",
            type="contract",
            roles=roles,
            amount=money,
            status="announced",
            accepted=True,
            claims=tuple(c.id for c in claims),
        )
        network = deal_network([deal], claims, [], [], companies())
        assert [(row.least, row.deals, len(row.claims)) for row in commitments(network, "A")] == [(10, 1, 2)]

    def test_what_may_be_told_twice_is_named(self):
        network = sample_network(
            "A buys cloud from B for 10 USD since 2025 until 2027",
            "A buys cloud from B for 9 USD since 2026 until 2026",
        )
        assert commitments(network, "A").notes[0][0].text == (
            "Two deals may be the same money: contract for cloud of A with B and another like it"
        )
        apart = sample_network(
            "A buys cloud from B for 10 USD since 2025 until 2025",
            "A buys cloud from B for 9 USD since 2026 until 2026",
        )
        assert commitments(apart, "A").notes == ()


ASK = {
    "upstream": lambda network, **scope: upstream(network, "A", **scope),
    "downstream": lambda network, **scope: downstream(network, "A", **scope),
    "best_paths": lambda network, **scope: best_paths(network, "A", "B", **scope),
    "disjoint_paths": lambda network, **scope: disjoint_paths(network, "A", "B", **scope),
    "minimum_cut": lambda network, **scope: minimum_cut(network, "A", "B", **scope),
    "single_points": lambda network, **scope: single_points_of_failure(network, "A", **scope),
    "all_single_points": single_points_of_failure,
    "shared_upstream": lambda network, **scope: shared_upstream(network, "A", "B", **scope),
    "fake_diversification": lambda network, **scope: fake_diversification(network, "A", **scope),
    "what_if": lambda network, **scope: what_if(network, "A", **scope),
    "concentration": lambda network, **scope: concentration(network, "A", **scope),
    "money_loops": lambda network, **scope: money_loops(network, "A", **scope),
    "timeline": lambda network, **scope: timeline(network, "A", **scope),
    "commitments": lambda network, **scope: commitments(network, "A", **scope),
    "providers": lambda network, **scope: providers(network, "A", **scope),
    "dependency_paths": lambda network, **scope: dependency_paths(network, "A", "B", **scope),
    "multi_cloud": lambda network, **scope: multi_cloud(network, "A", **scope),
    "rivals_that_supply": lambda network, **scope: rivals_that_supply(network, "A", **scope),
    "who_says": lambda network, **scope: who_says(network, "A", **scope),
}


@pytest.mark.parametrize("name", ASK)
class TestEveryQuestion:
    def test_empty_graph(self, name):
        answer = ASK[name](sample_network())
        assert len(answer) == 0
        assert "The graph holds no deals; add an article first." in answer.unknown

    def test_before_all_deals(self, name):
        answer = ASK[name](
            sample_network("A buys chips from B for 5 USD since 2024 until 2026"),
            as_of="1990",
        )
        assert len(answer) == 0 or name == "timeline"
        assert answer.explain()

    def test_unknown_company(self, name):
        if name == "all_single_points":
            return
        with pytest.raises(UnknownCompany, match="unknown company 'A'"):
            ASK[name](sample_network("X uses B"))

    def test_narrowed_by_product_status_and_grade(self, name):
        network = sample_network(
            "A buys chips from B", "B buys cloud from C (reported)", "C uses A (planned)", "B invests in A"
        )
        for scope in (
            {"product": "chips"},
            {"status": ["announced"]},
            {"minimum_grade": "filing"},
            {"status": ["planned", "announced"]},
            {"policy": "strict"},
        ):
            answer = ASK[name](network, **scope)
            assert answer.explain().splitlines()[0] == answer.question
            assert isinstance(answer.to_dicts(), list)
            assert answer._repr_html_().startswith("<p><b>")
            assert answer.table().count("\n") >= len(answer) or not len(answer)

    @given(
        spans=st.lists(
            st.tuples(*[st.sampled_from("ABCD")] * 2, st.integers(2020, 2023), st.integers(0, 3)), max_size=12
        )
    )
    @settings(max_examples=15, deadline=None)
    def test_as_of_a_day_is_the_network_built_for_the_day(self, name, spans):
        verbs = ("buys chips from", "invests in", "uses")
        told = [
            f"{u} {verbs[place % 3]} {v}"
            + f" for {begin} USD since {begin} until {begin + years}" * (years < 3)
            for place, (u, v, begin, years) in enumerate(spans)
            if u != v
        ]
        told += ["A buys cloud from B since 2021", "B uses A until 2022"]
        whole, built = sample_network(*told), sample_network(*told, as_of="2022")
        assert ASK[name](whole, as_of="2022").to_dicts() == ASK[name](built).to_dicts()

    def test_an_edited_copy_can_be_asked(self, name):
        network = sample_network("A buys chips from B", "B uses C", "A buys chips from D")
        edited = network.copy()
        edited.remove_edge("A", "D", "deal-3")
        smaller = sample_network("A buys chips from B", "B uses C")
        if name == "who_says":  # what documents say stays said
            smaller = network
        assert [row.cells() for row in ASK[name](edited)] == [row.cells() for row in ASK[name](smaller)]

    @pytest.mark.parametrize(
        ("scope", "message"),
        [
            ({"as_of": "soon"}, "'soon' is no date"),
            ({"known_on": "soon"}, "'soon' is no date"),
            ({"product": "shoes"}, "product 'shoes' is unknown; choose from cloud"),
            ({"minimum_grade": "best"}, "minimum_grade 'best' is unknown; choose from filing"),
            ({"status": []}, "status: name at least one"),
            ({"status": ["denied"]}, "status 'denied': such a tie does not hold"),
            ({"policy": "stern"}, "unknown policy 'stern'; choose one of default, strict"),
        ],
        ids=["as_of", "known_on", "product", "grade", "no status", "denied", "policy"],
    )
    def test_a_wrong_scope(self, name, scope, message):
        with pytest.raises(UsageError, match=message):
            ASK[name](sample_network("A buys chips from B"), **scope)

    def test_no_such_scope(self, name):
        with pytest.raises(TypeError, match="unexpected keyword argument 'asof'"):
            ASK[name](sample_network("A buys chips from B"), asof="2025")


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda n: upstream(n, "A", max_depth=0), "max_depth 0: ask for at least 1 hop"),
        (lambda n: best_paths(n, "A", "A"), "start and goal are both A"),
        (lambda n: disjoint_paths(n, "A", "B", of="roads"), "of 'roads': choose companies or deals"),
        (lambda n: single_points_of_failure(n, resource="luck"), "resource 'luck' is unknown"),
        (lambda n: shared_upstream(n, "A"), "name two different companies or more, not A"),
        (what_if, "name at least one company that fails"),
        (lambda n: what_if(n, "A", threshold=0), "threshold 0: a share of providers"),
        (lambda n: concentration(n, "A", side="left"), "side 'left': choose providers or customers"),
        (lambda n: concentration(n, "A", max_tier=0), "max_tier 0: ask for at least 1"),
        (lambda n: money_loops(n, max_length=1), "max_length 1: a loop has at least 2 companies"),
        (lambda n: changes(n, "2025", "2024"), "before '2025' is later than after '2024'"),
        (lambda n: changes(n, "2025", "2026", as_of="2025"), "as_of: the question names two dates"),
        (lambda n: commitments(n, "A", side="left"), "side 'left': choose pays or is paid"),
    ],
    ids=range(13),
)
def test_a_call_that_is_wrong(call, message):
    with pytest.raises(UsageError, match=message):
        call(sample_network("A buys chips from B"))


def test_known_on_asks_the_network_of_the_time():
    roles = {"customer": ("OpenAI",), "provider": ("Oracle",)}
    claim = Claim(doc="d", type="usage", roles=roles, summary="…")
    deal = Deal(id="1", type="usage", roles=roles, status="announced", accepted=True, claims=(claim.id,))
    network = deal_network([deal], [claim], [Document(id="d", date="2025-09-11")], [], companies())
    assert len(upstream(network, "OpenAI", known_on="2025-10")) == 1
    answer = upstream(network, "OpenAI", known_on="2025-01")
    assert len(answer) == 0
    assert answer.question.endswith(", by what was published by January 2025?")
