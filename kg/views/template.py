"""One self-contained HTML page out of a title, data, and the scripts and styles that ship with the package.

The page carries a content security policy that names its scripts and its style by their hashes and allows nothing else:
no request, no other script. Data stands in a block that no browser runs; the scripts put it on the page as text only.
"""

from __future__ import annotations

import base64
import hashlib
import json
from functools import cache
from html import escape
from importlib.resources import files
from string import Template
from typing import Any, NamedTuple

from kg.views.vis import vis_network


class Kind(NamedTuple):
    """A kind of page: its template, its own scripts in the order in which they are joined, and what else it needs."""

    template: str
    scripts: tuple[str, ...]
    draws: bool
    asks: bool


EXPLORER = Kind(
    "page.html",
    (
        *(
            "dom",
            "theme",
            "paint",
            "pen",
            "compose",
            "diagram",
            "board",
            "bars",
            "claims",
            "evidence",
            "filter",
            "path",
        ),
        *("legend", "timeline", "table", "save", "search", "site", "main"),
    ),
    draws=True,
    asks=False,
)
"""A picture of deals with its evidence; it draws with vis-network and asks nothing of anybody."""

CONSOLE = Kind("sparql.html", ("dom", "theme", "site", "sparql"), draws=False, asks=True)
"""A page to write SPARQL; it asks the server that it came from."""


FORMS = Kind("plain.html", ("dom", "theme", "site", "ask"), draws=False, asks=False)
"""A page with a form for each question."""

REVIEW = Kind("plain.html", ("dom", "theme", "site", "claims", "review"), draws=False, asks=True)
"""A page with what waits for a decision; it sends decisions to the server that it came from."""

SOURCES = Kind("plain.html", ("dom", "theme", "site", "claims", "sources"), draws=False, asks=False)
"""A page that tells how the claims of each source fared."""

PLAIN = Kind("plain.html", ("dom", "theme", "plain"), draws=False, asks=False)
"""A page that says one thing."""


def html_page(title: str, data: dict[str, Any], kind: Kind = EXPLORER) -> str:
    """Return the page; the same title and data give the same bytes.

    Raises
    ------
    KgError
        The installed pyvis carries no vis-network of the tested version.
    """
    library = _settled(vis_network()) if kind.draws else ""
    script, style = own_script(kind), _asset("style.css")
    scripts = [library, script] if kind.draws else [script]
    return Template(_asset(kind.template)).substitute(
        policy=content_policy(scripts, style, asks=kind.asks),
        title=escape(title),
        style=style,
        library=library,
        script=script,
        data=json_block(data),
    )


@cache
def own_script(kind: Kind) -> str:
    """Return a page's own script."""
    return "\n".join(_asset(f"{name}.js") for name in kind.scripts)


def content_policy(scripts: list[str], style: str, *, asks: bool = False) -> str:
    """Return a content security policy that lets these scripts and this style run, and nothing load.

    With ``asks`` the scripts may send requests to the server that the page came from.

    Examples
    --------
    >>> content_policy([], "").split("; ")[:2]
    ["default-src 'none'", "script-src 'none'"]
    """
    hashes = " ".join(f"'{digest(script)}'" for script in scripts) or "'none'"
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src {hashes}",
            f"style-src '{digest(style)}'",
            "img-src data: blob:",
            *(["connect-src 'self'"] if asks else []),
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )


def digest(text: str) -> str:
    """Return the hash by which a content security policy names a script or style."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def json_block(data: dict[str, Any]) -> str:
    r"""Return data as JSON that cannot end its script element: ASCII, without a less-than sign.

    Examples
    --------
    >>> json_block({"name": "</script>独"})
    '{"name":"\\u003c/script>\\u72ec"}'
    """
    return json.dumps(data, separators=(",", ":"), allow_nan=False).replace("<", "\\u003c")


@cache
def _asset(name: str) -> str:
    return _settled(files("kg").joinpath("views", "assets", name).read_text("utf-8"))


def _settled(text: str) -> str:
    """Return a text with the line ends that an HTML parser makes of any, so that the hash is the browser's."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
