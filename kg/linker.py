"""Who is who once people have judged: the registry with its names merged, parted and found in spite of a legal form.

The :class:`Linker` reads; everybody may hold one. The :class:`Resolver` takes decisions and keeps them in their file.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from kg.companies import Companies
from kg.judgements import Decision, Judgement, Judgements, Kind, judgement_line, read_judgements
from kg.model import Company

if TYPE_CHECKING:
    from collections.abc import Iterable

_FORMS = {
    "United States": "inc incorporated corp corporation co company llc lp",
    "United Kingdom": "ltd limited plc",
    "Germany": "ag gmbh se",
    "France": "sa sas se",
    "Netherlands": "nv bv",
    "Switzerland": "ag ltd sa",
    "Japan": "co corp corporation kk ltd group",
    "South Korea": "co corp inc ltd",
    "Taiwan": "co corp inc ltd",
    "China": "co inc ltd",
}
"""The legal forms of each country, lower-case: a form that a company's country does not know makes it another company."""


class Linker(Companies):
    """The registry as judgements change it, read-only.

    A name judged the same as another is its alias; one judged different from a company is its alias no longer, and a
    company of its own. A registered name with a legal form of its country is that company ("Oracle Corp."); nothing else
    is found that is not registered or judged.

    Examples
    --------
    >>> known = Linker([Company(name="Oracle", country="United States"), Company(name="Bolt")], Judgements())
    >>> known.canonical("Oracle Corp."), known.canonical("Oracle GmbH"), known.canonical("Bolt Inc")
    ('Oracle', None, None)
    """

    def __init__(self, registry: Iterable[Company], judgements: Judgements) -> None:
        names = _Names(registry)
        for judgement in judgements:
            if judgement.about is Kind.COMPANY and judgement.decision is Decision.DIFFERENT:
                one, other = judgement.both
                names.part(one, other)
                names.part(other, one)
        groups: dict[str, list[str]] = {}
        for name, root in sorted(judgements.same(Kind.COMPANY).items()):
            groups.setdefault(root, []).append(name)
        for root, group in groups.items():
            names.merge(root, group)
        super().__init__(names.companies.values())
        self.judgements = judgements

    def find(self, name: str) -> Company | None:
        """Return the company of this name or alias, whatever its case, with or without a legal form of its country."""
        found = super().find(name)
        if found is not None:
            return found
        for base, form in _without_forms(name):
            company = super().find(base)
            if company and company.name.casefold() == base.casefold() and _knows(company, form):
                return company
        return None


def _without_forms(name: str) -> Iterable[tuple[str, tuple[str, ...]]]:
    """Yield a name without its last word, and without its last two, with these words."""
    words = re.sub(r"[.,]", " ", name).split()
    for count in (1, 2):
        if len(words) > count:
            yield " ".join(words[:-count]), tuple(word.casefold() for word in words[-count:])


def _knows(company: Company, words: Iterable[str]) -> bool:
    return set(words) <= set(_FORMS.get(company.country or "", "").split())


class _Names:
    """Companies by name, and whose each name is, while judgements change them."""

    def __init__(self, registry: Iterable[Company]) -> None:
        self.companies = {company.name: company for company in registry}
        self._holder = {
            name.casefold(): company.name
            for company in self.companies.values()
            for name in (*company.aliases, company.name)
        }

    def part(self, name: str, other: str) -> None:
        """Make a name a company of its own, unless it is one, or belongs to another company than the one it is not."""
        holder, others = (self._holder.get(each.casefold()) for each in (name, other))
        if holder in self.companies and (holder.casefold() == name.casefold() or holder != others):
            return
        if holder is not None:
            company = self.companies[holder]
            aliases = tuple(alias for alias in company.aliases if alias.casefold() != name.casefold())
            self.companies[holder] = company.model_copy(update={"aliases": aliases})
        self.companies[name] = Company(name=name)
        self._holder[name.casefold()] = name

    def merge(self, root: str, names: Iterable[str]) -> None:
        """Give names that are the same one company: a registered one where there is any."""
        held = {self._holder.get(name.casefold()) for name in names} - {None}
        registered = sorted(name for name in held if name is not None)
        head = self._holder.get(root.casefold()) or (registered[0] if registered else root)
        company = self.companies.get(head) or Company(name=head)
        gone = [self.companies.pop(name) for name in registered if name != head]
        aliases = dict.fromkeys(
            (*company.aliases, *names, *(a for each in gone for a in (each.name, *each.aliases)))
        )
        aliases.pop(head, None)
        self.companies[head] = company.model_copy(update={"aliases": tuple(aliases)})
        self._holder.update(dict.fromkeys((alias.casefold() for alias in (head, *aliases)), head))
        for other in list(self.companies.values()):
            if other.owner is not None:
                self._own(other, self._holder.get(other.owner.casefold(), other.owner))
        self._break_circle(head)

    def _own(self, company: Company, owner: str | None) -> None:
        self.companies[company.name] = company.model_copy(update={"owner": owner})

    def _break_circle(self, head: str) -> None:
        """Free a company of its owner where a merger has made it its own."""
        owner, seen = self.companies[head].owner, {head}
        while owner is not None and owner not in seen:
            seen.add(owner)
            owner = self.companies[owner].owner if owner in self.companies else None
        if owner == head:
            self._own(self.companies[head], None)


def judgements_of(companies: Companies) -> Judgements:
    """Return the judgements that a registry follows; a plain one follows none."""
    return companies.judgements if isinstance(companies, Linker) else Judgements()


class Kept(Protocol):
    """Where decisions are kept, a line each; as text it says where that is."""

    def read(self) -> str:
        """Return all lines, each ended."""

    def add(self, line: str) -> None:
        """Add a line after all others, whole or not at all."""


class _File:
    """A file of lines, which people may edit."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __str__(self) -> str:
        return str(self._path)

    def read(self) -> str:
        """Return all lines, each ended."""
        text = self._path.read_text("utf-8") if self._path.exists() else ""
        return text if not text or text.endswith("\n") else f"{text}\n"

    def add(self, line: str) -> None:
        """Add a line: the file is replaced by one that has it."""
        new = self._path.with_name(f"{self._path.name}.new")
        new.write_text(f"{self.read()}{line}\n", "utf-8")
        new.replace(self._path)


class Resolver:
    """Decisions and where they are kept; every decision is written whole before it counts.

    Parameters
    ----------
    kept
        A file, or another place that keeps lines; None keeps decisions for as long as this object lives.
    judgements
        What was decided, instead of what is kept.

    Raises
    ------
    ClaimsError
        A line that is kept is no decision.
    """

    def __init__(self, kept: Path | Kept | None, judgements: Judgements | None = None) -> None:
        self._kept = _File(kept) if isinstance(kept, Path) else kept
        self.judgements = judgements or self._read()

    def linker(self, registry: Iterable[Company]) -> Linker:
        """Return the registry as the decisions change it."""
        return Linker(registry, self.judgements)

    def decide(self, judgement: Judgement) -> None:
        """Add a decision to those that are kept; one on the same pair is replaced.

        Raises
        ------
        ClaimsError
            It contradicts others; nothing is then kept of it.
        """
        before = self.judgements if self._kept is None else self._read()
        judgements = Judgements([*before, judgement])
        if self._kept is not None:
            self._kept.add(judgement_line(judgement))
        self.judgements = judgements

    def _read(self) -> Judgements:
        return Judgements() if self._kept is None else read_judgements(self._kept.read(), str(self._kept))
