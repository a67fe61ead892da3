"""`kg eval` and `kg.evaluation`: the same figures as the scorer beside the checkout, and causes that hold."""

import importlib.util
import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.cli import group
from kg.documents import document_from_text
from kg.errors import ClaimsError, DocumentError
from kg.evaluation import Naming, evaluate, read_claims_file, read_documents, read_naming, run
from kg.evaluation import given as found_before
from kg.interchange import claim_line
from kg.knowledge import extract
from kg.model import Claim, Evidence, Extraction, Product, Rejected, Status

CORPUS = Path(__file__).parent / "corpus"
SEEN = sorted(path.parent for path in CORPUS.glob("*/seen/gold.jsonl"))
PARTS = ("relation", "strict", "slots", "whole", "by_type", "missed", "spurious")


@pytest.fixture(scope="session")
def scorer(shared):
    """The scorer that judges the project, as a module."""
    spec = importlib.util.spec_from_file_location("score_claims", shared / "evaluation" / "score_claims.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def theirs(scorer, gold, found, aliases):
    """What the scorer says of two files, as it prints it."""
    told = scorer.score(scorer.read(gold), scorer.read(found), scorer.read_aliases(aliases))
    return json.loads(json.dumps({part: told[part] for part in PARTS}))


def ours(gold, found, aliases):
    told = evaluate(read_claims_file(gold), read_claims_file(found), read_naming(aliases)).to_dict()
    return json.loads(json.dumps({part: told[part] for part in PARTS}))


def perturbed(claims):
    """What a poor extractor makes of claims: some lost, some twice, other parties, types, names and slots."""
    parties = sorted({name for claim in claims for name in claim.parties})
    names = st.one_of(
        st.sampled_from(parties),
        st.sampled_from(parties).map(lambda name: name.split()[0]),
        st.sampled_from(parties).map(lambda name: f"The {name} Holdings Inc."),
        st.text(min_size=1, max_size=12),
    )
    slots = {
        "product": st.sampled_from([None, *(product.value for product in Product)]),
        "status": st.sampled_from([status.value for status in Status]),
        "amount": st.sampled_from(
            [None, {"value": 4.5, "currency": "EUR", "bound": "about"}, {"value": 3e9, "currency": "USD"}]
        ),
        "capacity": st.sampled_from([None, {"value": 0.1, "unit": "GW"}]),
        "stake_percent": st.sampled_from([None, 49, 33.3]),
        "signed": st.sampled_from([None, "2025", "2025-04"]),
        "duration": st.sampled_from([None, "P5Y", "P60M", "P1Y6M"]),
        "attributed_to": st.lists(names, max_size=2),
    }

    @st.composite
    def changed(draw):
        claim = draw(st.sampled_from(claims)).model_dump(mode="json")
        for slot in draw(st.sets(st.sampled_from(sorted(slots)), max_size=3)):
            claim[slot] = draw(slots[slot])
        if draw(st.booleans()):
            role = draw(st.sampled_from(sorted(claim["roles"])))
            claim["roles"][role] = draw(st.lists(names, min_size=1, max_size=3))
        if draw(st.booleans()) and "customer" in claim["roles"]:
            claim["type"] = draw(st.sampled_from(["contract", "usage", "exclusivity_ended"]))
        return Claim.model_validate(claim)

    return st.lists(changed(), max_size=25)


class TestAgreementWithTheScorer:
    def test_on_the_development_set(self, scorer, shared, tmp_path):
        folder = shared / "evaluation" / "dev"
        gold, found = folder / "gold.jsonl", tmp_path / "found.jsonl"
        documents = list(read_documents(gold, folder / "texts"))
        assert len(documents) == 16
        lines = [claim_line(claim) for document in documents for claim in extract(document).claims]
        found.write_text("\n".join(lines), "utf-8")
        aliases = folder / "aliases.csv"
        assert ours(gold, found, aliases) == theirs(scorer, gold, found, aliases)
        assert ours(gold, gold, None) == theirs(scorer, gold, gold, None)

    @pytest.mark.parametrize("folder", SEEN, ids=lambda folder: folder.parent.name)
    def test_on_our_own_corpus(self, scorer, folder, tmp_path):
        gold, found = folder / "gold.jsonl", tmp_path / "found.jsonl"
        documents = list(read_documents(gold, folder))[:6]
        lines = [claim_line(claim) for document in documents for claim in extract(document).claims]
        found.write_text("\n".join(lines), "utf-8")
        aliases = folder / "aliases.csv"
        assert ours(gold, found, aliases) == theirs(scorer, gold, found, aliases)

    @given(data=st.data())
    @settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_on_perturbed_claims(self, scorer, tmp_path, data):
        folder = data.draw(st.sampled_from(SEEN))
        claims = read_claims_file(folder / "gold.jsonl")[:60]
        gold, found = tmp_path / "gold.jsonl", tmp_path / "found.jsonl"
        for path in (gold, found):
            told = data.draw(perturbed(claims))
            path.write_text("\n".join(map(claim_line, told)), "utf-8")
        for aliases in (None, folder / "aliases.csv"):
            assert ours(gold, found, aliases) == theirs(scorer, gold, found, aliases)

    @given(
        name=st.text(max_size=30)
        | st.sampled_from(["The Bolt Group, Inc.", "Project X Holdings", "Co", "ÉCO AG"])
    )
    def test_names_fold_alike(self, scorer, name):
        aliases = {"bolt": "boltenergy"}
        assert Naming(aliases).fold(name) == scorer.fold(name, aliases)

    def test_printed_to_the_last_digit(self, scorer, shared, tmp_path):
        folder = CORPUS / "hand-a" / "seen"
        gold, found = folder / "gold.jsonl", tmp_path / "found.jsonl"
        claims = read_claims_file(gold)
        found.write_text("\n".join(map(claim_line, claims[::2])), "utf-8")
        script = shared / "evaluation" / "score_claims.py"
        command = [sys.executable, script, gold, found, "--texts", folder, "--json"]
        printed = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
        run_by_us = CliRunner().invoke(
            group, ["eval", str(gold), str(folder), "--found", str(found), "--json"], catch_exceptions=False
        )
        told = json.loads(run_by_us.stdout)
        assert {part: told[part] for part in printed} == printed


TEXT = "Acme buys chips from Bolt. Coil invested $5 million in Dell. It rained."
SUPPLY = {"customer": ("Acme",), "provider": ("Bolt",)}


def claim(kind, start, end, **fields):
    return Claim(doc="news", type=kind, evidence=(Evidence.of(TEXT, start, end),), **fields)


BOUGHT = claim("contract", 0, 26, roles=SUPPLY, product="chips")
INVESTED = claim(
    "investment", 27, 60, roles={"investor": ("Coil",), "investee": ("Dell",)},
    amount={"value": 5_000_000, "currency": "USD"},
)  # fmt: skip


def report(found, gold=(BOUGHT, INVESTED), rejected=()):
    document = document_from_text(TEXT, "news")
    extraction = Extraction(document=document, claims=tuple(found), rejected=tuple(rejected))
    return run([document], list(gold), lambda _: extraction)


def told(found):
    return [(error.kind, error.cause) for error in found.errors]


class TestCauses:
    def test_all_right(self):
        found = report([BOUGHT, INVESTED])
        assert found.errors == ()
        assert (found.evaluation.whole, found.bad_evidence, found.documents) == (1.0, 0, 1)

    def test_another_direction_is_missed_and_spurious(self):
        swapped = BOUGHT.model_copy(update={"roles": {"customer": ("Bolt",), "provider": ("Acme",)}})
        assert told(report([swapped, INVESTED])) == [
            ("missed", "another type or direction"),
            ("spurious", "another type or direction"),
        ]

    def test_refused_with_the_reason(self):
        rejected = Rejected(claim=INVESTED, reason="amount: the claim says more")
        [error] = report([BOUGHT], rejected=[rejected]).errors
        assert (error.cause, error.detail) == ("refused by verification", "amount: the claim says more")

    def test_nothing_ties_the_parties(self):
        assert told(report([BOUGHT])) == [("missed", "nothing ties the parties")]

    def test_a_party_is_implied(self):
        implied = claim("contract", 61, 71, roles=SUPPLY)
        assert told(report([INVESTED], gold=[implied, INVESTED])) == [
            ("missed", "a party is implied or wrongly resolved")
        ]

    def test_a_party_is_not_seen(self):
        unseen = claim("contract", 0, 26, roles={"customer": ("Acme",), "provider": ("Zanbridge",)})
        assert told(report([INVESTED], gold=[unseen, INVESTED])) == [
            ("missed", "a party is not seen as a company")
        ]

    def test_spurious(self):
        other = claim("contract", 0, 26, roles={"customer": ("Acme",), "provider": ("Coil",)})
        rivals = claim("competition", 0, 26, roles={"party": ("Dell", "Bolt")})
        assert told(report([BOUGHT, INVESTED, other, rivals])) == [
            ("spurious", "no such deal in gold"),
            ("spurious", "another party in one place"),
        ]
        assert told(report([other], gold=[])) == [("spurious", "the document holds no deal")]

    def test_slots(self):
        wrong = INVESTED.model_copy(update={"amount": None, "signed": "2025", "status": Status.PLANNED})
        found = report([BOUGHT, wrong])
        assert told(found) == [
            ("slot", "amount: missing"),
            ("slot", "signed: not in gold"),
            ("slot", "status: wrong value"),
        ]
        assert found.causes() == {f"slot: {cause}": 1 for _, cause in told(found)}

    def test_evidence_that_is_not_in_the_text(self):
        forged = Evidence(quote="Acme sold", start=0, end=9)
        lie = BOUGHT.model_copy(update={"evidence": (forged,)})
        curated = BOUGHT.model_copy(update={"evidence": (), "summary": "Acme buys."})
        assert report([lie, INVESTED, curated]).bad_evidence == 2


class TestMaterial:
    def test_dates_and_publishers_of_the_table(self, tmp_path):
        (tmp_path / "a.txt").write_text("Acme buys Bolt.", "utf-8")
        (tmp_path / "b.md").write_text("Coil buys Dell.", "utf-8")
        (tmp_path / "not-listed.txt").write_text("Nothing.", "utf-8")
        (tmp_path / "documents.csv").write_text("doc,date,publisher\na,2025-04,Daily\nb,,\n", "utf-8")
        documents = list(read_documents(tmp_path / "gold.jsonl", tmp_path))
        assert [(d.id, d.date, d.publisher) for d in documents] == [
            ("a", "2025-04", "Daily"),
            ("b", None, None),
        ]

    def test_without_a_table_every_text_counts(self, tmp_path):
        (tmp_path / "a.txt").write_text("Acme buys Bolt.", "utf-8")
        (tmp_path / "aliases.csv").write_text("name,aliases\n", "utf-8")
        assert [d.id for d in read_documents(tmp_path / "gold.jsonl", tmp_path)] == ["a"]

    def test_what_is_missing_is_named(self, tmp_path):
        with pytest.raises(DocumentError, match="holds no texts; give a folder"):
            list(read_documents(tmp_path / "gold.jsonl", tmp_path))
        (tmp_path / "documents.csv").write_text("doc,date,publisher\na,,\n", "utf-8")
        with pytest.raises(DocumentError, match=r"a\.txt: missing, and .*documents\.csv lists it"):
            list(read_documents(tmp_path / "gold.jsonl", tmp_path))
        (tmp_path / "aliases.csv").write_text("wrong\nx\n", "utf-8")
        with pytest.raises(ClaimsError, match=r"aliases\.csv, line 2: no name"):
            read_naming(tmp_path / "aliases.csv")

    def test_claims_of_no_document_are_missed(self):
        elsewhere = BOUGHT.model_copy(update={"doc": "another"})
        found = run([document_from_text(TEXT, "news")], [elsewhere], found_before([]))
        assert found.evaluation.relation.gold == 1


class TestCommand:
    @pytest.fixture
    def folder(self, tmp_path):
        (tmp_path / "news.txt").write_text(TEXT, "utf-8")
        (tmp_path / "gold.jsonl").write_text(claim_line(BOUGHT) + "\n" + claim_line(INVESTED), "utf-8")
        return tmp_path

    def test_the_table(self, folder):
        done = CliRunner().invoke(group, ["eval", str(folder / "gold.jsonl"), str(folder), "--errors"])
        assert done.exit_code == 0, done.output
        assert "relation                1.000      1.000   1.000      2      2     2" in done.stdout
        assert "documents 1, claims whose evidence is not in the text 0" in done.stdout
        assert done.stderr == ""

    def test_errors_are_listed(self, folder):
        (folder / "found.jsonl").write_text(claim_line(BOUGHT), "utf-8")
        arguments = ["eval", str(folder / "gold.jsonl"), str(folder), "--found", str(folder / "found.jsonl")]
        done = CliRunner().invoke(group, [*arguments, "--errors"])
        assert "     1  missed: nothing ties the parties" in done.stdout
        assert done.stdout.endswith(
            "missed    news | investment | investor>investee | coil | dell | nothing ties the parties\n"
        )
        printed = json.loads(CliRunner().invoke(group, [*arguments, "--json"]).stdout)
        assert printed["causes"] == {"missed: nothing ties the parties": 1}
        assert printed["errors"][0]["link"][3:] == ["coil", "dell"]

    def test_a_bad_line(self, folder):
        (folder / "gold.jsonl").write_text("{", "utf-8")
        done = CliRunner().invoke(group, ["eval", str(folder / "gold.jsonl"), str(folder)])
        assert isinstance(done.exception, ClaimsError)
        assert "gold.jsonl, line 1: is no JSON" in str(done.exception)
