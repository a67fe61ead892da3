"""Networks for the tests of pages: the article's deals by hand, and deals whose every word is hostile."""

import re

from kg.companies import companies
from kg.documents import read_document
from kg.facts import record
from kg.knowledge import KnowledgeGraph
from kg.model import Antecedent, Claim, Deal, Document, Evidence, Extraction, Remark
from kg.network import deal_network
from kg.resources import resource
from kg.store import Store

HOSTILE = [
    "<script>window.PWN=1</script>",
    "</script><script>window.PWN=1</script>",
    "</ScRiPt ><img src=x onerror=window.PWN=1>",
    "<!--<script>window.PWN=1//-->",
    "<img src=x onerror=window.PWN=1>",
    "<img src=https://attack.invalid/a.png>",
    "<svg onload=window.PWN=1>",
    "<svg><script>window.PWN=1</script></svg>",
    "<iframe srcdoc='<script>parent.PWN=1</script>'></iframe>",
    "<iframe src=javascript:parent.PWN=1></iframe>",
    "<object data=https://attack.invalid/a></object>",
    "<link rel=stylesheet href=https://attack.invalid/a.css>",
    "<style>@import 'https://attack.invalid/a.css';</style>",
    "<base href=https://attack.invalid/>",
    "<meta http-equiv=refresh content='0;url=https://attack.invalid/'>",
    "<form action=https://attack.invalid/><button autofocus onfocus=window.PWN=1>",
    "<details open ontoggle=window.PWN=1>",
    "<a href=javascript:window.PWN=1>click</a>",
    "javascript:window.PWN=1",
    "JaVaScRiPt:window.PWN=1",
    "data:text/html,<script>opener.PWN=1</script>",
    "vbscript:window.PWN=1",
    '" onmouseover=window.PWN=1 x="',
    "' autofocus onfocus=window.PWN=1 x='",
    "`${window.PWN=1}`",
    "${window.PWN=1}",
    "$title $data $script",
    "{{constructor.constructor('window.PWN=1')()}}",
    "\\u003cscript\\u003ewindow.PWN=1\\u003c/script\\u003e",
    '";window.PWN=1;//',
    '\\";window.PWN=1;//',
    "]]><script>window.PWN=1</script>",
    "&lt;script&gt;window.PWN=1&lt;/script&gt;",
    "&#60;script&#62;window.PWN=1",
    "\u2028window.PWN=1\u2029",
    "__proto__",
    "constructor",
    '=HYPERLINK("https://attack.invalid")',
    "\u202egpj.exe\u202c",
    "<b>bold</b> & *stars* \x01\x7f",
]


def article_network(**asked):
    """The bundled article's deals, with their quotes, as a person reads them."""
    document = read_document(str(resource("data/articles/openai-oracle.md")))
    text = document.text

    def spans(*quotes):
        return tuple(Evidence.of(text, text.index(quote), text.index(quote) + len(quote)) for quote in quotes)

    def claim(kind, quotes, **slots):
        return Claim(doc=document.id, type=kind, evidence=spans(*quotes), **slots)

    oracle = {"customer": ("OpenAI",), "provider": ("Oracle",)}
    (mention,) = spans("it signed")
    (names,) = spans("OpenAI competes")
    claims = [
        claim(
            "contract",
            [
                "OpenAI has agreed to buy computing power worth up to $300 billion from Oracle over five years",
                "OpenAI will start buying in 2027",
            ],
            roles=oracle,
            product="cloud",
            amount={"value": 300 * 10**9, "currency": "USD", "bound": "at_most"},
            start="2027",
            duration="P5Y",
            status="reported",
            attributed_to=("The Wall Street Journal",),
        ),
        claim(
            "usage",
            ["OpenAI has used Oracle's computing resources since the summer of 2024"],
            roles=oracle,
            product="cloud",
            start="2024-summer",
        ),
        claim(
            "exclusivity_ended",
            [
                "OpenAI announced that it would no longer rely solely on Microsoft Azure for its cloud services"
            ],
            roles={"customer": ("OpenAI",), "provider": ("Microsoft",)},
            product="cloud",
            end="2025-01",
            attributed_to=("OpenAI",),
        ),
        claim(
            "project",
            ["OpenAI, SoftBank and Oracle committed to invest $50 billion in data centres"],
            roles={"participant": ("OpenAI", "SoftBank", "Oracle")},
            name="Stargate",
            amount={"value": 50 * 10**9, "currency": "USD"},
            duration="P4Y",
        ),
        claim(
            "competition",
            ["OpenAI competes with Google in artificial intelligence"],
            roles={"party": ("OpenAI", "Google")},
        ),
        claim(
            "contract",
            ["it signed a cloud services agreement with Google this spring"],
            roles={"customer": ("OpenAI",), "provider": ("Google",)},
            product="cloud",
            signed="2025-spring",
            antecedents=(
                Antecedent(
                    company="OpenAI",
                    mention=Evidence.of(text, mention.start, mention.start + 2),
                    names=Evidence.of(text, names.start, names.start + 6),
                ),
            ),
        ),
    ]
    remarks = [
        Remark(
            doc=document.id,
            kind="declined-to-comment",
            parties=("Oracle",),
            evidence=spans("Oracle declined to comment"),
        ),
        Remark(
            doc=document.id,
            kind="no-response",
            parties=("OpenAI",),
            evidence=spans("OpenAI did not respond to requests for comment"),
        ),
        Remark(
            doc=document.id,
            kind="strategy",
            value="multi-cloud",
            parties=("OpenAI",),
            evidence=spans("It follows a multi-cloud strategy instead"),
        ),
    ]
    deals = [deal_of(f"deal-{number}", claim) for number, claim in enumerate(claims, start=1)]
    return deal_network(deals, claims, [document], remarks, companies(), **asked)


def article_graph():
    """The bundled article's claims in a store, with what the policy makes of them."""
    return stored(article_network())


def stored(network):
    """A graph in memory with the claims and remarks of a network."""
    store = Store.memory()
    told = network.graph
    extractions = [
        Extraction(
            document=document,
            claims=tuple(claim for claim in told["claims"].values() if claim.doc == document.id),
            remarks=tuple(remark for remark in told["remarks"].values() if remark.doc == document.id),
        )
        for document in told["documents"].values()
    ]
    record(store, extractions, companies())
    return KnowledgeGraph(store)


def hostile_network():
    """A network in which every name, title, quote, source and reason is one of the hostile strings."""
    documents, claims, remarks = [], [], []
    for number, words in enumerate(HOSTILE):
        text = f"Before it. Now {words} is said. After it."
        document = Document(id=f"{number} {words}", text=text, title=words, publisher=words, source=words)
        quote = Evidence.of(text, 15, 15 + len(words))
        other = HOSTILE[(number + 1) % len(HOSTILE)]
        claims.append(
            Claim(
                doc=document.id,
                type="contract",
                roles={"customer": (words,), "provider": (other,)},
                name=words,
                attributed_to=(words,),
                evidence=(quote,),
                antecedents=(Antecedent(company=words, mention=quote, names=quote),),
            )
        )
        claims.append(
            Claim(
                doc=document.id,
                type="project",
                roles={"participant": (words,)},
                name=f"Project {words}",
                summary=words,
            )
        )
        remarks.append(
            Remark(
                doc=document.id,
                kind="opinion",
                value=words,
                parties=(words,),
                attributed_to=(words,),
                evidence=(quote,),
            )
        )
        documents.append(document)
    deals = [deal_of(f"{number} {claim.name}", claim) for number, claim in enumerate(claims)]
    return deal_network(deals, claims, documents, remarks, companies())


def deal_of(key, claim):
    """The deal that one claim alone tells."""
    slots = {"type", "roles", "name", "product", "amount", "signed", "start", "end", "duration", "status"}
    accepted = claim.status in {"announced", "reported"}
    return Deal(id=key, accepted=accepted, claims=(claim.id,), **claim.model_dump(include=slots))


def points(path):
    """Points along a path of level, upright and curved stretches."""
    x = y = 0.0
    for letter, numbers in re.findall(r"([MHVCQ])([^MHVCQ]*)", path):
        values = [float(number) for number in numbers.split()]
        if letter == "M":
            x, y = values
        elif letter in "HV":
            goal = (values[0], y) if letter == "H" else (x, values[0])
            yield from ((x + (goal[0] - x) * t / 20, y + (goal[1] - y) * t / 20) for t in range(21))
            x, y = goal
        elif letter == "C":
            x1, y1, x2, y2, x3, y3 = values
            for t in (step / 20 for step in range(21)):
                u = 1 - t
                yield (
                    u**3 * x + 3 * u * u * t * x1 + 3 * u * t * t * x2 + t**3 * x3,
                    u**3 * y + 3 * u * u * t * y1 + 3 * u * t * t * y2 + t**3 * y3,
                )
            x, y = x3, y3
        else:
            x, y = values[2:]
            yield x, y
