"""Capitalised names in a parsed text, and which of them are forms of one name."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.extract.capitals import (
    capital,
    is_affiliate,
    is_hyphenated,
    is_numbered,
    is_title_case,
    joins,
    names_nothing,
    opens,
)
from kg.extract.lexicon import (
    DEMONYMS,
    HEADS_WITH_OF,
    LEGAL,
    LIKE_PEOPLE,
    NOT_NAMES,
    PLACES,
    SUFFIXES,
    TITLES,
)
from kg.extract.parse import is_ordinary, vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc, Span, Token

_CODE = re.compile(r"[A-Za-z]{1,3}-?\d+\w*$")
TERMS = frozenset(
    "agency association authority bank board buyer client committee company corporation court customer department executive fund government group investor issuer lender management ministry parties party purchaser registrant seller state supplier union".split()
)
_ASKING = frozenset("are can could did do does has have is was were would".split())
_RELATIONS = frozenset("client competitor customer lender rival supplier tenant".split())
_HEADS = frozenset(
    "council trust lab court institute fund union agency bank university foundation verbund league association cooperative "
    "board commission ministry hospital authority museum".split()
)
_PROPER = {"NNP", "NNPS"}
_FUNCTION = {"DT", "IN", "CC", "PRP", "PRP$", "WDT", "WP", "WRB", "MD", "TO", "EX", "UH", "WP$", "PDT"}


@dataclass(eq=False)
class Name:
    """A capitalised name: its span in tokens, and its words."""

    span: Span
    doubtful: bool = False
    words: tuple[str, ...] = field(init=False)
    key: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        self.words = tuple(self.span.text.split())
        self.key = bare(self.words)


def bare(words: Sequence[str]) -> tuple[str, ...]:
    """Return the words of a name without case, article and legal form.

    Examples
    --------
    >>> bare(("The", "Acme", "Group,", "Inc."))
    ('acme', 'group')
    """
    folded = [word.casefold().strip(",") for word in words]
    if len(folded) > 1 and folded[0] == "the":
        folded = folded[1:]
    while len(folded) > 1 and folded[-1] in LEGAL:
        folded.pop()
    return tuple(folded)


class _Reader:
    """Finds the names of one text."""

    def __init__(self, doc: Doc, certain: frozenset[int]) -> None:
        self.doc = doc
        self.certain = certain
        words = vocabulary()
        self.lowered = {token.text for token in doc if token.text.islower()}
        self.unknown = {
            token.text
            for token in doc
            if capital(token.text)
            and (
                token.lower_ not in words
                or (token.tag_ in _PROPER and not token.is_stop and not is_ordinary(token.lower_))
            )
        }
        self.inner = {token.text for token in doc if token.tag_ in {"NNP", "NNPS"} and not opens(token)}

    def runs(self, sentence: Span) -> Iterator[tuple[int, int]]:
        index = sentence.start
        while index < sentence.end:
            if not self.is_name(self.doc[index]):
                index += 1
                continue
            end = self._run_end(index, sentence.end)
            start = index
            while end - start > 1 and start not in self.certain and self._only_says(start):
                start += 1
            if start in self.certain or not names_nothing(self.doc[start:end]):
                yield start, end
            index = end

    def _only_says(self, start: int) -> bool:
        """Whether the first word of a run says something of the name: a title, an origin, what it is to somebody."""
        token, following = self.doc[start], self.doc[start + 1]
        word = token.lower_
        if word in TITLES:
            return True
        if not following.text[0].isupper() or not token.whitespace_:
            return False
        if (word in _RELATIONS or word in _ASKING) and opens(token):
            return following.text in self.unknown
        before = token.nbor(-1).lower_ if token.i else ""
        strange = following.text in self.unknown and not is_ordinary(following.lower_)
        return before in {"the", "a", "an"} and (word in DEMONYMS or word in PLACES) and strange

    def _run_end(self, start: int, limit: int) -> int:
        doc, end = self.doc, start + 1
        while end < limit:
            token = doc[end]
            if (
                self.is_name(token)
                or (end - 1 in self.certain and end in self.certain)
                or (doc[end - 1].whitespace_ == "" and token.text.isalpha() and token.text.isupper())
                or is_affiliate(token)
                or (
                    token.text[0].isdigit()
                    and len(token.text) < 5
                    and doc[end - 1].whitespace_ == ""
                    and token.is_alpha
                )
            ):
                end += 1
            elif (
                end + 1 < limit
                and joins(doc, end)
                and (self.is_name(doc[end + 1]) or doc[end + 1].lower_ in LEGAL)
            ):
                end += 2
            else:
                break
        return end

    def is_name(self, token: Token) -> bool:
        """Whether the token may be part of a name."""
        if token.i in self.certain:
            return True
        text = token.text
        if not capital(text) or token.lower_ in NOT_NAMES or self._term(token):
            return False
        if _CODE.match(text) and not is_numbered(token):
            return False
        if len(text) == 1 and not self._beside_capital(token):
            return False
        if opens(token):
            return self._opening_name(token)
        return (
            token.tag_ not in _FUNCTION
            or text[1:].lower() != text[1:]
            or text.isupper()
            or is_hyphenated(token)
        )

    def _opening_name(self, token: Token) -> bool:
        """Whether a word whose place gives it a capital would have one anywhere."""
        text = token.text
        if text in self.unknown or text in self.inner:
            return True
        if token.is_stop or token.tag_ in _FUNCTION or token.lower_ in self.lowered:
            return False
        return token.tag_ in {"NNP", "NNPS"} or text[1:].lower() != text[1:] or self._leads(token)

    def doubtful(self, start: int, end: int) -> bool:
        """Whether only its place gives an ordinary word its capital: "Merger Monday delivered"."""
        token = self.doc[start]
        return (
            end - start == 1
            and opens(token)
            and start not in self.certain
            and token.text not in self.unknown | self.inner
        )

    def _term(self, token: Token) -> bool:
        """Whether the word is a common one with a capital: a term defined in a contract, or a shout."""
        following = token.nbor(1) if token.i + 1 < len(self.doc) else token
        before = token.nbor(-1) if token.i else token
        if (
            token.lower_ in TERMS
            and before.lower_ in {"the", "this", "our"}
            and not capital(following.text)
            and following.lower_ != "of"
        ):
            return True
        if not (
            token.is_alpha and token.text.isupper() and len(token.text) > 3 and token.lower_ in vocabulary()
        ):
            return False
        beside = [word.text for word in (before, following) if word != token and word.sent == token.sent]
        return not any(word.istitle() or (word.isupper() and len(word) > 2) for word in beside)

    def _beside_capital(self, token: Token) -> bool:
        """Whether a single letter stands before or behind a capitalised word: "Robert H Smith", "T-Mobile"."""
        near = self.doc[max(0, token.i - 1) : token.i + 2]
        return any(
            word != token and (word.text == "-" or (len(word.text) > 1 and capital(word.text)))
            for word in near
        )

    def _leads(self, token: Token) -> bool:
        """Whether an opening word of another class leads a name: "Preferred Networks said"."""
        if token.i + 1 >= len(self.doc) or token.tag_ in {"RB", "RBR", "CD"}:
            return False
        following = token.nbor(1)
        if following.text == "&" or is_hyphenated(token):
            return True
        return following.tag_ in {"NNP", "NNPS"} and self.is_name(following)


def find_names(doc: Doc, certain: frozenset[int] = frozenset()) -> list[Name]:
    """Return the capitalised names of a text in order.

    In a headline, whose every word may have a capital, only names that stand elsewhere in the text are found, and
    the tokens that are ``certain`` to be part of one.
    """
    reader = _Reader(doc, certain)
    found: list[Name] = []
    loose: list[Name] = []
    for sentence in doc.sents:
        plain = not is_title_case(sentence)
        for start, end in reader.runs(sentence):
            (found if plain else loose).append(Name(doc[start:end], reader.doubtful(start, end)))
    keys = {name.key for name in found} | {name.key[:1] for name in found}
    return sorted([*found, *_within(loose, keys, certain)], key=lambda name: name.span.start)


def _within(loose: Sequence[Name], keys: set[tuple[str, ...]], certain: frozenset[int]) -> Iterator[Name]:
    """Yield the names of a headline that the rest of the text knows, longest first within each run."""
    for name in loose:
        doc, start = name.span.doc, name.span.start
        apart = name.span.end >= len(doc) or doc[name.span.end].is_punct or doc[name.span.end].is_space
        if apart and has_suffix(name.words):
            yield name
            continue
        while start < name.span.end:
            ends = (
                end
                for end in range(name.span.end, start, -1)
                if bare(doc[start:end].text.split()) in keys
                or all(index in certain for index in range(start, end))
            )
            end = next(ends, None)
            if end is not None:
                yield Name(doc[start:end])
            start = end or start + 1


class Groups:
    """Names of a text grouped by what they name: "Talen" with "Talen Energy", "TVA" with what it abbreviates."""

    def __init__(self, names: Sequence[Name], body: int) -> None:
        self._first: dict[tuple[str, ...], int] = {}
        self._first_below: dict[tuple[str, ...], int] = {}
        for name in names:
            self._first.setdefault(name.key, name.span.start)
            if name.span.start >= body:
                self._first_below.setdefault(name.key, name.span.start)
        keys = sorted(self._first, key=len, reverse=True)
        self._full = {key: self._fuller(key, keys) for key in keys}
        self.members: dict[tuple[str, ...], list[Name]] = defaultdict(list)
        for name in names:
            self.members[self.of(name)].append(name)

    def of(self, name: Name) -> tuple[str, ...]:
        """Return the key of the fullest form of a name."""
        return self._full[name.key]

    def _fuller(self, key: tuple[str, ...], keys: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
        """Return the one longer name that this shortens, or the key itself.

        A short form comes after the full one, or in the headline; a name told before any longer one names something
        else ("Acme will sell Acme Coatings").
        """
        longer = [other for other in keys if len(other) > len(key) and _shortens(key, other)]
        longer = [
            other for other in longer if not any(o != other and o[: len(other)] == other for o in longer)
        ] or longer
        below = self._first_below.get(key)
        earlier = [other for other in longer if below is None or self._first[other] < below]
        return earlier[0] if len(earlier) == 1 else key


def _shortens(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    if full[: len(short)] == short:
        return True
    if len(short) == 1 and len(full) > 1 and short[0] == full[-1]:
        return (
            short[0] in _HEADS
            or "_".join(full) in LIKE_PEOPLE
            or (short[0].isalpha() and len(short[0]) > 3 and short[0] not in vocabulary())
        )
    if len(short) == 1 and len(short[0]) > 2 and len(full) > 1:
        initials = "".join(word[0] for word in full if word not in {"of", "and", "&", "the"})
        return short[0].replace(".", "") == initials
    return False


def has_suffix(words: Sequence[str]) -> bool:
    """Whether the last word of a longer name, or its legal form, is one that organisations have.

    Examples
    --------
    >>> has_suffix(("Borkum", "Wind")), has_suffix(("Ines", "Carrow")), has_suffix(("Energy",))
    (True, False, False)
    """
    return len(words) > 1 and (words[-1].casefold() in SUFFIXES or words[0].casefold() in HEADS_WITH_OF)
