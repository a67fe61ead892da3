"""What leaves the graph: ``kg view`` as a page, ``kg export`` as RDF; and ``kg verify``, which checks it again."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.cli.app import json_option, opened, store_option
from kg.cli.progress import progress
from kg.errors import KgError, UsageError

FORMATS = ("trig", "turtle", "nquads", "jsonld", "nanopub", "graphml", "csv", "parquet", "ftm")


@click.command()
@click.argument("company", metavar="[X]", required=False)
@click.argument("other", metavar="[Y]", required=False)
@click.option("-o", "--output", metavar="FILE.html", required=True, help="The page to write.")
@click.option(
    "--conflicts", "page", flag_value="conflicts", help="Where sources differ, instead of a company."
)
@click.option(
    "--sources",
    "page",
    flag_value="sources",
    help="How the claims of each source fared, instead of a company.",
)
@store_option
def view(company: str | None, other: str | None, output: str, page: str | None, store: str | None) -> None:
    """Write the graph, or the deals of company X, or of X and Y, as one self-contained web page."""
    from kg.views.page import conflicts_view
    from kg.views.reliability import reliability_view

    if page and company:
        raise UsageError(f"--{page} is a page of the whole graph; leave {company!r} out")
    with opened(store) as graph:
        if page == "conflicts":
            made = conflicts_view(graph.network(), graph.assessments())
        elif page == "sources":
            made = reliability_view(graph.network(), graph.assessments())
        else:
            made = graph.view(company, other)
        made.save(output)
    click.echo(Path(output).resolve())


@click.command()
@store_option
@json_option
def verify(store: str | None, as_json: bool) -> None:
    """Check every stored quote and slot against its document again; fails where one does not hold."""
    import json

    with opened(store) as graph, progress("checking every quote"):
        problems = graph.verify()
        claims = sum(1 for _ in graph.claims())
    if as_json:
        click.echo(json.dumps({"claims": claims, "problems": problems}, ensure_ascii=False, indent=2))
    else:
        for problem in problems:
            click.echo(problem)
    if problems:
        raise KgError(f"{len(problems)} of {claims} claims do not hold; add their articles again")
    if not as_json:
        click.echo(f"{claims} claims, every quote and slot holds")


@click.command()
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="trig",
    show_default=True,
    help="RDF; nanopublications; the network; the claims as a table; or FollowTheMoney entities.",
)
@store_option
def export(form: str, store: str | None) -> None:
    """Print the graph as RDF, or in the format of other tools; the same graph gives the same bytes."""
    with opened(store) as graph:
        data = graph.export(form)
    sys.stdout.buffer.write(data)


COMMANDS = (view, verify, export)
