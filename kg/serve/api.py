"""The JSON API: companies, deals with their evidence, answers to questions; described in OpenAPI."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from starlette.exceptions import HTTPException

from kg.questions import dependency_paths, providers
from kg.questions.footnotes import Sources
from kg.serve.pages import node_of
from kg.serve.replies import as_json
from kg.serve.review import decide, waiting
from kg.views.records import claim_record, deal_record, document_record

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request
    from starlette.responses import Response

    from kg.questions.answer import Answer
    from kg.serve.served import Served

PAGE = 100
"""How many deals one reply lists at most; ``next`` leads to the others."""


def companies(request: Request) -> Response:
    """List the companies and projects, with the number of ties of each."""
    network = _served(request).network
    return as_json(
        {
            "companies": [
                {"name": node, "kind": network.nodes[node]["kind"], "ties": network.degree(node)}
                for node in sorted(network)
            ]
        }
    )


def deals(request: Request) -> Response:
    """List deals, those of one company where ``company`` names it; ``after`` continues where a reply ended."""
    served = _served(request)
    name, after = request.query_params.get("company"), request.query_params.get("after", "")
    edges = [*served.network.edges(data=True)]
    if name is not None:
        node = node_of(served, name)
        edges = [edge for edge in edges if node in edge[:2]]
    ties = {tie["deal"].id: tie for _, _, tie in edges if tie["deal"].id > after}
    shown = sorted(ties)[:PAGE]
    sources = Sources.of(served.network)
    return as_json(
        {
            "deals": [deal_record(ties[key], sources, served.network.graph["companies"]) for key in shown],
            "next": shown[-1] if len(ties) > PAGE else None,
        }
    )


def deal(request: Request) -> Response:
    """Return one deal with its claims, their quotes and documents."""
    served, key = _served(request), request.path_params["id"]
    tie = next((tie for _, _, tie in served.network.edges(data=True) if tie["deal"].id == key), None)
    if tie is None:
        raise HTTPException(404, f"there is no deal {key!r}")
    sources = Sources.of(served.network)
    told = [sources.claims[claim] for claim in tie["claims"] if claim in sources.claims]
    return as_json(
        {
            **deal_record(tie, sources, served.network.graph["companies"]),
            "evidence": {
                claim.id: claim_record(claim, sources, served.verdicts.get(claim.id)) for claim in told
            },
            "documents": {claim.doc: document_record(sources.document(claim)) for claim in told},
        }
    )


def suppliers(request: Request) -> Response:
    """Answer who supplies a company."""
    served = _served(request)
    return _answered(providers(served.network, _asked(request, "company"), **_on(request)))


def paths(request: Request) -> Response:
    """Answer on which paths of supply one company depends on another."""
    served = _served(request)
    return _answered(
        dependency_paths(
            served.network, _asked(request, "from"), _asked(request, "to"), max_paths=100, **_on(request)
        )
    )


def openapi(request: Request) -> Response:
    """Return the description of this API in OpenAPI 3.1."""
    return as_json(
        {
            "openapi": "3.1.0",
            "info": {"title": "Deals and their sources", "version": "1"},
            "servers": [{"url": str(request.base_url).rstrip("/")}],
            "paths": {
                path: {"get": _operation(path, handler, parameters)} for path, handler, parameters in ROUTES
            }
            | {"/api/decisions": {"get": _operation("/api/decisions", waiting, {}), "post": _deciding()}},
            "components": {"securitySchemes": {"token": {"type": "http", "scheme": "bearer"}}},
        }
    )


ROUTES: tuple[tuple[str, Callable[[Request], Any], dict[str, str]], ...] = (
    ("/api/companies", companies, {}),
    ("/api/deals", deals, {"company": "any of its names", "after": "the id after which to continue"}),
    ("/api/deals/{id}", deal, {}),
    ("/api/providers", suppliers, {"company": "any of its names", "as_of": "a date"}),
    ("/api/decisions", waiting, {}),
    ("/api/paths", paths, {"from": "who depends", "to": "on whom", "as_of": "a date"}),
)
"""Path, handler, and the parameters that a query may carry."""

_REQUIRED = {"/api/providers": {"company"}, "/api/paths": {"from", "to"}}


def _operation(path: str, handler: Callable[[Request], Any], parameters: dict[str, str]) -> dict[str, Any]:
    text = {"schema": {"type": "string"}}
    inside = [{"name": "id", "in": "path", "required": True, **text}] if "{id}" in path else []
    return {
        "operationId": handler.__name__,
        "summary": (handler.__doc__ or "").partition("\n")[0],
        "parameters": [
            *inside,
            *(
                {
                    "name": name,
                    "in": "query",
                    "description": about,
                    "required": name in _REQUIRED.get(path, ()),
                    **text,
                }
                for name, about in parameters.items()
            ),
        ],
        "responses": {
            "200": {"description": "JSON", "content": {"application/json": {"schema": {"type": "object"}}}},
            "400": {"description": "A parameter is missing or wrong; 'error' says which and how to mend it"},
            "404": {"description": "There is no such thing; 'error' says what"},
        },
    }


def _deciding() -> dict[str, Any]:
    """Return the description of the one operation that writes."""
    text = {"type": "string"}
    fields = dict.fromkeys(("about", "decision", "one", "other", "who", "why"), text)
    schema = {"type": "object", "properties": fields, "required": ["about", "decision", "one", "who"]}
    told = {
        "200": "Kept; what waits now",
        "400": "A field is missing or wrong",
        "401": "The token is missing or wrong",
        "403": "The server only reads",
        "409": "The decision is not open, or contradicts others",
    }
    return {
        "operationId": "decide",
        "summary": (decide.__doc__ or "").partition("\n")[0],
        "security": [{"token": []}],
        "requestBody": {"required": True, "content": {"application/json": {"schema": schema}}},
        "responses": {status: {"description": words} for status, words in told.items()},
    }


def _answered(answer: Answer[Any]) -> Response:
    return as_json(
        {
            "question": answer.question,
            "verdict": answer.verdict,
            "rows": answer.to_dicts(),
            "claims": list(answer.claims),
            "unknown": list(answer.unknown),
            "truncated": answer.truncated,
        }
    )


def _asked(request: Request, name: str) -> str:
    value = request.query_params.get(name)
    if not value:
        raise HTTPException(400, f"the parameter {name!r} is missing; give it")
    return value


def _on(request: Request) -> dict[str, Any]:
    return {"as_of": request.query_params["as_of"]} if "as_of" in request.query_params else {}


def _served(request: Request) -> Served:
    found: Served = request.app.state.served
    return found
