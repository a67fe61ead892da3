"""Text that Markdown draws or sets: deals as a Mermaid flowchart, and words that stay words.

It is what a notebook, a README or an issue shows where no page with scripts may stand.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from kg.model import ROLES, ClaimType, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.model import Claim

MOST = 300
"""The most lines of a flowchart: Mermaid refuses more than 500, and nobody reads as many."""
_MEANT = re.compile(r"[&<>\[\]*_`|~$\\\n\r#!]")
_TOLD_AS_FACT = frozenset({Status.ANNOUNCED, Status.REPORTED})
_LEFT = re.compile(r"[^\w .,:()≤≥~$€£¥%·+/-]")


class Tie(NamedTuple):
    """One arrow of a flowchart: from whom to whom, with words on it; dotted where it is no fact, headless without direction."""

    start: str
    end: str
    words: str
    fact: bool = True
    directed: bool = True


def flowchart(ties: Iterable[Tie], projects: Iterable[str] = ()) -> str:
    """Return ties as a Mermaid flowchart; ``projects`` among the nodes are drawn as hexagons.

    Examples
    --------
    >>> print(flowchart([Tie("Acme", "Bolt", "cloud"), Tie("Acme", "<Crux>", "rivals", directed=False)]))
    flowchart LR
      n0["Acme"]
      n1["Bolt"]
      n2["#60;Crux#62;"]
      n0 -->|"cloud"| n1
      n0 ---|"rivals"| n2
    """
    ties = list(ties)[:MOST]
    names = dict.fromkeys(name for tie in ties for name in (tie.start, tie.end))
    number = {name: f"n{index}" for index, name in enumerate(names)}
    shapes = dict.fromkeys(projects, ("{{", "}}"))
    nodes = []
    for name, key in number.items():
        left, right = shapes.get(name, ("[", "]"))
        nodes.append(f"  {key}{left}{_quoted(name)}{right}")
    arrows = {(True, True): "-->", (True, False): "-.->", (False, True): "---", (False, False): "-.-"}
    lines = [
        f"  {number[tie.start]} {arrows[tie.directed, tie.fact]}|{_quoted(tie.words or ' ')}| {number[tie.end]}"
        for tie in ties
    ]
    return "\n".join(["flowchart LR", *nodes, *lines])


def ties_of(claims: Iterable[Claim]) -> Iterator[Tie]:
    """Iterate over what claims tell, each party of the first role with each of the others, each tie once.

    Examples
    --------
    >>> from kg.model import Claim
    >>> roles = {"customer": ("Acme",), "provider": ("Bolt", "Crux")}
    >>> claim = Claim(doc="d", type="contract", roles=roles, product="cloud", summary="…", status="planned")
    >>> [(tie.start, tie.end, tie.words, tie.fact) for tie in ties_of([claim])]
    [('Acme', 'Bolt', 'contract, cloud (planned)', False), ('Acme', 'Crux', 'contract, cloud (planned)', False)]
    """
    found: dict[Tie, None] = {}
    for claim in claims:
        what = ", ".join(part.replace("_", " ") for part in (claim.type, claim.product) if part)
        words = what if claim.status in _TOLD_AS_FACT else f"{what} ({claim.status})"
        fact = claim.status in _TOLD_AS_FACT
        for start, end, directed in _ends(claim):
            found.setdefault(Tie(start, end, words, fact, directed))
    return iter(found)


def _ends(claim: Claim) -> Iterator[tuple[str, str, bool]]:
    if claim.type is ClaimType.PROJECT:
        yield from ((party, claim.name or "a project", True) for party in claim.parties)
        return
    first, *others = (claim.roles.get(role, ()) for role in ROLES[claim.type])
    if not others:
        yield from ((first[0], party, False) for party in first[1:])
        return
    yield from ((start, end, True) for start in first for end in others[0])


def plain(text: str) -> str:
    """Return text that Markdown and HTML show as it is, on one line.

    Examples
    --------
    >>> plain("a | *b* <c>")
    'a &#124; &#42;b&#42; &#60;c&#62;'
    """
    return _MEANT.sub(lambda match: f"&#{ord(match[0])};" if match[0] not in "\n\r" else " ", text)


def fenced(chart: str) -> str:
    """Return a flowchart as the block of code that Markdown draws; the empty one as nothing."""
    return f"```mermaid\n{chart}\n```" if "\n" in chart else ""


def _quoted(text: str) -> str:
    return '"{}"'.format(_LEFT.sub(lambda match: f"#{ord(match[0])};", text))
