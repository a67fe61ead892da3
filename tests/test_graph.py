"""The table beneath the network: real to networkx, its searches equal to networkx's and to brute force, either engine."""

import copy
import pickle
from itertools import pairwise

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.graph import compiled
from kg.graph.build import as_deal_graph, graph_of_columns
from kg.graph.cascade import Needs, cascade
from kg.graph.closure import closure
from kg.graph.columns import ACCEPTED, PRODUCTS, STATUSES, columns
from kg.graph.cycles import cycles
from kg.graph.dealgraph import DealGraph
from kg.graph.dominators import dominators
from kg.graph.flow import flow
from kg.graph.hub import Hub
from kg.graph.index import index_of, index_of_pairs
from kg.graph.lightest import lightest
from kg.graph.paths import search
from kg.graph.reach import reached_marks, shares, shares_of
from kg.network import supplies, supply_network
from kg.questions.sample import sample_network
from kg.values import days

NODES = 8
EDGES = st.lists(st.tuples(st.integers(0, NODES - 1), st.integers(0, NODES - 1)), max_size=24)
FEW = settings(max_examples=80, deadline=None)


@pytest.fixture(params=["numpy", "numba"], scope="module", autouse=True)
def engine(request):
    """Run every test with either engine, whatever the size of the graph."""
    least = compiled.LEAST
    if request.param == "numba":
        pytest.importorskip("numba", reason="the compiled searches are an extra: install dealgraph[fast]")
    compiled.LEAST = 0 if request.param == "numba" else 10**12
    yield request.param
    compiled.LEAST = least


def graph_of(edges):
    graph = nx.DiGraph()
    graph.add_nodes_from(range(NODES))
    graph.add_edges_from(edges)
    return graph


def both_ways(graph):
    index = index_of(graph)
    return index.ahead, index.back


class TestDealGraph:
    sentences = (
        "A buys cloud from B for 5 USD since 2024 until 2026", "A uses B", "B uses C (planned)", "C competes with A",
        "D invests in A", "A no longer relies solely on D",
    )  # fmt: skip

    @pytest.fixture
    def graph(self):
        return sample_network(*self.sentences)

    def test_it_is_a_networkx_graph_like_a_plain_one(self, graph):
        plain = nx.MultiDiGraph(**graph.graph)
        plain.add_nodes_from(graph.nodes(data=True))
        plain.add_edges_from(list(graph.edges(keys=True, data=True)))
        assert isinstance(graph, nx.MultiDiGraph)
        assert nx.utils.graphs_equal(graph, plain)
        assert graph.number_of_edges() == graph.size() == plain.size() == 7
        assert graph.number_of_edges("A", "B") == 2
        assert dict(graph.degree()) == dict(plain.degree())
        assert {v: set(row) for v, row in graph.pred.items()} == {
            v: set(row) for v, row in plain.pred.items()
        }
        assert all(graph._pred[v][u] is graph._succ[u][v] for u, v in graph.edges())

    @pytest.mark.parametrize(
        "copied", [copy.deepcopy, copy.copy, lambda graph: pickle.loads(pickle.dumps(graph))]
    )
    def test_copies(self, graph, copied):
        assert copied(graph).adj == graph.adj
        assert copied(graph).nodes == graph.nodes
        assert isinstance(copied(graph), DealGraph)

    @pytest.mark.parametrize(
        "made", [nx.MultiDiGraph.copy, nx.MultiDiGraph.reverse, lambda graph: graph.subgraph("AB").copy()]
    )
    def test_what_networkx_makes_of_it_is_plain_and_can_be_edited(self, graph, made):
        plain = made(graph)
        assert type(plain) is nx.MultiDiGraph
        plain.add_edge("A", "new")
        plain.nodes["A"]["kind"] = "edited"
        for _, _, tie in plain.edges(data=True):
            tie["type"] = "edited"
        assert "new" not in graph
        assert graph.nodes["A"]["kind"] is None
        assert graph["A"]["B"]["deal-2"]["type"] == "usage"

    @pytest.mark.parametrize(
        ("method", "arguments"),
        [
            ("add_node", ["new"]),
            ("add_edges_from", [[("A", "new")]]),
            ("remove_edge", ["A", "B"]),
            ("clear", []),
            ("update", [[("A", "new")]]),
        ],
    )
    def test_it_is_frozen(self, graph, method, arguments):
        with pytest.raises(nx.NetworkXError, match=r"Frozen graph can't be modified; edit a \.copy\(\)"):
            getattr(graph, method)(*arguments)
        with pytest.raises(TypeError):
            graph["A"]["B"]["deal-1"]["type"] = "other"
        assert nx.is_frozen(graph)

    def test_an_edited_copy_is_a_table_again(self, graph):
        edited = graph.copy()
        edited.remove_edge("A", "B", "deal-2")
        again = as_deal_graph(edited)
        assert nx.utils.graphs_equal(again, edited)
        assert as_deal_graph(graph) is graph

    def test_touching_one_company_makes_no_other_dict(self):
        table, _ = columns(1000, np.arange(999), np.arange(1, 1000))
        graph = graph_of_columns([f"{number:03}" for number in range(1000)], table)
        assert list(graph["500"]) == ["501"]
        assert list(graph._adj._made) == ["500"]

    @given(
        edges=st.lists(
            st.tuples(*[st.integers(0, 5)] * 2, st.sampled_from(["planned", "announced", "terminated"])),
            max_size=15,
        )
    )
    @FEW
    def test_masks_say_of_all_ties_what_supplies_says_of_one(self, edges):
        sentences = [f"{u} uses {v}x since 2024 until 2026 ({status})" for u, v, status in edges]
        graph = sample_network(*sentences, "A competes with B")
        for on in (None, days("2023"), days("2025"), days("2025-06-01"), days("2027")):
            told = [supplies(graph.tie(row), on) for row in range(len(graph.columns))]
            assert graph.supply(on).tolist() == told

    def test_a_table_without_documents(self):
        told = {
            "product": [PRODUCTS.index("chips"), -1],
            "amount": [5.5, np.nan],
            "currency": [0, -1],
            "status": [0, STATUSES.index("planned")],
        }
        table, _ = columns(3, [0, 1], [1, 2], currencies=["EUR"], flags=[ACCEPTED, 0], **told)
        graph = graph_of_columns(["A", "B", "C"], table, kind=["shop", None, None])
        first, second = graph["A"]["B"][0], graph["B"]["C"][1]
        assert (first["product"], first["amount"].value, first["amount"].currency, first["accepted"]) == (
            "chips",
            5.5,
            "EUR",
            True,
        )
        assert (second["product"], second["amount"], second["status"], second["accepted"]) == (
            None,
            None,
            "planned",
            False,
        )
        assert graph.nodes["A"]["kind"] == "shop"
        assert first["deal"].roles == {"customer": ("A",), "provider": ("B",)}

    def test_what_it_takes(self):
        table, _ = columns(2, np.zeros(1000, int), np.ones(1000, int))
        graph = graph_of_columns(["A", "B"], table)
        assert graph.index.back.to.tolist() == [0]
        assert graph.nbytes / 1000 < 45

    def test_nothing_in_it(self):
        graph = supply_network(sample_network())
        assert (len(graph), graph.number_of_edges(), list(graph.edges()), graph.nbytes) == (
            0,
            0,
            [],
            graph.nbytes,
        )
        assert graph.supplies(None).back.to.tolist() == []


class TestSearches:
    @given(edges=EDGES, most=st.integers(0, 9), few=st.sampled_from([0, 200]))
    @FEW
    def test_closure(self, edges, most, few):
        graph = graph_of(edges)
        index = index_of(graph)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("kg.graph.closure.FEW", few)
            nodes, depth = closure(index.ahead, np.array([0]), most)
        assert dict(
            zip(nodes.tolist(), depth.tolist(), strict=True)
        ) == nx.single_source_shortest_path_length(graph, 0, most)
        nodes, depth = closure(index.back, np.array([0]))
        assert set(nodes.tolist()) == nx.ancestors(graph, 0) | {0}
        assert depth.tolist() == sorted(depth.tolist())

    @given(
        edges=st.lists(
            st.tuples(*[st.integers(0, 5)] * 2, st.integers(2020, 2024), st.integers(0, 3)),
            min_size=1,
            max_size=20,
        )
    )
    @FEW
    def test_closure_on_a_day_is_that_of_the_graph_built_for_the_day(self, edges):
        sentences = [
            f"{u} uses {v}" + f" since {begin}" * (length > 0) + f" until {begin + length}"
            for u, v, begin, length in edges
            if u != v
        ]
        graph = sample_network("0 uses 1 until 2021", *sentences)
        start = graph.index.number["0"]
        for year in ("2019", "2021", "2022", "2026"):
            nodes, _ = closure(graph.index.ahead, np.array([start]), None, graph.live(days(year)))
            rebuilt = supply_network(sample_network("0 uses 1 until 2021", *sentences, as_of=year))
            assert set(graph.index.named(nodes)) == nx.descendants(rebuilt, "0") | {"0"}

    @given(edges=EDGES)
    @FEW
    def test_hub(self, edges):
        graph = graph_of(edges)
        index = index_of(graph)
        ahead, back = Hub(index, index.ahead, index.back), Hub(index, index.back, index.ahead)
        for node in graph:
            assert ahead.reached(node) == nx.descendants(graph, node)
            assert back.reached(node) == nx.ancestors(graph, node)
            for goal in graph:
                assert ahead.reaches(node, goal) == nx.has_path(graph, node, goal)

    @given(edges=EDGES, closed=st.sets(st.integers(1, 7)))
    @FEW
    def test_closed_nodes_are_not_entered(self, edges, closed):
        graph = graph_of(edges)
        mask = np.isin(np.arange(NODES), list(closed))
        nodes, _ = closure(index_of(graph).ahead, np.array([0]), closed=mask)
        graph.remove_nodes_from(closed)
        assert set(nodes.tolist()) == nx.descendants(graph, 0) | {0}

    @given(edges=EDGES, most=st.integers(1, 8))
    @FEW
    def test_paths(self, edges, most):
        graph = graph_of(edges)
        found = search(index_of(graph), 0, 1, most, 10**6)
        paths = [tuple(path) for block in found.found for path in block.tolist()]
        expected = sorted(
            map(tuple, nx.all_simple_paths(graph, 0, 1, cutoff=most)), key=lambda path: (len(path), path)
        )
        assert paths == expected
        assert found.bound >= len(paths)
        assert found.complete
        assert found.distance == (nx.shortest_path_length(graph, 0, 1) if nx.has_path(graph, 0, 1) else None)

    @given(edges=EDGES, limit=st.integers(1, 5))
    @FEW
    def test_paths_are_cut_after_the_shortest(self, edges, limit):
        index = index_of(graph_of(edges))
        every = [tuple(path) for block in search(index, 0, 1, 7, 10**6).found for path in block.tolist()]
        some = search(index, 0, 1, 7, limit)
        assert [tuple(path) for block in some.found for path in block.tolist()] == every[:limit]
        assert some.complete == (len(every) <= limit)

    @given(edges=EDGES, roots=st.sets(st.integers(0, NODES - 1), min_size=1))
    @FEW
    def test_dominators(self, edges, roots):
        graph = graph_of(edges)
        above = dominators(*both_ways(graph), np.array(sorted(roots)))
        graph.add_edges_from((NODES, root) for root in roots)
        expected = {**dict.fromkeys(range(NODES), -1), **nx.immediate_dominators(graph, NODES)}
        assert above.tolist() == [expected[node] for node in range(NODES)]

    @given(edges=EDGES)
    @FEW
    def test_dominators_are_on_every_path(self, edges):
        graph = graph_of(edges)
        above = dominators(*both_ways(graph), np.array([0]))
        for node in nx.descendants(graph, 0):
            on_all = set.intersection(*map(set, nx.all_simple_paths(graph, 0, node))) - {0, node}
            found, up = set(), int(above[node])
            while up not in {0, NODES}:
                found.add(up)
                up = int(above[up])
            assert found == on_all

    @given(edges=EDGES, length=st.integers(2, 6))
    @FEW
    def test_cycles(self, edges, length):
        graph = graph_of(edges)
        found = cycles(index_of(graph), length, 10**6)
        listed = [tuple(cycle) for block in found.found for cycle in block.tolist()]
        expected = {
            tuple(c[c.index(min(c)) :] + c[: c.index(min(c))])
            for c in nx.simple_cycles(graph, length)
            if len(c) > 1
        }
        assert set(listed) == expected
        assert len(listed) == len(expected)
        assert [len(cycle) for cycle in listed] == sorted(map(len, listed))
        assert found.bound >= len(expected)
        assert cycles(index_of(graph), length, 0).bound == found.bound
        through = cycles(index_of(graph), length, 10**6, through=3)
        assert through.bound >= sum(3 in c for c in expected)
        assert {tuple(c) for block in through.found for c in block.tolist()} == {
            c for c in expected if 3 in c
        }

    @given(edges=EDGES, marks=st.sets(st.integers(0, NODES - 1)))
    @FEW
    def test_reached_marks(self, edges, marks):
        graph = graph_of(edges)
        marks = sorted(marks)
        bits = reached_marks(index_of(graph), np.array(marks, dtype=int))
        for node in graph:
            beyond = {v for u in graph[node] for v in nx.descendants(graph, u) | {u}}
            assert {
                mark for place, mark in enumerate(marks) if int(bits[node, 0]) >> place & 1
            } == beyond & set(marks)

    def test_more_marks_than_a_word_has_bits(self):
        index = index_of(nx.path_graph(200, create_using=nx.DiGraph))
        bits = reached_marks(index, np.arange(200))
        assert [int(word).bit_count() for word in bits[0]] == [63, 64, 64, 8]
        assert bits[199].tolist() == [0, 0, 0, 0]

    @given(edges=EDGES, tier=st.integers(0, 4))
    @FEW
    def test_shares(self, edges, tier):
        graph = graph_of(edges)
        index = index_of(graph)
        step = np.array([[(v in graph[u]) / max(1, len(graph[u])) for v in graph] for u in graph])
        expected = np.linalg.matrix_power(step, tier)
        for walk, row in ((shares, expected[0]), (shares_of, expected[:, 0])):
            tiers = walk(index, 0, tier)
            found = np.zeros(NODES)
            if len(tiers) > tier:
                found[tiers[tier][0]] = tiers[tier][1]
            assert np.allclose(found, row)

    @given(
        edges=EDGES,
        kinds=st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), min_size=24, max_size=24),
        failed=st.sets(st.integers(0, 7), min_size=1),
        threshold=st.sampled_from([0.2, 0.5, 1.0]),
    )
    @FEW
    def test_cascade(self, edges, kinds, failed, threshold):
        whole = index_of_pairs(range(NODES), *np.array(edges or [(0, 0)]).T)
        for index in (whole, whole.take(np.arange(len(whole.ahead.to)) % 3 > 0)):
            few, more = np.array(kinds, dtype=np.uint16)[: len(index.ahead.to)].T
            needs = Needs.of(index, few & more, more)
            for lost, kept, asked in (few & more, more, needs), (more, few & more, needs.swapped()):
                fall = cascade(asked, np.array(sorted(failed)), threshold)
                rounds, touched = _cascade_by_hand(index, lost.tolist(), kept.tolist(), failed, threshold)
                assert fall.round.tolist() == rounds
                assert set(np.flatnonzero(fall.touched).tolist()) == touched

    @given(edges=EDGES, nodes=st.booleans())
    @FEW
    def test_flow(self, edges, nodes):
        graph = graph_of(edges)
        graph.remove_edges_from(list(nx.selfloop_edges(graph)))
        index = index_of(graph)
        found = flow(index, 0, 1, None if nodes else np.ones(len(index.ahead.to), dtype=int))
        direct = graph.has_edge(0, 1)
        expected = (nx.node_connectivity if nodes and not direct else nx.edge_connectivity)(graph, 0, 1)
        if nodes and direct:
            graph.remove_edge(0, 1)
            expected = 1 + nx.node_connectivity(graph, 0, 1)
            graph.add_edge(0, 1)
            assert found.cut is None
        assert len(found.paths) == expected
        used = (
            [node for path in found.paths for node in path[1:-1]]
            if nodes
            else [hop for path in found.paths for hop in pairwise(path)]
        )
        assert len(used) == len(set(used))
        assert all(graph.has_edge(*hop) for path in found.paths for hop in pairwise(path))
        if found.cut is not None:
            assert len(found.cut) == expected
            graph.remove_nodes_from(u for u, _ in found.cut) if nodes else graph.remove_edges_from(found.cut)
            assert not nx.has_path(graph, 0, 1)

    @given(edges=EDGES, heavy=st.lists(st.booleans(), min_size=24, max_size=24))
    @FEW
    def test_lightest(self, edges, heavy):
        graph = graph_of(edges)
        index = index_of(graph)
        weights = np.array(heavy[: len(index.ahead.to)], dtype=bool)
        for (u, v), weight in zip(sorted(graph.edges()), weights.tolist(), strict=True):
            graph[u][v]["weight"] = 1 + 100 * weight
        way = lightest(index, weights, 0, 1)
        if nx.has_path(graph, 0, 1):
            assert nx.path_weight(graph, way, "weight") == nx.shortest_path_length(graph, 0, 1, "weight")
        else:
            assert way is None

    def test_a_long_chain_is_no_matter(self):
        index = index_of(nx.path_graph(30_000, create_using=nx.DiGraph))
        _nodes, depth = closure(index.ahead, np.array([0]))
        assert depth[-1] == 29_999
        assert dominators(index.ahead, index.back, np.array([0]))[-1] == 29_998
        assert search(index, 0, 40, 40, 10).found[0].shape == (1, 41)
        assert len(cycles(index, 5, 10)) == 0
        assert len(flow(index, 0, 29_999, None).paths) == 1

    def test_a_search_gives_up_and_says_so(self, monkeypatch):
        index = index_of(nx.complete_graph(12, create_using=nx.DiGraph))
        monkeypatch.setattr("kg.graph.paths.EFFORT", 1000)
        monkeypatch.setattr("kg.graph.cycles.EFFORT", 1000)
        found = search(index, 0, 11, 8, 10**6)
        assert not found.complete
        assert found.bound > 10**6
        assert not cycles(index, 6, 10**6).complete

    def test_blocks_change_nothing(self, monkeypatch):
        index = index_of(nx.gnp_random_graph(14, 0.4, seed=1, directed=True))
        whole = search(index, 0, 9, 5, 10**6), cycles(index, 4, 10**6)
        monkeypatch.setattr("kg.graph.paths.BLOCK", 7)
        monkeypatch.setattr("kg.graph.cycles.BLOCK", 7)
        parts = search(index, 0, 9, 5, 10**6), cycles(index, 4, 10**6)
        for one, other in zip(whole, parts, strict=True):
            rows = [[tuple(row) for block in found.found for row in block.tolist()] for found in (one, other)]
            assert rows[0] == rows[1]


def _cascade_by_hand(index, lost, kept, failed, threshold):
    rounds = dict.fromkeys(failed, 0)
    touched = set()
    for number in range(1, NODES + 2):
        fallen = set()
        for node in set(range(NODES)) - set(rounds):
            hops = range(index.ahead.start[node], index.ahead.start[node + 1])
            counting = [
                (lost[hop], True) if int(index.ahead.to[hop]) in rounds else (kept[hop], False)
                for hop in hops
            ]
            for kind in range(3):
                down = [failing for bits, failing in counting if bits >> kind & 1]
                if any(down):
                    touched.add(node)
                if any(down) and sum(down) >= threshold * len(down) - 1e-9:
                    fallen.add(node)
        rounds.update(dict.fromkeys(fallen, number))
    return [rounds.get(node, -1) for node in range(NODES)], touched
