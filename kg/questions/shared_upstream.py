"""On whom several companies depend alike; and whether several clouds are really one dependence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.errors import UsageError
from kg.model import Product
from kg.network import Holds
from kg.questions.answer import Answer, Phrase, Row, Sentence
from kg.questions.asking import MAX_ROWS, company_node, cut_to, silence
from kg.questions.chain import Hop, Hops, arrows, cited
from kg.questions.scope import Asked, Scope, asked
from kg.questions.supply import supplies_of
from kg.questions.words import listed, spaced

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Unpack

    import networkx as nx


@dataclass(frozen=True)
class Shared(Row):
    """A company that two others or more depend on, each over a shortest chain; a company that is it has no hops."""

    company: str
    depending: tuple[str, ...]
    depths: tuple[int, ...]
    chains: tuple[tuple[Hop, ...], ...]

    def sentence(self) -> Sentence:
        """Return the company in plain English, with a chain from each that depends on it."""
        told: list[Phrase] = [Phrase(f"{listed(self.depending)} depend on {self.company}: ")]
        for chain in self.chains:
            told += [Phrase("; "), *cited([chain[0].customer], ()), *cited([""], chain)[1:]] if chain else []
        return (told[0], *told[2:], Phrase("."))

    def cells(self) -> dict[str, str]:
        """Return the company for a table."""
        chains = [
            arrows([chain[0].customer, *(hop.provider for hop in chain)]) for chain in self.chains if chain
        ]
        return {
            "company": self.company,
            "depending": ", ".join(self.depending),
            "hops": ", ".join(map(str, self.depths)),
            "chains": "; ".join(chains),
        }


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
    rows = _shared(question, names, max_depth, len(names))
    gap = f"Whether {listed(names)} depend on {'other companies' if rows else 'any company'} alike: no document here says so."
    return Answer(
        question=f"On whom do {listed(names)} all depend{question.words}?",
        rows=tuple(rows[:max_rows]),
        sources=question.sources,
        gaps=(*silence(question.graph, *names), (Phrase(gap),)),
        truncated=cut_to(len(rows), max_rows, "companies, the nearest"),
    )


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
    rows = _shared(question, names, max_depth, 2, itself=True) if len(names) > 1 else []
    rows = [row for row in rows if row.company != node]
    common = [row.company for row in rows if len(row.depending) == len(names)]
    what = spaced(resource)
    gap = (
        f"Whether {node} has {what} from two providers or more: no document here says so."
        if len(names) < 2
        else f"Whether {listed(names)} depend on {'other companies' if rows else 'any company'} alike: no document here says so."
    )
    return Answer(
        question=f"Are {node}'s providers of {what} one dependence in the end{question.words}?",
        rows=tuple(rows[:max_rows]),
        sources=question.sources,
        verdict=Holds.YES if common else Holds.UNKNOWN,
        notes=((Phrase(f"All of {listed(names)} depend on {listed(common)}."),),) if common else (),
        gaps=(*silence(question.graph, node), (Phrase(gap),)),
        truncated=cut_to(len(rows), max_rows, "companies, those that most depend on"),
    )


def _shared(
    question: Asked, names: Sequence[str], most: int, least: int, *, itself: bool = False
) -> list[Shared]:
    """Return the companies on which at least so many of several depend, those that most depend on first."""
    import numpy as np

    from kg.graph.closure import chain, depths

    index, hops = question.supplies, Hops(question)
    there = [name for name in names if name in index.number]
    if len(there) < least:
        return []
    found = np.array([depths(index.ahead, np.array([index.number[name]]), most) for name in there])
    reached = found > 0
    if itself:
        reached |= (found == 0) & reached.any(axis=0)
    count = reached.sum(axis=0)
    nodes = np.flatnonzero(count >= least)
    deepest = np.where(reached, found, 0).max(axis=0)
    order = nodes[np.lexsort((nodes, deepest[nodes], -count[nodes]))]

    def chain_from(place: int, node: int) -> tuple[Hop, ...]:
        way = index.named(np.array(chain(index.back, found[place], node)))[::-1]
        return tuple(hop for hop, _ in hops.along(way))

    return [
        Shared(
            company=str(index.names[node]),
            depending=tuple(there[place] for place in np.flatnonzero(reached[:, node])),
            depths=tuple(int(found[place, node]) for place in np.flatnonzero(reached[:, node])),
            chains=tuple(chain_from(int(place), node) for place in np.flatnonzero(reached[:, node])),
        )
        for node in order[:MAX_ROWS].tolist()
    ]
