"""A document read again for its verification: sentences, quantities, dates and names, each once and only when asked."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cached_property
from typing import TYPE_CHECKING

from kg.extract.dates import find_dates
from kg.extract.money import find_capacity, find_money, find_percent
from kg.extract.rules import read, ties
from kg.extract.slots import find_values
from kg.extract.tellings import gather
from kg.extract.tense import in_tense
from kg.verify.names import Names, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.companies import Companies
    from kg.extract.dates import DateMention
    from kg.extract.frames import Filler
    from kg.extract.learned.judged import Scored
    from kg.extract.money import CapacityMention, MoneyMention, PercentMention
    from kg.extract.rules import FrameReading
    from kg.extract.tellings import Telling
    from kg.extract.words import Words
    from kg.model import Antecedent, Claim, Document, Evidence, Remark

_ABBREVIATIONS = frozenset(
    "approx bn bros co corp dr e.g etc gen gov i.e inc jr ltd messrs mr mrs ms no nos prof rep sen sr st vs "
    "jan feb mar apr jun jul aug sept sep oct nov dec mon tue tues wed thu thurs fri sat sun".split()
)
_STOP = re.compile(
    r"\n+|(?<=[.!?])[\"\u201d\u2019)\]]*\s+(?=[\"\u201c\u2018(\[]*[A-Z0-9\u4e00-\u9fff$\u20ac\u00a3])"
)
_LAST_WORD = re.compile(r"(\S+?)\.[\"\u201d\u2019)\]]*$")


class Reading:
    """What the gate knows of a document, found at first need and kept for all of its candidates.

    Parameters
    ----------
    document
        The document whose text decides.
    known
        The registry of companies.
    others
        Names that the candidates use beside the registry's.
    """

    def __init__(self, document: Document, known: Companies, others: Iterable[str] = ()) -> None:
        self.document = document
        self.text = document.text
        self.known = known
        self.names = Names(document.text, known, others)
        self._aliases: dict[str, frozenset[str]] = {}

    @cached_property
    def money(self) -> Sequence[MoneyMention]:
        """Every amount of the text."""
        return find_money(self.text)

    @cached_property
    def capacities(self) -> Sequence[CapacityMention]:
        """Every capacity of the text."""
        return find_capacity(self.text)

    @cached_property
    def percentages(self) -> Sequence[PercentMention]:
        """Every percentage of the text."""
        return find_percent(self.text)

    @cached_property
    def dates(self) -> Sequence[DateMention]:
        """Every date and duration of the text, relative ones resolved against the document's date and by the tense."""
        return [self._in_tense(date) for date in find_dates(self.text, self.document.date)]

    def words(self, start: int, end: int) -> Words:
        """Return the parsed words between two offsets, and any that the offsets cut."""
        found = self.frames.doc.char_span(start, end, alignment_mode="expand")
        if found is None:
            raise ValueError(f"no words stand between {start} and {end}")
        return found

    def _in_tense(self, date: DateMention) -> DateMention:
        if len(date.readings) < 2:
            return date
        return in_tense(date, self.words(date.start, date.end).root)

    @cached_property
    def frames(self) -> FrameReading:
        """The document as the frames read it: its parse, its companies and its ties."""
        return read(self.document, self.known)

    @cached_property
    def tellings(self) -> list[Telling]:
        """What the frames' ties tell, with the amounts and dates that belong to each."""
        doc, mentions, drafts = self.frames.doc, self.frames.mentions, self.frames.drafts
        return gather(drafts, doc, mentions, find_values(doc, self.document), self.document.date)

    @cached_property
    def likely(self) -> list[Scored]:
        """Every tie between two names of the text, with the probability that the trained part gives it."""
        return ties(self.document, self.known)

    @cached_property
    def _meanings(self) -> dict[str, list[Span]]:
        """Where each company of the frames' reading is named, described or pointed to."""
        found: dict[str, list[Span]] = {}
        for mention in self.frames.mentions:
            for company in mention.companies:
                found.setdefault(company, []).append(Span(mention.start, mention.end))
        return found

    @cached_property
    def _places(self) -> list[int]:
        """Where the frames' reading tells of a company, in order."""
        return sorted({span.start for spans in self._meanings.values() for span in spans})

    def _read_as(self, party: str) -> frozenset[str]:
        """Return under which names the frames read a party."""
        if party not in self._aliases:
            spelled = self.names.spans(party)
            named = self.frames.mentions.spans
            self._aliases[party] = frozenset({party, self.canonical(party)}).union(
                company
                for company, spans in named.items()
                if any(start < span.end and span.start < end for start, end in spans for span in spelled)
            )
        return self._aliases[party]

    def meant(self, party: str) -> list[Span]:
        """Return where the text names, describes or points to a party, as the names and the frames have it."""
        read_as = (self._meanings.get(company, ()) for company in self._read_as(party))
        return sorted({*self.names.spans(party), *(span for spans in read_as for span in spans)})

    def means(self, party: str, filler: Filler) -> bool:
        """Whether what fills a frame's slot is a party, or a named part of it."""
        return filler.company in self._read_as(party) or (filler.mention is None and party in filler.company)

    @cached_property
    def _starts(self) -> list[int]:
        """Where each sentence starts."""
        starts = [0]
        for stop in _STOP.finditer(self.text):
            word = _LAST_WORD.search(self.text, max(0, stop.start() - 20), stop.start())
            abbreviated = word is not None and _abbreviates(word[1])
            if "\n" in stop[0] or not abbreviated:
                starts.append(stop.end())
        return starts

    def paragraph(self, offset: int) -> Span:
        """Return the paragraph around an offset: what stands between empty lines, or else between line ends."""
        start = self.text.rfind("\n\n", 0, offset) + 2
        end = self.text.find("\n\n", offset)
        return Span(max(0, start if start > 1 else 0), len(self.text) if end < 0 else end)

    def same_source(self, name: str, other: str) -> bool:
        """Whether two sources are one: the same name, outlet or company, or a person by the last name."""
        return (
            self.names.same(name, other)
            or name in self._read_as(other)
            or other in self._read_as(name)
            or name.endswith(other.rsplit(maxsplit=1)[-1])
            or other.endswith(name.rsplit(maxsplit=1)[-1])
        )

    def sentence(self, offset: int) -> Span:
        """Return the sentence around an offset."""
        at = bisect_right(self._starts, offset)
        end = self._starts[at] if at < len(self._starts) else len(self.text)
        return Span(self._starts[at - 1], end)

    def sentences(self, start: int, end: int) -> list[Span]:
        """Return the sentences that a span touches, in order."""
        found = [self.sentence(start)]
        while found[-1].end < end:
            found.append(self.sentence(found[-1].end))
        return found

    def around(self, candidate: Claim | Remark) -> list[Span]:
        """Return the sentences that a candidate's evidence touches, each once, in order."""
        return sorted(
            {span for quote in candidate.evidence for span in self.sentences(quote.start, quote.end)}
        )

    def canonical(self, name: str) -> str:
        """Return the name under which the registry holds a company, or the name itself."""
        return self.known.canonical(name) or name

    def told_about(self, offset: int) -> list[Span]:
        """Return the sentence around an offset, or where it tells of no company those next to it that do."""
        span = self.sentence(offset)
        at = bisect_left(self._places, span.end)
        if at and self._places[at - 1] >= span.start:
            return [span]
        return [self.sentence(place) for place in self._places[max(0, at - 1) : at + 1]]

    def names_within(self, company: str, start: int, end: int, antecedents: Iterable[Antecedent]) -> bool:
        """Whether a company is spelled between two offsets, or explained there by an antecedent."""
        if self.names.within(company, start, end):
            return True
        return any(
            antecedent.company == company
            and start <= antecedent.mention.start
            and antecedent.mention.end <= end
            for antecedent in antecedents
        )


def inside(span: Span | Evidence, quotes: Iterable[Evidence]) -> bool:
    """Whether a span lies within one of the quotes."""
    return any(quote.start <= span.start and span.end <= quote.end for quote in quotes)


def _abbreviates(word: str) -> bool:
    """Whether a full stop behind the word ends no sentence: initials, "Inc.", "U.S."."""
    return word.casefold() in _ABBREVIATIONS or bool(re.fullmatch(r"(?:[A-Z]\.)*[A-Z]", word))
