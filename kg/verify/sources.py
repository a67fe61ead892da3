"""The third check: the text itself names the claimed source as one that speaks, near the evidence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.extract.asides import speaking
from kg.extract.attribution import outlet, source_of
from kg.extract.roles import agent
from kg.verify.names import Span, look_alike

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.model import Claim, Evidence, Remark
    from kg.verify.reading import Reading

_SAYS = re.compile(
    r"\b(?:accord\w*|account\w*|admi\w+|announc\w+|answer\w*|argu\w+|ask\w*|believ\w+|blog|cit(?:es?|ed|ing)|claim\w*|comment\w*|"
    r"conced\w+|confirm\w*|declar\w+|denia\w*|den(?:y|ies|ied|ying)|describ\w+|disclos\w+|dismiss\w*|estimat\w+|expect\w*|explain\w*|"
    r"fil(?:ed|ing)s?|forecast\w*|identif\w+|insist\w*|interview\w*|investigat\w+|learn\w*|mention\w*|not(?:e[sd]?|ing)|notices?|predict\w*|"
    r"press|publish\w*|put|quip\w*|quot\w+|read|record\w*|refut\w+|releases?|report\w*|reveal\w*|sa(?:y|ys|id|ying)|spoke\w*|stat(?:e[sd]?|ing|ements?)|"
    r"stor(?:y|ies)|suggest\w*|tell\w*|told|tweet\w*|unveil\w*|valu(?:e[sd]?|ing)|warn\w*|wr(?:ites?|ote|iting|itten))\b"
)


def unsourced(candidate: Claim | Remark, reading: Reading) -> Iterator[str]:
    """Yield which claimed source the text does not name, not near the evidence, or not as one that says anything."""
    for name in candidate.attributed_to:
        spans = [] if look_alike(name) else _spoken_of(name, reading)
        if not spans:
            yield f"attributed_to: the text does not name {name!r}"
            continue
        near = spans if _is_person(name, reading) else list(_near(spans, candidate, reading))
        explained = any(antecedent.company == name for antecedent in candidate.antecedents)
        if not near and not explained:
            yield f"attributed_to: the text names {name!r} only far from the evidence"
        elif not explained and not _speaks(name, near, reading):
            yield f"attributed_to: the text names {name!r}, but not as one who says something"
    if candidate.attributed_to:
        yield from _otherwise(candidate, reading)


def _otherwise(candidate: Claim | Remark, reading: Reading) -> Iterator[str]:
    """Yield that the quoted words have sources, and none of them is a claimed one."""
    told = {name for quote in candidate.evidence for name in _sources(quote, reading)}
    if told and not any(
        reading.same_source(name, other) for name in candidate.attributed_to for other in told
    ):
        yield f"attributed_to: the claim says {', '.join(candidate.attributed_to)}, the text says {', '.join(sorted(told))}"


def _sources(quote: Evidence, reading: Reading) -> Iterator[str]:
    """Yield whom the text gives as the source of a quote's main words."""
    span = reading.frames.doc.char_span(quote.start, quote.end, alignment_mode="contract")
    if span is not None:
        source = source_of(span.root, reading.frames.mentions)
        if source is not None:
            yield from source.names


def _speaks(name: str, spans: Iterable[Span], reading: Reading) -> bool:
    """Whether a sentence lets the name speak: as the subject of a word of saying for a company, beside one for an outlet.

    A person may speak anywhere in the paragraph.
    """
    if outlet(name) is None and not _is_person(name, reading):
        return any(_says(name, reading.sentence(span.start), reading) for span in spans)
    person = _is_person(name, reading)
    around = (reading.paragraph(span.start) if person else reading.sentence(span.start) for span in spans)
    return any(_SAYS.search(reading.text, start, end) for start, end in around)


def _says(company: str, sentence: Span, reading: Reading) -> bool:
    """Whether a company, or who speaks for it, is the subject of a word of saying in a sentence."""
    for word in reading.words(*sentence):
        if not _SAYS.fullmatch(word.text):
            continue
        heads = [agent(word)] if word.pos_ == "VERB" else [*word.children] if word.pos_ == "NOUN" else []
        heads += [grand for child in word.children if child.dep_ == "prep" for grand in child.children]
        for head in heads:
            if head is not None and any(
                reading.means(company, filler) for filler in speaking(head, reading.frames.mentions)
            ):
                return True
    return False


def _spoken_of(name: str, reading: Reading) -> list[Span]:
    """Return where the text names a source: by its whole name, and a person by the last name as well."""
    spans = reading.names.spans(name)
    words = name.split()
    if spans and len(words) > 1 and _is_person(name, reading):
        spans = [*spans, *reading.names.spans(words[-1])]
    return sorted(spans)


def _is_person(name: str, reading: Reading) -> bool:
    """Whether a source may be a person: several words that are no company's and no outlet's name."""
    return " " in name and outlet(name) is None and reading.known.find(name) is None


def _near(spans: Iterable[Span], candidate: Claim | Remark, reading: Reading) -> Iterator[Span]:
    """Yield the spans in a paragraph of the evidence or in the one before it."""
    for quote in candidate.evidence:
        end = reading.paragraph(quote.end).end
        start = reading.paragraph(max(0, reading.paragraph(quote.start).start - 1)).start
        yield from (span for span in spans if span.within(start, end))
