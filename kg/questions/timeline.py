"""What happened to a company's deals, in order of time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.questions.answer import Answer, Phrase, Row, Sentence
from kg.questions.asking import MAX_ROWS, company_node, cut_to, silence
from kg.questions.scope import Scope, asked
from kg.questions.ties import tie_in_words, ties_of
from kg.questions.words import in_words, listed
from kg.values import days

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Unpack

    import networkx as nx


@dataclass(frozen=True)
class Event(Row):
    """Something that a source dates: a deal is signed, begins or ends, or an exclusivity ends; as precise as told."""

    date: str
    what: str
    deal: str
    tie: str
    status: str
    accepted: bool
    claims: tuple[str, ...]

    def sentence(self) -> Sentence:
        """Return the event in plain English."""
        doubt = "" if self.accepted else ", which is no fact"
        return Phrase(
            f"{in_words(self.date)}: {self.tie} {self.what} ({self.status}{doubt})", self.claims
        ), Phrase(".")

    def cells(self) -> dict[str, str]:
        """Return the event for a table."""
        return {"date": self.date, "what": f"{self.tie} {self.what}", "status": self.status}


def timeline(
    network: nx.MultiDiGraph[str], company: str, *, max_rows: int = MAX_ROWS, **scope: Unpack[Scope]
) -> Answer[Event]:
    """Return the dated events of a company's deals of any type, in order of time.

    Parameters
    ----------
    network
        As :func:`kg.network.deal_network` returns it.
    company
        A name or an alias; a project counts by its name.
    max_rows
        The most events to return.
    scope
        What the question is narrowed to; see :class:`~kg.questions.scope.Scope`. A day narrows nothing here.

    Returns
    -------
    Answer of Event
        By the first day that the date may mean, then by the last. Deals without any date are told among the gaps.

    Raises
    ------
    UnknownCompany
        Neither the network nor the registry knows the company.
    UsageError
        The scope is wrong.

    Notes
    -----
    Linear in the deals of the company, beside sorting.

    Examples
    --------
    >>> from kg.questions.sample import sample_network
    >>> network = sample_network(
    ...     "OpenAI buys cloud from Oracle since 2027", "OpenAI uses Oracle since 2024-summer"
    ... )
    >>> [(event.date, event.tie, event.what) for event in timeline(network, "OpenAI")]
    [('2024-summer', 'usage of OpenAI with Oracle', 'begins'), ('2027', 'contract for cloud of OpenAI with Oracle', 'begins')]
    """
    question = asked(network, **scope)
    node = company_node(question.graph, company)
    events: dict[Event, None] = {}
    undated: dict[str, None] = {}
    for source, target, tie in ties_of(question.graph, node):
        words = tie_in_words(source, target, tie)
        told = dict(_dates(tie))
        if not told:
            undated[words] = None
        for what, date in told.items():
            row = Event(date, what, tie["deal"].id, words, str(tie["status"]), tie["accepted"], tie["claims"])
            events[row] = None
    rows = sorted(events, key=lambda event: (days(event.date), event.tie, event.what))
    gap = [f"When these were or will be: {listed(sorted(undated))}."] if undated else []
    return Answer(
        question=f"What happened to the deals of {node}, and when{question.words}?",
        rows=tuple(rows[:max_rows]),
        sources=question.sources,
        gaps=(*silence(question.graph, node), *((Phrase(text),) for text in gap)),
        truncated=cut_to(len(rows), max_rows, "events, the earliest"),
    )


def _dates(tie: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Iterate over what is dated of a tie."""
    for what, slot in (
        ("is signed", "signed"),
        ("begins", "start"),
        ("ends", "end"),
        ("is exclusive no more", "exclusive_until"),
    ):
        if tie[slot]:
            yield what, tie[slot]
