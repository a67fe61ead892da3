"""A made-up web of supply of any size, for benchmarks and limits; it stands for no real company.

Companies stand in tiers, and mostly buy from the tiers below::

    customer → software → cloud → data_centre → chips → manufacturing → equipment → power

How often a provider is chosen falls off as a power of its rank in its tier (heavy tails), and so does how often a
customer buys; customers sell nothing. Of the deals, a tenth run back up the tiers and close cycles, 15 percent repeat a pair that has one
already, one in a thousand is of a company with itself, a tenth are investments and a twentieth rivalries; most have
no amount, half no date. A hundredth of the companies are in no deal. There are 0.22 companies a deal.
"""

from __future__ import annotations

from datetime import date

import numpy as np

from kg.graph.build import graph_of_columns
from kg.graph.columns import ACCEPTED, EVER, NEVER, PRODUCTS, STATUSES, TYPES, columns

TIERS = ("customer", "software", "cloud", "data_centre", "chips", "manufacturing", "equipment", "power")
PARTS = np.array([0.9, 0.05, 0.0005, 0.01, 0.006, 0.006, 0.015, 0.0125])
"""How the companies divide over the tiers."""
PRODUCT = ("other", "software", "cloud", "data_centre", "chips", "manufacturing", "other", "power")


def supply_web(deals, seed=7):
    """Return a DealGraph of so many deals; the same size and seed give the same graph."""
    rng = np.random.default_rng(seed)
    size = max(len(TIERS) * 3, int(0.22 * deals))
    tier = np.sort(
        np.concatenate([np.arange(len(TIERS)).repeat(3), rng.choice(len(TIERS), size - 24, p=PARTS)])
    )
    names = [f"{TIERS[t]} {number:07d}" for number, t in enumerate(tier.tolist())]
    order = np.array(sorted(range(size), key=names.__getitem__))
    rank_of = np.empty(size, dtype=np.int64)
    rank_of[order] = np.arange(size)

    customer, provider = _ends(rng, deals, tier)
    table, _ = columns(
        size,
        rank_of[customer],
        rank_of[provider],
        currencies=("USD",),
        **_cells(rng, tier[provider], len(customer)),
    )
    kinds = [TIERS[tier[place]] for place in order.tolist()]
    return graph_of_columns([names[place] for place in order.tolist()], table, kind=kinds)


def _ends(rng, deals, tier):
    first = np.searchsorted(tier, np.arange(len(TIERS)))
    width = np.bincount(tier, minlength=len(TIERS))
    fresh = deals - int(0.15 * deals)
    buyer_tier = rng.choice(7, fresh, p=[0.6, 0.15, 0.03, 0.08, 0.05, 0.04, 0.05])
    step = rng.choice([1, 2, 3], fresh, p=[0.6, 0.25, 0.15])
    seller_tier = np.minimum(buyer_tier + step, 7)
    back = rng.random(fresh) < 0.1
    buyer_tier = np.where(back, rng.integers(2, 8, fresh), buyer_tier)
    seller_tier = np.where(back, rng.integers(1, np.maximum(buyer_tier, 2)), seller_tier)
    customer = first[buyer_tier] + _ranked(rng, width[buyer_tier], 0.35)
    provider = first[seller_tier] + _ranked(rng, width[seller_tier], 0.75)
    alone = rng.random(fresh) < 0.001
    provider = np.where(alone, customer, provider)
    again = rng.integers(0, fresh, deals - fresh)
    isolated = np.zeros(len(tier), dtype=bool)
    isolated[rng.choice(len(tier), len(tier) // 100, replace=False)] = True
    customer, provider = np.append(customer, customer[again]), np.append(provider, provider[again])
    kept = ~(isolated[customer] | isolated[provider])
    return customer[kept], provider[kept]


def _ranked(rng, width, power):
    """Choose ranks whose chance falls off as their inverse power, 0 for even chances."""
    drawn = rng.random(len(width)) ** (1 / (1 - power))
    return np.minimum((drawn * width).astype(np.int64), width - 1)


def _cells(rng, provider_tier, deals):
    kind = rng.choice(
        [TYPES.index(name) for name in ("contract", "usage", "exclusivity_ended", "investment", "competition")],
        deals, p=[0.55, 0.29, 0.01, 0.1, 0.05],
    )  # fmt: skip
    status = rng.choice(
        [STATUSES.index(name) for name in ("announced", "reported", "planned", "rumored", "denied")],
        deals, p=[0.6, 0.31, 0.05, 0.03, 0.01],
    )  # fmt: skip
    fact = np.isin(status, [STATUSES.index(name) for name in ("announced", "reported")])
    begin = date(2015, 1, 1).toordinal() + rng.integers(0, 4000, deals)
    length = rng.integers(180, 3000, deals)
    dated, ended = rng.random(deals) < 0.5, rng.random(deals) < 0.25
    return {
        "type": kind,
        "product": np.array([PRODUCTS.index(name) for name in PRODUCT])[provider_tier],
        "status": status,
        "flags": np.where(fact, ACCEPTED, 0),
        "grade": rng.integers(0, 5, deals),
        "documents": rng.integers(1, 4, deals),
        "amount": np.where(rng.random(deals) < 0.4, np.round(rng.lognormal(18, 2, deals)), np.nan),
        "currency": np.zeros(deals, dtype=np.int8),
        "begin_earliest": np.where(dated, begin, NEVER),
        "begin_latest": np.where(dated, begin, EVER),
        "end_earliest": np.where(dated & ended, begin + length, NEVER),
        "end_latest": np.where(dated & ended, begin + length, EVER),
    }
