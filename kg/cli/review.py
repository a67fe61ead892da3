"""``kg review``: the open decisions one by one; each answer is kept in the store's ``judgements.jsonl`` at once."""

from __future__ import annotations

import getpass
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from kg.cli.app import opened
from kg.cli.prose import claim_facts, wrapped
from kg.judgements import Decision, Judgement, Kind
from kg.questions.words import claim_in_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.model import Claim
    from kg.proposals import Proposal

_DECISIONS = {"y": Decision.SAME, "n": Decision.DIFFERENT, "u": Decision.UNSURE}
_HELP = "y same, n different, u unsure, s skip, q quit; a reason may follow: y the filing names both"


@click.command()
@click.option("--store", metavar="DIR", required=True, help="Folder of the store.")
@click.option("--who", help="Who decides; without it the name of your account.")
def review(store: str, who: str | None) -> None:
    """Walk through names and deals that may be the same: y, n, u (unsure), s (skip) or q (quit), one answer a line.

    Answers go to judgements.jsonl in the store's folder, one line each, which may be edited; removing a line takes the
    decision back. What was edited there is applied first.
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
                answer, reason = _answer()
                if answer == "q":
                    break
                if answer in _DECISIONS:
                    made.append(_judgement(proposal, _DECISIONS[answer], who, reason))
        finally:
            graph.decide(*made)
        left = sum(1 for _ in graph.open_decisions())
    click.echo(f"{len(made)} decided, {left} open")


def _question(proposal: Proposal, claims: Mapping[str, Claim]) -> Iterator[str]:
    if proposal.about is Kind.COMPANY:
        yield wrapped(f"Is {proposal.one} the company {proposal.other}? ({proposal.why})", "  ")
        return
    yield wrapped(f"Are these one deal? ({proposal.why})", "  ")
    for key in (proposal.one, proposal.other):
        claim = claims[key]
        name = f" ({claim.name})" if claim.name else ""
        facts = ", ".join(claim_facts(claim))
        yield wrapped(f"{claim_in_words(claim)}{name}: {facts} [{claim.doc}]", "    - ", "      ")


def _answer() -> tuple[str, str]:
    """Return the letter that was answered, and a reason; the end of the input is "quit"."""
    while True:
        click.echo("  y/n/u/s/q? ", nl=False)
        line = sys.stdin.readline()
        if not sys.stdin.isatty():
            click.echo(line.strip())  # a terminal shows what is typed by itself
        if not line:
            return "q", ""
        letter, _, reason = line.strip().partition(" ")
        if letter in (*_DECISIONS, "s", "q"):
            return letter, reason.strip()
        click.echo(wrapped(_HELP, "  "))


def _judgement(proposal: Proposal, decision: Decision, who: str | None, reason: str) -> Judgement:
    return Judgement(
        about=proposal.about,
        one=proposal.one,
        other=proposal.other,
        decision=decision,
        who=who or getpass.getuser(),
        when=datetime.now(UTC).date().isoformat(),
        why=reason or f"decided in review: {proposal.why}",
    )


COMMANDS = (review,)
