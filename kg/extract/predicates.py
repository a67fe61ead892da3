"""Words that take arguments, and the slots in which English puts them: a verb, or a noun with the verb that it completes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.extract.roles import (
    NOUNS,
    SUBJECTS,
    agent,
    antecedent,
    companions,
    complements,
    datives,
    governing_verb,
    is_verb,
    objects,
    passive,
    prepositional,
    surface_subject,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.tokens import Token

_COPULAS = frozenset({"be", "become", "remain", "include"})
_WITNESSING = frozenset({"see", "review", "read", "cite", "confirm", "obtain", "view", "quote", "mention"})
_COPULA_REACH = 2


@dataclass(frozen=True)
class Predicate:
    """A word that takes arguments: a verb, or a noun with the verb that it completes."""

    word: Token
    verb: Token | None
    noun: Token | None

    @classmethod
    def of_verb(cls, verb: Token) -> Predicate:
        """Return the predicate that a verb is."""
        return cls(verb, verb, None)

    @classmethod
    def of_noun(cls, noun: Token) -> Predicate:
        """Return the predicate that a noun is, with the verb that it completes."""
        return cls(noun, governing_verb(noun), noun)

    def heads(self, slot: str) -> list[Token]:
        """Return the heads that fill a slot: one of :data:`_SLOTS`, or a preposition."""
        if slot in _SLOTS:
            return _SLOTS[slot](self)
        if slot.startswith("^"):
            return _attached(self.word, slot[1:])
        words = frozenset({slot})
        found = prepositional(self.word, words)
        if not found and self.noun is not None and self.verb is not None and self._completes:
            found = prepositional(self.verb, words)
        return found

    @property
    def _completes(self) -> bool:
        """Whether the noun completes its verb, so that both share their prepositions."""
        return (
            self.noun is not None
            and self.verb is not None
            and (not _is_subject(self.noun) or passive(self.verb))
        )


def _attached(word: Token, preposition: str) -> list[Token]:
    """Return the heads after a preposition that the word itself governs, and after its like: "with Acme and with Bolt"."""
    reach = (
        _COPULA_REACH if word.lemma_ == "be" else len(word.doc)
    )  # "is on the block, with Acme" ties nobody
    stems = [
        child for child in word.children if child.dep_ in {"prep", "dative"} and child.i - word.i <= reach
    ]
    stems += [child for stem in stems for child in stem.children if child.dep_ == "conj"]
    return [
        antecedent(child)
        for stem in stems
        if stem.lower_ == preposition
        for child in stem.children
        if child.dep_ == "pobj"
    ]


def _is_subject(noun: Token) -> bool:
    return noun.dep_ in SUBJECTS


def _one(token: Token | None) -> list[Token]:
    return [token] if token is not None else []


def _subject_slot(predicate: Predicate) -> list[Token]:
    if predicate.verb is None:
        return []
    return _one(agent(predicate.verb)) + companions(predicate.verb)


def _possessors(predicate: Predicate) -> list[Token]:
    word = predicate.word
    holders = (word, word.head) if word.dep_ in {"amod", "compound", "nmod"} else (word,)
    return [antecedent(child) for holder in holders for child in holder.children if child.dep_ == "poss"]


def _modifiers(predicate: Predicate) -> list[Token]:
    return [
        child for child in predicate.word.children if child.dep_ in {"compound", "nmod", "amod", "npadvmod"}
    ]


def _holders(predicate: Predicate) -> list[Token]:
    """Return who has the noun: its possessor, or the one who signs, wins or has it."""
    found = _possessors(predicate)
    noun, verb = predicate.noun, predicate.verb
    if noun is not None and verb is None and noun.dep_ == "pobj" and noun.head.head.pos_ == "NOUN":
        return found + _holders(Predicate.of_noun(noun.head.head))
    if (
        noun is None
        or verb is None
        or (_is_subject(noun) and not passive(verb))
        or verb.lemma_ in _WITNESSING
    ):
        return found
    return found + _one(agent(verb)) + companions(verb)


def _bearers(predicate: Predicate) -> list[Token]:
    """Return whom the noun describes: its apposition, the other side of its copula, or what it stands in front of."""
    noun, verb = predicate.word, predicate.verb
    found = [child for child in noun.children if child.dep_ == "appos"]
    if noun.dep_ == "appos" or (noun.dep_ in {"compound", "nmod", "amod"} and noun.head.pos_ in NOUNS):
        found.append(noun.head)
    if verb is not None and verb.lemma_ in _COPULAS:
        if noun.dep_ == "attr":
            found += _one(surface_subject(verb))
        elif noun.dep_ == "nsubj":
            found += complements(verb) + objects(verb)
    if noun.dep_ == "pobj" and noun.head.lower_ in {"as", "among"} and is_verb(noun.head.head):
        above = noun.head.head
        found += objects(above) or complements(above) or _one(surface_subject(above))
    return found


def _opponents(predicate: Predicate) -> list[Token]:
    """Return who acts on the one that the noun stands in front of: "beat rival Acme"."""
    noun = predicate.word
    if noun.dep_ not in {"compound", "nmod", "amod"}:
        return []
    verb = governing_verb(noun.head)
    return _one(agent(verb)) if verb is not None and not _is_subject(noun.head) else []


def _object_holders(predicate: Predicate) -> list[Token]:
    """Return who has what the action is done to: "raised money in a round led by Acme"."""
    return [holder for head in _SLOTS["object"](predicate) for holder in _holders(Predicate.of_noun(head))]


def _partners(predicate: Predicate) -> list[Token]:
    word = predicate.verb or predicate.word
    for governor in (word.head, word.head.head):
        heads = prepositional(governor, frozenset({"with"})) if governor != word else []
        if found := [head for head in heads if not word.is_ancestor(head)]:
            return found
    return []


def _inside(predicate: Predicate) -> list[Token]:
    return [token for head in _SLOTS["object"](predicate) for token in head.subtree if token.pos_ in NOUNS]


_SLOTS: dict[str, Callable[[Predicate], list[Token]]] = {
    "subject": _subject_slot,
    "object": lambda predicate: objects(predicate.verb) if predicate.verb is not None else [],
    "dative": lambda predicate: datives(predicate.verb) if predicate.verb is not None else [],
    "complement": lambda predicate: complements(predicate.verb) if predicate.verb is not None else [],
    "holder": _holders,
    "bearer": _bearers,
    "poss": _possessors,
    "modifier": _modifiers,
    "partner": _partners,
    "inside": _inside,
    "genitive": lambda predicate: [
        head
        for head in _SLOTS["complement"](predicate)
        if any(child.dep_ == "case" for child in head.children)
    ],
    "destination": lambda predicate: (
        _attached(predicate.verb, "to")
        if predicate.verb is not None and predicate.noun is not None and _is_subject(predicate.noun)
        else []
    ),
    "opponent": _opponents,
    "object_holder": _object_holders,
    "object_poss": lambda predicate: [
        p for head in _SLOTS["object"](predicate) for p in _possessors(Predicate.of_noun(head))
    ],
    "inside_poss": lambda predicate: [
        antecedent(token)
        for token in predicate.word.subtree
        if token.dep_ == "poss" and predicate.verb is not None
    ],
}
