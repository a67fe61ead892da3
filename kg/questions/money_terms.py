"""What claims tell of the money of a deal: what it is given for, and whether it is paid or only committed."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from kg.model import Claim, ClaimType
from kg.network import AFFIRMED

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.questions.footnotes import Sources


class Kind(StrEnum):
    """What money is given for: goods or services, shares, a debt; ``investment`` where of one the form is not told."""

    PAYMENT = "payment"
    EQUITY = "equity"
    CREDIT = "credit"
    INVESTMENT = "investment"


class Standing(StrEnum):
    """How far money has come: a claim says that it was paid; it is announced or reported; it is only supposed to be."""

    PAID = "paid"
    COMMITTED = "committed"
    SUPPOSED = "supposed"


_EQUITY = re.compile(
    r"\b(?:equity|stakes?|shares|shareholders?|shareholdings?|stock|warrants?)\b", re.IGNORECASE
)
_CREDIT = re.compile(
    r"\b(?:loans?|lend(?:s|er|ers|ing)?|lent|debts?|bonds?|credit (?:line|facilit)\w*)\b", re.IGNORECASE
)
_PAID = re.compile(r"\b(?:paid|disbursed|transferred|wired)\b", re.IGNORECASE)
_NOT_PAID = re.compile(
    r"\b(?:no|not|never|nothing|none|yet|until|if|when|would|will|could|may|to be|be paid)\b|n\Wt\b",
    re.IGNORECASE,
)


def kind_of(tie: Mapping[str, Any], sources: Sources) -> Kind:
    """Return what the money of a tie is given for.

    An investment is in equity where a stake is told, or where its claims speak of shares and not of loans; it is credit
    where they speak of loans and not of shares; else its form is not told.

    Examples
    --------
    >>> from kg.questions.footnotes import Sources
    >>> from kg.questions.sample import sample_network
    >>> network = sample_network("Lender Bank invests in A", "B invests in A", "A uses B")
    >>> [str(kind_of(tie, Sources.of(network))) for _, _, tie in network.edges(data=True)]
    ['payment', 'investment', 'credit']
    """
    if tie["type"] is not ClaimType.INVESTMENT:
        return Kind.PAYMENT
    words = " ".join(_words(claim) for claim in _claims(tie, sources))
    equity, credit = bool(_EQUITY.search(words)), bool(_CREDIT.search(words))
    if tie["deal"].stake_percent is not None or (equity and not credit):
        return Kind.EQUITY
    return Kind.CREDIT if credit and not equity else Kind.INVESTMENT


def standing_of(ties: Iterable[Mapping[str, Any]], sources: Sources) -> Standing:
    """Return how far the money of some ties has come: as far as the least of them.

    A claim says that money was paid where it says so without a negation or a condition beside.
    """
    found = {_standing(tie, sources) for tie in ties}
    return max(found, key=list(Standing).index)


def _standing(tie: Mapping[str, Any], sources: Sources) -> Standing:
    told = [_words(claim) for claim in _claims(tie, sources)]
    if any(_PAID.search(words) and not _NOT_PAID.search(words) for words in told):
        return Standing.PAID
    return Standing.COMMITTED if tie["status"] in AFFIRMED else Standing.SUPPOSED


def _claims(tie: Mapping[str, Any], sources: Sources) -> list[Claim]:
    """Return the claims that tell a tie as fact."""
    held = [sources.claims[key] for key in tie["claims"] if key in sources.claims]
    return [claim for claim in held if claim.status in AFFIRMED]


def _words(claim: Claim) -> str:
    return " ".join([*(evidence.quote for evidence in claim.evidence), claim.summary or ""])
