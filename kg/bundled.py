"""What ships in the bundled graph: the article as it was extracted, and the curated core of a web of deals.

Both are text in ``data/``, so that opening the graph needs no language model and what it holds can be read and mended.
"""

from __future__ import annotations

from functools import cache

from kg.interchange import Curated, read_curated, read_sources
from kg.model import Extraction
from kg.resources import resource

ARTICLE = "data/articles/openai-oracle.md"
CORE = "data/deals/core.jsonl"
MORE = "data/deals/more.jsonl"
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
