"""Who supplies a company."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model import ClaimType
from kg.questions.answer import Answer, Phrase, Sentence
from kg.questions.asking import company_node, silence
from kg.questions.replies import replies
from kg.questions.scope import Scope, asked
from kg.questions.supply import Supply, over, supplies_of, told_only
from kg.questions.words import listed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Unpack

    import networkx as nx


def providers(network: nx.MultiDiGraph[str], company: str, **scope: Unpack[Scope]) -> Answer[Supply]:
    """Return every deal under which a company depends on another to supply it.

    A deal counts if it is a contract, a usage or an exclusivity that ended (which does not end the tie), if the policy
    accepted it, and if it is not known to be over. What is planned, rumored, denied or disputed is told among the
    gaps and is no row.

    Parameters
    ----------
    network
        As :func:`kg.network.deal_network` returns it.
    company
        A name or an alias.
    scope
        What the question is narrowed to; see :class:`~kg.questions.scope.Scope`.

    Returns
    -------
    Answer of Supply
        By provider, then by beginning.

    Raises
    ------
    UnknownCompany
        Neither the network nor the registry knows the company.
    UsageError
        The scope names a date, product, status or grade that is none, or contradicts the network.

    Notes
    -----
    Linear in the deals of the company.

    Examples
    --------
    >>> from kg.questions.sample import sample_network
    >>> network = sample_network("OpenAI buys cloud from Oracle since 2027", "OpenAI uses Google (planned)")
    >>> answer = providers(network, "OpenAI")
    >>> [(row.provider, row.since) for row in answer]
    [('Oracle', '2027')]
    >>> answer.unknown[0]
    'Whether OpenAI depends on Google: use (planned) is only planned.'
    >>> [row.provider for row in providers(network, "OpenAI", as_of="2025")]
    []
    """
    question = asked(network, **scope)
    graph, on = question.graph, question.on
    node = company_node(graph, company)
    rows = supplies_of(graph, node, on)
    spoken_of = [node, *dict.fromkeys(row.provider for row in rows)]
    return Answer(
        question=f"Who supplies {node}{question.words}?",
        rows=rows,
        sources=question.sources,
        notes=(
            *over(graph, node, on),
            *replies(graph, spoken_of, [key for row in rows for key in row.claims]),
        ),
        gaps=(*silence(graph, node), *told_only(graph, node, on), *_untold(node, rows)),
    )


def _untold(node: str, rows: Sequence[Supply]) -> tuple[Sentence, ...]:
    """Return a sentence for each slot that no document fills, and one for providers that no document names."""
    slots = (
        ("What is paid to", [row for row in rows if row.type is ClaimType.CONTRACT and not row.amount]),
        ("When supply began by", [row for row in rows if not row.since and not row.signed]),
    )
    gaps = [
        f"{what} {listed(dict.fromkeys(row.label for row in open_rows))}: no document here says so."
        for what, open_rows in slots
        if open_rows
    ]
    gaps.append(
        f"Whether {'other companies supply' if rows else 'any company supplies'} {node}: no document here says so."
    )
    return tuple((Phrase(gap),) for gap in gaps)
