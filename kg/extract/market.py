"""Companies at large: a multi-cloud strategy, contracts with clients that nobody names, moves of the share price."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.extract.asides import Aside, negated, who
from kg.extract.frames import companies_at, owners
from kg.extract.predicates import Predicate
from kg.extract.roles import governing_verb, is_verb, prepositional
from kg.model import RemarkKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Span, Token

    from kg.extract.frames import Filler
    from kg.extract.mentions import Mentions

_MULTI_CLOUD = re.compile(r"(?i)multi-?\s?cloud\b")
_STRATEGY = frozenset("approach architecture model policy setup strategy".split())
_DEALS = frozenset("agreement contract deal order pact".split())
_CLIENTS = frozenset("buyer client customer partner purchaser tenant".split())
_WITH = frozenset("for from to with".split())
_UNNAMED = frozenset(
    "anonymous confidential few many multiple mysterious mystery numerous secret several undisclosed unidentified unnamed unspecified various".split()
)
_SHARES = frozenset("share stock".split())
_UP = frozenset("advance climb gain jump leap pop rally rise rocket skyrocket soar spike surge".split())
_DOWN = frozenset("crater decline dive drop fall lose plummet plunge sink slide slip slump tumble".split())
_RAISING = frozenset("boost lift propel push send".split())
_LOWERING = frozenset("batter depress drag hammer hit knock sink wipe".split())


def strategies(sentence: Span, mentions: Mentions) -> Iterator[Aside]:
    """Yield whose strategy is to use several clouds."""
    for told in _MULTI_CLOUD.finditer(sentence.text):
        start = sentence.start_char + told.start()
        span = sentence.doc.char_span(start, start + len(told[0]), alignment_mode="expand")
        head = span.root if span is not None else sentence.root
        while head.dep_ in {"amod", "compound", "nmod"} and head.head.i > head.i:
            head = head.head
        verb = governing_verb(head)
        if head.lemma_.lower() not in _STRATEGY or (verb is not None and negated(verb)):
            continue
        parties = tuple(owners(head, mentions)) or (who(verb, mentions) if verb is not None else ())
        if parties:
            yield Aside(RemarkKind.STRATEGY, "multi-cloud", parties[:1], head)


def unnamed_deals(sentence: Span, mentions: Mentions) -> Iterator[Aside]:
    """Yield who has contracts with clients that the text does not name."""
    for noun in sentence:
        if noun.pos_ != "NOUN" or noun.lemma_.lower() not in _DEALS:
            continue
        if any(_unnamed(client, mentions) for client in _clients(noun)) and (
            parties := _holders(noun, mentions)
        ):
            yield Aside(RemarkKind.UNNAMED_DEALS, None, parties, noun)


def _clients(noun: Token) -> list[Token]:
    """Return the clients that stand behind a deal in its clause: "with several clients"."""
    verb = governing_verb(noun)
    return [
        token
        for token in (verb if verb is not None else noun).subtree
        if token.i > noun.i
        and token.dep_ == "pobj"
        and token.head.lower_ in _WITH
        and token.lemma_.lower() in _CLIENTS
    ]


def _unnamed(client: Token, mentions: Mentions) -> bool:
    if mentions.of(client) is not None:
        return False
    named = any(
        mentions.of(child) is not None for child in client.children if child.dep_ in {"appos", "compound"}
    )
    told = {child.lower_ for child in client.children}
    return not named and (
        bool(told & _UNNAMED) or any(child.dep_ == "nummod" for child in client.children) or _withheld(client)
    )


def _withheld(client: Token) -> bool:
    """Read "clients (that) it did not name"."""
    return any(
        child.dep_ == "relcl"
        and child.lemma_.lower() in {"disclose", "identify", "name", "reveal"}
        and negated(child)
        for child in client.children
    )


def _holders(noun: Token, mentions: Mentions) -> tuple[Filler, ...]:
    heads = Predicate.of_noun(noun).heads("holder")
    return tuple(dict.fromkeys(filler for head in heads for filler in companies_at(head, mentions)))


def share_moves(sentence: Span, mentions: Mentions) -> Iterator[Aside]:
    """Yield whose shares rose or fell."""
    for noun in sentence:
        if noun.lemma_.lower() not in _SHARES or noun.pos_ != "NOUN":
            continue
        parties = _listed(noun, mentions)
        move = _move(noun)
        if parties and move is not None:
            yield Aside(RemarkKind.EVENT, f"share-price-{move}", parties, noun)


def _listed(noun: Token, mentions: Mentions) -> tuple[Filler, ...]:
    """Return whose shares they are: "Acme's shares", "shares of Acme", "its stock"."""
    of = [
        filler
        for head in prepositional(noun, frozenset({"of", "in"}))
        for filler in companies_at(head, mentions)
    ]
    return tuple(dict.fromkeys([*owners(noun, mentions), *of]))[:1]


def _move(noun: Token) -> str | None:
    above = noun.head
    if noun.dep_ == "nsubj" and is_verb(above) and not negated(above):
        return _verb_move(above)
    if noun.dep_ == "dobj" and is_verb(above) and not negated(above):
        return (
            "up"
            if above.lemma_ in _RAISING and not _lower(above)
            else "down"
            if above.lemma_ in _LOWERING | _RAISING
            else None
        )
    if noun.dep_ == "pobj" and above.lower_ in {"in", "of"}:
        lemma = above.head.lemma_.lower()
    else:
        lemma = above.lemma_.lower() if noun.dep_ in {"compound", "nmod"} else ""
    return "up" if lemma in _UP else "down" if lemma in _DOWN - {"lose"} else None


def _verb_move(verb: Token) -> str | None:
    lemma = verb.lemma_.lower()
    if lemma in _UP:
        return "up"
    if lemma in _DOWN:
        return "down"
    words = {child.lower_ for child in verb.subtree}
    if lemma in {"hit", "set", "reach", "close", "end", "trade", "open", "finish", "be"}:
        if words & {"record", "high", "higher", "up"}:
            return "up"
        if words & {"low", "lower", "down"}:
            return "down"
    return None


def _lower(verb: Token) -> bool:
    return bool(
        {child.lower_ for child in verb.subtree}
        & {"down", "lower", "tumbling", "plunging", "falling", "sliding"}
    )
