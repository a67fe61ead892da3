"""What the readers of remarks find, before it becomes a record, and the grammar that they share."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kg.extract.frames import companies_at, owners
from kg.extract.roles import agent, prepositional

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from kg.extract.frames import Filler
    from kg.extract.mentions import Mentions
    from kg.model import RemarkKind

_SPEAKERS = frozenset(
    "chairman chief executive founder lawyer management officer official president representative spokesman spokesperson spokeswoman".split()
)


class Aside(NamedTuple):
    """Something said beside deals: its kind and code, the companies it is about, the word that tells it, and who says so."""

    kind: RemarkKind
    value: str | None
    parties: tuple[Filler, ...]
    word: Token
    said_by: tuple[str, ...] = ()


def negated(verb: Token) -> bool:
    """Whether a verb is negated: "did not", "never", "neither company did"."""
    if any(child.dep_ == "neg" or child.lower_ == "never" for child in verb.children):
        return True
    subjects = [child for child in verb.children if child.dep_ in {"nsubj", "nsubjpass"}]
    return any(
        word.lower_ in {"neither", "no", "none"}
        for subject in subjects
        for word in (subject, *subject.children)
    )


def who(verb: Token, mentions: Mentions) -> tuple[Filler, ...]:
    """Return the companies that act, each member of a list, also through those who speak for them."""
    head = agent(verb)
    return speaking(head, mentions) if head is not None else ()


def speaking(head: Token, mentions: Mentions) -> tuple[Filler, ...]:
    """Return the companies that a noun phrase names or means, or that its spokespersons speak for."""
    found = list(companies_at(head, mentions))
    if not found and head.lemma_.lower() in _SPEAKERS:
        found = list(owners(head, mentions))
        for employer in prepositional(head, frozenset({"for", "at", "of"})):
            found += companies_at(employer, mentions)
    return tuple(dict.fromkeys(found))


def within(sentence: Span, mentions: Mentions) -> tuple[Filler, ...]:
    """Return every company that a sentence names, each once."""
    found: dict[str, Filler] = {}
    for token in sentence:
        mention = mentions.of(token)
        if mention is not None and mention.named:
            for filler in companies_at(token, mentions):
                found.setdefault(filler.company, filler)
    return tuple(found.values())
