"""Which words of a text spell which company: exact code points, word by word, never by likeness."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from kg.extract.lexicon import BRANDS, GIVEN_NAMES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.companies import Companies
    from kg.model import Company

_ALPHABETS = frozenset(
    {"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC", "FULLWIDTH", "MATHEMATICAL"}
)
_BEFORE = r"(?<!\w)(?<!\bnon-)(?<!\bex-)(?<!\banti-)(?<!\bNon-)(?<!\bEx-)(?<!\bAnti-)"
_AFTER = r"(?!\w)(?!-(?:like|style|esque|free)\b)"
_NAME_GOES_ON = re.compile(r" [A-Z]")
_JOINED = re.compile(r"-([A-Z]\w+)")
_WORD_BEFORE = re.compile(r"\b([A-Z]\w+) $")
_COMMON = frozenset(
    "the bank department first general global group ministry national new public state united university".split()
)
_LEGAL = frozenset(
    "ag asa co company corp corporation group holding holdings inc limited llc ltd nv plc sa se".split()
)


class Span(NamedTuple):
    """Where something stands, in code points."""

    start: int
    end: int

    def within(self, start: int, end: int) -> bool:
        """Whether the span lies between two offsets."""
        return start <= self.start and self.end <= end


def look_alike(name: str) -> bool:
    r"""Whether a name mixes alphabets within one word or holds invisible characters, as forged names do.

    Examples
    --------
    >>> look_alike("Oracle"), look_alike("Or\N{CYRILLIC SMALL LETTER A}cle"), look_alike("Ora\u200bcle")
    (False, True, True)
    """
    if any(unicodedata.category(character) == "Cf" for character in name):
        return True
    for word in name.split():
        alphabets = {unicodedata.name(letter, "").split(" ")[0] for letter in word if letter.isalpha()}
        if len(alphabets & _ALPHABETS) > 1:
            return True
    return False


class Names:
    """The companies that a text spells, and where.

    Parameters
    ----------
    text
        The document's text.
    known
        The registry: a company is spelled by its name, its aliases, and those of its divisions.
    others
        Further names in use for this document; a name inside a longer one of them ("Nio" in "Nio Energy") is not
        spelled there.

    Notes
    -----
    A short form, the leading words of a name, counts where the text also spells the whole name and no other known
    name begins with it. Each company costs one pass over the text, once.

    Examples
    --------
    >>> from kg.companies import companies
    >>> names = Names("Palisade Software wins. Palisade grows. Oracles fail.", companies(), ())
    >>> names.spans("Palisade Software"), names.spans("Oracle")
    ([Span(start=0, end=17), Span(start=24, end=32)], [])
    """

    def __init__(self, text: str, known: Companies, others: Iterable[str]) -> None:
        self._text = text
        self._known = known
        self._registered = known.names()
        self._names = {*self._registered, *others}
        self._words = set(re.findall(r"[\w-]*\w", text))
        self._found: dict[str, list[Span]] = {}

    def spans(self, name: str) -> list[Span]:
        """Return where the text spells a company, an outlet or a person, in order."""
        if name not in self._found:
            self._found[name] = [] if look_alike(name) else self._search(name)
        return self._found[name]

    def within(self, name: str, start: int, end: int) -> bool:
        """Whether the text spells the name between two offsets."""
        spans = self.spans(name)
        at = bisect_left(spans, (start, start))
        return at < len(spans) and spans[at].end <= end

    def spelled(self, start: int, end: int) -> list[str]:
        """Return every known name that the text spells between two offsets."""
        words = self._text[start:end]
        return sorted(name for name in self._names if name in words and self.within(name, start, end))

    def same(self, name: str, other: str) -> bool:
        """Whether two names mean one company of the registry, or are one name."""
        folded = self._known.canonical(name)
        return name == other or (folded is not None and folded == self._known.canonical(other))

    def _search(self, name: str) -> list[Span]:
        entry = self._registered.get(name)
        whole = {name} if entry is None else set(_forms(entry, self._known))
        whole |= self._brands(name)
        found = set(self._matches(whole | self._abbreviation(name), name))
        if found:
            short = {form for full in whole for form in self._short_forms(full, name)}
            found |= {
                span for span in self._matches(short, name) if not _NAME_GOES_ON.match(self._text, span.end)
            }
        return sorted(found)

    def _brands(self, name: str) -> set[str]:
        """Return the well-known products and brands of a company as the text writes them."""
        brands = {brand for brand, owner in BRANDS.items() if self.same(owner.replace("_", " "), name)}
        return {word for word in self._words if word.casefold() in brands and not word.islower()}

    def _abbreviation(self, name: str) -> set[str]:
        """Return the letters that the text itself gives in brackets behind the name."""
        match = re.search(rf"{re.escape(name)} \(([A-Z][A-Z&]{{1,7}})\)", self._text)
        return {match[1]} if match else set()

    def _short_forms(self, full: str, name: str) -> Iterator[str]:
        words = full.split()
        for count in range(1, len(words)):
            form = " ".join(words[:count])
            following = words[count]
            if not words[0][0].isupper() or not (following[0].isupper() or following.casefold() in _LEGAL):
                continue
            if form.casefold() in _COMMON or (len(form) < 3 and not form.isupper()):
                continue
            if not any(
                other.startswith(f"{form} ") or other == form
                for other in self._names
                if not self.same(name, other)
            ):
                yield form

    def _matches(self, forms: set[str], name: str) -> Iterator[Span]:
        if not forms:
            return
        alternatives = sorted(
            {variant for form in forms for variant in _variants(form)}, key=len, reverse=True
        )
        pattern = re.compile(_BEFORE + "(?:" + "|".join(map(_spelling, alternatives)) + ")" + _AFTER)
        covered = self._covered(alternatives, name)
        for match in pattern.finditer(self._text):
            if not self._surname(match) and not any(
                start <= match.start() and match.end() <= end for start, end in covered
            ):
                yield Span(*match.span())

    def _surname(self, match: re.Match[str]) -> bool:
        """Whether a match is a person's last name, or half of one: "Marguerite Dell", "Nokia-Hansen"."""
        joined = _JOINED.match(self._text, match.end())
        if joined is not None and not any(name.startswith(joined[1]) for name in self._names):
            return True
        given = _WORD_BEFORE.search(self._text, max(0, match.start() - 20), match.start())
        return given is not None and " " not in match[0] and given[1].casefold() in GIVEN_NAMES

    def _covered(self, forms: list[str], name: str) -> list[tuple[int, int]]:
        """Return where longer names of others stand that hold one of the forms."""
        longer = {
            other
            for other in self._names
            for form in forms
            if len(other) > len(form) and f" {form} " in f" {other} " and not self.same(name, other)
        }
        if not longer:
            return []
        pattern = re.compile(
            _BEFORE + "(?:" + "|".join(map(re.escape, sorted(longer, key=len, reverse=True))) + r")(?!\w)"
        )
        return [match.span() for match in pattern.finditer(self._text)]


def _forms(company: Company, known: Companies) -> Iterator[str]:
    yield company.name
    yield from company.aliases
    for other in known:
        if other.division and other.owner == company.name:
            yield from _forms(other, known)


def _variants(form: str) -> Iterator[str]:
    """Yield a name as written, in capitals, and a name of capitals as a word ("NVIDIA", "Nvidia")."""
    yield form
    if len(form) > 3:
        yield form.upper()
        if form.isupper() and form.isalpha():
            yield form.capitalize()


def _spelling(form: str) -> str:
    bare = form.removeprefix("The ")
    if bare == form:
        return re.escape(form)
    return rf"(?:[Tt]he ){'?' if ' ' in bare else ''}{re.escape(bare)}"
