"""Companies in a parsed text: where it names, describes or points to them, and which company each time.

Names come from the registry and, since most deals join companies that no list knows, from the text itself: capitalised
names that everything around them shows to be companies. Short forms stand for the full name that the text gives.
Descriptions ("the chipmaker") and pronouns are resolved by :mod:`kg.extract.coreference`, and every such mention says
which words name the company it means.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from kg.extract.bodies import public_bodies
from kg.extract.gazetteer import Found, find_known
from kg.extract.kinds import Kind, brand_owner, kind_of
from kg.extract.lexicon import PLACES
from kg.extract.names import Groups, Name, bare, find_names, has_suffix
from kg.extract.parse import vocabulary
from kg.extract.turns import speaker_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacy.tokens import Doc, Span, Token

    from kg.companies import Companies
    from kg.extract.turns import Turn
    from kg.model import Document


_QUOTES = frozenset({'"', "“", "”", "``", "''"})
_DATELINE = re.compile(r"(?m)^[A-Z][\w .,/'\u2019-]{2,60}\(([^()\n]{2,40})\) ?[-\u2013\u2014]")


@dataclass(frozen=True)
class Mention:
    """Words that mean one company or several.

    ``start`` and ``end`` are code points. ``antecedents`` is empty where the words name the companies; else it holds,
    for each of ``companies``, where the text names it, or None where nothing does (a brand of a company not named).
    """

    start: int
    end: int
    companies: tuple[str, ...]
    antecedents: tuple[tuple[int, int] | None, ...] = ()
    head: int = 0

    @property
    def named(self) -> bool:
        """Whether the words name the companies by themselves."""
        return not self.antecedents


class Mentions:
    """The mentions of a text, found by any token of a name and by the head of a description or a pronoun."""

    def __init__(self, named: Iterable[tuple[Span, Mention]], people: Iterable[Name], doc: Doc) -> None:
        self.doc = doc
        self.text = doc.text
        marks = [token.i for token in doc if token.text in _QUOTES]
        self.quotations = list(zip(marks[::2], marks[1::2], strict=False))
        """The tokens that open and close each quotation."""
        self._by_token: dict[int, Mention] = {}
        self._people = {token.i: name.span for name in people for token in name.span}
        self.spans: dict[str, list[tuple[int, int]]] = {}
        self.topics: dict[int, str] = {}
        self.main: str | None = None
        """The company that most of the text is about, if there is one."""
        self.turns: list[Turn] = []
        for span, mention in named:
            for token in span:
                self._by_token[token.i] = mention
            if mention.named:
                self.spans.setdefault(mention.companies[0], []).append((mention.start, mention.end))

    def __iter__(self) -> Iterator[Mention]:
        seen: Mention | None = None
        for index in sorted(self._by_token):
            mention = self._by_token[index]
            if mention is not seen:
                yield mention
            seen = mention

    def of(self, token: Token) -> Mention | None:
        """Return the mention that the token belongs to, or None."""
        return self._by_token.get(token.i)

    def person(self, token: Token) -> Span | None:
        """Return the person's name that the token belongs to, or None."""
        return self._people.get(token.i)

    def add(self, span: Span, head: Token, companies: Sequence[str]) -> None:
        """Record that a description, a brand or a pronoun means some companies; it is found by its head."""
        antecedents = tuple(self.nearest(company, span.start_char) for company in companies)
        self._by_token[head.i] = Mention(
            span.start_char, span.end_char, tuple(companies), antecedents, head.i
        )

    def topic(self, token: Token) -> Mention | None:
        """Return the mention that names what the text is about where the token stands, or None."""
        company = self.topics.get(token.sent.start)
        if company is None or (company != self.main and "\n" in self.doc[max(0, token.sent.start - 1)].text):
            return None
        span = self.nearest(company, token.idx)
        if span is None:
            return None
        return next(mention for mention in self._by_token.values() if mention.start == span[0])

    def speaker_at(self, token: Token) -> tuple[str, tuple[int, int]] | None:
        """Return the person who speaks where the token stands, and where the text names them, or None."""
        for turn in reversed(self.turns):
            if turn.start <= token.i < turn.end:
                return turn.speaker, turn.named
        return None

    def companies_in(self, sentence: Span) -> set[str]:
        """Return the companies that a sentence names or means."""
        found = (self._by_token.get(index) for index in range(sentence.start, sentence.end))
        return {company for mention in found if mention is not None for company in mention.companies}

    def nearest(self, company: str, position: int) -> tuple[int, int] | None:
        """Return where the text last names a company before a position, else where it first does, or None."""
        spans = self.spans.get(company)
        if not spans:
            return None
        index = bisect_left(spans, (position, 0))
        return spans[index - 1] if index else spans[0]


def find_mentions(doc: Doc, document: Document, known: Companies) -> Mentions:
    """Return every mention of a company in a parsed text.

    Parameters
    ----------
    doc
        The parse of the document's text.
    document
        The document, for its publisher, who speaks as *we* in a release.
    known
        The registry of companies.
    """
    from kg.extract.coreference import resolve

    found = find_known(doc.text, known)
    names = find_names(doc, _tokens(doc, found) | _own_name(doc, document.publisher))
    dateline = _DATELINE.search(doc.text)
    agency = dateline.span(1) if dateline else (0, 0)
    names = [
        part
        for name in names
        if not agency[0] <= name.span.start_char < agency[1]
        for part in _split(name, doc, known)
    ]
    groups = Groups(names, _headline(doc))
    speakers = speaker_names(doc.text)
    kinds, company_of = _Judge(groups, known, speakers).judged()
    named, people, brands = [], [], []
    for name in names:
        key = groups.of(name)
        if kinds[key] is Kind.PERSON:
            people.append(name)
        elif kinds[key] is Kind.COMPANY:
            span = name.span
            named.append((span, Mention(span.start_char, span.end_char, (company_of[key],), (), span.root.i)))
        elif kinds[key] is Kind.OTHER and key in company_of:
            brands.append((name.span, company_of[key]))
    taken = frozenset(token.i for span, _ in named for token in span)
    named += [
        (body, Mention(body.start_char, body.end_char, (body.text,), (), body.root.i))
        for body in public_bodies(doc, taken)
    ]
    named.sort(key=lambda told: told[0].start)
    mentions = Mentions(named, people, doc)
    for span, owner in brands:
        mentions.add(span, span.root, [owner])
    resolve(doc, mentions, document, known)
    return mentions


def _tokens(doc: Doc, found: Iterable[Found]) -> frozenset[int]:
    """Return the tokens of registered names, without one-word names that only open a sentence in ordinary words."""
    certain: set[int] = set()
    for match in found:
        span = doc.char_span(match.start, match.end)
        if span is not None and not (
            len(span) == 1 and span[0].is_sent_start and span[0].tag_ not in {"NNP", "NNPS"}
        ):
            certain.update(range(span.start, span.end))
    return frozenset(certain)


def _own_name(doc: Doc, publisher: str | None) -> frozenset[int]:
    """Return the tokens that name the publisher, however it writes itself: "we at tallybook"."""
    words = {word.casefold() for word in (publisher or "").split()} - vocabulary()
    return frozenset(token.i for token in doc if token.lower_ in words and len(token) > 3)


def _headline(doc: Doc) -> int:
    """Return the token at which the text proper begins, after a first line that is no sentence."""
    first = next(doc.sents, None)
    if first is None or first.text.rstrip()[-1:] in ".?!" or not first.text.endswith("\n"):
        return 0
    return first.end


def _split(name: Name, doc: Doc, known: Companies) -> Iterator[Name]:
    """Divide a capitalised run that begins with a registered company and goes on with something else of its own."""
    span = name.span
    found = find_known(span.text, known)
    if not found or found[0].start != 0 or found[0].end == len(span.text):
        yield name
        return
    cut = next((token.i for token in span if token.idx - span.start_char >= found[0].end), span.end)
    rest = doc[cut : span.end]
    acronym = rest.text.isalpha() and rest.text.isupper() and len(rest) == 1
    if (
        not len(rest)
        or acronym
        or not doc[cut - 1].whitespace_
        or has_suffix(name.words)
        or rest.text.casefold() in PLACES
    ):
        yield name
        return
    yield Name(doc[span.start : cut])
    if find_known(rest.text, known) or brand_owner(tuple(rest.text.split())):
        yield Name(rest)


class _Judge:
    """Decides what each group of names is, and under which name its company goes."""

    def __init__(self, groups: Groups, known: Companies, speakers: set[int]) -> None:
        self._groups = groups
        self._speakers = speakers
        self._known = known
        self._bare = _bare_names(known)

    def judged(self) -> tuple[dict[tuple[str, ...], Kind], dict[tuple[str, ...], str]]:
        """Return the kind of each group, and the company of those that are one or a brand of one."""
        members = self._groups.members
        company_of = {
            key: name for key, names in members.items() if (name := self._registered(names)) is not None
        }
        kinds = dict.fromkeys(company_of, Kind.COMPANY)
        for key, names in members.items():
            owner = brand_owner(self._fullest(names))
            if key not in kinds and owner is not None and not has_suffix(self._fullest(names)):
                kinds[key], company_of[key] = Kind.OTHER, self._known.canonical(owner) or owner
            if any(name.span.start_char in self._speakers for name in names):
                kinds[key] = Kind.PERSON
        fixed = frozenset(kinds)
        for _ in range(2):
            certain = frozenset(
                t.i for k, kind in kinds.items() if kind is Kind.COMPANY for n in members[k] for t in n.span
            )
            kinds |= {
                key: kind_of(self._fullest(names), names, certain)
                for key, names in members.items()
                if key not in fixed
            }
        self._surnames(kinds)
        for key, kind in kinds.items():
            if kind is Kind.COMPANY and key not in company_of:
                company_of[key] = _display(members[key])
        return kinds, company_of

    def _surnames(self, kinds: dict[tuple[str, ...], Kind]) -> None:
        """Read a single word that ends a person's name as that person, unless a longer company name begins with it."""
        last = {key[-1] for key, kind in kinds.items() if kind is Kind.PERSON and len(key) > 1}
        for key in kinds:
            longer = any(len(name.words) > 1 for name in self._groups.members[key])
            if len(key) == 1 and key[0] in last and not longer:
                kinds[key] = Kind.PERSON

    def _registered(self, names: Sequence[Name]) -> str | None:
        for name in sorted(names, key=lambda name: -len(name.words)):
            text = name.span.text.removeprefix("The ").removeprefix("the ")
            company = self._known.canonical(text) if self._cased(text) else None
            company = company or (self._bare.get(name.key) if len(name.key) > 1 else None)
            if company is not None:
                return company
        return None

    def _cased(self, text: str) -> bool:
        """Whether the text is written as the registry writes it, or all in capitals."""
        entry = self._known.find(text)
        return entry is not None and (
            text in {entry.name, *entry.aliases} or text.isupper() or not text.islower()
        )

    @staticmethod
    def _fullest(names: Sequence[Name]) -> tuple[str, ...]:
        return max(names, key=lambda name: len(name.words)).words


@lru_cache(maxsize=8)
def _bare_names(known: Companies) -> dict[tuple[str, ...], str]:
    return {bare(alias.split()): known.canonical(alias) or alias for alias in known.names()}


def _display(names: Sequence[Name]) -> str:
    """Return the fullest form of a name, without its legal form where the text itself leaves it out."""
    cased = [name for name in names if not name.span.text.isupper()] or list(names)
    fullest = max(cased, key=lambda name: len(name.words))
    short = [name.span.text for name in cased if name.key == fullest.key and len(name.words) == len(name.key)]
    return short[0] if short else fullest.span.text
