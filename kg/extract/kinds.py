"""What a capitalised name is, by everything the text says around each of its occurrences."""

from __future__ import annotations

from enum import Enum
from itertools import islice
from typing import TYPE_CHECKING

from kg.extract.lexicon import (
    BEFORE_COMPANY,
    BRANDS,
    COMPANY_NOUNS,
    COMPANY_VERBS,
    GIVEN_NAMES,
    HEADS_WITH_OF,
    LEGAL,
    PLACES,
    PLACES_OF_TWO,
    POSSESSED,
    TITLES,
)
from kg.extract.names import has_suffix

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Span, Token

    from kg.extract.names import Name


class Kind(Enum):
    """What a name names."""

    COMPANY = "company"
    PERSON = "person"
    PLACE = "place"
    OTHER = "other"


_TRUST = {
    "PERSON": 0.35,
    "GPE": 0.3,
}  # the model's labels err on company names: half of them are people and places to it
_LABELS = {
    "ORG": Kind.COMPANY,
    "PERSON": Kind.PERSON,
    "GPE": Kind.PLACE,
    "LOC": Kind.PLACE,
    "FAC": Kind.OTHER,
}
_LOCATIVE = {"in", "at", "near", "from", "outside", "across", "around", "to"}
_MADE = {
    "app",
    "assistant",
    "browser",
    "chip",
    "console",
    "game",
    "handset",
    "laptop",
    "line",
    "machine",
    "model",
    "phone",
    "plant",
    "processor",
    "product",
    "project",
    "programme",
    "program",
    "reactor",
    "satellite",
    "series",
    "smartphone",
    "station",
    "system",
    "tablet",
    "tool",
    "version",
    "vehicle",
}
_EVENTS = {
    "award",
    "awards",
    "conference",
    "congress",
    "forum",
    "summit",
    "fair",
    "expo",
    "prize",
    "act",
    "index",
    "day",
    "show",
    "exchange",
    "weekly",
    "journal",
}
_GROUPINGS = {
    "alliance",
    "initiative",
    "programme",
    "program",
    "project",
    "award",
    "conference",
    "treaty",
    "scheme",
}
_THRESHOLD = 0.3
_DOUBTED = 1.4
_ENOUGH = 8


def kind_of(words: Sequence[str], occurrences: Sequence[Name], companies: frozenset[int]) -> Kind:
    """Return what the name is.

    Parameters
    ----------
    words
        Its fullest form.
    occurrences
        Where the text names it, in any form.
    companies
        Tokens that are known to name companies, for what stands in one list with them.
    """
    places = _place(words)
    if places:
        return Kind.PLACE
    if words[0].casefold() in {"project", "operation"} or words[-1].casefold() in _EVENTS:
        return Kind.OTHER
    scores = {Kind.COMPANY: 0.4, Kind.PERSON: 0.0, Kind.PLACE: 0.0, Kind.OTHER: 0.0}
    if has_suffix(words):
        scores[Kind.COMPANY] += 4
    if len(words) > 1 and words[0].casefold() in GIVEN_NAMES:
        scores[Kind.PERSON] += 2 if has_suffix(words) else 4
    if len(words) == 1 and (words[0].isupper() or any(c.isupper() for c in words[0][1:])):
        scores[Kind.COMPANY] += 0.5
    if "&" in words:
        scores[Kind.COMPANY] += 3
    for name in islice(occurrences, _ENOUGH):
        _weigh(name.span, companies, scores)
    scores[Kind.PERSON] = scores[Kind.PERSON] if len(words) > 1 or scores[Kind.PERSON] >= 4 else 0.0
    best = max(scores, key=lambda kind: scores[kind])
    needed = _THRESHOLD if any(not name.doubtful for name in occurrences) else _DOUBTED
    if scores[Kind.COMPANY] >= needed and scores[Kind.COMPANY] >= scores[best]:
        return Kind.COMPANY
    return best if best is not Kind.COMPANY else Kind.OTHER


def _place(words: Sequence[str]) -> bool:
    folded = [word.casefold().strip(",") for word in words]
    if len(folded) == 1:
        return folded[0] in PLACES
    return (
        f"{folded[0]}_{folded[1]}" in PLACES_OF_TWO
        and (len(folded) == 2 or folded[-1] not in LEGAL)
        and not has_suffix(words)
    )


def _weigh(span: Span, companies: frozenset[int], scores: dict[Kind, float]) -> None:
    head = span.root
    label = next((token.ent_type_ for token in (head, *span) if token.ent_type_), "")
    if label in _LABELS:
        scores[_LABELS[label]] += _TRUST.get(label, 1.0)
    elif label in {"PRODUCT", "WORK_OF_ART", "EVENT", "LAW", "NORP"}:
        scores[Kind.OTHER] += 0.7
    _described(head, span, scores)
    _possessing(head, scores)
    _acting(head, scores)
    _placed(head, span, companies, scores)


def _described(head: Token, span: Span, scores: dict[Kind, float]) -> None:
    """Weigh appositions, copulas and the nouns in front of the name."""
    nouns = [child for child in head.children if child.dep_ in {"appos", "relcl"} and child.pos_ == "NOUN"]
    if head.dep_ == "appos":
        nouns.append(head.head)
    if head.dep_ in {"nsubj", "nsubjpass"} and head.head.lemma_ == "be":
        nouns += [child for child in head.head.children if child.dep_ == "attr"]
    before = [child for child in head.children if child.dep_ in {"compound", "nmod"} and child.i < span.start]
    if span.start > span.sent.start and span[0].nbor(-1).pos_ in {"NOUN", "PROPN"}:
        before.append(span[0].nbor(-1))
    for noun in (*nouns, *before):
        lemma = noun.lemma_.lower()
        if noun.pos_ == "PROPN" and not noun.text.islower():
            continue
        if lemma in TITLES and lemma not in COMPANY_NOUNS:
            scores[Kind.PERSON] += 4
        elif lemma in COMPANY_NOUNS or lemma in {
            "finalist",
            "investor",
            "backer",
            "shareholder",
            "sibling",
            "peer",
        }:
            scores[Kind.COMPANY] += 3
        elif lemma in _MADE:
            scores[Kind.OTHER] += 2
    if span.start > span.sent.start and span[0].nbor(-1).lower_ in {
        "mr",
        "mr.",
        "mrs.",
        "ms.",
        "dr.",
        "sir",
        "ceo",
        "cfo",
        "president",
        "chairman",
        "minister",
        "analyst",
        "founder",
    }:
        scores[Kind.PERSON] += 4


def _possessing(head: Token, scores: dict[Kind, float]) -> None:
    if head.dep_ not in {"poss", "compound", "nmod"}:
        return
    lemma = head.head.lemma_.lower()
    if lemma in POSSESSED:
        scores[Kind.COMPANY] += 1.5 if head.dep_ == "poss" else 1
    elif lemma in {"chief", "chairman", "boss", "founder", "spokesman", "executive", "spokeswoman"}:
        scores[Kind.COMPANY] += 2
    elif lemma in _GROUPINGS and head.dep_ != "poss":
        scores[Kind.OTHER] += 2
    elif lemma in _MADE and head.dep_ != "poss":
        scores[Kind.OTHER] += 0.5


def _acting(head: Token, scores: dict[Kind, float]) -> None:
    verb = head.head
    if head.dep_ in {"nsubj", "nsubjpass", "poss", "dobj"} and scores[Kind.COMPANY] < 2:
        scores[Kind.COMPANY] += 0.3
    if head.dep_ in {"nsubj", "nsubjpass", "agent"} or (head.dep_ == "pobj" and head.head.dep_ == "agent"):
        verb = head.head.head if head.dep_ == "pobj" else head.head
        lemma = verb.lemma_.lower()
        if lemma in COMPANY_VERBS:
            scores[Kind.COMPANY] += 1.5
        elif lemma in {"say", "tell", "add", "report"}:
            scores[Kind.COMPANY] += 0.5
        elif lemma in {
            "joke",
            "quip",
            "recall",
            "laugh",
            "smile",
            "shrug",
            "explain",
            "argue",
            "sigh",
            "answer",
            "ask",
            "think",
        }:
            scores[Kind.PERSON] += 1
    elif head.dep_ == "dobj" and verb.lemma_.lower() in {
        "acquire",
        "buy",
        "supply",
        "hire",
        "join",
        "sue",
        "back",
        "sell",
        "pay",
        "equip",
        "own",
        "purchase",
        "choose",
        "pick",
        "select",
        "tap",
        "beat",
        "rival",
    }:
        scores[Kind.COMPANY] += 1


def _placed(head: Token, span: Span, companies: frozenset[int], scores: dict[Kind, float]) -> None:
    """Weigh the preposition and the list that the name stands in."""
    if head.dep_ == "pobj":
        word = head.head.lower_
        governor = head.head.head.lemma_.lower()
        if word in {"with", "from", "by", "between", "alongside", "against", "via"}:
            scores[Kind.COMPANY] += 1
        elif governor in {
            "stake",
            "investment",
            "invest",
            "interest",
            "share",
            "contract",
            "deal",
            "order",
            "supplier",
            "customer",
            "sell",
            "supply",
            "rely",
            "rent",
            "lease",
            "owner",
            "shareholder",
            "acquisition",
            "%",
            "percent",
            "half",
            "whole",
            "all",
            "bid",
            "offer",
            "whisper",
            "merger",
            "client",
            "chief",
            "business",
            "takeover",
            "rival",
            "lend",
            "license",
            "subsidiary",
            "competitor",
        }:
            scores[Kind.COMPANY] += 1.5
        elif word in BEFORE_COMPANY - _LOCATIVE:
            scores[Kind.COMPANY] += 0.5
        if word in {"in", "near", "outside", "across", "around"} and governor not in {
            "stake",
            "invest",
            "investment",
            "interest",
            "share",
            "holding",
        }:
            scores[Kind.PLACE] += 1.5
    if (
        head.dep_ == "pobj"
        and head.head.lower_ in {"of", "in"}
        and head.head.head.pos_ == "PROPN"
        and head.head.head.lower_ not in HEADS_WITH_OF
    ):
        scores[Kind.PLACE] += 1.5
    before = span[0].nbor(-1) if span.start else head
    if (
        before.text == "("
        and span.end < len(span.doc)
        and span.doc[span.end].text in {")", ","}
        and before.i
        and before.nbor(-1).pos_ == "PROPN"
        and len(span) < 3
        and not span.text.isupper()
    ):
        scores[Kind.PLACE] += 1
    if head.dep_ in {"dobj", "nsubjpass", "nsubj"} and any(
        grand.lemma_.lower() in TITLES - COMPANY_NOUNS
        for child in head.head.children
        if child.lower_ in {"as", "to"}
        for grand in child.children
    ):
        scores[Kind.PERSON] += 3  # "hired X as chief engineer"
    if any(child.dep_ == "poss" and child.i in companies for child in head.children):
        scores[Kind.OTHER] += 1
    listed = [child for child in head.children if child.dep_ == "conj"] + (
        [head.head] if head.dep_ == "conj" else []
    )
    if any(token.i in companies for token in listed):
        scores[Kind.COMPANY] += 2
    following = span.doc[span.end : span.end + 2]
    if len(following) == 2 and following[0].text == "," and following[1].lower_ in PLACES and len(span) < 3:
        scores[Kind.PLACE] += 1.5
    if any(
        child.dep_ == "det" and child.lower_ in {"a", "an", "its", "this", "every"} for child in head.children
    ):
        scores[Kind.OTHER] += 1


def brand_owner(words: Sequence[str]) -> str | None:
    """Return the company whose product or brand a name is, or None.

    Examples
    --------
    >>> brand_owner(("ChatGPT",)), brand_owner(("Galaxy", "S24")), brand_owner(("Acme",))
    ('OpenAI', 'Samsung', None)
    """
    owner = BRANDS.get(words[0].casefold())
    return owner.replace("_", " ") if owner is not None else None
