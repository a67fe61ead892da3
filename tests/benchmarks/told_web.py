"""Made-up articles with claims, any number, for benchmarks of stores; they stand for no real company.

Eight claims an article; companies are drawn with heavy tails (a power of their rank), a twentieth as many as claims. A fifth of
the claims retell a deal of an earlier article, half have an amount, a third a beginning, a tenth a status that is no fact.
Every claim has a quote in the text of its article.
"""

import random

from kg.companies import Companies
from kg.model import Claim, Company, Document, Evidence, Extraction, Money

EACH = 8
TYPES = (
    ("contract", "customer", "provider"),
    ("usage", "customer", "provider"),
    ("investment", "investor", "investee"),
)
STATUSES = ("announced",) * 6 + ("reported",) * 3 + ("planned",)


def told_web(claims, seed=7):
    """Return (extractions, companies); the same size and seed give the same."""
    rng = random.Random(seed)
    names = [f"Company {number:06d}" for number in range(max(24, claims // 20))]
    known = Companies([Company(name=name, kind="software") for name in names])
    deals = []
    found = [_article(rng, number, names, deals) for number in range(max(1, claims // EACH))]
    return found, known


def _article(rng, number, names, deals):
    doc, text, spans, told = f"article-{number:07d}", "", [], []
    for _ in range(EACH):
        if deals and rng.random() < 0.2:
            deal = rng.choice(deals)
        else:
            deal = _deal(rng, names)
            deals.append(deal)
        (type_, one, other), buyer, seller, amount, start = deal
        sentence = (
            f"{buyer} told of a {type_} with {seller}" + (f" worth ${amount} million" if amount else "") + "."
        )
        spans.append((len(text), len(text) + len(sentence)))
        text += sentence + " "
        told.append(
            {"type": type_, "roles": {one: (buyer,), other: (seller,)}, "start": start, "status": rng.choice(STATUSES),
             "product": "cloud" if one == "customer" else None,
             "amount": Money(value=amount * 1_000_000, currency="USD") if amount else None}
        )  # fmt: skip
    made = tuple(
        Claim(doc=doc, evidence=(Evidence.of(text, start, end),), **fields)
        for fields, (start, end) in zip(told, spans, strict=True)
    )
    date = f"20{rng.randrange(20, 27)}-{rng.randrange(1, 13):02}-{rng.randrange(1, 29):02}"
    document = Document(
        id=doc,
        text=text,
        title=f"News {number}",
        publisher=f"Paper {number % 40}",
        date=date,
        grade="original-report",
    )
    return Extraction(document=document, claims=made)


def _deal(rng, names):
    one, other = (names[min(len(names) - 1, int(len(names) * rng.random() ** 2.5))] for _ in range(2))
    if one == other:
        other = names[(names.index(one) + 1) % len(names)]
    amount = rng.randrange(1, 50_000) if rng.random() < 0.5 else None
    return (
        rng.choice(TYPES),
        one,
        other,
        amount,
        (str(rng.randrange(2020, 2030)) if rng.random() < 0.33 else None),
    )
