"""Who *we* and *you* are: the company that speaks in a quotation, in a release, or in an interview."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from kg.extract.lexicon import LEADERS, TITLES
from kg.extract.protagonist import introduced, is_voiced, protagonist, published_by
from kg.extract.turns import Turn, find_turns

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Span, Token

    from kg.extract.mentions import Mentions
    from kg.model import Document

_SAYING = frozenset(
    "say tell add answer explain write announce state comment put reply quip note argue declare".split()
)
_QUESTIONS = 3
_BLOCKS = 2


class Voices:
    """Speakers of a text and the companies they speak for."""

    def __init__(self, doc: Doc, mentions: Mentions, document: Document) -> None:
        self._doc = doc
        self._mentions = mentions
        counts = Counter(mention.companies[0] for mention in mentions if mention.named)
        self.main = protagonist(doc, mentions, document.publisher)
        self.dominant = self.main is not None
        if self.main is None and counts:
            self.main = counts.most_common(1)[0][0]
        self._quotes = mentions.quotations
        self._voiced = self.dominant and is_voiced(doc, mentions)
        self._employers = _employers(doc, mentions)
        self._publisher = published_by(document.publisher, list(counts))
        questions = sum(1 for sentence in doc.sents if sentence.text.rstrip().endswith("?"))
        first_person = sum(token.lower_ in {"we", "our", "i"} for token in doc)
        mentions.turns = find_turns(doc, mentions.text)
        transcript = len(mentions.turns) > 1
        self.interview = first_person >= 2 * _QUESTIONS and (
            questions >= _QUESTIONS or self.dominant or transcript
        )
        if self.interview:
            self.main = self._publisher or introduced(doc, mentions) or _opening(doc, mentions)
            self.dominant = self.main is not None
        if self.interview and questions >= _QUESTIONS and not transcript:
            mentions.turns = list(_answers(doc, mentions))

    def speaker(self, token: Token) -> list[str]:
        """Return whom *we* means here, or nothing."""
        quote = next(((start, end) for start, end in self._quotes if start < token.i < end), None)
        if quote is not None:
            return self._speaks_in(*quote)
        if self._publisher is not None:
            return [self._publisher]
        return [self.main] if (self.interview or self._voiced) and self.main is not None else []

    def addressed(self) -> list[str]:
        """Return whom *you* means here: the company that is interviewed, or nothing."""
        return [self.main] if self.interview and self.main is not None else []

    def led_by(self, person: Span) -> list[str]:
        """Return the company that a person speaks for, by the text or as everybody knows."""
        company = LEADERS.get(person.text.casefold().replace(" ", "_")) or self._employers.get(
            person[-1].text
        )
        return [company.replace("_", " ")] if company is not None else []

    def _speaks_in(self, start: int, end: int) -> list[str]:
        near = [*self._doc[end : end + 12], *reversed(self._doc[max(0, start - 12) : start])]
        for token in near:
            person = self._mentions.person(token)
            if person is not None:
                return self.led_by(person) or ([self.main] if self.main is not None else [])
            if token.lower_ in {"he", "she"} and self.main is not None:
                return [self.main]
            mention = self._mentions.of(token)
            if mention is not None and token.head.lemma_ in _SAYING:
                return [mention.companies[0]]
        return []


def _employers(doc: Doc, mentions: Mentions) -> dict[str, str]:
    """Return the company of each person, by surname, from the words around the first mention that tells it."""
    found: dict[str, str] = {}
    for sentence in doc.sents:
        for token in sentence:
            person = mentions.person(token)
            if person is None or token.i != person.end - 1 or token.text in found:
                continue
            before = doc[max(sentence.start, person.start - 6) : person.start]
            after = doc[person.end : min(sentence.end, person.end + 10)]
            titled = [*reversed(before)] if any(word.lemma_.lower() in TITLES for word in before[-2:]) else []
            following = (
                list(after)
                if len(after) and after[0].text == "," and any(word.lower_ in TITLES for word in after)
                else []
            )
            for near in (*titled, *following):
                mention = mentions.of(near)
                if mention is not None:
                    found[token.text] = mention.companies[0]
                    break
    return found


def _opening(doc: Doc, mentions: Mentions) -> str | None:
    """Return the first company that the headline or the first paragraph names: whose *we* an interview or a call speaks."""
    blocks = 0
    for token in doc:
        mention = mentions.of(token)
        if mention is not None and mention.named:
            return mention.companies[0]
        blocks += "\n" in token.text
        if blocks > _BLOCKS:
            return None
    return None


def _answers(doc: Doc, mentions: Mentions) -> Iterator[Turn]:
    """Yield the whole of an interview as the words of the first person whom it names, but for its questions."""
    person = next((span for token in doc if (span := mentions.person(token)) is not None), None)
    if person is None:
        return
    for sentence in doc.sents:
        if sentence.start > person.end and not sentence.text.rstrip().endswith("?"):
            yield Turn(sentence.start, sentence.end, person.text, (person.start_char, person.end_char))
