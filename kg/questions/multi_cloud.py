"""Whether a company uses several clouds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model import Product, RemarkKind
from kg.network import Holds
from kg.questions.answer import Answer, Phrase, Sentence
from kg.questions.asking import company_node, silence
from kg.questions.scope import Scope, asked
from kg.questions.supply import Supply, best, over, supplies_of, told_only
from kg.questions.words import listed

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any, Unpack

    import networkx as nx


def multi_cloud(network: nx.MultiDiGraph[str], company: str, **scope: Unpack[Scope]) -> Answer[Supply]:
    """Return the cloud deals of a company, and whether they are with two providers or more.

    A deal of supply is a cloud deal if its product is cloud, or if no product is told and the registry says that the
    provider is a cloud.

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
        The verdict is yes if deals with two providers (surely, with a day) hold, else unknown: that documents
        tell of one cloud does not say that there is no other.

    Raises
    ------
    UnknownCompany
        Neither the network nor the registry knows the company.
    UsageError
        The scope names a date, product, status or grade that is none, or contradicts the network.

    Notes
    -----
    Linear in the deals of the company and the remarks of the network.

    Examples
    --------
    >>> from kg.questions.sample import sample_network
    >>> network = sample_network(
    ...     "OpenAI no longer relies solely on Microsoft", "OpenAI buys cloud from Oracle since 2027"
    ... )
    >>> (
    ...     multi_cloud(network, "OpenAI").verdict.value,
    ...     multi_cloud(network, "OpenAI", as_of="2025").verdict.value,
    ... )
    ('yes', 'unknown')
    """
    question = asked(network, **scope)
    graph, on = question.graph, question.on
    node = company_node(graph, company)

    def is_cloud(provider: str, tie: Mapping[str, Any]) -> bool:
        if tie["product"] is not None:
            return bool(tie["product"] is Product.CLOUD)
        return "cloud" in (graph.nodes[provider]["kind"] or "")

    rows = supplies_of(graph, node, on, is_cloud)
    clouds: dict[str, list[Supply]] = {}
    for row in rows:
        clouds.setdefault(row.provider, []).append(row)
    sure = [name for name, ties in clouds.items() if best(ties) in {None, Holds.YES}]
    return Answer(
        question=f"Does {node} use several clouds{question.words}?",
        rows=rows,
        sources=question.sources,
        verdict=Holds.YES if len(sure) > 1 else Holds.UNKNOWN,
        notes=(*_strategy(graph, node), *over(graph, node, on, is_cloud)),
        gaps=(*silence(graph, node), *told_only(graph, node, on, is_cloud), *_open(node, clouds, sure)),
    )


def _strategy(network: nx.MultiDiGraph[str], node: str) -> tuple[Sentence, ...]:
    return tuple(
        (Phrase(f"A strategy of several clouds is told of {node}", (remark.id,)), Phrase("."))
        for remark in network.graph["remarks"].values()
        if remark.kind is RemarkKind.STRATEGY and remark.value == "multi-cloud" and node in remark.parties
    )


def _open(node: str, clouds: Mapping[str, object], sure: list[str]) -> tuple[Sentence, ...]:
    doubtful = [name for name in clouds if name not in sure]
    gaps = (
        [f"Whether {node} uses {listed(doubtful)} on the day asked about: no document here says so."]
        if doubtful
        else []
    )
    more = f"a cloud beside {listed(clouds)}" if clouds else "any cloud"
    gaps.append(f"Whether {node} uses {more}: no document here says so.")
    return tuple((Phrase(gap),) for gap in gaps)
