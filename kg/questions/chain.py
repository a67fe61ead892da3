"""Hops of supply with the deals they carry, for answers that tell of chains."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.questions.answer import Phrase, Sentence
from kg.questions.strength import Strength, strength
from kg.questions.supply import Supply, supplies_between

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.questions.scope import Asked


@dataclass(frozen=True)
class Hop:
    """One step of a chain: a customer, a provider, and every deal between them that counts."""

    customer: str
    provider: str
    deals: tuple[Supply, ...]

    def __str__(self) -> str:
        return f"{self.customer} → {self.provider}"

    @property
    def claims(self) -> tuple[str, ...]:
        """The claims of every deal, each once."""
        return tuple(dict.fromkeys(key for deal in self.deals for key in deal.claims))


class Hops:
    """Makes the hops of one question, each once."""

    def __init__(self, question: Asked) -> None:
        self._asked, self._sources = question, question.sources
        self._made: dict[tuple[str, str], tuple[Hop, Strength]] = {}

    def __call__(self, customer: str, provider: str) -> tuple[Hop, Strength]:
        """Return a hop and the strength of its firmest deal."""
        ends = customer, provider
        if ends not in self._made:
            deals = supplies_between(self._asked.graph, customer, provider, self._asked.on)
            self._made[ends] = Hop(customer, provider, deals), strength(deals, self._sources)
        return self._made[ends]

    def along(self, companies: Sequence[str]) -> list[tuple[Hop, Strength]]:
        """Return the hops of a chain, from customer to provider."""
        return [self(*ends) for ends in pairwise(companies)]


def arrows(companies: Sequence[str]) -> str:
    """Return a chain in one line.

    Examples
    --------
    >>> arrows(["OpenAI", "Oracle"])
    'OpenAI → Oracle'
    """
    return " → ".join(companies)


def cited(companies: Sequence[str], hops: Sequence[Hop]) -> Sentence:
    """Return a chain in one line, each hop with its claims."""
    first = Phrase(companies[0])
    return first, *(Phrase(f" → {hop.provider}", hop.claims) for hop in hops)
