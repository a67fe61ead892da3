"""Bars: the numbers of an answer that say more when they are seen beside each other, with their uncertainty."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from kg.questions.commitments import Commitment
from kg.questions.concentration import Concentration
from kg.values import Money
from kg.views.text import short_money

if TYPE_CHECKING:
    from kg.questions.answer import Answer


def bars(answer: Answer[Any]) -> list[dict[str, Any]]:
    """Return the bars of an answer: for each a name, what is sure, what is possible, and both in words.

    ``least`` and ``most`` are shares of the longest bar, from 0 to 1; ``most`` is None where nothing bounds it from
    above, ``point`` is the best single value where there is one. Answers to other questions have no bars.

    Examples
    --------
    >>> from kg.questions import concentration
    >>> from kg.questions.sample import sample_network
    >>> answer = concentration(sample_network("Acme uses Bolt", "Acme uses Crux"), "Acme")
    >>> bars(answer)[0]["name"], bars(answer)[0]["point"]
    ('tier 1', 0.5)
    """
    commitments = [row for row in answer.rows if isinstance(row, Commitment)]
    tiers = [row for row in answer.rows if isinstance(row, Concentration)]
    longest = 1.08 * max((row.least if row.most is None else row.most for row in commitments), default=0) or 1
    return [
        *(
            {
                "name": f"tier {row.tier}",
                "least": row.least,
                "most": row.most,
                "point": row.by_count,
                "words": f"{row.by_count:.2f} by count, {row.least:.2f} to {row.most:.2f} by amount",
            }
            for row in tiers
        ),
        *(
            {
                "name": str(row.year or "no year told"),
                "least": row.least / longest,
                "most": None if row.most is None else row.most / longest,
                "point": None,
                "words": _between(row),
            }
            for row in commitments
            if row.currency == commitments[0].currency
        ),
    ]


def _between(row: Commitment) -> str:
    """Return the bounds of a commitment in few words."""
    least, most = (
        None if value is None else short_money(Money(value=Decimal(value), currency=row.currency))
        for value in (row.least, row.most)
    )
    if most is None:
        return f"{least} or more"
    return f"{least}" if row.most == row.least else f"{least} to {most}"
