"""The gate: only what the document's own words carry becomes a claim.

Nothing here trusts a candidate, whoever made it (rules, a language model, a person). A claim passes if its quotes are
exact substrings of the document, if they name its parties (or a declared antecedent does), if the grammars read every
claimed value in them again, if its sources speak in the text, and if the sentences affirm, deny or end what the claim
says they do, in the claimed direction (by a frame that reads the tie, or by the trained part's judgement of the same
words). Comparison is by code points and never fuzzy: a quote that is nearly right is
wrong. What cannot be checked against words (``product``, ``confidence``) is free.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from kg.companies import companies
from kg.model import Claim, Extraction, Rejected
from kg.verify.polarity import contradicted
from kg.verify.quantities import misdated, misread
from kg.verify.reading import Reading
from kg.verify.remarks import miscalled
from kg.verify.sources import unsourced
from kg.verify.spans import inexact, scattered, unnamed, untitled
from kg.verify.ties import opposed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.model import Document, Remark


def verified(document: Document, claims: Sequence[Claim], remarks: Sequence[Remark]) -> Extraction:
    """Let through the candidates that the document carries, and give a reason for each of the others.

    Parameters
    ----------
    document
        The document with its text; relative dates count from ``document.date``.
    claims, remarks
        Candidates from any extractor.

    Returns
    -------
    Extraction
        ``claims`` and ``remarks`` in their order, and ``rejected`` with one sentence each that names the slot, what
        was claimed and what the text says.

    Notes
    -----
    Linear in the text and in the candidates. The text is parsed once where a direction or a negation must be read; the
    extractor's own parse is used where it is at hand. Everything else takes about a millisecond a claim.

    Examples
    --------
    >>> from kg.model import Document, Evidence
    >>> text = "Acme agreed to buy chips worth $5 million from Bolt."
    >>> told = dict(doc="news", type="contract", roles={"customer": ("Acme",), "provider": ("Bolt",)})
    >>> claim = Claim(
    ...     **told, amount={"value": 6_000_000, "currency": "USD"}, evidence=(Evidence.of(text, 0, 52),)
    ... )
    >>> [rejected] = verified(Document(id="news", text=text), [claim], []).rejected
    >>> rejected.reason
    'amount: the claim says exactly USD 6,000,000, the evidence says exactly USD 5,000,000'
    """
    candidates: list[Claim | Remark] = [*claims, *remarks]
    reading = Reading(document, companies(), {name for candidate in candidates for name in candidate.parties})
    passed: list[Claim | Remark] = []
    rejected: list[Rejected] = []
    for candidate in candidates:
        reason = next(_refusals(candidate, reading), None)
        if reason is None:
            passed.append(candidate)
        else:
            rejected.append(Rejected(claim=candidate, reason=reason))
    return Extraction(
        document=document,
        claims=tuple(candidate for candidate in passed if isinstance(candidate, Claim)),
        remarks=tuple(candidate for candidate in passed if not isinstance(candidate, Claim)),
        rejected=tuple(rejected),
    )


def _refusals(candidate: Claim | Remark, reading: Reading) -> Iterator[str]:
    """Yield the reasons against a candidate, the cheapest checks first; none is looked for after the first."""
    yield from chain(inexact(candidate, reading), unnamed(candidate, reading), scattered(candidate, reading))
    if isinstance(candidate, Claim):
        yield from untitled(candidate, reading)
        yield from misread(candidate, reading)
        yield from unsourced(candidate, reading)
        yield from contradicted(candidate, reading)
        yield from opposed(candidate, reading)
    else:
        yield from misdated(candidate, reading)
        yield from unsourced(candidate, reading)
        yield from miscalled(candidate, reading)
