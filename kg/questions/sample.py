"""Tiny networks out of plain sentences, for examples and tests."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.companies import companies
from kg.errors import UsageError
from kg.model import Claim, ClaimType, Deal, Document, Evidence
from kg.network import deal_network
from kg.values import Money

if TYPE_CHECKING:
    import networkx as nx

_VERBS = (
    ("buys (?P<product>[a-z_]+) from", ClaimType.CONTRACT, ("customer", "provider")),
    ("uses", ClaimType.USAGE, ("customer", "provider")),
    ("no longer relies solely on", ClaimType.EXCLUSIVITY_ENDED, ("customer", "provider")),
    ("competes with", ClaimType.COMPETITION, ("party", "party")),
    ("partners with", ClaimType.PARTNERSHIP, ("party", "party")),
    ("invests in", ClaimType.INVESTMENT, ("investor", "investee")),
)
_TAIL = (
    r"(?P<b>.+?)(?: for (?:(?P<bound>up to|at least|about) )?(?P<value>\d+) (?P<currency>[A-Z]{3})(?P<annual> a year)?)?"
    r"(?: since (?P<start>\S+))?(?: over (?P<duration>\S+))?(?: until (?P<end>\S+))?(?: \((?P<status>[a-z]+)\))?"
)
_BOUNDS = {None: "exact", "up to": "at_most", "at least": "at_least", "about": "about"}


def sample_network(*sentences: str, as_of: str | None = None) -> nx.MultiDiGraph[str]:
    """Return the network of a document that holds these sentences, each one claim about one deal.

    Parameters
    ----------
    sentences
        ``A VERB B``, where the verb is *uses*, *buys PRODUCT from*, *no longer relies solely on*, *competes with*,
        *partners with* or *invests in*, then if wanted ``for AMOUNT`` (``up to 300 USD a year``), ``since DATE``,
        ``over P5Y``, ``until DATE`` and ``(STATUS)``.
    as_of
        As for :func:`kg.network.deal_network`.

    Raises
    ------
    UsageError
        A sentence is none of these.

    Examples
    --------
    >>> network = sample_network("OpenAI buys cloud from Oracle since 2027", "OpenAI uses Google (planned)")
    >>> [(u, v, tie["start"], tie["accepted"]) for u, v, tie in network.edges(data=True)]
    [('OpenAI', 'Google', None, False), ('OpenAI', 'Oracle', '2027', True)]
    """
    text = ". ".join(sentences)
    claims, begin = [], 0
    for sentence in sentences:
        claims.append(_claim(sentence, Evidence(quote=sentence, start=begin, end=begin + len(sentence))))
        begin += len(sentence) + len(". ")
    deals = [_deal(number, claim) for number, claim in enumerate(claims, start=1)]
    document = Document(id="sample", text=text, publisher="Sample")
    return deal_network(deals, claims, [document], [], companies(), as_of=as_of)


def _claim(sentence: str, evidence: Evidence) -> Claim:
    for verb, kind, (first, second) in _VERBS:
        match = re.fullmatch(rf"(?P<a>.+?) {verb} {_TAIL}", sentence)
        if match:
            found = match.groupdict()
            a, b = found.pop("a"), found.pop("b")
            roles = {first: (a, b)} if first == second else {first: (a,), second: (b,)}
            found["amount"] = _amount(*(found.pop(slot) for slot in ("value", "currency", "bound", "annual")))
            slots = {slot: value for slot, value in found.items() if value}
            return Claim.model_validate(
                {"doc": "sample", "type": kind, "roles": roles, "evidence": (evidence,), **slots}
            )
    raise UsageError(
        f"no sample sentence: {sentence!r}; write for example 'OpenAI uses Oracle since 2024-summer'"
    )


def _amount(value: str | None, currency: str | None, bound: str | None, annual: str | None) -> Money | None:
    if value is None or currency is None:
        return None
    period = "P1Y" if annual else None
    return Money.model_validate(
        {"value": int(value), "currency": currency, "bound": _BOUNDS[bound], "period": period}
    )


def _deal(number: int, claim: Claim) -> Deal:
    told = {"type", "roles", "name", "product", "amount", "start", "end", "duration", "status"}
    return Deal(
        id=f"deal-{number}",
        accepted=claim.status in {"announced", "reported", "terminated"},
        claims=(claim.id,),
        **claim.model_dump(include=told),
    )
