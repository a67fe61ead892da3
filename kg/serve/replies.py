"""Replies that every room of the server gives: pages, JSON, and errors of one clear line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, Response

from kg.errors import KgError, QueryError, UnknownCompany
from kg.serve.negotiation import preferred
from kg.store import LimitExceeded, ResultTooLarge
from kg.views.template import PLAIN, html_page

if TYPE_CHECKING:
    from starlette.requests import Request

    from kg.views.page import View


def page(view: View) -> Response:
    """Return a view as a reply."""
    return HTMLResponse(view.html)


def as_json(content: Any, status: int = 200, **more: Any) -> Response:
    """Return plain values as JSON; ``more`` goes to the response as it is."""
    body = json.dumps(content, ensure_ascii=False, allow_nan=False)
    return Response(body, status, media_type="application/json", **more)


def refusal(request: Request, error: Exception) -> Response:
    """Return an error as a page for readers and as JSON for programs, with one line that says what to mend."""
    status, message = _told(error)
    headers = dict(getattr(error, "headers", None) or {})
    if status == 503:
        headers["Retry-After"] = "5"
    if preferred(request.headers.get("accept"), ("application/json", "text/html")) == "text/html":
        reply: Response = HTMLResponse(html_page(f"{status}: {message}", {"message": message}, PLAIN), status)
    else:
        reply = as_json({"error": message}, status)
    reply.headers.update(headers)
    return reply


def _told(error: Exception) -> tuple[int, str]:
    if isinstance(error, HTTPException):
        return error.status_code, error.detail
    if isinstance(error, UnknownCompany):
        return 404, str(error)
    if isinstance(error, LimitExceeded):
        return 400 if isinstance(error, ResultTooLarge) else 503, str(error)
    if isinstance(error, KgError):
        return 400 if isinstance(error, QueryError) or error.exit_code == 2 else 500, str(error)
    return 500, "the server failed; see its log"
