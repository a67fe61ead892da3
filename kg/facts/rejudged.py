"""Deals as another policy judges them, out of their records alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.facts.deals import deals as deals_in
from kg.facts.recording import under
from kg.model import Extraction
from kg.rdf import corpus_nquads, registry_nquads
from kg.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.companies import Companies
    from kg.model import Claim, Deal, Document


def rejudged(
    deals: Iterable[Deal],
    claims: Mapping[str, Claim],
    documents: Mapping[str, Document],
    companies: Companies,
    policy: str,
) -> list[Deal]:
    """Return deals with what another policy accepts of their claims.

    Parameters
    ----------
    deals
        As any policy judges them: which claims each is about is taken from them.
    claims, documents
        The records behind them, by id; what is missing is not judged.
    companies
        The registry, with the judgements it follows.
    policy
        As :func:`kg.facts.policies` names it.

    Raises
    ------
    UsageError
        There is no such policy.

    Notes
    -----
    Linear in the claims. Of a graph that is at hand, :func:`kg.facts.under` does the same.

    Examples
    --------
    >>> from kg.companies import companies
    >>> from kg.model import Claim, Deal, Document
    >>> roles = {"customer": ("OpenAI",), "provider": ("Oracle",)}
    >>> claim = Claim(doc="d", type="usage", roles=roles, summary="…")
    >>> deal = Deal(id="1", type="usage", roles=roles, status="announced", accepted=True, claims=(claim.id,))
    >>> records = {claim.id: claim}, {"d": Document(id="d", grade="aggregator")}
    >>> [told.accepted for told in rejudged([deal], *records, companies(), "strict")]
    [False]
    """
    deal_of = {key: deal.id for deal in deals for key in deal.claims if key in claims}
    told: dict[str, list[Claim]] = {}
    for key in deal_of:
        if claims[key].doc in documents:
            told.setdefault(claims[key].doc, []).append(claims[key])
    found = [Extraction(document=documents[doc], claims=tuple(those)) for doc, those in told.items()]
    store = Store.memory()
    store.load([registry_nquads(companies), *corpus_nquads(found, deal_of)])
    return list(deals_in(under(store, policy, companies)))
