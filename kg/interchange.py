"""Claims as JSON Lines, and the table of sources that curated claims cite: the formats that ``data/README.md`` describes.

The first line of a claims file may name its format, ``{"format": "kg-claims", "version": 1}``; a claim may carry the
``id`` that its curator gave it, by which decisions and lists of conflicts refer to it.
"""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any, NamedTuple

from pydantic import ValidationError

from kg.errors import ClaimsError
from kg.model import FORMAT_VERSION, Claim, Document, Extraction
from kg.values import days

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

FORMAT = "kg-claims"
_NOT_INTERCHANGED = {"antecedents", "summary"}


class Curated(NamedTuple):
    """Curated claims by source, and the content id of each claim by the id that its curator gave it."""

    extractions: tuple[Extraction, ...]
    ids: Mapping[str, str]


def claim_line(claim: Claim) -> str:
    """Return a claim as one line of the interchange format.

    Examples
    --------
    >>> claim = Claim(
    ...     doc="d", type="usage", roles={"customer": ("A",), "provider": ("B",)}, summary="A uses B."
    ... )
    >>> claim_line(claim)[:62]
    '{"doc":"d","type":"usage","roles":{"customer":["A"],"provider"'
    """
    return claim.model_dump_json(exclude=_NOT_INTERCHANGED)


def read_sources(text: str, origin: str) -> dict[str, Document]:
    """Read the documents that curated claims cite from CSV with the columns id, publisher, title, source, date, grade.

    Raises
    ------
    ClaimsError
        A row is malformed or an id stands twice; the message names the line.
    """
    documents: dict[str, Document] = {}
    for number, row in enumerate(csv.DictReader(io.StringIO(text)), start=2):
        try:
            document = Document.model_validate({name: value for name, value in row.items() if value})
        except ValidationError as error:
            raise ClaimsError(f"{origin}, line {number}: {_reason(error)}") from error
        if document.id in documents:
            raise ClaimsError(f"{origin}, line {number}: the source {document.id!r} stands twice; remove one")
        documents[document.id] = document
    return documents


def read_curated(text: str, origin: str, sources: Mapping[str, Document]) -> Curated:
    """Read curated claims from JSON Lines, each citing one of the sources.

    Parameters
    ----------
    text
        The content of the file.
    origin
        Its name, for messages.
    sources
        The documents that claims may cite, by id.

    Raises
    ------
    ClaimsError
        A line is no claim, cites an unknown source, or ends before it begins, or the file is of another version; the
        message names the line, and nothing is returned.

    Examples
    --------
    >>> sources = {"d": Document(id="d", publisher="Daily")}
    >>> line = '{"doc": "d", "type": "usage", "roles": {"customer": ["A"], "provider": ["B"]}, "summary": "A uses B."}'
    >>> found = read_curated(line, "claims.jsonl", sources)
    >>> [(extraction.document.publisher, len(extraction.claims)) for extraction in found.extractions]
    [('Daily', 1)]
    """
    by_source: dict[str, list[Claim]] = {}
    ids: dict[str, str] = {}
    for number, fields in _lines(text, origin):
        where = f"{origin}, line {number}"
        given = fields.pop("id", None)
        claim = _claim(fields, where)
        if claim.doc not in sources:
            raise ClaimsError(
                f"{where}: cites the unknown document {claim.doc!r}; add it to the table of sources"
            )
        if given is not None:
            if str(given) in ids:
                raise ClaimsError(f"{where}: the id {given!r} stands twice; give each claim its own")
            ids[str(given)] = claim.id
        by_source.setdefault(claim.doc, []).append(claim)
    extractions = (
        Extraction(document=sources[doc], claims=tuple(claims)) for doc, claims in by_source.items()
    )
    return Curated(tuple(extractions), ids)


def read_claims(text: str, origin: str) -> list[Claim]:
    """Read claims from JSON Lines, in their order; ids that curators gave are left out.

    A claim without evidence is read as well, with a summary that says so: other extractors may give none.

    Raises
    ------
    ClaimsError
        A line is no claim, or the file is of another version; the message names the line.

    Examples
    --------
    >>> line = '{"doc": "d", "type": "usage", "roles": {"customer": ["A"], "provider": ["B"]}, "summary": "A uses B."}'
    >>> [claim.parties for claim in read_claims(line, "claims.jsonl")]
    [('A', 'B')]
    """
    claims = []
    for number, fields in _lines(text, origin):
        fields.pop("id", None)
        if not fields.get("evidence") and not fields.get("summary"):
            fields["summary"] = "no evidence given"
        claims.append(_claim(fields, f"{origin}, line {number}"))
    return claims


def _lines(text: str, origin: str) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            fields = json.loads(line)
        except json.JSONDecodeError as error:
            raise ClaimsError(
                f"{origin}, line {number}: is no JSON (column {error.colno}); write one claim a line"
            ) from error
        if not isinstance(fields, dict):
            raise ClaimsError(f"{origin}, line {number}: is no JSON object; write one claim a line")
        if "format" in fields:
            _check_version(fields, f"{origin}, line {number}")
        else:
            yield number, fields


def _check_version(header: Mapping[str, Any], where: str) -> None:
    if header.get("format") != FORMAT or header.get("version") != FORMAT_VERSION:
        told = f"{header.get('format')} version {header.get('version')}"
        raise ClaimsError(
            f"{where}: the file is {told}; this release reads {FORMAT} version {FORMAT_VERSION}"
        )


def _claim(fields: dict[str, Any], where: str) -> Claim:
    try:
        claim = Claim.model_validate(fields)
    except ValidationError as error:
        raise ClaimsError(f"{where}: {_reason(error)}") from error
    if claim.start and claim.end and days(claim.end).last < days(claim.start).first:
        raise ClaimsError(
            f"{where}: ends in {claim.end}, before it begins in {claim.start}; mend one of them"
        )
    return claim


def _reason(error: ValidationError) -> str:
    first = error.errors()[0]
    field = ".".join(str(part) for part in first["loc"])
    message = first["msg"].removeprefix("Value error, ")
    if first["type"] == "missing":
        return f"{field} is missing; give it"
    return f"{field}: {message}" if field else message
