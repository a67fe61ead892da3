"""Without whom a company is cut off from what it needs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.errors import UsageError
from kg.model import Product
from kg.questions.answer import Answer, Phrase, Row, Sentence
from kg.questions.asking import MAX_ROWS, company_node, cut_to, silence
from kg.questions.scope import Asked, Scope, asked
from kg.questions.words import listed, spaced

if TYPE_CHECKING:
    from typing import Any, Unpack

    import networkx as nx
    import numpy as np
    import numpy.typing as npt

    Ints = npt.NDArray[np.integer[Any]]

EXAMPLES = 5
"""Companies that a row names of those that are cut off."""


@dataclass(frozen=True)
class SinglePoint(Row):
    """A company that lies on every told chain of supply from others to a resource.

    ``cut_off`` counts the companies that would be left without a chain, ``examples`` names some, the first by name.
    """

    company: str
    resource: str
    cut_off: int
    examples: tuple[str, ...]

    def sentence(self) -> Sentence:
        """Return the company in plain English."""
        rest = self.cut_off - len(self.examples)
        who = listed([*self.examples, *([f"{rest:,} more"] if rest else [])])
        reach = "reaches" if self.cut_off == 1 else "reach"
        return (
            Phrase(
                f"Without {self.company}, {who} {reach} no {spaced(self.resource)} by a chain that is told."
            ),
        )

    def cells(self) -> dict[str, str]:
        """Return the company for a table."""
        return {
            "company": self.company,
            "cut off": f"{self.cut_off:,}",
            "among them": ", ".join(self.examples),
        }


def single_points_of_failure(
    network: nx.MultiDiGraph[str],
    company: str | None = None,
    *,
    resource: str = "chips",
    max_rows: int = MAX_ROWS,
    **scope: Unpack[Scope],
) -> Answer[SinglePoint]:
    """Return the companies that lie on all chains of supply by which others reach whoever provides a resource.

    Parameters
    ----------
    network
        As :func:`kg.network.deal_network` returns it.
    company
        A name or alias, for what cuts off that company alone; None for all companies at once.
    resource
        The product that the chains lead to: they end at every company that provides it under a deal that counts.
    max_rows
        The most companies to return.
    scope
        What the question is narrowed to; see :class:`~kg.questions.scope.Scope`.

    Returns
    -------
    Answer of SinglePoint
        For all companies, by how many each cuts off, the most first; for one company, from the nearest to it on.

    Raises
    ------
    UnknownCompany
        Neither the network nor the registry knows the company.
    UsageError
        ``resource`` is no product, or the scope is wrong.

    Notes
    -----
    One company lies on every chain of another exactly if it dominates it in the reversed graph, from a beginning before
    all providers of the resource. One tree of dominators answers for all companies; near O(m).

    References
    ----------
    Cooper, Harvey and Kennedy, *A Simple, Fast Dominance Algorithm*, 2001.

    Examples
    --------
    >>> from kg.questions.sample import sample_network
    >>> network = sample_network("A uses B", "A uses C", "B buys chips from D", "C uses B")
    >>> [(row.company, row.cut_off) for row in single_points_of_failure(network)]
    [('D', 3), ('B', 2)]
    >>> [row.company for row in single_points_of_failure(network, "A")]
    ['B', 'D']
    """
    if resource not in list(Product):
        raise UsageError(f"resource {resource!r} is unknown; choose from {', '.join(Product)}")
    question = asked(network, **scope)
    node = None if company is None else company_node(question.graph, company)
    above = _dominators(question, resource)
    found = _of_all(question, above) if node is None else _of_one(question, above, node)
    rows = tuple(
        SinglePoint(name, resource, count, examples if node is None else (str(node),))
        for name, count, examples in found[:max_rows]
    )
    who = "others" if node is None else node
    what = spaced(resource)
    gaps = (*silence(question.graph, *([node] if node else [])), (Phrase(_gap(rows, who, what)),))
    return Answer(
        question=f"Without whom are {who} cut off from {what}{question.words}?"
        if node is None
        else f"Without whom is {who} cut off from {what}{question.words}?",
        rows=rows,
        sources=question.sources,
        gaps=gaps,
        truncated=cut_to(len(found), max_rows, "companies, those that cut off most"),
    )


def _gap(rows: tuple[SinglePoint, ...], who: str, what: str) -> str:
    if rows:
        return f"Whether other chains lead from {who} to {what}: no document here says so."
    return f"Whether any one company cuts {who} off from {what}: the chains that are told do not say so."


def _dominators(question: Asked, resource: str) -> Ints:
    """Return the last company on every chain from each company to the resource, as numbers."""
    import numpy as np

    from kg.graph.columns import PRODUCTS
    from kg.graph.dominators import dominators

    table, index = question.graph.columns, question.supplies
    rows = question.graph.supply(question.on) & (table.product == PRODUCTS.index(Product(resource)))
    return dominators(index.back, index.ahead, np.unique(table.provider[rows]))


def _of_one(question: Asked, above: Ints, node: str) -> list[tuple[str, int, tuple[str, ...]]]:
    """Return what lies on every chain of one company, from the nearest on."""
    index = question.supplies
    found: list[tuple[str, int, tuple[str, ...]]] = []
    number = index.number.get(node, -1)
    while number >= 0 and 0 <= (number := int(above[number])) < len(index):
        found.append((str(index.names[number]), 1, (node,)))
    return found


def _of_all(question: Asked, above: Ints) -> list[tuple[str, int, tuple[str, ...]]]:
    """Return what lies on every chain of others, with how many and some of them."""
    import numpy as np

    names, size = question.supplies.names, len(question.supplies)
    below = np.zeros(size + 1, dtype=np.int64)
    climbing = np.flatnonzero(above >= 0)
    first: dict[int, list[int]] = {}
    up = above[climbing]
    while len(climbing):
        inner = up < size
        climbing, up = climbing[inner], up[inner]
        below += np.bincount(up, minlength=size + 1)
        for place in _first_of_each(up):
            first.setdefault(int(up[place]), []).append(int(climbing[place]))
        up = above[up]
    order = np.flatnonzero(below)
    order = order[np.argsort(-below[order], kind="stable")]
    return [
        (
            str(names[node]),
            int(below[node]),
            tuple(str(names[other]) for other in sorted(first[node])[:EXAMPLES]),
        )
        for node in order.tolist()
    ]


def _first_of_each(up: Ints) -> list[int]:
    """Return the places of the first few of each value."""
    import numpy as np

    order = np.argsort(up, kind="stable")
    grouped = up[order]
    new = (
        np.flatnonzero(np.append(True, grouped[1:] != grouped[:-1]))
        if len(up)
        else np.array([], dtype=np.int64)
    )
    within = np.arange(len(up)) - np.repeat(new, np.diff(np.append(new, len(up))))
    return [int(place) for place in order[within < EXAMPLES]]
