"""Which extractor a command uses: the offline rules, or a language model behind an endpoint."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.model import Document, Extraction

RULES, LLM = "rules", "llm"

extractor_option = click.option(
    "--extractor",
    type=click.Choice([RULES, LLM]),
    default=RULES,
    show_default=True,
    help="The offline rules, or the language model at KG_LLM_URL named KG_LLM_MODEL (key: KG_LLM_KEY).",
)


def extractor_of(name: str) -> Callable[[Document], Extraction]:
    """Return the extractor of this name; ``llm`` is the only one that uses a network.

    Raises
    ------
    KgError
        The language model's endpoint is not given, or the extra ``llm`` is not installed.
    """
    if name == LLM:
        from kg.llm import from_environment

        return from_environment(tell=lambda line: click.echo(line, err=True))
    from kg.knowledge import extract

    return extract
