"""The server process: uvicorn around the application, on loopback unless told otherwise."""

from __future__ import annotations

import socket
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import uvicorn

from kg.errors import KgError
from kg.serve.app import LOOPBACK, application
from kg.serve.served import Served
from kg.store import Limits

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.knowledge import KnowledgeGraph

WORKERS = 4
"""Queries that run at once."""
SECONDS = 30.0
"""What one query may take."""


@contextmanager
def server(
    graph: KnowledgeGraph,
    host: str = "127.0.0.1",
    port: int = 8000,
    *,
    seconds: float = SECONDS,
    workers: int = WORKERS,
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

    Raises
    ------
    KgError
        The address cannot be listened on.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listening = socket.create_server((host, port), family=family)
    except OSError as error:
        reason = (error.strerror or str(error)).partition(" (")[0]
        raise KgError(f"cannot listen on {host} port {port}: {reason}; name another with --port") from error
    served = Served.of(graph, workers, Limits(seconds=seconds))
    named = f"[{host}]" if ":" in host else host
    config = uvicorn.Config(
        application(served, LOOPBACK | {named}),
        log_level="warning",
        server_header=False,
        timeout_keep_alive=5,
        limit_concurrency=256,
        h11_max_incomplete_event_size=256_000,
        ws="none",
        lifespan="off",
    )
    with listening, served.pool:
        yield Server(f"http://{named}:{listening.getsockname()[1]}/", uvicorn.Server(config), listening)


@dataclass(frozen=True)
class Server:
    """A server that listens at ``address``."""

    address: str
    process: uvicorn.Server
    socket: socket.socket

    def run(self) -> None:
        """Serve until interrupted, or until ``process.should_exit`` is set."""
        self.process.run(sockets=[self.socket])
