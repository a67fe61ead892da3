"""FollowTheMoney entities as JSON Lines: companies, ownerships, links, and the articles that prove them.

The models meet here: an investment of one in another is an Ownership; a tie of any other kind between one and one is an
UnknownLink, whose role names the kind; the document is an Article that both cite as proof. Amounts, capacities, products and
exact quotes have no place in these schemata (followthemoney.tech) and stay behind.
"""

from __future__ import annotations

import json
from hashlib import sha1
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from kg.errors import ClaimsError
from kg.model import Claim, ClaimType, Document, Extraction, Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.export import Source

_ENDS = {
    ClaimType.CONTRACT: ("customer", "provider"),
    ClaimType.USAGE: ("customer", "provider"),
    ClaimType.EXCLUSIVITY_ENDED: ("customer", "provider"),
    ClaimType.INVESTMENT: ("investor", "investee"),
    ClaimType.ACQUISITION: ("acquirer", "target"),
    ClaimType.PARTNERSHIP: ("party", "party"),
    ClaimType.COMPETITION: ("party", "party"),
}
"""The roles of the two ends of each type of tie; a project has no two ends."""
_SCHEMA = {"Ownership": ("owner", "asset"), "UnknownLink": ("subject", "object")}


def written(graph: Source) -> bytes:
    """Return the claims of a graph that are ties between one company and one other, with companies and documents."""
    known = {company.name: company for company in graph.companies}
    told = [(claim, ends) for claim in graph.claims() if (ends := _ends(claim))]
    names = sorted({name for _, ends in told for name in ends})
    cited = {claim.doc for claim, _ in told}
    entities = [
        _entity(
            _company_id(name),
            "Company",
            name=name,
            alias=known[name].aliases if name in known else (),
            country=known[name].country if name in known else None,
        )
        for name in names
    ]
    entities += [_article(document) for document in graph.documents() if document.id in cited]
    entities += [_tie(claim, ends) for claim, ends in told]
    return "".join(f"{json.dumps(each, ensure_ascii=False)}\n" for each in entities).encode()


def read(text: str, origin: str) -> list[Extraction]:
    """Return the claims that Ownership and UnknownLink entities make, by document.

    An entity without an Article as its proof counts as told by its own publisher at its own address, or else by the file.

    Raises
    ------
    ClaimsError
        A line is no entity, or names a company that the file does not hold; the message names the line.
    """
    entities = list(_entities(text, origin))
    named = {told["id"]: told for _, told in entities}
    documents: dict[str, Document] = {}
    claims: dict[str, list[Claim]] = {}
    for number, told in entities:
        if told["schema"] not in _SCHEMA:
            continue
        try:
            document = _document(told, named, origin)
            claim = _claim(told, named, document)
        except (ValidationError, ValueError) as error:
            reason = error.errors()[0]["msg"] if isinstance(error, ValidationError) else str(error)
            raise ClaimsError(f"{origin}, line {number}: {reason}") from error
        documents.setdefault(document.id, document)
        claims.setdefault(document.id, []).append(claim)
    return [Extraction(document=documents[doc], claims=tuple(some)) for doc, some in claims.items()]


def _ends(claim: Claim) -> tuple[str, str] | None:
    """Return the two companies of a claim, None where they are not two."""
    if claim.type not in _ENDS:
        return None
    one, other = _ENDS[claim.type]
    parties = (
        claim.roles.get(one, ()) if one == other else (*claim.roles.get(one, ()), *claim.roles.get(other, ()))
    )
    several = len(claim.parties) != 2 or len(claim.roles.get(one, ())) != (2 if one == other else 1)
    return None if several else (parties[0], parties[1])


def _tie(claim: Claim, ends: tuple[str, str]) -> dict[str, Any]:
    schema = "Ownership" if claim.type is ClaimType.INVESTMENT else "UnknownLink"
    one, other = _SCHEMA[schema]
    quotes = tuple(each.quote for each in claim.evidence)
    return _entity(
        f"claim-{claim.id}",
        schema,
        **{one: _company_id(ends[0]), other: _company_id(ends[1])},
        role=claim.type.value,
        status=claim.status.value,
        percentage=None if claim.stake_percent is None else f"{claim.stake_percent:g}",
        startDate=claim.start,
        endDate=claim.end,
        date=claim.signed,
        recordId=claim.id,
        summary=claim.name,
        description=quotes or claim.summary,
        proof=f"article-{_digest(claim.doc)}",
    )


def _article(document: Document) -> dict[str, Any]:
    return _entity(
        f"article-{_digest(document.id)}",
        "Article",
        fileName=document.id,
        title=document.title,
        publisher=document.publisher,
        sourceUrl=document.source,
        publishedAt=document.date,
    )


def _entity(id_: str, schema: str, **properties: Any) -> dict[str, Any]:
    """Return an entity; every property is a list of texts."""
    told = {
        name: list(value) if isinstance(value, tuple) else [value]
        for name, value in properties.items()
        if value
    }
    return {"id": id_, "schema": schema, "properties": told}


def _company_id(name: str) -> str:
    return f"company-{_digest(name)}"


def _digest(name: str) -> str:
    return sha1(name.encode(), usedforsecurity=False).hexdigest()


def _entities(text: str, origin: str) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            told = json.loads(line)
            whole = (
                isinstance(told["id"], str)
                and isinstance(told["schema"], str)
                and isinstance(told["properties"], dict)
            )
        except (ValueError, KeyError, TypeError):
            whole = False
        if not whole:
            raise ClaimsError(
                f"{origin}, line {number}: is no FollowTheMoney entity; write one a line, with id, schema, properties"
            )
        yield number, told


def _first(told: Mapping[str, Any], name: str) -> str | None:
    values = told["properties"].get(name) or [None]
    return None if values[0] is None else str(values[0])


def _document(told: Mapping[str, Any], named: Mapping[str, Mapping[str, Any]], origin: str) -> Document:
    about = named.get(_first(told, "proof") or "", told)
    name = (
        _first(about, "fileName") or _first(about, "sourceUrl") or origin.rpartition("/")[2].partition(".")[0]
    )
    return Document(
        id=name,
        title=_first(about, "title"),
        publisher=_first(about, "publisher"),
        source=_first(about, "sourceUrl"),
        date=_first(about, "publishedAt"),
    )


def _claim(told: Mapping[str, Any], named: Mapping[str, Mapping[str, Any]], document: Document) -> Claim:
    role, status = _first(told, "role"), _first(told, "status")
    other = ClaimType.INVESTMENT if told["schema"] == "Ownership" else ClaimType.PARTNERSHIP
    type_ = ClaimType(role) if role in {each.value for each in _ENDS} else other
    ends = tuple(_name(told, end, named) for end in _SCHEMA[told["schema"]])
    one, two = _ENDS[type_]
    percentage = _first(told, "percentage")
    words = told["properties"].get("description") or [f"{ends[0]}: {role or 'linked to'} {ends[1]}"]
    return Claim(
        doc=document.id,
        type=type_,
        roles={one: ends} if one == two else {one: ends[:1], two: ends[1:]},
        name=_first(told, "summary"),
        stake_percent=None if percentage is None else float(percentage.rstrip("% ")),
        signed=_first(told, "date"),
        start=_first(told, "startDate"),
        end=_first(told, "endDate"),
        status=Status(status) if status in set(Status) else Status.REPORTED,
        summary=" … ".join(map(str, words)),
    )


def _name(told: Mapping[str, Any], end: str, named: Mapping[str, Mapping[str, Any]]) -> str:
    id_ = _first(told, end) or ""
    name = _first(named[id_], "name") if id_ in named else None
    if name is None:
        raise ValueError(f"{end} is {id_!r}, which names no entity of the file; add its entity")
    return name
