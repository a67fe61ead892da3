"""Frames: which words speak of a deal, and which grammatical slots of theirs hold its parties.

A :class:`Frame` is one line of a table (``kg.extract.frame_table``); :func:`find_hits` holds every frame against a
parsed text and returns the :class:`Hit` of each that finds its parties. Slots are named after what English calls them:

==============  =====================================================================================
``subject``     who acts, in the active, the passive, relative clauses, control and coordination
``object``      what the action is done to
``dative``      who receives ("gave Acme a contract")
``complement``  what a copula says of its subject
``holder``      who has the noun: its possessor, or the subject of the verb that it completes
``bearer``      whom the noun describes: "Acme, a supplier", "Acme is a supplier", "supplier Acme", "as its supplier"
``poss``        the possessor of the noun alone ("Acme's supplier")
``modifier``    the noun's modifiers ("an Acme customer")
``partner``     who stands after *with* beside the noun or verb that governs an infinitive ("a deal with Acme to ...")
``part``        a part of a company, under the name that the text gives it ("Acme's paint arm")
``opponent``    who acts on the one that the noun stands in front of ("beat rival Acme")
``object_holder``  who has the object ("Acme raised money in a round led by ...")
``inside``      anywhere in the object ("its right to Acme's business")
``genitive``    the possessor that a copula says of its subject ("the chips are Acme's")
``destination`` where a verb takes the noun that is its subject ("the order went to Acme")
``of``, …       any preposition: what stands after it
``^of``, …      the same, of a preposition that the word itself governs
==============  =====================================================================================

``from's`` means the owner of what stands there ("from Acme's plant"). A role takes the first of its slots that names a
company; the symmetric role ``party`` takes them all.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from kg.extract.lexicon import COMPANY_NOUNS
from kg.extract.predicates import Predicate
from kg.extract.roles import (
    antecedent,
    clause,
    clipped,
    coordinated,
    is_verb,
    objects,
    passive,
    prepositional,
    substance,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from spacy.tokens import Doc, Span, Token

    from kg.extract.mentions import Mention, Mentions
    from kg.model import ClaimType

_SYMMETRIC = "party"
_PART = frozenset(
    "activity arm asset assets branch business division factory operation operations plant portfolio site "
    "subsidiary unit venture".split()
)
_BESIDE = frozenset({"with", "from", "between", "by"})
_CHANGING = frozenset({"over", "off", "back", "down", "away", "out"})
_PICTURES = frozenset("caption credit illustration image photo photograph picture".split())
_PERSONS = frozenset("he i nobody people she somebody someone they who you".split())
_OPTIONAL = frozenset({"seller", "funder", "operator"})


@dataclass(frozen=True)
class Frame:
    """One way to speak of a deal.

    ``verbs`` or ``nouns`` trigger it. ``object`` restricts a verb to objects with one of these heads; ``support``
    restricts a noun to completing one of these verbs, ``modifiers`` to standing with one of these words. A verb with a
    particle is written ``take_over``. ``context`` asks for one of these words in the sentence or the one before;
    ``implied`` is a role that the text may leave to its topic ("the contract with
    Acme"), for ``party`` also where the other stands in one of the slots ``lone``; ``over`` marks words that tell the
    end of the tie ("left Acme"), ``topical`` frames that need a text about one company throughout.
    """

    type: ClaimType
    roles: Mapping[str, tuple[str, ...]]
    verbs: frozenset[str] = frozenset()
    nouns: frozenset[str] = frozenset()
    object: frozenset[str] = frozenset()
    support: frozenset[str] = frozenset()
    adverbs: frozenset[str] = frozenset()
    modifiers: frozenset[str] = frozenset()
    context: frozenset[str] = frozenset()
    implied: str = ""
    over: bool = False
    lone: frozenset[str] = frozenset()
    topical: bool = False


class Filler(NamedTuple):
    """A company in a role, with the token that means it; ``mention`` is None where the text's own words are the name."""

    company: str
    token: Token
    mention: Mention | None
    slot: str = ""


@dataclass(frozen=True)
class Hit:
    """A frame that found its parties."""

    frame: Frame
    trigger: Token
    predicate: Predicate
    roles: Mapping[str, tuple[Filler, ...]] = field(hash=False)
    name: str | None = None
    aside: Span | None = field(default=None, hash=False)

    @cached_property
    def sentence(self) -> Span:
        """The sentence that the trigger stands in."""
        return self.trigger.sent

    def companies(self, role: str) -> tuple[str, ...]:
        """Return the names in a role, each once, in reading order."""
        return tuple(dict.fromkeys(filler.company for filler in self.roles.get(role, ())))


def find_hits(doc: Doc, mentions: Mentions, frames: Sequence[Frame]) -> list[Hit]:
    """Return every frame that finds its parties, in order of the text; one trigger is read by its first frame that does."""
    by_lemma: dict[str, list[Frame]] = {}
    for frame in frames:
        for word in frame.verbs | frame.nouns | frame.adverbs:
            by_lemma.setdefault(word.partition("_")[0], []).append(frame)
    hits = []
    for token in doc:
        for frame in by_lemma.get(token.lemma_.lower(), ()):
            hit = _read(token, frame, mentions)
            if hit is not None:
                hits.append(hit)
                break
    return hits


def _read(token: Token, frame: Frame, mentions: Mentions) -> Hit | None:
    predicate = None if _inside_name(token, mentions) else _predicate(token, frame)
    if predicate is None or (frame.context and not _in_context(token, frame.context)):
        return None
    roles: dict[str, tuple[Filler, ...]] = {}
    for role, slots in frame.roles.items():
        taken = {filler.company for fillers in roles.values() for filler in fillers}
        fillers = _fill(predicate, role, slots, mentions, taken)
        if fillers:
            roles[role] = fillers
        elif role not in _OPTIONAL and role != frame.implied:
            return None
    if frame.implied:
        _imply(roles, frame, token, mentions)
    if set(roles) == {_SYMMETRIC} and len({filler.company for filler in roles[_SYMMETRIC]}) < 2:
        return None
    if any(role not in roles for role in frame.roles if role not in _OPTIONAL):
        return None
    return Hit(frame, token, predicate, roles)


def _inside_name(token: Token, mentions: Mentions) -> bool:
    """Whether the word is part of a longer name: "Robert Bosch Venture Capital"."""
    mention = mentions.of(token)
    return mention is not None and mention.named and mention.end - mention.start > len(token)


def _acts_openly(token: Token, frame: Frame) -> bool:
    """Whether the implied role is the subject of a verb that has one of its own, which names nobody."""
    if frame.lone or "subject" not in frame.roles[frame.implied] or not frame.verbs or passive(token):
        return False
    return any(child.dep_ == "nsubj" for child in token.children)


def _captioned(token: Token) -> bool:
    """Whether the sentence is the credit of a picture."""
    return any(word.lower_ in _PICTURES for word in token.sent[:3])


def _personal(token: Token, mentions: Mentions) -> bool:
    """Whether somebody acts who is no company: "she lives in", "clients buy"."""
    return any(
        child.dep_ in {"nsubj", "nsubjpass"}
        and (
            child.lower_ in _PERSONS
            or mentions.person(child) is not None
            or (child.lemma_.lower() in COMPANY_NOUNS and mentions.of(child) is None)
        )
        for child in token.children
    )


def _round_holder(token: Token, told: set[str], mentions: Mentions) -> Mention | None:
    """Return who raises the money: an earlier subject of the sentence, or else what the text is about."""
    for word in token.doc[token.sent.start : token.i]:
        mention = mentions.of(word)
        if mention is not None and word.dep_ in {"nsubj", "nsubjpass"} and not told & {*mention.companies}:
            return mention
    return mentions.topic(token)


def _in_context(token: Token, words: frozenset[str]) -> bool:
    sentence = token.sent
    before = sentence.doc[max(0, sentence.start - 1)].sent
    return any(word.lemma_.lower() in words for word in sentence.doc[before.start : sentence.end])


def _imply(roles: dict[str, tuple[Filler, ...]], frame: Frame, token: Token, mentions: Mentions) -> None:
    """Let the topic of the text take the role that the sentence leaves open, where the sentence names nobody else."""
    told = {filler.company for fillers in roles.values() for filler in fillers}
    wanting = frame.implied not in roles or (frame.implied == _SYMMETRIC and len(told) == 1)
    if not told or not wanting or _acts_openly(token, frame):
        return
    if frame.implied == _SYMMETRIC and not any(f.slot in _BESIDE | frame.lone for f in roles[_SYMMETRIC]):
        return  # "disclosed an order": from whom is left open
    if (
        _personal(token, mentions)
        or _captioned(token)
        or (frame.lone and token.sent.text.rstrip().endswith("?"))
    ):
        return
    beside = [child for child in token.subtree if child.lower_ in _BESIDE]
    unnamed = any(
        grand.pos_ == "NOUN" and mentions.of(grand) is None for child in beside for grand in child.children
    )
    if frame.nouns and (token.tag_ == "NNS" or unnamed):
        return  # "contracts with several clients": told, but not named
    topic = _round_holder(token, told, mentions) if frame.context else mentions.topic(token)
    if (
        topic is None
        or (frame.topical and topic.companies[0] != mentions.main)
        or topic.companies[0] in told
        or not (frame.context or _others(token, topic, mentions) <= {*told, topic.companies[0]})
    ):
        return
    filler = Filler(topic.companies[0], token.doc[topic.head], topic, "implied")
    roles[frame.implied] = (filler, *roles.get(frame.implied, ()))


def _others(token: Token, topic: Mention, mentions: Mentions) -> set[str]:
    """Return the companies beside a word: in its clause, or in the sentence where the text is about nobody throughout."""
    if topic.companies[0] != mentions.main:
        return mentions.companies_in(token.sent)
    verb = token if is_verb(token) else next((above for above in token.ancestors if is_verb(above)), token)
    found = (mentions.of(word) for word in clause(verb))
    return {
        company for mention in found if mention is not None and mention.named for company in mention.companies
    }


def _predicate(token: Token, frame: Frame) -> Predicate | None:
    """Return the predicate that the frame's trigger is here, or None where the token does not trigger it."""
    if frame.nouns:
        return _noun_predicate(token, frame)
    if frame.adverbs:
        return Predicate.of_verb(token.head) if token.dep_ == "advmod" and is_verb(token.head) else None
    if not (is_verb(token) or token.dep_ == "amod" or clipped(token)) or not _matches(token, frame.verbs):
        return None
    fits = not frame.object or any(head.lemma_.lower() in frame.object for head in _complements(token))
    return Predicate.of_verb(token) if fits else None


def _noun_predicate(token: Token, frame: Frame) -> Predicate | None:
    if token.lemma_.lower() not in frame.nouns or token.pos_ not in {"NOUN", "PROPN", "ADJ"}:
        return None
    if frame.modifiers and not any(child.lemma_.lower() in frame.modifiers for child in token.children):
        return None
    predicate = Predicate.of_noun(token)
    supported = predicate.verb is not None and _matches(predicate.verb, frame.support)
    return predicate if supported or not frame.support else None


def _matches(verb: Token, words: frozenset[str]) -> bool:
    """Whether the verb, with the particle that the entry asks for, is among the words."""
    lemma = verb.lemma_.lower()
    near = {child.lower_ for child in verb.children if child.dep_ in {"prt", "prep", "advmod", "agent"}}
    if any(f"{lemma}_{particle}" in words for particle in near):
        return True
    return lemma in words and not any(
        child.dep_ == "prt" and child.lower_ in _CHANGING for child in verb.children
    )


def _complements(verb: Token) -> list[Token]:
    """Return what the verb is about: its objects, and what stands after its own prepositions."""
    found = [token for head in objects(verb) for token in coordinated(head)]
    return found + [
        grand
        for child in verb.children
        if child.dep_ == "prep"
        for grand in child.children
        if grand.dep_ == "pobj"
    ]


def _fill(
    predicate: Predicate, role: str, slots: tuple[str, ...], mentions: Mentions, taken: set[str]
) -> tuple[Filler, ...]:
    found: dict[str, Filler] = {}
    for slot in slots:
        for filler in _slot(predicate, slot, mentions):
            if filler.company not in taken:
                found.setdefault(filler.company, filler._replace(slot=slot))
        if found and role != _SYMMETRIC:
            break
    return tuple(found.values())


def _slot(predicate: Predicate, slot: str, mentions: Mentions) -> Iterator[Filler]:
    if slot == "part":
        for head in predicate.heads("object" if predicate.noun is None else "^of"):
            yield from _parts(head, mentions)
        return
    name, _, owner = slot.partition("'")
    for head in predicate.heads(name):
        yield from owners(head, mentions) if owner else companies_at(head, mentions)


def companies_at(head: Token, mentions: Mentions) -> Iterator[Filler]:
    """Yield the companies that a noun phrase names or describes, each member of a list by itself."""
    for token in coordinated(head):
        yield from _companies_of(substance(token), mentions)


def _companies_of(token: Token, mentions: Mentions) -> Iterator[Filler]:
    neighbours = [child for child in token.children if child.dep_ == "appos"]
    if token.dep_ == "appos":
        neighbours.append(token.head)
    for candidate in (token, *neighbours):
        mention = mentions.of(candidate)
        if mention is not None:
            for company in mention.companies:
                yield Filler(company, candidate, mention)
            return


def owners(head: Token, mentions: Mentions) -> Iterator[Filler]:
    """Yield the companies that own, make or run what a noun phrase means ("Acme's plant", "Acme trucks")."""
    for member in coordinated(head):
        token = substance(member)
        if mentions.of(token) is not None:
            if token != member:
                yield from _companies_of(token, mentions)
            continue
        holders = [antecedent(child) for child in token.children if child.dep_ == "poss"]
        if not any(mentions.of(holder) is not None for holder in holders):
            holders = [child for child in token.children if child.dep_ in {"compound", "nmod", "amod"}]
        for holder in holders:
            if mentions.of(holder) is not None:
                yield from companies_at(holder, mentions)
        for made in prepositional(token, frozenset({"of", "by", "from"})):
            yield from companies_at(made, mentions)


def _parts(head: Token, mentions: Mentions) -> Iterator[Filler]:
    """Yield a named part of a company ("Acme's paint arm") as a party of its own."""
    if head.lemma_.lower() not in _PART or not any(True for _ in owners(head, mentions)):
        return
    last = head.i
    for child in head.rights:
        if child.dep_ == "prep" and child.lower_ in {"of", "in"} and child.i == last + 1:
            last = max(token.i for token in child.subtree if token.dep_ != "punct")
    words = head.doc[min([head.i, *(child.left_edge.i for child in head.lefts)]) : last + 1]
    while len(words) and words[0].dep_ == "det":
        words = words[1:]
    yield Filler(words.text, head, None)
