"""Who says what about a company, or about two."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.model import Claim, Remark
from kg.questions.answer import Answer, Phrase, Row, Sentence
from kg.questions.asking import company_node, silence
from kg.questions.scope import Asked, Scope, asked
from kg.questions.words import claim_in_words, in_words, remark_in_words, spaced

if TYPE_CHECKING:
    from typing import Unpack

    import networkx as nx

    from kg.questions.footnotes import Sources


@dataclass(frozen=True)
class Telling(Row):
    """What one document says, as a claim or a remark: in our words, by whom, when and how firmly.

    ``said_by`` is whom the document names as its source, ``status`` is None for a remark.
    """

    id: str
    kind: str
    said: str
    said_by: tuple[str, ...]
    publisher: str
    document: str
    date: str | None
    status: str | None
    voice: str

    def sentence(self) -> Sentence:
        """Return who says it in plain English."""
        when = in_words(self.date) if self.date else "undated"
        status = f" ({self.status})" if self.status else ""
        return Phrase(f"{self.voice}, {when}: {self.said}{status}", (self.id,)), Phrase(".")

    def cells(self) -> dict[str, str]:
        """Return who says it for a table."""
        return {
            "said by": "; ".join(self.said_by),
            "publisher": self.publisher,
            "date": self.date or "",
            "kind": spaced(self.kind),
            "said": self.said,
            "status": self.status or "",
        }


def who_says(
    network: nx.MultiDiGraph[str], company: str, other: str | None = None, **scope: Unpack[Scope]
) -> Answer[Telling]:
    """Return every claim and remark that names a company, or two companies together, accepted or not.

    Parameters
    ----------
    network
        As :func:`kg.network.deal_network` returns it.
    company, other
        Names or aliases; a project counts by its name.
    scope
        What the question is narrowed to; see :class:`~kg.questions.scope.Scope`. Where it is narrowed to some ties, the
        claims about those are told, whatever they say of them, and no remarks, which are about none.

    Returns
    -------
    Answer of Telling
        Claims before remarks, each by date of publication, the undated last.

    Raises
    ------
    UnknownCompany
        Neither the network nor the registry knows a company.
    UsageError
        The scope is wrong.

    Notes
    -----
    Linear in the claims and remarks of the network.

    Examples
    --------
    >>> from kg.questions.sample import sample_network
    >>> network = sample_network("OpenAI uses Oracle (rumored)", "OpenAI uses Google")
    >>> [(row.publisher, row.said, row.status) for row in who_says(network, "OpenAI", "Oracle")]
    [('Sample', 'OpenAI uses the services of Oracle', 'rumored')]
    """
    question = asked(network, **scope)
    graph, sources = question.graph, question.sources
    names = [company_node(graph, name) for name in (company, other) if name is not None]
    about = set.intersection(*(_about(graph, name) for name in names))
    if question.on or any(scope.get(slot) is not None for slot in ("product", "status", "minimum_grade")):
        about &= _of_ties(question)
    told: list[Claim | Remark] = [*sources.claims.values(), *sources.remarks.values()]
    rows = sorted(
        (_telling(said, sources) for said in told if said.id in about),
        key=lambda row: (row.status is None, row.date or "~", row.id),
    )
    pair = " and ".join(names)
    missing = (
        () if rows else ((Phrase(f"No document here speaks of {pair}{' together' if other else ''}."),),)
    )
    return Answer(
        question=f"Who says what about {pair}{question.words}?",
        rows=tuple(rows),
        sources=sources,
        gaps=silence(graph, *names) or missing,
    )


def _of_ties(question: Asked) -> set[str]:
    """Return the ids of the claims about ties that are asked about."""
    graph = question.graph
    held = graph.columns.may_hold(question.on).tolist() if question.on else [True] * len(graph.columns)
    return {key for row, holds in enumerate(held) if holds for key in graph.tie(row)["claims"]}


def _about(network: nx.MultiDiGraph[str], name: str) -> set[str]:
    """Return the ids of what names a company: as a party, or as an end of the deal that a claim is about."""
    known = network.graph["companies"]
    told = (*network.graph["claims"].values(), *network.graph["remarks"].values())
    found = {
        said.id for said in told if any((known.canonical(party) or party) == name for party in said.parties)
    }
    if name in network and network.graph["claims"]:
        ties = (*network.out_edges(name, data=True), *network.in_edges(name, data=True))
        found.update(key for _, _, tie in ties for key in tie["claims"])
    return found


def _telling(said: Claim | Remark, sources: Sources) -> Telling:
    document = sources.document(said)
    claim = said if isinstance(said, Claim) else None
    return Telling(
        id=said.id,
        kind=str(said.type if isinstance(said, Claim) else said.kind),
        said=claim_in_words(said) if isinstance(said, Claim) else remark_in_words(said),
        said_by=said.attributed_to,
        publisher=document.publisher or document.id,
        document=document.id,
        date=document.date,
        status=str(claim.status) if claim else None,
        voice=sources.voice(said),
    )
