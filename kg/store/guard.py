"""What a query that somebody wrote may say, and where it is wrong in their words.

The engine reads no files and takes no updates in a query, but it would call out over HTTP for SERVICE. A SERVICE clause is
found by its shape in the raw text, whatever strings, comments or IRIs surround it, so that no trick of quoting hides one;
a comment or string that holds a whole such clause is refused too.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NoReturn

from kg.errors import QueryError
from kg.namespaces import LAYERS, PREFIXES
from kg.store.terms import n3

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.rdf import Term

_BLANK = r"(?:\s|#[^\n\r]*+)*+"
_SERVICE = re.compile(
    rf"(?<![:?$])SERVICE{_BLANK}(?:SILENT{_BLANK})?(?:<[^<>]*+>|[^\s<{{#]++){_BLANK}\{{", re.IGNORECASE
)
_TOKEN = re.compile(
    r"""(?P<iri><[^\s<>"{}|^`\\]*>)
    | (?P<string>\"{3}(?:[^\\]|\\.)*?\"{3} | '{3}(?:[^\\]|\\.)*?'{3} | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*')
    | (?P<comment>\#[^\n\r]*)
    | (?P<variable>[?$]\w+)
    | (?P<prefixed>(?P<prefix>[^\W\d][\w-]*)?:(?:[\w:%-]|\\.)*)
    | (?P<word>[^\W\d_]\w*)
    | (?P<other>\S)""",
    re.VERBOSE | re.DOTALL,
)
_FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_UPDATES = ("INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH")


def checked(query: str) -> bool:
    """Refuse a query that asks for more than to read this store; return whether it says itself which graphs it reads FROM.

    Raises
    ------
    QueryError
        It is an update, calls another service, escapes characters outside of strings, or reads FROM elsewhere.

    Examples
    --------
    >>> checked("SELECT * { ?service <http://a> 'LOAD' }")
    False
    >>> checked("SELECT * { SERVICE <http://a> { ?s ?p ?o } }")
    Traceback (most recent call last):
    ...
    kg.errors.QueryError: line 1, column 12: SERVICE is refused, for queries run on this store alone
    """
    found = _SERVICE.search(query)
    if found:
        _refuse(query, found.start(), "SERVICE is refused, for queries run on this store alone")
    tokens = [
        match for match in _TOKEN.finditer(query) if match.lastgroup != "comment" and not match["comment"]
    ]
    declared = dict(PREFIXES)
    form, chosen = None, False
    for at, token in enumerate(tokens):
        word = (token["word"] or "").upper()
        following = tokens[at + 1 : at + 3]
        if word == "PREFIX" and len(following) == 2 and following[0]["prefixed"] and following[1]["iri"]:
            declared[following[0]["prefix"] or ""] = following[1]["iri"][1:-1]
        elif token["other"] == "\\":
            _refuse(
                query, token.start(), "character escapes stand in strings alone; write the character itself"
            )
        elif form is None and word in (*_FORMS, *_UPDATES):
            form = word
            if word in _UPDATES:
                _refuse(
                    query,
                    token.start(),
                    f"{word} is an update, and queries only read; begin with {', '.join(_FORMS)}",
                )
        elif word == "FROM":
            chosen = True
            _check_source(query, following, declared)
    return chosen


def parted(query: str) -> tuple[str, str]:
    """Return a query's declarations, and the rest where it is a SELECT that does not say FROM, else nothing.

    Examples
    --------
    >>> parted("PREFIX a: <http://a> SELECT ?x { ?x a:b ?y }"), parted("ASK {}")
    (('PREFIX a: <http://a> ', 'SELECT ?x { ?x a:b ?y }'), ('', ''))
    """
    words: dict[str, int] = {}
    for token in _TOKEN.finditer(query):
        if token["word"]:
            words.setdefault(token["word"].upper(), token.start())
    start = words.get("SELECT")
    if start is None or "FROM" in words or min(words.get(form, start) for form in _FORMS) < start:
        return "", ""
    return query[:start], query[start:]


def undeclared(query: str) -> str:
    """Return declarations, on one line, of the known prefixes that a query does not declare itself.

    Examples
    --------
    >>> undeclared("SELECT ?x { ?x tp:name 'k:x' }")
    'PREFIX tp: <https://w3id.org/tech-partnerships/ontology#> '
    """
    tokens = [token for token in _TOKEN.finditer(query) if not token["comment"]]
    pairs = zip([None, *tokens], tokens, strict=False)
    own = {
        token["prefix"] for before, token in pairs if before and (before["word"] or "").upper() == "PREFIX"
    }
    used = {token["prefix"] for token in tokens if token["prefixed"]}
    return "".join(f"PREFIX {name}: <{base}> " for name, base in PREFIXES.items() if name in used - own)


def with_terms(query: str, terms: Mapping[str, Term]) -> str:
    """Return a query in which terms stand for the variables that are written ``$name``.

    Examples
    --------
    >>> with_terms("SELECT ?y { $x ?p ?y FILTER(?y != '$x') }", {"x": "http://a"})
    "SELECT ?y { <http://a> ?p ?y FILTER(?y != '$x') }"
    """

    def replaced(token: re.Match[str]) -> str:
        term = terms.get(token[0][1:]) if token[0].startswith("$") else None
        return token[0] if term is None or not token["variable"] else n3(term)

    return _TOKEN.sub(replaced, query)


def located(query: str, message: str) -> QueryError:
    """Return an error of the engine as one line that says where the query is wrong, in the writer's words.

    Examples
    --------
    >>> str(located("SELECT ?x WHERE { ?x ?y }", "error at 1:25: expected one of LATERAL, SERVICE, [_]"))
    "line 1, column 25: '}' cannot stand here"
    """
    unknown = _unknown_prefix(query)
    if unknown:
        start, prefix = unknown
        return _error(query, start, f"unknown prefix {prefix}:; declare it, or use {', '.join(PREFIXES)}")
    match = re.match(r"error at (\d+):(\d+): expected (?:one of )?(.*)", message, re.DOTALL)
    if match is None:
        return QueryError(f"the query cannot be run: {' '.join(message.split())}")
    line, column = int(match[1]), int(match[2])
    said = next((part for part in match[3].split(", ") if re.match(r"\w+( \w+){2}", part)), None)
    if said:
        return QueryError(f"line {line}, column {column}: {said}", line, column)
    rest = re.match(r"\s*(\w+|\S)", "\n".join(query.splitlines()[line - 1 :])[column - 1 :])
    what = f"{rest[1]!r} cannot stand here" if rest else "the query ends before it is complete"
    return QueryError(f"line {line}, column {column}: {what}", line, column)


def _check_source(query: str, following: list[re.Match[str]], declared: dict[str, str]) -> None:
    if following and (following[0]["word"] or "").upper() == "NAMED":
        following = following[1:]
    if not following:
        return
    token = following[0]
    iri = token["iri"][1:-1] if token["iri"] else None
    if token["prefixed"]:
        prefix, _, local = token["prefixed"].partition(":")
        iri = declared.get(prefix, "") + local
    if iri is not None and iri not in LAYERS:
        known = ", ".join(f"graph:{layer.rpartition('/')[2]}" for layer in LAYERS)
        _refuse(query, token.start(), f"there is no graph {token[0]}; the graphs are {known}")


def _unknown_prefix(query: str) -> tuple[int, str] | None:
    tokens = [match for match in _TOKEN.finditer(query) if not match["comment"]]
    declared = {*PREFIXES, "_"}
    for before, token in zip([None, *tokens], tokens, strict=False):
        if not token["prefixed"]:
            continue
        prefix = token["prefix"] or ""
        if before is not None and (before["word"] or "").upper() == "PREFIX":
            declared.add(prefix)
        elif prefix not in declared:
            return token.start(), prefix
    return None


def _refuse(query: str, start: int, why: str) -> NoReturn:
    raise _error(query, start, why)


def _error(query: str, start: int, why: str) -> QueryError:
    before = query[:start]
    line, column = before.count("\n") + 1, start - (before.rfind("\n") + 1) + 1
    return QueryError(f"line {line}, column {column}: {why}", line, column)
