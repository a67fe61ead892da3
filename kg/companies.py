"""The registry of known companies: canonical names, aliases, owners.

A brand or division ("Azure", "AWS") is an entry of its own whose deals are its owner's; a subsidiary ("Google" of
Alphabet) keeps its deals and only names its owner.
"""

from __future__ import annotations

import csv
import io
from functools import cache
from typing import TYPE_CHECKING

from kg.errors import KgError, UnknownCompany
from kg.resources import resource

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.model import Company


class _FaultError(KgError):
    """A fault of a registry, with the name of the company that shows it."""

    def __init__(self, company: str, message: str) -> None:
        super().__init__(message)
        self.company = company


class Companies:
    """Known companies by name and alias, read-only.

    Examples
    --------
    >>> known = companies()
    >>> (
    ...     known.canonical("Microsoft Azure"),
    ...     known.canonical("Advanced Micro Devices"),
    ...     known.canonical("Nobody Ltd"),
    ... )
    ('Microsoft', 'AMD', None)
    """

    def __init__(self, entries: Iterable[Company]) -> None:
        self._by_name: dict[str, Company] = {}
        self._by_alias: dict[str, Company] = {}
        self._canonical: dict[str, str | None] = {}
        for company in entries:
            if company.name in self._by_name:
                raise _FaultError(
                    company.name, f"the company {company.name!r} is registered twice; remove one"
                )
            self._by_name[company.name] = company
            for alias in (company.name, *company.aliases):
                holder = self._by_alias.setdefault(alias.casefold(), company)
                if holder is not company:
                    raise _FaultError(
                        company.name,
                        f"the alias {alias!r} is claimed by both {holder.name!r} and {company.name!r}; "
                        "take it from one",
                    )
        for company in self:
            self._owner_chain(company)

    def __iter__(self) -> Iterator[Company]:
        return iter(self._by_name.values())

    def __len__(self) -> int:
        return len(self._by_name)

    def find(self, name: str) -> Company | None:
        """Return the company of this exact name or alias, whatever its case, or None."""
        return self._by_alias.get(name.strip().casefold())

    def canonical(self, name: str) -> str | None:
        """Return the canonical name of the company whose deals these are, divisions folded into their owner."""
        if name not in self._canonical:
            company = self.find(name)
            while company is not None and company.division and company.owner is not None:
                company = self._by_name[company.owner]
            self._canonical[name] = company.name if company else None
        return self._canonical[name]

    def names(self) -> dict[str, Company]:
        """Return every name and alias as written, with its company."""
        return {alias: company for company in self for alias in (company.name, *company.aliases)}

    def require(self, name: str) -> Company:
        """Return the company of this name or alias.

        Raises
        ------
        UnknownCompany
            There is none; the error proposes the nearest names.
        """
        company = self.find(name)
        if company is None:
            raise UnknownCompany(name, nearest(name, self.names()))
        return company

    def _owner_chain(self, company: Company) -> None:
        first, seen = company.name, {company.name}
        while company.owner is not None:
            if company.owner in seen:
                told = f" through {' → '.join(sorted(seen))}" if len(seen) > 1 else ""
                raise _FaultError(first, f"the company {first!r} is its own owner{told}; mend its owner")
            if company.owner not in self._by_name:
                raise _FaultError(
                    first, f"the owner {company.owner!r} of {company.name!r} is not registered; add it"
                )
            company = self._by_name[company.owner]
            seen.add(company.name)


def nearest(name: str, names: Iterable[str]) -> list[str]:
    """Return up to five names close in spelling, best first, for a message that proposes and never for a merge."""
    from difflib import get_close_matches

    folded = {candidate.casefold(): candidate for candidate in names}
    return [folded[key] for key in get_close_matches(name.casefold(), folded, n=5, cutoff=0.6)]


def read_companies(text: str, origin: str) -> Companies:
    """Read a registry from CSV with the columns name, aliases (``|``-separated), kind, owner, division, country.

    Raises
    ------
    KgError
        A row is malformed, a name or alias stands twice, or the owners form a circle; the message names the line.
    """
    from pydantic import ValidationError

    from kg.model import Company

    entries = []
    for number, row in enumerate(csv.DictReader(io.StringIO(text)), start=2):
        try:
            entries.append(
                Company(
                    name=row["name"],
                    aliases=tuple(filter(None, row["aliases"].split("|"))),
                    kind=row["kind"] or None,
                    owner=row["owner"] or None,
                    division=row["division"] == "yes",
                    country=row["country"] or None,
                )
            )
        except (KeyError, AttributeError, ValidationError) as error:
            raise KgError(f"{origin}, line {number}: not a row of the registry ({error!r:.120})") from error
    try:
        return Companies(entries)
    except _FaultError as error:
        number = max(at for at, entry in enumerate(entries, start=2) if entry.name == error.company)
        raise KgError(f"{origin}, line {number}: {error}") from error


@cache
def companies() -> Companies:
    """Return the bundled registry, ``data/companies.csv``."""
    return read_companies(resource("data/companies.csv").read_text("utf-8"), "data/companies.csv")
