"""What companies answered when asked about their deals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model import RemarkKind
from kg.questions.answer import Phrase, Sentence
from kg.questions.words import listed

if TYPE_CHECKING:
    from collections.abc import Iterable

    import networkx as nx

_REPLIES = {
    RemarkKind.DECLINED_TO_COMMENT: "declined to comment",
    RemarkKind.NO_RESPONSE: "did not respond",
}


def replies(
    network: nx.MultiDiGraph[str], companies: Iterable[str], claims: Iterable[str]
) -> tuple[Sentence, ...]:
    """Return a sentence for each of these companies that did not answer a document which makes these claims.

    Linear in the remarks of the network.
    """
    named, known = set(companies), network.graph["claims"]
    documents = {known[key].doc for key in claims if key in known}
    notes = []
    for remark in network.graph["remarks"].values():
        parties = [name for name in remark.parties if name in named]
        if parties and remark.kind in _REPLIES and remark.doc in documents:
            notes.append((Phrase(f"{listed(parties)} {_REPLIES[remark.kind]}", (remark.id,)), Phrase(".")))
    return tuple(notes)
