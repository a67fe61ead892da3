"""Extraction by a language model: the optional extra ``llm``, used only where it is asked for.

::

    from kg.llm import Endpoint, LanguageModel

    read = LanguageModel(Endpoint("http://localhost:11434/v1", "qwen3"))
    read(kg.read("article.txt"))  # an Extraction, as from kg.extract_claims

Any service of the OpenAI kind will do, a local one too. The model proposes; every claim passes the same gate as the
rules' do, and what is refused is asked for once more, with the reason. Nothing it says is believed without its quote.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from kg.companies import companies
from kg.errors import UsageError
from kg.llm.cache import Cache, default_folder
from kg.llm.endpoint import Conversation, Endpoint, Usage, prompt
from kg.llm.output import candidate
from kg.model import Claim, Extraction
from kg.verify import verified

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kg.llm.output import ToldClaim
    from kg.model import Document

__all__ = ["Cache", "Endpoint", "LanguageModel", "Usage", "from_environment"]

_ROUNDS = 2


class LanguageModel:
    """An extractor that asks a language model; call it with a document.

    Parameters
    ----------
    endpoint
        Where the model answers.
    cache
        Where answers are kept; the same document is then never paid for twice. None keeps nothing.
    tell
        Receives one line a document: requests, tokens, price.
    """

    def __init__(
        self,
        endpoint: Endpoint,
        cache: Cache | None = None,
        tell: Callable[[str], None] = lambda line: None,  # noqa: ARG005  says nothing
    ) -> None:
        self._endpoint = endpoint
        self._cache = cache
        self._tell = tell

    def __call__(self, document: Document) -> Extraction:
        """Return the claims of a document that passed the gate, and those that did not even when asked for again.

        Remarks are left to the offline extractor.

        Raises
        ------
        KgError
            The extra ``llm`` is not installed, or the endpoint gives no usable answer.
        """
        kept = self._cache.get(document, self._endpoint) if self._cache else None
        if kept is not None:
            self._tell(f"{document.id}: {self._endpoint.model}, from the cache, no request")
            return _judged(document, kept)[0]
        conversation = Conversation(self._endpoint)
        told = self._talk(document, conversation)
        if self._cache:
            self._cache.put(document, self._endpoint, told)
        self._tell(f"{document.id}: {self._endpoint.model}, {conversation.usage}")
        return _judged(document, told)[0]

    def _talk(self, document: Document, conversation: Conversation) -> list[ToldClaim]:
        """Return what the model tells: what passes, and what it last said of the rest."""
        question = prompt("document").format(
            date=document.date or "unknown",
            publisher=document.publisher or "unknown",
            seal=document.sha256[:16],
            text=document.text,
        )
        passed: list[ToldClaim] = []
        told = conversation.ask(question)
        for _ in range(_ROUNDS):
            _, reasons = _judged(document, told)
            passed += [claim for claim, reason in zip(told, reasons, strict=True) if reason is None]
            refused = [
                (claim, reason) for claim, reason in zip(told, reasons, strict=True) if reason is not None
            ]
            if not refused:
                return passed
            told = [claim for claim, _ in refused]
            again = conversation.ask(prompt("retry").format(refusals="\n".join(map(_refusal, refused))))
            if not again:
                break
            told = again
        return passed + told


def _refusal(refused: tuple[ToldClaim, str]) -> str:
    claim, reason = refused
    return f"- {reason}\n  {claim.model_dump_json(exclude_defaults=True)}"


def _judged(document: Document, told: Sequence[ToldClaim]) -> tuple[Extraction, list[str | None]]:
    """Return what the gate lets through, each claim once, and the reason against each told claim."""
    known = companies()
    candidates = [candidate(claim, document, known) for claim in told]
    claims = {claim.id: claim for claim in candidates if isinstance(claim, Claim)}
    found = verified(document, list(claims.values()), [])
    against = {item.claim.id: item.reason for item in found.rejected}
    reasons = [item if isinstance(item, str) else against.get(item.id) for item in candidates]
    return found, reasons


def from_environment(tell: Callable[[str], None]) -> LanguageModel:
    """Return the model that the environment names: ``KG_LLM_URL``, ``KG_LLM_MODEL``, ``KG_LLM_KEY``, ``KG_LLM_CACHE``.

    Raises
    ------
    UsageError
        The URL or the model is not given.
    """
    url, model = os.environ.get("KG_LLM_URL", ""), os.environ.get("KG_LLM_MODEL", "")
    if not (url and model):
        missing = "KG_LLM_MODEL" if url else "KG_LLM_URL"
        raise UsageError(
            f"the extractor 'llm' needs an endpoint and {missing} is not set; set KG_LLM_URL (http://localhost:11434/v1) and KG_LLM_MODEL"
        )
    folder = os.environ.get("KG_LLM_CACHE")
    cache = Cache(Path(folder) if folder else default_folder())
    return LanguageModel(Endpoint(url, model, os.environ.get("KG_LLM_KEY", "")), cache, tell)
