"""Which of the media types on offer a client wants most, after RFC 9110, section 12.5.1."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def preferred(accept: str | None, offered: Sequence[str]) -> str | None:
    """Return the offered media type that an Accept header rates highest, the first of equals; None where it takes none.

    Examples
    --------
    >>> offered = ("application/sparql-results+json", "text/csv")
    >>> (
    ...     preferred("text/csv, application/*;q=0.5", offered),
    ...     preferred("image/png", offered),
    ...     preferred(None, offered),
    ... )
    ('text/csv', None, 'application/sparql-results+json')
    """
    ranges = _ranges(accept if accept and accept.strip() else "*/*")
    rated = [(_quality(media, ranges), media) for media in offered]
    best = max((quality for quality, _ in rated), default=0.0)
    return next((media for quality, media in rated if quality == best), None) if best > 0 else None


def _ranges(accept: str) -> list[tuple[str, float]]:
    """Return the media ranges of an Accept header with their weights; what is malformed counts for nothing."""
    found = []
    for part in accept.split(","):
        media, *parameters = (piece.strip() for piece in part.split(";"))
        weight = next(
            (value[2:].strip() for value in parameters if value.replace(" ", "").startswith("q=")), "1"
        )
        try:
            found.append((media.lower(), min(max(float(weight), 0.0), 1.0)))
        except ValueError:
            continue
    return found


def _quality(media: str, ranges: Sequence[tuple[str, float]]) -> float:
    """Return the weight of the most specific range that takes a media type."""
    kind = media.partition("/")[0]
    for pattern in (media, f"{kind}/*", "*/*"):
        weights = [weight for name, weight in ranges if name == pattern]
        if weights:
            return max(weights)
    return 0.0
