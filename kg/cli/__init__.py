"""The command ``kg``: each command parses its arguments, makes one call into the library and prints.

The modules below hold one family of commands each, and :mod:`kg.cli.commands` lists them; :mod:`kg.cli.app` holds the
group, the options they share and the way errors end.
"""

from kg.cli.app import group, run

__all__ = ["group", "main", "run"]


def main() -> None:
    """Run the command line and leave the process with its exit code."""
    run(group)
