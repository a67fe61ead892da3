"""Definite descriptions to the companies they mean: "the chipmaker", "this AI giant", "the ChatGPT maker"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.discourse import MODIFYING, SUBJECTS, clause_verb, co_arguments
from kg.extract.kinds import brand_owner
from kg.extract.lexicon import COMPANY_NOUNS, GENERIC
from kg.extract.profiles import origins, trades

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.extract.discourse import Discourse

_PROMINENT = (0.0, 0.0, 0.2, 0.5)
_POINTING = frozenset({"the", "this", "that"})
_ROLES = frozenset(
    "buyer client competitor customer investor lender lessor owner parent partner provider rival seller supplier target "
    "tenant vendor subsidiary challenger".split()
)
_EMPTY = GENERIC | frozenset(
    "maker provider operator developer supplier owner manufacturer specialist partner rival new old".split()
)
_VAGUE = frozenset(
    "agency authority exchange farm government industry institute ministry network platform player processor rail regulator "
    "target yard business house".split()
)
_OF_SOMETHING = frozenset(
    "builder developer house lab laboratory label maker owner parent partner supplier tenant".split()
)
_OF_A_BRAND = frozenset("maker owner parent developer creator company operator group firm".split())


def description(token: Token, discourse: Discourse) -> list[str]:
    """Return the company that a description means, or nothing where it describes none or none fits.

    Parameters
    ----------
    token
        The head of a noun phrase.
    discourse
        What the text mentioned so far.
    """
    lemma = token.lemma_.lower()
    noun = lemma in COMPANY_NOUNS or lemma.endswith("maker") or lemma in discourse.profiles.heads
    if not noun or token.tag_ == "NNS":
        return []
    named = _by_its_brand(token, lemma, discourse)
    if named or not _definite(token, lemma, discourse):
        return named
    return _identified(token, discourse) or _best_fit(token, lemma, discourse)


def determiner(token: Token) -> str:
    """Return the determiner of a noun in lower case, or the empty text."""
    return next((child.lower_ for child in token.children if child.dep_ in {"det", "predet"}), "")


def _definite(token: Token, lemma: str, discourse: Discourse) -> bool:
    """Whether the noun phrase points at one company, rather than saying something of a name beside it."""
    possesses = token.i + 1 < len(token.doc) and token.nbor(1).tag_ == "POS"
    if determiner(token) not in _POINTING or (token.dep_ in MODIFYING and not possesses):
        return False
    social = any(child.lower_ == "social" for child in token.lefts)
    if lemma in _VAGUE - discourse.profiles.heads and not social:
        return False
    if lemma in _OF_SOMETHING and any(child.lower_ in {"of", "for", "in"} for child in token.rights):
        return False
    if any(child.dep_ == "appos" and discourse.mentions.of(child) is not None for child in token.children):
        return False
    return not (token.dep_ == "appos" or (token.dep_ == "attr" and lemma in _ROLES))


def _by_its_brand(token: Token, lemma: str, discourse: Discourse) -> list[str]:
    """Read "the ChatGPT maker", "the owner of Tylenol", "Jeff Bezos's old shop"."""
    for child in token.children:
        mention, person = discourse.mentions.of(child), discourse.mentions.person(child)
        if (
            mention is not None
            and child.dep_ in MODIFYING
            and child.text[0].isupper()
            and lemma in _OF_A_BRAND
        ):
            return list(mention.companies)
        if person is not None and child.dep_ == "poss" and lemma in GENERIC:
            return discourse.voices.led_by(person)
        if child.lower_ in {"of", "behind"} and child.dep_ == "prep" and lemma in _OF_A_BRAND:
            owner = next((owner for grand in child.children if (owner := brand_owner((grand.text,)))), None)
            if owner is not None:
                return [owner]
    return []


def _identified(token: Token, discourse: Discourse) -> list[str]:
    """Read "the customer is Acme"."""
    if token.dep_ == "nsubj" and token.head.lemma_ == "be":
        for child in token.head.children:
            mention = discourse.mentions.of(child) if child.dep_ == "attr" else None
            if mention is not None and mention.named:
                return list(mention.companies)
    return []


def _best_fit(token: Token, lemma: str, discourse: Discourse) -> list[str]:
    """Return the company whose trade and origin fit best, nearer and more prominent ones first."""
    words = [token, *(child for child in token.lefts if child.dep_ in {"amod", "compound", "nmod", "poss"})]
    wanted, home = trades(word.lower_ for word in words), origins(words)
    telling = [word.lower_ for word in words if word.lemma_.lower() not in _EMPTY]
    taken = co_arguments(token, discourse.mentions)
    beside = any(seen.sentence == discourse.sentence for seen in discourse.seen[-3:])
    best: tuple[float, str] | None = None
    for seen in discourse.recent():
        if seen.company in taken:
            continue
        distance = discourse.sentence - seen.sentence
        score = discourse.profiles.fit(seen.company, wanted, home, telling) - 0.6 * distance
        score += _PROMINENT[seen.rank] - 1.0 * (seen.token.dep_ in MODIFYING)
        if seen.company == discourse.voices.main and lemma in GENERIC and len(words) == 1:
            score += (2.0 if not beside else 1.4) if discourse.voices.dominant else 0.4
        score += 0.3 * (distance <= 1 and discourse.novel(seen.company))
        score += 2.0 * (distance == 0 and _goes_on(token, seen.token))
        if best is None or score > best[0]:
            best = score, seen.company
    needed = -2.0 if lemma in GENERIC and not home else -1.0
    return [best[1]] if best is not None and best[0] >= needed else []


def _goes_on(token: Token, before: Token) -> bool:
    """Whether a subordinate clause goes on about whom its main clause is about: "Acme's shares rose after the company ..."."""
    verb = clause_verb(token)
    if verb is None or verb.dep_ != "advcl" or token.dep_ not in SUBJECTS:
        return False
    subjects = (child for child in verb.head.children if child.dep_ in SUBJECTS)
    return any(child == before or child.is_ancestor(before) for child in subjects)
