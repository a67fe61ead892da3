"""Claims files: what ships is whole, a bad line is named and nothing of the file is taken."""

import pytest

from kg.errors import ClaimsError
from kg.interchange import claim_line, read_curated, read_sources
from kg.model import Document
from kg.resources import resource

SOURCES = {"d": Document(id="d", publisher="Daily")}
GOOD = (
    '{"doc": "d", "type": "usage", "roles": {"customer": ["A"], "provider": ["B"]}, "summary": "A uses B."}'
)


def shipped(name: str) -> str:
    return resource(f"data/deals/{name}").read_text("utf-8")


def test_the_starter_web() -> None:
    sources = read_sources(shipped("sources.csv"), "sources.csv")
    core = read_curated(shipped("core.jsonl"), "core.jsonl", sources)
    more = read_curated(shipped("more.jsonl"), "more.jsonl", sources)
    assert (len(sources), len(core.ids), len(more.ids)) == (207, 233, 102)
    assert len({*core.ids.values(), *more.ids.values()}) == 335
    claims = [claim for found in (core, more) for each in found.extractions for claim in each.claims]
    assert all(claim.curated and claim.summary and sources[claim.doc].source for claim in claims)
    assert {claim.amount.period for claim in claims if claim.amount} == {None, "P1Y"}


def test_round_trip() -> None:
    found = read_curated(GOOD, "claims.jsonl", SOURCES)
    claim = found.extractions[0].claims[0]
    assert '"summary"' not in claim_line(claim)
    assert read_curated(claim.model_dump_json(), "again", SOURCES).extractions == found.extractions


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "is no JSON (column 2)"),
        ("[]", "is no JSON object"),
        (
            '{"format": "kg-claims", "version": 2}',
            "the file is kg-claims version 2; this release reads kg-claims version 1",
        ),
        (GOOD.replace('"d"', '"x"'), "cites the unknown document 'x'"),
        (GOOD.replace('"usage"', '"use"'), "type: Input should be 'contract'"),
        (GOOD.replace('"provider"', '"target"'), "a claim of type usage has no role 'target'"),
        (GOOD[:-1] + ', "amount": {"value": 5}}', "amount.currency is missing; give it"),
        (GOOD[:-1] + ', "start": "2027", "end": "2026"}', "ends in 2026, before it begins in 2027"),
        (GOOD[:-1] + ', "id": "c1"}\n' + GOOD[:-1] + ', "id": "c1"}', "the id 'c1' stands twice"),
        (GOOD[:-1] + ', "price": 5}', "price: Extra inputs are not permitted"),
    ],
)
def test_a_bad_line_is_named(line: str, reason: str) -> None:
    with pytest.raises(ClaimsError) as caught:
        read_curated(f"{GOOD}\n\n{line}", "claims.jsonl", SOURCES)
    last = 2 + len(line.splitlines())
    assert str(caught.value).startswith(f"claims.jsonl, line {last}: ")
    assert reason in str(caught.value)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("d,Daily,,https://d.example,2025,party", "grade: Input should be 'filing'"),
        ("d,Daily,,https://d.example,2025-13,filing", "date: '2025-13' is no date"),
        ("d,Daily,,https://d.example,,\nd,Daily,,https://d.example,,", "the source 'd' stands twice"),
    ],
)
def test_a_bad_source_is_named(row: str, reason: str) -> None:
    with pytest.raises(ClaimsError, match=r"sources\.csv, line [23]: ") as caught:
        read_sources(f"id,publisher,title,source,date,grade\n{row}", "sources.csv")
    assert reason in str(caught.value)


@pytest.mark.parametrize("name", ["A\x85", "A\u2028B"])
def test_a_line_ends_at_a_line_feed_alone(name: str) -> None:
    found = read_curated(GOOD.replace('"A"', f'"{name}"') + "\n", "claims.jsonl", SOURCES)
    assert found.extractions[0].claims[0].roles["customer"] == (name,)
