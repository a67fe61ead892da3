"""``kg review``: the open decisions one by one; each answer is kept in the store's ``judgements.jsonl`` at once."""

from __future__ import annotations

import getpass
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from kg.cli.app import opened
from kg.cli.prose import claim_facts, wrapped
from kg.judgements import Judgement, Kind
from kg.proposals import Option
from kg.questions.words import claim_in_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.model import Claim
    from kg.proposals import Proposal


@click.command()
@click.option("--store", metavar="DIR|URL", required=True, help="Folder of the store, or a server.")
@click.option("--who", help="Who decides; without it the name of your account.")
def review(store: str, who: str | None) -> None:
    """Walk through names and deals that may be the same, contested facts and unsure claims; one answer a line.

    A letter answers, s skips, q quits; a reason may follow it ("y the filing names both"), and ? tells the letters.

    Answers go to judgements.jsonl in the store's folder, one line each, which may be edited; removing a line takes the
    decision back. What was edited there is applied first. Of a server, they go to a graph of their own there.
    """
    with opened(store) as graph:
        graph.decide()
        claims = {claim.id: claim for claim in graph.claims()}
        waiting = list(graph.open_decisions())
        made = []
        try:
            for number, proposal in enumerate(waiting, start=1):
                click.echo(f"{number} of {len(waiting)}")
                for line in _question(proposal, claims):
                    click.echo(line)
                answer, reason = _answer(proposal)
                if answer is None:
                    break
                if isinstance(answer, Option):
                    made.append(_judgement(proposal, answer, who, reason))
        finally:
            graph.decide(*made)
        left = sum(1 for _ in graph.open_decisions())
    click.echo(f"{len(made)} decided, {left} open")


def _question(proposal: Proposal, claims: Mapping[str, Claim]) -> Iterator[str]:
    yield wrapped(f"{proposal.question} ({proposal.why})", "  ")
    if proposal.about is Kind.COMPANY:
        return
    for key in (proposal.one, proposal.other):
        if key is not None:
            claim = claims[key]
            name = f" ({claim.name})" if claim.name else ""
            facts = ", ".join(claim_facts(claim))
            yield wrapped(f"{claim_in_words(claim)}{name}: {facts} [{claim.doc}]", "    - ", "      ")
            for evidence in claim.evidence if proposal.other is None else ():
                yield wrapped(f"“{evidence.quote}”", "      ")


def _answer(proposal: Proposal) -> tuple[Option | str | None, str]:
    """Return what was chosen and a reason: an option, "s" to skip, None to quit or where the input ends."""
    options = {option.letter: option for option in proposal.options}
    letters = "/".join((*options, "s", "q"))
    meanings = ", ".join(f"{option.letter} {option.words}" for option in options.values())
    while True:
        click.echo(f"  {letters}? ", nl=False)
        line = sys.stdin.readline()
        if not sys.stdin.isatty():
            click.echo(line.strip())  # a terminal shows what is typed by itself
        letter, _, reason = line.strip().partition(" ")
        if not line or letter == "q":
            return None, ""
        if letter in options or letter == "s":
            return options.get(letter, "s"), reason.strip()
        click.echo(wrapped(f"{meanings}; s skip, q quit; a reason may follow: y the filing names both", "  "))


def _judgement(proposal: Proposal, option: Option, who: str | None, reason: str) -> Judgement:
    return Judgement(
        about=proposal.about,
        one=option.one,
        other=option.other,
        decision=option.decision,
        who=who or getpass.getuser(),
        when=datetime.now(UTC).date().isoformat(),
        why=reason or f"decided in review: {proposal.why}",
    )


COMMANDS = (review,)
