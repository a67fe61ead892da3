"""From the attributes of ties to columns, and from columns back to attributes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from kg.graph.columns import (
    ACCEPTED,
    ANNUAL,
    BOUNDS,
    EVER,
    GRADES,
    NEVER,
    PRODUCTS,
    QUOTED,
    STATUSES,
    TYPES,
    UNTOLD,
    Columns,
    columns,
)
from kg.graph.dealgraph import DealGraph
from kg.model import ROLES, Deal, Grade

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    import networkx as nx

    from kg.graph.validity import Validity

    Tie = tuple[str, str, str, Mapping[str, Any]]

NODE_SLOTS = ("kind", "country", "owner", "lane")
"""The attributes of every node."""


def graph_of_ties(
    ties: Sequence[Tie], about: Mapping[str, Mapping[str, Any]], graph: Mapping[str, Any]
) -> DealGraph:
    """Return the graph of ties, each a source, a target, a key and the attributes of :func:`kg.network.deal_network`.

    Parameters
    ----------
    ties
        In any order; the order of parallel ties is kept.
    about
        The nodes, with their attributes.
    graph
        The attributes of the graph; ``claims`` and ``documents`` grade the ties.

    Notes
    -----
    O(m log m) in the ties.
    """
    currencies = sorted({tie["amount"].currency for *_, tie in ties if tie["amount"]})
    cells = [cells_of(tie, _backing(tie, graph), currencies) for *_, tie in ties]

    def tell(rows: Sequence[int]) -> Callable[[int], dict[str, Any]]:
        return [dict(ties[row][3]) for row in rows].__getitem__

    return graph_of_cells([tie[:3] for tie in ties], cells, currencies, about, graph, tell)


def graph_of_cells(
    ties: Sequence[tuple[str, str, str]],
    cells: Sequence[Mapping[str, Any]],
    currencies: Sequence[str],
    about: Mapping[str, Mapping[str, Any]],
    graph: Mapping[str, Any],
    tell: Callable[[Sequence[int]], Callable[[int], dict[str, Any]]],
) -> DealGraph:
    """Return the graph of ties, each a source, a target and a key, whose cells are known.

    Parameters
    ----------
    ties
        In any order; the order of parallel ties is kept.
    cells
        What :func:`cells_of` gives of each.
    currencies
        What ``currency`` counts in.
    about, graph
        As for :func:`graph_of_ties`.
    tell
        Given the places in ``ties`` that the rows of the table have, returns what tells of a row its attributes.

    Notes
    -----
    O(m log m) in the ties.
    """
    names = sorted(about)
    number = {name: place for place, name in enumerate(names)}
    table, order = columns(
        len(names),
        np.array([number[u] for u, *_ in ties], dtype=np.int64),
        np.array([number[v] for _, v, _ in ties], dtype=np.int64),
        currencies=currencies,
        **{slot: [cell[slot] for cell in cells] for slot in (cells[0] if cells else ())},
    )
    rows = order.tolist()
    slots = {slot: [about[name].get(slot) for name in names] for slot in NODE_SLOTS}
    return DealGraph(names, table, [ties[row][2] for row in rows], tell(rows), slots, graph)


def as_deal_graph(network: nx.MultiDiGraph[str]) -> DealGraph:
    """Return a network as a :class:`DealGraph`: itself, or a table made of an edited copy. O(m log m).

    Examples
    --------
    >>> from kg.questions.sample import sample_network
    >>> edited = sample_network("OpenAI uses Oracle", "OpenAI uses Google").copy()
    >>> edited.remove_node("Google")
    >>> as_deal_graph(edited).number_of_edges()
    1
    """
    if isinstance(network, DealGraph):
        return network
    ties = [(u, v, key, tie) for u, v, key, tie in network.edges(keys=True, data=True)]
    return graph_of_ties(ties, {name: dict(told) for name, told in network.nodes(data=True)}, network.graph)


def graph_of_columns(names: Sequence[str], table: Columns, **about: Sequence[Any]) -> DealGraph:
    """Return the graph of a table that no documents stand behind; ``about`` are columns of node attributes.

    Examples
    --------
    >>> table, _ = columns(2, np.array([0]), np.array([1]), product=[PRODUCTS.index("chips")])
    >>> graph = graph_of_columns(["Acme", "Bolt"], table)
    >>> graph["Acme"]["Bolt"][0]["product"].value
    'chips'
    """
    from kg.companies import Companies

    nothing = [None] * len(names)
    slots = {slot: about.get(slot, nothing) for slot in NODE_SLOTS}
    records: dict[str, Any] = {"claims": {}, "documents": {}, "remarks": {}, "companies": Companies(())}
    dates = {"as_of": None, "known_on": None, "undated": ()}
    return DealGraph(names, table, range(len(table)), _Told(names, table), slots, {**records, **dates})


class _Told:
    """Tells of ties what their columns hold."""

    def __init__(self, names: Sequence[str], table: Columns) -> None:
        self._names, self._table = names, table

    def __call__(self, row: int) -> dict[str, Any]:
        table = self._table
        kind = TYPES[table.type[row]]
        ends = self._names[table.customer_of(row)], self._names[table.provider[row]]
        parties = ROLES[kind][:2]
        shared = {
            "type": kind,
            "product": None if table.product[row] == UNTOLD else PRODUCTS[table.product[row]],
            "amount": table.money(row),
            "status": STATUSES[table.status[row]],
            "accepted": bool(table.flags[row] & ACCEPTED),
            "claims": (),
        }
        validity = table.validity(row)
        begin, end = _exact(validity.begin_earliest, validity.begin_latest), _exact(*validity[2:])
        roles: dict[str, tuple[str, ...]] = {parties[0]: ends}
        if len(parties) > 1:
            roles = {parties[0]: ends[:1], parties[1]: ends[1:]}
        return {
            **shared,
            "signed": None,
            "start": begin,
            "end": end,
            "exclusive_until": None,
            "role": parties[:1],
            "validity": validity,
            "holds": None,
            "deal": Deal.model_construct(id=str(row), roles=roles, start=begin, end=end, **shared),
        }


def _exact(earliest: Any, latest: Any) -> str | None:
    """Return a day that is known to the day."""
    return str(earliest) if earliest is not None and earliest == latest else None


class Backing(NamedTuple):
    """What stands behind a tie: its best document's place in :data:`GRADES`, how many documents, and whether any is quoted."""

    grade: int
    documents: int
    quoted: bool


def _backing(tie: Mapping[str, Any], graph: Mapping[str, Any]) -> Backing:
    claims = [graph["claims"][key] for key in tie["claims"] if key in graph["claims"]]
    documents = {claim.doc: graph["documents"].get(claim.doc) for claim in claims}
    grades = [GRADES.index(document.grade if document else Grade.UNKNOWN) for document in documents.values()]
    quoted = any(not claim.curated for claim in claims)
    return Backing(min(grades, default=len(GRADES) - 1), len(documents), quoted)


def cells_of(tie: Mapping[str, Any], backing: Backing, currencies: Sequence[str]) -> dict[str, Any]:
    """Return one tie's row, out of its type, product, status, amount, validity and whether it is accepted."""
    amount = tie["amount"]
    annual = amount is not None and amount.period is not None
    return {
        "type": TYPES.index(tie["type"]),
        "product": UNTOLD if tie["product"] is None else PRODUCTS.index(tie["product"]),
        "status": STATUSES.index(tie["status"]),
        "grade": backing.grade,
        "flags": ACCEPTED * tie["accepted"] + QUOTED * backing.quoted + ANNUAL * annual,
        "documents": min(backing.documents, 255),
        "amount": float(amount.value) if amount else np.nan,
        "bound": BOUNDS.index(amount.bound) if amount else 0,
        "currency": currencies.index(amount.currency) if amount else UNTOLD,
        **_days(tie["validity"]),
    }


def _days(validity: Validity) -> dict[str, int]:
    untold = {"begin_earliest": NEVER, "begin_latest": EVER, "end_earliest": NEVER, "end_latest": EVER}
    told = validity._asdict()
    return {slot: day if told[slot] is None else told[slot].toordinal() for slot, day in untold.items()}


def scalar_graph(network: nx.MultiDiGraph[str]) -> nx.MultiDiGraph[str]:
    """Return a network as a plain one whose attributes are text, numbers and truth values, as file formats want them.

    What is not told is left out; the records behind the ties are left behind, their ids stay.

    Examples
    --------
    >>> import io, networkx as nx
    >>> from kg.questions.sample import sample_network
    >>> flat = scalar_graph(sample_network("A buys cloud from B for 5 USD since 2027"))
    >>> (
    ...     flat["A"]["B"]["deal-1"]["amount"],
    ...     flat["A"]["B"]["deal-1"]["currency"],
    ...     flat["A"]["B"]["deal-1"]["start"],
    ... )
    (5.0, 'USD', '2027')
    >>> nx.write_graphml(flat, io.BytesIO())
    """
    import networkx as nx

    flat: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for name, about in network.nodes(data=True):
        flat.add_node(name, **{slot: value for slot, value in about.items() if value is not None})
    for u, v, key, tie in network.edges(keys=True, data=True):
        flat.add_edge(u, v, key, **dict(_scalars(tie)))
    return flat


def _scalars(tie: Mapping[str, Any]) -> Iterator[tuple[str, str | float | bool]]:
    """Iterate over what is told of a tie as text, numbers and truth values."""
    for slot in ("type", "product", "status", "signed", "start", "end", "exclusive_until", "holds"):
        if tie[slot] is not None:
            yield slot, str(tie[slot])
    yield "accepted", tie["accepted"]
    yield "claims", " ".join(tie["claims"])
    yield "role", " ".join(tie["role"])
    if amount := tie["amount"]:
        yield from (
            ("amount", float(amount.value)),
            ("currency", amount.currency),
            ("bound", str(amount.bound)),
        )
        yield "annual", amount.period is not None
