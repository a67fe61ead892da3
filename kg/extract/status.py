"""How far a sentence vouches for a tie: modality, negation and endings around the word that tells it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.roles import is_verb
from kg.model import Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from kg.extract.frames import Hit

_PLANNED = frozenset(
    "aim approach close consider contemplate court discuss discussion expect explore eye hope intend intention look mull near "
    "negotiate negotiation plan prepare proposal propose pursue seek study talk target try want weigh wish finalise finalize "
    "proposed potential possible planned prospective non-binding nonbinding binding tentative intent like likely "
    "letter bid offer proposal expected would-be".split()
)
CELL = "cell"
"""The slot of a party that stands in a cell of a table."""
_TALKS = frozenset("bargain dicker discuss haggle negotiate".split())
_RUMOR = frozenset(
    "rumor rumour rumored rumoured speculate speculation gossip whisper chatter linked link".split()
)
_DENIAL = frozenset("deny refute dismiss rebut denial untrue false wrong fabrication".split())
END = frozenset(
    "abandon axe break_off call_off cancel cease discontinue dissolve ditch drop end exit expire jettison lapse leave quit "
    "rescind revoke scrap shelve stop sever suspend tear_up terminate unwind walk_away pull_out back_out fall_through "
    "collapse withdraw void wind_down throw_off".split()
)
_FORMER = frozenset(
    "former ex erstwhile one-time onetime defunct failed ill-fated cancelled canceled terminated long".split()
)
_DOUBT = frozenset({"could", "may", "might", "can"})
_CONDITION = frozenset({"if", "unless", "whether", "should"})
_WILLING = {
    "xcomp",
    "ccomp",
    "acl",
    "pcomp",
    "advcl",
    "conj",
    "relcl",
    "prep",
    "pobj",
    "dobj",
    "acomp",
    "attr",
    "nsubjpass",
    "oprd",
}
_CARRIES = {
    "xcomp",
    "acl",
    "pcomp",
    "prep",
    "pobj",
    "dobj",
    "acomp",
    "attr",
    "oprd",
    "nsubjpass",
    "nsubj",
    "compound",
    "amod",
}
_REPORT = {"ccomp", "parataxis"}
_MAX_CLIMB = 8


def chain(hit: Hit) -> Iterator[Token]:
    """Yield the trigger and what governs it without a new statement: *plans*, *talks*, *agreed* above *to buy*."""
    token = hit.trigger
    for _ in range(_MAX_CLIMB):
        yield token
        head = token.head
        if head == token or (token.dep_ not in _CARRIES and not _elided_conjunct(token)):
            return
        if (
            token.dep_ in {"nsubj", "dobj", "pobj"}
            and token.i != hit.trigger.i
            and is_verb(token) is False
            and head.pos_ == "ADP"
        ):
            pass
        token = head


def _elided_conjunct(token: Token) -> bool:
    """Whether the token is a second verb that shares the subject, and so the modality, of the first."""
    return token.dep_ == "conj" and not any(
        child.dep_ in {"nsubj", "nsubjpass", "aux"} for child in token.children
    )


def particle_forms(token: Token) -> set[str]:
    """Return the lemma, alone and with each particle that stands by it ("call", "call_off")."""
    lemma = token.lemma_.lower()
    return {lemma} | {
        f"{lemma}_{child.lower_}" for child in token.children if child.dep_ in {"prt", "prep", "advmod"}
    }


def _modifiers(token: Token) -> Iterator[Token]:
    return (
        child
        for child in token.children
        if child.dep_ in {"amod", "advmod", "neg", "aux", "mark", "det", "compound", "nmod"}
    )


def negated(hit: Hit) -> bool:
    """Whether the tie itself is negated: "has not bought", "no agreement", "never"."""
    for token in chain(hit):
        for child in token.children:
            if child.dep_ == "neg" and child.lower_ != "no":
                return True
            if (
                child.lower_ in {"no", "neither", "nor"}
                and child.dep_ in {"det", "preconj", "cc"}
                and token.pos_ == "NOUN"
            ):
                return True
    return False


def ended(hit: Hit) -> bool:
    """Whether the tie is told as over: cancelled, expired, "no longer", "former"."""
    if hit.frame.over:
        return True
    for token in chain(hit):
        if token.i != hit.trigger.i and particle_forms(token) & END:
            return True
        for child in _modifiers(token):
            if child.lemma_.lower() in _FORMER and token.i == hit.trigger.i:
                return True
            if child.lower_ in {"longer", "more"} and any(grand.lower_ == "no" for grand in child.children):
                return True
    return any(token.lower_ == "used" and hit.trigger.dep_ == "xcomp" for token in chain(hit))


def hypothetical(hit: Hit) -> bool:
    """Whether the sentence only asks, supposes or allows for the tie."""
    if hit.sentence.text.rstrip().endswith("?"):
        return True
    for token in chain(hit):
        lowered = {child.lower_ for child in token.children if child.dep_ in {"aux", "mark"}}
        if lowered & (_DOUBT | _CONDITION):
            return True
    return False


def denied_by(hit: Hit) -> Token | None:
    """Return the verb that denies the tie ("denied that ...", "dismissed talk of ..."), or None."""
    for token in (hit.trigger, *hit.trigger.ancestors):
        if token.lemma_.lower() in _DENIAL and (is_verb(token) or token.pos_ in {"NOUN", "ADJ"}):
            return token
    return None


def planned(hit: Hit) -> bool:
    """Whether the tie is intended, expected or under negotiation."""
    if talked(hit):
        return True
    for token in chain(hit):
        if token.i != hit.trigger.i and token.lemma_.lower() in _PLANNED and not _agreed(token):
            return True
        if any(child.lemma_.lower() in _PLANNED for child in _modifiers(token)):
            return True
    return False


def talked(hit: Hit) -> bool:
    """Whether the word itself tells of talks, which make no tie as yet."""
    return hit.trigger.lemma_.lower() in _TALKS


def _agreed(token: Token) -> bool:
    to = any(child.lower_ == "to" for child in token.rights)
    return token.lemma_.lower() in {"look", "close", "long"} and token.pos_ not in {"VERB", "ADJ"} and not to


def rumored(hit: Hit) -> bool:
    """Whether the tie is only rumoured, or "said to" be so by nobody."""
    words = {token.lemma_.lower() for token in chain(hit)} | {
        token.lemma_.lower() for token in hit.trigger.ancestors
    }
    if words & _RUMOR:
        return True
    return any(
        token.lemma_ in {"say", "rumor", "rumour"}
        and any(child.dep_ == "auxpass" for child in token.children)
        and not any(child.dep_ == "agent" for child in token.children)
        for token in chain(hit)
    )


def status_of(hit: Hit, *, by_outlet: bool, by_party: bool) -> Status | None:
    """Return the status of a tie, or None where the sentence claims nothing.

    Parameters
    ----------
    hit
        The frame as read.
    by_outlet
        Whether media or an unnamed source tell it.
    by_party
        Whether a named person or company tells it.
    """
    plain = Status.REPORTED if by_outlet else Status.ANNOUNCED
    if any(filler.slot == CELL for fillers in hit.roles.values() for filler in fillers):
        return Status.TERMINATED if hit.frame.over else plain  # a row of a table has no grammar
    if denied_by(hit) is not None:
        return Status.DENIED
    if negated(hit):
        return Status.DENIED if by_party and not talked(hit) else None
    if hypothetical(hit):
        return None
    degrees = ((ended, Status.TERMINATED), (rumored, Status.RUMORED), (planned, Status.PLANNED))
    return next((status for holds, status in degrees if holds(hit)), plain)
