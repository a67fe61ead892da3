"""What a language model is asked to fill in, and how it becomes a candidate claim.

A model cannot count characters, so it gives quotes without offsets; they are looked up here, exactly.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import BaseModel, Field, ValidationError

from kg.model import ROLES, Claim, ClaimType, Product, Status
from kg.values import Bound, Unit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.companies import Companies
    from kg.model import Document

_SLOTS = ("name", "product", "stake_percent", "signed", "start", "end", "duration", "status")


class ToldMoney(BaseModel):
    """Money, in whole units of a currency."""

    value: float
    currency: str
    bound: Bound = Bound.EXACT
    per_year: bool = False


class ToldCapacity(BaseModel):
    """A physical size."""

    value: float
    unit: Unit
    bound: Bound = Bound.EXACT


class Reference(BaseModel):
    """Words of a quote that mean a party without naming it."""

    party: str
    words: str
    spelled: str


class ToldClaim(BaseModel):
    """One claim as a model tells it."""

    type: ClaimType
    customer: list[str] = []
    provider: list[str] = []
    participant: list[str] = []
    funder: list[str] = []
    operator: list[str] = []
    investor: list[str] = []
    investee: list[str] = []
    acquirer: list[str] = []
    target: list[str] = []
    seller: list[str] = []
    party: list[str] = []
    name: str | None = None
    product: Product | None = None
    amount: ToldMoney | None = None
    capacity: ToldCapacity | None = None
    stake_percent: float | None = None
    signed: str | None = None
    start: str | None = None
    end: str | None = None
    duration: str | None = None
    status: Status = Status.ANNOUNCED
    attributed_to: list[str] = []
    quotes: list[str] = Field(min_length=1)
    references: list[Reference] = []


class ToldClaims(BaseModel):
    """Every claim that the document makes; none where it states no deal."""

    claims: list[ToldClaim]


def candidate(told: ToldClaim, document: Document, known: Companies) -> Claim | str:
    """Return a told claim as a candidate for the gate, or why it is no claim at all.

    Parameters
    ----------
    told
        What the model says.
    document
        The document; a quote is its first exact occurrence. One that is not there stays as it is, for the gate to refuse.
    known
        The registry, which gives parties their canonical names.

    Examples
    --------
    >>> from kg.companies import companies
    >>> from kg.model import Document
    >>> told = ToldClaim(type="usage", customer=["Acme"], provider=["AWS"], quotes=["Acme runs on AWS"])
    >>> claim = candidate(told, Document(id="d", text="Now Acme runs on AWS."), companies())
    >>> claim.roles, claim.evidence[0].start
    ({'customer': ('Acme',), 'provider': ('Amazon',)}, 4)
    """
    named = {
        name: known.canonical(name) or name
        for name in (
            *(n for role in ROLES[told.type] for n in getattr(told, role)),
            *(r.party for r in told.references),
        )
    }
    fields = {
        "doc": document.id,
        "type": told.type,
        "roles": {
            role: [named[name] for name in getattr(told, role)]
            for role in ROLES[told.type]
            if getattr(told, role, None)
        },
        **{slot: getattr(told, slot) for slot in _SLOTS},
        "amount": _money(told.amount),
        "capacity": _capacity(told.capacity),
        "attributed_to": told.attributed_to,
        "evidence": [_span(quote, document.text) for quote in told.quotes if quote],
        "antecedents": list(_antecedents(told, named, document.text)),
    }
    try:
        return Claim.model_validate(fields)
    except ValidationError as error:
        first = error.errors()[0]
        return f"{'.'.join(map(str, first['loc']))}: {first['msg'].removeprefix('Value error, ')}".lstrip(
            ": "
        )


def _money(told: ToldMoney | None) -> dict[str, object] | None:
    if told is None:
        return None
    return {
        "value": _whole(told.value),
        "currency": told.currency,
        "bound": told.bound,
        "period": "P1Y" if told.per_year else None,
    }


def _capacity(told: ToldCapacity | None) -> dict[str, object] | None:
    if told is None:
        return None
    return {"value": _whole(told.value), "unit": told.unit, "bound": told.bound}


def _whole(value: float) -> int | float:
    return int(value) if value.is_integer() else value


def _span(quote: str, text: str, start: int = 0) -> dict[str, object]:
    at = max(text.find(quote, start), 0)
    return {"quote": quote, "start": at, "end": at + len(quote)}


def _antecedents(told: ToldClaim, named: dict[str, str], text: str) -> Iterator[dict[str, object]]:
    """Yield the references whose words stand in a quote; the name is the last before them, or else the first."""
    for reference in told.references:
        quote = next((quote for quote in told.quotes if reference.words and reference.words in quote), None)
        if quote is None or not reference.spelled:
            continue
        mention = _span(reference.words, text, max(text.find(quote), 0))
        before = text.rfind(reference.spelled, 0, int(str(mention["start"])))
        names = _span(reference.spelled, text, max(before, 0))
        yield {"company": named[reference.party], "mention": mention, "names": names}
