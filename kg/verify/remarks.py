"""What a remark calls itself must stand in its words: a refusal needs words of refusing, a share move those of shares."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.model import RemarkKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.model import Remark
    from kg.verify.reading import Reading

_SHARES = r"(?:shares?|stocks?)"
_UP = r"(?:advanc\w+|climb\w*|gain\w*|jump\w*|leap\w*|leapt|pop(?:s|ped)?|record|rall(?:y|ied)|ris(?:es?|ing)|rose|skyrocket\w*|soar\w*|spik\w+|surg\w+|up|high(?:er)?)"
_DOWN = r"(?:declin\w+|div(?:e[sd]?|ing)|drop\w*|f[ae]ll\w*|los(?:es?|ing|t)|plung\w+|sank|sink\w*|slid\w*|slip\w*|slump\w*|tumbl\w+|down|lower)"
_WORDS: Mapping[tuple[RemarkKind, str | None], tuple[str, ...]] = {
    (RemarkKind.DECLINED_TO_COMMENT, None): (
        r"(?:declin\w+|refus\w+|would not|wouldn['\u2019]t|does not|do not|did not|didn['\u2019]t|doesn['\u2019]t|no comment|silen\w+|not|never)",
    ),
    (RemarkKind.NO_RESPONSE, None): (
        r"(?:not|no|n['\u2019]t|without|silen\w+|unanswered|ignored|could not be reached|unreachable)",
    ),
    (RemarkKind.STRATEGY, "multi-cloud"): (
        r"(?:multi-?cloud|(?:several|multiple|many|diversif\w+|more than one)\b.{0,60}\b(?:cloud|provider|supplier)s?)",
    ),
    (RemarkKind.EVENT, "share-price-up"): (_SHARES, _UP),
    (RemarkKind.EVENT, "share-price-down"): (_SHARES, _DOWN),
}


def miscalled(remark: Remark, reading: Reading) -> Iterator[str]:
    """Yield that no word of the evidence's sentences says what a remark is called."""
    words = " ".join(reading.text[start:end] for start, end in reading.around(remark))
    called = remark.kind.value if remark.value is None else f"{remark.kind.value} {remark.value}"
    for needed in _WORDS.get((remark.kind, remark.value), ()):
        if not re.search(rf"(?i)(?<!\w){needed}(?!\w)", words, re.DOTALL):
            yield f"kind: the remark says {called!r}, and no word of the evidence says so"
