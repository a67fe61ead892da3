"""The questions of ``kg.questions`` as commands; each answer is sentences with numbered footnotes, or JSON."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from kg.cli.app import as_of_option, json_option, known_on_option, opened, policy_option, store_option
from kg.cli.prose import wrapped
from kg.model import Grade, Product, Status

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kg.questions.answer import Answer


hops_option = partial(click.option, "--hops", type=int, show_default=True)
_SCOPE = (
    click.option(
        "--product",
        type=click.Choice([product.value for product in Product]),
        help="Only deals for this product.",
    ),
    click.option(
        "--status",
        type=click.Choice([s.value for s in Status if s not in {Status.DENIED, Status.TERMINATED}]),
        multiple=True,
        help="Only deals of this status; may be repeated.",
    ),
    click.option(
        "--grade",
        type=click.Choice([grade.value for grade in Grade]),
        help="Only deals that a source of this grade or better tells.",
    ),
)


def _options(*decorators: Callable[..., Any]) -> Callable[..., Any]:
    def decorate(command: Callable[..., Any]) -> Callable[..., Any]:
        for decorator in reversed(decorators):
            command = decorator(command)
        return command

    return decorate


_page_option = click.option(
    "-o",
    "--output",
    metavar="FILE.html",
    help="Write the answer as a page too: its sentences, and their deals drawn.",
)
asking_of_dates = _options(*_SCOPE, known_on_option, policy_option, store_option, json_option, _page_option)
asking = _options(as_of_option, asking_of_dates)


@click.command()
@click.argument("company", metavar="X")
@asking
def providers(company: str, **options: Any) -> None:
    """Who supplies company X, with what, since when, and who says so."""
    from kg.questions import providers as ask

    answered(lambda network, **scope: ask(network, company, **scope), **options)


@click.command()
@click.argument("start", metavar="A")
@click.argument("goal", metavar="B")
@hops_option(default=4, help="The most hops of a path.")
@asking
def paths(start: str, goal: str, hops: int, **options: Any) -> None:
    """On which paths of supply company A depends on company B."""
    from kg.questions import dependency_paths as ask

    answered(lambda network, **scope: ask(network, start, goal, max_length=hops, **scope), **options)


@click.command()
@click.argument("company", metavar="X")
@asking
def clouds(company: str, **options: Any) -> None:
    """Whether company X uses several clouds, which, and since when."""
    from kg.questions import multi_cloud as ask

    answered(lambda network, **scope: ask(network, company, **scope), **options)


@click.command()
@click.argument("company", metavar="[X]", required=False)
@asking
def rivals(company: str | None, **options: Any) -> None:
    """Which companies compete while one supplies the other; of X alone where X is given."""
    from kg.questions import rivals_that_supply as ask

    answered(lambda network, **scope: ask(network, company, **scope), **options)


@click.command("who-says")
@click.argument("company", metavar="A")
@click.argument("other", metavar="[B]", required=False)
@asking
def who_says(company: str, other: str | None, **options: Any) -> None:
    """Who says what about company A, or about A and B: source, publisher, date, quote."""
    from kg.questions import who_says as ask

    answered(lambda network, **scope: ask(network, company, other, **scope), **options)


def answered(  # noqa: PLR0913  one parameter an option
    ask: Callable[..., Answer[Any]],
    *,
    store: str | None,
    as_json: bool,
    product: str | None,
    status: Sequence[str],
    grade: str | None,
    as_of: str | None = None,
    known_on: str | None = None,
    policy: str | None = None,
    output: str | None = None,
) -> None:
    """Put a question to the network of a graph, within the scope that the options set, and print the answer.

    With ``output`` the answer is written as a page too.
    """
    with opened(store, policy=policy) as graph:
        network = graph.network(as_of=as_of, known_on=known_on)
        answer = ask(network, product=product, status=status or None, minimum_grade=grade)
        if output is not None:
            from kg.views.page import answer_view

            answer_view(network, answer, graph.assessments()).save(output)
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
