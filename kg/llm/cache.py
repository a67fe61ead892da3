"""Answers of a language model, kept by what was asked: the document, the prompts, the model.

What is kept are candidates; they pass the gate again each time, so a changed cache can make nothing true.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from kg.llm.endpoint import prompt
from kg.llm.output import ToldClaim, ToldClaims

if TYPE_CHECKING:
    from kg.llm.endpoint import Endpoint
    from kg.model import Document


def default_folder() -> Path:
    """Return the user's cache folder: ``$XDG_CACHE_HOME/dealgraph``, by default in ``~/.cache``."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "dealgraph"


def prompt_version() -> str:
    """Return a name for the prompts and the form of the answer; another text is another version."""
    parts = [prompt(name) for name in ("extract", "document", "retry")]
    return _hash(*parts, json.dumps(ToldClaims.model_json_schema(), sort_keys=True))


class Cache:
    """Told claims on disk, one file a document, prompt version and model.

    Parameters
    ----------
    folder
        Where the files lie; made when the first is kept.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, document: Document, endpoint: Endpoint) -> list[ToldClaim] | None:
        """Return what was told of a document, or None where nothing readable is kept."""
        try:
            return ToldClaims.model_validate_json(self._path(document, endpoint).read_bytes()).claims
        except (OSError, ValidationError):
            return None

    def put(self, document: Document, endpoint: Endpoint, claims: list[ToldClaim]) -> None:
        """Keep what was told, whole or not at all."""
        self._folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=self._folder, delete=False) as file:
            file.write(ToldClaims(claims=claims).model_dump_json().encode())
        Path(file.name).replace(self._path(document, endpoint))

    def _path(self, document: Document, endpoint: Endpoint) -> Path:
        asked = (document.sha256, document.date or "", document.publisher or "")
        return self._folder / f"{_hash(*asked, prompt_version(), endpoint.url, endpoint.model)}.json"


def _hash(*parts: str) -> str:
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()
