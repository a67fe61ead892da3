"""The named questions of ``ontology/queries/``: SPARQL with parameters, each a file of its own.

A file begins with its help, and declares each parameter on a line of its own::

    # Who supplies a company on a day?
    # $company company OpenAI the company that is supplied
    # $date date - the day

Kind is ``company``, ``date`` or ``text``, the default one word, or ``-`` for none. In the query a parameter is the variable
``$company``; its value takes the place of the variable, and without one the variable stays and means *any*.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from kg.companies import companies, nearest
from kg.errors import KgError, UnknownCompany, UsageError
from kg.namespaces import CLAIMS, REGISTRY, company_iri, name_of
from kg.rdf import Literal, Nodes
from kg.rdf import vocabulary as v
from kg.resources import resource
from kg.store import with_terms

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kg.rdf import Term
    from kg.store import Rows, Store

_PARAMETER = re.compile(r"# \$(?P<name>\w+) (?P<kind>company|date|text) (?P<default>\S+) (?P<help>.+)")
ANY = "-"
"""The value that leaves a parameter open."""


class Parameter(NamedTuple):
    """What a query asks to be told: a company's name, a date or a text; ``default`` is None where *any* is meant."""

    name: str
    kind: str
    default: str | None
    help: str


class NamedQuery(NamedTuple):
    """A query that ships with the package, and what it answers in one sentence."""

    name: str
    help: str
    parameters: tuple[Parameter, ...]
    text: str


@cache
def named_queries() -> Mapping[str, NamedQuery]:
    """Return the queries that ship, by name.

    Examples
    --------
    >>> query = named_queries()["providers"]
    >>> query.help, [parameter.name for parameter in query.parameters]
    ('Who supplies a company, with what, since when, for how much?', ['company'])
    """
    files = sorted(resource("ontology/queries").iterdir(), key=lambda file: file.name)
    found = (
        _read(file.name.removesuffix(".rq"), file.read_text("utf-8"))
        for file in files
        if file.name.endswith(".rq")
    )
    return {query.name: query for query in found}


def run(store: Store, name: str, **given: str) -> Rows:
    """Ask a named query.

    Parameters
    ----------
    store
        The store to ask.
    name
        The query's name.
    given
        Values of its parameters, by name; ``-`` leaves one open.

    Raises
    ------
    UsageError
        There is no such query or parameter, or a date is none; the message names the nearest.
    UnknownCompany
        No company of that name is in the registry or the store.
    """
    query = _named(name)
    if query is None:
        raise UsageError(f"there is no query {name!r}{_hint(name, named_queries())}; kg ask lists them")
    known = {parameter.name: parameter for parameter in query.parameters}
    for key in given:
        if key not in known:
            takes = ", ".join(known) or "none"
            raise UsageError(
                f"the query {name} has no parameter {key!r}{_hint(key, known)}; it takes {takes}"
            )
    terms = {}
    for parameter in query.parameters:
        value = given.get(parameter.name, parameter.default)
        if value not in (None, ANY):
            terms[parameter.name] = _TERMS[parameter.kind](store, parameter.name, str(value))
    return store.ask(with_terms(query.text, terms))


def filled(query: NamedQuery) -> str:
    """Return the text of a query with the defaults of its parameters in their places, for a reader to run and change.

    Examples
    --------
    >>> "tp:customer <https://w3id.org/tech-partnerships/id/org/OpenAI>" in filled(
    ...     named_queries()["providers"]
    ... )
    True
    """
    terms: dict[str, Term] = {}
    for parameter in query.parameters:
        value = parameter.default
        if value is not None and parameter.kind == "company":
            terms[parameter.name] = company_iri(companies().canonical(value) or value)
        elif value is not None:
            terms[parameter.name] = (
                _day(parameter.name, value) if parameter.kind == "date" else Literal(value)
            )
    return with_terms(query.text, terms)


def _named(name: str) -> NamedQuery | None:
    """Return one query, and read no other."""
    file = resource("ontology/queries") / f"{name}.rq"
    return _read(name, file.read_text("utf-8")) if re.fullmatch(r"[\w-]+", name) and file.is_file() else None


def _read(name: str, text: str) -> NamedQuery:
    head, *rest = text.splitlines()
    if not head.startswith("# "):
        raise KgError(
            f"ontology/queries/{name}.rq: the first line is no comment that says what the query answers"
        )
    matches = (_PARAMETER.fullmatch(line) for line in rest)
    parameters = [
        Parameter(
            match["name"], match["kind"], None if match["default"] == ANY else match["default"], match["help"]
        )
        for match in matches
        if match
    ]
    return NamedQuery(name, head.removeprefix("# "), tuple(parameters), text)


def _company(store: Store, _: str, name: str) -> Term:
    """Return the company of a name or alias, divisions folded into their owner; unlisted ones by the name that is told.

    The registry of the store is asked, for judgements may have changed it; the bundled one where the store has none.
    """
    node = company_iri(name.strip())
    registered: Mapping[str, str] = {}
    if not next(store.triples(REGISTRY, node, v.TYPE, v.COMPANY), None):
        registered = _registered(store)
        folded = {alias.casefold(): company for alias, company in registered.items()}
        node = folded.get(name.strip().casefold(), "")
    if node:
        return _owner(store, node)
    if next(store.triples(CLAIMS, company_iri(name), v.LABEL), None):
        return company_iri(name)
    told = {name_of(subject) for subject, _, _ in store.triples(CLAIMS, predicate=v.LABEL)}
    same = [other for other in told if other.casefold() == name.strip().casefold()]
    if len(same) == 1:
        return company_iri(same[0])
    raise UnknownCompany(name, nearest(name, {*registered, *told}))


def _registered(store: Store) -> Mapping[str, str]:
    """Return every name and alias of the registry with the IRI of its company; as records they would be slow to load."""
    found = {name_of(company): company for company, _, _ in store.triples(REGISTRY, None, v.TYPE, v.COMPANY)}
    aliases = store.triples(REGISTRY, predicate=v.ALT_LABEL)
    found.update((alias.value, company) for company, _, alias in aliases if isinstance(alias, Literal))
    if not found:
        known = companies()
        found = {name: company_iri(known.canonical(name) or name) for name in known.names()}
    return found


def _owner(store: Store, company: str) -> str:
    """Return the company whose deals those of another are: a division's owner, else itself.

    Where divisions own each other in a circle, which a registry may hold by mistake, none is the owner: the company
    asked about stands for itself.
    """
    seen, owner = {company}, company
    while True:
        node = Nodes(store.triples(REGISTRY, owner)).at(owner)
        above = node.text(v.OWNED_BY)
        if not above or node.text(v.IS_DIVISION) != "true":
            return owner
        if above in seen:
            return company
        seen.add(above)
        owner = above


def _date(_: Store, parameter: str, text: str) -> Term:
    return _day(parameter, text)


def _day(parameter: str, text: str) -> Term:
    from kg.rdf.values import day
    from kg.values import days

    try:
        return day(days(text).first)
    except ValueError as error:
        raise UsageError(f"{parameter}: {error}") from error


def _text(_: Store, __: str, text: str) -> Term:
    return Literal(text)


_TERMS: Mapping[str, Callable[[Store, str, str], Term]] = {"company": _company, "date": _date, "text": _text}


def _hint(name: str, names: Mapping[str, object]) -> str:
    near = nearest(name, names)
    return f"; nearest: {', '.join(near)}" if near else ""
