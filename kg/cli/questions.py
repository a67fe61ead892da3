"""The questions of ``kg.questions`` as commands; each answer is sentences with numbered footnotes, or JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from kg.cli.app import as_of_option, json_option, known_on_option, opened, policy_option, store_option
from kg.cli.prose import wrapped

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.questions.answer import Answer


def _question(command: Callable[..., Any]) -> Callable[..., Any]:
    for decorate in (store_option, policy_option, known_on_option, as_of_option, json_option):
        command = decorate(command)
    return command


@click.command()
@click.argument("company", metavar="X")
@_question
def providers(company: str, **options: Any) -> None:
    """Who supplies company X, with what, since when, and who says so."""
    from kg.questions import providers as ask

    answered(lambda network: ask(network, company), **options)


@click.command()
@click.argument("start", metavar="A")
@click.argument("goal", metavar="B")
@_question
def paths(start: str, goal: str, **options: Any) -> None:
    """On which paths of supply company A depends on company B."""
    from kg.questions import dependency_paths as ask

    answered(lambda network: ask(network, start, goal), **options)


@click.command()
@click.argument("company", metavar="X")
@_question
def clouds(company: str, **options: Any) -> None:
    """Whether company X uses several clouds, which, and since when."""
    from kg.questions import multi_cloud as ask

    answered(lambda network: ask(network, company), **options)


@click.command()
@click.argument("company", metavar="[X]", required=False)
@_question
def rivals(company: str | None, **options: Any) -> None:
    """Which companies compete while one supplies the other; of X alone where X is given."""
    from kg.questions import rivals_that_supply as ask

    answered(lambda network: ask(network, company), **options)


@click.command("who-says")
@click.argument("company", metavar="A")
@click.argument("other", metavar="[B]", required=False)
@_question
def who_says(company: str, other: str | None, **options: Any) -> None:
    """Who says what about company A, or about A and B: source, publisher, date, quote."""
    from kg.questions import who_says as ask

    answered(lambda network: ask(network, company, other), **options)


def answered(
    ask: Callable[..., Answer[Any]],
    *,
    store: str | None,
    as_json: bool,
    as_of: str | None = None,
    known_on: str | None = None,
    policy: str | None = None,
) -> None:
    """Put a question to the network of a graph and print the answer."""
    with opened(store, policy=policy) as graph:
        answer = ask(graph.network(as_of=as_of, known_on=known_on))
    if as_json:
        click.echo(json.dumps(as_data(answer), ensure_ascii=False, indent=2))
    else:
        click.echo(explained(answer))


def as_data(answer: Answer[Any]) -> dict[str, Any]:
    """Return an answer as plain values for JSON."""
    return {
        "question": answer.question,
        "verdict": answer.verdict,
        "rows": answer.to_dicts(),
        "claims": list(answer.claims),
        "unknown": list(answer.unknown),
        "truncated": answer.truncated,
    }


def explained(answer: Answer[Any]) -> str:
    """Return an answer as sentences wrapped to the width, the question bold on a terminal, footnotes hanging."""
    question, *lines = answer.explain().splitlines()
    told = (wrapped(line, hanging="    " if line.startswith("[") else "  ") for line in lines)
    return "\n".join([click.style(wrapped(question), bold=True), *told])


COMMANDS = (providers, paths, clouds, rivals, who_says)
