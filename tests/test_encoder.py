"""The encoder: its pieces, its windows, its archive, and what its probabilities are."""

import io
from importlib.resources import files
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.companies import companies
from kg.documents import document_from_text
from kg.errors import KgError
from kg.extract.learned.encoder import CLASSES, VERSION, encoder, read_encoder
from kg.extract.learned.judged import by_kind, look
from kg.extract.learned.pieces import Pieces
from kg.extract.learned.windows import LENGTH, MARKS, windows
from kg.extract.rules import read

TEXT = "Acme Corp bought pumps from Bolt Ltd in May. It uses Coil Inc as its bank."
ALPHABET = Pieces(
    [
        "[CLS]",
        "[SEP]",
        "[UNK]",
        *"abcdefghijklmnopqrstuvwxyz",
        *(f"##{x}" for x in "abcdefghijklmnopqrstuvwxyz"),
    ]
)


def sight(text):
    found = read(document_from_text(text, "news", date="2025-05-05"), companies())
    return look(found.doc, found.mentions, found.trades, found.drafts)


def cut(seen, pieces=ALPHABET):
    return list(windows(seen.text, seen.candidates, seen.pairs, seen.told, pieces))


def archive(**changes):
    """The shipped archive with some arrays changed, as a file."""
    with np.load(io.BytesIO(files("kg.extract.learned").joinpath("encoder.npz").read_bytes())) as arrays:
        content = {name: arrays[name] for name in arrays.files} | changes
    buffer = io.BytesIO()
    np.savez(buffer, **content)
    buffer.seek(0)
    return buffer


class TestPieces:
    def test_accents_and_case_fall_and_places_stay(self):
        text = "Škoda, ÉDF"
        found = ALPHABET.of(text)
        assert [text[p.start : p.end] for p in found] == ["", *"Škoda", ",", *"ÉDF", ""]
        assert found[1].number == 3 + 18  # s

    def test_an_unknown_letter_makes_its_word_unknown(self):
        assert [p.number for p in ALPHABET.of("a 漢字")] == [0, 3, 2, 1]

    @given(st.text(max_size=80))
    def test_pieces_stand_in_order_inside_the_text(self, text):
        found = ALPHABET.of(text)
        assert all(0 <= p.start <= p.end <= len(text) for p in found)
        assert all(a.end <= b.start for a, b in pairwise(found))


class TestWindows:
    def test_a_short_text_is_one_window_with_every_pair(self):
        seen = sight(TEXT)
        (window,) = cut(seen)
        assert window.rows.tolist() == list(range(len(seen.pairs)))
        assert window.signs.shape == (len(seen.pairs), 2, 8)

    def test_the_spans_hold_the_names(self):
        seen = sight(TEXT)
        (window,) = cut(seen)
        read_pieces = ALPHABET.of(TEXT)
        names = [TEXT[read_pieces[a].start : read_pieces[b - 1].end] for a, b in window.spans]
        assert names[:2] == ["Acme Corp", "Bolt Ltd"]
        assert MARKS[window.marks[window.spans[0][0]]] == "named"

    def test_backwards_exchanges_the_ends_and_what_the_frames_say(self):
        seen = sight(TEXT)
        (window,) = cut(seen)
        first = window.signs[0]
        assert first[0].tolist() == [0, MARKS.index("named"), MARKS.index("named"), 0, 1, 1, 0, 0]
        assert first[1].tolist() == [0, MARKS.index("named"), MARKS.index("named"), 1, 0, 0, 1, 1]

    @settings(max_examples=5, deadline=None)
    @given(st.integers(2, 9))
    def test_every_pair_of_a_long_text_is_in_one_window(self, times):
        seen = sight("\n\n".join(f"Paragraph {n}. {TEXT}" for n in range(times)))
        cuts = cut(seen)
        rows = [row for window in cuts for row in window.rows.tolist()]
        assert sorted(rows) == sorted(set(rows))
        assert len(rows) >= 0.9 * len(seen.pairs)
        assert all(len(window.ids) <= LENGTH + 60 for window in cuts)


class TestEncoder:
    def test_probabilities_are_shares(self):
        seen = sight(TEXT)
        found = encoder().probabilities(seen.text, seen.candidates, seen.pairs, seen.told)
        assert found.shape == (2 * len(seen.pairs), len(CLASSES))
        assert np.allclose(found.sum(axis=1), 1, atol=1e-5)

    def test_it_tells_a_purchase_from_a_list(self):
        shares = {}
        for text in (
            "Kestrel Oy bought pumps from Brandt AG.",
            "Kestrel Oy and Brandt AG both rose on Monday.",
        ):
            seen = sight(text)
            found = by_kind(
                encoder().probabilities(seen.text, seen.candidates, seen.pairs, seen.told), ("none", "supply")
            )
            shares[text] = float(found[0, 1])
        bought, listed = shares.values()
        assert bought > 0.5 > listed

    def test_no_pair_is_no_row(self):
        seen = sight("Nobody came.")
        assert encoder().probabilities(seen.text, seen.candidates, seen.pairs, seen.told).shape == (
            0,
            len(CLASSES),
        )

    def test_other_version_is_refused_in_one_line(self):
        with pytest.raises(
            KgError, match=rf"encoder version 99, this release reads {VERSION}; train it again$"
        ):
            read_encoder(archive(version=np.array(99)))

    def test_objects_are_refused(self):
        with pytest.raises(KgError, match="not an encoder of the trained part"):
            read_encoder(archive(place=np.array([print], dtype=object)))

    def test_other_files_are_refused(self, tmp_path):
        path = tmp_path / "encoder.npz"
        path.write_bytes(b"PK\x03\x04 no archive")
        with pytest.raises(KgError, match=r"encoder\.npz: not an encoder"):
            read_encoder(path)
