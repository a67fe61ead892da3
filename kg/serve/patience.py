"""How long the server waits for a client that sends or reads slowly: whoever stalls is cut off, so that others find room."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

if TYPE_CHECKING:
    from asyncio import TimerHandle

SECONDS = 10.0
"""What the head of a request may take to arrive, and how long a reader may take for :data:`LEAST` bytes."""
LEAST = 10_000


class Patient(H11Protocol):
    """HTTP/1.1 that ends a connection whose client does not finish the head of a request, or does not read its reply."""

    _head: TimerHandle | None = None
    _reading: TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for the first request."""
        super().connection_made(transport)
        self._await_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no more."""
        super().connection_lost(exc)
        for timer in (self._head, self._reading):
            if timer is not None:
                timer.cancel()

    def data_received(self, data: bytes) -> None:
        """Take what was sent, and wait for what is missing of the head."""
        super().data_received(data)
        if self.conn.their_state is h11.IDLE:
            self._await_head()
        elif self._head is not None:
            self._head.cancel()
            self._head = None

    def pause_writing(self) -> None:
        """Watch whether the client reads."""
        super().pause_writing()
        self._watch(self.transport.get_write_buffer_size())

    def resume_writing(self) -> None:
        """Watch no more: what was sent is read."""
        super().resume_writing()
        if self._reading is not None:
            self._reading.cancel()

    def _await_head(self) -> None:
        if self._head is None:
            self._head = asyncio.get_running_loop().call_later(SECONDS, self.transport.abort)

    def _watch(self, unread: int) -> None:
        self._reading = asyncio.get_running_loop().call_later(SECONDS, self._look, unread)

    def _look(self, before: int) -> None:
        unread = self.transport.get_write_buffer_size()
        if unread > before - LEAST:
            self.transport.abort()
        else:
            self._watch(unread)
