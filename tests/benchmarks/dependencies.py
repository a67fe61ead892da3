"""Dependency questions at four sizes, against networkx, rustworkx, igraph and Oxigraph, in one run.

::

    uv run --with numba,rustworkx,igraph python tests/benchmarks/dependencies.py -o report

writes ``report/dependencies.md`` (tables), ``report/dependencies.svg`` (a plot) and ``report/dependencies.json``.
Every engine's answers are compared with ours before it is timed. Times are medians in milliseconds of the processor,
names and Python objects included; what else the machine does counts little. Closures are asked of several companies in
turn. ``kg`` is the package as it ships, which compiles searches from 20,000 hops on where numba is there; what each
engine makes beforehand (rows, the hub, the needs) is timed as its building. The last questions are whole answers,
with the deals and claims behind each row.
"""

from __future__ import annotations

import argparse
import gc
import json
import platform
import statistics
import sys
import time
from datetime import date
from itertools import cycle
from math import log10
from pathlib import Path

import networkx as nx
import numpy as np
from peers import DAY, Igraph, NetworkX, Oxigraph, Rustworkx, Web
from supply_web import supply_web

from kg import questions as ask
from kg.graph import compiled
from kg.graph.cascade import Needs, cascade
from kg.graph.closure import closure
from kg.graph.cycles import cycles
from kg.graph.dominators import dominators
from kg.graph.paths import search
from kg.graph.reach import reached_marks
from kg.network import supply_network
from kg.values import Days

LIMIT = 60.0
"""Seconds that an engine may take for one answer; if the size before foretells more, it is not asked."""
ENGINES = (Rustworkx, Igraph, Oxigraph)


class Ours:
    """This package; the same calls as the peers'."""

    name = "kg"

    def __init__(self, web):
        self.graph = web.graph
        self.supply = supply_network(web.graph)
        self.index = self.graph.supplies(None)
        self.made = self.index.back, self.index.labels, self.supply.hub
        self.number, self.named = self.index.number, self.index.named
        self.needs = Needs.of(self.graph.index, *[self.graph.needs(self.graph.supply(None))] * 2)
        self.day = Days(date.fromordinal(DAY), date.fromordinal(DAY))

    def closure(self, x):
        return nx.descendants(self.supply, x)

    def closure_on(self, x):
        nodes, _ = closure(
            self.graph.index.ahead, np.array([self.number[x]]), None, self.graph.live(self.day)
        )
        return set(self.named(np.sort(nodes[1:])))

    def paths(self, x, y, most):
        found = search(self.index, self.number[x], self.number[y], most, 10**7)
        assert found.complete
        return {path for block in found.found for path in zip(*map(self.named, block.T), strict=True)}

    def dominators(self, goals):
        above = dominators(self.index.back, self.index.ahead, np.array([self.number[goal] for goal in goals]))
        nodes = np.flatnonzero(above >= 0)
        return dict(
            zip(self.named(nodes), np.append(self.index.labels, "*")[above[nodes]].tolist(), strict=True)
        )

    def what_if(self, failed, threshold):
        fall = cascade(self.needs, np.array([self.number[name] for name in failed]), threshold)
        return self.named(np.flatnonzero(fall.round >= 0))

    def upstream(self, x):
        return list(ask.upstream(self.graph, x))

    def who_falls(self, failed, threshold):
        return list(ask.what_if(self.graph, *failed, threshold=threshold))

    def loops(self, most):
        found = cycles(self.index, most, 10**7)
        assert found.complete
        return {cycle for block in found.found for cycle in zip(*map(self.named, block.T), strict=True)}

    def clouds(self, customers, clouds):
        marks = sorted(self.number[cloud] for cloud in clouds)
        names = self.named(np.array(marks))
        bits = reached_marks(self.index, np.array(marks))[[self.number[x] for x in customers]]
        sets = {}
        for row in set(map(bytes, bits)):
            words = np.frombuffer(row, dtype=np.uint64)
            sets[row] = frozenset(
                name for place, name in enumerate(names) if int(words[place // 64]) >> (place % 64) & 1
            )
        return {x: sets[bytes(row)] for x, row in zip(customers, bits, strict=True)}


def questions(web):
    """Return each question as a method and the arguments that it is called with in turn."""
    index = web.graph.supplies(None)
    out, back = np.diff(index.ahead.start), np.diff(index.back.start)
    of = {kind: np.flatnonzero(web.kind == kind) for kind in ("customer", "cloud", "chips")}
    by_size = of["customer"][np.argsort(-out[of["customer"]], kind="stable")]
    buyers = [web.names[node] for node in by_size[len(by_size) // 50 :: max(1, len(by_size) // 50)][:8]]
    chips = of["chips"][np.argsort(-back[of["chips"]], kind="stable")]
    x, y, middling = buyers[0], web.names[chips[0]], web.names[chips[len(chips) // 3]]
    goals = [web.names[node] for node in chips.tolist()]
    customers = [web.names[node] for node in of["customer"].tolist()]
    clouds = {web.names[node] for node in of["cloud"].tolist()}
    return {
        "closure": ("closure", [(buyer,) for buyer in buyers]),
        "closure, as of a day": ("closure_on", [(buyer,) for buyer in buyers]),
        "paths up to 3 hops": ("paths", [(x, y, 3)]),
        "paths up to 4 hops": ("paths", [(x, y, 4)]),
        "single points of failure, all": ("dominators", [(goals,)]),
        "what if, cascade": ("what_if", [([middling], 0.3)]),
        "loops of 3": ("loops", [(3,)]),
        "clouds of 20 customers": (
            "clouds",
            [(customers[:: max(1, len(customers) // 20)][:20], clouds)],
        ),
        "clouds of every customer": ("clouds", [(customers, clouds)]),
        "upstream, 1,000 rows": ("upstream", [(x,)]),
        "what if, 1,000 rows": ("who_falls", [([middling], 0.3)]),
    }


def timed(call, arguments, first=None):
    """Return the median time of calls in milliseconds: of one to 31, about two seconds in all, ``first`` among them."""
    times, turns = [] if first is None else [first], cycle(arguments)
    gc.collect()
    gc.disable()
    try:
        while len(times) < 31 and (not times or sum(times) + times[-1] < 2):
            given = next(turns)
            begin = time.process_time()
            call(*given)
            times.append(time.process_time() - begin)
    finally:
        gc.enable()
    return statistics.median(times) * 1000


def measure(size, before, only):
    """Return the times of every question, or of some, and every engine at one size."""
    begin = time.perf_counter()
    web = Web(supply_web(size))
    print(f"{size:,} deals: made in {time.perf_counter() - begin:.1f} s", file=sys.stderr, flush=True)
    times, answers = {}, {}
    begin = time.process_time()
    ours = Ours(web)
    times["build|kg"] = (time.process_time() - begin) * 1000
    asked = {name: call for name, call in questions(web).items() if not only or name in only}
    for least, name in ((compiled.LEAST, "kg"), (10**12, "kg, numpy alone")):
        shipped, compiled.LEAST = compiled.LEAST, least
        for question, (method, arguments) in asked.items():
            call = getattr(ours, method)
            found = [call(*given) for given in arguments]
            assert alike(answers.setdefault(question, found), found), question
            times[f"{question}|{name}"] = timed(call, arguments)
        compiled.LEAST = shipped
    made = ours.graph.nbytes + ours.supply.hub.nbytes, sum(part.nbytes for part in ours.needs)
    for engine in (NetworkX, *ENGINES):
        begin = time.process_time()
        peer = engine(web)
        times[f"build|{engine.name}"] = (time.process_time() - begin) * 1000
        for question, (method, arguments) in asked.items():
            key = f"{question}|{engine.name}"
            if not hasattr(peer, method) or _too_slow(before, key, question):
                continue
            begin = time.process_time()
            found = [getattr(peer, method)(*given) for given in arguments]
            first = (time.process_time() - begin) / len(arguments)
            assert alike(found, answers[question]), (question, engine.name)
            times[key] = timed(getattr(peer, method), arguments, first if first > 1 else None)
            print(f"  {key}: {times[key]:.2f} ms", file=sys.stderr, flush=True)
        del peer
        gc.collect()
    sizes = {question: max(map(len, found)) for question, found in answers.items()}
    return {"size": size, "times": times, "found": sizes, "bytes per deal": [part / size for part in made]}


def alike(found, others):
    """Return whether two engines answer alike; lists are compared without their order."""
    return all(
        set(one) == set(other) if list in {type(one), type(other)} else one == other
        for one, other in zip(found, others, strict=True)
    )


def _too_slow(before, key, question):
    """Return whether the last size foretells more than the limit: it grew by ten, or was not asked for that reason."""
    if question == "clouds of every customer":
        return True
    if not before:
        return False
    last = before[-1]["times"].get(key)
    if last is None:
        return True
    earlier = before[-2]["times"].get(key) if len(before) > 1 else None
    growth = max(10, last / earlier) if earlier else 10
    return last * growth > LIMIT * 1000


def table(results):
    """Return the results as Markdown: one table of times, one of ratios and exponents."""
    sizes = [result["size"] for result in results]
    keys = list(dict.fromkeys(key for result in results for key in result["times"]))
    lines = [
        f"CPython {platform.python_version()}, networkx {nx.__version__}, numpy {np.__version__}, "
        f"{platform.machine()}; medians in ms of processor time, one run, names and Python objects included.",
        "",
        f"| question | engine | {' | '.join(f'{size:,}' for size in sizes)} | grows as |",
        f"|---|---|{'---:|' * (len(sizes) + 1)}",
    ]
    for key in keys:
        question, engine = key.split("|")
        cells = [result["times"].get(key) for result in results]
        lines.append(f"| {question} | {engine} | {' | '.join(map(_ms, cells))} | {_exponent(sizes, cells)} |")
    lines += [
        "",
        f"| networkx / ours | {' | '.join(f'{size:,}' for size in sizes)} |",
        f"|---|{'---:|' * len(sizes)}",
    ]
    for question in dict.fromkeys(key.split("|")[0] for key in keys):
        for engine in ("kg", "kg, numpy alone"):
            ratios = [_ratio(result["times"], question, engine) for result in results]
            if any(ratios):
                lines.append(f"| {question}, {engine} | {' | '.join(ratios)} |")
    for place, what in enumerate(("columns, rows and hub", "needs, while a cascade is asked for")):
        memory = " | ".join(f"{result['bytes per deal'][place]:.1f}" for result in results)
        lines.append(f"| bytes a deal, {what} | {memory} |")
    lines.append("")
    lines += [
        f"| size of the answer | {' | '.join(f'{size:,}' for size in sizes)} |",
        f"|---|{'---:|' * len(sizes)}",
    ]
    for question in results[0]["found"]:
        lines.append(
            f"| {question} | {' | '.join(str(result['found'].get(question, '')) for result in results)} |"
        )
    return "\n".join(lines) + "\n"


def _ms(value):
    return "" if value is None else f"{value:,.3f}" if value < 10 else f"{value:,.0f}"


def _ratio(times, question, engine):
    slow, fast = times.get(f"{question}|networkx"), times.get(f"{question}|{engine}")
    return f"{slow / fast:,.1f}" if slow and fast else ""


def _exponent(sizes, cells):
    """Return the power of the number of deals that the times grow as, fitted by least squares."""
    points = [(log10(size), log10(cell)) for size, cell in zip(sizes, cells, strict=True) if cell]
    if len(points) < 2:
        return ""
    (slope, _) = np.polyfit(*zip(*points, strict=True), 1)
    return f"n^{slope:.2f}"


def plot(results):
    """Return the times as an SVG, one panel a question, both axes logarithmic."""
    questions_ = list(results[0]["found"])
    colours = {
        "kg": "#0a6",
        "kg, numpy alone": "#6c9",
        "networkx": "#c33",
        "rustworkx": "#b70",
        "igraph": "#36c",
        "oxigraph": "#939",
    }
    width, height, parts = 260, 200, []
    for number, question in enumerate(questions_):
        left, top = 40 + (number % 3) * (width + 40), 40 + (number // 3) * (height + 60)
        parts.append(f'<text x="{left}" y="{top - 8}" font-weight="bold">{question}</text>')
        parts.append(
            f'<rect x="{left}" y="{top}" width="{width}" height="{height}" fill="none" stroke="#999"/>'
        )
        for decade in range(-2, 6, 2):
            y = top + height - (decade + 2) / 7.5 * height
            parts.append(
                f'<text x="{left - 4}" y="{y}" text-anchor="end" fill="#666">{10.0**decade:g}</text>'
            )
        for engine, colour in colours.items():
            points = [
                (left + (log10(r["size"]) - 3) / 3 * width, top + height - (log10(t) + 2) / 7.5 * height)
                for r in results
                if (t := r["times"].get(f"{question}|{engine}"))
            ]
            line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
            parts.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"/>')
            parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in points]
    bottom = 40 + -(-len(questions_) // 3) * (height + 60)
    legend = "".join(
        f'<text x="{40 + 120 * place}" y="{bottom + 20}" fill="{colour}">{engine}</text>'
        for place, (engine, colour) in enumerate(colours.items())
    )
    note = f'<text x="40" y="{bottom}">milliseconds over 1,000 to 1,000,000 deals, both logarithmic</text>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="960" height="{bottom + 40}" font-family="sans-serif" font-size="12">'
        f"{''.join(parts)}{note}{legend}</svg>\n"
    )


def main():
    """Run the benchmark and write the report."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("-o", "--output", type=Path, default=Path("report"))
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000, 1_000_000])
    parser.add_argument(
        "--only", nargs="+", metavar="QUESTION", help="ask these alone, however long they take"
    )
    chosen = parser.parse_args()
    results = []
    chosen.output.mkdir(parents=True, exist_ok=True)
    for size in chosen.sizes:
        results.append(measure(size, [] if chosen.only else results, chosen.only))
        (chosen.output / "dependencies.json").write_text(json.dumps(results, indent=1))
        (chosen.output / "dependencies.md").write_text(table(results), "utf-8")
        (chosen.output / "dependencies.svg").write_text(plot(results), "utf-8")
    print(table(results))


if __name__ == "__main__":
    main()
