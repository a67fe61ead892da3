"""What is supplied, and who is likely to supply it: product words, trades, and the direction of an undirected deal."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.model import Product

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Doc

    from kg.companies import Companies
    from kg.extract.mentions import Mentions

_WORDS: tuple[tuple[Product, str], ...] = (
    (
        Product.MANUFACTURING,
        "foundry foundries wafer manufactur\\w+ assembl\\w+ fabricat\\w+ batter\\w+ cell cells fab fabs tile node "
        "chipmaking packaging vaccine\\w* fill-finish production contract-manufactur\\w+",
    ),
    (
        Product.CHIPS,
        "chip chips gpu gpus tpu tpus accelerator\\w* processor\\w* semiconductor\\w* cpu cpus silicon memory dram hbm nand asic\\w*",
    ),
    (
        Product.POWER,
        "electricity energy hydropower reactor\\w* nuclear solar wind megawatt-hours ppa offtake gas lng geothermal power-purchase "
        "watts turbine-power heat hydrogen",
    ),
    (
        Product.DATA_CENTRE,
        "data-cent\\w+ datacent\\w+ campus site sites colocation co-location lease leases building\\w* landlord tenancy halls? mine",
    ),
    (
        Product.NETWORK,
        "satellite\\w* spectrum airwaves 5g 4g radio telecom\\w* mobile broadband fibre fiber connectivity network networks signal roaming "
        "antenna\\w* texting constellation backhaul",
    ),
    (
        Product.CLOUD,
        "cloud compute computing clusters? gpu-hours hosting hyperscale capacity servers-by-the-hour infrastructure workloads ledgers",
    ),
    (
        Product.SOFTWARE,
        "software model models chatbot\\w* app apps application\\w* licen[cs]e\\w* licen[cs]ing data archive\\w* content characters recordings "
        "music assistant technology platform\\w* programming interfaces catalogue catalog library posts search algorithm\\w* games? "
        "streaming film\\w* series rights payroll tool\\w* patents?",
    ),
)
_PATTERNS = tuple(
    (product, re.compile(rf"(?i)(?<![\w-])(?:{'|'.join(words.split())})(?![\w-])"))
    for product, words in _WORDS
)

_TRADES: tuple[tuple[Product, str], ...] = (
    (Product.CHIPS, "chip designer|chip maker|chipmaker|semiconductor|memory|hardware|server|networking"),
    (Product.MANUFACTURING, "foundry|electronics manufacturer|battery|batteries|contract manufacturer"),
    (Product.CLOUD, "neocloud|cloud|hosting|computing|hyperscal"),
    (Product.DATA_CENTRE, "data-centre|data centre|data center|landlord|developer|real estate|miner|mining"),
    (Product.POWER, "energy|utility|power|electric|wind|solar|nuclear|reactor|hydro"),
    (Product.NETWORK, "telecom|satellite|carrier|operator|mobile|radio|network"),
    (
        Product.SOFTWARE,
        "software|AI lab|AI application|model|media|publisher|record label|music|studio|data|app|payments|label",
    ),
)
_TRADE_PATTERNS = tuple((product, re.compile(rf"(?i)\b(?:{words})")) for product, words in _TRADES)
# Who sells to whom where both could: the one nearer to the ground supplies the one nearer to the reader.
_UPSTREAM = (
    Product.POWER,
    Product.MANUFACTURING,
    Product.CHIPS,
    Product.DATA_CENTRE,
    Product.NETWORK,
    Product.CLOUD,
    Product.SOFTWARE,
)


def product_in(words: str) -> Product | None:
    """Return the product that the last telling word of a phrase means, or None.

    Examples
    --------
    >>> product_in("cloud service agreement"), product_in("spectrum licences"), product_in("a thing")
    (<Product.CLOUD: 'cloud'>, <Product.NETWORK: 'network'>, None)
    """
    for product, pattern in _PATTERNS:
        if pattern.search(words):
            return product
    return None


class Trades:
    """What each company of a text is in the business of selling, from the registry and from the text's own words."""

    def __init__(self, doc: Doc, mentions: Mentions, known: Companies) -> None:
        self._known = known
        self._words: dict[str, list[str]] = {}
        for token in doc:
            mention = mentions.of(token)
            if mention is None:
                continue
            for company in mention.companies:
                words = self._words.setdefault(company, [mentions.text[mention.start : mention.end]])
                words += [
                    child.doc[child.left_edge.i : child.i + 1].text
                    for child in token.children
                    if child.dep_ == "appos"
                ]

    def of(self, company: str) -> Product | None:
        """Return what the company sells, or None where nothing tells."""
        entry = self._known.find(company)
        described = [entry.kind] if entry is not None and entry.kind else self._words.get(company, [])
        for words in described:
            for product, pattern in _TRADE_PATTERNS:
                if pattern.search(words):
                    return product
        return None

    def named(self, name: str) -> Product | None:
        """Return what a registered division or brand sells under its own name ("Google Cloud"), or None."""
        entry = self._known.find(name)
        if entry is None or not entry.division or entry.kind is None:
            return None
        return next((product for product, pattern in _TRADE_PATTERNS if pattern.search(entry.kind)), None)

    def provider_first(self, first: str, second: str, product: Product | None) -> bool | None:
        """Return whether the first of two parties is the provider, or None where nothing tells."""
        trades = self.of(first), self.of(second)
        if product is not None and (trades[0] is product) != (trades[1] is product):
            return trades[0] is product
        if None in trades or trades[0] is trades[1]:
            return None
        return _UPSTREAM.index(trades[0]) < _UPSTREAM.index(trades[1])


def products(words: Iterable[str]) -> Product | None:
    """Return the first product that the phrases tell, in their order."""
    return next((product for phrase in words if (product := product_in(phrase)) is not None), None)
