"""The questions about dependence, risk, money and time as commands; thin, like those of :mod:`kg.cli.questions`."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import click

from kg.cli.questions import answered, asking, asking_of_dates, hops_option
from kg.model import Product

if TYPE_CHECKING:
    from collections.abc import Sequence

_OF = click.option("--of", type=click.Choice(["companies", "deals"]), default="companies", show_default=True, help="What is shared or lost.")  # fmt: skip
_RESOURCE = partial(
    click.option, "--resource", type=click.Choice([product.value for product in Product]), show_default=True
)


@click.command()
@click.argument("company", metavar="X")
@hops_option(default=6, help="The most hops.")
@asking
def upstream(company: str, hops: int, **options: Any) -> None:
    """On whom company X depends, directly or through others."""
    from kg.questions import upstream as ask

    answered(lambda network, **scope: ask(network, company, max_depth=hops, **scope), **options)


@click.command()
@click.argument("company", metavar="X")
@hops_option(default=6, help="The most hops.")
@asking
def downstream(company: str, hops: int, **options: Any) -> None:
    """Who depends on company X, directly or through others."""
    from kg.questions import downstream as ask

    answered(lambda network, **scope: ask(network, company, max_depth=hops, **scope), **options)


@click.command("best-paths")
@click.argument("start", metavar="A")
@click.argument("goal", metavar="B")
@click.option("--count", default=10, show_default=True, help="How many paths.")
@hops_option(default=4, help="The most hops of a path.")
@asking
def best_paths(start: str, goal: str, count: int, hops: int, **options: Any) -> None:
    """On which paths, vouched for best at their weakest link, company A depends on company B."""
    from kg.questions import best_paths as ask

    answered(
        lambda network, **scope: ask(network, start, goal, count=count, max_length=hops, **scope), **options
    )


@click.command()
@click.argument("start", metavar="A")
@click.argument("goal", metavar="B")
@_OF
@asking
def disjoint(start: str, goal: str, **options: Any) -> None:
    """How many paths of supply from company A to company B share no company, or no deal."""
    from kg.questions import disjoint_paths as ask

    of = options.pop("of")
    answered(lambda network, **scope: ask(network, start, goal, of=of, **scope), **options)


@click.command()
@click.argument("start", metavar="A")
@click.argument("goal", metavar="B")
@_OF
@asking
def cut(start: str, goal: str, **options: Any) -> None:
    """Which companies or deals, the fewest, would cut company A off from company B."""
    from kg.questions import minimum_cut as ask

    of = options.pop("of")
    answered(lambda network, **scope: ask(network, start, goal, of=of, **scope), **options)


@click.command("single-points")
@click.argument("company", metavar="[X]", required=False)
@_RESOURCE(default="chips", help="What is needed.")
@asking
def single_points(company: str | None, resource: str, **options: Any) -> None:
    """Without whom company X, or any company, is cut off from a product."""
    from kg.questions import single_points_of_failure as ask

    answered(lambda network, **scope: ask(network, company, resource=resource, **scope), **options)


@click.command()
@click.argument("companies", metavar="X Y…", nargs=-1, required=True)
@hops_option(default=6, help="The most hops.")
@asking
def shared(companies: Sequence[str], hops: int, **options: Any) -> None:
    """On whom two companies or more depend alike, directly or through others."""
    from kg.questions import shared_upstream as ask

    answered(lambda network, **scope: ask(network, *companies, max_depth=hops, **scope), **options)


@click.command()
@click.argument("company", metavar="X")
@_RESOURCE(default="cloud", help="What has several providers.")
@asking
def diversification(company: str, resource: str, **options: Any) -> None:
    """Whether company X's several providers of a product are one dependence in the end."""
    from kg.questions import fake_diversification as ask

    answered(lambda network, **scope: ask(network, company, resource=resource, **scope), **options)


@click.command("what-if")
@click.argument("failed", metavar="X…", nargs=-1, required=True)
@click.option("--threshold", default=1.0, show_default=True, help="Share of a product's providers whose loss cuts a company off.")  # fmt: skip
@asking
def what_if(failed: Sequence[str], threshold: float, **options: Any) -> None:
    """Who is cut off, degraded or perhaps affected if one company or several fail together."""
    from kg.questions import what_if as ask

    answered(lambda network, **scope: ask(network, *failed, threshold=threshold, **scope), **options)


@click.command()
@click.argument("company", metavar="X")
@click.option("--side", type=click.Choice(["providers", "customers"]), default="providers", show_default=True, help="Whose concentration.")  # fmt: skip
@click.option("--tiers", default=2, show_default=True, help="How many tiers.")
@asking
def concentration(company: str, side: Any, tiers: int, **options: Any) -> None:
    """How concentrated company X's providers or customers are, by count, by amount, and within which bounds."""
    from kg.questions import concentration as ask

    answered(lambda network, **scope: ask(network, company, side=side, max_tier=tiers, **scope), **options)


@click.command()
@click.argument("company", metavar="[X]", required=False)
@click.option("--length", default=4, show_default=True, help="The most companies of a loop.")
@click.option("--null", default=0, show_default=True, help="Compare with so many random graphs.")
@asking
def loops(company: str | None, length: int, null: int, **options: Any) -> None:
    """Where money leaves by deals and comes back by others; through company X where X is given."""
    from kg.questions import money_loops as ask

    answered(
        lambda network, **scope: ask(network, company, max_length=length, null_graphs=null, **scope),
        **options,
    )


@click.command()
@click.argument("company", metavar="X")
@asking
def timeline(company: str, **options: Any) -> None:
    """When company X's deals were signed, began and ended, in order of time."""
    from kg.questions import timeline as ask

    answered(lambda network, **scope: ask(network, company, **scope), **options)


@click.command()
@click.argument("before", metavar="BEFORE")
@click.argument("after", metavar="AFTER")
@click.argument("company", metavar="[X]", required=False)
@asking_of_dates
def changes(before: str, after: str, company: str | None, **options: Any) -> None:
    """Which deals began or ended between two dates, as far as is known; of company X where X is given."""
    from kg.questions import changes as ask

    answered(lambda network, **scope: ask(network, before, after, company, **scope), **options)


@click.command()
@click.argument("company", metavar="X")
@click.option("--side", type=click.Choice(["pays", "is-paid"]), default="pays", show_default=True, help="Which side of the deals.")  # fmt: skip
@asking
def commitments(company: str, side: str, **options: Any) -> None:
    """How much company X has committed to pay, or is to be paid, by year; each deal once."""
    from kg.questions import commitments as ask

    of: Any = side.replace("-", " ")
    answered(lambda network, **scope: ask(network, company, side=of, **scope), **options)


COMMANDS = (
    upstream, downstream, best_paths, disjoint, cut, single_points, shared, diversification, what_if, concentration,
    loops, timeline, changes, commitments,
)  # fmt: skip
