"""Rewrites of one text: documents that share half of their phrases are one source, however many outlets print them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

PHRASE = 5
"""Words in a row."""
SHARED = 0.5
"""The part of the shorter text's phrases that a copy shares."""
_SHORTEST = 8


def originals(texts: Mapping[str, str], published: Mapping[str, str]) -> dict[str, str]:
    """Return for each text that has copies which of them stands for all: the one published first.

    Parameters
    ----------
    texts
        The text of each document.
    published
        The last day on which each may have been published, where that is known.

    Notes
    -----
    Texts are compared by containment of their phrases (A. Broder, On the resemblance and containment of documents, 1997);
    a copy of a copy is a copy. A text of under a dozen words has no copies. Linear in the words, and in the pairs of texts
    that share a phrase.

    Examples
    --------
    >>> text = "OpenAI has signed a contract with Oracle for computing power worth 300 billion dollars over five years"
    >>> texts = {
    ...     "a": text,
    ...     "b": "Report: " + text,
    ...     "c": "Oracle said on Tuesday that its cloud business had grown by a half",
    ... }
    >>> originals(texts, {"b": "2025-09-10", "a": "2025-09-11"})
    {'a': 'b', 'b': 'b'}
    """
    split = {name: _phrases(text) for name, text in texts.items()}
    phrases = {name: some for name, some in split.items() if len(some) >= _SHORTEST}
    group = {name: name for name in phrases}
    for (one, other), shared in _shared(phrases).items():
        if shared >= SHARED * min(len(phrases[one]), len(phrases[other])):
            kept, gone = sorted((group[one], group[other]))
            group = {name: kept if root == gone else root for name, root in group.items()}
    groups: dict[str, list[str]] = {}
    for name, root in group.items():
        groups.setdefault(root, []).append(name)
    found: dict[str, str] = {}
    for names in groups.values():
        if len(names) > 1:
            first = min(names, key=lambda name: (published.get(name, "undated"), name))
            found.update(dict.fromkeys(sorted(names), first))
    return found


def _shared(phrases: Mapping[str, frozenset[int]]) -> dict[tuple[str, str], int]:
    """Count the phrases that each two texts share."""
    holders: dict[int, list[str]] = {}
    for name in sorted(phrases):
        for phrase in phrases[name]:
            holders.setdefault(phrase, []).append(name)
    counts: dict[tuple[str, str], int] = {}
    for names in holders.values():
        for number, one in enumerate(names):
            for other in names[number + 1 :]:
                counts[one, other] = counts.get((one, other), 0) + 1
    return counts


@lru_cache(maxsize=512)
def _phrases(text: str) -> frozenset[int]:
    words = re.findall(r"\w+", text.casefold())
    return frozenset(hash(tuple(words[at : at + PHRASE])) for at in range(len(words) - PHRASE + 1))
