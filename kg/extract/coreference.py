"""Descriptions and pronouns to the companies they mean, in one pass over the text in reading order.

The pass keeps who was mentioned where and how prominently (subjects before possessors before the rest, after centering
theory: Grosz, Joshi and Weinstein 1995). A description takes the company whose trade and origin fit it, a pronoun the
most prominent one near by, and neither one that its own clause already names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.descriptions import description, determiner
from kg.extract.discourse import Discourse
from kg.extract.names import TERMS
from kg.extract.profiles import Profiles
from kg.extract.pronouns import PLURAL, SINGULAR, is_pair, last_two, pronoun, they
from kg.extract.voices import Voices

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

    from kg.companies import Companies
    from kg.extract.mentions import Mentions
    from kg.model import Document

_SPEAKING = frozenset({"we", "our", "us", "ours"})
_ADDRESSED = frozenset({"you", "your", "yours"})
_NOMINAL = frozenset({"NOUN", "NUM", "DET", "PRON", "PROPN"})
_BEFORE = frozenset({"det", "predet", "amod", "compound", "nummod", "nmod", "poss"})


def resolve(doc: Doc, mentions: Mentions, document: Document, known: Companies) -> None:
    """Add to the mentions every description and pronoun whose company the text tells.

    Parameters
    ----------
    doc
        The parsed text.
    mentions
        The names in it; grows.
    document
        The document, for its publisher.
    known
        The registry, for trades and countries.
    """
    voices = Voices(doc, mentions, document)
    discourse = Discourse(mentions, Profiles(doc, mentions, known), voices)
    mentions.main = voices.main if voices.dominant else None
    for number, sentence in enumerate(doc.sents):
        discourse.sentence = number
        topic = discourse.topic()
        if topic is not None:
            mentions.topics[sentence.start] = topic
        for token in sentence:  # first, for "they are our rivals" cannot mean us
            voice = _voice(token, voices) if mentions.of(token) is None else []
            if voice:
                mentions.add(_extent(token), token, voice)
        for token in sentence:
            _read(token, discourse)


def _read(token: Token, discourse: Discourse) -> None:
    mention = discourse.mentions.of(token)
    if mention is None:
        companies = _meant(token, discourse)
        if companies:
            discourse.mentions.add(_extent(token), token, companies)
            discourse.note(token, companies)
    elif token.i == mention.head and not discourse.outlet(mention):
        discourse.note(token, mention.companies)


def _extent(token: Token) -> Span:
    """Return the words of the description, from its determiner to its head, or the pronoun."""
    return token.doc[
        min([child.i for child in token.lefts if child.dep_ in _BEFORE], default=token.i) : token.i + 1
    ]


def _meant(token: Token, discourse: Discourse) -> list[str]:
    word = token.lower_
    if word in SINGULAR:
        return pronoun(token, discourse)
    if word in PLURAL:
        return they(token, discourse)
    if word in {"latter", "former"} and determiner(token) == "the":
        two = last_two(token, discourse)
        return two[-1:] if word == "latter" else two[:1]
    if token.pos_ in _NOMINAL and is_pair(token):
        return last_two(token, discourse)
    plain = token.text.islower() or (token.lower_ in TERMS and token.text.istitle())
    return description(token, discourse) if token.pos_ in {"NOUN", "PROPN"} and plain else []


def _voice(token: Token, voices: Voices) -> list[str]:
    if token.text == "US":
        return []
    if token.lower_ in _SPEAKING:
        return voices.speaker(token)
    return voices.addressed() if token.lower_ in _ADDRESSED else []
