"""Records keep their promises: exact spans, known roles, names made of content."""

import copy
import json
from pathlib import Path

import pytest
from pydantic import ValidationError

from kg.model import Claim, Document, Evidence

EVIDENCE = Evidence(quote="Acme buys chips from Bolt", start=0, end=25)
CLAIM = Claim(
    doc="news",
    type="contract",
    roles={"customer": ("Acme",), "provider": ("Bolt",)},
    product="chips",
    evidence=(EVIDENCE,),
)


def test_evidence_is_as_long_as_its_quote() -> None:
    with pytest.raises(ValidationError, match="the quote has 4 characters, its span 5"):
        Evidence(quote="Acme", start=0, end=5)


def test_offsets_count_code_points() -> None:
    text = "独家: Acme 🚀 buys"
    assert Evidence.of(text, 4, 8).quote == "Acme"
    assert Evidence.of(text, 9, 10).quote == "🚀"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"roles": {"buyer": ["Acme"]}}, "no role 'buyer'"),
        ({"roles": {"customer": []}}, "at least one party"),
        ({"evidence": []}, "needs evidence, or a summary"),
        ({"start": "soon"}, "no date"),
        ({"duration": "five years"}, "no duration"),
        ({"stake_percent": 120}, "less than or equal to 100"),
        ({"confidence": 2}, "less than or equal to 1"),
        ({"prise": 1}, "Extra inputs"),
    ],
)
def test_a_claim_refuses_what_it_cannot_mean(change: dict[str, object], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        Claim.model_validate(CLAIM.model_dump() | change)


def test_the_same_content_has_the_same_id_and_confidence_is_no_content() -> None:
    assert Claim.model_validate_json(CLAIM.model_dump_json()).id == CLAIM.id
    assert CLAIM.model_copy(update={"confidence": 0.5}).id == CLAIM.id
    assert CLAIM.model_copy(update={"product": None}).id != CLAIM.id
    assert copy.deepcopy(CLAIM) == CLAIM == CLAIM.model_copy()
    assert (
        CLAIM.model_copy(update={"product": None}).model_copy(update={"product": CLAIM.product}).id
        == CLAIM.id
    )


def test_parties_stand_once_in_order_of_the_roles() -> None:
    claim = Claim(
        doc="d",
        type="project",
        name="Dawn",
        roles={"funder": ("Bolt",), "participant": ("Acme", "Bolt")},
        summary="s",
    )
    assert claim.parties == ("Acme", "Bolt")
    assert claim.curated


def test_a_document_is_known_by_its_text() -> None:
    assert Document(id="a", text="x").sha256 == Document(id="b", text="x").sha256


def test_the_gold_of_the_original_article_is_in_the_format(shared: Path) -> None:
    lines = (shared / "articles/openai-oracle.gold.jsonl").read_text("utf-8").splitlines()
    claims = [Claim.model_validate_json(line) for line in lines]
    assert [claim.type.value for claim in claims] == [
        "contract", "usage", "exclusivity_ended", "project", "competition", "contract",
    ]  # fmt: skip
    assert all(
        json.loads(line).items() <= json.loads(c.model_dump_json()).items()
        for line, c in zip(lines, claims, strict=True)
    )
