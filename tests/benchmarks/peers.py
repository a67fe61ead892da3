"""The same questions put to networkx, rustworkx, igraph and Oxigraph, each in the way its manual suggests."""

from __future__ import annotations

import igraph
import networkx as nx
import numpy as np
import pyoxigraph as ox
import rustworkx as rx

from kg.graph.columns import EVER, NEVER

DAY = np.datetime64("2020-06-01").astype(int) + 719163
"""The day of the as-of question, as an ordinal of the calendar."""


class Web:
    """The facts of supply of a DealGraph as plain lists, from which each engine is filled."""

    def __init__(self, graph):
        rows = graph.supply(None)
        table = graph.columns
        self.graph, self.names = graph, graph.names
        self.customer, self.provider = table.customer[rows], table.provider[rows]
        self.begin, self.end = table.begin_earliest[rows], table.end_latest[rows]
        self.product = table.product[rows]
        self.kind = np.array(graph.about["kind"])


class NetworkX:
    """networkx, with a multigraph that carries dates and products."""

    name = "networkx"

    def __init__(self, web):
        self.multi = nx.MultiDiGraph()
        self.multi.add_nodes_from(web.names)
        names = web.names
        cells = zip(
            web.customer.tolist(),
            web.provider.tolist(),
            web.begin.tolist(),
            web.end.tolist(),
            web.product.tolist(),
            strict=True,
        )
        self.multi.add_edges_from(
            (names[u], names[v], {"begin": begin, "end": end, "product": product})
            for u, v, begin, end, product in cells
        )
        self.simple = nx.DiGraph(self.multi)

    def closure(self, x):
        return nx.descendants(self.multi, x)

    def closure_on(self, x):
        edges = self.multi.adj
        view = nx.subgraph_view(self.multi, filter_edge=lambda u, v, k: holds(edges[u][v][k]))
        return nx.descendants(view, x)

    def paths(self, x, y, most):
        return set(map(tuple, nx.all_simple_paths(self.multi, x, y, cutoff=most)))

    def dominators(self, goals):
        turned = self.simple.reverse(copy=True)
        turned.add_edges_from(("*", goal) for goal in goals)
        found = nx.immediate_dominators(turned, "*")
        return {node: above for node, above in found.items() if node != "*"}

    def what_if(self, failed, threshold):
        fallen, front = set(failed), list(failed)
        while front:
            found = set()
            for customer in {c for node in front for c in self.multi.predecessors(node)} - fallen:
                needs = {}
                for provider, ties in self.multi.adj[customer].items():
                    for product in {tie["product"] for tie in ties.values()}:
                        needs.setdefault(product, []).append(provider in fallen)
                if any(sum(lost) and sum(lost) >= threshold * len(lost) for lost in needs.values()):
                    found.add(customer)
            fallen |= found
            front = list(found)
        return fallen

    def loops(self, most):
        return {turned(cycle) for cycle in nx.simple_cycles(self.simple, length_bound=most) if len(cycle) > 1}

    def clouds(self, customers, clouds):
        return {x: frozenset(nx.descendants(self.multi, x) & clouds) for x in customers}


class Rustworkx:
    """rustworkx, with names as the payload of nodes."""

    name = "rustworkx"

    def __init__(self, web):
        self.names = web.names
        self.number = {name: number for number, name in enumerate(web.names)}
        self.graph = rx.PyDiGraph(multigraph=True)
        self.graph.add_nodes_from(web.names)
        self.graph.extend_from_edge_list(list(zip(web.customer.tolist(), web.provider.tolist(), strict=True)))
        self.simple = rx.PyDiGraph(multigraph=False)
        self.simple.add_nodes_from(web.names)
        self.simple.extend_from_edge_list(
            list(zip(web.customer.tolist(), web.provider.tolist(), strict=True))
        )

    def closure(self, x):
        return {self.names[node] for node in rx.descendants(self.graph, self.number[x])}

    def paths(self, x, y, most):
        found = rx.all_simple_paths(self.simple, self.number[x], self.number[y], cutoff=most + 1)
        return {tuple(self.names[node] for node in path) for path in found}

    def dominators(self, goals):
        turned = self.simple.copy()
        turned.reverse()
        root = turned.add_node("*")
        turned.add_edges_from_no_data([(root, self.number[goal]) for goal in goals])
        names = [*self.names, "*"]
        found = rx.immediate_dominators(turned, root)
        return {names[node]: names[above] for node, above in found.items() if node != root}


class Igraph:
    """igraph, with names as the attribute of vertices."""

    name = "igraph"

    def __init__(self, web):
        pairs = np.column_stack([web.customer, web.provider])
        self.names = np.array(web.names, dtype=object)
        self.number = {name: number for number, name in enumerate(web.names)}
        self.graph = igraph.Graph(n=len(web.names), edges=pairs.tolist(), directed=True)
        self.simple = igraph.Graph(n=len(web.names), edges=np.unique(pairs, axis=0).tolist(), directed=True)

    def closure(self, x):
        start = self.number[x]
        return set(self.names[[node for node in self.graph.subcomponent(start, mode="out") if node != start]])

    def paths(self, x, y, most):
        found = self.simple.get_all_simple_paths(self.number[x], to=self.number[y], maxlen=most, mode="out")
        return {tuple(self.names[path]) for path in found}

    def dominators(self, goals):
        root = len(self.names)
        turned = [(v, u) for u, v in self.simple.get_edgelist()] + [
            (root, self.number[goal]) for goal in goals
        ]
        graph = igraph.Graph(n=root + 1, edges=turned, directed=True)
        names = [*self.names, "*"]
        above = graph.dominator(root, mode="out")
        return {names[node]: names[up] for node, up in enumerate(above) if up >= 0 and node != root}

    def loops(self, most):
        found = self.simple.simple_cycles(max=most, output="vpath")
        return {turned(self.names[list(cycle)].tolist()) for cycle in found if len(cycle) > 1}


class Oxigraph:
    """Oxigraph, with one triple a pair."""

    name = "oxigraph"

    def __init__(self, web):
        self.node = {
            name: ox.NamedNode(f"http://example.com/{number}") for number, name in enumerate(web.names)
        }
        self.named = {node.value: name for name, node in self.node.items()}
        self.store = ox.Store()
        names = list(self.node.values())
        supplied = ox.NamedNode("http://example.com/by")
        pairs = np.unique(np.column_stack([web.customer, web.provider]), axis=0).tolist()
        self.store.bulk_extend(ox.Quad(names[u], supplied, names[v]) for u, v in pairs)

    def closure(self, x):
        found = self.store.query(f"SELECT DISTINCT ?y {{ {self.node[x]} <http://example.com/by>+ ?y }}")
        return {self.named[row[0].value] for row in found} - {x}


def holds(tie):
    """Return whether a tie may hold on the day asked about."""
    begin, end = tie["begin"], tie["end"]
    return (begin <= DAY and end >= DAY) or end < begin


def turned(cycle):
    """Return a cycle from its least name on."""
    place = cycle.index(min(cycle))
    return tuple(cycle[place:] + cycle[:place])


assert NEVER < DAY < EVER
