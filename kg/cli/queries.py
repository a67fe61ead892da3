"""SPARQL from the command line: free queries, files of queries and the named questions of ``ontology/queries/``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from kg.cli.answers import asked, queried
from kg.cli.app import json_option, store_option
from kg.cli.prose import table

if TYPE_CHECKING:
    from collections.abc import Sequence


@click.command()
@click.argument("query")
@store_option
@json_option
def sparql(query: str, store: str | None, as_json: bool) -> None:
    """Run a SPARQL query: its text, @FILE.rq, or the name of one that ships (see `kg ask`)."""
    queried([query], store, as_json)


@click.command()
@click.argument("name", required=False)
@click.argument("parameters", nargs=-1, metavar="[KEY=VALUE…]")
@store_option
@json_option
def ask(name: str | None, parameters: Sequence[str], store: str | None, as_json: bool) -> None:
    """Answer a named question; without a name, list them."""
    if name is None:
        _list(as_json)
    else:
        asked([name, *parameters], store, as_json)


def _list(as_json: bool) -> None:
    from kg.queries import named_queries

    helps = {name: query.help for name, query in sorted(named_queries().items())}
    click.echo(
        json.dumps(helps, ensure_ascii=False, indent=2)
        if as_json
        else table(["name", "answers"], helps.items())
    )


COMMANDS = (sparql, ask)
