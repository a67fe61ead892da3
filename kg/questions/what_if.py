"""Who is cut off, and who loses providers, if companies fail."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.errors import UsageError
from kg.model import Status
from kg.network import supplies
from kg.questions.answer import Answer, Phrase, Row, Sentence
from kg.questions.asking import MAX_ROWS, company_node, cut_to, silence
from kg.questions.scope import Asked, Scope, asked
from kg.questions.words import listed

if TYPE_CHECKING:
    from typing import Unpack

    import networkx as nx
    import numpy as np
    import numpy.typing as npt

    from kg.graph.cascade import Fall

    Ints = npt.NDArray[np.signedinteger[Any]]
    Mask = npt.NDArray[np.bool_]


class Outcome(StrEnum):
    """What becomes of a company."""

    CUT = "cut"
    DEGRADED = "degraded"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Affected(Row):
    """A company that is not unaffected.

    ``cut``: its providers of some product fail, in the share asked about or more. ``degraded``: providers fail, and
    those that are left will do. ``unknown``: it turns on ties of which is not known whether they hold, or that are
    told and are no fact. ``round`` counts from 1, the customers of what fails first; None where it does not fall.
    """

    company: str
    outcome: Outcome
    round: int | None
    lost: tuple[str, ...]
    left: tuple[str, ...]
    claims: tuple[str, ...]

    def sentence(self) -> Sentence:
        """Return what becomes of the company in plain English."""
        then = {
            Outcome.CUT: f"{self.company} is cut off in round {self.round}",
            Outcome.DEGRADED: f"{self.company} is degraded",
            Outcome.UNKNOWN: f"Whether {self.company} is affected is unknown",
        }[self.outcome]
        left = f"; left are {listed(self.left)}" if self.left else ""
        lost = f": it loses {listed(self.lost)}" if self.lost else ""
        return Phrase(f"{then}{lost}", self.claims), Phrase(f"{left}.")

    def cells(self) -> dict[str, str]:
        """Return what becomes of the company for a table."""
        return {
            "company": self.company,
            "outcome": str(self.outcome),
            "round": str(self.round or ""),
            "lost": ", ".join(self.lost),
            "left": ", ".join(self.left),
        }


def what_if(
    network: nx.MultiDiGraph[str],
    *failed: str,
    threshold: float = 1.0,
    max_rows: int = MAX_ROWS,
    **scope: Unpack[Scope],
) -> Answer[Affected]:
    """Return who is cut off, degraded or perhaps affected if one company or several fail together.

    A company needs each product that it is supplied with, and has it from all its providers of that product; deals of
    which no product is told serve a need of their own. It is cut off when, of one product, the share ``threshold`` of
    its providers has failed or is cut off; and so on from customer to customer.

    Parameters
    ----------
    network
        As :func:`kg.network.deal_network` returns it.
    failed
        One name or alias, or more.
    threshold
        The share of a product's providers whose loss cuts a company off, more than 0 and at most 1. At 1 any provider
        that is left will do (OR); at a share that one provider reaches, all are needed (AND).
    max_rows
        The most companies to return.
    scope
        What the question is narrowed to; see :class:`~kg.questions.scope.Scope`.

    Returns
    -------
    Answer of Affected
        Who is cut off, by round, then who is degraded, then of whom it is unknown, each by name; the notes count whom
        nothing reaches.

    Raises
    ------
    UnknownCompany
        Neither the network nor the registry knows a company.
    UsageError
        No company, a threshold that is no share, or a wrong scope.

    Notes
    -----
    The cascade is run twice: once as if every doubtful tie were lost where its provider fails and missing where not,
    once the other way; where the two differ, the outcome is unknown. Doubtful are ties that are not known to hold on
    the day asked about, and those planned, rumored or disputed. O(n + m) where rounds are few.

    Examples
    --------
    >>> from kg.questions.sample import sample_network
    >>> network = sample_network(
    ...     "A buys cloud from B",
    ...     "A buys cloud from C",
    ...     "B buys chips from D",
    ...     "E buys cloud from B",
    ...     "F uses C",
    ... )
    >>> [(row.company, row.outcome.value, row.round) for row in what_if(network, "D")]
    [('B', 'cut', 1), ('E', 'cut', 2), ('A', 'degraded', None)]
    >>> [row.company for row in what_if(network, "D", threshold=0.5) if row.outcome == "cut"]
    ['B', 'A', 'E']
    """
    if not 0 < threshold <= 1:
        raise UsageError(f"threshold {threshold}: a share of providers is more than 0 and at most 1")
    if not failed:
        raise UsageError("name at least one company that fails")
    question = asked(network, **scope)
    names = tuple(dict.fromkeys(company_node(question.graph, name) for name in failed))
    fall = _falls(question, names, threshold)
    outcomes, unaffected = _outcomes(fall) if fall else ({}, 0)
    affected = sum(map(len, outcomes.values()))
    places = [(node, outcome) for outcome, nodes in outcomes.items() for node in nodes[:max_rows].tolist()]
    rows = [_row(question, fall, *place) for place in places[:max_rows]] if fall else []
    who = (
        "1 other company that is supplied here is"
        if unaffected == 1
        else f"{unaffected:,} other companies that are supplied here are"
    )
    open_world = f"Whether others depend on {listed(names)}, and whom the affected could turn to: no document here says so."
    return Answer(
        question=f"Who is affected if {listed(names)} {'fail' if len(names) > 1 else 'fails'}{question.words}?",
        rows=tuple(rows),
        sources=question.sources,
        notes=((Phrase(f"{who} unaffected."),),) if unaffected else (),
        gaps=(*silence(question.graph, *names), (Phrase(open_world),)),
        truncated=cut_to(affected, max_rows, "companies, those cut off first"),
    )


class _Falls(NamedTuple):
    """What surely falls and what may, and which hops and companies that turns on."""

    told: Mask
    supplied: Mask
    surely: Fall
    perhaps: Fall


def _falls(question: Asked, names: tuple[str, ...], threshold: float) -> _Falls | None:
    import numpy as np

    from kg.graph.cascade import Needs, cascade

    graph = question.graph
    failed = np.array([graph.index.number[name] for name in names if name in graph.index.number])
    if not len(failed):
        return None
    sure, told = graph.needs(_sure(question)), graph.needs(_told(question))
    needs = Needs.of(graph.index, lost=sure, kept=told)
    surely = cascade(needs, failed, threshold)
    perhaps = surely if (sure == told).all() else cascade(needs.swapped(), failed, threshold)
    supplied = np.zeros(len(graph.index), dtype=bool)
    supplied[needs.customer] = True
    return _Falls(told > 0, supplied, surely, perhaps)


def _sure(question: Asked) -> Mask:
    table = question.graph.columns
    facts = question.graph.supply(question.on)
    return facts & table.surely_hold(question.on) if question.on else facts


def _told(question: Asked) -> Mask:
    from kg.graph.columns import STATUSES

    table = question.graph.columns
    denied = table.status == STATUSES.index(Status.DENIED)
    told: Mask = table.supplies() & table.may_hold(question.on) & ~denied
    return told


def _outcomes(fall: _Falls) -> tuple[dict[Outcome, Ints], int]:
    """Return the companies of each outcome, and how many that are supplied nothing reaches."""
    import numpy as np

    surely, perhaps = fall.surely, fall.perhaps
    cut, may_fall = surely.round > 0, perhaps.round > 0
    degraded = surely.touched & ~cut & ~may_fall
    unknown = (may_fall | perhaps.touched) & ~cut & ~degraded
    unaffected = fall.supplied & ~(cut | degraded | unknown | (surely.round == 0))
    found = {
        Outcome.CUT: np.flatnonzero(cut)[np.argsort(surely.round[cut], kind="stable")],
        Outcome.DEGRADED: np.flatnonzero(degraded),
        Outcome.UNKNOWN: np.flatnonzero(unknown),
    }
    return found, int(unaffected.sum())


def _row(question: Asked, fall: _Falls, node: int, outcome: Outcome) -> Affected:
    import numpy as np

    graph, index = question.graph, question.graph.index
    fallen = (fall.perhaps if outcome is Outcome.UNKNOWN else fall.surely).round >= 0
    row = index.ahead.of(node)
    hops = np.arange(row.start, row.stop)[fall.told[row]]
    down = fallen[index.ahead.to[hops]]
    lost, left = (index.named(index.ahead.to[part]) for part in (hops[down], hops[~down]))
    ties = [graph.tie(place) for hop in hops[down].tolist() for place in graph.rows(hop)]
    claims = [key for tie in ties if supplies(tie, question.on) for key in tie["claims"]]
    number = int(fall.surely.round[node])
    return Affected(
        company=str(index.names[node]),
        outcome=outcome,
        round=number if outcome is Outcome.CUT else None,
        lost=tuple(lost),
        left=tuple(left),
        claims=tuple(dict.fromkeys(claims)),
    )
