"""Whether the words that govern a date look back or ahead, where the date itself leaves that open."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.extract.dates import DateMention

_AHEAD = frozenset({"will", "would", "shall", "should", "'ll", "\u2019ll", "wo", "may", "might", "could"})
_PLANNING = frozenset(
    "aim be expect forecast foresee hope intend need pencil plan project schedule see set slate target want wish".split()
)
_TIMETABLED = frozenset(
    "arrive begin cease close come commence conclude deliver end expire finish go launch lapse open return run ship start stop take".split()
)
_HAVE = frozenset({"has", "have", "had", "'ve", "\u2019ve"})
_PAST = frozenset({"VBD", "VBN"})
_PRESENT = frozenset({"VBP", "VBZ"})


def in_tense(mention: DateMention, head: Token) -> DateMention:
    """Return a date mention in the reading that the words around it ask for.

    "Will close on Friday", "closing seen in March" and "expires on 31 March" look ahead; "signed on 31 March" and
    "agreed to buy ... in March" look back; without such a sign the mention stays as
    :func:`kg.extract.dates.find_dates` reads it.

    Parameters
    ----------
    mention
        The mention.
    head
        The token that heads it in the parse.
    """
    if len(mention.readings) < 2 or mention.qualifier == "since" or mention.part in {"earlier", "later"}:
        return mention
    first = next((token for token in head.subtree if token.idx >= mention.start), head)
    before = first.nbor(-1) if first.i > 0 else None
    if before is not None and before.tag_ in _PAST and mention.qualifier in {None, "in", "on"}:
        return mention.toward(future=before.lemma_.lower() in _PLANNING - {"be"})
    verb = next((token for token in head.ancestors if token.pos_ in {"VERB", "AUX"}), None)
    future = None if verb is None else _future(verb, onward=mention.qualifier in {"from", "by", "until"})
    return mention if future is None else mention.toward(future=future)


def _future(verb: Token, *, onward: bool) -> bool | None:
    """Return whether a verb looks ahead, or None where its form does not tell.

    ``onward`` says that the date opens or ends a period: "agreed to supply chips from March" looks ahead.
    """
    helpers = {child.lower_ for child in verb.children if child.dep_ in {"aux", "auxpass"}}
    lemma = verb.lemma_.lower()
    if helpers & _AHEAD and "have" not in helpers:
        return True
    if "to" in helpers:
        return onward or verb.head.tag_ not in _PAST or verb.head.lemma_.lower() in _PLANNING
    if verb.tag_ in _PRESENT and lemma in _TIMETABLED:
        return True
    if verb.tag_ == "VBN" and lemma in _PLANNING:
        return True
    past = verb.tag_ == "VBD" or (verb.tag_ == "VBN" and helpers & _HAVE)
    return False if past else None
