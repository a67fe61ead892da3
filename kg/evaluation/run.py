"""Run an extractor over labelled texts and score what it finds."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.evaluation.causes import Error, by_document, errors
from kg.evaluation.naming import Naming
from kg.evaluation.scoring import Evaluation, evaluate
from kg.model import Extraction

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from kg.model import Claim, Document


class Report(NamedTuple):
    """How an extractor did on labelled texts: scores, claims whose evidence is not in the text, and every error."""

    evaluation: Evaluation
    documents: int
    bad_evidence: int
    errors: tuple[Error, ...]

    def causes(self) -> dict[str, int]:
        """Return how many errors have each cause, the most frequent first.

        Slots are counted by slot.
        """
        counts = Counter(f"{error.kind}: {error.cause}" for error in self.errors)
        return dict(counts.most_common())

    def to_dict(self) -> dict[str, Any]:
        """Return the report for a program."""
        told = [error._asdict() | {"link": list(error.link)} for error in self.errors]
        return {
            **self.evaluation.to_dict(),
            "documents": self.documents,
            "bad_evidence": self.bad_evidence,
            "causes": self.causes(),
            "errors": told,
        }


def run(
    documents: Iterable[Document],
    gold: Sequence[Claim],
    extractor: Callable[[Document], Extraction],
    naming: Naming | None = None,
) -> Report:
    """Extract every document and compare what was found with gold.

    Parameters
    ----------
    documents
        The labelled documents, those without a deal among them.
    gold
        What they say.
    extractor
        Any function from a document to its extraction, such as :func:`kg.extract_claims`.
    naming
        When two names are one; by default without aliases.

    Notes
    -----
    Claims of documents that are not given count as missed. Documents are read one at a time.

    Examples
    --------
    >>> from kg.documents import document_from_text
    >>> from kg.model import Claim, Evidence
    >>> document = document_from_text("Acme buys its chips from Bolt.", "news")
    >>> claim = Claim(
    ...     doc="news",
    ...     type="contract",
    ...     roles={"customer": ("Acme",), "provider": ("Bolt",)},
    ...     evidence=(Evidence.of(document.text, 0, 29),),
    ... )
    >>> report = run([document], [claim], lambda document: Extraction(document=document))
    >>> report.evaluation.relation.recall, report.causes()
    (0.0, {'missed: nothing ties the parties': 1})
    """
    naming = naming or Naming()
    told = by_document(gold)
    found: list[Claim] = []
    wrong: list[Error] = []
    count = bad = 0
    for document in documents:
        extraction = extractor(document)
        found += extraction.claims
        wrong += errors(told.get(document.id, ()), extraction, naming)
        bad += sum(not _grounded(claim, document) for claim in extraction.claims)
        count += 1
    return Report(evaluate(gold, found, naming), count, bad, tuple(wrong))


def given(claims: Iterable[Claim]) -> Callable[[Document], Extraction]:
    """Return an extractor that finds what was found before, elsewhere; nothing of it is verified."""
    found = by_document(claims)
    return lambda document: Extraction(document=document, claims=tuple(found.get(document.id, ())))


def _grounded(claim: Claim, document: Document) -> bool:
    quotes = claim.evidence
    return bool(quotes) and all(document.text[quote.start : quote.end] == quote.quote for quote in quotes)
