"""Claims, remarks and rows as a person reads them: wrapped to the terminal, 80 columns where the output is piped."""

from __future__ import annotations

import shutil
import textwrap
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.model import Claim, Evidence, Remark


def width() -> int:
    """Return the number of columns to write: the terminal's, at most 100, and 80 where there is none."""
    return max(40, min(100, shutil.get_terminal_size((80, 24)).columns))


def wrapped(text: str, indent: str = "", hanging: str | None = None) -> str:
    """Return text wrapped to the width, later lines indented by ``hanging``; its own line breaks stay."""
    after = indent if hanging is None else hanging
    lines = [
        textwrap.fill(
            line,
            width(),
            initial_indent=indent,
            subsequent_indent=after,
            break_long_words=False,
            break_on_hyphens=False,
        )
        for line in text.splitlines()
    ]
    return "\n".join(lines)


def heading(text: str) -> str:
    """Return a heading on a line of its own, bold on a terminal."""
    return "\n" + click.style(text, bold=True)


def claim_facts(claim: Claim) -> list[str]:
    """Return the slots of a claim in words, those that are filled: amount, capacity, dates, status, source."""
    from kg.model import ClaimType
    from kg.questions.words import capacity_in_words, duration_in_words, in_words, listed, money_in_words

    facts = [
        money_in_words(claim.amount) if claim.amount else None,
        capacity_in_words(claim.capacity) if claim.capacity else None,
        f"{claim.stake_percent:g}% of the shares" if claim.stake_percent else None,
        f"signed {in_words(claim.signed)}" if claim.signed else None,
        f"from {in_words(claim.start)}" if claim.start else None,
        f"until {in_words(claim.end)}"
        if claim.end and claim.type is not ClaimType.EXCLUSIVITY_ENDED
        else None,
        f"since {in_words(claim.end)}" if claim.end and claim.type is ClaimType.EXCLUSIVITY_ENDED else None,
        duration_in_words(claim.duration) if claim.duration else None,
        f"{claim.status} by {listed(claim.attributed_to)}" if claim.attributed_to else claim.status.value,
    ]
    return [fact for fact in facts if fact]


def claim_lines(number: int, claim: Claim) -> Iterator[str]:
    """Yield a claim as numbered lines: the sentence, its slots, its quotes."""
    from kg.questions.words import claim_in_words

    lead = f"{number:>3}  "
    yield click.style(wrapped(claim_in_words(claim), lead, "     "), bold=True)
    yield wrapped(", ".join(claim_facts(claim)), "     ")
    yield from quote_lines(claim.evidence)
    if claim.summary:
        yield wrapped(f"(curated summary, no verified quote) {claim.summary}", "     ")


def remark_lines(remark: Remark) -> Iterator[str]:
    """Yield a remark as lines: what kind it is, of whom, its quotes."""
    from kg.questions.words import remark_in_words

    yield wrapped(remark_in_words(remark), "  -  ", "     ")
    yield from quote_lines(remark.evidence)


def quote_lines(evidence: Sequence[Evidence]) -> Iterator[str]:
    """Yield quotes, each wrapped on lines of its own."""
    for item in evidence:
        yield click.style(wrapped(f"“{' '.join(item.quote.split())}”", "     ", "      "), dim=True)


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return rows as aligned columns; the last one wraps to the width.

    Examples
    --------
    >>> print(table(["name", "answers"], [("providers", "Who supplies X"), ("rivals", "Who competes")]))
    name       answers
    providers  Who supplies X
    rivals     Who competes
    """
    lines = [tuple(columns), *(tuple(row) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(columns) - 1)]
    indent = " " * (sum(widths) + 2 * len(widths))
    return "\n".join(
        wrapped(
            "".join(f"{cell:<{size}}  " for cell, size in zip(line, widths, strict=False)) + line[-1],
            "",
            indent,
        )
        for line in lines
    )
