"""Arguments in a parsed clause: who does what to whom, through every construction that English uses for it.

Labels are those of the English spaCy models. A *head* is the token that governs a noun phrase. Nothing here knows
about deals: the functions take a verb or a noun and follow the parse to the heads that fill a grammatical slot.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from spacy.tokens import Token

_SUBJECTS = {"nsubj", "nsubjpass", "csubj"}
_RELATIVE = {"which", "that", "who", "whom", "whose"}
_CLAUSES = {"relcl", "advcl", "ccomp", "csubj", "parataxis", "acl", "pcomp"}
_NOUNS = {"NOUN", "PROPN", "PRON", "NUM", "SYM", "X"}
_OBJECT_CONTROL = set(
    "ask allow appoint choose commission contract convince enable engage enlist force get have help hire invite let name "
    "nominate order oblige permit persuade pick require select tap urge want bring retain".split()
)
_AGENT = "agent"
_COPULAS = frozenset({"be", "become", "remain", "include"})
_WITNESSING = frozenset({"see", "review", "read", "cite", "confirm", "obtain", "view", "quote", "mention"})
_MAX_CLIMB = 8


def is_verb(token: Token) -> bool:
    """Whether the token heads a clause: a verb, or a copula or auxiliary that stands alone."""
    return token.pos_ in {"VERB", "AUX"} and token.dep_ not in {"aux", "auxpass"}


def passive(verb: Token) -> bool:
    """Whether the verb's surface subject is what the action is done to."""
    if any(child.dep_ in {"nsubjpass", "auxpass"} for child in verb.children):
        return True
    if verb.tag_ != "VBN" or any(child.dep_ in {"aux", "nsubj"} for child in verb.children):
        return False
    if verb.dep_ == "amod":
        return True
    if verb.dep_ in {"acl", "relcl", "advcl"}:
        return not any(child.dep_ == "dobj" for child in verb.children)
    return verb.dep_ == "conj" and is_verb(verb.head) and passive(verb.head)


def antecedent(token: Token) -> Token:
    """Return what a relative pronoun stands for, or the token itself."""
    if token.lower_ in _RELATIVE and token.pos_ in {"PRON", "DET", "SCONJ"}:
        for ancestor in token.ancestors:
            if ancestor.dep_ == "relcl":
                return ancestor.head
    return token


_QUANTITIES = frozenset(
    "% all amount batch billion bit both bulk bunch chunk couple dozen each fifth fleet fraction half handful hundred kind lion lot majority many "
    "million minority most none number one pack pair part percent piece portion quarter rest remainder set share some sort tenth third thousand "
    "tranche trillion version whole worth generation half-share".split()
)


def substance(head: Token) -> Token:
    """Return what a quantity is of: *chips* for "half of the chips", what *which* stands for in "all of which"."""
    for _ in range(3):
        if head.lemma_.lower() not in _QUANTITIES and head.pos_ not in {"NUM", "DET"}:
            return head
        inner = next(
            (
                grand
                for child in head.rights
                if child.lower_ == "of"
                for grand in child.children
                if grand.dep_ == "pobj"
            ),
            None,
        )
        if inner is None:
            return head
        head = antecedent(inner)
    return head


def surface_subject(verb: Token, depth: int = 0) -> Token | None:
    """Return the head of the verb's subject, found through control, coordination and elision, or None."""
    for child in verb.children:
        if child.dep_ in _SUBJECTS and child.pos_ != "VERB" and child.dep_ != "csubj":
            return antecedent(child)
    if depth > _MAX_CLIMB:
        return None
    return _elided_subject(verb, depth)


def _elided_subject(verb: Token, depth: int) -> Token | None:
    governor = verb.head
    if governor == verb or verb.dep_ == "amod":
        return governor if governor != verb else None
    if verb.dep_ in {"acl", "relcl"}:
        infinitive = any(child.dep_ == "aux" and child.lower_ == "to" for child in verb.children)
        # "Acme to buy Bolt" is a headline, "plan to buy" has a holder
        return _noun_holder(governor, depth) if infinitive and governor.pos_ != "PROPN" else governor
    if verb.dep_ == "pcomp" and governor.dep_ in {"prep", "mark"}:
        governor = governor.head
        if not is_verb(governor) and not is_verb(governor.head):
            return _noun_holder(governor, depth)
    if verb.dep_ in {"xcomp", "pcomp", "advcl"} and not is_verb(governor) and is_verb(governor.head):
        governor = governor.head  # "is about to buy", "is keen to buy"
    return _controlled(verb, governor, depth) if is_verb(governor) else None


def _controlled(verb: Token, governor: Token, depth: int) -> Token | None:
    """Return who acts in a clause that hangs on a verb: its object ("hired Acme to build"), or else its subject."""
    if verb.dep_ in {"xcomp", "ccomp"} and governor.lemma_ in _OBJECT_CONTROL:
        for head in objects(governor):
            return head
    return surface_subject(governor, depth + 1)


def _noun_holder(noun: Token, depth: int = 0) -> Token | None:
    """Return who holds a noun such as *plan* or *agreement*: its possessor, or the subject of its verb."""
    if noun.pos_ not in _NOUNS:
        return None
    for child in noun.children:
        if child.dep_ == "poss":
            return antecedent(child)
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ in {"from", "by", "of"}:
            return next((grand for grand in child.children if grand.dep_ == "pobj"), None)
    verb = governing_verb(noun)
    return agent(verb, depth + 1) if verb is not None else None


def agent(verb: Token, depth: int = 0) -> Token | None:
    """Return who acts: the subject of an active verb, the *by* phrase of a passive one."""
    if not passive(verb):
        return surface_subject(verb, depth)
    for child in verb.children:
        if child.dep_ == _AGENT or (child.dep_ == "prep" and child.lower_ == "by"):
            return next((grand for grand in child.children if grand.dep_ == "pobj"), None)
        if verb.dep_ == "amod" and child.dep_ in {"npadvmod", "compound"}:
            return child
    return None


def objects(verb: Token) -> list[Token]:
    """Return the heads that the action is done to."""
    if passive(verb):
        subject = surface_subject(verb)
        return [subject] if subject is not None else []
    found = [antecedent(child) for child in verb.children if child.dep_ in {"dobj", "oprd"}]
    if not found and verb.dep_ == "relcl" and not _subject_is_relative(verb) and not _fronted(verb):
        found = [verb.head]
    if (
        not found
        and verb.dep_ == "xcomp"
        and verb.head.dep_ == "relcl"
        and not _subject_is_relative(verb.head)
    ):
        found = [verb.head.head]
    return found


def _subject_is_relative(verb: Token) -> bool:
    subjects = [child for child in verb.children if child.dep_ in _SUBJECTS]
    return any(word.lower_ in _RELATIVE for subject in subjects for word in (subject, *subject.children))


def _fronted(verb: Token) -> bool:
    """Whether the relative clause opens with a preposition ("in which") or an adverb ("where")."""
    return any(
        (child.dep_ == "prep" and any(grand.lower_ in _RELATIVE for grand in child.children))
        or child.lower_ in {"where", "when", "why"}
        for child in verb.subtree
    )


def datives(verb: Token) -> list[Token]:
    """Return the heads that receive: "gave Acme a contract", "Acme was given a contract"."""
    if passive(verb) and any(child.dep_ == "dobj" for child in verb.children):
        return _one(surface_subject(verb))
    return [child for child in verb.children if child.dep_ == "dative" and child.pos_ in _NOUNS]


def companions(verb: Token) -> list[Token]:
    """Return who acts beside the subject: "together with Acme", "alongside Acme"."""
    found = []
    for token in clause(verb):
        beside = token.lower_ == "alongside" or (
            token.lower_ == "with"
            and any(
                child.lower_ in {"together", "along", "jointly"}
                for child in (*token.children, *token.doc[max(0, token.i - 1) : token.i])
            )
        )
        if beside:
            found += [child for child in token.children if child.dep_ == "pobj"]
    return found


def complements(verb: Token) -> list[Token]:
    """Return what a copula says its subject is."""
    return [child for child in verb.children if child.dep_ in {"attr", "acomp"}]


def clause(head: Token) -> Iterator[Token]:
    """Yield the tokens of the head's own clause or phrase, without the clauses that hang on it."""
    yield head
    for child in head.children:
        if child.dep_ in _CLAUSES or (child.dep_ == "conj" and is_verb(child)):
            continue
        yield from clause(child)


def prepositional(head: Token, words: frozenset[str]) -> list[Token]:
    """Return the heads that stand after one of these prepositions within the head's own clause or phrase."""
    found = []
    for token in clause(head):
        if token.head.lower_ == "according":
            continue
        if token.dep_ in {"prep", "dative", _AGENT, "conj", "pcomp"} and token.lower_ in words:
            found += [antecedent(child) for child in token.children if child.dep_ in {"pobj", "npadvmod"}]
    return found


def governing_verb(noun: Token) -> Token | None:
    """Return the verb that the noun phrase completes as object, subject or through a preposition, or None."""
    token = noun
    while token.dep_ in {"conj", "appos", "compound", "nmod", "nummod"} and token.head.pos_ in _NOUNS:
        token = token.head
    if token.dep_ in {"pobj", "pcomp"} and token.head.dep_ in {"prep", _AGENT, "dative"}:
        token = token.head
    governor = token.head
    if governor != token and is_verb(governor):
        return governor
    return None


def coordinated(head: Token) -> Iterator[Token]:
    """Yield the head and every member of the list that it opens."""
    yield head
    for child in head.children:
        if child.dep_ == "conj" and child.pos_ in _NOUNS:
            yield from coordinated(child)


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


def _is_subject(noun: Token) -> bool:
    return noun.dep_ in _SUBJECTS


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
    if noun.dep_ == "appos" or (noun.dep_ in {"compound", "nmod", "amod"} and noun.head.pos_ in _NOUNS):
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
        if governor != word and (found := prepositional(governor, frozenset({"with"}))):
            return found
    return []


def _inside(predicate: Predicate) -> list[Token]:
    return [token for head in _SLOTS["object"](predicate) for token in head.subtree if token.pos_ in _NOUNS]


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
