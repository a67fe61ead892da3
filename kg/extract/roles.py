"""Arguments in a parsed clause: who does what to whom, through every construction that English uses for it.

Labels are those of the English spaCy models. A *head* is the token that governs a noun phrase. Nothing here knows
about deals: the functions take a verb or a noun and follow the parse to the heads that fill a grammatical slot.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

_ACTORS = {"nsubj", "nsubjpass"}
SUBJECTS = {*_ACTORS, "csubj"}
"""Labels of a subject."""
_FINITE = frozenset({"VBZ", "VBP", "VBD", "NNS"})
_LOOSE_OBJECTS = frozenset({"dobj", "npadvmod", "appos", "dep"})
_RELATIVE = {"which", "that", "who", "whom", "whose"}
_CLAUSES = {"relcl", "advcl", "ccomp", "csubj", "parataxis", "acl", "pcomp"}
NOUNS = {"NOUN", "PROPN", "PRON", "NUM", "SYM", "X"}
"""Parts of speech that head a noun phrase."""
_OBJECT_CONTROL = set(
    "ask allow appoint choose commission contract convince enable engage enlist force get have help hire invite let name "
    "nominate order oblige permit persuade pick require select tap urge want bring retain".split()
)
_AGENT = "agent"
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
    subjects = [child for child in verb.children if child.dep_ in _ACTORS and child.pos_ != "VERB"]
    if subjects:
        # before the last one stands what opens the line: "BERLIN, May 4 - Acme will", "Reuters: Acme has"
        return antecedent(next((child for child in reversed(subjects) if child.i < verb.i), subjects[0]))
    if (name := _clipped_subject(verb)) is not None:
        return name
    if depth > _MAX_CLIMB:
        return None
    return _elided_subject(verb, depth)


def _clipped_subject(verb: Token) -> Token | None:
    """Return the name before a finite verb that the parse takes for its modifier: "Acme hosts Bolt"."""
    if verb.tag_ not in _FINITE or verb.dep_ not in {"ROOT", "ccomp"} or not verb.i:
        return None
    before = verb.nbor(-1)
    clipped = before.head == verb and before.dep_ in {"compound", "nmod", "amod"} and before.pos_ == "PROPN"
    return before if clipped else None


def clipped(token: Token) -> bool:
    """Whether a plural noun is a verb misread between two names: "Acme hosts Bolt"."""
    return token.tag_ == "NNS" and _clipped_subject(token) is not None and bool(_clipped_objects(token))


def _clipped_objects(verb: Token) -> list[Token]:
    return [child for child in verb.rights if child.dep_ in _LOOSE_OBJECTS and child.pos_ == "PROPN"]


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
    if noun.pos_ not in NOUNS:
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
    if not found and _clipped_subject(verb) is not None:
        return _clipped_objects(verb)
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
    subjects = [child for child in verb.children if child.dep_ in SUBJECTS]
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
        subject = surface_subject(verb)
        return [subject] if subject is not None else []
    found = [child for child in verb.children if child.dep_ == "dative" and child.pos_ in NOUNS]
    direct = [child for child in verb.children if child.dep_ == "dobj"]
    return found or direct[:-1]  # "sells Acme its power": two objects, the first of which receives


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
    while token.dep_ in {"conj", "appos", "compound", "nmod", "nummod"} and token.head.pos_ in NOUNS:
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
        if child.dep_ == "conj" and child.pos_ in NOUNS:
            yield from coordinated(child)
