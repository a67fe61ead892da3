"""The namespaces of the graph and the IRIs of its nodes; nothing else in the package spells an IRI."""

import re
import unicodedata
from urllib.parse import quote

BASE = "https://w3id.org/tech-partnerships/"
TP = f"{BASE}ontology#"
KIND = f"{BASE}kind#"
ID = f"{BASE}id/"

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
XSD = "http://www.w3.org/2001/XMLSchema#"
OA = "http://www.w3.org/ns/oa#"
DCT = "http://purl.org/dc/terms/"
SKOS = "http://www.w3.org/2004/02/skos/core#"
PROV = "http://www.w3.org/ns/prov#"

PREFIXES = {
    "tp": TP, "k": KIND, "id": ID, "org": f"{ID}org/", "rdf": RDF, "rdfs": RDFS, "xsd": XSD, "oa": OA, "dct": DCT,
    "skos": SKOS, "prov": PROV,
}  # fmt: skip


def slug(name: str) -> str:
    """Return a name as the readable last part of an IRI: lower case, ASCII where it can be, hyphens between words.

    Examples
    --------
    >>> slug("Crédit Agricole S.A."), slug("独家")
    ('credit-agricole-s-a', '%E7%8B%AC%E5%AE%B6')
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", plain.lower())
    return "-".join(words) or quote(unicodedata.normalize("NFC", name.strip()), safe="")
