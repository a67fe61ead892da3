"""Validation of a whole store: ``kg.validate`` against pyshacl, findings compared, and how its time grows.

Larger stores are copies of one of 2,000 claims under other names, for the policy that judges claims takes longer than checking
them. Run ``python tests/benchmarks/validation.py [CLAIMS [CLAIMS_FOR_PYSHACL]]``, both multiples of 2,000; the figures in ``ontology/README.md`` are from it.
pyshacl reads the same triples from an rdflib graph in memory, and is spared parsing the same SPARQL again for each node, which
would take most of its time.
"""

from __future__ import annotations

import sys
from functools import cache, partial
from pathlib import Path
from statistics import median
from time import process_time
from typing import TYPE_CHECKING, Any

import rdflib

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from shacl import by_pyshacl, each_query_parsed_once, held_by_kg, without_default

from kg.companies import companies
from kg.facts import record
from kg.model import Claim, Document, Evidence, Extraction
from kg.store import Store
from kg.validate import validate
from kg.values import Money

if TYPE_CHECKING:
    from collections.abc import Callable

TEXT = "Customer buys cloud services from Provider for a number of dollars, as a newspaper reports."


BASE = 2_000
"""How many claims are judged; larger stores hold copies."""


@cache
def judged() -> bytes:
    """Return N-Quads of claims with their facts: two about each deal, twenty in each document."""
    found = []
    for first in range(0, BASE, 20):
        name = f"d{first}"
        told = tuple(claim(name, number) for number in range(first, first + 20))
        document = Document(id=name, text=TEXT, publisher=f"Paper {first // 20 % 700}", date="2025-09-11")
        found.append(Extraction(document=document, claims=told))
    store = Store.memory()
    record(store, found, companies())
    return store.dump("nquads")


def store_of(claims: int) -> Store:
    """Return a store of so many claims, a multiple of 2,000."""
    store = Store.memory()
    for number in range(claims // BASE):
        names = (
            ("/claim/", f"/claim/{number}"),
            ("/doc/d", f"/doc/{number}d"),
            ("Customer_", f"Customer{number}_"),
        )
        copy = judged()
        for old, new in names:
            copy = copy.replace(old.encode(), new.encode())
        store.load(copy)
    return store


def claim(document: str, number: int) -> Claim:
    """Return one claim; every tenth disagrees with the other on the amount."""
    deal = number // 2
    value = 10**6 * (1 + deal % 400) * (10 if number % 20 == 19 else 1)
    return Claim(
        doc=document, type="contract", product="cloud", status="reported", confidence=0.9, start="2027", duration="P5Y",
        roles={"customer": (f"Customer {deal}",), "provider": (f"Provider {deal % 97}",)},
        amount=Money(value=value, currency="USD", bound="at_most"), attributed_to=(f"Paper {number % 7}",),
        evidence=(Evidence.of(TEXT, 0, 20 + number % 60),),
    )  # fmt: skip


def spoilt(data: rdflib.Graph) -> rdflib.Graph:
    """Return the same graph without every hundredth of its triples."""
    kept = rdflib.Graph()
    for number, triple in enumerate(sorted(data)):
        if number % 100:
            kept.add(triple)
    return kept


def graph_of(store: Store) -> rdflib.Graph:
    """Return all layers as one rdflib graph."""
    lines = {b" ".join(line.split(b" ")[:-2]) + b" ." for line in store.dump("nquads").splitlines()}
    return rdflib.Graph().parse(data=b"\n".join(lines), format="nt")


def timed(run: Callable[[], Any]) -> tuple[Any, float]:
    """Return what a call returns, and its processor time in seconds."""
    begin = process_time()
    found = run()
    return found, process_time() - begin


def main(most: int, for_pyshacl: int) -> None:
    """Print both tables."""
    print("| claims | deals | triples | kg.validate, s |\n|--:|--:|--:|--:|")
    for claims in (BASE, most // 2, most):
        store = store_of(claims)
        validate(store)
        taken = median(timed(partial(validate, store))[1] for _ in range(3))
        print(f"| {claims:,} | {claims // 2:,} | {len(store):,} | {taken:.2f} |", flush=True)
    data = spoilt(graph_of(store_of(for_pyshacl)))
    held = held_by_kg(data)
    ours, mine = timed(partial(validate, held))
    with each_query_parsed_once():
        found, theirs = timed(partial(by_pyshacl, data))
    assert {without_default(finding) for finding in ours} == found
    print(
        f"\n{for_pyshacl:,} claims, a hundredth of the triples taken out: {len(ours):,} findings, the same of both; "
        f"pyshacl {theirs:.1f} s, kg.validate {mine:.2f} s: {theirs / mine:.0f} times"
    )


if __name__ == "__main__":
    given = [int(argument) for argument in sys.argv[1:]]
    main(*(given + [20_000, 10_000][len(given) :]))
