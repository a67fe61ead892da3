"""Named undertakings that several companies build or run, and who takes part in them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.extract.frames import Filler, Frame, Hit, companies_at, owners
from kg.extract.roles import Predicate, agent, governing_verb, is_verb, objects, prepositional
from kg.model import ClaimType

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

    from kg.extract.mentions import Mentions

_KINDS = frozenset("project programme program initiative venture consortium".split())
_NAMING = frozenset("call name dub christen codename code-name baptise know".split())
_FUNDING = frozenset("fund finance support sponsor subsidise subsidize back bankroll".split())
_OPERATING = frozenset("operate".split())
_INVOLVED = frozenset("part member involvement participation role partner stake work share membership".split())
_JOINING = frozenset(
    "announce back be bankroll build commit construct co-own create develop establish finance form found fund have invest join "
    "launch lead operate own participate plan power run set share start support unveil work".split()
)
_FRAME = Frame(ClaimType.PROJECT, {"participant": ()})


def find_projects(doc: Doc, mentions: Mentions) -> list[Hit]:
    """Return who takes part in which named project, one hit a sentence and project, in order of the text."""
    hits = []
    current: str | None = None
    for token in doc:
        name = project_name(token, mentions)
        if name is not None:
            current = name
        elif not _resumes(token):
            continue
        if current is None:
            continue
        roles = _members(token, mentions)
        if roles:
            hits.append(Hit(_FRAME, token, Predicate.of_noun(token), roles, current))
    return hits


def project_name(token: Token, mentions: Mentions) -> str | None:
    """Return the project's own name that a noun phrase gives, without a generic word behind it, or None."""
    if token.lower_ in _KINDS:
        return _before_kind(token, mentions)
    if token.pos_ == "PROPN" and mentions.of(token) is None:
        if token.nbor(-1).lower_ == "project" and token.nbor(-1).text == "Project" if token.i else False:
            return f"Project {token.text}"
        return _named_venture(token)
    return None


def _before_kind(token: Token, mentions: Mentions) -> str | None:
    """Read "the Star Gate Project", "Stargate project"."""
    start = token.i
    while start > token.sent.start and re.match(r"[A-Z]", token.doc[start - 1].text) and token.doc[start - 1].pos_ == "PROPN":
        start -= 1
    words = token.doc[start : token.i]
    if not len(words) or start == token.sent.start or any(mentions.of(word) is not None for word in words):
        return None
    return words.text


def _named_venture(token: Token) -> str | None:
    """Read "SatCo, a Luxembourg venture", "a joint venture called SatCo", "the joint venture SatCo"."""
    heads = [child for child in token.children if child.dep_ == "appos"]
    if token.dep_ == "appos":
        heads.append(token.head)
    if token.dep_ == "oprd" and token.head.lemma_ in _NAMING and token.head.dep_ == "acl":
        heads.append(token.head.head)
    if any(head.lemma_.lower() in _KINDS for head in heads):
        return token.doc[token.left_edge.i : token.i + 1].text
    return None


def _resumes(token: Token) -> bool:
    """Whether the noun points back to the project just named: "in that project"."""
    return token.lower_ in _KINDS and any(child.lower_ in {"this", "that", "the"} for child in token.children if child.dep_ == "det")


def _members(token: Token, mentions: Mentions) -> dict[str, tuple[Filler, ...]]:
    verb = _main_verb(token)
    participants = list(_around(token, mentions))
    roles: dict[str, list[Filler]] = {"participant": participants}
    for acting in _verbs(token, verb):
        lemma = acting.lemma_.lower()
        role = "funder" if lemma in _FUNDING else "operator" if lemma in _OPERATING else "participant"
        heads = [head for head in (agent(acting),) if head is not None]
        heads += prepositional(acting, frozenset({"with", "alongside"}))
        found = [filler for head in heads for filler in companies_at(head, mentions)]
        roles.setdefault(role, []).extend(found)
        if role == "operator":
            participants += found
    return {role: _once(fillers) for role, fillers in roles.items() if fillers}


def _once(fillers: list[Filler]) -> tuple[Filler, ...]:
    return tuple({filler.company: filler for filler in reversed(fillers)}.values())[::-1]


def _main_verb(token: Token) -> Token | None:
    """Return the verb above the project, through nouns of membership ("part of", "involvement in")."""
    for _ in range(3):
        verb = governing_verb(token)
        if verb is not None:
            return verb
        if token.dep_ == "pobj" and token.head.head.lemma_.lower() in _INVOLVED:
            token = token.head.head
        else:
            return None
    return None


def _verbs(token: Token, verb: Token | None) -> Iterator[Token]:
    if verb is not None and verb.lemma_.lower() in _JOINING:
        yield verb
    for child in (token, *(c for c in token.children if c.dep_ == "appos")):
        for relative in child.children:
            if relative.dep_ == "relcl":
                yield relative
                yield from (c for c in relative.children if c.dep_ == "conj" and is_verb(c))


def _around(token: Token, mentions: Mentions) -> Iterator[Filler]:
    """Yield the companies that the noun phrase itself and a sentence opening with it bind to the project."""
    yield from owners(token, mentions)
    above = token.head.head if token.dep_ == "pobj" else None
    if above is not None and above.lemma_.lower() in _INVOLVED:
        yield from owners(above, mentions)
    opening = token.dep_ == "pobj" and token.head.lower_ == "in" and token.head.i == token.sent.start
    if opening:
        main = token.head.head
        for head in token.sent[token.i - token.sent.start + 1 :]:
            if head.i >= main.i:
                break
            yield from companies_at(head, mentions)
        heads = [agent(main), *prepositional(main, frozenset({"with"}))] if is_verb(main) else []
        for head in heads:
            if head is not None:
                yield from companies_at(head, mentions)
