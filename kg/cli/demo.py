"""``kg demo``: the whole way on the bundled article, from its text to answers and a page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.progress import progress
from kg.cli.prose import claim_lines, heading, remark_lines, wrapped
from kg.cli.questions import explained

if TYPE_CHECKING:
    from collections.abc import Iterator

    import networkx as nx

    from kg.model import Extraction


@click.command()
@click.option(
    "-o", "--output", metavar="FILE.html", default="kg-demo.html", show_default=True, help="The page."
)
def demo(output: str) -> None:
    """Read the bundled article and show its claims, three answers, what is unknown, and a page."""
    from kg.bundled import ARTICLE
    from kg.documents import read_document
    from kg.knowledge import KnowledgeGraph
    from kg.resources import resource
    from kg.store import Store

    with KnowledgeGraph(Store.memory()) as graph, progress("reading the article") as step:
        found = graph.add(read_document(str(resource(ARTICLE))))
        step("asking the graph")
        lines = [*_read(found), *_answers(graph.network()), *_no_facts(found)]
        step("drawing the page")
        graph.view().save(output)
    for line in lines:
        click.echo(line)
    click.echo(heading("The graph as a page, with every quote behind its edge"))
    click.echo(f"  {Path(output).resolve()}")


def _read(found: Extraction) -> Iterator[str]:
    document = found.document
    yield click.style(wrapped(document.title or document.id), bold=True)
    inferred = " (inferred)" if document.date_inferred else ""
    yield wrapped(f"{document.publisher}, {document.date}{inferred}; {len(document.text):,} characters")
    yield heading(f"{len(found.claims)} claims, each with the words that say it")
    for number, claim in enumerate(found.claims, start=1):
        yield ""
        yield from claim_lines(number, claim)


def _answers(network: nx.MultiDiGraph[str]) -> Iterator[str]:
    from kg.questions import multi_cloud, providers, rivals_that_supply

    for answer in (providers(network, "OpenAI"), multi_cloud(network, "OpenAI"), rivals_that_supply(network)):
        yield ""
        yield explained(answer)


def _no_facts(found: Extraction) -> Iterator[str]:
    yield heading("Recorded with its words, and never a fact")
    for remark in found.remarks:
        yield from remark_lines(remark)
    if found.rejected:
        yield heading("Refused by verification")
        for refused in found.rejected:
            yield wrapped(refused.reason, "  -  ", "     ")


COMMANDS = (demo,)
