"""``graph.view()``: deals as one HTML file that needs no network, with the evidence behind every line.

::

    graph.view().save("web.html")  # the whole graph, as far as it fits
    graph.view("OpenAI").save("openai.html")  # one company: its deals, and what its suppliers rest on
    graph.view(kg.questions.what_if(graph.network(), "Nvidia")).save("what-if.html")
"""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from kg.errors import KgError, UnknownCompany
from kg.questions.answer import Answer
from kg.questions.asking import company_node
from kg.questions.mermaid import Tie, fenced, flowchart, plain
from kg.views.album import with_others
from kg.views.picture import Picture, picture
from kg.views.records import answer_record
from kg.views.selection import BUDGET, around, between, resting_on, told_differently, whole_graph
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
    """One page: ``html`` is all of it, ``mermaid`` its picture as a flowchart; a notebook shows it in a frame of its own."""

    title: str
    html: str = field(repr=False)
    mermaid: str = field(default="", repr=False)

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

    def _repr_markdown_(self) -> str:
        """Return the title and the flowchart, for a notebook that shows no frames."""
        return "\n\n".join(filter(None, (f"**{plain(self.title)}**", fenced(self.mermaid))))


def view(
    graph: Graph, focus: str | Answer[Any] | None = None, other: str | None = None, *, budget: int = BUDGET
) -> View:
    """Return a graph, or the deals of one company or of two, or an answer, as a page.

    Parameters
    ----------
    graph
        The graph.
    focus
        A company by any of its names, or a project; or what a question about the graph returned; None for the whole.
    other
        A second one: the page then shows their deals with each other, the ways of supply between them, and what both
        rest on.
    budget
        How many companies and projects to show at most; the page says how many there are.

    Raises
    ------
    UnknownCompany
        A name is in no deal of the graph; the error proposes the nearest names.
    """
    network, verdicts = graph.network(), graph.assessments()
    if isinstance(focus, Answer):
        return answer_view(network, focus, verdicts)
    return network_view(network, focus, other, budget=budget, verdicts=verdicts)


def network_view(
    network: nx.MultiDiGraph[str],
    focus: str | None = None,
    other: str | None = None,
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
    names = [_node(network, name) for name in (focus, other) if name is not None]
    if not names:
        title, selection = "Deals and their sources", whole_graph(network, budget)
    elif len(names) == 1:
        title, selection = f"{names[0]}: deals and their sources", around(network, names[0], budget)
    else:
        title, selection = f"{names[0]} and {names[1]}", between(network, names[0], names[1], budget)
    return drawn_view(title, with_others(network, selection, _by_claim(verdicts), budget))


def answer_view(
    network: nx.MultiDiGraph[str], answer: Answer[Any], verdicts: Iterable[Assessment] = ()
) -> View:
    """Return the answer to a question as a page: its sentences, and a picture of the deals that they rest on.

    Parameters
    ----------
    network
        The network that was asked.
    answer
        What any function of :mod:`kg.questions` returned for it.
    verdicts
        The policy's verdicts, to stand with the claims.

    Examples
    --------
    >>> from kg.questions.providers import providers
    >>> from kg.questions.sample import sample_network
    >>> network = sample_network("OpenAI uses Oracle", "Oracle uses Dell")
    >>> page = answer_view(network, providers(network, "OpenAI"))
    >>> "OpenAI uses Oracle" in page.html, "Oracle uses Dell" in page.html
    (True, False)
    """
    selection = resting_on(network, answer.claims, "what the answer rests on")
    return drawn_view(
        answer.question, picture(network, selection, _by_claim(verdicts)), answer=answer_record(answer)
    )


def conflicts_view(network: nx.MultiDiGraph[str], verdicts: Iterable[Assessment] = ()) -> View:
    """Return the deals that sources tell differently as a page, with who tells what.

    Examples
    --------
    >>> from kg.questions.sample import sample_network
    >>> conflicts_view(sample_network("Acme uses Bolt")).title
    'Where sources differ'
    """
    drawn = picture(network, told_differently(network), _by_claim(verdicts))
    return drawn_view("Where sources differ", drawn, conflicts=True)


def drawn_view(title: str, drawn: Picture, **more: Any) -> View:
    """Return a picture as a page; ``more`` is further data that the page's scripts know what to do with."""
    model = pyvis_network(drawn.nodes, drawn.edges)
    html = html_page(title, {"title": title, "vis": network_data(model), **drawn.data, **more})
    ties = (
        Tie(
            edge["from"],
            edge["to"],
            edge["label"] or edge["family"],
            edge["standing"] == "fact",
            edge["directed"],
        )
        for edge in drawn.edges
    )
    projects = [node["id"] for node in drawn.nodes if node["kind"] == "project"]
    return View(title, html, flowchart(ties, projects))


def _node(network: nx.MultiDiGraph[str], name: str) -> str:
    node = company_node(network, name)
    if node not in network:
        raise UnknownCompany(name)
    return node


def _by_claim(verdicts: Iterable[Assessment]) -> dict[str, Assessment]:
    return {verdict.claim: verdict for verdict in verdicts}


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
