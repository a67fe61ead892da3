"""Who supplies a company."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model import ClaimType
from kg.questions.answer import Answer, Phrase, Sentence
from kg.questions.asking import asked_on, company_node, dated, silence
from kg.questions.footnotes import Sources
from kg.questions.replies import replies
from kg.questions.supply import Supply, over, supplies_of, told_only
from kg.questions.words import listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    import networkx as nx


def providers(network: nx.MultiDiGraph[str], company: str, *, as_of: str | None = None) -> Answer[Supply]:
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
    as_of
        A date as precise as wanted; rows then say in ``holds`` whether they hold on it, and deals that surely do not
        are told among the notes.

    Returns
    -------
    Answer of Supply
        By provider, then by beginning.

    Raises
    ------
    UnknownCompany
        Neither the network nor the registry knows the company.
    UsageError
        ``as_of`` is no date, or contradicts the network's.

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
    node, on = company_node(network, company), asked_on(network, as_of)
    rows = supplies_of(network, node, on)
    asked = [node, *dict.fromkeys(row.provider for row in rows)]
    return Answer(
        question=dated(f"Who supplies {node}", network, as_of),
        rows=rows,
        sources=Sources.of(network),
        notes=(
            *over(network, node, on),
            *replies(network, asked, [key for row in rows for key in row.claims]),
        ),
        gaps=(*silence(network, node), *told_only(network, node, on), *_untold(node, rows)),
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
