"""When two names count as one in an evaluation: folded spelling, a table of aliases, and short forms within a document."""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from typing import TYPE_CHECKING

from kg.errors import ClaimsError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kg.model import Claim

_LEGAL = re.compile(
    r"[\s,]+(?:ag|co|company|corp|corporation|group|holdings?|inc|initiative|limited|llc|ltd|nv|platforms|plc|project|sa|se|technologies)\.?$"
)


class Naming:
    """Folds the names of claims, so that what an evaluation takes for one name is one string.

    Parameters
    ----------
    aliases
        A canonical name for each other spelling of it, in lower case.

    Examples
    --------
    >>> naming = Naming({"aws": "amazon"})
    >>> [naming.fold(name) for name in ("The Acme-Werke Group AG", "AWS", "Project Stargate")]
    ['acmewerke', 'amazon', 'stargate']
    """

    def __init__(self, aliases: Mapping[str, str] | None = None) -> None:
        self._aliases = aliases or {}

    def fold(self, name: str) -> str:
        """Return a name without case, leading article, legal suffix and punctuation, or what it is an alias of."""
        bare = " ".join(name.lower().split()).removeprefix("the ")
        if bare in self._aliases:
            return self._aliases[bare]
        bare = bare.removeprefix("project ")
        while (suffix := _LEGAL.search(bare)) is not None:
            bare = bare[: suffix.start()]
        return _letters(self._aliases.get(bare, bare))

    def short_forms(self, gold: Iterable[Claim], found: Iterable[Claim]) -> dict[tuple[str, str], str]:
        """Return, by document and folded name, the one gold name that a found name shortens or lengthens by whole words."""
        known: dict[str, dict[str, list[str]]] = defaultdict(dict)
        for claim in gold:
            known[claim.doc].update((self.fold(name), _words(name)) for name in names(claim))
        short: dict[tuple[str, str], str] = {}
        for claim in found:
            for name in names(claim):
                folded, words = self.fold(name), _words(name)
                if folded in known[claim.doc]:
                    continue
                near = {key for key, other in known[claim.doc].items() if _begins(words, other)}
                if len(near) == 1:
                    short[claim.doc, folded] = near.pop()
        return short


def names(claim: Claim) -> Iterator[str]:
    """Iterate over the parties of a claim, role by role, and its own name."""
    for role in claim.roles.values():
        yield from role
    if claim.name:
        yield claim.name


def read_aliases(text: str, origin: str) -> dict[str, str]:
    r"""Read a table of aliases: CSV with the columns ``name`` and ``aliases`` (``|``-separated).

    Raises
    ------
    ClaimsError
        A row has no name; the message names the line.

    Examples
    --------
    >>> read_aliases("name,aliases\nAmazon,AWS|Amazon Web Services", "aliases.csv")["aws"]
    'amazon'
    """
    table: dict[str, str] = {}
    for number, row in enumerate(csv.DictReader(io.StringIO(text)), start=2):
        name = row.get("name")
        if not name:
            raise ClaimsError(f"{origin}, line {number}: no name; the columns are name and aliases (A|B)")
        for alias in (name, *filter(None, (row.get("aliases") or "").split("|"))):
            table[alias.strip().lower()] = _letters(name.lower())
    return table


def _letters(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "", name)


def _words(name: str) -> list[str]:
    return name.lower().removeprefix("the ").split()


def _begins(one: list[str], other: list[str]) -> bool:
    shared = min(len(one), len(other))
    return one[:shared] == other[:shared]
