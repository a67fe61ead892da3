"""What makes one of several companies the one that a later sentence leaves unsaid: its place, its share, its rivals for it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from kg.extract.learned.wordclass import word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc, Span, Token

    from kg.extract.learned.candidates import Candidate, Pair
    from kg.extract.mentions import Mentions

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "ROOT"})
_MOST = 3


class Salience:
    """Where the candidates of a text stand among each other.

    Reading costs one pass over the candidates; the features of a pair are a few lookups.
    """

    def __init__(self, doc: Doc, mentions: Mentions, candidates: Sequence[Candidate]) -> None:
        self._mentions = mentions
        self._first_line = next((t.i for t in doc if "\n" in t.text), 0)
        told = Counter(candidate.company for candidate in candidates)
        self._rank = {company: rank for rank, (company, _) in enumerate(told.most_common())}
        self._by_sentence: dict[int, list[Candidate]] = {}
        for candidate in candidates:
            self._by_sentence.setdefault(candidate.head.sent.start, []).append(candidate)
        self._starts = sorted(self._by_sentence)

    def features(self, pair: Pair, order: str) -> Iterator[str]:
        """Yield the features of a pair, read in one order.

        Parameters
        ----------
        pair
            The candidates in order of the text.
        order
            ``>`` where the first of them takes the first role, else ``<``.
        """
        yield f"rank{order}:{min(self._rank[pair.first.company], _MOST)},{min(self._rank[pair.second.company], _MOST)}"
        here = self._by_sentence[pair.second.head.sent.start]
        if pair.apart == 0:
            yield from self._beside(pair, here, order)
        else:
            yield from self._before(pair, here, order)

    def _beside(self, pair: Pair, here: Sequence[Candidate], order: str) -> Iterator[str]:
        """Yield what else the sentence of both names."""
        between = {
            c.company
            for c in here
            if pair.first.span.end <= c.span.start and c.span.end <= pair.second.span.start
        } - {pair.first.company, pair.second.company}
        around = {c.company for c in here} - between - {pair.first.company, pair.second.company}
        yield f"between:{min(len(between), _MOST)}"
        yield f"between{order}:{min(len(between), _MOST)},{min(len(around), _MOST)}"
        if here[0] is pair.first:
            yield f"opens{order}:{min(len(between), 1)}"

    def _before(self, pair: Pair, here: Sequence[Candidate], order: str) -> Iterator[str]:
        """Yield what bears on the first being what the sentence of the second is about."""
        first, second = pair.first, pair.second
        company = first.company
        alone = len({c.company for c in here}) == 1
        beside = self._by_sentence[first.head.sent.start]
        topic = self._mentions.topics.get(second.head.sent.start)
        passed = {
            c.company
            for start in self._starts
            if first.head.sent.start <= start < second.head.sent.start
            for c in self._by_sentence[start]
        } - {company}
        marks = [
            "topic" if topic == company else "untopical" if topic is None else "offtopic",
            f"main{self._mentions.main == company:d}",
            f"passed{min(len(passed), _MOST)}",
            f"subject{first.head.dep_ in _SUBJECTS:d}",
            f"opens{beside[0].company == company:d}",
            f"headline{first.head.i < self._first_line:d}",
            f"paragraph{_broken(first.head, second.head):d}",
        ]
        side = "alone" if alone else "among"
        yield f"{side}{order}"
        for mark in marks:
            yield f"sal:{mark}"
            yield f"sal{order}:{side}:{mark}"
        strength = f"{marks[0]},{marks[2]},{marks[3]}"
        yield f"sal{order}:{side}:{strength}"
        for told in _opening(second.head.sent, second.head):
            yield f"says{order}:{told}"
            yield f"says{order}:{side}:{marks[0]}:{told}"
            yield f"says{order}:{side}:{marks[2]}:{told}"


def _broken(first: Token, second: Token) -> bool:
    """Whether a line ends between two words."""
    return any("\n" in token.text for token in first.doc[first.i : second.i])


def _opening(sentence: Span, head: Token) -> Iterator[str]:
    """Yield what a sentence says: its main verb, that verb's subject and object, and what governs the name."""
    root = sentence.root
    yield f"root:{word(root)}"
    for child in root.children:
        if child.dep_ in {"nsubj", "nsubjpass", "dobj", "attr", "expl"} and child != head:
            yield f"{child.dep_}:{word(child)}"
            yield f"{child.dep_}:{word(child)}+{word(root)}"
    above = head.head
    yield f"on:{head.dep_}:{word(above)}"
    if above.pos_ == "ADP":
        yield f"on:{word(above)}:{word(above.head)}"
