"""The ontology at work: ``kg validate`` checks a graph against its shapes, ``kg ontology`` writes its reference."""

from __future__ import annotations

import json
from pathlib import Path

import click

from kg.cli.app import json_option, opened, store_option
from kg.cli.progress import progress
from kg.errors import KgError


@click.command()
@store_option
@json_option
def validate(store: str | None, as_json: bool) -> None:
    """Check every record against the shapes of the ontology; fails where one does not conform."""
    with opened(store) as graph, progress("checking every record"):
        found = graph.validate()
    if as_json:
        click.echo(json.dumps([finding.to_dict() for finding in found], ensure_ascii=False, indent=2))
    else:
        for finding in found:
            click.echo(finding)
    if found:
        raise KgError(f"{len(found)} findings; add the articles that they stand in again, or mend the data")
    if not as_json:
        click.echo("every record conforms")


@click.command()
@click.option("-o", "--output", metavar="FILE.html", required=True, help="The page to write.")
def ontology(output: str) -> None:
    """Write the reference of the ontology, every term with its meaning, as one self-contained web page."""
    from kg.views.reference import reference

    path = Path(output)
    try:
        path.write_text(reference(), "utf-8")
    except OSError as error:
        raise KgError(f"{output}: cannot be written ({error.strerror}); choose another path") from error
    click.echo(path.resolve())


COMMANDS = (validate, ontology)
