"""What the linear model sees of an ordered pair of candidates: words and grammar between, beside and above them."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.extract.frame_table import FRAMES
from kg.extract.learned.wordclass import word
from kg.extract.roles import passive

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from kg.extract.learned.candidates import Candidate, Pair
    from kg.extract.learned.salience import Salience
    from kg.extract.learned.told import Told

_LONGEST = 8
_BETWEEN = 14
_BESIDE = 3
_SKIPPED = frozenset({"SPACE", "PUNCT"})


def features(
    pair: Pair, *, backwards: bool, trades: tuple[str, str], told: Told, salience: Salience
) -> list[str]:
    """Return the features of a pair read from its first to its second candidate, or the other way round.

    Parameters
    ----------
    pair
        The candidates in order of the text.
    backwards
        Whether the second candidate is to take the first role.
    trades
        What the two candidates sell, in the order of the pair; empty where nothing tells.
    told
        What the frames say of each two companies.
    salience
        Where the candidates stand among each other.
    """
    one, other = (pair.second, pair.first) if backwards else (pair.first, pair.second)
    sold = trades[::-1] if backwards else trades
    order = "<" if backwards else ">"
    near = "0" if pair.apart == 0 else "1" if pair.apart == 1 else "2"
    found = [
        f"order{order}",
        f"apart{near}",
        f"kinds:{one.kind},{other.kind}",
        f"kinds{near}:{one.kind},{other.kind}",
        f"sold:{sold[0]},{sold[1]}",
        f"one.sold:{sold[0]}",
        f"other.sold:{sold[1]}",
        f"one.label:{one.span.root.ent_type_}",
        f"other.label:{other.span.root.ent_type_}",
        f"one.dep:{one.head.dep_}",
        f"other.dep:{other.head.dep_}",
        f"deps:{one.head.dep_},{other.head.dep_}",
    ]
    found += told.features(pair, one, other)
    found += salience.features(pair, order)
    found += _between(pair, order)
    found += (f"one{mark}" for mark in _beside(one))
    found += (f"other{mark}" for mark in _beside(other))
    if pair.apart == 0:
        found += _path(one.head, other.head)
    else:
        found += (f"one^{mark}" for mark in _climb(one.head))
        found += (f"other^{mark}" for mark in _climb(other.head))
    return list(dict.fromkeys(found))


@cache
def _lexicon() -> dict[str, tuple[str, ...]]:
    """Return, for each word that triggers a frame, the types of tie it may tell."""
    table: dict[str, set[str]] = {}
    for frame in FRAMES:
        for entry in (*frame.verbs, *frame.nouns, *frame.adverbs):
            table.setdefault(entry.partition("_")[0], set()).add(frame.type.value)
    return {entry: tuple(sorted(types)) for entry, types in table.items()}


def _between(pair: Pair, order: str) -> Iterator[str]:
    doc = pair.first.head.doc
    start, end = pair.first.span.end, pair.second.span.start
    middle = [token for token in doc[start : max(start, end)] if token.pos_ not in _SKIPPED]
    yield f"gap:{min(len(middle) // 3, 8)}"
    words = [word(token) for token in middle]
    if len(words) > _BETWEEN:
        words = [*words[: _BETWEEN // 2], "…", *words[-_BETWEEN // 2 :]]
    for entry in words:
        yield f"mid:{entry}"
        yield f"mid{order}{entry}"
        for kind in _lexicon().get(entry, ()):
            yield f"mid{order}type:{kind}"
    for a, b in pairwise(words):
        yield f"mid{order}{a} {b}"
    if len(words) <= 4:
        yield f"mid{order}all:{' '.join(words)}"


def _beside(candidate: Candidate) -> Iterator[str]:
    doc, sentence = candidate.head.doc, candidate.head.sent
    for step, token in enumerate(doc[candidate.span.end : min(sentence.end, candidate.span.end + _BESIDE)]):
        yield f"+{word(token)}"
        if step == 0:
            yield f"+1{word(token)}"
    before = doc[max(sentence.start, candidate.span.start - _BESIDE) : candidate.span.start]
    for token in before:
        yield f"-{word(token)}"
    yield f"-1{word(before[-1])}" if len(before) else "-1^"


def _climb(token: Token) -> Iterator[str]:
    """Yield the grammar above a candidate, up to the head of its clause."""
    steps = []
    for _ in range(_LONGEST):
        head = token.head
        if head == token:
            break
        steps.append(token.dep_ if head.pos_ != "ADP" else f"{token.dep_}")
        if head.pos_ == "ADP":
            steps.append(head.lower_)
        else:
            yield f"{'/'.join(steps)}/{word(head)}"
            yield f"w:{word(head)}"
            for kind in _lexicon().get(word(head), ()):
                yield f"t:{'/'.join(steps)}/{kind}"
            if head.pos_ in {"VERB", "AUX"}:
                yield from (
                    f"o:{word(head)}+{word(child)}" for child in head.children if child.dep_ == "dobj"
                )
                break
        token = head


def _path(one: Token, other: Token) -> Iterator[str]:
    """Yield the way through the parse from one candidate to the other."""
    above, beyond = [one, *one.ancestors], [other, *other.ancestors]
    at = {token.i: index for index, token in enumerate(beyond)}
    top = next((index for index, token in enumerate(above) if token.i in at), None)
    if top is None:
        return
    peak = above[top]
    up, down = above[:top], beyond[: at[peak.i]]
    ups = [_step(token) for token in up[1:]]
    downs = [_step(token) for token in down[1:]]
    left, right = (_edge(side) for side in (up, down))
    name = word(peak) if peak not in (one, other) else "ONE" if peak == one else "OTHER"
    voice = "p" if peak.pos_ == "VERB" and passive(peak) else ""
    yield f"len:{min(len(up) + len(down), 9)}"
    yield f"peak:{name}"
    yield f"edges:{left}|{right}"
    yield f"l:{left}|{name}{voice}"
    yield f"r:{name}{voice}|{right}"
    yield f"lr:{left}|{name}{voice}|{right}"
    yield f"path:{'/'.join(ups)}|{name}{voice}|{'/'.join(downs)}"
    for kind in _lexicon().get(name, ()):
        yield f"lr:{left}|{kind}|{voice}|{right}"
        yield f"type:{kind}|{right}"
    for side, tokens in (("u", up[1:]), ("d", down[1:])):
        for token in tokens:
            yield f"{side}:{_step(token)}"
            yield f"on:{word(token)}"
            yield from (f"{side}.type:{kind}|{voice}" for kind in _lexicon().get(word(token), ()))
    for child in peak.children:
        if child in up or child in down:
            continue
        if child.dep_ in {"dobj", "attr", "prt", "neg", "aux", "mark", "acomp", "xcomp"}:
            yield f"peak.{child.dep_}:{word(child)}"
            yield f"lr.{left}|{name}+{word(child)}|{right}"
            yield from (f"lr.{left}|{child.dep_}={kind}|{right}" for kind in _lexicon().get(word(child), ()))


def _step(token: Token) -> str:
    return f"{token.dep_}:{word(token)}"


def _edge(side: list[Token]) -> str:
    """Return how a side hangs on the peak: its last dependency, with the preposition if it is one."""
    if not side:
        return ""
    last = side[-1]
    return f"{last.dep_}:{last.lower_}" if last.pos_ == "ADP" or last.dep_ == "agent" else last.dep_
