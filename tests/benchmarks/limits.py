"""Every question put to a web of a million deals with cycles, self-loops, parallel deals and isolated companies.

::

    uv run python tests/benchmarks/limits.py [DEALS]

prints how many seconds of the processor each takes, how many rows it gives and whether it says that it was cut; and fails where one raises.
"""

from __future__ import annotations

import sys
import time

import networkx as nx
import numpy as np
from supply_web import supply_web

from kg import questions


def asked(network):
    """Return every question as a call, by name; of the busiest companies, which are the hardest to answer for."""
    kinds = np.array(network.about["kind"])
    busy = np.diff(network.index.back.start)

    def busiest(kind, place=0):
        of = np.flatnonzero(kinds == kind)
        return network.names[of[np.argsort(-busy[of], kind="stable")[place]]]

    customer, cloud, other, chips = (
        busiest("customer"),
        busiest("cloud"),
        busiest("cloud", 1),
        busiest("chips"),
    )
    alone = network.names[int(np.flatnonzero(np.diff(network.index.ahead.start) + busy == 0)[0])]
    return {
        "providers": lambda: questions.providers(network, customer),
        "dependency_paths": lambda: questions.dependency_paths(network, customer, chips),
        "dependency_paths, 40 hops": lambda: questions.dependency_paths(
            network, customer, chips, max_length=40
        ),
        "dependency_paths, none": lambda: questions.dependency_paths(network, customer, alone),
        "best_paths": lambda: questions.best_paths(network, customer, chips),
        "multi_cloud": lambda: questions.multi_cloud(network, customer),
        "rivals_that_supply": lambda: questions.rivals_that_supply(network),
        "who_says": lambda: questions.who_says(network, customer, cloud),
        "upstream": lambda: questions.upstream(network, customer),
        "downstream": lambda: questions.downstream(network, chips),
        "disjoint_paths": lambda: questions.disjoint_paths(network, customer, chips),
        "minimum_cut, deals": lambda: questions.minimum_cut(network, customer, chips, of="deals"),
        "single_points_of_failure": lambda: questions.single_points_of_failure(network),
        "single_points_of_failure, one": lambda: questions.single_points_of_failure(network, customer),
        "shared_upstream": lambda: questions.shared_upstream(network, cloud, other),
        "fake_diversification": lambda: questions.fake_diversification(network, customer),
        "what_if": lambda: questions.what_if(network, chips, cloud),
        "what_if, all are needed": lambda: questions.what_if(network, chips, threshold=0.01),
        "concentration": lambda: questions.concentration(network, customer, max_tier=4),
        "concentration of customers": lambda: questions.concentration(network, cloud, side="customers"),
        "money_loops": lambda: questions.money_loops(network, max_length=3),
        "money_loops, one": lambda: questions.money_loops(network, cloud, max_length=4),
        "timeline": lambda: questions.timeline(network, cloud),
        "changes": lambda: questions.changes(network, "2018", "2022"),
        "commitments": lambda: questions.commitments(network, customer),
        "upstream, chips as of 2020": lambda: questions.upstream(
            network, cloud, product="chips", as_of="2020"
        ),
        "upstream, isolated": lambda: questions.upstream(network, alone),
    }


def main():
    """Ask everything and print a table."""
    deals = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    network = supply_web(deals)
    loops = int((network.columns.customer == network.columns.provider).sum())
    parallel = len(network.columns) - len(network.index.ahead.to)
    print(
        f"{len(network.columns):,} deals of {len(network):,} companies, {loops:,} with itself, {parallel:,} parallel\n"
    )
    print("| question | first, s | again, s | rows | cut |\n|---|---:|---:|---:|---|")
    for name, ask in asked(network).items():
        times = []
        for _ in range(2):
            begin = time.process_time()
            answer = ask()
            answer.explain()
            times.append(time.process_time() - begin)
        cut = answer.truncated or ""
        print(f"| {name} | {times[0]:.2f} | {times[1]:.2f} | {len(answer):,} | {cut} |", flush=True)
    print(
        f"\nnetworkx on it: pagerank falls back, {len(nx.descendants(network, network.names[0])):,} reached from the first"
    )


if __name__ == "__main__":
    main()
