"""Stores near the limit: loading, memory, adding one article, asking, the network; ratios to rdflib and to raw pyoxigraph.

Run with the number of claims: ``python tests/benchmarks/store.py 10000``. CPU seconds of this process, medians of three where
that takes a second at most. ``python tests/benchmarks/store.py 10000 cold`` times commands in fresh processes.
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
from kg.namespaces import FACTS, PREFIXES, company_iri
from kg.queries import named_queries
from kg.rdf import corpus_nquads
from kg.resolve import deals_of
from kg.store import Store, with_terms

ASKED = ("providers", "customers", "deals", "ties", "support", "single-source")


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

    written, quads = timed(texts)
    before = memory()
    own, store = timed(ours)
    mine = memory() - before
    raw, _ = timed(lambda: ox.Store().bulk_load(quads, format=ox.RdfFormat.N_QUADS))
    only, count = timed(lambda: sum(1 for _ in ox.parse(quads, format=ox.RdfFormat.N_QUADS)))
    triples = quads.replace(b" <https://w3id.org/tech-partnerships/graph/claims> .\n", b" .\n").decode()
    before = memory()
    theirs, graph = timed(lambda: rdflib.Graph().parse(data=triples, format="nt"), 0)
    other = memory() - before
    line("objects -> N-Quads", written, f"{count:,} quads, {written / claims * 1e6:.0f} us a claim")
    line(
        "objects -> store (ours)",
        own,
        f"{theirs / own:.1f} x rdflib's parse of the same; {own / only:.2f} x raw parse",
    )
    line("raw pyoxigraph bulk_load of bytes", raw)
    line("raw pyoxigraph parse", only)
    line("rdflib parse (memory)", theirs, f"memory {other:.0f} MB, ours {mine:.0f} MB")
    del graph, store


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
    print(f"median: {median(to_rdflib):.1f} x rdflib, {median(to_raw):.2f} x raw")


def many_rows(store):
    for limit in (100, 100_000):
        text = f"SELECT ?s ?p ?o {{ GRAPH <{FACTS}> {{ ?s ?p ?o }} }} LIMIT {limit}"
        own, rows = timed(lambda text=text: list(store.ask(text)))
        bare, _ = timed(lambda text=text: [tuple(row) for row in store._quads.query(text)])
        line(f"{len(rows):,} rows of triples", own, f"{own / bare:.2f} x raw")


def networking(store):
    print("-- network")
    bare, _ = timed(lambda: sum(1 for _ in store._quads), 0)
    own, _ = timed(lambda: KnowledgeGraph(store).network(), 0)
    line("kg.network()", own, f"{own / bare:.1f} x bare iteration over the quads ({bare:.3f} s)")


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


def main():
    claims = int(sys.argv[1])
    parts = sys.argv[2:] or ["load", "add", "ask", "network", "cold"]
    found, companies = told_web(claims)
    if "load" in parts:
        loading(found, companies, claims)
    if set(parts) == {"load"}:
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


if __name__ == "__main__":
    main()
