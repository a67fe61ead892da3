"""What a question is narrowed to: days, products, statuses, grades; and the part of the network that is left."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple, TypedDict

from kg.errors import UsageError
from kg.model import Grade, Product, Status
from kg.network import AFFIRMED, as_days, deal_network
from kg.questions.footnotes import Sources
from kg.questions.words import in_words, listed, spaced

if TYPE_CHECKING:
    from collections.abc import Collection
    from enum import StrEnum
    from typing import TypeVar, Unpack

    import networkx as nx

    from kg.companies import Companies
    from kg.graph.dealgraph import DealGraph
    from kg.graph.index import Index
    from kg.model import Deal
    from kg.values import Days

    E = TypeVar("E", bound=StrEnum)


class Scope(TypedDict, total=False):
    """What any question can be narrowed to, by keyword; what is left out narrows nothing.

    ``as_of``
        A date as precise as wanted: only ties that may hold on it count, and rows say whether they surely do.
    ``known_on``
        A date: only documents surely published by its first day count.
    ``product``
        What is supplied; ties of supply of which no product is told are left out.
    ``status``
        The statuses whose ties count, of announced, reported, planned, rumored. To name planned or rumored is to ask
        what would be if they came true. Without it, what the policy accepts counts.
    ``minimum_grade``
        How near the best document that tells a tie stands to it, at least.
    ``policy``
        By which policy claims become facts; without it, by that of the network.
    """

    as_of: str | None
    known_on: str | None
    product: str | None
    status: Collection[str] | None
    minimum_grade: str | None
    policy: str | None


class Asked(NamedTuple):
    """The part of a network that is asked about, its days, and how the question says so."""

    graph: DealGraph
    on: Days | None
    words: str

    @property
    def sources(self) -> Sources:
        """What footnotes can quote."""
        return Sources.of(self.graph)

    @property
    def supplies(self) -> Index:
        """The hops of supply that count."""
        return self.graph.supplies(self.on)


def asked(network: nx.MultiDiGraph[str], **scope: Unpack[Scope]) -> Asked:
    """Return what is asked about.

    Raises
    ------
    UsageError
        A date, product, status or grade is none, or two of them contradict each other.

    Notes
    -----
    Linear in the ties of the network where something but the days is narrowed; a network without columns, such as an
    edited copy, is made a table first.

    Examples
    --------
    >>> from kg.questions.sample import sample_network
    >>> network = sample_network("A buys cloud from B", "A buys chips from C", "B uses D (planned)")
    >>> part = asked(network, product="chips")
    >>> sorted(part.graph.edges()), part.words
    ([('A', 'C')], ', for chips')
    """
    from kg.graph.build import as_deal_graph

    if unknown := scope.keys() - Scope.__annotations__.keys():
        raise TypeError(f"unexpected keyword argument {min(unknown)!r}")
    graph = _known_on(_under(as_deal_graph(network), scope.get("policy")), scope.get("known_on"))
    built, as_of = graph.graph["as_of"], scope.get("as_of")
    if as_of is not None and built is not None and as_of != built:
        raise UsageError(
            f"as_of {as_of!r} contradicts the network, which is as of {built!r}; build it without a date"
        )
    graph, words = _narrowed(graph, scope)
    day, known_on = as_of or built, graph.graph["known_on"]
    dates = [f", as of {in_words(day)}"] if day else []
    dates += [f", by what was published by {in_words(known_on)}"] if known_on else []
    dates += [f", by the {policy} policy"] if (policy := scope.get("policy")) else []
    return Asked(graph, as_days(day, "as_of"), "".join([*words, *dates]))


def _under(graph: DealGraph, policy: str | None) -> DealGraph:
    """Return the network as another policy judges its claims."""
    if policy is None:
        return graph
    from kg.facts.rejudged import rejudged

    held, companies, deals = _records(graph, f"policy {policy!r}")
    judged = rejudged(deals, held["claims"], held["documents"], companies, policy)
    claims, documents, remarks = (held[name].values() for name in ("claims", "documents", "remarks"))
    found = deal_network(
        judged, claims, documents, remarks, companies, as_of=held["as_of"], known_on=held["known_on"]
    )
    found.graph["undated"] = held["undated"]
    return found


def _records(graph: DealGraph, wish: str) -> tuple[dict[str, Any], Companies, list[Deal]]:
    """Return the records behind a network, its registry and its deals."""
    held = graph.graph
    if not held["claims"] and len(graph.columns):
        raise UsageError(f"{wish}: no documents stand behind this network")
    deals = {tie["deal"].id: tie["deal"] for tie in map(graph.tie, range(len(graph.columns)))}
    return held, held["companies"], list(deals.values())


def _known_on(graph: DealGraph, known_on: str | None) -> DealGraph:
    """Return the network as the documents of a date tell it."""
    held = graph.graph
    if known_on is None or known_on == held["known_on"]:
        return graph
    if held["known_on"] is not None:
        raise UsageError(
            f"known_on {known_on!r} contradicts the network, which is known on {held['known_on']!r}"
        )
    as_days(known_on, "known_on")
    _, companies, deals = _records(graph, f"known_on {known_on!r}")
    claims, documents, remarks = (held[name].values() for name in ("claims", "documents", "remarks"))
    return deal_network(deals, claims, documents, remarks, companies, as_of=held["as_of"], known_on=known_on)


def _narrowed(graph: DealGraph, scope: Scope) -> tuple[DealGraph, list[str]]:
    import numpy as np

    from kg.graph.columns import ACCEPTED, GRADES, PRODUCTS, STATUSES

    table, words = graph.columns, []
    rows = np.ones(len(table), dtype=bool)
    if (product := scope.get("product")) is not None:
        wanted = _one_of(Product, product, "product")
        rows &= ~table.supplies() | (table.product == PRODUCTS.index(wanted))
        words.append(f", for {spaced(wanted)}")
    if (grade := scope.get("minimum_grade")) is not None:
        least = _one_of(Grade, grade, "minimum_grade")
        rows &= table.grade <= GRADES.index(least)
        words.append(f", by documents no farther than {spaced(least)}")
    if (status := scope.get("status")) is not None:
        chosen = _statuses(status)
        rows &= np.isin(table.status, [STATUSES.index(name) for name in chosen])
        supposed = np.isin(table.status, [STATUSES.index(name) for name in chosen if name not in AFFIRMED])
        table = replace(table, flags=np.where(supposed, table.flags | ACCEPTED, table.flags))
        graph = graph.supposing(table)
        words.append(f", counting what is {listed(chosen)}")
    return (graph if rows.all() else graph.take(rows)), words


def _statuses(names: Collection[str]) -> list[Status]:
    chosen = [_one_of(Status, name, "status") for name in ([names] if isinstance(names, str) else names)]
    if not chosen:
        raise UsageError("status: name at least one of announced, reported, planned, rumored")
    if wrong := [name for name in chosen if name in {Status.DENIED, Status.TERMINATED}]:
        raise UsageError(
            f"status {wrong[0].value!r}: such a tie does not hold; who_says tells what is said of it"
        )
    return chosen


def _one_of(kinds: type[E], name: str, what: str) -> E:
    if name not in list(kinds):
        raise UsageError(f"{what} {name!r} is unknown; choose from {', '.join(kinds)}")
    return kinds(name)
