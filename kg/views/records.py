"""Deals, claims, remarks and documents as plain values for a page: what each says, in words, ready to be shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from kg.model import ROLES, Assessment, Claim, ClaimType, Deal, Document, Grade, Remark
from kg.network import project_node
from kg.questions.words import capacity_in_words, duration_in_words, in_words, listed, money_in_words, spaced
from kg.values import days
from kg.views.bars import bars
from kg.views.lines import amount_to_compare, family_of, standing_of
from kg.views.sentences import in_sentence

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.companies import Companies
    from kg.model import Antecedent, Evidence
    from kg.questions.answer import Answer
    from kg.questions.footnotes import Sources

Record = dict[str, Any]

_KINDS = {
    ClaimType.CONTRACT: "contract",
    ClaimType.USAGE: "use",
    ClaimType.PROJECT: "project",
    ClaimType.INVESTMENT: "investment",
    ClaimType.ACQUISITION: "acquisition",
    ClaimType.PARTNERSHIP: "partnership",
    ClaimType.EXCLUSIVITY_ENDED: "end of exclusivity",
    ClaimType.COMPETITION: "competition",
}
_GRADES = {
    Grade.PARTY_STATEMENT: "statement of a party",
    Grade.AGGREGATOR: "retelling",
    Grade.UNKNOWN: "grade unknown",
}


def deal_record(tie: Mapping[str, Any], sources: Sources, known: Companies) -> Record:
    """Return the deal of an edge: its title, standing and terms, the ids of its claims, and its row in the table."""
    deal: Deal = tie["deal"]
    standing = standing_of(deal)
    start, end = ends_of(deal, known)
    claims = [key for key in deal.claims if key in sources.claims]
    told = [sources.claims[key] for key in claims]
    voices = list(dict.fromkeys(map(sources.voice, told)))
    said_by = "; ".join(voices[:2]) + (f"; and {len(voices) - 2} more" if len(voices) > 2 else "")
    joint = "of" if deal.type is ClaimType.USAGE else "for"
    what = f"{_KINDS[deal.type]} {joint} {spaced(deal.product)}" if deal.product else _KINDS[deal.type]
    between = f" {'→' if family_of(deal).directed else '↔'} ".join(
        listed(names) for names in (start, end) if names
    )
    words = next((said for claim in told for said in _words(claim)), "")
    return {
        "id": deal.id,
        "title": what.capitalize(),
        "between": between,
        "family": str(family_of(deal)),
        "standing": str(standing),
        "fact": standing.sentence,
        "status": str(deal.status),
        "parties": [
            [spaced(role), list(deal.roles[role])] for role in ROLES[deal.type] if deal.roles.get(role)
        ],
        "terms": terms(deal),
        "claims": claims,
        "differ": differences(told),
        "validity": [day.isoformat() if day else None for day in tie["validity"]],
        "holds": str(tie["holds"] or ""),
        "when": {"signed": days(deal.signed).first.isoformat() if deal.signed else None},
        "product": spaced(deal.product) if deal.product else "",
        "grades": sorted({grade_in_words(sources.document(claim).grade) for claim in told}),
        "amount": amount_to_compare(deal),
        "row": {
            "between": _cell(between),
            "deal": _cell(what),
            "amount": _cell(money_in_words(deal.amount) if deal.amount else "", _size(deal)),
            "time": _cell(period(deal), _day(deal)),
            "standing": _cell(str(standing)),
            "told": _cell(str(deal.status)),
            "voices": _cell(said_by),
            "words": _cell(words),
        },
    }


def claim_record(claim: Claim, sources: Sources, verdict: Assessment | None) -> Record:
    """Return a claim: its quotes inside their sentences, who says it, its own terms, and the policy's verdict."""
    document = sources.document(claim)
    return {
        "quotes": quotes(claim.evidence, claim.antecedents, document),
        "summary": claim.summary,
        "doc": claim.doc,
        "status": str(claim.status),
        "attributed": attributed(claim, document),
        "terms": terms(claim),
        "confidence": claim.confidence,
        "verdict": str(verdict.verdict) if verdict else "",
        "reason": verdict.reason if verdict else "",
    }


def remark_record(remark: Remark, sources: Sources) -> Record:
    """Return a remark: its kind in words, its quotes, and who says it."""
    document = sources.document(remark)
    value = f": {spaced(remark.value)}" if remark.value else ""
    return {
        "title": f"{spaced(remark.kind)}{value}".capitalize(),
        "parties": list(remark.parties),
        "quotes": quotes(remark.evidence, remark.antecedents, document),
        "doc": remark.doc,
        "attributed": attributed(remark, document),
        "date": in_words(remark.date) if remark.date else "",
    }


def answer_record(answer: Answer[Any]) -> Record:
    """Return an answer: its question, verdict, and sentences as pieces with the claims and remarks that they cite."""
    told = [*(row.sentence() for row in answer.rows), *answer.notes]
    return {
        "verdict": str(answer.verdict or ""),
        "sentences": [[[phrase.text, list(phrase.cites)] for phrase in sentence] for sentence in told],
        "unknown": list(answer.unknown),
        "truncated": answer.truncated or "",
        "bars": bars(answer),
    }


def attributed(said: Claim | Remark, document: Document) -> str:
    """Return whom a document names as its source, beside itself; an empty string where it names nobody else."""
    others = [name for name in said.attributed_to if name != document.publisher]
    return listed(others) if others else ""


def document_record(document: Document) -> Record:
    """Return a document: title, publisher, date, grade, and its link if it is one a browser may follow."""
    inferred = " (inferred)" if document.date_inferred else ""
    return {
        "title": document.title or document.id,
        "publisher": document.publisher or document.id,
        "date": f"{in_words(document.date)}{inferred}" if document.date else "undated",
        "grade": grade_in_words(document.grade),
        "source": document.source or "",
        "link": web_link(document.source),
    }


def grade_in_words(grade: Grade) -> str:
    """Return how close a document stands to what it reports, in words.

    Examples
    --------
    >>> [grade_in_words(grade) for grade in (Grade.FILING, Grade.AGGREGATOR)]
    ['filing', 'retelling']
    """
    return _GRADES.get(grade) or spaced(grade)


def web_link(source: str | None) -> str:
    """Return a source as a link, an empty string where it is none that is safe to follow.

    Examples
    --------
    >>> web_link("https://example.org/a"), web_link("javascript:alert(1)"), web_link("AIbase, 2025")
    ('https://example.org/a', '', '')
    """
    try:
        parts = urlsplit(source or "")
    except ValueError:
        return ""
    return source or "" if parts.scheme in {"http", "https"} and parts.hostname else ""


def ends_of(deal: Deal, known: Companies) -> tuple[list[str], list[str]]:
    """Return who depends and on whom, as the table names them; the parties of a symmetric deal stand first."""
    roles = {role: list(deal.roles.get(role, ())) for role in ROLES[deal.type]}
    if deal.type is ClaimType.PROJECT:
        return list(dict.fromkeys(name for names in roles.values() for name in names)), [
            project_node(deal, known)
        ]
    first, *rest = roles.values()
    if not rest:
        return first[:1], first[1:]
    return first, rest[0]


def terms(told: Deal | Claim) -> list[list[str]]:
    """Return what is told of a deal beside its parties, as pairs of a name and words.

    Examples
    --------
    >>> claim = Claim(
    ...     doc="d",
    ...     type="usage",
    ...     roles={"customer": ("A",), "provider": ("B",)},
    ...     summary="…",
    ...     start="2024-summer",
    ... )
    >>> terms(claim)
    [['from', 'summer 2024']]
    """
    ended = told.type is ClaimType.EXCLUSIVITY_ENDED
    pairs = [
        ("name", told.name),
        ("amount", money_in_words(told.amount) if told.amount else None),
        ("capacity", capacity_in_words(told.capacity) if told.capacity else None),
        ("stake", f"{told.stake_percent:g}%" if told.stake_percent else None),
        ("signed", in_words(told.signed) if told.signed else None),
        ("from", in_words(told.start) if told.start else None),
        ("exclusive until" if ended else "until", in_words(told.end) if told.end else None),
        ("for", duration_in_words(told.duration) if told.duration else None),
    ]
    return [[name, words] for name, words in pairs if words]


def differences(claims: Sequence[Claim]) -> list[Record]:
    """Return the terms of which claims about one deal tell different values: each value with the claims that tell it.

    Examples
    --------
    >>> told = {"type": "usage", "roles": {"customer": ("A",), "provider": ("B",)}, "summary": "…"}
    >>> claims = [
    ...     Claim(doc=doc, start=start, **told)
    ...     for doc, start in (("d", "2024"), ("e", "2025"), ("f", "2025"))
    ... ]
    >>> [(each["name"], [words for words, _ in each["values"]]) for each in differences(claims)]
    [('from', ['2024', '2025'])]
    """
    values: dict[str, dict[str, list[str]]] = {}
    for claim in claims:
        for name, words in terms(claim):
            if name != "name":
                values.setdefault(name, {}).setdefault(words, []).append(claim.id)
    return [
        {"name": name, "values": [[words, sorted(ids)] for words, ids in sorted(told.items())]}
        for name, told in values.items()
        if len(told) > 1
    ]


def period(deal: Deal) -> str:
    """Return when a deal was signed and holds, in words."""
    return ", ".join(
        f"{name} {words}"
        for name, words in terms(deal)
        if name in {"signed", "from", "until", "exclusive until", "for"}
    )


def quotes(
    evidence: tuple[Evidence, ...], antecedents: tuple[Antecedent, ...], document: Document
) -> list[Record]:
    """Return quotes inside their sentences; what stands around one is empty where the text is not held or differs.

    ``meant`` explains a description in the quote by the company it means and the words that name it.
    """
    found = []
    for span in evidence:
        held = document.text[span.start : span.end] == span.quote
        around = in_sentence(document.text, span.start, span.end) if held else ("", span.quote, "")
        meant = [
            [told.mention.quote, told.company, told.names.quote]
            for told in antecedents
            if span.start <= told.mention.start and told.mention.end <= span.end
        ]
        found.append({"words": list(around), "meant": meant})
    return found


def _words(claim: Claim) -> list[str]:
    return [f"“{span.quote}”" for span in claim.evidence] or (
        [f"(no quote) {claim.summary}"] if claim.summary else []
    )


def _cell(text: str, key: float | str = "") -> Record:
    """Return a cell of the table; it sorts by ``key``, by its text where that is empty."""
    return {"text": text, "key": key if key != "" else text.casefold()}


def _size(deal: Deal) -> float:
    return float(deal.amount.value) if deal.amount else -1.0


def _day(deal: Deal) -> str:
    """Return the first day of a deal, for sorting; deals without dates come last."""
    told = [date for date in (deal.start, deal.signed, deal.end) if date]
    return days(told[0]).first.isoformat() if told else "9999"
