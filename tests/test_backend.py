"""networkx's own functions on the table: those of the backend by networkx's own tests, the others by falling back."""

import io
import os
import pickle
import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path

import networkx as nx
import pytest

from kg.graph.backend import backend
from kg.graph.build import scalar_graph
from kg.graph.dealgraph import DealGraph
from kg.questions.sample import sample_network

OWN = [
    "ancestors",
    "bidirectional_shortest_path",
    "descendants",
    "has_path",
    "immediate_dominators",
    "single_source_shortest_path_length",
]
TESTS = (
    "algorithms/tests/test_dag.py",
    "algorithms/tests/test_dominance.py",
    "algorithms/shortest_paths/tests/test_generic.py",
    "algorithms/shortest_paths/tests/test_unweighted.py",
    "algorithms/components/tests/test_strongly_connected.py",
    "algorithms/components/tests/test_weakly_connected.py",
)


@pytest.fixture
def graph():
    return sample_network(
        "A uses B",
        "A buys cloud from B",
        "B uses C",
        "C uses D",
        "A uses C",
        "D competes with E",
        "F invests in A",
    )


@pytest.fixture
def plain(graph):
    return nx.MultiDiGraph(graph.copy())


def test_the_functions_it_has():
    assert [name for name in OWN if name not in vars(type(backend))] == []
    assert [point.value for point in entry_points(group="networkx.backends", name="kg")] == [
        "kg.graph.backend:backend"
    ]


@pytest.mark.parametrize("name", OWN)
def test_they_run_without_being_asked_for(graph, plain, name, monkeypatch):
    arguments = ("A", "D") if name in {"has_path", "bidirectional_shortest_path"} else ("A",)
    own, called = getattr(backend, name), []
    monkeypatch.setattr(
        type(backend), name, staticmethod(lambda *a, **k: called.append(name) or own(*a, **k))
    )
    assert getattr(nx, name)(graph, *arguments) == getattr(nx, name)(plain, *arguments)
    assert called == [name]


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("descendants", ["nobody"]),
        ("ancestors", ["nobody"]),
        ("has_path", ["nobody", "A"]),
        ("has_path", ["A", "nobody"]),
        ("shortest_path", ["D", "A"]),
        ("single_source_shortest_path_length", ["nobody"]),
        ("immediate_dominators", ["nobody"]),
    ],
)
def test_errors_are_those_of_networkx(graph, plain, name, arguments):
    with pytest.raises(nx.NetworkXException) as expected:
        getattr(nx, name)(plain, *arguments)
    with pytest.raises(type(expected.value)) as raised:
        getattr(nx, name)(graph, *arguments)
    assert str(raised.value) == str(expected.value)


class TestFallback:
    @pytest.mark.parametrize(
        "call",
        [
            nx.pagerank,
            nx.number_weakly_connected_components,
            nx.density,
            nx.to_dict_of_lists,
            nx.in_degree_centrality,
            nx.transitivity,
        ],
        ids=lambda call: call.__name__,
    )
    def test_what_it_lacks_runs_in_networkx(self, graph, plain, call):
        if call is nx.pagerank:
            pytest.importorskip("scipy", reason="networkx computes PageRank with scipy")
        if call is nx.transitivity:
            graph, plain = nx.Graph(graph), nx.Graph(plain)
        assert call(graph) == call(plain)

    def test_views(self, graph):
        view = nx.subgraph_view(graph, filter_edge=lambda u, v, key: graph[u][v][key]["type"] == "usage")
        assert nx.descendants(view, "A") == {"B", "C", "D"}
        assert nx.descendants(view, "D") == set()
        assert nx.descendants(graph, "D") == {"E"}
        assert nx.descendants(graph.reverse(copy=False), "D") == {"A", "B", "C", "E", "F"}

    def test_files(self, graph):
        told, listed = io.BytesIO(), io.BytesIO()
        nx.write_graphml(scalar_graph(graph), told)
        nx.write_edgelist(graph, listed, data=False)
        read = nx.read_graphml(io.BytesIO(told.getvalue()), force_multigraph=True)
        assert {(u, v, tie["type"]) for u, v, tie in read.edges(data=True)} == {
            (u, v, str(tie["type"])) for u, v, tie in graph.edges(data=True)
        }
        assert len(listed.getvalue().splitlines()) == graph.number_of_edges()

    def test_pickling(self, graph):
        again = pickle.loads(pickle.dumps(graph))
        assert isinstance(again, DealGraph)
        assert nx.descendants(again, "A") == nx.descendants(graph, "A")

    def test_an_unknown_function(self):
        with pytest.raises(AttributeError, match="no_such_function"):
            backend.no_such_function  # noqa: B018  the access is the test


def test_networkx_tests_pass(tmp_path):
    """Run networkx's own tests of these functions, and of some that call them, with every graph given to the backend."""
    pytest.importorskip("scipy", reason="networkx's own tests of a backend need scipy")
    folder = Path(nx.__file__).parent
    tests = [folder / name for name in TESTS]
    if missing := [str(path) for path in tests if not path.exists()]:
        pytest.skip(f"this networkx ships no tests: {missing[0]}")
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "-c",
        os.devnull,
        f"--rootdir={folder}",
        *tests,
    ]
    environment = {**os.environ, "NETWORKX_TEST_BACKEND": "kg"}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:]
    assert " passed" in done.stdout
    assert "xfailed" not in done.stdout
