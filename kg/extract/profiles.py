"""What a text and the registry tell about each company: its trade, its origin, and the words that describe it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from kg.extract.lexicon import DEMONYMS, PLACES, TRADES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spacy.tokens import Doc, Token

    from kg.companies import Companies
    from kg.extract.mentions import Mentions

_COMMON = frozenset(
    "agency association authority bank board club college commission committee cooperative council exchange federation foundation fund group "
    "hospital institute laboratory league ministry museum network office organisation port railway school society trust union university yard".split()
)
_COUNTRIES = frozenset(country.replace("_", " ").casefold() for country in DEMONYMS.values())


@cache
def _trade_of(word: str) -> str | None:
    return next((trade for trade, words in TRADES.items() if word in words), None)


def trades(words: Iterable[str]) -> frozenset[str]:
    """Return the trades that some words tell.

    Examples
    --------
    >>> sorted(trades(["the", "German", "carmaker"])), sorted(trades(["firm"]))
    (['cars'], [])
    """
    found = (_trade_of(part) for word in words for part in {word.casefold(), *word.casefold().split("-")})
    return frozenset(trade for trade in found if trade is not None)


def origins(tokens: Iterable[Token]) -> frozenset[str]:
    """Return the countries and places that the modifiers of a description name, in lower case."""
    found = set()
    for token in tokens:
        lowered = token.lower_
        if lowered in DEMONYMS:
            found.add(DEMONYMS[lowered].replace("_", " ").casefold())
        elif lowered in PLACES or (token.pos_ == "PROPN" and token.text[0].isupper()):
            found.add(lowered)
    return frozenset(found)


class Profiles:
    """The trade and the origin of each company of a text."""

    def __init__(self, doc: Doc, mentions: Mentions, known: Companies) -> None:
        self._trades: dict[str, set[str]] = {}
        self._places: dict[str, set[str]] = {}
        self._words: dict[str, set[str]] = {}
        self._home: dict[str, str] = {}
        self.heads: set[str] = set()
        """Common nouns that end a company's name, so that "the union" means "European Tennis Union"."""
        for mention in mentions:
            company = mention.companies[0]
            head = doc[mention.head]
            if company not in self._trades:
                self._trades[company] = set()
                self._places[company] = set()
                self._words[company] = {word.casefold() for word in company.split()}
                entry = known.find(company)
                if entry is not None:
                    self._learn(company, (entry.kind or "").split())
                    if entry.country is not None:
                        self._home[company] = entry.country.casefold()
                self._learn(company, company.split()[1:] or [company])
                if len(company.split()) > 1 and company.split()[-1].casefold() in _COMMON:
                    self.heads.add(company.split()[-1].casefold())
            self._describe(company, head)

    def _learn(self, company: str, words: Sequence[str]) -> None:
        self._trades[company] |= trades(words)
        self._words[company] |= {word.casefold() for word in words}

    def _describe(self, company: str, head: Token) -> None:
        """Take in appositions, copulas, and nouns and places around a name."""
        phrases = [child for child in head.children if child.dep_ == "appos" and child.pos_ == "NOUN"]
        if head.dep_ == "appos" and head.head.pos_ == "NOUN":
            phrases.append(head.head)
        if head.dep_ == "nsubj" and head.head.lemma_ in {"be", "become"}:
            phrases += [
                child for child in head.head.children if child.dep_ == "attr" and child.pos_ == "NOUN"
            ]
        phrases += [
            child for child in head.children if child.dep_ in {"compound", "nmod"} and child.text.islower()
        ]
        for phrase in phrases:
            near = [child for child in phrase.children if child.dep_ in {"amod", "compound", "nmod", "prep"}]
            inside = [grand for child in near if child.dep_ == "prep" for grand in (*child.children,)]
            words = [phrase, *(child for child in near if child.dep_ != "prep")]
            self._learn(company, [word.lower_ for word in (*words, *inside)])
            self._places[company] |= origins([*near, *inside])
        if phrases:
            relative = [token for phrase in phrases for token in phrase.subtree][:25]
            self._places[company] |= {token.lower_ for token in relative if token.lower_ in PLACES}
        for child in head.children:
            if child.dep_ in {"poss", "amod", "compound"} or (
                child.dep_ == "prep" and child.lower_ in {"of", "in"}
            ):
                self._places[company] |= origins(
                    token
                    for token in (child, *child.children)
                    if token.lower_ in PLACES or token.lower_ in DEMONYMS
                )

    def fit(self, company: str, wanted: frozenset[str], home: frozenset[str], words: Sequence[str]) -> float:
        """Return how well a description fits a company: positive where trade or origin agree, negative where they clash."""
        score = 0.0
        have = self._trades.get(company, set())
        if wanted and have:
            score += 3.0 if wanted & have else -2.5
        if self._words.get(company, set()) & set(words):
            score += 2.0
        if home:
            places = self._places.get(company, set()) | (
                {self._home[company]} if company in self._home else set()
            )
            if home & places:
                score += 3.0
            elif company in self._home and home & _COUNTRIES:
                score -= 1.5
        return score
