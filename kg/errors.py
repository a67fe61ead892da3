"""Every error that ``kg`` raises on purpose, in one tree.

::

    KgError                     anything a user can cause and mend
    ├── UsageError              the call itself is wrong: unknown option value, malformed date
    │   ├── UnknownCompany      no company of that name; carries the nearest names
    │   └── QueryError          malformed or refused SPARQL; carries line and column where known
    ├── DocumentError           a file cannot be read as an article
    ├── ClaimsError             a file of claims, sources or decisions has a bad line; the message names it
    └── StoreError              a store is locked, foreign, broken or of another version

Messages are one line: the input, the reason, the fix. The command line prints them as they are and exits with
``exit_code``: 2 for usage, 1 for failure.
"""

from collections.abc import Sequence


class KgError(Exception):
    """Anything that a user can cause and mend; its message is one clear line."""

    exit_code = 1


class UsageError(KgError):
    """The call itself is wrong, whatever the data."""

    exit_code = 2


class UnknownCompany(UsageError):
    """No company of that name is in the graph; ``nearest`` holds up to five names that are."""

    def __init__(self, name: str, nearest: Sequence[str] = ()) -> None:
        hint = f"; nearest names: {', '.join(nearest)}" if nearest else ""
        super().__init__(f"unknown company {name!r}{hint}")
        self.name = name
        self.nearest = tuple(nearest)


class QueryError(UsageError):
    """SPARQL that does not parse or that is refused; ``line`` and ``column`` count from 1 where they are known."""

    def __init__(self, message: str, line: int | None = None, column: int | None = None) -> None:
        super().__init__(message)
        self.line = line
        self.column = column


class DocumentError(KgError):
    """A file that cannot be read as an article."""


class ClaimsError(KgError):
    """A file of claims, sources or decisions that has a bad line; the message names the file and the line."""


class StoreError(KgError):
    """A store that is locked, foreign, broken or of another version."""
