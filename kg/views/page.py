"""``graph.view()``: deals as one HTML file that needs no network, with the evidence behind every line.

::

    graph.view().save("web.html")  # the whole graph, as far as it fits
    graph.view("OpenAI").save("openai.html")  # one company: its deals, and what its suppliers rest on
"""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from kg.errors import KgError, UnknownCompany
from kg.questions.asking import company_node
from kg.views.picture import picture
from kg.views.selection import BUDGET, around, whole_graph
from kg.views.template import html_page
from kg.views.vis import network_data, pyvis_network

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import networkx as nx

    from kg.model import Assessment


class Graph(Protocol):
    """What a page is made of; a KnowledgeGraph is one."""

    def network(self) -> nx.MultiDiGraph[str]:
        """Return the deals as :func:`kg.network.deal_network` does."""
        ...

    def assessments(self) -> Iterator[Assessment]:
        """Iterate over the policy's verdicts on claims."""
        ...


@dataclass(frozen=True)
class View:
    """One page: ``html`` is all of it; a notebook shows it in a frame of its own."""

    title: str
    html: str

    def save(self, path: str | Path) -> Path:
        """Write the page and return its path; a failure leaves what was there before.

        Raises
        ------
        KgError
            The folder does not exist or cannot be written.
        """
        target = Path(path)
        try:
            _replace(target, self.html.encode())
        except OSError as error:
            raise KgError(
                f"cannot write {str(path)!r}: {error.strerror or error}; name a file in a folder you can write"
            ) from error
        return target

    def _repr_html_(self) -> str:
        """Return the page in a frame that cannot reach the notebook around it."""
        sandbox = "allow-scripts allow-downloads allow-popups allow-popups-to-escape-sandbox"
        return (
            f'<iframe title="{escape(self.title)}" sandbox="{sandbox}" width="100%" height="720" '
            f'style="border:0" srcdoc="{escape(self.html)}"></iframe>'
        )


def view(graph: Graph, focus: str | None = None, *, budget: int = BUDGET) -> View:
    """Return a graph, or the deals of one company, as a page.

    Parameters
    ----------
    graph
        The graph.
    focus
        A company by any of its names; None for the whole graph.
    budget
        How many companies and projects to show at most; the page says how many there are.

    Raises
    ------
    UnknownCompany
        ``focus`` is in no deal of the graph; the error proposes the nearest names.
    """
    return network_view(graph.network(), focus, budget=budget, verdicts=graph.assessments())


def network_view(
    network: nx.MultiDiGraph[str],
    focus: str | None = None,
    *,
    budget: int = BUDGET,
    verdicts: Iterable[Assessment] = (),
) -> View:
    """Return a network of deals as a page; parameters and errors as for :func:`view`.

    Examples
    --------
    >>> from kg.questions.sample import sample_network
    >>> page = network_view(sample_network("OpenAI buys cloud from Oracle"), "openai")
    >>> page.title, "OpenAI buys cloud from Oracle" in page.html
    ('OpenAI: deals and their sources', True)
    """
    if focus is None:
        title, selection = "Deals and their sources", whole_graph(network, budget)
    else:
        node = company_node(network, focus)
        if node not in network:
            raise UnknownCompany(focus)
        title, selection = f"{node}: deals and their sources", around(network, node, budget)
    drawn = picture(network, selection, {verdict.claim: verdict for verdict in verdicts})
    model = pyvis_network(drawn.nodes, drawn.edges)
    data: dict[str, Any] = {"title": title, "vis": network_data(model), **drawn.data}
    return View(title, html_page(title, data))


def _replace(target: Path, content: bytes) -> None:
    """Write a file beside the target and put it in its place in one step."""
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        mask = os.umask(0)
        os.umask(mask)
        Path(name).chmod(0o666 & ~mask)
        Path(name).replace(target)
    except OSError:
        with suppress(OSError):
            Path(name).unlink()
        raise
