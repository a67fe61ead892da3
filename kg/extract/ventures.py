"""Undertakings that the text gives to several companies by its grammar: "Ring, which Acme runs with Bolt", "their venture Ring"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.frames import Filler, Frame, Hit, companies_at
from kg.extract.predicates import Predicate
from kg.extract.roles import agent, antecedent, is_verb, objects, prepositional, surface_subject
from kg.model import ClaimType

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

    from kg.extract.mentions import Mentions

_JOINT = frozenset("venture consortium alliance undertaking".split())
_SHARED = frozenset("joint common shared".split())
_HOLDING = frozenset(
    "run operate own found establish form create launch build develop erect plan realise realize promote set carry hold "
    "co-own co-found".split()
)
_NAMING = frozenset("call name dub christen baptise baptize title".split())
_SHARING = frozenset("partner participant member operator co-owner shareholder".split())
_BESIDE = frozenset({"with", "alongside"})
_OWNING = frozenset({"of", "between", "by", "with"})
_FRAME = Frame(ClaimType.PROJECT, {"participant": ()})


def find_ventures(doc: Doc, mentions: Mentions) -> list[Hit]:
    """Return the named undertakings that two companies or more found, run or share, in order of the text."""
    hits = []
    for token in doc:
        for name in _names(token, mentions):
            if any(child.dep_ == "nummod" for child in name.children):
                continue  # "built reactors, 320 MW"
            told = {filler.company: filler for filler in _parties(token, name, mentions)}
            title = _title(name, mentions)
            own = mentions.of(name)
            for company in (title, *(own.companies if own is not None else ())):
                told.pop(company, None)
            if len(told) > 1:
                hits.append(
                    Hit(_FRAME, name, Predicate.of_noun(name), {"participant": tuple(told.values())}, title)
                )
                break
    return hits


def _names(token: Token, mentions: Mentions) -> Iterator[Token]:
    """Yield the names that a noun goes by, itself if it is one."""
    if _proper(token, mentions) and token.dep_ not in {"compound", "appos"}:
        yield token
    if token.pos_ != "NOUN" or _proper(token, mentions):
        return
    if token.dep_ in {"appos", "compound"} and _proper(token.head, mentions):
        yield token.head
    for child in token.children:
        if child.dep_ == "appos" and _proper(child, mentions):
            yield child
        if child.dep_ == "acl" and child.lemma_.lower() in _NAMING:
            yield from (
                grand for grand in child.children if grand.dep_ == "oprd" and _proper(grand, mentions)
            )
    if token.dep_ == "attr" and token.head.lemma_ == "be":
        subject = surface_subject(token.head)
        if subject is not None and _proper(subject, mentions):
            yield subject


def _proper(token: Token, mentions: Mentions) -> bool:
    mention = mentions.of(token)
    return token.pos_ == "PROPN" or (mention is not None and mention.named)


def _title(name: Token, mentions: Mentions) -> str:
    mention = mentions.of(name)
    if mention is not None and mention.named:
        return mention.companies[0]
    start = name.i
    while start > name.sent.start and name.doc[start - 1].pos_ == "PROPN":
        start -= 1
    return name.doc[start : name.i + 1].text


def _parties(token: Token, name: Token, mentions: Mentions) -> Iterator[Filler]:
    for head in _holders(token, name):
        yield from companies_at(head, mentions)


def _holders(token: Token, name: Token) -> Iterator[Token]:
    """Yield the heads that found, run or share what the noun and its name mean."""
    generic = token != name
    if generic and _is_shared(token):
        yield from (antecedent(child) for child in token.children if child.dep_ == "poss")
        yield from prepositional(token, _OWNING)
    for child in token.children:
        if child.dep_ in {"relcl", "acl"} and child.lemma_.lower() in _HOLDING and token in objects(child):
            yield from _actors(child)
    verb = token.head
    if generic and token.dep_ in {"dobj", "nsubjpass"} and verb.lemma_.lower() in _HOLDING and is_verb(verb):
        yield from _actors(verb)
    if token.dep_ == "pobj" and verb.lower_ in {"in", "of"} and verb.head.lemma_.lower() in _SHARING:
        share = Predicate.of_noun(verb.head)
        if generic:
            yield from share.heads("bearer")
            yield from prepositional(verb.head, _BESIDE)


def _is_shared(noun: Token) -> bool:
    return noun.lemma_.lower() in _JOINT or any(
        child.lower_ in _SHARED
        or (child.dep_ == "amod" and any(g.lower_ == "jointly" for g in child.children))
        for child in noun.children
    )


def _actors(verb: Token) -> Iterator[Token]:
    actor = agent(verb)
    if actor is not None:
        yield actor
    yield from prepositional(verb, _BESIDE)
