"""What changed between two dates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.errors import UsageError
from kg.model import ClaimType
from kg.network import Holds, as_days
from kg.questions.answer import Answer, Phrase, Row, Sentence
from kg.questions.asking import MAX_ROWS, company_node, cut_to, silence
from kg.questions.scope import Scope, asked
from kg.questions.ties import tie_in_words
from kg.questions.words import in_words

if TYPE_CHECKING:
    from typing import Unpack

    import networkx as nx

    from kg.graph.dealgraph import DealGraph
    from kg.values import Days


@dataclass(frozen=True)
class Change(Row):
    """A tie of which the answer whether it holds differs between two dates."""

    source: str
    target: str
    tie: str
    before: Holds
    after: Holds
    deal: str
    claims: tuple[str, ...]

    @property
    def what(self) -> str:
        """What happened between the dates, in words."""
        return {
            (Holds.NO, Holds.YES): "began",
            (Holds.YES, Holds.NO): "ended",
            (Holds.NO, Holds.UNKNOWN): "may have begun",
            (Holds.YES, Holds.UNKNOWN): "may have ended",
            (Holds.UNKNOWN, Holds.YES): "surely holds now, perhaps did before",
            (Holds.UNKNOWN, Holds.NO): "surely does not hold now, perhaps did before",
        }[self.before, self.after]

    def sentence(self) -> Sentence:
        """Return the change in plain English."""
        return Phrase(f"{self.tie[0].upper()}{self.tie[1:]}: {self.what}", self.claims), Phrase(".")

    def cells(self) -> dict[str, str]:
        """Return the change for a table."""
        return {"tie": self.tie, "before": str(self.before), "after": str(self.after), "what": self.what}


def changes(
    network: nx.MultiDiGraph[str],
    before: str,
    after: str,
    company: str | None = None,
    *,
    max_rows: int = MAX_ROWS,
    **scope: Unpack[Scope],
) -> Answer[Change]:
    """Return the ties that are facts and hold on one date and not on another, as far as that is known.

    Parameters
    ----------
    network
        As :func:`kg.network.deal_network` returns it without ``as_of``.
    before, after
        Two dates, the first not later than the second.
    company
        A name or alias, for the ties of that company alone.
    max_rows
        The most changes to return.
    scope
        What the question is narrowed to, but a day; see :class:`~kg.questions.scope.Scope`.

    Returns
    -------
    Answer of Change
        By the ends of the ties.

    Raises
    ------
    UnknownCompany
        Neither the network nor the registry knows the company.
    UsageError
        A date is none, the second is before the first, or the scope is wrong.

    Notes
    -----
    Linear in the ties of the network.

    Examples
    --------
    >>> from kg.questions.sample import sample_network
    >>> network = sample_network("A uses B since 2020 until 2022", "A uses C since 2024 until 2030")
    >>> [(row.target, row.what) for row in changes(network, "2021", "2025")]
    [('B', 'ended'), ('C', 'began')]
    """
    if scope.get("as_of") is not None or network.graph.get("as_of") is not None:
        raise UsageError("as_of: the question names two dates of its own; leave it out")
    question = asked(network, **scope)
    first, second = _days(before, "before"), _days(after, "after")
    if second < first:
        raise UsageError(f"before {before!r} is later than after {after!r}; exchange them")
    node = None if company is None else company_node(question.graph, company)
    found = _changing(question.graph, first, second, node)
    rows = [_change(question.graph, row, (first, second)) for row in found[:max_rows]]
    about = f" for {node}" if node else ""
    gap = Phrase(f"Whether anything else changed{about}: what no source dates is not told here.")
    return Answer(
        question=f"What changed{about} between {in_words(before)} and {in_words(after)}{question.words}?",
        rows=tuple(rows),
        sources=question.sources,
        gaps=(*silence(question.graph, *([node] if node else [])), (gap,)),
        truncated=cut_to(len(found), max_rows, "changes, the first by name"),
    )


def _changing(graph: DealGraph, before: Days, after: Days, node: str | None) -> list[int]:
    """Return the rows of facts that change, those of a company; a tie that runs both ways once."""
    import numpy as np

    from kg.graph.columns import TYPES

    table = graph.columns
    customer, provider = table.customer, table.provider
    both_ways = np.isin(
        table.type, [TYPES.index(kind) for kind in (ClaimType.COMPETITION, ClaimType.PARTNERSHIP)]
    )
    rows = table.accepted() & table.changing(before, after) & ~(both_ways & (customer > provider))
    if node is not None:
        number = graph.index.number.get(node, -1)
        rows &= (customer == number) | (provider == number)
    found: list[int] = np.flatnonzero(rows).tolist()
    return found


def _change(graph: DealGraph, row: int, dates: tuple[Days, Days]) -> Change:
    tie = graph.tie(row)
    source, target = graph.ends(row)
    before, after = (tie["validity"].holds(on) for on in dates)
    words = tie_in_words(source, target, tie)
    return Change(source, target, words, before, after, tie["deal"].id, tie["claims"])


def _days(text: str, name: str) -> Days:
    found = as_days(text, name)
    if found is None:
        raise UsageError(f"{name}: name a date")
    return found
