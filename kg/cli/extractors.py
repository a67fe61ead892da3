"""Which extractor a command uses: the offline rules, or a language model behind an endpoint."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kg.corpus import offline

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.corpus import Extractor

RULES, LLM = "rules", "llm"

extractor_option = click.option(
    "--extractor",
    type=click.Choice([RULES, LLM]),
    default=RULES,
    show_default=True,
    help="The offline rules, or the language model at KG_LLM_URL named KG_LLM_MODEL (key: KG_LLM_KEY).",
)


def extractor_of(name: str) -> Callable[[], Extractor]:
    """Return the function that makes the extractor of this name; ``llm`` is the only one that uses a network."""
    return _MAKERS[name]


def language_model() -> Extractor:
    """Return the extractor that asks the language model of the environment, and tells on stderr what that cost.

    Raises
    ------
    KgError
        The language model's endpoint is not given, or the extra ``llm`` is not installed.
    """
    from kg.llm import from_environment

    return from_environment(tell=lambda line: click.echo(line, err=True))


_MAKERS = {RULES: offline, LLM: language_model}
