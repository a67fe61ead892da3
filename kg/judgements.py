"""Decisions of people on who is who and which claims are one deal: one line of text each, kept for every rebuild.

::

    {
        "about": "company",
        "one": "Star Gate Inc",
        "other": "Stargate",
        "decision": "same",
        "who": "ada",
        "when": "2026-11-24",
        "why": "…",
    }

``same`` makes ``one`` another name of ``other``; ``different`` keeps them apart whatever the registry or the rules say;
``unsure`` decides nothing and asks no more. Of claims, named by their ids, ``part`` makes the deal of ``one`` a part of
the deal of ``other``, so that sums do not count it twice. A claim alone, with no ``other``, is told right (``accept``, which
leaves the policy to weigh it and asks no more), wrong (``reject``: it counts for nothing), or ``unsure``. A later line on the
same pair, or the same claim, replaces an earlier one; without its line, a decision never was.
"""

from __future__ import annotations

import hashlib
import json
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Self

from pydantic import Field, ValidationError, model_validator

from kg.errors import ClaimsError
from kg.values import Frozen, PartialDate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

FORMAT = "kg-judgements"
VERSION = 1
_Text = Annotated[str, Field(min_length=1)]


class Kind(StrEnum):
    """What a judgement is about."""

    COMPANY = "company"
    CLAIM = "claim"


class Decision(StrEnum):
    """What was decided about a pair, or about a claim alone."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"
    PART = "part"
    ACCEPT = "accept"
    REJECT = "reject"


OF_ONE = frozenset({Decision.ACCEPT, Decision.REJECT})
"""What can be decided about a claim alone only."""


class Judgement(Frozen):
    """One decision about a pair of names or of claims, or about a claim alone: who took it, when and why.

    Examples
    --------
    >>> taken = {"who": "ada", "when": "2026-11-24", "why": "the text tells of talks"}
    >>> Judgement(about="claim", one="c1", decision="reject", **taken).pair
    frozenset({'c1'})
    """

    about: Kind
    one: _Text
    other: _Text | None = None
    decision: Decision
    who: _Text
    when: PartialDate
    why: _Text

    @model_validator(mode="after")
    def _sound(self) -> Self:
        if self.one == self.other:
            raise ValueError(f"{self.one!r} is judged against itself")
        if self.about is Kind.COMPANY and self.decision is Decision.PART:
            raise ValueError("a part is decided of claims; the owner of a company stands in the registry")
        if self.decision in OF_ONE and (self.about is Kind.COMPANY or self.other is not None):
            raise ValueError(f"{self.decision} is decided of one claim, without another")
        alone = self.decision in OF_ONE or (self.about, self.decision) == (Kind.CLAIM, Decision.UNSURE)
        if self.other is None and not alone:
            raise ValueError(f"other is missing; {self.decision} is decided of two")
        return self

    @property
    def both(self) -> tuple[str, str]:
        """The two that are judged; a claim judged alone stands twice."""
        return self.one, self.one if self.other is None else self.other

    @property
    def pair(self) -> frozenset[str]:
        """What is judged, in no order."""
        return frozenset(self.both)


class Judgements:
    """Decisions that agree with each other, by pair.

    Raises
    ------
    ClaimsError
        Two that are different are the same through others; the message names one of the judgements.

    Examples
    --------
    >>> line = '{"about": "company", "one": "B", "other": "A", "decision": "same", "who": "ada", "when": "2026", "why": "-"}'
    >>> found = read_judgements(line, "judgements.jsonl")
    >>> found.same(Kind.COMPANY), found.decided(Kind.COMPANY, "A", "B")
    ({'B': 'A', 'A': 'A'}, <Decision.SAME: 'same'>)
    """

    def __init__(self, judgements: Iterable[Judgement] = ()) -> None:
        self._by_pair: dict[tuple[Kind, frozenset[str]], Judgement] = {}
        for judgement in judgements:
            key = judgement.about, judgement.pair
            self._by_pair.pop(key, None)
            self._by_pair[key] = judgement
        for judgement in self:
            groups = self.same(judgement.about)
            if judgement.decision in (Decision.DIFFERENT, Decision.PART):
                one, other = (groups.get(name, name) for name in judgement.both)
                if one == other:
                    raise ClaimsError(
                        f"{judgement.one!r} and {judgement.other!r} are judged {judgement.decision} by {judgement.who}, "
                        "and the same through others; take one of these judgements back"
                    )

    def __iter__(self) -> Iterator[Judgement]:
        return iter(self._by_pair.values())

    def __len__(self) -> int:
        return len(self._by_pair)

    def decided(self, about: Kind, one: str, other: str) -> Decision | None:
        """Return what was decided about a pair, or about one alone where it is named twice; None where nothing was."""
        judgement = self._by_pair.get((about, frozenset({one, other})))
        return judgement.decision if judgement else None

    def same(self, about: Kind) -> Mapping[str, str]:
        """Return for everyone who is judged the same as others the one that stands for all of them."""
        root: dict[str, str] = {}
        for judgement in self:
            if judgement.about is about and judgement.decision is Decision.SAME:
                one, other = (root.setdefault(name, name) for name in judgement.both)
                root = {name: other if found == one else found for name, found in root.items()}
        return root

    def apart(self, about: Kind) -> set[frozenset[str]]:
        """Return the pairs that are different, or one a part of the other."""
        return {
            judgement.pair
            for judgement in self
            if judgement.about is about and judgement.decision in (Decision.DIFFERENT, Decision.PART)
        }

    def parts(self) -> Iterator[tuple[str, str]]:
        """Iterate over the claims whose deal is a part of another claim's, with that claim."""
        return (each.both for each in self if each.decision is Decision.PART)

    def rejected(self) -> Iterator[Judgement]:
        """Iterate over the judgements that make a claim count for nothing."""
        return (each for each in self if each.decision is Decision.REJECT)

    @property
    def sha256(self) -> str:
        """What all decisions together are known by."""
        lines = sorted(map(judgement_line, self))
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def judgement_line(judgement: Judgement) -> str:
    """Return a judgement as one line of its file."""
    return judgement.model_dump_json(exclude_none=True)


def read_judgements(text: str, origin: str) -> Judgements:
    """Read judgements from JSON Lines.

    Parameters
    ----------
    text
        The content of the file; a first line ``{"format": "kg-judgements", "version": 1}`` may name its format.
    origin
        Its name, for messages.

    Raises
    ------
    ClaimsError
        A line is no judgement, contradicts those above it, or the file is of another version; the message names the line.
    """
    found: list[Judgement] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            try:
                found += _judgements(line)
                Judgements(found)
            except (ValidationError, ClaimsError, ValueError) as error:
                raise ClaimsError(f"{origin}, line {number}: {_reason(error)}") from error
    return Judgements(found)


def _judgements(line: str) -> list[Judgement]:
    fields = json.loads(line)
    if isinstance(fields, dict) and "format" in fields:
        if (fields["format"], fields.get("version")) != (FORMAT, VERSION):
            told = f"{fields['format']} version {fields.get('version')}"
            raise ClaimsError(f"the file is {told}; this release reads {FORMAT} version {VERSION}")
        return []
    return [Judgement.model_validate(fields)]


def _reason(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"is no JSON (column {error.colno}); write one judgement a line"
    if not isinstance(error, ValidationError):
        return str(error)
    first = error.errors()[0]
    field = ".".join(str(part) for part in first["loc"])
    message = (
        "is missing; give it" if first["type"] == "missing" else first["msg"].removeprefix("Value error, ")
    )
    return f"{field}: {message}" if field else message
