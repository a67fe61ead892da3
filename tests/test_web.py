"""The questions on the bundled web of real deals: compared with networkx, and a few answers by name."""

from itertools import pairwise

import networkx as nx
import pytest

import kg
from kg.model import ClaimType
from kg.network import Holds, supplies, supply_network
from kg.questions import (
    commitments,
    dependency_paths,
    money_loops,
    providers,
    single_points_of_failure,
    timeline,
    upstream,
    what_if,
    who_says,
)


@pytest.fixture(scope="module")
def network():
    with kg.open() as graph:
        return graph.network()


@pytest.fixture(scope="module")
def plain(network):
    """The facts of supply as a plain networkx graph."""
    plain = nx.DiGraph()
    plain.add_nodes_from(network)
    plain.add_edges_from((u, v) for u, v, tie in network.edges(data=True) if supplies(tie))
    return plain


def test_the_facts_of_supply(network, plain):
    part = supply_network(network)
    assert set(part.edges()) == set(plain.edges())
    assert all(nx.descendants(part, name) == nx.descendants(plain, name) for name in plain)


def test_upstream_of_every_company(network, plain):
    for name in plain:
        expected = nx.single_source_shortest_path_length(plain, name, cutoff=6)
        assert {row.company: row.depth for row in upstream(network, name)} == {
            k: v for k, v in expected.items() if v
        }


def test_paths_between_all_that_are_connected(network, plain):
    pairs = [(u, v) for u in plain for v in nx.descendants(plain, u) if u != v]
    assert len(pairs) > 100
    for u, v in pairs:
        expected = sorted(
            map(tuple, nx.all_simple_paths(plain, u, v, cutoff=4)), key=lambda path: (len(path), path)
        )
        assert [path.companies for path in dependency_paths(network, u, v)] == expected


def test_single_points_of_every_company(network, plain):
    rows = [(v, tie["product"]) for u, v, tie in network.edges(data=True) if supplies(tie)]
    goals = {name for name, product in rows if product == "chips"}
    for name in set(plain) - goals:
        ways = [set(path) - {name} for goal in goals for path in nx.all_simple_paths(plain, name, goal)]
        expected = set.intersection(*ways) if ways else set()
        assert {row.company for row in single_points_of_failure(network, name)} == expected


def test_money_loops(network):
    money = nx.DiGraph()
    invested = set()
    for u, v, tie in network.edges(data=True):
        if supplies(tie, None, frozenset({*ClaimType})) and (supplies(tie) or tie["type"] == "investment"):
            money.add_edge(u, v)
            invested |= {(u, v)} if tie["type"] == "investment" else set()
    expected = set()
    for cycle in nx.simple_cycles(money, length_bound=4):
        if any(hop in invested for hop in pairwise([*cycle, cycle[0]])):
            turn = cycle.index(min(cycle))
            expected.add(tuple(cycle[turn:] + cycle[:turn]))
    found = money_loops(network)
    assert {loop.companies for loop in found} == expected
    assert expected
    for loop in found:
        assert all(flow.claims for flow in loop.flows)
        assert found.explain().count("went round") == len(expected)


def test_if_nvidia_fails(network, plain):
    answer = what_if(network, "Nvidia")
    assert {row.company for row in answer} >= set(plain.predecessors("Nvidia"))
    assert all(row.claims for row in answer if row.outcome != "unknown")


def test_every_claim_of_an_answer_is_in_the_graph_and_quoted(network):
    for answer in (
        upstream(network, "OpenAI"),
        timeline(network, "OpenAI"),
        commitments(network, "OpenAI"),
        who_says(network, "OpenAI"),
    ):
        assert answer.claims
        assert set(answer.claims) <= set(network.graph["claims"])
        assert all(note.words for note in answer.footnotes)


def test_what_nobody_says_is_not_known(network):
    answer = dependency_paths(network, "ASML", "OpenAI")
    assert len(answer) == 0
    assert answer.unknown
    assert answer.verdict is not Holds.NO


@pytest.mark.parametrize("known_on", [None, "2025-10"])
def test_by_another_policy(network, known_on):
    with kg.open() as graph:
        strict = graph.under("strict").network()
    for ask in (
        lambda n, **scope: providers(n, "OpenAI", **scope),
        lambda n, **scope: upstream(n, "Anthropic", **scope),
        lambda n, **scope: timeline(n, "Oracle", **scope),
        lambda n, **scope: commitments(n, "OpenAI", **scope),
    ):
        answer = ask(network, policy="strict", known_on=known_on)
        assert answer.to_dicts() == ask(strict, known_on=known_on).to_dicts()
        assert answer.question.endswith(", by the strict policy?")
    assert len(upstream(network, "OpenAI", policy="strict")) < len(upstream(network, "OpenAI"))
