"""Who we are to a server, by HTTP's Basic (RFC 7617) and Digest (RFC 7616) schemes; said only where a server asks."""

from __future__ import annotations

import os
import secrets
from base64 import b64encode
from hashlib import md5, sha256
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit, urlunsplit
from urllib.request import parse_http_list, parse_keqv_list

if TYPE_CHECKING:
    from collections.abc import Sequence

USER = "KG_SPARQL_USER"
PASSWORD = "KG_SPARQL_PASSWORD"  # noqa: S105  the name of a variable
_HASHES = {"MD5": md5, "SHA-256": sha256}


class Credentials:
    """A user's name and password, which no text of this object shows.

    Examples
    --------
    >>> known = Credentials("ann", "secret")
    >>> known.header("GET", "/sparql"), known.challenged(['Basic realm="x"'])
    ({}, True)
    >>> known.header("GET", "/sparql"), known
    ({'Authorization': 'Basic YW5uOnNlY3JldA=='}, Credentials('ann'))
    """

    def __init__(self, user: str, password: str) -> None:
        self.user = user
        self._password = password
        self._challenge: dict[str, str] | None = None
        self._basic = False
        self._count = 0

    def __repr__(self) -> str:
        return f"Credentials({self.user!r})"

    def __bool__(self) -> bool:
        return bool(self.user)

    def challenged(self, offers: Sequence[str]) -> bool:
        """Take note of how a server asks; return whether there is something new to answer."""
        known = self._basic
        for offer in offers if self.user else ():
            scheme, _, rest = offer.partition(" ")
            if scheme.lower() == "digest":
                asked = parse_keqv_list(parse_http_list(rest))
                if asked.get("algorithm", "MD5").upper() in _HASHES and "auth" in asked.get("qop", "auth"):
                    self._challenge, self._count = asked, 0
                    return True
            self._basic = self._basic or scheme.lower() == "basic"
        return self._basic and not known

    def header(self, method: str, path: str) -> dict[str, str]:
        """Return the header that answers the last question, none before a server asked."""
        if self._challenge is not None:
            return {"Authorization": self._digest(self._challenge, method, path)}
        if self._basic:
            return {"Authorization": "Basic " + b64encode(f"{self.user}:{self._password}".encode()).decode()}
        return {}

    def _digest(self, asked: dict[str, str], method: str, path: str) -> str:
        algorithm = asked.get("algorithm", "MD5").upper()

        def hashed(*parts: str) -> str:
            return _HASHES[algorithm](":".join(parts).encode()).hexdigest()

        self._count += 1
        count, own, nonce = f"{self._count:08x}", secrets.token_hex(8), asked["nonce"]
        one = hashed(self.user, asked.get("realm", ""), self._password)
        two = hashed(method, path)
        fields = {"username": self.user, "realm": asked.get("realm", ""), "nonce": nonce, "uri": path}
        if "qop" in asked:
            fields["response"] = hashed(one, nonce, count, own, "auth", two)
            fields["cnonce"] = own
        else:
            fields["response"] = hashed(one, nonce, two)
        if "opaque" in asked:
            fields["opaque"] = asked["opaque"]
        told = [f'{name}="{value}"' for name, value in fields.items()]
        told += [f"algorithm={algorithm}", *([f"qop=auth, nc={count}"] if "qop" in asked else [])]
        return "Digest " + ", ".join(told)


def credentials_of(url: str) -> tuple[str, Credentials]:
    """Return a URL without its user and password, and these, by default those of the environment.

    Examples
    --------
    >>> credentials_of("https://ann:secret@example.org/sparql")
    ('https://example.org/sparql', Credentials('ann'))
    """
    parts = urlsplit(url)
    _, _, place = parts.netloc.rpartition("@")
    user = unquote(parts.username) if parts.username else os.environ.get(USER, "")
    password = unquote(parts.password) if parts.password else os.environ.get(PASSWORD, "")
    return urlunsplit(parts._replace(netloc=place)), Credentials(user, password)
