"""The server process: uvicorn around the application, on loopback unless told otherwise."""

from __future__ import annotations

import secrets
import socket
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import uvicorn

from kg.errors import KgError
from kg.serve.app import LOOPBACK, application
from kg.serve.patience import Patient
from kg.serve.review import Desk
from kg.serve.served import Served
from kg.store import Limits

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.knowledge import KnowledgeGraph

WORKERS = 4
"""Queries that run at once."""
SECONDS = 30.0
"""What one query may take."""
ROWS = 100_000
"""The most rows, or triples, of one result."""


@contextmanager
def server(
    graph: KnowledgeGraph,
    host: str = "127.0.0.1",
    port: int = 8000,
    *,
    seconds: float = SECONDS,
    workers: int = WORKERS,
    write: bool = False,
) -> Iterator[Server]:
    """Listen, and give a server of a graph as it is now; leaving the context ends its processes.

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
    write
        Whether decisions may be taken, by who knows the token of the server that is given.

    Raises
    ------
    KgError
        The address cannot be listened on, or the graph is to be written and cannot be.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listening = socket.create_server((host, port), family=family)
    except OSError as error:
        reason = (error.strerror or str(error)).partition(" (")[0]
        raise KgError(f"cannot listen on {host} port {port}: {reason}; name another with --port") from error
    named = f"[{host}]" if ":" in host else host
    if write:
        graph.decide()  # what was edited in the file of decisions counts; and nobody else writes from now on
    limits = Limits(seconds=seconds, rows=ROWS)
    desk = Desk(graph, workers, limits, secrets.token_urlsafe(24) if write else None)
    app = application(Served.of(graph, workers, limits), desk, LOOPBACK | {named})
    config = uvicorn.Config(
        app,
        http=Patient,
        log_level="warning",
        server_header=False,
        timeout_keep_alive=5,
        limit_concurrency=256,
        h11_max_incomplete_event_size=256_000,
        ws="none",
        lifespan="off",
    )
    address = f"http://{named}:{listening.getsockname()[1]}/"
    with listening:
        try:
            yield Server(address, uvicorn.Server(config), listening, desk.token)
        finally:
            app.state.served.pool.close()


@dataclass(frozen=True)
class Server:
    """A server that listens at ``address``; ``token`` opens the desk of decisions, None where it is closed."""

    address: str
    process: uvicorn.Server
    socket: socket.socket
    token: str | None = None

    def run(self) -> None:
        """Serve until interrupted, or until ``process.should_exit`` is set."""
        self.process.run(sockets=[self.socket])
