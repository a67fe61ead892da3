"""Words that take back a tie told before: "EchoStar cancelled it", "That was wrong", "Acme said no merger was under way"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.attribution import source_of
from kg.extract.roles import agent, is_verb, objects
from kg.extract.status import END, particle_forms
from kg.model import Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc, Token

    from kg.extract.mentions import Mentions
    from kg.extract.tellings import Telling

_FALSE = frozenset(
    "false wrong untrue incorrect inaccurate groundless baseless unfounded nonsense fabrication fiction invention rubbish".split()
)
_DENYING = frozenset({"deny", "dismiss", "refute", "reject", "rebut"})
_REPORTS = frozenset("it this that report rumour rumor story claim talk speculation suggestion".split())
_TIES = frozenset(
    "it them agreement contract deal order lease licence license partnership venture plan talk merger offer award purchase".split()
)
_REACH = 3


def revoke(doc: Doc, tellings: Sequence[Telling], mentions: Mentions) -> None:
    """Change the status of the tellings that a later sentence ends or denies, and take that sentence into them."""
    for token in doc:
        if (token.lemma_.lower() in _FALSE and _predicated(token)) or (
            token.lemma_.lower() in _DENYING and is_verb(token) and _object_is(token, _REPORTS)
        ):
            _apply(token, tellings, Status.DENIED, mentions)
        elif (
            is_verb(token)
            and particle_forms(token) & END
            and _object_is(token, _TIES)
            and _actor(token, mentions)
        ):
            _apply(token, tellings, Status.TERMINATED, mentions)


def _predicated(word: Token) -> bool:
    """Whether the word is said of a report or of what was just told."""
    verb = word.head
    if (
        word.dep_ not in {"acomp", "attr"}
        or verb.lemma_ != "be"
        or any(child.dep_ == "neg" for child in verb.children)
    ):
        return False
    return any(child.dep_ == "nsubj" and child.lemma_.lower() in _REPORTS for child in verb.children)


def _object_is(verb: Token, words: frozenset[str]) -> bool:
    return any(head.lemma_.lower() in words for head in objects(verb))


def _actor(verb: Token, mentions: Mentions) -> bool:
    actor = agent(verb)
    return actor is not None and mentions.of(actor) is not None


def _before(token: Token, tellings: Sequence[Telling]) -> Iterator[Telling]:
    for telling in reversed(tellings):
        start = telling.sentence.start
        if all(anchor.i < token.i for anchor in telling.anchors) and token not in telling.anchors:
            if sum(bool(word.is_sent_start) for word in token.doc[start : token.sent.start + 1]) <= _REACH:
                yield telling
            return


def _apply(token: Token, tellings: Sequence[Telling], status: Status, mentions: Mentions) -> None:
    actor = agent(token) if is_verb(token) else None
    mention = mentions.of(actor) if actor is not None else None
    for telling in _before(token, tellings):
        parties = {filler.company for fillers in telling.roles.values() for filler in fillers}
        if status is Status.TERMINATED and not (mention and set(mention.companies) <= parties):
            return
        telling.status = status
        if token.sent != telling.sentence:
            telling.passages.append(token.sent)
        denier = source_of(token, mentions) if status is Status.DENIED else None
        if denier is None and mention is not None and status is Status.DENIED:
            continue
        telling.source = denier if telling.source is None else telling.source
