"""Deal news as a graph whose every edge opens the sentence that says it.

::

    import kg

    graph = kg.open()  # the bundled graph; kg.open("deals.kg") for one on disk
    graph.add(kg.read("article.txt", date="2025-09-11"))  # read, extract, verify, store
    answer = kg.questions.providers(graph.network(), "OpenAI")
    print(answer.explain())  # sentences with numbered footnotes: quote, source, status
    graph.view("OpenAI").save("openai.html")  # one self-contained page

An article becomes claims with verbatim evidence, claims become RDF, a named policy derives facts from claims, and
every answer leads back to the quotes it rests on. The names below load on first use, so that ``import kg`` is light.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg import questions
    from kg.documents import document_from_text
    from kg.documents import read_document as read
    from kg.errors import (
        ClaimsError,
        DocumentError,
        KgError,
        QueryError,
        StoreError,
        UnknownCompany,
        UsageError,
    )
    from kg.knowledge import KnowledgeGraph
    from kg.knowledge import extract as extract_claims
    from kg.knowledge import open_graph as open  # noqa: A004  the name a newcomer guesses, read as kg.open
    from kg.model import Claim, Company, Deal, Document, Evidence, Extraction, Remark

__all__ = [
    "Claim",
    "ClaimsError",
    "Company",
    "Deal",
    "Document",
    "DocumentError",
    "Evidence",
    "Extraction",
    "KgError",
    "KnowledgeGraph",
    "QueryError",
    "Remark",
    "StoreError",
    "UnknownCompany",
    "UsageError",
    "document_from_text",
    "extract_claims",
    "open",
    "questions",
    "read",
]

_HOMES = {
    "kg.documents": {"document_from_text": "document_from_text", "read": "read_document"},
    "kg.errors": {name: name for name in __all__ if name.endswith(("Error", "UnknownCompany"))},
    "kg.knowledge": {"KnowledgeGraph": "KnowledgeGraph", "extract_claims": "extract", "open": "open_graph"},
    "kg.model": {
        name: name for name in ("Claim", "Company", "Deal", "Document", "Evidence", "Extraction", "Remark")
    },
}
_PLACES = {name: (module, there) for module, names in _HOMES.items() for name, there in names.items()}


def __getattr__(name: str) -> Any:
    if name == "questions":
        return import_module("kg.questions")
    if name not in _PLACES:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    module, there = _PLACES[name]
    value = getattr(import_module(module), there)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
