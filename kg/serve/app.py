"""The application: which path leads where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.routing import Route

from kg.errors import KgError
from kg.serve import api, pages, questions, review, sparql
from kg.serve.guard import Guard
from kg.serve.replies import as_json, refusal

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from kg.serve.review import Desk
    from kg.serve.served import Served

LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]"})


def application(served: Served, desk: Desk, hosts: frozenset[str] = LOOPBACK) -> Starlette:
    """Return the ASGI application for one state of a graph.

    Parameters
    ----------
    served
        What to serve.
    desk
        Where decisions are taken.
    hosts
        The names by which clients may call this server; others are refused, so that no page of another site reads it.
    """
    app = Starlette(
        routes=[
            Route("/", pages.web),
            Route("/company/{name:path}", pages.company),
            Route("/pair/{one}/{other}", pages.pair),
            Route("/deal/{id}", pages.deal),
            Route("/document/{id:path}", pages.document),
            Route("/conflicts", pages.conflicts),
            Route("/sources", pages.sources),
            Route("/ask", questions.forms),
            Route("/ask/{name}", questions.answered),
            Route("/review", review.page),
            Route("/api/decisions", review.decide, methods=["POST"]),
            Route("/sparql", sparql.endpoint, methods=["GET", "POST"]),
            Route("/api", lambda _: RedirectResponse("/openapi.json")),
            *(Route(path, handler) for path, handler, _ in api.ROUTES),
            Route("/openapi.json", api.openapi),
            Route("/health", _health),
            Route("/metrics", _metrics),
        ],
        middleware=[Middleware(Guard, hosts=hosts)],
        exception_handlers={HTTPException: refusal, KgError: refusal},
    )
    app.state.served = served
    app.state.desk = desk
    return app


def _health(request: Request) -> Response:
    """Return whether the server answers, and how much it serves."""
    network = request.app.state.served.network
    return as_json({"status": "ok", "companies": len(network), "ties": network.number_of_edges()})


def _metrics(request: Request) -> Response:
    """Return how many requests were answered how, in the text format of Prometheus."""
    served: Served = request.app.state.served
    lines = ["# HELP kg_replies_total Replies by route and status.", "# TYPE kg_replies_total counter"]
    lines += [
        f'kg_replies_total{{route="{route}",status="{status}"}} {count}'
        for (route, status), count in sorted(served.counts.items())
    ]
    return PlainTextResponse("\n".join(lines) + "\n", media_type="text/plain; version=0.0.4")
