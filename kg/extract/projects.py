"""Named undertakings that several companies build or run, and who takes part in them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.extract.frames import Filler, Frame, Hit, companies_at, owners
from kg.extract.predicates import Predicate
from kg.extract.roles import agent, coordinated, governing_verb, is_verb, objects, prepositional
from kg.model import ClaimType

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

    from kg.extract.mentions import Mentions

KINDS = frozenset("project programme program initiative venture consortium".split())
NAMING = frozenset("call name dub christen codename code-name baptise baptize know title".split())
_TITLES = frozenset("name codename code-name title nickname".split())
_FUNDING = frozenset(
    "fund finance support sponsor subsidise subsidize back bankroll contribute provide give grant".split()
)
_OPERATING = frozenset("operate run manage".split())
_FOUNDING = frozenset("form found create launch establish set_up start unveil build develop".split())
_GATHERING = frozenset("bring unite group comprise gather join include involve".split())
_INVOLVED = frozenset(
    "part member involvement participation role partner stake work share membership".split()
)
_JOINING = frozenset(
    "announce back be bankroll build commit construct co-own co-found create develop establish finance form found fund have invest join "
    "launch lead operate own participate plan power run set share start support unveil work contribute provide".split()
)
_FRAME = Frame(ClaimType.PROJECT, {"participant": ()})


def find_projects(doc: Doc, mentions: Mentions) -> list[Hit]:
    """Return who takes part in which named project, one hit a sentence and project, in order of the text."""
    hits = []
    current: str | None = None
    known: set[str] = set()
    for token in doc:
        proper = token.pos_ == "PROPN"
        if not proper and token.lower_ not in KINDS:
            continue
        name = project_name(token, mentions)
        if name is None and proper and token.text in known:
            name = token.text
        if name is not None:
            current = name
            known.add(name.split()[-1])
        elif not _resumes(token):
            continue
        if current is None:
            continue
        roles = _members(token, mentions, current)
        if roles:
            hits.append(Hit(_FRAME, token, Predicate.of_noun(token), roles, current))
    return hits


def project_name(token: Token, mentions: Mentions) -> str | None:
    """Return the project's own name that a noun phrase gives, without a generic word behind it, or None."""
    if token.lower_ in KINDS:
        return _before_kind(token, mentions)
    if token.pos_ != "PROPN":
        return None
    if token.i and token.nbor(-1).text == "Project" and mentions.of(token) is None:
        return f"Project {token.text}"
    return _named_venture(token) or _founded(token, mentions)


def _before_kind(token: Token, mentions: Mentions) -> str | None:
    """Read "the Star Gate Project", "Stargate project"."""
    start = token.i
    while (
        start > token.sent.start
        and re.match(r"[A-Z]", token.doc[start - 1].text)
        and token.doc[start - 1].pos_ == "PROPN"
    ):
        start -= 1
    words = token.doc[start : token.i]
    if not len(words) or start == token.sent.start or any(mentions.of(word) is not None for word in words):
        return None
    if any(word.ent_type_ in {"GPE", "NORP", "DATE"} for word in words):
        return None
    return words.text


def _named_venture(token: Token) -> str | None:
    """Read "SatCo, a Luxembourg venture", "a joint venture called SatCo", "the consortium SatCo"."""
    heads = [child for child in token.children if child.dep_ == "appos"]
    heads += [
        child for child in token.children if child.dep_ in {"compound", "nmod"} and child.text.islower()
    ]
    if token.dep_ == "appos":
        heads.append(token.head)
    if token.dep_ == "oprd" and token.head.lemma_ in NAMING and token.head.dep_ == "acl":
        heads.append(token.head.head)
    if any(head.lemma_.lower() in KINDS for head in heads):
        return _phrase(token)
    return None


def _founded(token: Token, mentions: Mentions) -> str | None:
    """Read "Acme, Bolt and Coil form Ring": several companies found something with a name."""
    if token.dep_ not in {"dobj", "nsubjpass"} or token.head.lemma_.lower() not in _FOUNDING:
        return None
    actor = agent(token.head)
    if actor is None:
        return None
    companies = {filler.company for filler in companies_at(actor, mentions)}
    companies |= {
        f.company
        for head in prepositional(token.head, frozenset({"with"}))
        for f in companies_at(head, mentions)
    }
    mention = mentions.of(token)
    named = mention is None or (mention.named and len(mentions.spans.get(mention.companies[0], ())) <= 3)
    return _phrase(token) if len(companies) > 1 and named else None


def _phrase(head: Token) -> str:
    """Return the run of capitalised words that ends in the head."""
    start = head.i
    while start > head.sent.start and _names_on(head.doc[start - 1]):
        start -= 1
    return head.doc[start : head.i + 1].text


def _names_on(token: Token) -> bool:
    """Whether a word goes on into a name: capitalised, or the hyphen within "Candle-South"."""
    if token.text == "-":
        return not token.whitespace_ and token.i > token.sent.start and not token.nbor(-1).whitespace_
    return token.pos_ == "PROPN" and token.text[0].isupper()


def title_given(sentence_token: Token) -> str | None:
    """Return the name that a naming word gives: "has been christened Duo", "The code name is Duo", "Called Duo, it ..."."""
    token = sentence_token
    if token.lemma_.lower() in NAMING and is_verb(token):
        for child in token.children:
            if child.dep_ in {"oprd", "attr", "dobj"} and child.pos_ == "PROPN":
                return _phrase(child)
    if token.lemma_.lower() in _TITLES and token.pos_ == "NOUN":
        if token.dep_ == "nsubj" and token.head.lemma_ == "be":
            return next(
                (_phrase(c) for c in token.head.children if c.dep_ == "attr" and c.pos_ == "PROPN"), None
            )
        following = token.doc[token.i + 1 : token.i + 3]
        if len(following) == 2 and following[0].text == ":" and following[1].pos_ == "PROPN":
            return following[1].text
    return None


def _resumes(token: Token) -> bool:
    """Whether the noun points back to the project just named: "in that project"."""
    return token.lower_ in KINDS and any(
        child.lower_ in {"this", "that", "the"} for child in token.children if child.dep_ == "det"
    )


def _members(token: Token, mentions: Mentions, name: str) -> dict[str, tuple[Filler, ...]]:
    verb = _main_verb(token)
    participants = list(_around(token, mentions))
    roles: dict[str, list[Filler]] = {"participant": participants}
    for acting in _verbs(token, verb):
        lemma = acting.lemma_.lower()
        role = "funder" if lemma in _FUNDING else "operator" if lemma in _OPERATING else "participant"
        heads = [head for head in (agent(acting),) if head is not None]
        heads += prepositional(acting, frozenset({"with", "alongside"}))
        if lemma in _GATHERING:
            heads = [member for head in objects(acting) for member in coordinated(head)]
            role = "participant"
        found = [
            filler for head in heads for filler in companies_at(head, mentions) if filler.company != name
        ]
        roles.setdefault(role, []).extend(found)
        if role == "operator":
            participants += found
    return {
        role: once
        for role, fillers in roles.items()
        if (once := _once([f for f in fillers if f.company != name]))
    }


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
    if verb is not None and verb.lemma_.lower() in _JOINING | _FOUNDING:
        yield verb
    for child in (token, *(c for c in token.children if c.dep_ == "appos")):
        for relative in child.children:
            if relative.dep_ in {"relcl", "acl"}:
                yield relative
                yield from (c for c in relative.children if c.dep_ == "conj" and is_verb(c))


def _around(token: Token, mentions: Mentions) -> Iterator[Filler]:
    """Yield the companies that the noun phrase itself and a sentence opening with it bind to the project."""
    if mentions.of(token) is None:
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
        actors = [agent(main), *prepositional(main, frozenset({"with"}))] if is_verb(main) else []
        for actor in actors:
            if actor is not None:
                yield from companies_at(actor, mentions)
