"""On which paths one company depends on another."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from kg.errors import UsageError
from kg.network import SUPPLY, supplies
from kg.questions.answer import Answer, Phrase, Row, Sentence
from kg.questions.asking import asked_on, company_node, dated, silence
from kg.questions.chains import distances_to, paths, walks
from kg.questions.footnotes import Sources
from kg.questions.missing_path import why_none
from kg.questions.strength import Strength, strength
from kg.questions.supply import Supply, supplies_between

if TYPE_CHECKING:
    from collections.abc import Callable

    import networkx as nx

    from kg.values import Days

MAX_LENGTH = 4
"""Hops of the longest path that is looked for, unless told otherwise."""
MAX_PATHS = 1000
"""Paths that an answer holds at most, unless told otherwise."""


@dataclass(frozen=True)
class Hop:
    """One step of a path: a customer, a provider, and every deal between them that counts."""

    customer: str
    provider: str
    deals: tuple[Supply, ...]

    def __str__(self) -> str:
        return f"{self.customer} → {self.provider}"


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
    as_of: str | None = None,
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
    as_of
        A date; deals that surely do not hold on it are left out.

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
    source, target = company_node(network, start), company_node(network, goal)
    _check(source, target, max_length, max_paths)
    on = asked_on(network, as_of)
    ahead, back = _neighbours(network, on)
    left = distances_to(back, target)
    bound = walks(ahead, source, target, max_length, left)
    sources = Sources.of(network)
    found = islice(paths(ahead, source, target, max_length, left), max_paths)
    hop = _hops(network, on, sources)
    rows = tuple(_path([hop(u, v) for u, v in pairwise(names)]) for names in found)
    notes, gaps = ((), ()) if rows else why_none(network, source, target, max_length, on)
    return Answer(
        question=dated(f"On which paths does {source} depend on {target}", network, as_of),
        rows=rows,
        sources=sources,
        notes=notes,
        gaps=(*silence(network, source, target), *gaps),
        truncated=_truncated(len(rows), bound, max_length) if len(rows) == max_paths < bound else None,
    )


def _check(source: str, target: str, max_length: int, max_paths: int) -> None:
    if source == target:
        raise UsageError(f"start and goal are both {source}; name two companies")
    if max_length < 1:
        raise UsageError(f"max_length {max_length}: a path has at least 1 hop")
    if max_paths < 1:
        raise UsageError(f"max_paths {max_paths}: ask for at least 1 path")


def _truncated(shown: int, bound: int, max_length: int) -> str:
    hops = "1 hop" if max_length == 1 else f"{max_length} hops"
    return f"the {shown:,} shortest paths of at most {bound:,} that have up to {hops}"


def _neighbours(
    network: nx.MultiDiGraph[str], on: Days | None
) -> tuple[dict[str, dict[str, None]], dict[str, dict[str, None]]]:
    """Return who may be supplied by whom on the days asked about, and the reverse."""
    ahead: dict[str, dict[str, None]] = {}
    back: dict[str, dict[str, None]] = {}
    for u, v, tie in network.edges(data=True):
        if tie["type"] in SUPPLY and supplies(tie, on):
            ahead.setdefault(u, {})[v] = None
            back.setdefault(v, {})[u] = None
    return ahead, back


def _hops(
    network: nx.MultiDiGraph[str], on: Days | None, sources: Sources
) -> Callable[[str, str], tuple[Hop, Strength]]:
    """Return a function that gives a hop and its strength, and makes each once."""
    made: dict[tuple[str, str], tuple[Hop, Strength]] = {}

    def hop(customer: str, provider: str) -> tuple[Hop, Strength]:
        if (customer, provider) not in made:
            deals = supplies_between(network, customer, provider, on)
            made[customer, provider] = Hop(customer, provider, deals), strength(deals, sources)
        return made[customer, provider]

    return hop


def _path(hops: list[tuple[Hop, Strength]]) -> Path:
    weakest = min(range(len(hops)), key=lambda number: hops[number][1])
    return Path(tuple(hop for hop, _ in hops), weakest, str(hops[weakest][1]))
