"""Companies at the end of chains of supply, by tier."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.questions.answer import Answer, Phrase, Row, Sentence
from kg.questions.asking import company_node, cut_to, silence
from kg.questions.chain import Hop, Hops, arrows, cited

if TYPE_CHECKING:
    from kg.questions.scope import Asked


@dataclass(frozen=True)
class Tiered(Row):
    """A company at one end of a chain of supply, at the least number of hops, ``depth``.

    ``share`` is the part of the customer's chains of ``depth`` hops that end at the provider, where each company on
    the way takes an equal part through each of its providers. ``chain`` runs from customer to provider.
    """

    company: str
    depth: int
    share: float
    chain: tuple[str, ...]
    claims: tuple[str, ...]
    hops: tuple[Hop, ...]

    def sentence(self) -> Sentence:
        """Return the company in plain English, with the chain that leads to it."""
        away = "1 hop" if self.depth == 1 else f"{self.depth} hops"
        lead = Phrase(f"{self.company} is {away} away, with {self.share:.0%} of the chains of that length: ")
        return lead, *cited(self.chain, self.hops), Phrase(".")

    def cells(self) -> dict[str, str]:
        """Return the company for a table."""
        return {
            "company": self.company,
            "hops": str(self.depth),
            "share": f"{self.share:.1%}",
            "chain": arrows(self.chain),
        }


def tiers(question: Asked, company: str, most: int, max_rows: int, *, upstream: bool) -> Answer[Tiered]:
    """Return who is upstream or downstream of a company, the nearest first."""
    import numpy as np

    from kg.graph.closure import chain, depths
    from kg.graph.reach import shares, shares_of

    node = company_node(question.graph, company)
    direction = (
        "On whom does {} depend, directly or through others"
        if upstream
        else "Who depends on {}, directly or through others"
    )
    rows: list[Tiered] = []
    found = 0
    index, hops = question.supplies, Hops(question)
    if node in index.number:
        ahead, back = (index.ahead, index.back) if upstream else (index.back, index.ahead)
        number = index.number[node]
        depth = depths(ahead, np.array([number]), most)
        reached = np.flatnonzero(depth > 0)
        found = len(reached)
        nearest = reached[np.argsort(depth[reached], kind="stable")][:max_rows]
        deepest = int(depth[nearest].max(initial=0))
        by_tier = [
            dict(zip(*(part.tolist() for part in tier), strict=True))
            for tier in (shares if upstream else shares_of)(index, number, deepest)
        ]
        for other in nearest.tolist():
            way = index.named(np.array(chain(back, depth, other)))
            way = way[::-1] if upstream else way
            made = tuple(hop for hop, _ in hops.along(way))
            claims = tuple(dict.fromkeys(key for hop in made for key in hop.claims))
            share = by_tier[int(depth[other])][other]
            rows.append(Tiered(index.names[other], int(depth[other]), share, tuple(way), claims, made))
    kind = "other companies" if rows else "any company"
    side = "are upstream of" if upstream else "are downstream of"
    gap = Phrase(
        f"Whether {kind} {side if rows else side.replace('are', 'is')} {node}: no document here says so."
    )
    return Answer(
        question=f"{direction.format(node)}{question.words}?",
        rows=tuple(rows),
        sources=question.sources,
        gaps=(*silence(question.graph, node), (gap,)),
        truncated=cut_to(found, max_rows, "companies, the nearest"),
    )
