"""How soon a page of deals shows its first still frame, beside what pyvis writes by itself.

    python tests/benchmarks/pages.py [NODES …]

Each page is opened three times in a fresh tab; the median is shown, with the size of the file and the time that Python
took to make it. pyvis' own page is made in one file; what it still asks the network for is refused at once. Its default
layout moves until it has settled, which is when its frame counts; past a minute the tab is given up.
"""

import random
import statistics
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Error
from pyvis.network import Network

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from browsing import chromium

from kg.questions.sample import sample_network
from kg.views.page import network_view

PRODUCTS = ("chips", "cloud", "software", "power", "manufacturing")
OURS = (
    "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now()))))"
)
SETTLED = (
    "new Promise((done) => network.once('stabilizationIterationsDone', "
    "() => requestAnimationFrame(() => done(performance.now()))))"
)


def made_up(nodes: int) -> list[tuple[int, int]]:
    """Pairs of customer and provider, two for each node, the known ones preferred."""
    chance, pairs, ends = random.Random(7), set(), [0]
    for node in range(1, nodes):
        for other in (chance.choice(ends), chance.choice(ends)):
            if other != node:
                pairs.add((node, other))
                ends += [node, other]
    return sorted(pairs)


def our_page(pairs: list[tuple[int, int]], budget: int) -> str:
    """The page of this package."""
    told = (f"Company {a} buys {PRODUCTS[b % 5]} from Company {b}" for a, b in pairs)
    return network_view(sample_network(*told), budget=budget).html


def pyvis_page(pairs: list[tuple[int, int]], fixed: bool) -> str:
    """The page that pyvis writes, with its own layout or with given places and straight lines."""
    network = Network(directed=True, cdn_resources="in_line")
    for node in sorted({node for pair in pairs for node in pair}):
        place = {"x": 40 * (node % 40), "y": 40 * (node // 40), "physics": False} if fixed else {}
        network.add_node(node, label=f"Company {node}", **place)
    network.add_edges(pairs)
    if fixed:
        network.set_options('{"physics": {"enabled": false}, "edges": {"smooth": false}}')
    return network.generate_html()


def frame(browser, page: str, script: str) -> float | None:
    """Milliseconds from the start of loading to the first still frame; None past a minute."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "page.html")
        path.write_text(page, "utf-8")
        tab = browser.new_page(viewport={"width": 1440, "height": 900})
        tab.set_default_timeout(60_000)
        tab.route("http*://**", lambda route: route.abort())
        try:
            tab.goto(path.as_uri(), wait_until="domcontentloaded")
            return tab.evaluate(
                f"Promise.race([{script}, new Promise((done) => setTimeout(() => done(null), 60000))])"
            )
        except Error:
            return None
        finally:
            tab.close()


def main() -> None:
    """Print one line a page."""
    with chromium() as browser:
        for nodes in [int(text) for text in sys.argv[1:]] or [100, 1000]:
            pairs = made_up(nodes)
            for name, make, script in (
                ("ours, all nodes", lambda: our_page(pairs, nodes), OURS),  # noqa: B023  called at once
                ("ours, 40 nodes", lambda: our_page(pairs, 40), OURS),  # noqa: B023
                ("pyvis, fixed places", lambda: pyvis_page(pairs, fixed=True), OURS),  # noqa: B023
                ("pyvis, default", lambda: pyvis_page(pairs, fixed=False), SETTLED),  # noqa: B023
            ):
                begun = time.perf_counter()
                page = make()
                taken = time.perf_counter() - begun
                times = [
                    frame(browser, page, script)
                    for _ in range(3 if name != "pyvis, default" or nodes < 500 else 1)
                ]
                shown = "none in 60 s" if None in times else f"{statistics.median(times):,.0f} ms"
                print(
                    f"{nodes:>6} nodes  {name:<20} {shown:>13}  {len(page) / 1e6:5.2f} MB  made in {taken:.2f} s",
                    flush=True,
                )


if __name__ == "__main__":
    main()
