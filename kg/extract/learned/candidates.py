"""Pairs of names that a text may tie: what the trained part looks at, wider than what the rules call companies."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from kg.extract.names import Groups, bare, find_names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Span, Token

    from kg.extract.mentions import Mention, Mentions

_REACH = 3
_MOST = 24


class Candidate(NamedTuple):
    """Words that may mean a party: the name it goes by, the token that heads it, and what the rules take it for."""

    company: str
    head: Token
    span: Span
    mention: Mention | None
    kind: str


class Pair(NamedTuple):
    """Two candidates, the one that stands first in the text first, and the sentences from one to the other."""

    first: Candidate
    second: Candidate
    apart: int


def find_candidates(doc: Doc, mentions: Mentions) -> list[Candidate]:
    """Return every mention that the rules found and every other capitalised name, in order of the text."""
    found = []
    for mention in mentions:
        span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
        if span is None:
            continue
        kind = "named" if mention.named else _form(span)
        found += [Candidate(company, doc[mention.head], span, mention, kind) for company in mention.companies]
    taken = {token.i for candidate in found for token in candidate.span}
    names = [
        name
        for name in find_names(doc)
        if not any(token.i in taken for token in name.span) and len(name.span.text) > 1
    ]
    groups = Groups(names, 0)
    for name in names:
        fullest = max(groups.members[groups.of(name)], key=lambda member: len(member.words)).span.text
        kind = "person" if mentions.person(name.span.root) is not None else "other"
        found.append(Candidate(fullest, name.span.root, name.span, None, kind))
    return sorted(found, key=lambda candidate: (candidate.span.start, candidate.company))


def _form(span: Span) -> str:
    """Return how words mean a company that they do not name: by a person's pronoun, another one, or a description."""
    word = span.root.lower_
    if word in {"we", "us", "our", "ours", "i", "my", "me"}:
        return "speaker"
    if span.root.pos_ in {"PRON", "DET"}:
        return "pronoun"
    return "brand" if span.root.pos_ == "PROPN" else "described"


def find_pairs(candidates: list[Candidate], sentence_of: dict[int, int]) -> Iterator[Pair]:
    """Yield the pairs to judge: all within a sentence, and from one sentence to the next ones what is last named there.

    Parameters
    ----------
    candidates
        In order of the text.
    sentence_of
        The index of the sentence that starts at a token.
    """
    by_sentence: dict[int, list[Candidate]] = {}
    for candidate in candidates:
        by_sentence.setdefault(sentence_of[candidate.head.sent.start], []).append(candidate)
    for index, everyone in sorted(by_sentence.items()):
        here = everyone[:_MOST]
        yield from (Pair(a, b, 0) for a, b in combinations(here, 2) if not _same(a, b))
        known = {candidate.company for candidate in here}
        for apart in range(1, _REACH + 1):
            earlier = by_sentence.get(index - apart, ())
            last = {c.company: c for c in earlier[:_MOST] if c.company not in known}
            known |= last.keys()
            for a in last.values():
                yield from (Pair(a, b, apart) for b in here if not _same(a, b))


def _same(a: Candidate, b: Candidate) -> bool:
    return a.company == b.company or bare(a.company.split()) == bare(b.company.split())
