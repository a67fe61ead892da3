"""Money that comes back: chains of payments and investments that end where they began."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from kg.errors import UsageError
from kg.model import ClaimType
from kg.questions.answer import Answer, Phrase, Sentence
from kg.questions.asking import MAX_ROWS, company_node, count_in_words, silence
from kg.questions.money_flows import Loop, loop_of
from kg.questions.scope import Asked, Scope, asked

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Unpack

    import networkx as nx
    import numpy as np
    import numpy.typing as npt

    from kg.graph.cycles import Cycles

    Ints = npt.NDArray[np.integer[Any]]

SEARCHED = 1_000_000
"""Cycles that are looked at, at most, for those with an investment."""


def money_loops(
    network: nx.MultiDiGraph[str],
    company: str | None = None,
    *,
    max_length: int = 4,
    max_rows: int = MAX_ROWS,
    null_graphs: int = 0,
    **scope: Unpack[Scope],
) -> Answer[Loop]:
    """Return the loops in which money leaves a company and comes back to it through others.

    Money goes from customer to provider and from investor to investee. One purchase is no loop, though money goes one way
    and a service the other: a loop needs money both out and back, under deals of their own, and an investment among them.

    Parameters
    ----------
    network
        As :func:`kg.network.deal_network` returns it.
    company
        A name or alias, for the loops through that company; None for all.
    max_length
        The most companies of a loop, from 2 on.
    max_rows
        The most loops to return.
    null_graphs
        With how many random graphs to compare the number of loops; 0 for none. In each, the payees of payments, and of
        investments, are exchanged, so that every company pays and is paid by as many as before; the seed is fixed.
    scope
        What the question is narrowed to; see :class:`~kg.questions.scope.Scope`.

    Returns
    -------
    Answer of Loop
        The shortest first, then by names; the notes compare their number with that in random graphs. ``truncated`` is
        set, with an upper bound of their number, where there may be more loops than are returned.

    Raises
    ------
    UnknownCompany
        Neither the network nor the registry knows the company.
    UsageError
        ``max_length`` is less than 2, ``null_graphs`` less than 0, or the scope is wrong.

    Notes
    -----
    Bounded search of cycles, see :mod:`kg.graph.cycles`; at worst exponential in ``max_length``, given up with a
    reason beyond a fixed effort.

    References
    ----------
    Newman, Strogatz and Watts, *Random Graphs with Arbitrary Degree Distributions*, Physical Review E 64, 2001 (the
    random graphs).

    Examples
    --------
    >>> from kg.questions.sample import sample_network
    >>> network = sample_network(
    ...     "Nvidia invests in OpenAI", "OpenAI uses Oracle", "Oracle buys chips from Nvidia"
    ... )
    >>> [(loop.companies, [str(*flow.kinds) for flow in loop.flows]) for loop in money_loops(network)]
    [(('Nvidia', 'OpenAI', 'Oracle'), ['investment', 'payment', 'payment'])]
    """
    from kg.graph.cycles import Cycles

    if max_length < 2:
        raise UsageError(f"max_length {max_length}: a loop has at least 2 companies")
    if null_graphs < 0:
        raise UsageError(f"null_graphs {null_graphs}: compare with 0 or more")
    question = asked(network, **scope)
    node = None if company is None else company_node(question.graph, company)
    names, flows = question.graph.names, _flows(question)
    number = None if node is None else question.graph.index.number.get(node, -1)
    found = (
        Cycles([], 0, complete=True)
        if number == -1
        else _cycles(names, flows, max_length, max_rows + 1, number)
    )
    loops = [question.graph.index.named(row) for block in found.found for row in block]
    shown = min(len(loops), max_rows)
    about = f" through {node}" if node else ""
    otherwise = " otherwise" if loops else ""
    return Answer(
        question=f"Where does money go round{about}{question.words}?",
        rows=tuple(loop_of(question, loop) for loop in loops[:max_rows]),
        sources=question.sources,
        notes=_compared(names, flows, max_length, null_graphs) if null_graphs and node is None else (),
        gaps=(
            *silence(question.graph, *([node] if node else [])),
            (Phrase(f"Whether money goes round{otherwise}{about}: no document here says so."),),
        ),
        truncated=None
        if found.complete and len(loops) <= max_rows
        else f"the {shown:,} shortest loops of at most {count_in_words(found.bound)} that have up to {max_length} companies",
    )


class _Flows(NamedTuple):
    """The ends of payments and of investments, by number."""

    payments: tuple[Ints, Ints]
    investments: tuple[Ints, Ints]


def _flows(question: Asked) -> _Flows:
    from kg.graph.columns import TYPES

    table = question.graph.columns
    customer, on = table.customer, question.on
    invested = table.accepted() & table.may_hold(on) & (table.type == TYPES.index(ClaimType.INVESTMENT))
    return _Flows(*((customer[rows], table.provider[rows]) for rows in (question.graph.supply(on), invested)))


def _cycles(names: Sequence[str], flows: _Flows, most: int, limit: int, through: int | None = None) -> Cycles:
    """Return the cycles that an investment is part of, in order; the bound is that of all cycles."""
    import numpy as np

    from kg.graph.cycles import Cycles, cycles
    from kg.graph.index import index_of_pairs

    size = len(names)
    near, far = (np.concatenate(ends) for ends in zip(*flows, strict=True))
    found = cycles(index_of_pairs(names, near, far), most, SEARCHED, through)
    keys = np.unique(flows.investments[0].astype(np.int64) * size + flows.investments[1])
    kept, room = [], limit
    for block in found.found:
        hops = block.astype(np.int64) * size + np.roll(block, -1, axis=1)
        place = np.minimum(np.searchsorted(keys, hops), len(keys) - 1)
        chosen = block[(keys[place] == hops).any(axis=1)] if len(keys) else block[:0]
        kept.append(chosen[np.lexsort(chosen.T[::-1])][:room])
        room -= len(kept[-1])
    return Cycles(kept, found.bound, found.complete)


def _compared(names: Sequence[str], flows: _Flows, most: int, graphs: int) -> tuple[Sentence, ...]:
    """Return how many loops there are beside how many in random graphs of the same degrees."""
    import numpy as np

    rng = np.random.default_rng(0)

    def count(some: _Flows) -> int:
        return len(_cycles(names, some, most, SEARCHED))

    def exchanged() -> _Flows:
        return _Flows(*((payer, rng.permutation(payee)) for payer, payee in flows))

    here, elsewhere = count(flows), [count(exchanged()) for _ in range(graphs)]
    chance = (1 + sum(found >= here for found in elsewhere)) / (1 + graphs)
    text = (
        f"Of {graphs} random graphs with the same degrees, the middle one has {int(np.median(elsewhere)):,} loops of up to "
        f"{most} companies; this one has {here:,} (p = {chance:.2g})."
    )
    return ((Phrase(text),),)
