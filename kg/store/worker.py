"""The process in which a user's query runs, so that it can be ended: started as a script, it imports nothing of ours.

Requests come on the standard input and answers go to the standard output, each one line of JSON that gives the size of the
bytes after it. The first request says what to ask: N-Quads, or the path of a snapshot.
"""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

if TYPE_CHECKING:
    from typing import BinaryIO


class _Full(Exception):
    """The result is larger than allowed, in what its argument names."""


class _Bounded:
    """A file in memory that refuses to grow past a size, or past a number of rows.

    Between two rows stands ``between``. A quotation mark within a JSON string is escaped, so there it means the end of a row,
    save where a string ends with the same signs: then a result is refused one row early.
    """

    def __init__(self, most: int, rows: int, between: bytes) -> None:
        self.parts: list[bytes] = []
        self._left = most
        self._rows = rows
        self._between = between
        self._last = b""

    def write(self, data: bytes) -> int:
        """Keep some bytes."""
        self._left -= len(data)
        seen = self._last + data
        self._rows -= seen.count(self._between)
        self._last = seen[-len(self._between) + 1 :] if len(self._between) > 1 else b""
        if self._left < 0 or self._rows < 0:
            raise _Full("large" if self._left < 0 else "many")
        self.parts.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Do nothing: what is written is kept."""


def main(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer requests until there are no more."""
    opening, data = _read(requests)
    if opening["path"]:
        store = ox.Store.read_only(opening["path"])
    else:
        store = ox.Store()
        store.bulk_load(data, format=ox.RdfFormat.N_QUADS)
    _write(answers, {"kind": "ready"}, [])
    resource.setrlimit(resource.RLIMIT_AS, (_taken() + opening["memory"], resource.RLIM_INFINITY))
    while True:
        request, text = _read(requests)
        if not request:
            return
        spent = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
        resource.setrlimit(resource.RLIMIT_CPU, (int(spent + request["seconds"]) + 2, resource.RLIM_INFINITY))
        _answer(store, text.decode(), {**opening, **request}, answers)


def _taken() -> int:
    """Return the bytes of address space that the store itself takes, where the system tells: they are no query's."""
    told = Path("/proc/self/statm")
    return int(told.read_text().split()[0]) * resource.getpagesize() if told.exists() else 0


def _answer(store: ox.Store, query: str, asked: dict[str, Any], answers: BinaryIO) -> None:
    default: Any = _graphs(asked["default"])
    named: Any = _graphs(asked["named"])
    try:
        result = store.query(query, prefixes=asked["prefixes"], default_graph=default, named_graphs=named)
        if isinstance(result, ox.QueryTriples):
            file: Any = _Bounded(asked["size"], asked["rows"], b"\n")
            result.serialize(file, ox.RdfFormat.N_TRIPLES)
        else:
            file = _Bounded(asked["size"], asked["rows"] - 1, b'}},{"')
            result.serialize(file, ox.QueryResultsFormat.JSON)
    except _Full as error:
        _write(answers, {"kind": str(error)}, [])
    except MemoryError:
        _write(answers, {"kind": "memory"}, [])
    except (SyntaxError, ValueError, RuntimeError, OSError) as error:
        _write(answers, {"kind": "error", "message": str(error)}, [])
    else:
        _write(answers, {"kind": "graph" if isinstance(result, ox.QueryTriples) else "rows"}, file.parts)


def _graphs(iris: list[str] | None) -> list[ox.NamedNode] | None:
    return None if iris is None else [ox.NamedNode(iri) for iri in iris]


def _read(file: BinaryIO) -> tuple[dict[str, Any], bytes]:
    line = file.readline()
    header: dict[str, Any] = json.loads(line) if line else {}
    return header, file.read(header["bytes"]) if header else b""


def _write(file: BinaryIO, header: dict[str, Any], parts: list[bytes]) -> None:
    file.write(json.dumps({**header, "bytes": sum(map(len, parts))}).encode() + b"\n")
    file.writelines(parts)
    file.flush()


if __name__ == "__main__":
    main(sys.stdin.buffer, sys.stdout.buffer)
