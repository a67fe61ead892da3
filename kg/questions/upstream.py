"""On whom a company depends, directly or through others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.errors import UsageError
from kg.questions.asking import MAX_ROWS
from kg.questions.scope import Scope, asked
from kg.questions.tiers import Tiered, tiers

if TYPE_CHECKING:
    from typing import Unpack

    import networkx as nx

    from kg.questions.answer import Answer


def upstream(
    network: nx.MultiDiGraph[str],
    company: str,
    *,
    max_depth: int = 6,
    max_rows: int = MAX_ROWS,
    **scope: Unpack[Scope],
) -> Answer[Tiered]:
    """Return the companies on which a company depends through at most ``max_depth`` hops, each with a shortest chain.

    Parameters
    ----------
    network
        As :func:`kg.network.deal_network` returns it.
    company
        A name or an alias.
    max_depth
        The most hops, at least 1; 1 asks for direct ties alone.
    max_rows
        The most companies to return.
    scope
        What the question is narrowed to; see :class:`~kg.questions.scope.Scope`.

    Returns
    -------
    Answer of Tiered
        By depth, then by name; ``share`` is between 0 and 1.

    Raises
    ------
    UnknownCompany
        Neither the network nor the registry knows the company.
    UsageError
        ``max_depth`` is less than 1, or the scope is wrong.

    Notes
    -----
    Breadth-first search, O(n + m), and O(max_depth · m) for the shares.

    Examples
    --------
    >>> from kg.questions.sample import sample_network
    >>> network = sample_network("A uses B", "A uses C", "B uses D", "C uses D")
    >>> [(row.company, row.depth, row.share) for row in upstream(network, "A")]
    [('B', 1, 0.5), ('C', 1, 0.5), ('D', 2, 1.0)]
    """
    if max_depth < 1:
        raise UsageError(f"max_depth {max_depth}: ask for at least 1 hop")
    return tiers(asked(network, **scope), company, max_depth, max_rows, upstream=True)
