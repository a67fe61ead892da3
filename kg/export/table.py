"""Claims as a table: a row each, with the document it stands in, the deal it is about and the policy's verdict."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from kg.errors import ClaimsError
from kg.model import Claim, Document, Extraction

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kg.export import Source
    from kg.model import Assessment

_PARTS = {
    "amount": ("value", "currency", "bound", "period"),
    "capacity": ("value", "unit", "bound"),
}
_SLOTS = (
    "name",
    "product",
    "stake_percent",
    "signed",
    "start",
    "end",
    "duration",
    "status",
    "confidence",
    "summary",
)
_LISTS = ("roles", "attributed_to", "evidence", "antecedents")
_DOCUMENT = ("publisher", "title", "source", "date", "date_inferred", "grade")
COLUMNS = (
    "id", "deal", "verdict", "reason", "doc", *(f"doc_{name}" for name in _DOCUMENT), "type", *_SLOTS,
    *(f"{slot}_{part}" for slot, parts in _PARTS.items() for part in parts), *_LISTS,
)  # fmt: skip
"""The columns; those of :data:`JSON` hold JSON."""
JSON = frozenset(_LISTS)
NUMBERS = frozenset({"stake_percent", "confidence", "amount_value", "capacity_value"})


def rows(graph: Source) -> Iterator[dict[str, Any]]:
    """Iterate over the claims of a graph as rows of texts and numbers, by id; what is not told is None."""
    documents = {document.id: document for document in graph.documents()}
    deals = {claim: deal.id for deal in graph.deals() for claim in deal.claims}
    verdicts = {each.claim: each for each in graph.assessments()}
    for claim in graph.claims():
        yield row_of(claim, documents[claim.doc], deals.get(claim.id), verdicts.get(claim.id))


def row_of(
    claim: Claim, document: Document, deal: str | None, verdict: Assessment | None = None
) -> dict[str, Any]:
    """Return a claim as a row: a text, a number or None for each of the :data:`COLUMNS`."""
    told, origin = claim.model_dump(mode="json"), document.model_dump(mode="json")
    origin["date_inferred"] = "true" if document.date_inferred else None
    row: dict[str, Any] = {"id": claim.id, "deal": deal, "doc": claim.doc, "type": told["type"]}
    row |= {"verdict": verdict and verdict.verdict.value, "reason": verdict and verdict.reason}
    row |= {f"doc_{name}": origin[name] for name in _DOCUMENT}
    row |= {name: told[name] for name in _SLOTS}
    for slot, parts in _PARTS.items():
        row |= {f"{slot}_{part}": told[slot] and told[slot][part] for part in parts}
    row |= {name: json.dumps(told[name], ensure_ascii=False) if told[name] else None for name in _LISTS}
    return {name: row[name] for name in COLUMNS}


def extractions(rows: Iterable[Mapping[str, Any]], origin: str) -> list[Extraction]:
    """Return the claims of a table by document; the texts of documents are not part of it.

    Raises
    ------
    ClaimsError
        A row is no claim; the message names it.
    """
    documents: dict[str, Document] = {}
    claims: dict[str, list[Claim]] = {}
    for number, row in enumerate(rows, start=1):
        told = {name: value for name, value in row.items() if value not in (None, "")}
        try:
            fields = {name: told[name] for name in ("doc", "type", *_SLOTS) if name in told}
            fields |= {name: json.loads(told[name]) for name in _LISTS if name in told}
            for slot, parts in _PARTS.items():
                if f"{slot}_value" in told:
                    fields[slot] = {
                        part: told[f"{slot}_{part}"] for part in parts if f"{slot}_{part}" in told
                    }
            claim = Claim.model_validate(fields)
            document = {name: told[f"doc_{name}"] for name in _DOCUMENT if f"doc_{name}" in told}
            documents.setdefault(claim.doc, Document.model_validate({"id": claim.doc, **document}))
        except (ValidationError, ValueError) as error:
            reason = error.errors()[0]["msg"] if isinstance(error, ValidationError) else str(error)
            raise ClaimsError(f"{origin}, row {number}: {reason}") from error
        claims.setdefault(claim.doc, []).append(claim)
    return [Extraction(document=documents[doc], claims=tuple(some)) for doc, some in claims.items()]
