"""A user's query under limits: it runs in a process of its own, which is ended when it asks for too much.

A query cannot be stopped within a process: the engine has no deadline, and signals are not handled while it works.
"""

from __future__ import annotations

import json
import sys
import time
import weakref
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pyoxigraph as ox

from kg.errors import QueryError, StoreError
from kg.namespaces import PREFIXES
from kg.store.guard import located
from kg.store.rows import Rows

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Sequence
    from typing import IO

_MB = 1_000_000
_SHORT = 1.0
"""Seconds after which a query counts as long, and lets short ones go first."""


class Limits(NamedTuple):
    """What one query may take: seconds of time, bytes of memory and of result, and rows (or triples) of result."""

    seconds: float = 30.0
    memory: int = 2_000 * _MB
    size: int = 200 * _MB
    rows: int = 1_000_000


DEFAULT = Limits()


class LimitExceeded(QueryError):
    """A query that asked for more time, memory or room than it may take."""


class ResultTooLarge(LimitExceeded):
    """A query whose result is larger than is given at once; asking again later does not help."""


class Worker:
    """A process that holds one state of a store, and answers queries about it one after another.

    Parameters
    ----------
    source
        N-Quads, or the folder of a snapshot.
    limits
        What each query may take.
    """

    def __init__(self, source: bytes | Path, limits: Limits) -> None:
        self._source = source
        self.limits = limits
        self._process: subprocess.Popen[bytes] | None = None

    def rows(self, query: str, default: str | None) -> Rows:
        """Run a query whose default graph is given, or said by the query itself; errors as for :meth:`answer`."""
        kind, data = self.answer(query, None if default is None else [default])
        if kind == "graph":
            return Rows.of_triples(ox.parse(data, format=ox.RdfFormat.N_TRIPLES))
        return Rows.of(ox.parse_query_results(data, format=ox.QueryResultsFormat.JSON))

    def answer(
        self, query: str, default: Sequence[str] | None = None, named: Sequence[str] | None = None
    ) -> tuple[str, bytes]:
        """Run a query, and return ``"rows"`` with SPARQL Query Results JSON, or ``"graph"`` with N-Triples.

        Parameters
        ----------
        query
            The query.
        default, named
            The graphs that are merged into its default graph, and those that GRAPH finds; None for what the query says.

        Raises
        ------
        QueryError
            It does not parse.
        LimitExceeded
            It takes more than the limits allow.
        """
        process = self._process or self._start()
        _send(process, {"seconds": self.limits.seconds, "default": default, "named": named}, query.encode())
        deadline = time.monotonic() + self.limits.seconds
        long = not _is_ready(process, min(time.monotonic() + _SHORT, deadline))
        if long:
            _make_way(process)
        answer = _receive(process, deadline)
        if answer is None:
            ended = process.poll() is not None
            self.close()
            raise LimitExceeded(self._too_much("memory" if ended else "time"))
        if long:
            self.close()  # a process may not raise its priority again: the next query gets a new one
        header, data = answer
        if header["kind"] in ("large", "many"):
            raise ResultTooLarge(self._too_much(header["kind"]))
        if header["kind"] == "memory":
            raise LimitExceeded(self._too_much("memory"))
        if header["kind"] == "error":
            raise located(query, header["message"])
        return header["kind"], data

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            _end(self._process)
        self._process = None

    def _too_much(self, what: str) -> str:
        limits = self.limits
        return {
            "time": f"the query did not end within {limits.seconds:g} seconds; narrow it, or add a LIMIT",
            "memory": f"the query needs more than {limits.memory // _MB:,} MB of memory; narrow it, or sort and join less",
            "many": f"the result has more than {limits.rows:,} rows, the most that are given at once; "
            "narrow the query, or ask for parts of it with ORDER BY, LIMIT and OFFSET",
            "large": f"the result is larger than {limits.size // _MB:,} MB; narrow the query, or add a LIMIT",
        }[what]

    def _start(self) -> subprocess.Popen[bytes]:
        import subprocess

        command = [sys.executable, "-I", str(Path(__file__).with_name("worker.py"))]
        pipe = subprocess.PIPE
        process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL)  # noqa: S603  our script
        self._process = process
        weakref.finalize(self, _end, process)
        given = isinstance(self._source, bytes)
        opening = {
            "path": None if given else str(self._source),
            "prefixes": PREFIXES,
            "memory": self.limits.memory,
            "size": self.limits.size,
            "rows": self.limits.rows,
        }
        _send(process, opening, self._source if isinstance(self._source, bytes) else b"")
        if _receive(process, time.monotonic() + 600) is None:
            self.close()
            raise StoreError("the process that runs queries does not start; reinstall the package")
        return process


def _send(process: subprocess.Popen[bytes], header: dict[str, Any], data: bytes) -> None:
    file = _pipe(process.stdin)
    try:
        file.write(json.dumps({**header, "bytes": len(data)}).encode() + b"\n" + data)
        file.flush()
    except BrokenPipeError:
        pass  # the process has ended, which reading its answer will show


def _make_way(process: subprocess.Popen[bytes]) -> None:
    """Let every other process go before one, where the system can say so."""
    import os

    with suppress(OSError, AttributeError):
        os.setpriority(os.PRIO_PROCESS, process.pid, 19)


def _is_ready(process: subprocess.Popen[bytes], deadline: float) -> bool:
    """Wait for the first byte of an answer, or the end of the process; False where the deadline passes before it."""
    import select

    left = deadline - time.monotonic()
    return bool(select.select([_pipe(process.stdout)], [], [], max(left, 0))[0])


def _receive(process: subprocess.Popen[bytes], deadline: float) -> tuple[dict[str, Any], bytes] | None:
    """Return the next answer, None where the process ends or the deadline passes before it."""
    file = _pipe(process.stdout)
    if not _is_ready(process, deadline):
        return None
    line = (
        file.readline()
    )  # an answer is written whole once it is known, so only its first byte is waited for
    if not line:
        process.wait()
        return None
    header: dict[str, Any] = json.loads(line)
    data = file.read(header["bytes"])
    return (header, data) if len(data) == header["bytes"] else None


def _pipe(file: IO[bytes] | None) -> IO[bytes]:
    assert file is not None  # noqa: S101  the process was started with pipes
    return file


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()
    for file in (process.stdin, process.stdout):
        if file is not None:
            file.close()
