"""On whom several companies depend alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.errors import UsageError
from kg.questions.answer import Answer, Phrase
from kg.questions.asking import MAX_ROWS, company_node, cut_to, silence
from kg.questions.common_upstream import Shared, common_upstream, rows_of
from kg.questions.scope import Scope, asked
from kg.questions.words import listed

if TYPE_CHECKING:
    from typing import Unpack

    import networkx as nx


def shared_upstream(
    network: nx.MultiDiGraph[str],
    *companies: str,
    max_depth: int = 6,
    max_rows: int = MAX_ROWS,
    **scope: Unpack[Scope],
) -> Answer[Shared]:
    """Return the companies on which all of several companies depend, directly or through others.

    Parameters
    ----------
    network
        As :func:`kg.network.deal_network` returns it.
    companies
        Two names or aliases, or more, rivals for example.
    max_depth
        The most hops, at least 1.
    max_rows
        The most companies to return.
    scope
        What the question is narrowed to; see :class:`~kg.questions.scope.Scope`.

    Returns
    -------
    Answer of Shared
        The nearest first: by the greatest number of hops from any of the companies, then by name.

    Raises
    ------
    UnknownCompany
        Neither the network nor the registry knows a company.
    UsageError
        Fewer than two companies, a depth of less than 1, or a wrong scope.

    Notes
    -----
    One search in breadth for each company, O(k · (n + m)).

    Examples
    --------
    >>> from kg.questions.sample import sample_network
    >>> network = sample_network(
    ...     "OpenAI uses Oracle", "Anthropic uses Nvidia", "Oracle buys chips from Nvidia"
    ... )
    >>> [(row.company, row.depths) for row in shared_upstream(network, "OpenAI", "Anthropic")]
    [('Nvidia', (2, 1))]
    """
    question = asked(network, **scope)
    names = tuple(dict.fromkeys(company_node(question.graph, name) for name in companies))
    if len(names) < 2:
        raise UsageError(f"name two different companies or more, not {listed(names) if names else 'none'}")
    if max_depth < 1:
        raise UsageError(f"max_depth {max_depth}: ask for at least 1 hop")
    common = common_upstream(question, names, max_depth, len(names))
    rows = rows_of(question, common, max_rows)
    gap = f"Whether {listed(names)} depend on {'other companies' if rows else 'any company'} alike: no document here says so."
    return Answer(
        question=f"On whom do {listed(names)} all depend{question.words}?",
        rows=rows,
        sources=question.sources,
        gaps=(*silence(question.graph, *names), (Phrase(gap),)),
        truncated=cut_to(len(common.order), max_rows, "companies, the nearest"),
    )
