"""Deals for the tests of queries, shapes and ontology: the bundled article, a launch and a rumour; and all curated claims."""

from functools import cache
from pathlib import Path

from kg.companies import Companies, companies
from kg.documents import read_document
from kg.facts import record
from kg.interchange import read_curated, read_sources
from kg.model import Claim, Company, Document, Evidence, Extraction, Remark
from kg.namespaces import LAYERS
from kg.rdf import nquads
from kg.resources import resource
from kg.store import Store
from kg.values import Money

ARTICLE = read_document(Path(str(resource("data/articles/openai-oracle.md"))))
LAUNCH = Document(
    id="launch", title="Stargate is launched", publisher="ITWeb", date="2025-01-22", grade="party-statement",
    text="OpenAI, SoftBank and Oracle announce Stargate, a project of $500 billion over four years. Oracle runs on Nvidia chips.",
)  # fmt: skip
RUMOUR = Document(id="rumour", publisher="Somebody")
WSJ = ("The Wall Street Journal",)


KNOWN = Companies([
    Company(name="Alphabet"), Company(name="Google", owner="Alphabet"), Company(name="Microsoft", country="United States"),
    Company(name="Azure", aliases=("Microsoft Azure",), owner="Microsoft", division=True),
    *(Company(name=name) for name in ("OpenAI", "Oracle", "SoftBank", "Nvidia", "Amazon", "AMD")),
])  # fmt: skip


def said(*quotes, text=ARTICLE.text):
    return tuple(Evidence.of(text, i, i + len(q)) for q in quotes for i in [text.index(q)])


def supply(type_, provider, *quotes, **slots):
    roles = {"customer": ("OpenAI",), "provider": (provider,)}
    return Claim(doc=ARTICLE.id, type=type_, roles=roles, product="cloud", evidence=said(*quotes), **slots)


BILLIONS = Money(value=300 * 10**9, currency="USD", bound="at_most")
TOLD = {
    "oracle": supply(
        "contract", "Oracle", "OpenAI has agreed to buy computing power worth up to $300 billion from Oracle over five years",
        "OpenAI will start buying in 2027", amount=BILLIONS, start="2027", duration="P5Y", status="reported",
        attributed_to=WSJ,
    ),
    "usage": supply(
        "usage", "Oracle", "OpenAI has used Oracle's computing resources since the summer of 2024", start="2024-summer"
    ),
    "azure": supply(
        "exclusivity_ended", "Microsoft", "OpenAI announced that it would no longer rely solely on Microsoft Azure",
        end="2025-01", attributed_to=("OpenAI",),
    ),
    "google": supply("contract", "Google", "it signed a cloud services agreement with Google this spring", signed="2025-spring"),
    "rivals": Claim(
        doc=ARTICLE.id, type="competition", roles={"party": ("OpenAI", "Google")},
        evidence=said("OpenAI competes with Google in artificial intelligence"),
    ),
    "stargate-50": Claim(
        doc=ARTICLE.id, type="project", name="Stargate", roles={"participant": ("OpenAI", "SoftBank", "Oracle")},
        amount=Money(value=50 * 10**9, currency="USD"), duration="P4Y",
        evidence=said("OpenAI, SoftBank and Oracle committed to invest $50 billion in data centres"),
    ),
    "stargate-500": Claim(
        doc="launch", type="project", name="Stargate", roles={"participant": ("OpenAI", "SoftBank", "Oracle")},
        amount=Money(value=500 * 10**9, currency="USD"), duration="P4Y", attributed_to=("OpenAI", "SoftBank"),
        evidence=said("OpenAI, SoftBank and Oracle announce Stargate, a project of $500 billion over four years", text=LAUNCH.text),
    ),
    "nvidia": Claim(
        doc="launch", type="usage", roles={"customer": ("Oracle",), "provider": ("Nvidia",)}, product="chips",
        evidence=said("Oracle runs on Nvidia chips", text=LAUNCH.text),
    ),
    "amazon": Claim(
        doc="rumour", type="contract", roles={"customer": ("OpenAI",), "provider": ("Amazon",)}, status="rumored",
        summary="OpenAI may buy from Amazon.",
    ),
    "denial": Claim(
        doc="rumour", type="contract", roles={"customer": ("OpenAI",), "provider": ("AMD",)}, status="denied",
        attributed_to=("AMD",), summary="AMD denies a contract.",
    ),
}  # fmt: skip
VERDICTS = dict.fromkeys(TOLD, "accepted") | {
    "stargate-50": "outranked",
    "amazon": "ineligible",
    "denial": "ineligible",
}
ID = {key: claim.id for key, claim in TOLD.items()}
KEY = {id_: key for key, id_ in ID.items()}


def remark(kind, quote, *parties, **more):
    return Remark(doc=ARTICLE.id, kind=kind, parties=parties, evidence=said(quote), **more)


REMARKS = (
    remark("declined-to-comment", "Oracle declined to comment.", "Oracle"),
    remark("no-response", "OpenAI did not respond to requests for comment.", "OpenAI"),
    remark("strategy", "It follows a multi-cloud strategy instead.", "OpenAI", value="multi-cloud"),
    remark("unnamed-deals", "contracts worth billions of dollars with several clients it did not name", "Oracle"),
    remark("event", "Oracle's shares jumped in after-hours trading", "Oracle", value="share-price-up"),
    remark("opinion", "the contract sets a record for a single cloud deal", "Oracle", attributed_to=("Industry analysts",)),
    remark("forecast", "Similar contracts may become common as AI matures."),
)  # fmt: skip


@cache
def graph():
    """The whole graph, as N-Quads by layer."""
    documents = [(ARTICLE, REMARKS), (LAUNCH, ()), (RUMOUR, ())]
    found = [
        Extraction(document=document, claims=tuple(c for c in TOLD.values() if c.doc == document.id), remarks=remarks)
        for document, remarks in documents
    ]  # fmt: skip
    store = Store.memory()
    record(store, found, KNOWN)
    return {layer: nquads(store.triples(layer), layer) for layer in LAYERS}


@cache
def curated():
    """A store of the curated claims that ship."""
    sources = read_sources(resource("data/deals/sources.csv").read_text("utf-8"), "sources.csv")
    store = Store.memory()
    for name in ("core.jsonl", "more.jsonl"):
        text = resource(f"data/deals/{name}").read_text("utf-8")
        record(store, read_curated(text, name, sources).extractions, companies())
    return store
