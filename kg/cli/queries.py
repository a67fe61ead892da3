"""SPARQL from the command line: free queries, files of queries and the named questions of ``ontology/queries/``."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.app import json_option, opened, store_option
from kg.cli.prose import table
from kg.errors import KgError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.knowledge import KnowledgeGraph
    from kg.store import Rows


@click.command()
@click.argument("query")
@store_option
@json_option
def sparql(query: str, store: str | None, as_json: bool) -> None:
    """Run a SPARQL query: its text, @FILE.rq, or the name of one that ships (see `kg ask`)."""
    with opened(store) as graph:
        rows = _queried(graph, query)
    _print(rows, as_json)


@click.command()
@click.argument("name", required=False)
@click.argument("parameters", nargs=-1, metavar="[KEY=VALUE…]")
@store_option
@json_option
def ask(name: str | None, parameters: Sequence[str], store: str | None, as_json: bool) -> None:
    """Answer a named question; without a name, list them."""
    if name is None:
        _list(as_json)
        return
    given = dict(_pair(parameter) for parameter in parameters)
    with opened(store) as graph:
        rows = graph.ask(name, **given)
    _print(rows, as_json)


def _queried(graph: KnowledgeGraph, query: str) -> Rows:
    if query.startswith("@"):
        return graph.sparql(_file(Path(query[1:])))
    return graph.ask(query) if re.fullmatch(r"[\w-]+", query) else graph.sparql(query)


def _file(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: is not UTF-8 (the bytes at offset {error.start:,} are none)") from error
    except OSError as error:
        raise KgError(f"{path}: cannot be read ({error.strerror}); check the path") from error


def _list(as_json: bool) -> None:
    from kg.queries import named_queries

    helps = {name: query.help for name, query in sorted(named_queries().items())}
    click.echo(
        json.dumps(helps, ensure_ascii=False, indent=2)
        if as_json
        else table(["name", "answers"], helps.items())
    )


def _print(rows: Rows, as_json: bool) -> None:
    click.echo(json.dumps(rows.to_dicts(), ensure_ascii=False, indent=2) if as_json else rows.table())


def _pair(parameter: str) -> tuple[str, str]:
    key, equals, value = parameter.partition("=")
    if not equals or not key:
        raise UsageError(f"{parameter!r} is no parameter; write key=value, for example company=OpenAI")
    return key, value


COMMANDS = (sparql, ask)
