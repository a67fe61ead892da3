"""The command ``kg``: each command parses its arguments, makes one call into the library and prints.

The modules below hold one family of commands each; :mod:`kg.cli.app` holds the group, the options they share and the
way errors end.
"""

from kg.cli import (
    articles,
    claims,
    demo,
    dependencies,
    evaluation,
    ontology,
    outputs,
    queries,
    questions,
    review,
    serve,
)
from kg.cli.app import group, run

for _family in (
    demo,
    articles,
    claims,
    review,
    queries,
    questions,
    dependencies,
    outputs,
    serve,
    evaluation,
    ontology,
):
    for _command in _family.COMMANDS:
        group.add_command(_command)


def main() -> None:
    """Run the command line and leave the process with its exit code."""
    run(group)
