"""A telling put into a claim: its product, its slots, and the exact spans and antecedents that carry it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.products import Trades, product_in
from kg.extract.roles import objects, prepositional
from kg.model import ROLES, Antecedent, Claim, ClaimType, Evidence, Product

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Span, Token

    from kg.extract.mentions import Mentions
    from kg.extract.tellings import Telling
    from kg.model import Document

_SUPPLIED = frozenset({ClaimType.CONTRACT, ClaimType.USAGE, ClaimType.EXCLUSIVITY_ENDED})
_AS_SERVICE = frozenset({Product.CLOUD, Product.MANUFACTURING})


def claim_of(telling: Telling, document: Document, mentions: Mentions, trades: Trades) -> Claim:
    """Return the claim that a telling makes.

    Parameters
    ----------
    telling
        The tie as the text tells it.
    document
        The document, for its id and text.
    mentions
        The companies in the text.
    trades
        What the companies of the text sell.
    """
    roles = {
        role: tuple(dict.fromkeys(filler.company for filler in telling.roles[role]))
        for role in ROLES[telling.type]
        if telling.roles.get(role)
    }
    evidence = _evidence(telling, document.text)
    source = telling.source
    parties = tuple(dict.fromkeys(name for names in roles.values() for name in names))
    slots = {
        slot: value.duration if slot == "duration" else value.value for slot, value in telling.values.items()
    }
    return Claim(
        doc=document.id,
        type=telling.type,
        roles=roles,
        name=telling.drafts[0].hit.name,
        product=_product(telling, mentions, trades) if telling.type in _SUPPLIED else None,
        status=telling.status,
        attributed_to=() if source is None else parties if source.collective else source.names,
        evidence=evidence,
        antecedents=_antecedents(telling, document.text),
        **slots,
    )


def _product(telling: Telling, mentions: Mentions, trades: Trades) -> Product | None:
    """Tell the product by the words of the deal, or else by what the provider sells."""
    filler = telling.roles["provider"][0]
    mention = filler.mention
    branded = trades.named(mentions.text[mention.start : mention.end]) if mention is not None else None
    sold = branded or trades.of(filler.company)
    if branded is not None:
        return branded
    for phrase in _phrases(telling):
        words = " ".join(token.text for token in phrase if mentions.of(token) is None)
        told = product_in(words)
        if told is Product.CHIPS and sold in _AS_SERVICE:
            return sold
        if told is not None:
            return told
    return sold or Product.OTHER


def _phrases(telling: Telling) -> Iterator[Sequence[Token]]:
    """Yield the words that may name the goods, nearest to the deal first."""
    for filler in telling.roles["provider"]:
        if filler.token.dep_ in {"poss", "compound", "nmod"} and filler.token.head.pos_ == "NOUN":
            yield [token for token in filler.token.head.subtree if token.i <= filler.token.head.i]
    for draft in telling.drafts:
        predicate = draft.hit.predicate
        heads = objects(predicate.verb) if predicate.verb is not None else []
        if predicate.noun is not None:
            heads = [predicate.noun, *heads]
        for head in heads:
            yield [token for token in head.subtree if token.i <= head.i]
        yield [
            word
            for head in prepositional(predicate.word, frozenset({"for", "with", "of"}))
            for word in head.subtree
        ]
    yield from ([*passage] for passage in (telling.sentence, *telling.passages))


def _evidence(telling: Telling, text: str) -> tuple[Evidence, ...]:
    spans = {_trimmed(sentence) for sentence in (telling.sentence, *telling.passages)}
    if telling.source is not None:
        spans |= {
            span for span in telling.source.spans if not any(a <= span[0] and span[1] <= b for a, b in spans)
        }
    for filler in (
        filler for fillers in telling.roles.values() for filler in fillers if filler.slot == "implied"
    ):
        named = (filler.mention.start, filler.mention.end) if filler.mention is not None else None
        if named is not None and not any(a <= named[0] and named[1] <= b for a, b in spans):
            spans.add(named)  # the sentence leaves the party to the text's topic: where that is named
    return tuple(Evidence.of(text, *span) for span in sorted(spans))


def _trimmed(sentence: Span) -> tuple[int, int]:
    body = sentence.text
    start = sentence.start_char + len(body) - len(body.lstrip())
    return start, start + len(body.strip())


def _antecedents(telling: Telling, text: str) -> tuple[Antecedent, ...]:
    """Explain each party that the evidence means without spelling it."""
    found: dict[tuple[str, int], Antecedent] = {}
    for filler in (filler for fillers in telling.roles.values() for filler in fillers):
        mention = filler.mention
        if mention is None or not mention.antecedents:
            continue
        names = dict(zip(mention.companies, mention.antecedents, strict=True))[filler.company]
        if names is not None:
            means = Evidence.of(text, mention.start, mention.end)
            found[filler.company, mention.start] = Antecedent(
                company=filler.company, mention=means, names=Evidence.of(text, *names)
            )
    return tuple(found.values())
