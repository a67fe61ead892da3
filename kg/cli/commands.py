"""Which commands there are: each one's module is imported when the command is called for, and not to list them.

The order is the one in which a newcomer meets them.
"""

from __future__ import annotations

from collections import UserDict
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import click


class Listed(NamedTuple):
    """The module of ``kg.cli`` that holds a command, and the first sentence of the command's help."""

    module: str
    help: str


class Commands(UserDict[str, "click.Command"]):
    """Commands by name, each imported when it is looked up.

    Examples
    --------
    >>> commands = Commands()
    >>> list(commands)[:2], commands["ask"].name
    (['demo', 'extract'], 'ask')
    """

    def __init__(self) -> None:
        self.data = dict.fromkeys(LISTED)  # type: ignore[assignment]  # nothing is imported yet

    def __getitem__(self, name: str) -> click.Command:
        module = import_module(f"kg.cli.{LISTED[name].module}")
        commands: tuple[click.Command, ...] = module.COMMANDS
        return next(command for command in commands if command.name == name)


LISTED = {
    "demo": Listed(
        "demo", "Read the bundled article and show its claims, three answers, what is unknown, and a page."
    ),
    "extract": Listed(
        "articles", "Print the claims of articles: plain text, Markdown or HTML, one article a file."
    ),
    "add": Listed(
        "articles", "Read articles and store their claims; an article of the same name is replaced."
    ),
    "spark": Listed(
        "spark", "Extract what a corpus says by Apache Spark: claims as Parquet, and N-Quads for kg import."
    ),
    "import": Listed(
        "articles",
        "Store claims that others made: JSON Lines of claims or of FollowTheMoney entities, or a table from kg export.",
    ),
    "conflicts": Listed(
        "claims",
        "Show where sources differ on a deal, with each verdict and its reason; of company or project X alone where X is given.",
    ),
    "remove": Listed(
        "claims", "Take a document out of a store with its claims, and say which facts change without it."
    ),
    "review": Listed(
        "review",
        "Walk through names and deals that may be the same, contested facts and unsure claims; one answer a line.",
    ),
    "sparql": Listed(
        "queries", "Run a SPARQL query: its text, @FILE.rq, or the name of one that ships (see `kg ask`)."
    ),
    "ask": Listed("queries", "Answer a named question; without a name, list them."),
    "providers": Listed("questions", "Who supplies company X, with what, since when, and who says so."),
    "paths": Listed("questions", "On which paths of supply company A depends on company B."),
    "clouds": Listed("questions", "Whether company X uses several clouds, which, and since when."),
    "rivals": Listed(
        "questions", "Which companies compete while one supplies the other; of X alone where X is given."
    ),
    "who-says": Listed(
        "questions", "Who says what about company A, or about A and B: source, publisher, date, quote."
    ),
    "upstream": Listed("dependencies", "On whom company X depends, directly or through others."),
    "downstream": Listed("dependencies", "Who depends on company X, directly or through others."),
    "best-paths": Listed(
        "dependencies",
        "On which paths, vouched for best at their weakest link, company A depends on company B.",
    ),
    "disjoint": Listed(
        "dependencies", "How many paths of supply from company A to company B share no company, or no deal."
    ),
    "cut": Listed(
        "dependencies", "Which companies or deals, the fewest, would cut company A off from company B."
    ),
    "single-points": Listed(
        "dependencies", "Without whom company X, or any company, is cut off from a product."
    ),
    "shared": Listed(
        "dependencies", "On whom two companies or more depend alike, directly or through others."
    ),
    "diversification": Listed(
        "dependencies", "Whether company X's several providers of a product are one dependence in the end."
    ),
    "what-if": Listed(
        "dependencies",
        "Who is cut off, degraded or perhaps affected if one company or several fail together.",
    ),
    "concentration": Listed(
        "dependencies",
        "How concentrated company X's providers or customers are, by count, by amount, and within which bounds.",
    ),
    "loops": Listed(
        "dependencies",
        "Where money leaves by deals and comes back by others; through company X where X is given.",
    ),
    "timeline": Listed(
        "dependencies", "When company X's deals were signed, began and ended, in order of time."
    ),
    "changes": Listed(
        "dependencies",
        "Which deals began or ended between two dates, as far as is known; of company X where X is given.",
    ),
    "commitments": Listed(
        "dependencies", "How much company X has committed to pay, or is to be paid, by year; each deal once."
    ),
    "view": Listed(
        "outputs",
        "Write the graph, or the deals of company X, or of X and Y, as one self-contained web page.",
    ),
    "verify": Listed(
        "outputs",
        "Check every stored quote and slot against its document again; fails where one does not hold.",
    ),
    "export": Listed(
        "outputs",
        "Print the graph as RDF, or in the format of other tools; the same graph gives the same bytes.",
    ),
    "serve": Listed(
        "serve",
        "Serve the graph: pages to explore, a SPARQL endpoint, a JSON API; read-only, until interrupted.",
    ),
    "eval": Listed(
        "evaluation",
        "Score an extractor on labelled texts: claims in the format of `kg extract --format jsonl`.",
    ),
    "validate": Listed(
        "ontology", "Check every record against the shapes of the ontology; fails where one does not conform."
    ),
    "ontology": Listed(
        "ontology",
        "Write the reference of the ontology, every term with its meaning, as one self-contained web page.",
    ),
}
