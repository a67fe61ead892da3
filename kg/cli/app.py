"""The command group, the options that commands share, and how click's ends of a command become ours."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NoReturn

import click

from kg.cli.commands import LISTED, Commands
from kg.cli.endings import ended, told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.knowledge import KnowledgeGraph


class _ReaderGoneError(Exception):
    """Nobody reads the output."""


class _InterruptedError(Exception):
    """Somebody pressed Ctrl+C."""


@contextmanager
def _ending_is_ours() -> Iterator[None]:
    """Hide two ends of a command from click, which would write a line of its own or choose another exit code."""
    try:
        yield
    except BrokenPipeError as error:
        raise _ReaderGoneError from error
    except KeyboardInterrupt as error:
        raise _InterruptedError from error


class _InOrder(click.Group):
    """Lists its commands in the order in which a newcomer meets them, without importing them."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  click calls it so
        """Return the names of the commands."""
        return list(self.commands)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the commands with the first sentence of each one's help."""
        limit = formatter.width - 6 - max(map(len, LISTED))
        rows = [
            (name, click.Command(name, help=listed.help).get_short_help_str(limit))
            for name, listed in LISTED.items()
        ]
        with formatter.section("Commands"):
            formatter.write_dl(rows)

    def make_context(self, *args: Any, **kwargs: Any) -> click.Context:
        """Parse the arguments, or print the help that they ask for."""
        with _ending_is_ours():
            return super().make_context(*args, **kwargs)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        with _ending_is_ours():
            return super().invoke(ctx)


@click.group(
    cls=_InOrder,
    commands=Commands(),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    invoke_without_command=True,
)
@click.version_option(package_name="dealgraph", prog_name="kg")
@click.pass_context
def group(context: click.Context) -> None:
    """Deal news as a graph whose every edge opens the sentence that says it.

    Start with `kg demo`. Commands read the bundled graph unless --store names a folder or a server.
    """
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


store_option = click.option(
    "--store",
    metavar="DIR|URL",
    help="Folder of a store, or a server's SPARQL address; without it the bundled graph.",
)
policy_option = click.option(
    "--policy", metavar="NAME", help="Judge claims by another policy: strict hears parties and filings only."
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON for a program.")
as_of_option = click.option(
    "--as-of", metavar="DATE", help="Say what holds on this date: yes, no or unknown."
)
known_on_option = click.option(
    "--known-on", metavar="DATE", help="Use only documents published by this date."
)


def opened(store: str | None, *, create: bool = False, policy: str | None = None) -> KnowledgeGraph:
    """Return the graph that ``--store`` names, the bundled one where it names none, as ``--policy`` judges it."""
    from kg.knowledge import open_graph

    graph = open_graph(store, create=create)
    if policy is None:
        return graph
    with graph:
        return graph.under(policy)


def run(command: click.Command) -> NoReturn:
    """Run a command and leave with its exit code, as :func:`kg.cli.endings.ended` says."""

    def clicked() -> int:
        try:
            return command.main(prog_name="kg", standalone_mode=False) or 0
        except click.ClickException as error:
            return told(_usage(error), error.exit_code)
        except (click.Abort, _InterruptedError) as error:
            raise KeyboardInterrupt from error
        except _ReaderGoneError as error:
            raise BrokenPipeError from error

    sys.exit(ended(clicked))


def _usage(error: click.ClickException) -> str:
    context = getattr(error, "ctx", None)
    hint = f"; see {context.command_path} --help" if context else ""
    return error.format_message().rstrip(".") + hint
