"""What the project is about: documents, the evidence in them, and the claims they make.

A :class:`Claim` is one thing that one document says about parties to a deal; a :class:`Remark` is anything else worth
recording that is no deal (a refusal to comment, a strategy, a share move, an opinion). Both carry :class:`Evidence`:
exact spans of the document. Records are immutable; a claim is superseded or retired, never edited.
"""

import hashlib
from collections.abc import Mapping
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Any, Self

from pydantic import Field, model_validator

from kg.values import Capacity, Duration, Frozen, Money, PartialDate

FORMAT_VERSION = 1


class ClaimType(StrEnum):
    """What kind of deal a claim speaks of."""

    CONTRACT = "contract"
    USAGE = "usage"
    PROJECT = "project"
    INVESTMENT = "investment"
    ACQUISITION = "acquisition"
    PARTNERSHIP = "partnership"
    EXCLUSIVITY_ENDED = "exclusivity_ended"
    COMPETITION = "competition"


_SUPPLY = ("customer", "provider")
ROLES: Mapping[ClaimType, tuple[str, ...]] = {
    ClaimType.CONTRACT: _SUPPLY,
    ClaimType.USAGE: _SUPPLY,
    ClaimType.PROJECT: ("participant", "funder", "operator", "technology_partner"),
    ClaimType.INVESTMENT: ("investor", "investee"),
    ClaimType.ACQUISITION: ("acquirer", "target", "seller"),
    ClaimType.PARTNERSHIP: ("party",),
    ClaimType.EXCLUSIVITY_ENDED: _SUPPLY,
    ClaimType.COMPETITION: ("party",),
}
"""The roles that each type of claim may fill, in their order of reading."""


class Product(StrEnum):
    """What is supplied."""

    CLOUD = "cloud"
    CHIPS = "chips"
    DATA_CENTRE = "data_centre"
    POWER = "power"
    MANUFACTURING = "manufacturing"
    SOFTWARE = "software"
    NETWORK = "network"
    OTHER = "other"


class Status(StrEnum):
    """How far the source vouches for the tie."""

    ANNOUNCED = "announced"
    REPORTED = "reported"
    PLANNED = "planned"
    RUMORED = "rumored"
    DENIED = "denied"
    TERMINATED = "terminated"


class Grade(StrEnum):
    """How close a document stands to what it reports, nearest first."""

    FILING = "filing"
    PARTY_STATEMENT = "party-statement"
    ORIGINAL_REPORT = "original-report"
    SYNDICATED = "syndicated"
    AGGREGATOR = "aggregator"
    UNKNOWN = "unknown-grade"


class RemarkKind(StrEnum):
    """What a document says beside deals."""

    DECLINED_TO_COMMENT = "declined-to-comment"
    NO_RESPONSE = "no-response"
    STRATEGY = "strategy"
    UNNAMED_DEALS = "unnamed-deals"
    EVENT = "event"
    OPINION = "opinion"
    FORECAST = "forecast"


class Document(Frozen):
    """A text with its origin; offsets elsewhere count code points of ``text``.

    ``id`` is the name that claims cite (a file's name without its extension). ``date`` is the day of publication,
    ``date_inferred`` says that the document does not state it. ``text`` is empty where only the source is known and
    the text is not held (curated claims).
    """

    id: Annotated[str, Field(min_length=1)]
    text: str = ""
    title: str | None = None
    publisher: str | None = None
    source: str | None = None
    date: PartialDate | None = None
    date_inferred: bool = False
    grade: Grade = Grade.UNKNOWN
    recorded: PartialDate | None = None

    @property
    def sha256(self) -> str:
        """The SHA-256 of the text in UTF-8, in hexadecimal."""
        return hashlib.sha256(self.text.encode()).hexdigest()


class Evidence(Frozen):
    """One exact span of a document: ``text[start:end] == quote``."""

    quote: Annotated[str, Field(min_length=1)]
    start: Annotated[int, Field(ge=0)]
    end: int

    @model_validator(mode="after")
    def _length(self) -> Self:
        if self.end - self.start != len(self.quote):
            raise ValueError(f"the quote has {len(self.quote)} characters, its span {self.end - self.start}")
        return self

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Self:
        """Return the evidence that ``text[start:end]`` is.

        Examples
        --------
        >>> Evidence.of("Acme buys chips from Bolt.", 0, 9)
        Evidence(quote='Acme buys', start=0, end=9)
        """
        return cls(quote=text[start:end], start=start, end=end)


class Antecedent(Frozen):
    """Why a pronoun or description in the evidence means a company named elsewhere in the document.

    ``mention`` lies within a quote of the claim ("this competitor"); ``names`` is the span that names ``company``
    ("Google").
    """

    company: str
    mention: Evidence
    names: Evidence


class Claim(Frozen):
    """One thing that one document says about the parties to one deal.

    The fields are those of the interchange format (``data/README.md``): ``roles`` maps a role to canonical company
    names, ``attributed_to`` names whom the text gives as its source, ``confidence`` is the extractor's own.
    ``antecedents`` explain names that the evidence does not spell. ``summary`` stands in for evidence in curated
    claims, whose document's text is not held; a claim has one or the other.
    """

    doc: str
    type: ClaimType
    roles: dict[str, tuple[str, ...]]
    name: str | None = None
    product: Product | None = None
    amount: Money | None = None
    capacity: Capacity | None = None
    stake_percent: Annotated[float, Field(gt=0, le=100)] | None = None
    signed: PartialDate | None = None
    start: PartialDate | None = None
    end: PartialDate | None = None
    duration: Duration | None = None
    status: Status = Status.ANNOUNCED
    attributed_to: tuple[str, ...] = ()
    confidence: Annotated[float, Field(ge=0, le=1)] = 1.0
    evidence: tuple[Evidence, ...] = ()
    antecedents: tuple[Antecedent, ...] = ()
    summary: str | None = None

    @model_validator(mode="after")
    def _whole(self) -> Self:
        unknown = [role for role in self.roles if role not in ROLES[self.type]]
        if unknown:
            raise ValueError(f"a claim of type {self.type.value} has no role {unknown[0]!r}")
        if not self.parties:
            raise ValueError("a claim needs at least one party")
        if not self.evidence and not self.summary:
            raise ValueError("a claim needs evidence, or a summary where its document is not held")
        return self

    @property
    def parties(self) -> tuple[str, ...]:
        """Every company in a role, each once, in order of the roles."""
        return tuple(dict.fromkeys(name for role in ROLES[self.type] for name in self.roles.get(role, ())))

    @property
    def curated(self) -> bool:
        """Whether the claim rests on a link alone, without a verified quote."""
        return not self.evidence

    @cached_property
    def id(self) -> str:
        """A name made of the content: the same claim has the same id wherever it is built."""
        content = self.model_dump_json(exclude={"confidence"})
        return hashlib.sha256(content.encode()).hexdigest()[:16]

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Return a copy, some fields changed; it has an id of its own."""
        copied = super().model_copy(update=update, deep=deep)
        copied.__dict__.pop("id", None)  # pydantic copies what is cached
        return copied


class Remark(Frozen):
    """Something a document says that is no deal; recorded with its evidence and never made a fact.

    ``value`` is a short code where the kind has one (``multi-cloud`` for a strategy, ``share-price-up`` for an event).
    """

    doc: str
    kind: RemarkKind
    parties: tuple[str, ...] = ()
    value: str | None = None
    attributed_to: tuple[str, ...] = ()
    date: PartialDate | None = None
    evidence: Annotated[tuple[Evidence, ...], Field(min_length=1)]
    antecedents: tuple[Antecedent, ...] = ()

    @property
    def id(self) -> str:
        """A name made of the content."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()[:16]


class Rejected(Frozen):
    """A claim or remark that did not pass verification, and the reason in one sentence."""

    claim: Claim | Remark
    reason: str


class Extraction(Frozen):
    """Everything read out of one document: what passed the gate, and what did not."""

    document: Document
    claims: tuple[Claim, ...] = ()
    remarks: tuple[Remark, ...] = ()
    rejected: tuple[Rejected, ...] = ()


class Company(Frozen):
    """A canonical organisation; ``division`` marks a brand or part whose deals are its ``owner``'s."""

    name: Annotated[str, Field(min_length=1)]
    aliases: tuple[str, ...] = ()
    kind: str | None = None
    owner: str | None = None
    division: bool = False
    country: str | None = None


class Verdict(StrEnum):
    """What a policy decides about one claim."""

    ACCEPTED = "accepted"
    OUTRANKED = "outranked"
    DISPUTED = "disputed"
    INELIGIBLE = "ineligible"


class Assessment(Frozen):
    """One policy's verdict on one claim (by its id), with the reason in one sentence."""

    claim: str
    verdict: Verdict
    reason: str


class Deal(Frozen):
    """The real-world relationship that claims talk about, with what the policy accepted of it.

    ``claims`` are the ids of every claim about the deal, accepted or not, sorted; a slot is empty where no claim fills
    it or where the claims dispute it. ``part_of`` is the deal that people judged to include it. ``status`` is the accepted status, or the least doubtful told one where no
    claim is accepted (``accepted`` is then false: a planned, rumored or denied deal is no fact).
    """

    id: str
    type: ClaimType
    roles: dict[str, tuple[str, ...]]
    name: str | None = None
    product: Product | None = None
    amount: Money | None = None
    capacity: Capacity | None = None
    stake_percent: float | None = None
    signed: PartialDate | None = None
    start: PartialDate | None = None
    end: PartialDate | None = None
    duration: Duration | None = None
    status: Status
    accepted: bool
    claims: tuple[str, ...]
    part_of: str | None = None
