"""Stores near the limit: loading, memory, adding one article, asking, the network; ratios to rdflib and to raw pyoxigraph.

``python tests/benchmarks/store.py 10000`` measures a store of that many claims and ends with a table of every ratio beside its
goal; words after the number choose parts: load, add, ask, network, cold. CPU seconds of this process, medians of three where
that takes a second at most; commands run in fresh processes.
"""

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

import pyoxigraph as ox
import rdflib
from told_web import told_web

from kg.facts import record
from kg.knowledge import KnowledgeGraph
from kg.namespaces import CLAIMS, FACTS, PREFIXES, company_iri
from kg.queries import named_queries
from kg.rdf import corpus_nquads
from kg.resolve import deals_of
from kg.store import Store, with_terms

ASKED = ("providers", "customers", "deals", "ties", "support", "single-source")


GOALS = []
"""What is measured, its figure, its goal, and whether less is better."""


def goal(what, figure, wanted, *, less=True):
    GOALS.append((what, figure, wanted, less))


def table():
    print(f"-- goals\n{'':58} {'measured':>9} {'goal':>8}")
    for what, figure, wanted, less in GOALS:
        sign, reached = ("<=", figure <= wanted) if less else (">=", figure >= wanted)
        print(f"{what:58} {figure:9.2f} {sign:>4} {wanted:4g} {'' if reached else 'missed'}")


def timed(work, least=1.0):
    times, begun = [], time.perf_counter()
    while len(times) < 3 and (not times or time.perf_counter() - begun < least):
        start = time.process_time()
        result = work()
        times.append(time.process_time() - start)
    return median(times), result


def memory():
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1e6


def line(what, seconds, note=""):
    print(f"{what:46} {seconds:9.3f} s  {note}", flush=True)


def loading(found, companies, claims):
    print("-- load: claims layer alone, from our objects")

    def fresh():
        """Records as a reader hands them over: without what a former run has noted on them."""
        return [
            each.model_copy(update={"claims": tuple(claim.model_copy() for claim in each.claims)})
            for each in found
        ]

    def texts(found):
        deal_of = deals_of([claim for each in found for claim in each.claims], companies)
        return corpus_nquads(found, deal_of)

    def ours(found):
        store = Store.memory()
        store.load(texts(found), trusted=True)
        return store

    lines = b"".join(texts(found))
    triples = lines.replace(f" <{CLAIMS}> .\n".encode(), b" .\n")
    before = memory()
    own, store = timed(lambda: ours(fresh()))
    mine = memory() - before
    copying, _ = timed(fresh)
    own -= copying
    writing, _ = timed(lambda: sum(map(len, texts(fresh()))))
    raw, _ = timed(lambda: ox.Store().bulk_load(lines, format=ox.RdfFormat.N_QUADS))
    only, count = timed(lambda: sum(1 for _ in ox.parse(triples, format=ox.RdfFormat.N_TRIPLES)))
    before = memory()
    theirs, graph = timed(lambda: rdflib.Graph().parse(data=triples.decode(), format="nt"), 0)
    other = memory() - before
    assert len(store) == len(graph)
    line("objects -> N-Quads", writing - copying, f"{count:,} triples")
    line("objects -> store (ours)", own, f"{own / claims * 1e6:.0f} us a claim, memory {mine:.0f} MB")
    line("raw pyoxigraph bulk_load of the N-Quads", raw)
    line("raw pyoxigraph parse of the N-Triples", only)
    line("rdflib parse of the N-Triples", theirs, f"memory {other:.0f} MB")
    goal("load from objects: rdflib's parse of the same / ours", theirs / own, 10, less=False)
    goal("load from objects: ours / raw pyoxigraph parse", own / only, 3.2)
    goal("load from objects: memory, ours / rdflib", mine / other, 0.25)
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "store", create=True) as disk:
        stored, _ = timed(lambda: disk.load(texts(fresh()), trusted=True), 0)
    line("objects -> store on disk", stored - copying)
    goal("load on disk: rdflib's parse of the same / ours", theirs / (stored - copying), 5, less=False)


def building(found, companies, claims):
    print("-- first build with facts and decisions")
    store = Store.memory()
    seconds, _ = timed(lambda: record(store, found, companies), 0)
    line("record() of everything", seconds, f"{seconds / claims * 1e6:.0f} us a claim, {len(store):,} quads")
    return store


def adding(store, companies):
    print("-- one article more")
    one = told_web(8, seed=99)[0][0]
    one = one.model_copy(update={"document": one.document.model_copy(update={"id": "new"}),
                                 "claims": tuple(each.model_copy(update={"doc": "new"}) for each in one.claims)})  # fmt: skip
    empty = Store.memory()
    record(empty, [], companies)
    first, _ = timed(lambda: record(empty, [one], companies), 0)
    big, _ = timed(lambda: record(store, [one], companies), 0)
    line("into an empty store", first)
    line("into the big one", big, f"{big / first:.2f} x")
    goal("one article more: into this store / into an empty one", big / first, 3)
    record(store, [], companies, without=["new"])


def asking(store):
    print("-- named questions: ours, raw pyoxigraph, rdflib (memory)")
    quads = store.dump("nquads")
    raw = ox.Store()
    raw.bulk_load(quads, format=ox.RdfFormat.N_QUADS)
    dataset = rdflib.Dataset()
    dataset.parse(data=quads.decode(), format="nquads")
    to_rdflib, to_raw = [], []
    for name in ASKED:
        terms = {parameter.name: company_iri("Company 000000") for parameter in named_queries()[name].parameters
                 if parameter.kind == "company" and parameter.default}  # fmt: skip
        text = with_terms(named_queries()[name].text, terms)
        own, rows = timed(lambda text=text: list(store.ask(text)))
        bare, _ = timed(
            lambda text=text: [
                tuple(row) for row in raw.query(text, prefixes=PREFIXES, default_graph=ox.NamedNode(FACTS))
            ]
        )
        # rdflib's default graph has no other name: the facts are put there by FROM
        facts = text.replace(
            " WHERE",
            f" FROM <{FACTS}>"
            + "".join(
                f" FROM NAMED <{g}>"
                for g in (FACTS.replace("facts", "claims"), FACTS.replace("facts", "decisions"))
            )
            + " WHERE",
            1,
        )
        theirs, _ = timed(lambda facts=facts: list(dataset.query(facts, initNs=PREFIXES)), 0)
        to_rdflib.append(theirs / own)
        to_raw.append(own / bare)
        line(name, own, f"{len(rows):,} rows; {theirs / own:.1f} x rdflib; {own / bare:.2f} x raw")
    goal("named questions, median: rdflib / ours", median(to_rdflib), 14, less=False)
    goal("named questions, median: ours / raw pyoxigraph", median(to_raw), 1.2)


def many_rows(store):
    for limit, wanted in ((100, 1.2), (100_000, 1.5)):
        text = f"SELECT ?s ?p ?o {{ GRAPH <{FACTS}> {{ ?s ?p ?o }} }} LIMIT {limit}"
        own, rows = timed(lambda text=text: list(store.ask(text)))
        bare, _ = timed(lambda text=text: [tuple(row) for row in store._quads.query(text)])
        values, _ = timed(
            lambda text=text: [tuple(term.value for term in row) for row in store._quads.query(text)]
        )
        line(f"{len(rows):,} rows of triples", own, f"{own / values:.2f} x raw rows of their values")
        goal(f"{limit:,} rows: ours, as values / raw pyoxigraph, as terms", own / bare, wanted)


def networking(store):
    print("-- network")
    bare, _ = timed(lambda: sum(1 for _ in store._quads))
    KnowledgeGraph(store).network()  # the registry is read once
    own, _ = timed(lambda: KnowledgeGraph(store).network())
    line("kg.network()", own, f"bare iteration over the quads {bare:.3f} s")
    goal("kg.network(): ours / bare iteration over the quads", own / bare, 1.7)


def processor(command):
    """Return the processor time of a command in a process of its own, children included; the median of five."""
    times = []
    for _ in range(5):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        times.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return median(times)


def cold(store, folder):
    print("-- cold commands on disk, CPU seconds, medians of 5, in empty interpreters")
    with Store.open(folder, create=True) as disk:
        seconds, _ = timed(lambda: disk.load(store.dump("nquads")), 0)
    line("load on disk", seconds)
    program = str(Path(sys.executable).with_name("kg"))
    empty = processor([sys.executable, "-c", "pass"])
    line("python -c pass", empty)
    for what, command in {
        "import click, pyoxigraph (least a command needs)": [
            sys.executable,
            "-c",
            "import click, pyoxigraph",
        ],
        "kg --help": [program, "--help"],
        "kg ask (list)": [program, "ask"],
        "kg ask providers": [program, "ask", "providers", "company=Company 000000", "--store", str(folder)],
        "kg sparql": [program, "sparql", "SELECT * { ?s ?p ?o } LIMIT 1", "--store", str(folder)],
    }.items():
        seconds = processor(command)
        line(what, seconds, f"{seconds / empty:.1f} empty interpreters")
        if what == "kg ask providers":
            goal("cold kg ask on disk: in empty interpreters", seconds / empty, 6)


def main():
    claims = int(sys.argv[1])
    parts = sys.argv[2:] or ["load", "add", "ask", "network", "cold"]
    found, companies = told_web(claims)
    if "load" in parts:
        loading(found, companies, claims)
    if set(parts) == {"load"}:
        table()
        return
    store = building(found, companies, claims)
    if "add" in parts:
        adding(store, companies)
    if "ask" in parts:
        asking(store)
        many_rows(store)
    if "network" in parts:
        networking(store)
    if "cold" in parts:
        with tempfile.TemporaryDirectory() as folder:
            cold(store, Path(folder) / "store")
    table()


if __name__ == "__main__":
    main()
