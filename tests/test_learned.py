"""The trained part: its archive, its determinism, and what it does to drafts."""

import io

import numpy as np
import pytest

from kg.companies import companies
from kg.documents import document_from_text
from kg.errors import KgError
from kg.extract.learned.candidates import find_candidates, find_pairs
from kg.extract.learned.confidence import confidence
from kg.extract.learned.judged import Weighed, decide, look, score
from kg.extract.learned.model import VERSION, LinkModel, link_model, read_model
from kg.extract.rules import extract, read
from kg.extract.tellings import gather

TEXT = "Acme Corp bought pumps from Bolt Ltd in May. It uses Coil Inc as its bank."


def reading(text):
    return read(document_from_text(text, "news", date="2025-05-05"), companies())


def model(weights, veto=0.0, add=0.5):
    """A model that knows only the given features, each with a weight for supply."""
    table = np.array([[0, weight] for weight in weights.values()], np.float32).reshape(-1, 2)
    index = {name: number for number, name in enumerate(weights)}
    line = {"veto": veto, "add": add, "slope": 1.0, "bias": 0.0}
    return LinkModel(("none", "supply"), index, table, np.array([0, -3], np.float32), line)


def archive(**changes):
    """The shipped archive with some arrays changed, as a file."""
    from importlib.resources import files

    with np.load(io.BytesIO(files("kg.extract.learned").joinpath("links.npz").read_bytes())) as arrays:
        content = {name: arrays[name] for name in arrays.files} | changes
    buffer = io.BytesIO()
    np.savez(buffer, **content)
    buffer.seek(0)
    return buffer


class TestArchive:
    def test_shipped_model_reads(self):
        shipped = link_model()
        assert shipped.kinds == (
            "none", "supply", "investment", "acquisition", "ended", "partnership", "competition",
        )  # fmt: skip
        assert shipped.weights.shape == (len(shipped.index), 7)
        assert {"veto", "add", "slope", "bias"} <= shipped.calibration.keys()

    def test_other_version_is_refused_in_one_line(self):
        with pytest.raises(
            KgError, match=rf"model version 99, this release reads {VERSION}; train it again$"
        ):
            read_model(archive(version=np.array(99)))

    def test_objects_are_refused(self):
        with pytest.raises(KgError, match="not a model of the trained part"):
            read_model(archive(bias=np.array([print], dtype=object)))

    def test_other_files_are_refused(self, tmp_path):
        path = tmp_path / "links.npz"
        path.write_bytes(b"PK\x03\x04 no archive")
        with pytest.raises(KgError, match=r"links\.npz: not a model"):
            read_model(path)

    def test_missing_array_is_refused(self):
        buffer = io.BytesIO()
        np.savez(buffer, version=np.array(VERSION))
        buffer.seek(0)
        with pytest.raises(KgError, match="not a model of the trained part"):
            read_model(buffer)


class TestProbabilities:
    def test_exact(self):
        shares = model({"order>": 3.0}).probabilities([["order>", "unheard of"], ["unheard of"]])
        assert shares[0].tolist() == [0.5, 0.5]
        assert shares[1][1] == pytest.approx(1 / (1 + np.exp(3)))

    def test_no_rows(self):
        assert model({}).probabilities([]).shape == (0, 2)


class TestCandidates:
    def test_pairs_within_and_across_sentences(self):
        found = reading(TEXT)
        starts = {sentence.start: number for number, sentence in enumerate(found.doc.sents)}
        pairs = [
            (pair.first.company, pair.second.company, pair.apart)
            for pair in find_pairs(find_candidates(found.doc, found.mentions), starts)
        ]
        assert ("Acme Corp", "Bolt Ltd", 0) in pairs
        assert ("Bolt Ltd", "Coil Inc", 1) in pairs
        assert all(first != second for first, second, _ in pairs)

    def test_features_name_the_way_through_the_parse(self):
        found = reading(TEXT)
        sight = look(found.doc, found.mentions, found.trades, found.drafts)
        row = next(
            sight.rows[2 * n]
            for n, p in enumerate(sight.pairs)
            if (p.first.company, p.second.company) == ("Acme Corp", "Bolt Ltd")
        )
        assert {"lr:nsubj|buy|dobj", "path:|buy|prep:from/dobj:pump"} <= set(row)
        assert "rule:to:here:supply" in row
        assert len(row) == len(set(row))

    def test_backwards_turns_the_rules_reading_round(self):
        found = reading(TEXT)
        row = look(found.doc, found.mentions, found.trades, found.drafts).rows[1]
        assert "rule:fro:here:supply" in row
        assert "order<" in row


class TestDecisions:
    def judged(self, text, weights, **thresholds):
        found = reading(text)
        judge = model(weights, **thresholds)
        sight = look(found.doc, found.mentions, found.trades, found.drafts)
        weighed = decide(found.drafts, score(sight, judge), found.mentions, judge)
        return [(d.type.value, sorted(d.links)) for d in weighed.drafts], found, weighed, judge

    def test_a_disbelieved_draft_goes(self):
        drafts, found, *_ = self.judged("Acme Corp bought pumps from Bolt Ltd.", {}, veto=0.5)
        assert len(found.drafts) == 1
        assert drafts == []

    def test_a_believed_draft_stays(self):
        drafts, *_ = self.judged(
            "Acme Corp bought pumps from Bolt Ltd.", {"rule:to:here:supply": 9.0}, veto=0.5
        )
        assert drafts == [("contract", [("Acme Corp", "Bolt Ltd.")])]

    def test_a_tie_that_no_frame_reads_comes_in_with_its_own_words(self):
        text = "Acme Corp greeted Bolt Ltd."
        drafts, found, weighed, _ = self.judged(text, {"lr:nsubj|greet|dobj": 9.0})
        assert found.drafts == []
        assert drafts == [("usage", [("Acme Corp", "Bolt Ltd.")])]
        assert weighed.drafts[0].hit.sentence.text == text

    def test_without_a_reason_nothing_comes_in(self):
        drafts, *_ = self.judged("Acme Corp greeted Bolt Ltd.", {})
        assert drafts == []


class TestConfidence:
    def test_follows_the_line(self):
        found = reading("Acme Corp bought pumps from Bolt Ltd.")
        [telling] = gather(found.drafts, found.doc, found.mentions, [], None)
        sure = Weighed([], {("supply", "Acme Corp", "Bolt Ltd."): 0.9})
        assert confidence(telling, sure, model({})) == 0.9
        assert confidence(telling, Weighed([], {}), model({})) == 0.5

    def test_every_claim_has_one(self):
        document = document_from_text(TEXT, "news", date="2025-05-05")
        claims, _ = extract(document, companies())
        assert claims
        assert all(0 < claim.confidence < 1 for claim in claims)

    def test_same_text_same_claims(self):
        first, second = (extract(document_from_text(TEXT, name), companies())[0] for name in ("one", "one"))
        read.cache_clear()
        third = extract(document_from_text(TEXT, "one"), companies())[0]
        assert [c.id for c in first] == [c.id for c in second] == [c.id for c in third]
        assert [c.confidence for c in first] == [c.confidence for c in third]
