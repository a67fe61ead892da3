"""A small transformer that reads a window of text and judges its pairs of candidates: inference in numpy.

Six layers of 384 units (MiniLM; Wang et al. 2020), fine-tuned; a pair is judged from its two ends, from what the last
layer attends to for both at once (localized context; Zhou et al. 2021, ATLOP), and from the words between them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import IO, TYPE_CHECKING, Any, TypeAlias

import numpy as np

from kg.extract.learned.archive import lines, opened
from kg.extract.learned.pieces import Pieces
from kg.extract.learned.windows import MARKS, SAYINGS, windows

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from kg.extract.learned.candidates import Candidate, Pair
    from kg.extract.learned.told import Told
    from kg.extract.learned.windows import Window


Array: TypeAlias = "NDArray[np.float32]"

VERSION = 1
CLASSES = (
    "none", "contract", "usage", "ended", "investment", "acquisition", "partnership", "competition", "project",
)  # fmt: skip
"""What a pair may be tied by, in the order of the encoder's probabilities."""
LAYERS, HEADS, ENTRY = 6, 12, 1
"""Layers, heads of attention, and the layer before which the marks of the candidates are added."""
GROUPS = 16
SIGNS = (4, len(MARKS), len(MARKS), 2, *4 * (len(SAYINGS),))
"""How many values each number beside the words of a pair may take."""


@dataclass(frozen=True, eq=False)
class Encoder:
    """The weights by name, and the pieces that they know."""

    weights: dict[str, Array]
    vocabulary: tuple[str, ...]

    @cached_property
    def pieces(self) -> Pieces:
        """The alphabet."""
        return Pieces(self.vocabulary)

    def probabilities(
        self, text: str, candidates: Sequence[Candidate], pairs: Sequence[Pair], told: Told
    ) -> Array:
        """Return a row for each pair forwards and one backwards, with the probability of each of ``CLASSES``.

        Parameters
        ----------
        text
            The text.
        candidates, pairs
            What may be tied, and which two of them to judge.
        told
            What the frames say of each two companies.

        Notes
        -----
        Linear in the length of the text beyond one window of some 320 word pieces: 7 billion multiplications each.
        """
        found = np.zeros((len(pairs), 2, len(CLASSES)), np.float32)
        found[:, :, 0] = 1
        for window in windows(text, candidates, pairs, told, self.pieces):
            found[window.rows] = self._judged(window)
        return found.reshape(-1, len(CLASSES))

    def _judged(self, window: Window) -> Array:
        states, attention = self._read(window.ids, window.marks)
        length = len(window.ids)
        places = np.arange(length)
        chosen = _shares((places >= window.spans[:, :1]) & (places < window.spans[:, 1:]))
        named = chosen @ states
        looks = np.einsum("mn,hnk->hmk", chosen, attention, optimize=True)
        one, other = window.ends.T
        both = sum(head[one] * head[other] for head in looks)
        context = (both / (both.sum(axis=1, keepdims=True) + 1e-9)) @ states
        first = np.minimum(window.spans[one, 1], window.spans[other, 1])
        last = np.maximum(window.spans[one, 0], window.spans[other, 0])
        between = _shares((places >= first[:, None]) & (places < last[:, None])) @ states
        ways = [
            self._pairs(named[a], named[b], context, between, window.signs[:, way])
            for way, (a, b) in enumerate(((one, other), (other, one)))
        ]
        return np.stack(ways, axis=1)

    def _read(self, ids: NDArray[np.int32], marks: NDArray[np.int32]) -> tuple[Array, Array]:
        """Return the states of the last layer, and its attention."""
        w = self.weights
        x = _normal(w["word"][ids] + w["place"][: len(ids)], w["start.weight"], w["start.bias"])
        attention = np.zeros((0,), np.float32)
        for layer in range(LAYERS):
            if layer == ENTRY:
                x = x + w["mark"][marks]
            x, attention = self._layer(x, f"{layer}.")
        return x, attention

    def _layer(self, x: Array, at: str) -> tuple[Array, Array]:
        w = self.weights
        n, width = x.shape
        q, k, v = self._linear(x, f"{at}qkv").reshape(n, 3, HEADS, width // HEADS).transpose(1, 2, 0, 3)
        attention = _softmax(q @ k.transpose(0, 2, 1) / np.float32((width // HEADS) ** 0.5))
        mixed = (attention @ v).transpose(1, 0, 2).reshape(n, width)
        x = _normal(x + self._linear(mixed, f"{at}o"), w[f"{at}n1.weight"], w[f"{at}n1.bias"])
        wide = _gelu(self._linear(x, f"{at}f1"))
        return _normal(x + self._linear(wide, f"{at}f2"), w[f"{at}n2.weight"], w[f"{at}n2.bias"]), attention

    def _pairs(
        self, one: Array, other: Array, context: Array, between: Array, signs: NDArray[np.int32]
    ) -> Array:
        """Return the probabilities of pairs, read from one end to the other."""
        u = np.tanh(self._linear(np.concatenate([one, context, between], axis=1), "a"))
        v = np.tanh(self._linear(np.concatenate([other, context, between], axis=1), "b"))
        groups = (len(u), u.shape[1] // GROUPS, GROUPS)
        product = u.reshape(*groups, 1) * v.reshape(groups[0], groups[1], 1, GROUPS)
        offsets = np.concatenate([[0], np.cumsum(SIGNS)[:-1]]).astype(np.int32)
        beside = self.weights["sign"][signs + offsets].reshape(len(u), -1)
        joined = np.concatenate([self._linear(product.reshape(len(u), -1), "bi"), u, v, beside], axis=1)
        return _softmax(self._linear(_gelu(self._linear(joined, "o1")), "o2"))

    def _linear(self, x: Array, name: str) -> Array:
        result: Array = x @ self.weights[f"{name}.weight"].T + self.weights[f"{name}.bias"]
        return result


def _shares(mask: NDArray[np.bool_]) -> Array:
    """Return rows that add up to one over the true places, or to nothing."""
    rows = mask.astype(np.float32)
    shares: Array = rows / np.maximum(rows.sum(axis=1, keepdims=True), 1)
    return shares


def _normal(x: Array, weight: Array, bias: Array) -> Array:
    centred = x - x.mean(axis=-1, keepdims=True)
    spread = np.sqrt((centred * centred).mean(axis=-1, keepdims=True) + np.float32(1e-12))
    result: Array = centred / spread * weight + bias
    return result


def _softmax(x: Array) -> Array:
    powers = np.exp(x - x.max(axis=-1, keepdims=True))
    result: Array = powers / powers.sum(axis=-1, keepdims=True)
    return result


def _gelu(x: Array) -> Array:
    """Return the Gaussian error linear unit by its tanh form (Hendrycks and Gimpel 2016)."""
    inner = np.float32(0.7978845608) * (x + np.float32(0.044715) * x * x * x)
    result: Array = np.float32(0.5) * x * (1 + np.tanh(inner))
    return result


def read_encoder(file: Path | IO[bytes]) -> Encoder:
    """Read an encoder that the training script wrote.

    Parameters
    ----------
    file
        An ``.npz`` archive of plain arrays, matrices in 8 bits with a scale a row; objects in it are refused.

    Raises
    ------
    KgError
        The file is no such archive, or one of another version.
    """
    with opened(file, "an encoder", VERSION) as arrays:
        weights = {key: _whole(arrays, key) for key in arrays.files if key not in {"version", "pieces"}}
        pieces = lines(arrays["pieces"])
    return Encoder(
        {key: value for key, value in weights.items() if not key.endswith(".scale")}, tuple(pieces)
    )


def _whole(arrays: Any, key: str) -> Array:
    """Return an array in 32 bits, multiplied by its scales where it has them."""
    value: Array = arrays[key].astype(np.float32)
    return value * arrays[f"{key}.scale"] if f"{key}.scale" in arrays.files else value


@cache
def encoder() -> Encoder:
    """Return the encoder that comes with the package, read once."""
    with files("kg.extract.learned").joinpath("encoder.npz").open("rb") as file:
        return read_encoder(file)
