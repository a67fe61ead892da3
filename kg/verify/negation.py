"""Whether the words that join the parties are negated, by the parse of their sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.status import particle_forms
from kg.verify.names import Span
from kg.verify.reading import Reading, inside

if TYPE_CHECKING:
    from kg.extract.words import Token
    from kg.model import Claim

_PEERS = frozenset({"participant", "party"})
_CLAUSAL = frozenset(
    "acl acomp advcl appos attr ccomp conj dep dobj npadvmod oprd parataxis pcomp pobj prep relcl xcomp".split()
)
_DENYING = frozenset(
    "baseless deny denial dismiss fabrication fake false hoax incorrect parody refute reject untrue unfounded wrong".split()
)
_UNDOING = frozenset(
    "abandon back_out break_off call_off cancel collapse drop fall_apart fall_through pull_out refuse rescind revoke scrap shelve "
    "tear_up terminate walk_away withdraw".split()
)
_FAILING = frozenset("decline fail neglect".split())
_NO = frozenset("hardly neither never no nobody none nor nothing without".split())


def affirmed(claim: Claim, reading: Reading) -> bool:
    """Whether the evidence joins every party to one in another role by words that nothing in their sentence negates.

    A party that stands alone in its sentence is joined by that sentence's main clause.
    """
    heads = {party: _heads(party, claim, reading) for party in claim.parties}
    return all(_joined(party, claim, heads) for party in claim.parties if heads[party])


def _joined(party: str, claim: Claim, heads: dict[str, list[Token]]) -> bool:
    partners = {
        other
        for role, names in claim.roles.items()
        for other in names
        if other != party and (role in _PEERS or party not in names)
    }
    alone = True
    for one in heads[party]:
        for other in (token for partner in partners for token in heads[partner]):
            if one.sent == other.sent and one != other:
                alone = False
                if not _negated(one, other):
                    return True
    return alone and not all(_negated(one, one) for one in heads[party])


def _heads(party: str, claim: Claim, reading: Reading) -> list[Token]:
    """Return the quoted tokens that name or mean a party."""
    explained = [antecedent.mention for antecedent in claim.antecedents if antecedent.company == party]
    places = [*reading.meant(party), *(Span(mention.start, mention.end) for mention in explained)]
    words = (reading.words(*place) for place in places if inside(place, claim.evidence))
    return list(dict.fromkeys(span.root for span in words))


def _negated(one: Token, other: Token) -> bool:
    """Whether a negation stands on the path between two words of a sentence, or above it up to the next subject."""
    above = [one, *one.ancestors]
    path: list[Token] = []
    for token in (other, *other.ancestors):
        if token in above:
            path += above[: above.index(token) + 1]
            break
        path.append(token)
    top = path[-1]
    listed = all(token.dep_ == "conj" for token in path[:-1])
    while top.dep_ in _CLAUSAL or (listed and top.dep_ != "ROOT"):
        listed = listed and top.dep_ in {"conj", "appos"}
        top = top.head
        path.append(top)
    return any(
        _denies(token) or _undoes(token) or any(_negates(child) for child in token.children) for token in path
    )


def _undoes(token: Token) -> bool:
    """Whether a verb on the path calls off, refuses or fails to do what hangs on it."""
    if token.pos_ not in {"VERB", "AUX"}:
        return token.lower_ == "unlikely"
    failing = token.lemma_.lower() in _FAILING and any(child.dep_ == "xcomp" for child in token.children)
    return failing or bool(particle_forms(token) & _UNDOING)


def _negates(child: Token) -> bool:
    following = child.nbor(1).lower_ if child.i + 1 < len(child.doc) else ""
    if child.lower_ == "yet":
        return following == "to"
    if child.lower_ in _NO:
        return child.dep_ != "intj" and following not in {"fewer", "less", "more", "other"}
    if child.dep_ == "neg" or child.lower_ in {"not", "n't"}:
        return following not in {"only", "just", "merely", "more", "less", "fewer"}
    return _denies(child) and child.dep_ in {"acomp", "advmod", "amod", "attr", "aux", "prep"}


def _denies(token: Token) -> bool:
    return token.lemma_.lower() in _DENYING
