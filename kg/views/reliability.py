"""How the claims of each source fared: what stood, what was outranked, contested or denied, and what nobody else tells.

A source is who published a document. What it alone tells stands unopposed, which says nothing about the source: so only claims
about deals of which others tell too count as tested, and a share is given for none that was tested less than five times.
"""

from __future__ import annotations

from enum import StrEnum
from math import sqrt
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.model import Status, Verdict
from kg.questions.footnotes import Sources
from kg.questions.words import claim_in_words
from kg.views.page import View
from kg.views.records import claim_record, document_record
from kg.views.template import SOURCES, html_page

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import networkx as nx

    from kg.model import Assessment, Claim

TITLE = "How sources fared"
ENOUGH = 5
"""The least number of tested claims of which a share is told."""
MOST = 100
"""The most sources that a page lists."""
_CLAIMS = 30  # the most claims that a page shows of one source


class Fate(StrEnum):
    """What became of a claim under the policy."""

    STOOD = "stood"
    OUTRANKED = "outranked"
    CONTESTED = "contested"
    DENIED = "denied"
    ALONE = "alone"
    NO_FACT = "no fact"


TESTED = (Fate.STOOD, Fate.OUTRANKED, Fate.CONTESTED, Fate.DENIED)
"""The fates of claims about deals of which another source tells too."""


class Record(NamedTuple):
    """The claims of one source, by what became of them."""

    source: str
    claims: dict[Fate, list[str]]

    @property
    def tested(self) -> int:
        """How many claims are about deals of which another source tells too."""
        return sum(len(self.claims.get(fate, ())) for fate in TESTED)

    @property
    def share(self) -> tuple[float, float] | None:
        """Between which shares of its tested claims stand, at 95 %; None where too few were tested."""
        if self.tested < ENOUGH:
            return None
        return interval(len(self.claims.get(Fate.STOOD, ())), self.tested)


def records(network: nx.MultiDiGraph[str], verdicts: Mapping[str, Assessment]) -> list[Record]:
    """Return the record of each source, the most tested first.

    Notes
    -----
    Linear in the claims. A claim that is disputed where a party denies the deal counts as denied; what is told as a plan, a
    rumour or a denial, and what the policy does not hear, is no fact and no test.

    Examples
    --------
    >>> from kg.model import Assessment
    >>> from kg.questions.sample import sample_network
    >>> network = sample_network("Acme uses Bolt", "Acme uses Crux (planned)")
    >>> verdicts = dict(zip(network.graph["claims"], [Verdict.ACCEPTED, Verdict.INELIGIBLE]))
    >>> told = {key: Assessment(claim=key, verdict=each, reason="…") for key, each in verdicts.items()}
    >>> [
    ...     (each.source, {str(fate): len(keys) for fate, keys in each.claims.items()})
    ...     for each in records(network, told)
    ... ]
    [('Sample', {'alone': 1, 'no fact': 1})]
    """
    sources = Sources.of(network)
    about = {tie["deal"].id: tie["deal"] for _, _, tie in network.edges(data=True)}
    found: dict[str, dict[Fate, list[str]]] = {}
    for _, deal in sorted(about.items()):
        told = [sources.claims[key] for key in deal.claims if key in sources.claims]
        publishers = {_publisher(claim, sources) for claim in told}
        denied = any(claim.status is Status.DENIED for claim in told)
        for claim in told:
            if claim.id in verdicts:
                fate = _fate(verdicts[claim.id].verdict, alone=len(publishers) == 1, denied=denied)
                fates = found.setdefault(_publisher(claim, sources), {})
                fates.setdefault(fate, []).append(claim.id)
    made = [Record(source, fates) for source, fates in found.items()]
    return sorted(made, key=lambda each: (-each.tested, -sum(map(len, each.claims.values())), each.source))


def interval(hits: int, trials: int) -> tuple[float, float]:
    """Return the 95 % interval of a share (Wilson 1927), which stays honest where trials are few.

    Examples
    --------
    >>> [round(end, 2) for end in interval(5, 5)], [round(end, 2) for end in interval(50, 100)]
    ([0.57, 1.0], [0.4, 0.6])
    """
    z, share = 1.96, hits / trials
    middle = (hits + z * z / 2) / (trials + z * z)
    half = z / (trials + z * z) * sqrt(hits * (trials - hits) / trials + z * z / 4)
    # At the ends of the scale rounding would leave the share itself outside.
    return min(max(middle - half, 0.0), share), max(min(middle + half, 1.0), share)


def reliability_view(
    network: nx.MultiDiGraph[str], verdicts: Iterable[Assessment], site: dict[str, Any] | None = None
) -> View:
    """Return the records of all sources as a page: a bar for each, its numbers, and its claims with their verdicts.

    Parameters
    ----------
    network
        The network whose claims are counted.
    verdicts
        The policy's verdicts on them.
    site
        What the page of a server needs beside.

    Examples
    --------
    >>> from kg.questions.sample import sample_network
    >>> reliability_view(sample_network("Acme uses Bolt"), []).title
    'How sources fared'
    """
    by_claim = {verdict.claim: verdict for verdict in verdicts}
    sources = Sources.of(network)
    every = records(network, by_claim)
    listed = [_listed(record) for record in every[:MOST]]
    shown = {key for each in listed for keys in each["shown"].values() for key in keys}
    claims = {key: sources.claims[key] for key in sorted(shown)}
    data = {
        "site": site,
        "sources": listed,
        "of": len(every),
        "enough": ENOUGH,
        "claims": {
            key: {"words": claim_in_words(claim), **claim_record(claim, sources, by_claim.get(key))}
            for key, claim in claims.items()
        },
        "documents": {claim.doc: document_record(sources.document(claim)) for claim in claims.values()},
    }
    return View(TITLE, html_page(TITLE, data, SOURCES))


def _listed(record: Record) -> dict[str, Any]:
    """Return a record for the page: its counts, and the first claims of each fate."""
    room, shown = _CLAIMS, {}
    for fate in reversed(TESTED):
        shown[str(fate)] = record.claims.get(fate, [])[:room]
        room -= len(shown[fate])
    for fate in (Fate.ALONE, Fate.NO_FACT):
        shown[str(fate)] = record.claims.get(fate, [])[:room]
        room -= len(shown[fate])
    return {
        "name": record.source,
        "counts": {str(fate): len(record.claims.get(fate, ())) for fate in Fate},
        "tested": record.tested,
        "share": record.share and [round(end, 3) for end in record.share],
        "shown": {fate: keys for fate, keys in shown.items() if keys},
    }


def _publisher(claim: Claim, sources: Sources) -> str:
    document = sources.document(claim)
    return document.publisher or document.id


def _fate(verdict: Verdict, *, alone: bool, denied: bool) -> Fate:
    if verdict is Verdict.INELIGIBLE:
        return Fate.NO_FACT
    if verdict is Verdict.DISPUTED:
        return Fate.DENIED if denied else Fate.CONTESTED
    if verdict is Verdict.OUTRANKED:
        return Fate.OUTRANKED
    return Fate.ALONE if alone else Fate.STOOD
