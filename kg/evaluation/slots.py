"""When two claims about one link agree on a slot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.values import months

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kg.evaluation.naming import Naming
    from kg.model import Claim

SLOTS = (
    "product",
    "amount",
    "capacity",
    "stake_percent",
    "signed",
    "start",
    "end",
    "duration",
    "status",
    "attributed_to",
)
_LEAST_PREFIX = 4


def value_of(claim: Claim, slot: str, naming: Naming) -> object:
    """Return what a claim says in a slot, so that equal meanings are equal, or None where it says nothing.

    Examples
    --------
    >>> from kg.evaluation.naming import Naming
    >>> from kg.model import Claim
    >>> told = dict(doc="d", type="partnership", roles={"party": ("A", "B")}, summary="A and B.")
    >>> value_of(Claim(**told, duration="P1Y6M"), "duration", Naming())
    18
    """
    told = getattr(claim, slot)
    if told is None or told == ():
        return None
    if slot == "attributed_to":
        return tuple(sorted(naming.fold(name) for name in told))
    return _MEANINGS[slot](told) if slot in _MEANINGS else told


_MEANINGS: Mapping[str, Callable[..., object]] = {
    "product": lambda product: product.value,
    "amount": lambda money: (float(money.value), money.currency, money.bound.value, money.period),
    "capacity": lambda size: (float(size.value), size.unit.value, size.bound.value),
    "stake_percent": float,
    "duration": months,
    "status": lambda status: status.value,
}


def agree(slot: str, one: object, other: object) -> bool:
    """Whether two values of a slot are the same; sources also where one name begins the other."""
    if isinstance(one, tuple) and isinstance(other, tuple) and slot == "attributed_to":
        return len(one) == len(other) and all(map(_one_source, one, other))
    return one == other


def _one_source(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    return one == other or (len(shorter) >= _LEAST_PREFIX and longer.startswith(shorter))
