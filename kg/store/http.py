"""HTTP for one server, by the standard library: one connection kept open, passwords on demand, retries, answers whole or none.

Every request that is sent here may be sent twice: queries change nothing, and the updates of this package put triples into
a set or take them out of it. So a request whose connection broke, or that a busy server turned away, is sent again.
"""

from __future__ import annotations

import re
import time
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from kg.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kg.store.credentials import Credentials

PAUSES = (0.1, 0.4, 1.6)
"""Seconds between one try and the next."""
_BUSY = frozenset({429, 502, 503, 504})
_LONGEST_PAUSE = 30.0
_CHUNK = 1 << 20


class Answer(NamedTuple):
    """A whole answer: its status, its media type without parameters, which server gave it, and its body."""

    status: int
    media: str
    server: str
    body: bytes

    def text(self) -> str:
        """Return the body as one short line of text, tags of a web page left out, for a message."""
        plain = re.sub(
            r"<(style|script|title).*?</\1>|<[^>]*>",
            " ",
            self.body[:5000].decode(errors="replace"),
            flags=re.DOTALL,
        )
        return " ".join(plain.split())[:200]


class Client:
    """A connection to the server of a URL.

    Parameters
    ----------
    url
        ``http`` or ``https``, without a password in it.
    credentials
        What to say where the server asks who is there.
    seconds
        How long to wait for the server to say something.
    pause
        How to wait between tries.
    """

    def __init__(
        self,
        url: str,
        credentials: Credentials,
        *,
        seconds: float = 60.0,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        parts = urlsplit(url)
        self.name = f"{parts.scheme}://{parts.netloc}"
        kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
        self._connection = kind(parts.hostname or "", parts.port, timeout=seconds)
        self._credentials = credentials
        self._pause = pause

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def request(
        self,
        method: str,
        path: str,
        body: bytes = b"",
        headers: Mapping[str, str] | None = None,
        most: int | None = None,
    ) -> Answer:
        """Send a request, again where that may help, and return the whole answer, whatever its status says.

        Parameters
        ----------
        method, path, body, headers
            The request; ``path`` with its query string.
        most
            How many bytes of body to take.

        Raises
        ------
        StoreError
            The server cannot be reached, does not let us in, sends us elsewhere, stays busy, or breaks off its answer.
        """
        for pause in (*PAUSES, None):
            try:
                answer, wait = self._authorized(method, path, body, dict(headers or {}), most)
            except (OSError, HTTPException) as error:
                self.close()
                if pause is None:
                    raise StoreError(
                        f"{self.name}: {_reason(error)}; check the address, or try again later"
                    ) from error
                wait = 0.0
            else:
                if answer.status not in _BUSY:
                    return answer
                if pause is None:
                    self.close()
                    raise StoreError(f"{self.name}: the server is busy ({answer.status}); try again later")
            self._pause(min(max(pause, wait), _LONGEST_PAUSE))
        raise AssertionError

    def _authorized(
        self, method: str, path: str, body: bytes, headers: dict[str, str], most: int | None
    ) -> tuple[Answer, float]:
        """Send a request; where the server asks who is there, say so and send it once more."""
        said = self._credentials.header(method, path)
        answer, response = self._once(method, path, body, {**headers, **said}, most)
        if answer.status == 401 and self._credentials.challenged(
            response.headers.get_all("WWW-Authenticate", [])
        ):
            said = self._credentials.header(method, path)
            answer, response = self._once(method, path, body, {**headers, **said}, most)
        if answer.status in {401, 403}:
            raise StoreError(
                f"{self.name}: the server does not let this in ({answer.status}); "
                "give user and password in KG_SPARQL_USER and KG_SPARQL_PASSWORD, and check what the user may do"
            )
        if 300 <= answer.status < 400:
            raise StoreError(
                f"{self.name}: the server sends us to {response.headers.get('Location')}; give that address if you trust it"
            )
        after = response.headers.get("Retry-After", "")
        return answer, float(after) if after.isdecimal() else 0.0

    def _once(
        self, method: str, path: str, body: bytes, headers: dict[str, str], most: int | None
    ) -> tuple[Answer, HTTPResponse]:
        if method == "POST" or body:
            headers["Content-Length"] = str(len(body))
        response = self._sent(method, path, body, headers)
        try:
            data = self._whole(response, most)
        finally:
            response.close()
        media = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        return Answer(response.status, media, response.headers.get("Server", ""), data), response

    def _sent(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> HTTPResponse:
        """Send a request on the open connection; on a new one where the server has closed it since the last request."""
        kept = self._connection.sock is not None
        try:
            self._connection.request(method, path, body or None, headers)
            return self._connection.getresponse()
        except ConnectionError:
            self.close()
            if not kept:
                raise
        self._connection.request(method, path, body or None, headers)
        return self._connection.getresponse()

    def _whole(self, response: HTTPResponse, most: int | None) -> bytes:
        told = response.length
        parts, size = [], 0
        while part := response.read(_CHUNK):
            parts.append(part)
            size += len(part)
            if most is not None and size > most:
                self.close()
                raise StoreError(
                    f"{self.name}: the answer is larger than {most:,} bytes; ask for less, or with LIMIT"
                )
        if told is not None and size != told:
            raise HTTPException(f"the answer ends after {size:,} of {told:,} bytes")
        return b"".join(parts)


def _reason(error: OSError | HTTPException) -> str:
    if isinstance(error, TimeoutError):
        return "the server does not answer"
    if isinstance(error, ConnectionRefusedError):
        return "no server listens there"
    if isinstance(error, OSError) and error.strerror:
        return f"the server cannot be reached ({error.strerror})"
    return f"the connection broke ({str(error) or type(error).__name__})"
