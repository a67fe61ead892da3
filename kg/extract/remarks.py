"""What a text says beside deals: refusals, silence, strategies, unnamed clients, share moves, opinions and forecasts."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from kg.extract.attribution import source_of
from kg.extract.dates import find_dates
from kg.extract.market import share_moves, strategies, unnamed_deals
from kg.extract.outlook import forecasts, opinions
from kg.extract.silence import refusals, silences
from kg.model import Antecedent, Evidence, Remark, RemarkKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Doc, Span

    from kg.extract.asides import Aside
    from kg.extract.frames import Filler
    from kg.extract.mentions import Mentions
    from kg.model import Document

_dates = lru_cache(maxsize=2)(find_dates)  # once a document, not once a remark
_READERS = (refusals, silences, strategies, unnamed_deals, share_moves, opinions, forecasts)
_SAID = frozenset({RemarkKind.OPINION, RemarkKind.FORECAST})
_LABELS = ("caption", "correction", "credit", "illustration", "image", "photo", "picture")


def find_remarks(doc: Doc, document: Document, mentions: Mentions) -> list[Remark]:
    """Return the remarks of a parsed text, in its order, each kind of thing said of the same companies once.

    Parameters
    ----------
    doc
        The parse of the document's text.
    document
        The document; a share move's relative date is resolved against its date.
    mentions
        The companies in the text.

    Notes
    -----
    Linear in the text. Only named sources enter ``attributed_to``: "industry analysts" leaves it empty.
    """
    found: dict[object, Remark] = {}
    for sentence in doc.sents:
        if sentence.text.lstrip().casefold().startswith(_LABELS):
            continue
        for reader in _READERS:
            for aside in reader(sentence, mentions):
                remark = _remark(aside, sentence, document, mentions)
                told = remark.evidence if remark.kind in _SAID else None
                found.setdefault((remark.kind, remark.parties, remark.value, told), remark)
    return list(found.values())


def _remark(aside: Aside, sentence: Span, document: Document, mentions: Mentions) -> Remark:
    evidence = Evidence.of(document.text, *_trimmed(sentence))
    source = source_of(aside.word, mentions) if aside.kind in _SAID else None
    names = source.names if source is not None and source.names else aside.said_by
    return Remark(
        doc=document.id,
        kind=aside.kind,
        parties=tuple(dict.fromkeys(filler.company for filler in aside.parties)),
        value=aside.value,
        attributed_to=names,
        date=_date(evidence, document) if aside.kind is RemarkKind.EVENT else None,
        evidence=(evidence,),
        antecedents=tuple(_antecedents(aside.parties, document.text)),
    )


def _date(evidence: Evidence, document: Document) -> str | None:
    """Return the first date that the sentence gives."""
    for date in _dates(document.text, document.date):
        if evidence.start <= date.start and date.end <= evidence.end and date.value is not None:
            return date.value
    return None


def _trimmed(sentence: Span) -> tuple[int, int]:
    body = sentence.text
    start = sentence.start_char + len(body) - len(body.lstrip())
    return start, start + len(body.strip())


def _antecedents(fillers: Iterable[Filler], text: str) -> Iterator[Antecedent]:
    """Explain each party that the sentence means without spelling it."""
    for filler in fillers:
        mention = filler.mention
        if mention is None or not mention.antecedents:
            continue
        names = dict(zip(mention.companies, mention.antecedents, strict=True))[filler.company]
        if names is not None:
            means = Evidence.of(text, mention.start, mention.end)
            yield Antecedent(company=filler.company, mention=means, names=Evidence.of(text, *names))
