"""What ships in the bundled graph: the article as it was extracted, and the curated core of a web of deals.

Both are text in ``data/``, so that opening the graph needs no language model and what it holds can be read and mended.
"""

from __future__ import annotations

from functools import cache

from kg.interchange import Curated, read_curated, read_sources
from kg.judgements import Judgements, read_judgements
from kg.model import Extraction
from kg.resources import resource

ARTICLE = "data/articles/openai-oracle.md"
CORE = "data/deals/core.jsonl"
MORE = "data/deals/more.jsonl"
_JUDGEMENTS = "data/judgements.jsonl"
_SOURCES = "data/deals/sources.csv"


def article() -> Extraction:
    """Return what the extractor read out of the bundled article.

    Examples
    --------
    >>> article().document.id
    'openai-oracle'
    """
    shipped = resource(ARTICLE.removesuffix(".md") + ".json")
    return Extraction.model_validate_json(shipped.read_text("utf-8"))


@cache
def curated(path: str = CORE) -> Curated:
    """Return curated claims by source, with the id that each has in its file; :data:`CORE` or :data:`MORE`.

    Examples
    --------
    >>> len(curated().ids), len(curated(MORE).ids)
    (233, 102)
    """
    sources = read_sources(resource(_SOURCES).read_text("utf-8"), _SOURCES)
    return read_curated(resource(path).read_text("utf-8"), path, sources)


def judgements() -> Judgements:
    """Return the decisions that ship with the curated claims, which they call by the ids of their files.

    Examples
    --------
    >>> {str(judgement.about) for judgement in judgements()}
    {'claim'}
    """
    ids = {**curated().ids, **curated(MORE).ids}
    written = read_judgements(resource(_JUDGEMENTS).read_text("utf-8"), _JUDGEMENTS)
    return Judgements(
        each.model_copy(
            update={
                "one": ids.get(each.one, each.one),
                "other": each.other and ids.get(each.other, each.other),
            }
        )
        for each in written
    )
