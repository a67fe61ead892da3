"""What an evaluation counts: links, the pairs that a claim ties."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations, product
from typing import TYPE_CHECKING, NamedTuple

from kg.model import ROLES, ClaimType

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kg.evaluation.naming import Naming
    from kg.model import Claim

SUPPLY = "supply"
_MUTUAL = frozenset({ClaimType.PARTNERSHIP.value, ClaimType.COMPETITION.value})
_LOOSE = {"contract": SUPPLY, "usage": SUPPLY}


class Link(NamedTuple):
    """One pair that a document ties, by folded names: customer and provider, member and project, two partners."""

    doc: str
    type: str
    role: str
    first: str
    second: str

    @property
    def pair(self) -> frozenset[str]:
        """The two names, whatever their order."""
        return frozenset((self.first, self.second))

    def loose(self) -> Link:
        """Return the link with contract and usage as one type, and the roles of a project as one.

        Examples
        --------
        >>> Link("d", "usage", "customer>provider", "a", "b").loose().type
        'supply'
        """
        role = "member" if self.type == ClaimType.PROJECT else self.role
        return self._replace(type=_LOOSE.get(self.type, self.type), role=role)


def links(claim: Claim, naming: Naming) -> set[Link]:
    """Return the links of a claim: each customer with each provider, each member with its project, each two peers.

    Examples
    --------
    >>> from kg.evaluation.naming import Naming
    >>> from kg.model import Claim
    >>> claim = Claim(
    ...     doc="d", type="usage", roles={"customer": ("A",), "provider": ("B", "C")}, summary="A uses B, C."
    ... )
    >>> sorted(link[2:] for link in links(claim, Naming()))
    [('customer>provider', 'a', 'b'), ('customer>provider', 'a', 'c')]
    """
    kind = claim.type.value
    return {Link(claim.doc, kind, *tied) for tied in _tied(claim, naming)}


def _tied(claim: Claim, naming: Naming) -> Iterator[tuple[str, str, str]]:
    roles = {role: {naming.fold(name) for name in names} for role, names in claim.roles.items() if names}
    if claim.type is ClaimType.PROJECT:
        own = naming.fold(claim.name or "?")
        yield from ((role, name, own) for role, names in roles.items() for name in names)
    elif claim.type.value in _MUTUAL:
        yield from (("party", *pair) for pair in combinations(sorted(set().union(*roles.values())), 2))
    else:
        first, second = ROLES[claim.type][:2]
        pairs = product(roles.get(first, ()), roles.get(second, ()))
        yield from ((f"{first}>{second}", *pair) for pair in pairs)


def by_link(
    claims: Iterable[Claim],
    naming: Naming,
    short: Mapping[tuple[str, str], str] | None = None,
    *,
    loose: bool = True,
) -> dict[Link, list[Claim]]:
    """Return the claims that tell each link, in their order; ``short`` maps a document's short forms to whole names."""
    forms = short or {}
    table: dict[Link, list[Claim]] = defaultdict(list)
    for claim in claims:
        for link in links(claim, naming):
            pair = [forms.get((link.doc, name), name) for name in (link.first, link.second)]
            first, second = sorted(pair) if link.type in _MUTUAL else pair
            whole = link._replace(first=first, second=second)
            table[whole.loose() if loose else whole].append(claim)
    return dict(table)
