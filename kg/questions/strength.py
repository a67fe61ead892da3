"""How firmly the sources vouch for a tie, so that the weakest link of a chain can be named."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kg.model import Grade, Status
from kg.network import Holds
from kg.questions.words import listed, spaced

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.questions.footnotes import Sources
    from kg.questions.supply import Supply

_GRADES = tuple(reversed(Grade))


class Strength(NamedTuple):
    """What vouches for a tie, most weighty first; of two, the greater is the firmer.

    Whether it surely holds on the day asked about, whether a party announces it, whether a verified quote says it, how
    near the best document stands to it, and how many documents say it.
    """

    sure: bool
    announced: bool
    quoted: bool
    grade: int
    documents: int

    def __str__(self) -> str:
        words = [
            "announced" if self.announced else "only reported",
            "quoted" if self.quoted else "no verified quote",
            spaced(_GRADES[self.grade]),
            f"{self.documents} document{'' if self.documents == 1 else 's'}",
        ]
        return listed([*words, *([] if self.sure else ["unknown whether it holds on the day asked about"])])


def strength(ties: Iterable[Supply], sources: Sources) -> Strength:
    """Return the strength of parallel ties, that of the firmest.

    Examples
    --------
    >>> from kg.questions.footnotes import Sources
    >>> from kg.questions.sample import sample_network
    >>> from kg.questions.supply import supplies_of
    >>> network = sample_network("OpenAI uses Oracle (reported)", "OpenAI uses Oracle")
    >>> str(strength(supplies_of(network, "OpenAI", None), Sources.of(network)))
    'announced, quoted, unknown grade and 1 document'
    """
    return max(_strength(tie, sources) for tie in ties)


def _strength(tie: Supply, sources: Sources) -> Strength:
    claims = [sources.claims[key] for key in tie.claims if key in sources.claims]
    documents = {claim.doc: sources.document(claim) for claim in claims}
    return Strength(
        sure=tie.holds in {None, Holds.YES},
        announced=tie.status is Status.ANNOUNCED,
        quoted=any(not claim.curated for claim in claims),
        grade=max((_GRADES.index(document.grade) for document in documents.values()), default=0),
        documents=len(documents),
    )
