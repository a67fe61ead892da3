"""Pronouns to the companies they mean: "it", "its", "they", "the two", "the latter"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.discourse import MODIFYING, REACH, SUBJECTS, clause_verb, co_arguments
from kg.extract.lexicon import COMPANY_VERBS
from kg.extract.roles import agent, coordinated, is_verb, objects

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from kg.extract.discourse import Discourse, Seen

SINGULAR = frozenset({"it", "its", "itself"})
PLURAL = frozenset({"they", "their", "them", "themselves"})
_OWN = frozenset({"its", "itself", "their", "themselves"})
_PAIRS = frozenset({"pair", "duo", "two"})
_SIDES = frozenset("company firm side party partner group maker giant operator business".split())
_WILLING = frozenset(
    "want plan expect hope intend say take have join promise get spend add need come".split()
)


def pronoun(token: Token, discourse: Discourse) -> list[str]:
    """Return the company that a singular pronoun means: the subject above it, or else the most prominent one near by."""
    if token.dep_ == "pobj" and token.head.lower_ == "of":  # "a fifth of it"
        return []
    paired = _listed_before(token, discourse)
    if paired:
        return paired
    several: set[str] = set()
    for candidate in _subjects_above(token):
        mention = discourse.mentions.of(candidate)
        if mention is None or discourse.outlet(mention):
            continue
        if any(child.dep_ == "conj" for child in candidate.children):  # several act: "they", not "it"
            inside = {candidate, *candidate.subtree}
            several.update(seen.company for seen in discourse.seen if seen.token in inside)
        elif len(mention.companies) == 1:
            return list(mention.companies)
    if _thing_before(token, discourse):
        return []
    taken = several if token.lower_ in _OWN else several | co_arguments(token, discourse.mentions)
    ranked = [
        (-(discourse.sentence - seen.sentence), seen.rank, seen.token.i, seen.company)
        for seen in discourse.seen[-REACH:]
        if discourse.sentence - seen.sentence <= 2
        and seen.company not in taken
        and seen.token.dep_ not in MODIFYING
        and not _holds(seen, token)
    ]
    return [max(ranked)[3]] if ranked else []


def _listed_before(token: Token, discourse: Discourse) -> list[str]:
    """Read "Acme and its rival Bolt": *its* is whose list it stands in."""
    node = token.head
    for _ in range(2):
        if node.dep_ == "conj" and token.lower_ == "its":
            mention = discourse.mentions.of(node.head)
            return list(mention.companies) if mention is not None else []
        node = node.head
    return []


def _subjects_above(token: Token) -> Iterator[Token]:
    """Yield who acts in the clauses around a pronoun, nearest first; in its own clause only for "its" and "itself"."""
    own = token.lower_ in _OWN
    verb = clause_verb(token)
    beside = agent(verb) if verb is not None and not own else None
    for above in (verb, *(a for a in verb.ancestors if is_verb(a))) if verb is not None else ():
        if above == verb and (not own or (above.dep_ == "xcomp" and objects(above.head))):
            continue  # "it" is not who acts beside it; "hired Acme to run its systems" speaks of the hirer's
        actor = agent(above) if above.tag_ != "VBN" or above.dep_ == "relcl" else None
        for candidate in (actor, surface(above)):
            if candidate is None or candidate.i >= token.i or candidate in (token.head, beside):
                continue
            if own or not candidate.is_ancestor(token):
                yield candidate


def surface(verb: Token) -> Token | None:
    """Return the verb's own subject."""
    return next((child for child in verb.children if child.dep_ in SUBJECTS), None)


def _thing_before(token: Token, discourse: Discourse) -> bool:
    """Whether the sentence before was about a thing that agrees with the pronoun, and the pronoun does no company's act."""
    verb = clause_verb(token)
    if token.dep_ not in SUBJECTS or verb is None or token.sent.start == 0 or token.i > token.sent.start + 3:
        return False
    if verb.lemma_.lower() in COMPANY_VERBS | _WILLING:
        return False
    before = reversed(list(token.doc[token.sent.start - 1].sent))
    subject = next(
        (word for word in before if word.dep_ in SUBJECTS and word.pos_ in {"NOUN", "PROPN"}), None
    )
    if subject is None or discourse.mentions.of(subject) is not None:
        return False
    return (subject.tag_ in {"NNS", "NNPS"}) == (token.lower_ in PLURAL)


def _holds(seen: Seen, token: Token) -> bool:
    """Whether the pronoun stands inside the phrase of what it might mean ("its rival Acme")."""
    return seen.token == token.head or seen.token.is_ancestor(token) or token.head in seen.token.children


def they(token: Token, discourse: Discourse) -> list[str]:
    """Return the companies that *they* means: those that the last subject lists, or else the company it is."""
    for above in token.ancestors:
        subject = surface(above) if is_verb(above) else None
        if subject is not None and subject.i < token.i:
            listed = [
                mention
                for part in coordinated(subject)
                if (mention := discourse.mentions.of(part)) is not None
            ]
            if len(listed) > 1:
                return list(dict.fromkeys(company for mention in listed for company in mention.companies))
    single = pronoun(token, discourse)
    last = next((seen for seen in reversed(discourse.seen) if single and seen.company == single[0]), None)
    if last is None:
        return single
    head = last.token.head if last.token.dep_ == "conj" else last.token
    members = [
        seen.company
        for seen in discourse.seen
        if seen.token == head or (seen.token.dep_ == "conj" and seen.token.head == head)
    ]
    return list(dict.fromkeys(members)) or single


def is_pair(token: Token) -> bool:
    """Whether the words mean two companies just told: "the pair", "both companies", "the two firms"."""
    lowered = {child.lower_ for child in token.lefts}
    if token.lower_ in _PAIRS:
        return "the" in lowered and token.dep_ not in {"nummod", "compound"}
    if token.lower_ == "both":
        return token.dep_ in {*SUBJECTS, "pobj", "dobj"}
    return token.lemma_.lower() in _SIDES and token.tag_ == "NNS" and bool({"both", "two"} & lowered)


def last_two(token: Token, discourse: Discourse) -> list[str]:
    """Return the two companies mentioned last, in their order, or nothing."""
    taken = co_arguments(token, discourse.mentions)
    names: list[str] = []
    for seen in reversed(discourse.seen[-REACH:]):
        if discourse.sentence - seen.sentence > 3:
            break
        if seen.token.dep_ not in MODIFYING and seen.company not in {*taken, *names}:
            names.append(seen.company)
        if len(names) == 2:
            return names[::-1]
    return []
