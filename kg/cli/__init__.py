"""The command ``kg``: each command parses its arguments, makes one call into the library and prints.

The modules below hold one family of commands each, and :mod:`kg.cli.commands` lists them; :mod:`kg.cli.app` holds the
group and the options they share, :mod:`kg.cli.endings` the way errors end. Plain calls of ``kg ask`` and ``kg sparql``, which
scripts make by the hundred, are answered without click (:mod:`kg.cli.answers`).
"""

import os
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.cli.app import group, run

__all__ = ["group", "main", "run"]


def main() -> None:
    """Run the command line and leave the process with its exit code."""
    if sys.argv[1:2] in (["ask"], ["sparql"]) and "_KG_COMPLETE" not in os.environ:
        from kg.cli.answers import simple
        from kg.cli.endings import ended

        command = simple(sys.argv[1:])
        if command is not None:
            sys.exit(ended(command))
    from kg.cli.app import group, run

    run(group)


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'kg.cli' has no attribute {name!r}")
    from kg.cli import app

    return getattr(app, name)
