"""On which paths one company depends on another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.errors import UsageError
from kg.questions.answer import Answer, Phrase, Row, Sentence
from kg.questions.asking import company_node, count_in_words, silence
from kg.questions.chain import Hop, Hops
from kg.questions.missing_path import why_none
from kg.questions.scope import Scope, asked

if TYPE_CHECKING:
    from typing import Unpack

    import networkx as nx

    from kg.questions.strength import Strength

MAX_LENGTH = 4
"""Hops of the longest path that is looked for, unless told otherwise."""
MAX_PATHS = 1000
"""Paths that an answer holds at most, unless told otherwise."""


@dataclass(frozen=True)
class Path(Row):
    """A chain of supply from one company to another; ``weakest`` counts its hops from 0, ``vouched`` says why."""

    hops: tuple[Hop, ...]
    weakest: int
    vouched: str

    @property
    def companies(self) -> tuple[str, ...]:
        """The companies on the path, its two ends included."""
        return self.hops[0].customer, *(hop.provider for hop in self.hops)

    @property
    def weakest_link(self) -> Hop:
        """The hop that its sources vouch for least; of several, the first."""
        return self.hops[self.weakest]

    def sentence(self) -> Sentence:
        """Return the path in plain English, each deal with its claims."""
        told: list[Phrase] = []
        for hop in self.hops:
            told.append(Phrase(f"{'; ' if told else ''}{hop.customer} depends on {hop.provider}: "))
            told += [piece for deal in hop.deals for piece in (Phrase(" and "), deal.clause())][1:]
        weakest = f" (weakest link {self.weakest_link}: {self.vouched})" if len(self.hops) > 1 else ""
        return Phrase(f"{' → '.join(self.companies)}: "), *told, Phrase(f"{weakest}.")

    def cells(self) -> dict[str, str]:
        """Return the path for a table."""
        return {
            "path": " → ".join(self.companies),
            "hops": str(len(self.hops)),
            "deals": str(sum(len(hop.deals) for hop in self.hops)),
            "weakest link": str(self.weakest_link),
        }


def dependency_paths(
    network: nx.MultiDiGraph[str],
    start: str,
    goal: str,
    *,
    max_length: int = MAX_LENGTH,
    max_paths: int = MAX_PATHS,
    **scope: Unpack[Scope],
) -> Answer[Path]:
    """Return every path of supply on which a company depends on another, the shortest first.

    A path visits no company twice. Parallel deals make one hop that carries them all, so they multiply no path.

    Parameters
    ----------
    network
        As :func:`kg.network.deal_network` returns it.
    start, goal
        Names or aliases of two different companies; ``start`` is the one that depends.
    max_length
        The most hops of a path, at least 1.
    max_paths
        The most paths to return, at least 1.
    scope
        What the question is narrowed to; see :class:`~kg.questions.scope.Scope`.

    Returns
    -------
    Answer of Path
        By length, then by names. ``truncated`` is set, with an upper bound of their number, where there may be more
        paths of up to ``max_length`` hops than are returned. Where there is no path, the notes and gaps say why:
        which hop is missing, over, or only planned, rumored or denied.

    Raises
    ------
    UnknownCompany
        Neither the network nor the registry knows a company.
    UsageError
        ``start`` and ``goal`` are one company, a limit is less than 1, or ``as_of`` is no date.

    Notes
    -----
    Walks are counted first, which takes time in proportion to ``max_length`` times the deals; their number bounds that
    of the paths. Then paths are searched in depth, cut where the goal is farther than the hops that remain.

    Examples
    --------
    >>> from kg.questions.sample import sample_network
    >>> network = sample_network("OpenAI uses Oracle", "OpenAI buys cloud from Oracle", "Oracle uses Nvidia")
    >>> [path.companies for path in dependency_paths(network, "OpenAI", "Nvidia")]
    [('OpenAI', 'Oracle', 'Nvidia')]
    >>> dependency_paths(network, "Nvidia", "OpenAI").unknown[0]
    'Whether Nvidia depends on OpenAI: no document here tells of supply that leads from the one to the other.'
    """
    from kg.graph.paths import search

    question = asked(network, **scope)
    ends = source, target = company_node(question.graph, start), company_node(question.graph, goal)
    check_ends(*ends, max_length=max_length, max_paths=max_paths)
    index, hops = question.supplies, Hops(question)
    rows: list[Path] = []
    notes: tuple[Sentence, ...] = ()
    gaps: tuple[Sentence, ...] = ()
    cut = None
    if all(name in index.number for name in ends):
        found = search(index, index.number[source], index.number[target], max_length, max_paths)
        rows = [path_of(hops.along(index.named(numbers))) for block in found.found for numbers in block]
        cut = None if found.complete else _truncated(len(rows), found.bound, max_length)
    if not rows and cut is None:
        notes, gaps = why_none(question.graph, source, target, max_length, question.on)
    return Answer(
        question=f"On which paths does {source} depend on {target}{question.words}?",
        rows=tuple(rows),
        sources=question.sources,
        notes=notes,
        gaps=(*silence(question.graph, *ends), *gaps),
        truncated=cut,
    )


def check_ends(source: str, target: str, *, max_length: int = 1, max_paths: int = 1) -> None:
    """Refuse a question about paths that can have no answer."""
    if source == target:
        raise UsageError(f"start and goal are both {source}; name two companies")
    if max_length < 1:
        raise UsageError(f"max_length {max_length}: a path has at least 1 hop")
    if max_paths < 1:
        raise UsageError(f"max_paths {max_paths}: ask for at least 1 path")


def _truncated(shown: int, bound: int, max_length: int) -> str:
    hops = "1 hop" if max_length == 1 else f"{max_length} hops"
    return f"the {shown:,} shortest paths of at most {count_in_words(bound)} that have up to {hops}"


def path_of(hops: list[tuple[Hop, Strength]]) -> Path:
    """Return the path of some hops, with its weakest link."""
    weakest = min(range(len(hops)), key=lambda number: hops[number][1])
    return Path(tuple(hop for hop, _ in hops), weakest, str(hops[weakest][1]))
