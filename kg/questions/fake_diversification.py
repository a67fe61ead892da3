"""Whether several providers are one dependence in the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.errors import UsageError
from kg.model import Product
from kg.network import Holds
from kg.questions.answer import Answer, Phrase
from kg.questions.asking import MAX_ROWS, company_node, cut_to, silence
from kg.questions.common_upstream import Shared, common_upstream, rows_of
from kg.questions.scope import Scope, asked
from kg.questions.supply import supplies_of
from kg.questions.words import listed, spaced

if TYPE_CHECKING:
    from typing import Unpack

    import networkx as nx


def fake_diversification(
    network: nx.MultiDiGraph[str],
    company: str,
    *,
    resource: str = "cloud",
    max_depth: int = 6,
    max_rows: int = MAX_ROWS,
    **scope: Unpack[Scope],
) -> Answer[Shared]:
    """Return on whom a company's several providers of a product depend alike: many clouds, one maker of chips.

    Parameters
    ----------
    network
        As :func:`kg.network.deal_network` returns it.
    company
        A name or an alias.
    resource
        The product that the company has from several providers.
    max_depth
        The most hops from a provider, at least 1.
    max_rows
        The most companies to return.
    scope
        What the question is narrowed to; see :class:`~kg.questions.scope.Scope`.

    Returns
    -------
    Answer of Shared
        Companies that two of the providers or more depend on, those that all depend on first. A provider on which
        others depend counts as depending on itself. The verdict is yes if there are two providers or more and all depend
        on one company; else unknown, for what is not told may be.

    Raises
    ------
    UnknownCompany
        Neither the network nor the registry knows the company.
    UsageError
        ``resource`` is no product, a depth is less than 1, or the scope is wrong.

    Notes
    -----
    One search in breadth for each provider, O(k · (n + m)).

    Examples
    --------
    >>> from kg.questions.sample import sample_network
    >>> network = sample_network(
    ...     "A buys cloud from B",
    ...     "A buys cloud from C",
    ...     "B buys chips from Nvidia",
    ...     "C buys chips from Nvidia",
    ... )
    >>> answer = fake_diversification(network, "A")
    >>> answer.verdict.value, [(row.company, row.depending) for row in answer]
    ('yes', [('Nvidia', ('B', 'C'))])
    """
    if resource not in list(Product):
        raise UsageError(f"resource {resource!r} is unknown; choose from {', '.join(Product)}")
    if max_depth < 1:
        raise UsageError(f"max_depth {max_depth}: ask for at least 1 hop")
    question = asked(network, **scope)
    node = company_node(question.graph, company)
    direct = supplies_of(question.graph, node, question.on, lambda _, tie: bool(tie["product"] == resource))
    names = tuple(dict.fromkeys(row.provider for row in direct))
    common = common_upstream(question, names, max_depth, 2, apart=node)
    rows = rows_of(question, common, max_rows)
    of_all = [row.company for row in rows if len(row.depending) == len(names)]
    what = spaced(resource)
    gap = (
        f"Whether {node} has {what} from two providers or more: no document here says so."
        if len(names) < 2
        else f"Whether {listed(names)} depend on {'other companies' if rows else 'any company'} alike: no document here says so."
    )
    return Answer(
        question=f"Are {node}'s providers of {what} one dependence in the end{question.words}?",
        rows=rows,
        sources=question.sources,
        verdict=Holds.YES if of_all else Holds.UNKNOWN,
        notes=((Phrase(f"All of {listed(names)} depend on {listed(_some(of_all))}."),),) if of_all else (),
        gaps=(*silence(question.graph, node), (Phrase(gap),)),
        truncated=cut_to(len(common.order), max_rows, "companies, those that most depend on"),
    )


def _some(names: list[str]) -> list[str]:
    """Return the first few of some names, and how many more there are."""
    return names if len(names) <= 6 else [*names[:5], f"{len(names) - 5:,} more"]
