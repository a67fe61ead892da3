"""Known names in a text: an Aho-Corasick automaton over the registry; the one module that knows pyahocorasick."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from ahocorasick import Automaton

    from kg.companies import Companies


class Found(NamedTuple):
    """A known name at code points ``start`` to ``end`` of a text, with the canonical name it stands for."""

    start: int
    end: int
    company: str


@lru_cache(maxsize=8)
def _automaton(known: Companies) -> Automaton:
    from ahocorasick import Automaton

    automaton = Automaton()
    for alias in known.names():
        for form in {alias, alias.upper()} if len(alias) > 3 else {alias}:
            automaton.add_word(form, (len(form), known.canonical(alias)))
    automaton.make_automaton()
    return automaton


def find_known(text: str, known: Companies) -> list[Found]:
    """Return the longest registered names of a text, as written or in capitals, in order; linear in the text.

    Examples
    --------
    >>> from kg.companies import companies
    >>> find_known("Foracle hired Oracle Corp. and AWS", companies())
    [Found(start=14, end=26, company='Oracle'), Found(start=31, end=34, company='Amazon')]
    """
    if not len(known):
        return []
    matches = (
        Found(last - length + 1, last + 1, company)
        for last, (length, company) in _automaton(known).iter(text)
    )
    whole = [match for match in matches if _bounded(text, match)]
    whole.sort(key=lambda match: (match.start, -match.end))
    kept: list[Found] = []
    for match in whole:
        if not kept or match.start >= kept[-1].end:
            kept.append(match)
    return kept


def _bounded(text: str, match: Found) -> bool:
    before, after = text[match.start - 1 : match.start], text[match.end : match.end + 1]
    return not (before.isalnum() or (after.isalnum() and text[match.end - 1].isalnum()))
