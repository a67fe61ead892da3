"""How one line of the table of frames is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.frames import Frame

if TYPE_CHECKING:
    from kg.model import ClaimType

MONEY = "$ € £ million billion trillion dollar euro pound yen won yuan crore rupee krona krone franc sum fee"
"""Words of a sum of money."""


def _slots(roles: dict[str, str]) -> dict[str, tuple[str, ...]]:
    return {role: tuple(slots.split()) for role, slots in roles.items()}


def by_verbs(
    kind: ClaimType,
    verbs: str,
    /,
    *,
    having: str = "",
    near: str = "",
    implied: str = "",
    over: bool = False,
    **roles: str,
) -> Frame:
    """Return the frame of some verbs.

    Parameters
    ----------
    kind
        What it tells of.
    verbs
        Lemmas, a particle behind ``_``.
    having
        Heads of its objects, one of which it needs.
    near
        Words, one of which it needs in the sentence or the one before.
    implied
        A role that the text may leave to its topic, and for ``party`` the slots in which the other one may then stand.
    over
        Whether the verbs tell the end of the tie.
    roles
        The slots of each role.

    Examples
    --------
    >>> from kg.model import ClaimType
    >>> by_verbs(ClaimType.INVESTMENT, "invest", investor="subject", investee="in into").roles["investee"]
    ('in', 'into')
    """
    words, objects, context = (frozenset(text.split()) for text in (verbs, having, near))
    role, *lone = implied.split() or [""]
    return Frame(
        kind,
        _slots(roles),
        verbs=words,
        object=objects,
        context=context,
        implied=role,
        over=over,
        lone=frozenset(lone),
    )


def by_nouns(
    kind: ClaimType, nouns: str, /, *, after: str = "", modified: str = "", implied: str = "", **roles: str
) -> Frame:
    """Return the frame of some nouns, which may need to complete a verb ``after``, or to be ``modified`` by a word.

    Examples
    --------
    >>> from kg.model import ClaimType
    >>> by_nouns(ClaimType.ACQUISITION, "takeover", acquirer="by", target="of").nouns
    frozenset({'takeover'})
    """
    words, support, modifiers = (frozenset(text.split()) for text in (nouns, after, modified))
    role, *lone = implied.split() or [""]
    return Frame(
        kind,
        _slots(roles),
        nouns=words,
        support=support,
        modifiers=modifiers,
        implied=role,
        lone=frozenset(lone),
    )


def by_adverbs(kind: ClaimType, adverbs: str, /, **roles: str) -> Frame:
    """Return the frame of some adverbs, whose roles are those of the verb that they stand with.

    Examples
    --------
    >>> from kg.model import ClaimType
    >>> by_adverbs(ClaimType.PARTNERSHIP, "jointly", party="subject with").adverbs
    frozenset({'jointly'})
    """
    return Frame(kind, _slots(roles), adverbs=frozenset(adverbs.split()))
