"""The server process: uvicorn around the application, on loopback unless told otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

import uvicorn

from kg.serve.app import LOOPBACK, application
from kg.serve.served import Served
from kg.store import Limits

if TYPE_CHECKING:
    from kg.knowledge import KnowledgeGraph

WORKERS = 4
"""Queries that run at once."""
SECONDS = 30.0
"""What one query may take."""


def server(
    graph: KnowledgeGraph,
    host: str = "127.0.0.1",
    port: int = 8000,
    *,
    seconds: float = SECONDS,
    workers: int = WORKERS,
) -> uvicorn.Server:
    """Return a server of a graph as it is now; ``run()`` serves until interrupted.

    Parameters
    ----------
    graph
        The graph; what is added to it later is served after a restart.
    host, port
        Where to listen; port 0 takes a free one.
    seconds
        The most seconds of one SPARQL query.
    workers
        How many SPARQL queries run at once.
    """
    served = Served.of(graph, workers, Limits(seconds=seconds))
    named = f"[{host}]" if ":" in host else host
    config = uvicorn.Config(
        application(served, LOOPBACK | {named}),
        host=host,
        port=port,
        log_level="warning",
        server_header=False,
        timeout_keep_alive=5,
        limit_concurrency=256,
        h11_max_incomplete_event_size=256_000,
        ws="none",
        lifespan="off",
    )
    return uvicorn.Server(config)
