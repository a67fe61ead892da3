"""Whether the words that govern a date look back or ahead, where the date itself leaves that open."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.extract.dates import DateMention

_AHEAD = frozenset({"will", "would", "shall", "should", "'ll", "\u2019ll", "wo", "may", "might", "could"})
_PLANNING = frozenset(
    "aim be expect forecast hope intend need plan project schedule set slate want wish".split()
)
_PAST = frozenset({"VBD", "VBN"})


def in_tense(mention: DateMention, head: Token) -> DateMention:
    """Return a date mention in the reading that the tense of its verb asks for.

    "Wants to close in March" and "will close on Friday" look ahead; "agreed to buy ... in March" looks back; without
    such a sign the mention stays as :func:`kg.extract.dates.find_dates` reads it.

    Parameters
    ----------
    mention
        The mention.
    head
        The token that heads it in the parse.
    """
    if len(mention.readings) < 2 or mention.qualifier == "since" or mention.part in {"earlier", "later"}:
        return mention
    verb = next((token for token in head.ancestors if token.pos_ in {"VERB", "AUX"}), None)
    if verb is None:
        return mention
    helpers = {child.lower_ for child in verb.children if child.dep_ in {"aux", "auxpass"}}
    if helpers & _AHEAD and "have" not in helpers:
        return mention.toward(future=True)
    if "to" in helpers:
        ahead = verb.head.tag_ not in _PAST or verb.head.lemma_.lower() in _PLANNING
        return mention.toward(future=ahead)
    return mention.toward(future=False) if verb.tag_ == "VBD" else mention
