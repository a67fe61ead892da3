"""The fourth check: the text affirms what the claim affirms, and denies or ends what the claim says is denied or over."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.model import ClaimType, Status
from kg.verify.negation import affirmed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model import Claim
    from kg.verify.reading import Reading

_ENDING = (
    r"(?:abandon\w*|axe[sd]?|back(?:s|ed|ing)? out|break\w* off|brok?en? off|call(?:s|ed|ing)? off|cancel\w*|ceas\w+|collaps\w+|discontinu\w+|"
    r"dissol\w+|ditch\w*|drop(?:s|ped|ping)?|end(?:s|ed|ing)?|exit(?:s|ed|ing)?|expir\w+|f[ae]ll(?:s|en|ing)? (?:through|apart)|former(?:ly)?|"
    r"jettison\w*|laps\w+|leav(?:es?|ing)|left|no longer|not renew\w*|(?:is|are|was|were) over|pull(?:s|ed|ing)? out|quit\w*|replac\w+|rescind\w*|revok\w+|"
    r"scrap(?:s|ped|ping)?|sever\w*|shelv\w+|stop(?:s|ped|ping)?|suspend\w*|terminat\w+|tor[en] up|unw[io]\w+|used to|void\w*|"
    r"walk(?:s|ed|ing)? away|was (?:long|once)|were (?:long|once)|w[io]th?dr[ae]w\w*|w[io]nd\w* (?:up|down))"
)
_DENIAL = (
    r"(?:den(?:y|ies|ied|ying|ials?)|refut\w+|dismiss\w*|rebut\w*|rebuff\w*|reject\w*|contradict\w*|false(?:ly|hood)?|untrue|wrong(?:ly)?|"
    r"fabricat\w+|hoax\w*|parody|fake|baseless|unfounded|incorrect|inaccurate|disavow\w*)"
)
_NOT = r"(?:not|cannot|never|no|none|neither|nor|nothing|nobody|without|hardly|\w+n['\u2019]t)"
_NEGATION = re.compile(
    rf"(?i)\b(?:{_NOT}|{_DENIAL}|no longer|yet to|unlikely|ruled? out|ruling out|fail(?:s|ed|ing)? to|refus\w+ to|declin\w+ to|"
    r"far from|rather than|instead of|call(?:s|ed|ing)? off|cancel\w*|scrap(?:s|ped|ping)?|abandon\w*|terminat\w+|rescind\w*|revok\w+|"
    r"walk(?:s|ed|ing)? away|pull(?:s|ed|ing)? out|back(?:s|ed|ing)? out|f[ae]ll(?:s|en|ing)? (?:through|apart)|collaps\w+)\b"
)
_HARMLESS = re.compile(
    r"(?i)\b(?:(?:not|no) (?:only|just|merely|simply|mere|fewer than|less than|more than|later than|doubt|wonder|surprise|sooner|matter|small)|"
    r"(?:none|nothing|no one) (?:other|less|short|but)\b|if not\b|whether or not|last but not least|"
    r"(?:not|n['\u2019]t) (?:immediately |publicly )?(?:comment|disclos\w+|name[ds]?|respond|reply|specif\w+|reveal|give (?:details|a price)|provide details|identif\w+)|"
    r"(?:declin|refus)\w+ (?:to )?(?:comment|disclose|name|give|elaborate|specify)|without (?:naming|disclosing|giving|saying|identifying|specifying))"
)
_CORRECTED = re.compile(
    r"(?i)\s*[\"\u201c]?(?:that|this|it|the (?:report|claim|story|rumou?r)s?)(?:['\u2019]s| is| was| has been| were| are)"
    rf" (?:\w+ )?{_DENIAL}\b"
)
_UNDONE = re.compile(
    rf"(?i)\b(?:not|never|no (?:plans?|intention|decision|wish|reason)|\w+n['\u2019]t|{_DENIAL}|refus\w+|without)\b(?: \w+){{0,4}}? {_ENDING}\b"
)
_REOPENED = re.compile(
    r"(?i)\b(?:not|never|\w+n['\u2019]t)\b(?: \w+){0,4}? (?:waiv\w+|g[ia]v(?:e|es|en|ing) up|lo(?:se|ses|st|sing)|surrender\w*|relinquish\w*|"
    r"forgo\w*|cede[sd]?|lift(?:s|ed|ing)?|split\w*|diversif\w+)\b"
)
_UNTRUE = re.compile(
    rf"(?i)\b(?:(?:not|n['\u2019]t|never) (?:\w+ )?(?:true|the case|correct|accurate)|no (?:truth|basis)|(?<!neither )(?<!not )(?<!never ){_DENIAL})\b"
)
_ENDED = re.compile(rf"(?i)\b{_ENDING}\b")
_DENIED = re.compile(rf"(?i)\b(?:{_DENIAL}|{_NOT})\b")
_UNDENIED = re.compile(
    rf"(?i)\b(?:not|never|\w+n['\u2019]t|nor|neither|without)\b(?:\W+\w+){{0,2}}?\W+{_DENIAL}\b"
)
_ALONE = re.compile(
    r"(?i)\b(?:sole(?:ly)?|exclusiv\w+|only|alone|single|monopol\w+|entirely|first in line|right of first refusal|first refusal)\b"
)
_OPENED = re.compile(
    rf"(?i)\b(?:{_ENDING}|not|\w+n['\u2019]t|waiv\w+|g[ia]v(?:e|es|en|ing) up|lo(?:se|ses|st|sing)|surrender\w*|relinquish\w*|forgo\w*|"
    r"cede[sd]?|lift(?:s|ed|ing)?|split\w*|diversif\w+|rather than|instead)\b"
)
_STILL = re.compile(
    r"(?i)\b(?:continu\w+|remain\w*|still|keep(?:s|ing)?|kept|renew(?:s|ed|ing)?|extend(?:s|ed|ing)?)\b"
)


def contradicted(claim: Claim, reading: Reading) -> Iterator[str]:
    """Yield why the evidence's sentences do not bear the claim's status, or the end of exclusivity."""
    sentences = reading.around(claim)
    words = " ".join(reading.text[start:end].strip() for start, end in sentences)
    if claim.status is Status.DENIED:
        yield from _needs("denied", _DENIED, _UNDENIED, words)
    elif claim.status is Status.TERMINATED:
        yield from _needs("terminated", _ENDED, _UNDONE, words)
    elif claim.type is ClaimType.EXCLUSIVITY_ENDED:
        yield from _still_exclusive(words)
    else:
        yield from _negated(claim, words, reading)
    if claim.status is not Status.DENIED:
        for sentence in sentences:
            yield from _corrected(claim, sentence.end, reading)


def _needs(status: str, pattern: re.Pattern[str], undone: re.Pattern[str], words: str) -> Iterator[str]:
    if not pattern.search(words):
        yield f"status: the claim says {status!r}, and no word of the evidence says so"
    elif (found := undone.search(words)) is not None:
        yield f"status: the claim says {status!r}, the text says {found[0]!r}"


def _still_exclusive(words: str) -> Iterator[str]:
    alone, opened = _ALONE.search(words), _OPENED.search(words)
    if alone is None or opened is None:
        still = _STILL.search(words)
        says = (
            f"the text says {words[still.start() : still.end() + 40]!r}"
            if still
            else "no word of the evidence says so"
        )
        yield f"type: the claim says that exclusivity ended, {says}"
    elif (found := _UNDONE.search(words) or _REOPENED.search(words) or _UNTRUE.search(words)) is not None:
        yield f"type: the claim says that exclusivity ended, the text says {found[0]!r}"


def _negated(claim: Claim, words: str, reading: Reading) -> Iterator[str]:
    if (untrue := _UNTRUE.search(words)) is not None:
        yield f"status: the claim says {claim.status.value!r}, the text says {untrue[0]!r}"
        return
    found = _NEGATION.search(_HARMLESS.sub(lambda match: "~" * len(match[0]), words))
    if found is not None and not affirmed(claim, reading):
        around = words[max(0, found.start() - 30) : found.end() + 30]
        yield f"status: the claim says {claim.status.value!r}, the text says {around!r}"


def _corrected(claim: Claim, end: int, reading: Reading) -> Iterator[str]:
    found = _CORRECTED.match(reading.text, end, min(len(reading.text), end + 80))
    if found is not None:
        yield f"status: the claim says {claim.status.value!r}, the text goes on {found[0].strip()!r}"
