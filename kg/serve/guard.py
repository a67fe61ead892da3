"""What every request passes: the host it names, where it comes from, how much it sends and how long it takes to."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request

from kg.serve.replies import refusal

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from kg.serve.served import Served

LARGEST = 1_000_000
"""Bytes of the largest body that is read."""
PATIENCE = 10.0
"""Seconds that a client may take to send its body."""

_HEADERS = {
    "Content-Security-Policy": "frame-ancestors 'self'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
}


class Guard:
    """Refuses foreign hosts and origins and bodies too large or too slow, sets security headers, and counts replies.

    A page of another site may make a browser send requests here, and with a name of its own that resolves to this
    machine even read the replies: so a request must name a host that is ours, and no origin but ours.
    """

    def __init__(self, app: ASGIApp, hosts: frozenset[str]) -> None:
        self._app = app
        self._hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        status = 500

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        request = Request(scope)
        try:
            self._check(request.headers)
            await self._app(scope, _bounded(receive), sending)
        except HTTPException as error:
            await refusal(request, error)(scope, receive, sending)
        finally:
            _count(scope, status)

    def _check(self, headers: Headers) -> None:
        host = headers.get("host", "")
        if _name(host) not in self._hosts:
            raise HTTPException(
                421, f"this server is not {host!r}; ask it by one of: {', '.join(sorted(self._hosts))}"
            )
        origin = headers.get("origin")
        if origin is not None and origin.partition("://")[2] != host:
            raise HTTPException(403, f"requests from pages of {origin} are refused")
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > LARGEST:
            raise HTTPException(413, f"a body may have {LARGEST:,} bytes at most")


def _name(host: str) -> str:
    """Return the name in a Host header, without its port."""
    return (
        host[: host.index("]") + 1]
        if host.startswith("[") and "]" in host
        else host.partition(":")[0].lower()
    )


def _bounded(receive: Receive) -> Receive:
    """Return a receiver that ends with a body too large or too slow."""
    read = 0
    end = time.monotonic() + PATIENCE
    whole = False

    async def receiving() -> Message:
        nonlocal read, whole
        if whole:
            return await receive()
        try:
            message = await asyncio.wait_for(receive(), max(end - time.monotonic(), 0.001))
        except TimeoutError as error:
            raise HTTPException(408, f"the body did not arrive within {PATIENCE:g} seconds") from error
        read += len(message.get("body", b""))
        whole = not message.get("more_body", False)
        if read > LARGEST:
            raise HTTPException(413, f"a body may have {LARGEST:,} bytes at most")
        return message

    return receiving


def _count(scope: Scope, status: int) -> None:
    served: Served = scope["app"].state.served
    key = (getattr(scope.get("route"), "path", "none"), status)
    served.counts[key] = served.counts.get(key, 0) + 1
