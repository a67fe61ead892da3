"""The paths of supply that are vouched for best."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.questions.answer import Answer
from kg.questions.asking import company_node, count_in_words, silence
from kg.questions.chain import Hops
from kg.questions.dependency_paths import MAX_LENGTH, Path, check_ends, path_of
from kg.questions.missing_path import why_none
from kg.questions.scope import Asked, Scope, asked

if TYPE_CHECKING:
    from typing import Any, Unpack

    import networkx as nx
    import numpy as np
    import numpy.typing as npt

    from kg.questions.answer import Sentence


def best_paths(
    network: nx.MultiDiGraph[str],
    start: str,
    goal: str,
    *,
    count: int = 10,
    max_length: int = MAX_LENGTH,
    **scope: Unpack[Scope],
) -> Answer[Path]:
    """Return the paths between two companies whose weakest links are the firmest.

    Parameters
    ----------
    network
        As :func:`kg.network.deal_network` returns it.
    start, goal
        Names or aliases of two different companies; ``start`` is the one that depends.
    count
        How many paths, at least 1.
    max_length
        The most hops of a path, at least 1.
    scope
        What the question is narrowed to; see :class:`~kg.questions.scope.Scope`.

    Returns
    -------
    Answer of Path
        By the strength of the weakest link, see :class:`~kg.questions.strength.Strength`; then the shortest.

    Raises
    ------
    UnknownCompany
        Neither the network nor the registry knows a company.
    UsageError
        ``start`` and ``goal`` are one company, a limit is less than 1, or the scope is wrong.

    Notes
    -----
    Paths are searched among hops of falling strength, as many times as there are strengths (at most a few dozen);
    each search is that of :func:`~kg.questions.dependency_paths.dependency_paths`.

    Examples
    --------
    >>> from kg.questions.sample import sample_network
    >>> network = sample_network("A uses C (reported)", "A uses B", "B uses C")
    >>> [path.companies for path in best_paths(network, "A", "C")]
    [('A', 'B', 'C'), ('A', 'C')]
    """
    question = asked(network, **scope)
    ends = source, target = company_node(question.graph, start), company_node(question.graph, goal)
    check_ends(*ends, max_length=max_length, max_paths=count)
    hops = Hops(question)
    rows: list[Path] = []
    notes: tuple[Sentence, ...] = ()
    gaps: tuple[Sentence, ...] = ()
    given_up = None
    if all(name in question.supplies.number for name in ends):
        found, given_up = _best(question, ends, max_length, count)
        rows = [path_of(hops.along(names)) for names in found]
    if not rows and given_up is None:
        notes, gaps = why_none(question.graph, source, target, max_length, question.on)
    return Answer(
        question=f"On which paths, vouched for best, does {source} depend on {target}{question.words}?",
        rows=tuple(rows),
        sources=question.sources,
        notes=notes,
        gaps=(*silence(question.graph, *ends), *gaps),
        truncated=given_up,
    )


def _best(
    question: Asked, ends: tuple[str, str], most: int, count: int
) -> tuple[list[list[str]], str | None]:
    """Return the names along the best paths, and why there may be better ones, None where there are none."""
    import numpy as np

    from kg.graph.paths import search

    index = question.supplies
    firm = _strengths(question)[index.ahead.hops(np.arange(len(index.ahead.to)))]
    start, goal = (index.number[name] for name in ends)
    found: dict[tuple[int, ...], None] = {}
    given_up = None
    for least in np.unique(firm)[::-1]:
        part = index.take(firm >= least) if (firm < least).any() else index
        seen = search(part, start, goal, most, count + len(found))
        limited = sum(map(len, seen.found)) >= count + len(found)
        if not seen.complete and not limited:
            given_up = (
                f"the search was given up before all of at most {count_in_words(seen.bound)} paths were seen"
            )
        found.update(dict.fromkeys(tuple(path) for block in seen.found for path in block.tolist()))
        if len(found) >= count:
            break
    return [index.named(np.array(path)) for path in list(found)[:count]], given_up


def _strengths(question: Asked) -> npt.NDArray[np.integer[Any]]:
    """Return for each hop the strength of its firmest tie that counts, as a number that orders as ``Strength`` does."""
    import numpy as np

    from kg.graph.columns import GRADES, QUOTED, STATUSES

    graph, table = question.graph, question.graph.columns
    sure = table.surely_hold(question.on) if question.on else np.ones(len(table), dtype=bool)
    announced = table.status == STATUSES.index("announced")
    quoted = (table.flags & QUOTED) > 0
    near = len(GRADES) - 1 - table.grade.astype(np.int64)
    number = (((sure * 2 + announced) * 2 + quoted) * 8 + near) * 256 + table.documents
    number[~graph.supply(question.on)] = -1
    return graph.firmest(number)
