"""Whom several companies depend on alike, with a chain from each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.questions.answer import Phrase, Row, Sentence
from kg.questions.chain import Hop, Hops, arrows, cited
from kg.questions.words import listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import numpy.typing as npt

    from kg.questions.scope import Asked

    Ints = npt.NDArray[np.integer[Any]]
    Mask = npt.NDArray[np.bool_]


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


class Common(NamedTuple):
    """How far each of several companies is from every other, and whom at least so many of them depend on, in order."""

    names: list[str]
    depth: Ints
    reached: Mask
    order: list[int]


def common_upstream(
    question: Asked, names: Sequence[str], most: int, least: int, apart: str | None = None
) -> Common:
    """Search upstream of several companies; all of which count as upstream of themselves if ``apart`` names theirs."""
    import numpy as np

    from kg.graph.closure import depths

    index = question.supplies
    there = [name for name in names if name in index.number]
    found = [depths(index.ahead, np.array([index.number[name]]), most) for name in there]
    depth = np.array(found) if found else np.full((1, len(index)), -1)
    reached = depth > 0
    if apart is not None:
        reached |= (depth == 0) & reached.any(axis=0)
        reached[:, index.number.get(apart, slice(0))] = False
    count = reached.sum(axis=0)
    nodes = np.flatnonzero(count >= least) if len(there) >= least else np.array([], dtype=np.int64)
    deepest = np.where(reached, depth, 0).max(axis=0)
    order = nodes[np.lexsort((nodes, deepest[nodes], -count[nodes]))]
    return Common(there, depth, reached, order.tolist())


def rows_of(question: Asked, common: Common, most: int) -> tuple[Shared, ...]:
    """Return the first of the companies that several depend on, each with a chain from everyone that does."""
    import numpy as np

    from kg.graph.closure import chain

    index, hops = question.supplies, Hops(question)

    def chain_from(place: int, node: int) -> tuple[Hop, ...]:
        way = index.named(np.array(chain(index.back, common.depth[place], node)))[::-1]
        return tuple(hop for hop, _ in hops.along(way))

    rows = []
    for node in common.order[:most]:
        places = np.flatnonzero(common.reached[:, node]).tolist()
        rows.append(
            Shared(
                company=str(index.names[node]),
                depending=tuple(common.names[place] for place in places),
                depths=tuple(int(common.depth[place, node]) for place in places),
                chains=tuple(chain_from(place, node) for place in places),
            )
        )
    return tuple(rows)
