"""What ``kg ask`` and ``kg sparql`` do once their arguments are known; click is not imported, for it costs more than an answer."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import KgError, UsageError
from kg.knowledge import open_graph

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kg.store import Rows


def asked(arguments: Sequence[str], store: str | None, as_json: bool) -> None:
    """Print the answer to a named question: its name, then its parameters as ``key=value``.

    Raises
    ------
    KgError
        There is no such question, parameter, company or store.
    """
    name, *parameters = arguments
    given = dict(map(_pair, parameters))
    with open_graph(store) as graph:
        rows = graph.ask(name, **given)
    _print(rows, as_json)


def queried(arguments: Sequence[str], store: str | None, as_json: bool) -> None:
    """Print the answer to one query: its text, ``@`` and a file that holds it, or the name of a question.

    Raises
    ------
    KgError
        The file cannot be read, the query does not parse, or there is no such question or store.
    """
    (query,) = arguments
    with open_graph(store) as graph:
        if query.startswith("@"):
            rows = graph.sparql(_file(Path(query[1:])))
        else:
            rows = graph.ask(query) if re.fullmatch(r"[\w-]+", query) else graph.sparql(query)
    _print(rows, as_json)


def simple(arguments: Sequence[str]) -> Callable[[], int] | None:
    """Return the command that arguments call for, if they are plain: ``ask`` or ``sparql`` with what they take.

    Whatever else there is (help, a mistake, a question without a name) is None, and click's to judge and to word.

    Examples
    --------
    >>> simple(["ask", "providers", "--store", "deals.kg"]) is None, simple(["ask", "--help"]) is None
    (False, True)
    """
    command = {"ask": asked, "sparql": queried}.get(arguments[0]) if arguments else None
    words, store, as_json = [], None, False
    rest = iter(arguments[1:])
    for word in rest:
        if word == "--json":
            as_json = True
        elif word == "--store" or word.startswith("--store="):
            store = word.removeprefix("--store=") if "=" in word else next(rest, "-")
            if store.startswith("-"):
                return None
        elif word.startswith("-"):
            return None
        else:
            words.append(word)
    if command is None or not words or (command is queried and len(words) > 1):
        return None

    def run() -> int:
        command(words, store, as_json)
        return 0

    return run


def _file(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: is not UTF-8 (the bytes at offset {error.start:,} are none)") from error
    except OSError as error:
        raise KgError(f"{path}: cannot be read ({error.strerror}); check the path") from error


def _print(rows: Rows, as_json: bool) -> None:
    text = json.dumps(rows.to_dicts(), ensure_ascii=False, indent=2) if as_json else rows.table()
    print(text)  # noqa: T201  a command speaks


def _pair(parameter: str) -> tuple[str, str]:
    key, equals, value = parameter.partition("=")
    if not equals or not key:
        raise UsageError(f"{parameter!r} is no parameter; write key=value, for example company=OpenAI")
    return key, value
