"""The reference of the ontology: every term with its meaning, axioms and mappings, as one page that needs no script."""

from __future__ import annotations

from html import escape
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING

from kg.namespaces import DCT, KIND, PREFIXES, RDF, RDFS, SKOS, TP
from kg.rdf import Literal
from kg.resources import resource
from kg.store import read_turtle
from kg.views.template import content_policy

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.rdf import Term

OWL = "http://www.w3.org/2002/07/owl#"
_ONTOLOGY = TP.removesuffix("#")
_KINDS = (
    ("Classes", f"{OWL}Class"),
    ("Properties that lead to things", f"{OWL}ObjectProperty"),
    ("Properties that lead to values", f"{OWL}DatatypeProperty"),
)
_TRAITS = {f"{OWL}FunctionalProperty": "one value at most", f"{OWL}SymmetricProperty": "holds both ways"}
_LOGICAL = (f"{RDFS}subClassOf", f"{RDFS}subPropertyOf")
_MATCHES = ("closeMatch", "broadMatch", "narrowMatch", "relatedMatch")
_FOREIGN = {
    **PREFIXES,
    "owl": OWL,
    "foaf": "http://xmlns.com/foaf/0.1/",
    "prov": "http://www.w3.org/ns/prov#",
    "worg": "http://www.w3.org/ns/org#",
    "time": "http://www.w3.org/2006/time#",
    "schema": "https://schema.org/",
    "gist": "https://w3id.org/semanticarts/ns/ontology/gist/",
    "epo": "http://data.europa.eu/a4g/ontology#",
    "ftm": "https://schema.followthemoney.tech/#",
    "fibo": "https://spec.edmcouncil.org/fibo/ontology/FND/",
}
"""How an IRI is shortened for reading; the links carry it in full."""


def reference() -> str:
    """Return the page; the same ontology gives the same bytes.

    Examples
    --------
    >>> page = reference()
    >>> page.count("<script"), 'id="suppliedBy"' in page
    (0, True)
    """
    terms = _Terms("partnerships", "alignments", "kinds")
    style = _asset("reference.css")
    title = terms.text(_ONTOLOGY, f"{DCT}title")
    return Template(_asset("reference.html")).substitute(
        policy=content_policy([], style),
        title=escape(title),
        style=style,
        body="\n".join(_body(terms, title)),
    )


class _Terms:
    """What the files of the ontology say, by subject and by object."""

    def __init__(self, *names: str) -> None:
        self._said: dict[tuple[str, str], list[Term]] = {}
        self._saying: dict[tuple[str, Term], list[str]] = {}
        for name in names:
            # Blank nodes are named file by file, and only one file has any that matter.
            for subject, predicate, object_ in read_turtle(
                resource(f"ontology/{name}.ttl").read_text("utf-8")
            ):
                self._said.setdefault((subject, predicate), []).append(object_)
                self._saying.setdefault((predicate, object_), []).append(subject)

    def all(self, subject: str, predicate: str) -> list[Term]:
        """Return the objects, sorted."""
        return sorted(self._said.get((subject, predicate), ()), key=str)

    def text(self, subject: str, predicate: str) -> str:
        """Return the text of the one object, empty where there is none."""
        found = self.all(subject, predicate)
        return "" if not found else found[0].value if isinstance(found[0], Literal) else found[0]

    def saying(self, predicate: str, object_: str) -> list[str]:
        """Return the subjects, sorted."""
        return sorted(self._saying.get((predicate, object_), ()))

    def ours(self, kind: str) -> list[str]:
        """Return our own terms of a kind, by label."""
        found = [term for term in self.saying(f"{RDF}type", kind) if term.startswith(TP)]
        return sorted(found, key=lambda term: self.text(term, f"{RDFS}label").casefold())

    def disjoint(self, term: str) -> list[str]:
        """Return the classes that share no member with a class, as far as it is said outright."""
        found = {str(other) for other in self.all(term, f"{OWL}disjointWith")}
        found |= set(self.saying(f"{OWL}disjointWith", term))
        for group in self.saying(f"{RDF}type", f"{OWL}AllDisjointClasses"):
            members = list(self._list(str(self.all(group, f"{OWL}members")[0])))
            if term in members:
                found |= set(members) - {term}
        return sorted(found)

    def _list(self, node: str) -> Iterator[str]:
        while node != f"{RDF}nil":
            yield str(self.all(node, f"{RDF}first")[0])
            node = str(self.all(node, f"{RDF}rest")[0])


def _body(terms: _Terms, title: str) -> Iterator[str]:
    yield f"<header><h1>{escape(title)}</h1><p>{escape(terms.text(_ONTOLOGY, f'{DCT}description'))}</p>"
    licence = terms.text(_ONTOLOGY, f"{DCT}license")
    version = escape(terms.text(_ONTOLOGY, f"{OWL}versionInfo"))
    yield f"<p>Namespace <code>{escape(TP)}</code>, prefix <code>tp</code>. Version {version}. Licence {_link(licence)}.</p></header>"
    yield '<nav aria-label="Terms">'
    for heading, kind in _KINDS:
        items = "".join(f"<li>{_link(term, terms)}</li>" for term in terms.ours(kind))
        yield f"<p>{heading}</p><ul>{items}</ul>"
    schemes = terms.saying(f"{RDF}type", f"{SKOS}ConceptScheme")
    items = "".join(f"<li>{_link(scheme, terms)}</li>" for scheme in schemes)
    yield f"<p>Lists</p><ul>{items}</ul></nav><main>"
    for heading, kind in _KINDS:
        yield f"<h2>{heading}</h2>"
        yield from (_section(terms, term) for term in terms.ours(kind))
    yield "<h2>Lists</h2>"
    yield from (_scheme(terms, scheme) for scheme in schemes)
    yield "</main>"


def _section(terms: _Terms, term: str) -> str:
    traits = [words for type_, words in _TRAITS.items() if type_ in terms.all(term, f"{RDF}type")]
    rows = [
        ("Example", escape(terms.text(term, f"{SKOS}example"))),
        ("Note", escape(terms.text(term, f"{SKOS}scopeNote"))),
        ("Axioms", escape(", ".join(traits))),
        ("Of", _links(terms, terms.all(term, f"{RDFS}domain"))),
        ("Leads to", _links(terms, terms.all(term, f"{RDFS}range"))),
        ("Below", _links(terms, (other for of in _LOGICAL for other in terms.all(term, of)))),
        ("Above", _links(terms, (other for of in _LOGICAL for other in terms.saying(of, term)))),
        ("Never also", _links(terms, terms.disjoint(term))),
        ("Properties of it", _links(terms, terms.saying(f"{RDFS}domain", term))),
        ("Properties to it", _links(terms, terms.saying(f"{RDFS}range", term))),
        *((_words(match), _links(terms, terms.all(term, f"{SKOS}{match}"))) for match in _MATCHES),
    ]
    table = "".join(f"<dt>{name}</dt><dd>{value}</dd>" for name, value in rows if value)
    return (
        f'<section id="{_anchor(term)}"><h3>{escape(terms.text(term, f"{RDFS}label"))} <code>{_short(term)}</code></h3>'
        f"<p>{escape(terms.text(term, f'{SKOS}definition'))}</p><dl>{table}</dl></section>"
    )


def _scheme(terms: _Terms, scheme: str) -> str:
    rows = "".join(
        f'<tr id="{_anchor(concept)}"><td>{escape(terms.text(concept, f"{SKOS}prefLabel"))}</td>'
        f"<td><code>{_short(concept)}</code></td><td><code>{escape(terms.text(concept, f'{SKOS}notation'))}</code></td>"
        f"<td>{escape(terms.text(concept, f'{SKOS}definition'))}</td></tr>"
        for concept in terms.saying(f"{SKOS}inScheme", scheme)
    )
    head = "<thead><tr><th>concept</th><th>term</th><th>word</th><th>meaning</th></tr></thead>"
    return (
        f'<section id="{_anchor(scheme)}"><h3>{escape(terms.text(scheme, f"{SKOS}prefLabel"))} <code>{_short(scheme)}</code></h3>'
        f"<p>{escape(terms.text(scheme, f'{SKOS}definition'))}</p><table>{head}<tbody>{rows}</tbody></table></section>"
    )


def _links(terms: _Terms, found: Iterable[Term]) -> str:
    return ", ".join(_link(str(term), terms) for term in found)


def _link(iri: str, terms: _Terms | None = None) -> str:
    """Return a link: within the page to a term of ours, outward to any other."""
    name = terms and (terms.text(iri, f"{RDFS}label") or terms.text(iri, f"{SKOS}prefLabel"))
    target = f"#{_anchor(iri)}" if iri.startswith((TP, KIND)) else escape(iri)
    return f'<a href="{target}">{escape(name) if name else _short(iri)}</a>'


def _anchor(iri: str) -> str:
    """Return the name of a term within the page; concepts are marked, for some are called like properties."""
    return f"kind-{iri.removeprefix(KIND)}" if iri.startswith(KIND) else iri.removeprefix(TP)


def _short(iri: str) -> str:
    fits = [(len(base), prefix, base) for prefix, base in _FOREIGN.items() if iri.startswith(base)]
    if not fits:
        return escape(iri)
    _, prefix, base = max(fits)
    return escape(f"{prefix}:{iri.removeprefix(base)}")


def _words(match: str) -> str:
    return f"{match.removesuffix('Match').capitalize()} match"


def _asset(name: str) -> str:
    return files("kg").joinpath("views", "assets", name).read_text("utf-8").replace("\r\n", "\n")
