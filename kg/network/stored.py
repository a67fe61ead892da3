"""The network of the deals in a store: columns in one pass over its facts, and every record read when it is touched."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.graph.build import Backing, cells_of, graph_of_cells
from kg.model import Grade
from kg.network.reading import Reading
from kg.network.records import about_nodes, as_days, bears_on_end, ties_of, validity_of
from kg.network.told import sources, told

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.companies import Companies
    from kg.graph.dealgraph import DealGraph
    from kg.network.told import Sources, Told
    from kg.store import Store


_UNKNOWN = list(Grade).index(Grade.UNKNOWN)


def stored_network(store: Store, known: Companies, *, as_of: str | None = None) -> DealGraph:
    """Return the deals of a store as the network that :func:`kg.network.deal_network` makes of its records.

    Parameters
    ----------
    store
        The store. What the network has not read of it when the store changes is read then, so that the network does not.
    known
        The registry.
    as_of
        A date; each edge then says in ``holds`` whether it holds on it.

    Raises
    ------
    UsageError
        ``as_of`` is no date.
    StoreError
        A value of a deal is not as this package writes it.

    Notes
    -----
    Linear in claims and facts, some microseconds for each; a record costs some hundred when it is first touched.

    Examples
    --------
    >>> import kg
    >>> graph = kg.open()
    >>> network = stored_network(graph._store, graph.companies)
    >>> network["Microsoft"]["CoreWeave"] != {} and sorted(network.graph)
    ['as_of', 'claims', 'companies', 'documents', 'known_on', 'remarks', 'undated']
    """
    on = as_days(as_of, "as_of")
    reading = Reading(store, known, on)
    behind = sources(store)
    ties: list[tuple[str, str, str]] = []
    rows: list[tuple[Mapping[str, Any], Backing]] = []
    for deal in told(store):
        ways = dict.fromkeys(
            (source, target) for source, target, _ in ties_of(deal, known) if source != target
        )
        if ways:
            row = _row(deal, behind), _backing(deal, behind)
            ties += [(*way, deal.id) for way in ways]
            rows += [row] * len(ways)
        reading.deals[deal.id] = deal.claims
    currencies = sorted({tie["amount"].currency for tie, _ in rows if tie["amount"]})
    about = about_nodes(
        ((source, target, tie["type"]) for (source, target, _), (tie, _) in zip(ties, rows, strict=True)),
        known,
    )
    cells = [cells_of(tie, backing, currencies) for tie, backing in rows]
    graph = {**reading.records(), "companies": known, "as_of": as_of, "known_on": None, "undated": ()}
    return graph_of_cells(
        ties, cells, currencies, about, graph, lambda order: reading.tell([ties[at] for at in order])
    )


def _row(deal: Told, behind: Sources) -> Mapping[str, Any]:
    """Return the attributes of a deal's ties that have columns."""
    days = (
        behind.published[document]
        for claim in deal.claims
        if bears_on_end(behind.status[claim], deal.status)
        and (document := behind.document[claim]) in behind.published
    )
    return {
        "type": deal.type,
        "product": deal.product,
        "status": deal.status,
        "accepted": deal.accepted,
        "amount": deal.amount,
        "validity": validity_of(deal, days),
    }


def _backing(deal: Told, behind: Sources) -> Backing:
    documents = {behind.document[claim] for claim in deal.claims}
    grade = min(behind.grade.get(document, _UNKNOWN) for document in documents)
    return Backing(grade, len(documents), not behind.quoted.isdisjoint(deal.claims))
