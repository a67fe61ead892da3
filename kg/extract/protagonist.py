"""Whom a text is about: the company that speaks in it, or the one that it opens with and keeps coming back to."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import islice
from math import log1p
from typing import TYPE_CHECKING

from kg.extract.attribution import outlet
from kg.extract.headings import defined, headed
from kg.extract.lexicon import LEGAL
from kg.extract.names import has_suffix
from kg.extract.parse import vocabulary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc

    from kg.extract.mentions import Mention, Mentions

_FIRST_PERSON = frozenset({"we", "our", "us", "ours"})
_SELF = frozenset({"us", "we", "me"})
_WORKING = frozenset({"work", "speak", "write"})
_GENERIC = frozenset(
    "company firm group operator start-up startup foundation institute fund bank cooperative council agency studio trust union holding carrier maker developer producer "
    "manufacturer retailer airline brewer lender insurer utility founder society team enterprise business".split()
)
_SUBJECT = frozenset({"nsubj", "nsubjpass", "poss"})
_OPENING, _LEADING, _RIVALLED, _ENOUGH = 2.0, 1.0, 1.25, 4.0
_VOICED = 3
_LATE = 0.4
_RESUMED = 3
_FIRST = 3


def protagonist(doc: Doc, mentions: Mentions, publisher: str | None) -> str | None:
    """Return the company that a text is about, or None where it is about several.

    In order: whom the text itself calls *the Company*; the publisher, where the text speaks of *us*; who names itself as
    *us*; whose call, minutes or report a title announces; and the company that is named often, and first, and in the
    sentences that tie others, while others are not.

    Parameters
    ----------
    doc
        The parsed text.
    mentions
        The names in it.
    publisher
        Who published it, or None.
    """
    named = [m for m in mentions if m.named and outlet(doc.text[m.start : m.end]) is None]
    called = defined(doc, mentions)
    if called is not None:
        return called
    voiced = is_voiced(doc, mentions)
    own = published_by(publisher, [mention.companies[0] for mention in named])
    if own is not None and (voiced or _same(own, publisher or "")) and _goes_on(doc, mentions, own):
        return own
    if voiced and (own := introduced(doc, mentions)) is not None:
        return own
    return headed(doc, mentions) or _weightiest(doc, named)


def published_by(publisher: str | None, companies: Sequence[str]) -> str | None:
    """Return the company that a document's publisher is, or None.

    Examples
    --------
    >>> published_by("Tallybook Engineering", ["Hetzner", "tallybook"]), published_by("The Ledger", ["Acme"])
    ('tallybook', None)
    """
    if publisher is None:
        return None
    folded = _folded(publisher)
    for company in companies:
        key = _folded(company)
        if len(key) > 2 and (folded.startswith(key) or key.startswith(folded)):
            return company
    first = publisher.split()[0].casefold()
    if first in vocabulary() or len(first) < 4:
        return None
    return next((company for company in companies if company.split()[0].casefold() == first), None)


def _goes_on(doc: Doc, mentions: Mentions, company: str) -> bool:
    """Whether a name is more than the title of a newsletter."""
    first = next(doc.sents).end_char
    return has_suffix(company.split()) or any(start >= first for start, _ in mentions.spans[company])


def _folded(name: str) -> str:
    words = [word for word in name.casefold().replace(",", " ").split() if word not in LEGAL | {"the"}]
    return "".join(letter for word in words for letter in word if letter.isalnum())


def _same(company: str, publisher: str) -> bool:
    return _folded(company) == _folded(publisher)


def is_voiced(doc: Doc, mentions: Mentions) -> bool:
    """Whether the text says *we* again and again outside quotations."""
    inside = {index for start, end in mentions.quotations for index in range(start, end)}
    said = (t for t in doc if t.lower_ in _FIRST_PERSON and t.text != "US" and t.i not in inside)
    return sum(1 for _ in said) >= _VOICED


def introduced(doc: Doc, mentions: Mentions) -> str | None:
    """Read "we at Acme", "Acme (that's us)", "I work for Acme", "At Acme we", "our company, Acme"."""
    for token in doc:
        mention = mentions.of(token)
        if mention is None or not mention.named or token.i != mention.head:
            continue
        before = doc[max(token.sent.start, token.left_edge.i - 4) : token.i]
        near = [word.lower_ for word in before]
        after = [word.lower_ for word in doc[token.i + 1 : min(token.i + 6, len(doc))]]
        at = token.head.lower_ == "at" and (
            near[-2:-1] in (["we"], ["us"], ["here"]) or after[:2] == [",", "we"]
        )
        working = (
            token.head.lower_ in {"at", "for"} and any(w.lemma_ in _WORKING for w in before) and "i" in near
        )
        if at or working:
            return mention.companies[0]
        if after[:1] in (["("], [","]) and _SELF & {*after[:5]} and "'s" in after[:4]:
            return mention.companies[0]
        if near[-3:-1] in (["our", "company"], ["our", "firm"]):
            return mention.companies[0]
    return None


def _weightiest(doc: Doc, named: Sequence[Mention]) -> str | None:
    weights: dict[str, float] = dict(Counter(mention.companies[0] for mention in named))
    last = {mention.companies[0]: mention.head for mention in named}
    if not weights:
        return None
    twice = {company for company, count in weights.items() if count > 1}
    weights[named[0].companies[0]] += _OPENING
    leading = {m.companies[0] for m in named if _leads(doc, m)}
    for company in leading:
        weights[company] += _LEADING
    for company, balance in _company_kept(doc, named).items():
        weights[company] += balance
    (best, weight), *others = sorted(weights.items(), key=lambda pair: -pair[1])[:2]
    resumed = sum(
        token.lower_ in _GENERIC and any(child.lower_ == "the" for child in token.children) for token in doc
    )
    needed = _ENOUGH - min(resumed, 2) * 0.5
    clear = not others or weight >= _RIVALLED * others[0][1]
    kept_on = last[best] > _LATE * len(doc) or resumed > 1
    repeated = best in twice or (best in leading and resumed >= _RESUMED)
    return best if repeated and weight >= needed and clear and kept_on else None


def _company_kept(doc: Doc, named: Sequence[Mention]) -> dict[str, float]:
    """Return, for each company, how far the sentences that name several companies name it among them.

    What a text is about is one side of most ties that it tells; a digest ties others without it.
    """
    together: dict[int, set[str]] = defaultdict(set)
    for mention in named:
        token = doc[mention.head]
        if token.dep_ != "conj":
            together[token.sent.start].add(mention.companies[0])
    several = [companies for companies in together.values() if len(companies) > 1]
    inside = Counter(company for companies in several for company in companies)
    return {
        company: log1p(inside[company]) - log1p(len(several) - inside[company])
        for company in {mention.companies[0] for mention in named}
    }


def _leads(doc: Doc, mention: Mention) -> bool:
    """Whether a company acts in the first sentences."""
    token = doc[mention.head]
    return token.dep_ in _SUBJECT and token.sent in islice(doc.sents, _FIRST)
