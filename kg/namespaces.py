"""The namespaces and named graphs of the project and the IRIs of its nodes; nothing else in the package spells one.

An instance IRI ends in the name of what it stands for, so that people can read and guess it and programs can read the
name back: two names never share an IRI. A value (an amount, a date) is named by its content, so that equal values are
one node.
"""

import re
import unicodedata
from functools import cache, lru_cache
from urllib.parse import quote, unquote

BASE = "https://w3id.org/tech-partnerships/"
TP = f"{BASE}ontology#"
KIND = f"{BASE}kind#"
ID = f"{BASE}id/"
GRAPH = f"{BASE}graph/"

CLAIMS = f"{GRAPH}claims"
"""Documents, claims, remarks and their evidence, and which deal a claim is about."""
FACTS = f"{GRAPH}facts"
"""What the policy accepts of each deal, and the direct ties that follow; the default graph of every query."""
REGISTRY = f"{GRAPH}registry"
"""The known companies."""
DECISIONS = f"{GRAPH}decisions"
"""The policy's verdict on each claim."""
LAYERS = (CLAIMS, FACTS, REGISTRY, DECISIONS)
JUDGEMENTS = f"{GRAPH}judgements"
"""What people decided, on a server; no layer, for it is read to build them."""

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
XSD = "http://www.w3.org/2001/XMLSchema#"
OA = "http://www.w3.org/ns/oa#"
DCT = "http://purl.org/dc/terms/"
SKOS = "http://www.w3.org/2004/02/skos/core#"

PREFIXES = {
    "tp": TP, "k": KIND, "id": ID, "org": f"{ID}org/", "deal": f"{ID}deal/", "claim": f"{ID}claim/",
    "doc": f"{ID}doc/", "graph": GRAPH,
    "rdf": RDF, "rdfs": RDFS, "xsd": XSD, "oa": OA, "dct": DCT, "skos": SKOS,
}  # fmt: skip


def slug(name: str) -> str:
    """Return a name in lower case, ASCII where it can be, hyphens between words; for ids made of several names.

    Examples
    --------
    >>> slug("Crédit Agricole S.A."), slug("独家")
    ('credit-agricole-s-a', '%E7%8B%AC%E5%AE%B6')
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", plain.lower())
    return "-".join(words) or quote(unicodedata.normalize("NFC", name.strip()), safe="")


_PLAIN = re.compile(r"[A-Za-z0-9.~ -]*")


@lru_cache(maxsize=65_536)  # names of companies and documents come again and again
def local(name: str) -> str:
    """Return a name as the last part of an IRI, ASCII alone; spaces become underscores, as in an encyclopaedia.

    Examples
    --------
    >>> local("SoftBank"), local("The Wall Street Journal"), local("AT&T"), local("data_1")
    ('SoftBank', 'The_Wall_Street_Journal', 'AT%26T', 'data%5F1')
    """
    if _PLAIN.fullmatch(name):
        return name.replace(" ", "_")
    return "_".join(quote(part, safe="").replace("_", "%5F") for part in name.split(" "))


def name_of(iri: str) -> str:
    """Return the name that an instance IRI ends in: the inverse of :func:`local`.

    Examples
    --------
    >>> name_of(company_iri("Crédit Agricole S.A."))
    'Crédit Agricole S.A.'
    """
    name = iri.rpartition("/")[2].replace("_", " ")
    return unquote(name) if "%" in name else name


def company_iri(name: str) -> str:
    """Return the IRI of a company, or of anyone else who takes part in a deal or says something, by canonical name."""
    return f"{ID}org/{local(name)}"


def document_iri(document: str) -> str:
    """Return the IRI of a document by its id."""
    return f"{ID}doc/{local(document)}"


def passage_iri(document: str, start: int, end: int) -> str:
    """Return the IRI of a span of a document, in code points, with the fragment of RFC 5147.

    Examples
    --------
    >>> passage_iri("openai-oracle", 441, 599)
    'https://w3id.org/tech-partnerships/id/doc/openai-oracle#char=441,599'
    """
    return f"{document_iri(document)}#char={start},{end}"


def claim_iri(claim: str) -> str:
    """Return the IRI of a claim by its id."""
    return f"{ID}claim/{local(claim)}"


def remark_iri(remark: str) -> str:
    """Return the IRI of a remark by its id."""
    return f"{ID}remark/{local(remark)}"


def deal_iri(deal: str) -> str:
    """Return the IRI of a deal by its id."""
    return f"{ID}deal/{local(deal)}"


def policy_iri(policy: str) -> str:
    """Return the IRI of a policy by its name."""
    return f"{ID}policy/{local(policy)}"


def assessment_iri(claim: str, policy: str) -> str:
    """Return the IRI of one policy's verdict on one claim; rules build the same from the claim's IRI.

    Examples
    --------
    >>> assessment_iri("0f3a", "default") == claim_iri("0f3a") + "/verdict/default"
    True
    """
    return f"{claim_iri(claim)}/verdict/{local(policy)}"


def concept(value: str) -> str:
    """Return the local name of a concept of ``ontology/kinds.ttl`` by the value that the claim format writes for it.

    Examples
    --------
    >>> concept("data_centre"), concept("wafer/month"), concept("%")
    ('data-centre', 'wafer-per-month', 'percent')
    """
    return value.replace("_", "-").replace("/", "-per-").replace("%", "percent")


@cache  # the lists of concepts are closed
def concept_iri(value: str) -> str:
    """Return the IRI of a concept of ``ontology/kinds.ttl`` by the value that the claim format writes for it."""
    return f"{KIND}{concept(value)}"
