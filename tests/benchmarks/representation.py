"""How to keep who says what: claims as nodes against one named graph a claim, in size and in three questions.

Both hold the same claims with the same values, documents and evidence. As nodes, a claim carries its roles and slots itself
and all of them stand in one named graph. One graph a claim, the roles and slots are triples about the deal, in a graph named
by the claim, and what is said of the claim stands in another.

Run ``python tests/benchmarks/representation.py [CLAIMS [CLAIMS_FOR_RDFLIB]]``; the figures in ``ontology/README.md`` are from it.
"""

from __future__ import annotations

import re
import sys
import warnings
from statistics import median
from time import process_time

import pyoxigraph
import rdflib

from kg.model import Claim, Document, Evidence, Extraction
from kg.namespaces import CLAIMS, PREFIXES
from kg.rdf import extraction_nquads
from kg.rdf import vocabulary as v
from kg.values import Money

TEXT = "Customer buys cloud services from Provider for a number of dollars, as a newspaper reports."
OF_DEALS = {*v.ROLE_OF.values(), *v.SLOT_OF.values()}
HEAD = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
QUESTIONS = {
    "providers of one company, with the words": (
        """SELECT ?provider ?quote { GRAPH graph:claims {
             ?claim tp:customer org:Customer_7 ; tp:provider ?provider ; tp:evidence/oa:hasSelector/oa:exact ?quote } }""",
        """SELECT ?provider ?quote {
             GRAPH ?claim { ?deal tp:customer org:Customer_7 ; tp:provider ?provider }
             GRAPH graph:claims { ?claim tp:evidence/oa:hasSelector/oa:exact ?quote } }""",
    ),
    "claims about one deal with different amounts": (
        """SELECT ?claim ?other { GRAPH graph:claims {
             ?claim tp:about ?deal ; tp:amount ?one . ?other tp:about ?deal ; tp:amount ?two } FILTER(?one != ?two) }""",
        """SELECT ?claim ?other {
             GRAPH ?claim { ?deal tp:amount ?one } GRAPH ?other { ?deal tp:amount ?two } FILTER(?one != ?two) }""",
    ),
    "claims by provider": (
        "SELECT ?provider (COUNT(?claim) AS ?n) { GRAPH graph:claims { ?claim tp:provider ?provider } } GROUP BY ?provider",
        "SELECT ?provider (COUNT(?claim) AS ?n) { GRAPH ?claim { ?deal tp:provider ?provider } } GROUP BY ?provider",
    ),
}


def as_nodes(claims: int) -> bytes:
    """N-Quads of claims, two of which are about each deal, a hundred in each document."""
    parts = []
    for first in range(0, claims, 100):
        name = f"d{first}"
        told = [claim(name, number) for number in range(first, min(claims, first + 100))]
        deal_of = {each.id: f"deal-{(first + place) // 2}" for place, each in enumerate(told)}
        document = Document(id=name, text=TEXT, publisher=f"Paper {first % 700}", date="2025-09-11")
        parts.append(extraction_nquads(Extraction(document=document, claims=tuple(told)), deal_of))
    return b"".join(parts)


def claim(document: str, number: int) -> Claim:
    deal = number // 2
    return Claim(
        doc=document, type="contract", product="cloud", status="reported", confidence=0.9, start="2027", duration="P5Y",
        roles={"customer": (f"Customer {deal % 500}",), "provider": (f"Provider {deal % 97}",)}, name=f"Deal {deal}",
        amount=Money(value=10**6 * (1 + number % 40), currency="USD", bound="at_most"),
        attributed_to=(f"Paper {number % 7}",), evidence=(Evidence.of(TEXT, 0, 20 + number % 60),),
    )  # fmt: skip


def as_graphs(quads: bytes) -> bytes:
    """The same claims with their roles and slots said of the deal, in a graph named by the claim."""
    about = dict(re.findall(rf"^<(\S+)> <{re.escape(v.ABOUT)}> <(\S+)>", quads.decode(), re.MULTILINE))
    lines = []
    for line in quads.decode().splitlines():
        subject, predicate, rest = line.split(" ", 2)
        if subject[1:-1] in about and predicate[1:-1] in OF_DEALS:
            lines.append(
                f"<{about[subject[1:-1]]}> {predicate} {rest.removesuffix(f'<{CLAIMS}> .')}{subject} .\n"
            )
        elif predicate[1:-1] != v.ABOUT:
            lines.append(f"{line}\n")
    return "".join(lines).encode()


def by_oxigraph(quads: bytes):
    store = pyoxigraph.Store()
    store.bulk_load(quads, format=pyoxigraph.RdfFormat.N_QUADS)
    return lambda query: sorted(tuple(str(term.value) for term in row) for row in store.query(query))


def by_rdflib(quads: bytes):
    dataset = rdflib.Dataset()
    dataset.parse(data=quads, format="nquads")
    return lambda query: sorted(tuple(map(str, row)) for row in dataset.query(query))


def milliseconds(run, query: str) -> tuple[float, list]:
    """Median processor time of up to five runs, less where one takes long."""
    times, rows = [], []
    while len(times) < 5 and sum(times) < 20:
        begin = process_time()
        rows = run(query)
        times.append(process_time() - begin)
    return 1000 * median(times), rows


def main() -> None:
    warnings.simplefilter("ignore", DeprecationWarning)
    sizes = [int(text) for text in sys.argv[1:]] or [10_000, 1_000]
    print("| engine | claims | measure | claim nodes | a graph each | ratio |\n|---|--:|---|--:|--:|--:|")
    for engine, make, number in zip(("Oxigraph", "rdflib"), (by_oxigraph, by_rdflib), sizes, strict=False):
        nodes = as_nodes(number)
        graphs = as_graphs(nodes)
        lines = [len(set(quads.splitlines())) for quads in (nodes, graphs)]
        print(f"| | {number:,} | quads | {lines[0]:,} | {lines[1]:,} | {lines[1] / lines[0]:.2f} |")
        asked = [make(nodes), make(graphs)]
        for question, queries in QUESTIONS.items():
            (one, rows), (other, others) = (
                milliseconds(run, HEAD + q) for run, q in zip(asked, queries, strict=True)
            )
            assert rows == others, question
            assert rows, question
            print(
                f"| {engine} | {number:,} | {question}, ms | {one:,.2f} | {other:,.2f} | {other / one:,.1f} |",
                flush=True,
            )


if __name__ == "__main__":
    main()
