"""How a command ends: with an exit code, and at most one line on the standard error."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from kg.errors import KgError

if TYPE_CHECKING:
    from collections.abc import Callable

INTERRUPTED = 130
READER_GONE = 141


def ended(command: Callable[[], int]) -> int:
    """Run a command and return its exit code: 0 done, 1 failed, 2 wrong usage, 130 interrupted, 141 nobody reads the output.

    Examples
    --------
    >>> ended(lambda: 0)
    0
    """
    try:
        code = command()
        sys.stdout.flush()
    except KgError as error:
        return told(str(error), error.exit_code)
    except KeyboardInterrupt:
        return told("interrupted", INTERRUPTED)
    except BrokenPipeError:
        # so that the last flush finds a reader
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return READER_GONE
    return code


def told(message: str, code: int) -> int:
    """Say on one line why a command ends; return the exit code given."""
    print(f"kg: {' '.join(message.split())}", file=sys.stderr)  # noqa: T201  a command speaks
    return code
