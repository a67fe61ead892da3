"""The network of deals that are at hand as records, and the ties and dates of one deal."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from itertools import combinations
from typing import TYPE_CHECKING, Any

from kg.errors import UsageError
from kg.graph.validity import Holds, Validity
from kg.model import ROLES, Claim, ClaimType, Deal, Document, Remark, Status
from kg.values import Days, days, months

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

    import networkx as nx

    from kg.companies import Companies
    from kg.graph.dealgraph import DealGraph
    from kg.network.told import Told

SUPPLY = frozenset({ClaimType.CONTRACT, ClaimType.USAGE, ClaimType.EXCLUSIVITY_ENDED})
"""The types of deal under which a customer depends on a provider."""

AFFIRMED = frozenset({Status.ANNOUNCED, Status.REPORTED})
"""The statuses under which a source tells a tie as current fact."""

_SYMMETRIC = frozenset({ClaimType.PARTNERSHIP, ClaimType.COMPETITION})
_DOUBT = (Status.ANNOUNCED, Status.REPORTED, Status.PLANNED, Status.RUMORED, Status.TERMINATED, Status.DENIED)
_SLOTS = ("name", "product", "amount", "capacity", "stake_percent", "signed", "start", "end", "duration")


def deal_network(  # noqa: PLR0913  the records of a graph, and its two dates
    deals: Iterable[Deal],
    claims: Iterable[Claim],
    documents: Iterable[Document],
    remarks: Iterable[Remark],
    known: Companies,
    *,
    as_of: str | None = None,
    known_on: str | None = None,
) -> DealGraph:
    """Return deals as a frozen networkx graph, with everything needed to quote their sources.

    Parameters
    ----------
    deals, claims, documents, remarks
        The records; claims and remarks name their document, deals their claims.
    known
        The registry, for canonical names, aliases, kinds and countries.
    as_of
        A date, as precise as wanted; each edge then says in ``holds`` whether it holds on it.
    known_on
        A date; only documents surely published by its first day count, and deals are what those tell.

    Returns
    -------
    networkx.MultiDiGraph
        Node attributes: ``kind`` and ``country`` from the registry (``kind`` is ``"project"`` for a project),
        ``owner``, and ``lane``: customer, intermediary, provider, investor, project or other.

        Edges are keyed by the deal's id. Edge attributes: ``type``, ``product``, ``amount``, ``status``, ``signed``,
        ``start``, ``end`` (None for ``exclusivity_ended``: the exclusivity ended, the tie did not),
        ``exclusive_until`` (for ``exclusivity_ended`` alone), ``accepted``, ``claims`` (ids), ``role`` (what the
        edge's source is in the deal), ``validity``, ``holds`` (None without ``as_of``), and ``deal``, the whole record.

        Graph attributes: ``claims``, ``documents`` and ``remarks`` by id, ``companies`` (the registry), ``as_of``,
        ``known_on``, and ``undated``: ids of the documents left out because nobody knows whether they were published
        by ``known_on``.

    Raises
    ------
    UsageError
        ``as_of`` or ``known_on`` is no date.

    Notes
    -----
    Where no end is told, a source vouches for a tie until the day it was published; after that day whether the tie
    holds is unknown. The graph is frozen; edit a ``.copy()``. Linear in deals and claims.

    Examples
    --------
    >>> from kg.companies import companies
    >>> claim = Claim(
    ...     doc="d", type="usage", roles={"customer": ("OpenAI",), "provider": ("Oracle",)}, summary="…"
    ... )
    >>> deal = Deal(
    ...     id="1", type="usage", roles=claim.roles, status="announced", accepted=True, claims=(claim.id,)
    ... )
    >>> network = deal_network([deal], [claim], [Document(id="d")], [], companies())
    >>> list(network.edges(keys=True)), network.nodes["Oracle"]["lane"]
    ([('OpenAI', 'Oracle', '1')], 'provider')
    """
    from kg.graph.build import graph_of_ties

    on = as_days(as_of, "as_of")
    by = as_days(known_on, "known_on")
    read = {document.id: document for document in documents}
    told = {document.id for document in read.values() if by is None or _published(document, by) is Holds.YES}
    by_id = {claim.id: claim for claim in claims if by is None or claim.doc in told}
    graph = {
        "claims": by_id,
        "documents": read if by is None else {key: read[key] for key in read if key in told},
        "remarks": {remark.id: remark for remark in remarks if by is None or remark.doc in told},
        "companies": known,
        "as_of": as_of,
        "known_on": known_on,
        "undated": tuple(sorted(key for key in read if by and _published(read[key], by) is Holds.UNKNOWN)),
    }
    edges = []
    for deal in sorted(deals, key=lambda deal: deal.id):
        told_claims = [by_id[key] for key in deal.claims if key in by_id]
        seen = _as_told(deal, told_claims) if by else deal
        if seen is not None:
            edges += edges_of(seen, told_claims, graph, on)
    about = about_nodes(((source, target, tie["type"]) for source, target, _, tie in edges), known)
    return graph_of_ties(edges, about, graph)


def supply_network(network: nx.MultiDiGraph[str]) -> DealGraph:
    """Return the part of a network in which one company depends on another to supply it, frozen like the whole.

    Kept are the ties of supply that the policy accepted, that are not terminated, and, in a network with ``as_of``,
    that are not known to lie outside the date. Linear in the ties.

    Examples
    --------
    >>> import networkx as nx
    >>> from kg.questions.sample import sample_network
    >>> network = sample_network("OpenAI uses Oracle", "Oracle uses Nvidia", "Nvidia competes with AMD")
    >>> sorted(nx.descendants(network, "OpenAI")), sorted(nx.descendants(supply_network(network), "OpenAI"))
    (['AMD', 'Nvidia', 'Oracle'], ['Nvidia', 'Oracle'])
    """
    from kg.graph.build import as_deal_graph

    graph = as_deal_graph(network)
    return graph.take(graph.supply(as_days(graph.graph["as_of"], "as_of")))


def supplies(tie: Mapping[str, Any], on: Days | None = None, types: Container[ClaimType] = SUPPLY) -> bool:
    """Return whether an edge's attributes tell of supply that is fact and may hold (on the day ``on``, if given).

    Without a day, a terminated tie counts as over. Other ``types`` ask the same of other ties.
    """
    if tie["type"] not in types or not tie["accepted"]:
        return False
    held = tie["validity"].holds(on) if on else tie["holds"]
    return tie["status"] is not Status.TERMINATED if held is None else held is not Holds.NO


def as_days(text: str | None, name: str) -> Days | None:
    """Return the days that a date given by a user may mean, None for None.

    Raises
    ------
    UsageError
        The text is no date; the message begins with ``name``.
    """
    try:
        return None if text is None else days(text)
    except ValueError as error:
        raise UsageError(f"{name} {text!r}: {error}") from error


def _published(document: Document | None, by: Days) -> Holds:
    """Return whether a document was out by the first day of ``by``."""
    if document is None or document.date is None:
        return Holds.UNKNOWN
    issued = days(document.date)
    if issued.last <= by.first:
        return Holds.YES
    return Holds.NO if issued.first > by.first else Holds.UNKNOWN


def _as_told(deal: Deal, claims: Sequence[Claim]) -> Deal | None:
    """Return what some of a deal's claims, those published by then, tell of it; None where there are none.

    A slot keeps the policy's value where one of these claims tells it, and else the only value they tell.
    """
    if len(claims) == len(deal.claims):
        return deal
    if not claims:
        return None
    affirmed = [claim for claim in claims if claim.status in AFFIRMED]
    slots: dict[str, Any] = {}
    for slot in _SLOTS:
        values = {getattr(claim, slot) for claim in affirmed or claims} - {None}
        told, accepted = next(iter(values), None), getattr(deal, slot)
        slots[slot] = accepted if accepted in values else told if len(values) == 1 else None
    parties = {name for claim in claims for name in claim.parties}
    return deal.model_copy(
        update={
            **slots,
            "roles": {
                role: tuple(name for name in names if name in parties) for role, names in deal.roles.items()
            },
            "status": min((claim.status for claim in claims), key=_DOUBT.index),
            "accepted": bool(affirmed) and all(claim.status is not Status.DENIED for claim in claims),
            "claims": tuple(claim.id for claim in claims),
        }
    )


def ties_of(deal: Deal | Told, known: Companies) -> Iterator[tuple[str, str, str]]:
    """Iterate over the directed ties of a deal: source, target, and what the source is in it."""
    roles = {
        role: [known.canonical(name) or name for name in deal.roles.get(role, ())]
        for role in ROLES[deal.type]
    }
    if deal.type is ClaimType.PROJECT:
        project = project_node(deal, known)
        yield from ((name, project, role) for role, names in roles.items() for name in names)
    elif deal.type in _SYMMETRIC:
        pairs = combinations(dict.fromkeys(roles["party"]), 2)
        yield from ((*way, "party") for a, b in pairs for way in ((a, b), (b, a)))
    else:
        source, target, *sellers = ROLES[deal.type]
        for role in (source, *sellers):
            yield from ((a, b, role) for a in roles[role] for b in roles[target])


def project_node(deal: Deal | Told, known: Companies) -> str:
    """Return the node that stands for a project: its name, marked where a company bears the same one."""
    if deal.name is None:
        return f"project {deal.id}"
    return f"{deal.name} (project)" if known.find(deal.name) else deal.name


def edges_of(
    deal: Deal, claims: Sequence[Claim], graph: Mapping[str, Any], on: Days | None
) -> list[tuple[str, str, str, dict[str, Any]]]:
    """Return a deal's edges with their attributes; ties of a company with itself are none."""
    validity = _validity(deal, claims, graph["documents"])
    ended = deal.type is ClaimType.EXCLUSIVITY_ENDED
    shared = {
        "type": deal.type,
        "product": deal.product,
        "amount": deal.amount,
        "status": deal.status,
        "signed": deal.signed,
        "start": deal.start,
        "end": None if ended else deal.end,
        "exclusive_until": deal.end if ended else None,
        "accepted": deal.accepted,
        "claims": deal.claims,
        "validity": validity,
        "holds": validity.holds(on) if on else None,
        "deal": deal,
    }
    ways: dict[tuple[str, str], list[str]] = {}
    for source, target, role in ties_of(deal, graph["companies"]):
        if source != target:
            ways.setdefault((source, target), []).append(role)
    return [(*way, deal.id, {**shared, "role": tuple(roles)}) for way, roles in ways.items()]


def _validity(deal: Deal, claims: Sequence[Claim], documents: Mapping[str, Document]) -> Validity:
    """Return the bounds that a deal's dates, and the days on which it was told, put on it."""
    return validity_of(deal, (day for claim in claims if (day := _issued(claim, documents, deal.status))))


def validity_of(deal: Deal | Told, issued: Iterable[str]) -> Validity:
    """Return the bounds of a deal, by its dates and by when claims were published that bear on its end."""
    if deal.type is ClaimType.EXCLUSIVITY_ENDED:
        return _validity_after_exclusivity(deal)
    begin = days(deal.start) if deal.start else None
    begin_earliest = begin.first if begin else days(deal.signed).first if deal.signed else None
    begin_latest = begin.last if begin else None
    end: Days | None = None
    if deal.end:
        end = days(deal.end)
    elif begin and deal.duration:
        end = Days(*(_last_day(day, months(deal.duration)) for day in begin))
    if end:
        return Validity(begin_earliest, begin_latest, end.first, end.last)
    told = [days(day) for day in issued]
    if deal.status is Status.TERMINATED:
        return Validity(begin_earliest, begin_latest, None, min((day.last for day in told), default=None))
    return Validity(begin_earliest, begin_latest, max((day.first for day in told), default=None), None)


def _validity_after_exclusivity(deal: Deal | Told) -> Validity:
    """Return the bounds of a tie whose exclusivity ended: it held at that time, and no end of its own is told."""
    begin = days(deal.start) if deal.start else None
    ended = days(deal.end) if deal.end else None
    if begin is None:
        return Validity(None, ended and ended.last, ended and ended.first, None)
    return Validity(begin.first, begin.last, ended and ended.first, None)


def _issued(claim: Claim, documents: Mapping[str, Document], status: Status) -> str | None:
    """Return when a claim that bears on a deal's end was published: one that ends it, or one that affirms it."""
    document = documents.get(claim.doc)
    if document is None:
        return None
    return document.date if bears_on_end(claim.status, status) else None


def bears_on_end(told: Status, status: Status) -> bool:
    """Return whether a claim of one status bears on the end of a deal of another: one that ends it, or that affirms it."""
    return told is Status.TERMINATED if status is Status.TERMINATED else told in AFFIRMED


def _last_day(begin: date, length: int) -> date:
    """Return the last day of a span of whole months that begins on ``begin``."""
    year, month = divmod(begin.year * 12 + begin.month - 1 + length, 12)
    if year > date.max.year:
        return date.max
    day = min(begin.day, calendar.monthrange(year, month + 1)[1])
    return date(year, month + 1, day) - timedelta(days=1)


def about_nodes(ties: Iterable[tuple[str, str, ClaimType]], known: Companies) -> dict[str, dict[str, Any]]:
    """Return every end of a tie, by name, with what the registry and the ties say of it."""
    out: dict[str, set[str]] = {}
    into: dict[str, set[str]] = {}
    for source, target, type_ in ties:
        kind = "supply" if type_ in SUPPLY else str(type_)
        out.setdefault(source, set()).add(kind)
        into.setdefault(target, set()).add(kind)
    about: dict[str, dict[str, Any]] = {}
    for name in sorted(out.keys() | into.keys()):
        is_project = "project" in into.get(name, ())
        company = None if is_project else known.find(name)
        about[name] = {
            "kind": "project" if is_project else company and company.kind,
            "country": company and company.country,
            "owner": company and company.owner,
            "lane": _lane(out.get(name, set()), into.get(name, set())),
        }
    return about


def _lane(out: set[str], into: set[str]) -> str:
    """Return where a node stands among the others, by the kinds of its edges."""
    if "project" in into:
        return "project"
    if "supply" in out and "supply" in into:
        return "intermediary"
    if "supply" in out:
        return "customer"
    if "supply" in into:
        return "provider"
    return "investor" if out & {"investment", "acquisition", "project"} else "other"
