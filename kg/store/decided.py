"""What people decided, on a server: lines of text in a graph of their own, which no query of facts sees."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from kg.namespaces import ID, JUDGEMENTS, RDF
from kg.rdf import Literal
from kg.store.pages import paged
from kg.store.terms import plain_triple
from kg.store.transfer import data

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.store.endpoint import Endpoint

_VALUE = f"{RDF}value"
_NODE = f"{ID}judgement/"


class DecidedLines:
    """The lines of a server's graph of judgements, in the order in which they were added.

    A line is a node, numbered and named by its content, so that one is neither lost nor told twice where two people decide at
    once, or where an addition is sent again.

    Raises
    ------
    StoreError
        The server cannot be reached, or does not take changes; from every method.
    """

    def __init__(self, server: Endpoint) -> None:
        self._server = server

    def __str__(self) -> str:
        return f"{self._server.url}, graph <{JUDGEMENTS}>"

    def read(self) -> str:
        """Return the lines as one text, each ended."""
        return "".join(f"{line}\n" for _, line in sorted(self._lines()))

    def add(self, line: str) -> None:
        """Add a line after all others."""
        last = max((int(node.removeprefix(_NODE).partition("-")[0]) for node, _ in self._lines()), default=0)
        node = f"{_NODE}{last + 1:06}-{hashlib.sha256(line.encode()).hexdigest()[:16]}"
        self._server.update(data("INSERT", JUDGEMENTS, [(node, _VALUE, Literal(line))]))

    def _lines(self) -> Iterator[tuple[str, str]]:
        for triple in paged(self._server, JUDGEMENTS, predicate=_VALUE):
            node, _, line = plain_triple(triple)
            if node.startswith(_NODE) and isinstance(line, Literal):
                yield node, line.value
