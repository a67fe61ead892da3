"""Footnotes: what a claim or remark says word for word, and who published it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.model import Claim, Document, Remark
from kg.questions.words import listed, spaced

if TYPE_CHECKING:
    from collections.abc import Mapping

    import networkx as nx


@dataclass(frozen=True)
class Footnote:
    """The evidence of one claim or remark: quotes verbatim, or for a curated claim a summary and its link."""

    id: str
    kind: str
    quotes: tuple[str, ...]
    summary: str | None
    publisher: str
    date: str | None
    date_inferred: bool
    status: str | None
    attributed_to: tuple[str, ...]
    link: str | None

    @property
    def words(self) -> str:
        """The quotes, an ellipsis between them, or the summary of a curated claim, which is marked as such."""
        if self.quotes:
            return " … ".join(f"“{quote}”" for quote in self.quotes)
        return f"(curated summary, no verified quote) {self.summary}"

    @property
    def origin(self) -> str:
        """Who published it, when, as what, and who is named as the source."""
        date = f"{self.date} (inferred)" if self.date and self.date_inferred else self.date
        parts = [self.publisher, date or "undated", spaced(self.kind), self.status]
        parts += [f"attributed to {listed(self.attributed_to)}"] if self.attributed_to else []
        return ", ".join(part for part in parts if part)

    def __str__(self) -> str:
        return f"{self.words} — {self.origin}{f', {self.link}' if self.link else ''}"


@dataclass(frozen=True)
class Sources:
    """The claims, remarks and documents that an answer may quote."""

    claims: Mapping[str, Claim]
    remarks: Mapping[str, Remark]
    documents: Mapping[str, Document]

    @classmethod
    def of(cls, network: nx.MultiDiGraph[str]) -> Sources:
        """Return the sources that a network carries."""
        return cls(network.graph["claims"], network.graph["remarks"], network.graph["documents"])

    def footnote(self, key: str) -> Footnote:
        """Return the footnote for the claim or remark of this id."""
        said = self.claims.get(key) or self.remarks[key]
        document = self.document(said)
        claim = said if isinstance(said, Claim) else None
        return Footnote(
            id=key,
            kind=str(said.type if isinstance(said, Claim) else said.kind),
            quotes=tuple(evidence.quote for evidence in said.evidence),
            summary=claim.summary if claim else None,
            publisher=document.publisher or document.id,
            date=document.date,
            date_inferred=document.date_inferred,
            status=str(claim.status) if claim else None,
            attributed_to=said.attributed_to,
            link=document.source,
        )

    def document(self, said: Claim | Remark) -> Document:
        """Return the document that says it, by its bare id where the record is not held."""
        return self.documents.get(said.doc) or Document(id=said.doc)

    def voice(self, said: Claim | Remark) -> str:
        """Return who says it: whom the document names as its source beside its publisher, and who published it.

        Examples
        --------
        >>> roles = {"customer": ("A",), "provider": ("B",)}
        >>> told = ("Reuters", "the BBC")
        >>> claim = Claim(doc="d", type="usage", roles=roles, summary="…", attributed_to=told)
        >>> Sources({}, {}, {"d": Document(id="d", publisher="Reuters")}).voice(claim)
        'the BBC, in Reuters'
        """
        document = self.document(said)
        publisher = document.publisher or document.id
        others = [name for name in said.attributed_to if name != publisher]
        return f"{listed(others)}, in {publisher}" if others else publisher
