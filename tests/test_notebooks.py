"""The example notebook is run, and shows what it says; and what a notebook shows of graphs and answers.

    python tests/test_notebooks.py

runs it and writes its outputs anew. Pages are left out of them, being as large as the code that draws them.
"""

import json
import re
import sys
from pathlib import Path

import pytest
from IPython.core.formatters import DisplayFormatter
from IPython.core.inputtransformer2 import TransformerManager
from markdown_it import MarkdownIt
from sample_pages import HOSTILE, article_network, hostile_network, stored

from kg.questions import dependency_paths, providers, who_says
from kg.questions.sample import sample_network
from kg.views.page import network_view

NOTEBOOK = Path(__file__).with_name("notebooks") / "deals.ipynb"


def run(notebook):
    """Each code cell with what it shows, as Jupyter would: by media type, the value of its last expression."""
    names, show = {}, DisplayFormatter().format
    for cell in notebook["cells"]:
        if cell["cell_type"] != "code":
            continue
        *begin, last = re.split(
            r"\n(?=\S)", TransformerManager().transform_cell("".join(cell["source"])).rstrip()
        )
        try:
            code = compile(last, "cell", "eval")
        except SyntaxError:
            code, begin = compile("None", "cell", "eval"), [*begin, last]
        exec("\n".join(begin), names)
        value = eval(code, names)
        yield cell, {} if value is None else show(value)[0]


def kept(shown):
    """What is stored of an output: its Markdown, or its text where it has none."""
    media = next((media for media in ("text/markdown", "text/plain") if media in shown), None)
    data = {media: shown[media].splitlines(keepends=True)} if media else {}
    if not data:
        return []
    return [{"output_type": "execute_result", "execution_count": None, "metadata": {}, "data": data}]


@pytest.fixture(scope="module")
def executed():
    return list(run(json.loads(NOTEBOOK.read_text("utf-8"))))


def test_every_cell_shows_what_the_notebook_holds(executed):
    assert len(executed) >= 6
    for cell, shown in executed:
        assert cell["outputs"] == kept(shown), "".join(cell["source"])


def test_pages_and_answers_have_both_forms(executed):
    shown = {"".join(cell["source"]).splitlines()[-1]: each for cell, each in executed}
    assert shown['graph.view("OpenAI")']["text/html"].startswith(
        '<iframe title="OpenAI: deals and their sources"'
    )
    assert "```mermaid\nflowchart LR\n" in shown['graph.view("OpenAI")']["text/markdown"]
    assert {"text/html", "text/markdown"} <= set(shown["graph"])


def html_of(text):
    """Markdown as a viewer with tables sets it; HTML in it is not run."""
    return MarkdownIt("commonmark", {"html": True}).enable("table").render(text)


def test_an_answer_in_markdown():
    network = sample_network("Acme buys cloud from Bolt", "Bolt uses Crux", "Acme competes with Dyne")
    told = dependency_paths(network, "Acme", "Crux")._repr_markdown_()
    assert told.splitlines() == [
        "**On which paths does Acme depend on Crux?**",
        "",
        "| path | hops | deals | weakest link |",
        "| --- | --- | --- | --- |",
        "| Acme → Bolt → Crux | 2 | 2 | Acme → Bolt |",
        "",
        "1. “Acme buys cloud from Bolt” — Sample, undated, contract, announced",
        "2. “Bolt uses Crux” — Sample, undated, usage, announced",
        "",
        "```mermaid",
        "flowchart LR",
        '  n0["Acme"]',
        '  n1["Bolt"]',
        '  n2["Crux"]',
        '  n0 -->|"contract, cloud"| n1',
        '  n1 -->|"usage"| n2',
        "```",
    ]
    assert html_of(told).count("<tr>") == 2
    nothing = providers(sample_network("Acme uses Bolt"), "Bolt")._repr_markdown_()
    assert nothing.startswith("**Who supplies Bolt?**\n\nNot known: ")
    assert "mermaid" not in nothing


def test_a_graph_in_markdown():
    with stored(article_network()) as graph:
        told = graph._repr_markdown_()
        assert told == graph.view()._repr_markdown_()
        assert graph._repr_html_() == graph.view()._repr_html_()
    assert told.startswith("**Deals and their sources**\n\n```mermaid\nflowchart LR\n")
    assert '{{"Stargate"}}' in told
    assert len(re.findall(r"^  n\d+ [-.]+>?\|", told, re.MULTILINE)) == 7


def test_hostile_words_stay_words():
    network = hostile_network()
    for told in (
        network_view(network, budget=1000)._repr_markdown_(),
        *(who_says(network, name)._repr_markdown_() for name in HOSTILE),
    ):
        html = html_of(told)
        tags = {tag.lower() for tag in re.findall(r"<\s*/?\s*([a-z!][\w-]*)", html, re.IGNORECASE)}
        assert tags <= {"p", "strong", "table", "thead", "tbody", "tr", "th", "td", "ol", "li", "pre", "code"}
        for line in told.partition("```mermaid\n")[2].splitlines()[1:-1]:
            assert re.fullmatch(
                r'  n\d+(?:\[|\{\{)"[^"<>`;]*(?:#\d+;[^"<>`;]*)*"(?:\]|\}\})|  n\d+ \S+\|"[^"<>`]*"\| n\d+',
                line,
            )


def test_a_long_picture_is_cut():
    network = sample_network(*(f"Acme{n} uses Bolt" for n in range(400)))
    assert network_view(network, budget=500).mermaid.count("-->") == 300


def main():
    """Run the notebook, and write it with what its cells show."""
    notebook = json.loads(NOTEBOOK.read_text("utf-8"))
    for cell, shown in run(notebook):
        cell["outputs"] = kept(shown)
    NOTEBOOK.write_text(json.dumps(notebook, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    sys.exit(main())
