"""How a question reads the companies it is asked about, and what it says where nothing is told of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.companies import nearest
from kg.errors import UnknownCompany
from kg.questions.answer import Phrase
from kg.questions.words import listed

if TYPE_CHECKING:
    import networkx as nx

    from kg.companies import Companies
    from kg.questions.answer import Sentence


def company_node(network: nx.MultiDiGraph[str], name: str) -> str:
    """Return the node that a name or alias means.

    A company that the registry knows and the network does not is returned by its canonical name: that no document
    speaks of it is an answer, not a mistake. So is any name while the network is empty.

    Raises
    ------
    UnknownCompany
        Neither knows the name; the error proposes the nearest names and aliases of the network.

    Examples
    --------
    >>> from kg.questions.sample import sample_network
    >>> network = sample_network("OpenAI uses Microsoft")
    >>> company_node(network, "openai"), company_node(network, "Microsoft Azure")
    ('OpenAI', 'Microsoft')
    """
    if name in network or not network:
        return name
    known: Companies = network.graph["companies"]
    registered = known.canonical(name)
    if registered is not None:
        return registered
    folded = name.strip().casefold()
    for node in network:
        if node.casefold() == folded:
            return node
    aliases = [alias for alias in known.names() if known.canonical(alias) in network]
    raise UnknownCompany(name, nearest(name, [*network, *aliases]))


def silence(network: nx.MultiDiGraph[str], *names: str) -> tuple[Sentence, ...]:
    """Return a sentence for each thing that no question about these companies can be answered without."""
    if not network:
        return ((Phrase("The graph holds no deals; add an article first."),),)
    gaps = [(Phrase(f"No document here names {name} in a deal."),) for name in names if name not in network]
    if undated := network.graph["undated"]:
        known_on = network.graph["known_on"]
        gaps.append(
            (Phrase(f"Whether these were published by {known_on}, so they are left out: {listed(undated)}."),)
        )
    return tuple(gaps)


MAX_ROWS = 1000
"""Rows that an answer holds at most, unless told otherwise."""


def cut_to(rows: int, most: int, what: str) -> str | None:
    """Return why rows are missing, None where none are.

    Examples
    --------
    >>> cut_to(20_000, 1000, "providers, the nearest"), cut_to(3, 1000, "providers")
    ('1,000 of 20,000 providers, the nearest', None)
    """
    return f"{most:,} of {rows:,} {what}" if rows > most else None


def count_in_words(bound: int) -> str:
    """Return a number that may be very great.

    Examples
    --------
    >>> count_in_words(1234), count_in_words(5 * 10**20)
    ('1,234', '10^21')
    """
    return f"{bound:,}" if bound < 10**15 else f"10^{len(str(bound))}"
