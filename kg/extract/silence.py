"""Those who do not speak: "declined to comment", "chose silence", "did not respond to requests"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.asides import Aside, negated, speaking, who
from kg.extract.roles import is_verb, objects, prepositional
from kg.model import RemarkKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Span, Token

    from kg.extract.mentions import Mentions

_REFUSING = frozenset("decline refuse".split())
_SPEAKING = frozenset("answer comment discuss elaborate respond say speak".split())
_COMMENT = frozenset("comment statement remark".split())
_KEEPING = frozenset("choose keep maintain observe stay remain preserve".split())
_SILENCE = frozenset("silence mum quiet silent tight-lipped".split())
_OFFERING = frozenset("give have issue make offer provide return send".split())
_RESPONSE = frozenset("answer reaction reply response".split())
_RESPONDING = frozenset("acknowledge answer react reply respond return".split())
_REQUESTS = frozenset(
    "call comment confirmation e-mail email inquiry enquiry message query question request".split()
)


def refusals(sentence: Span, mentions: Mentions) -> Iterator[Aside]:
    """Yield who declined to comment."""
    for verb in filter(is_verb, sentence):
        if _refuses(verb) and (parties := who(verb, mentions)):
            yield Aside(RemarkKind.DECLINED_TO_COMMENT, None, parties, verb)


def _refuses(verb: Token) -> bool:
    lemma = verb.lemma_.lower()
    if lemma in _REFUSING:
        said = {child.lemma_.lower() for child in verb.children if child.dep_ in {"xcomp", "ccomp", "dobj"}}
        return bool(said & (_SPEAKING | _COMMENT)) and not negated(verb)
    if lemma == "comment":
        return negated(verb)
    if lemma in _KEEPING:
        return any(child.lemma_.lower() in _SILENCE for child in verb.children) and not negated(verb)
    return lemma in _OFFERING and any(_none(head, _COMMENT) for head in objects(verb))


def silences(sentence: Span, mentions: Mentions) -> Iterator[Aside]:
    """Yield who did not respond."""
    for verb in filter(is_verb, sentence):
        lemma = verb.lemma_.lower()
        silent = (
            (lemma in _RESPONDING and negated(verb) and _asked(verb))
            or (lemma in _OFFERING and any(_none(head, _RESPONSE) for head in objects(verb)))
            or (
                lemma in {"fail", "decline"}
                and any(
                    child.dep_ == "xcomp" and child.lemma_.lower() == "respond" for child in verb.children
                )
            )
        )
        if silent and (parties := who(verb, mentions)):
            yield Aside(RemarkKind.NO_RESPONSE, None, parties, verb)
        elif lemma == "reach" and negated(verb) and _for_comment(verb):
            parties = tuple(filler for head in objects(verb) for filler in speaking(head, mentions))
            if parties:
                yield Aside(RemarkKind.NO_RESPONSE, None, parties, verb)
        elif lemma == "go" and any(child.lower_ == "unanswered" for child in verb.children):
            yield from _unanswered(verb, mentions)


def _unanswered(verb: Token, mentions: Mentions) -> Iterator[Aside]:
    """Read "requests to Acme went unanswered"."""
    for subject in (child for child in verb.children if child.dep_ == "nsubj"):
        asked = prepositional(subject, frozenset({"to"}))
        parties = tuple(filler for head in asked for filler in speaking(head, mentions))
        if parties and subject.lemma_.lower() in _REQUESTS:
            yield Aside(RemarkKind.NO_RESPONSE, None, parties, verb)


def _none(noun: Token, words: frozenset[str]) -> bool:
    return noun.lemma_.lower() in words and any(child.lower_ == "no" for child in noun.children)


def _asked(verb: Token) -> bool:
    """Whether what is left unanswered are questions, and not a rival's prices."""
    after = [*objects(verb), *prepositional(verb, frozenset({"to", "for"}))]
    return not after or any(head.lemma_.lower() in _REQUESTS for head in after)


def _for_comment(verb: Token) -> bool:
    return any(head.lemma_.lower() in _COMMENT for head in prepositional(verb, frozenset({"for"})))
