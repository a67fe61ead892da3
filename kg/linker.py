"""Who is who once people have judged: the registry with its names merged, parted and found in spite of a legal form.

The :class:`Linker` reads; everybody may hold one. The :class:`Resolver` takes decisions and keeps them in their file.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.companies import Companies
from kg.judgements import Decision, Judgement, Judgements, Kind, judgement_line, read_judgements
from kg.model import Company

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

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
        entries = {company.name: company for company in registry}
        holder = {name: company.name for company in entries.values() for name in company.aliases} | {
            name: name for name in entries
        }
        for judgement in judgements:
            if judgement.about is Kind.COMPANY and judgement.decision is Decision.DIFFERENT:
                for name, other in ((judgement.one, judgement.other), (judgement.other, judgement.one)):
                    if name not in entries and holder.get(name, other) == holder.get(other, other):
                        entries, holder = _parted(entries, holder, name)
        super().__init__(_merged(entries, holder, judgements.same(Kind.COMPANY)).values())
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


def _parted(
    entries: Mapping[str, Company], holder: Mapping[str, str], name: str
) -> tuple[dict[str, Company], dict[str, str]]:
    """Take an alias away from its company, if it has one, and make it a company of its own."""
    changed, held = dict(entries), dict(holder)
    if name in holder:
        company = changed[holder[name]]
        aliases = tuple(alias for alias in company.aliases if alias != name)
        changed[company.name] = company.model_copy(update={"aliases": aliases})
    changed[name] = Company(name=name)
    held[name] = name
    return changed, held


def _merged(
    entries: Mapping[str, Company], holder: Mapping[str, str], same: Mapping[str, str]
) -> dict[str, Company]:
    """Give each group of names that are the same one company: a registered one where there is any."""
    groups: dict[str, list[str]] = {}
    for name, root in sorted(same.items()):
        groups.setdefault(root, []).append(name)
    changed = dict(entries)
    for root, names in groups.items():
        registered = sorted({holder[name] for name in names if name in holder})
        head = holder.get(root, registered[0] if registered else root)
        gone = [changed.pop(name) for name in registered if name != head and name in changed]
        company = changed.get(head, Company(name=head))
        others = [alias for each in gone for alias in (each.name, *each.aliases)]
        extra = [name for name in (*names, *others) if name not in (head, *company.aliases)]
        owner = None if company.owner in {each.name for each in gone} else company.owner
        aliases = (*company.aliases, *dict.fromkeys(extra))
        changed[head] = company.model_copy(update={"aliases": aliases, "owner": owner})
        for other in list(changed.values()):
            if other.owner in {each.name for each in gone}:
                changed[other.name] = other.model_copy(update={"owner": head if other.name != head else None})
    return changed


def judgements_of(companies: Companies) -> Judgements:
    """Return the judgements that a registry follows; a plain one follows none."""
    return companies.judgements if isinstance(companies, Linker) else Judgements()


class Resolver:
    """Decisions and the file that keeps them; every decision is written whole before it counts.

    Raises
    ------
    ClaimsError
        The file has a bad line.
    """

    def __init__(self, path: Path | None, judgements: Judgements | None = None) -> None:
        self._path = path
        self.judgements = judgements or read_judgements(self._text(), str(path))

    def linker(self, registry: Iterable[Company]) -> Linker:
        """Return the registry as the decisions change it."""
        return Linker(registry, self.judgements)

    def decide(self, judgement: Judgement) -> None:
        """Add a decision to those in the file; one on the same pair is replaced.

        Raises
        ------
        ClaimsError
            It contradicts others; nothing is then kept of it.
        """
        if self._path is None:
            self.judgements = Judgements([*self.judgements, judgement])
            return
        kept = self._text()
        ended = kept if not kept or kept.endswith("\n") else f"{kept}\n"
        judgements = Judgements([*read_judgements(kept, str(self._path)), judgement])
        new = self._path.with_name(f"{self._path.name}.new")
        new.write_text(f"{ended}{judgement_line(judgement)}\n", "utf-8")
        new.replace(self._path)
        self.judgements = judgements

    def _text(self) -> str:
        return self._path.read_text("utf-8") if self._path is not None and self._path.exists() else ""
