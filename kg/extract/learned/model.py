"""The linear model: one weight for each feature and kind of tie, read from an archive of plain arrays."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from kg.extract.learned.archive import lines, opened

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from typing import IO

    import numpy as np
    from numpy.typing import NDArray

VERSION = 1
NONE = "none"


@dataclass(frozen=True, eq=False)
class LinkModel:
    """A multinomial logistic regression over named features, with the line that turns its logits into confidence.

    ``weights`` has a row for each feature and a column for each of ``kinds``; the first kind is ``none``.
    ``calibration`` holds slope and intercept over the log odds of a tie (Platt 1999).
    """

    kinds: tuple[str, ...]
    index: dict[str, int]
    weights: NDArray[np.float32]
    bias: NDArray[np.float32]
    calibration: dict[str, float]

    def probabilities(self, rows: Sequence[Sequence[str]]) -> NDArray[np.float32]:
        """Return, for each row of features, the probability of each kind of tie.

        Linear in the features; unknown ones count for nothing.
        """
        import numpy as np

        logits = np.tile(self.bias, (len(rows), 1))
        for number, row in enumerate(rows):
            known = [index for name in row if (index := self.index.get(name)) is not None]
            logits[number] += self.weights[known].sum(axis=0)
        powers = np.exp(logits - logits.max(axis=1, keepdims=True))
        shares: NDArray[np.float32] = powers / powers.sum(axis=1, keepdims=True)
        return shares


def read_model(file: Path | IO[bytes]) -> LinkModel:
    """Read a model that the training script wrote.

    Parameters
    ----------
    file
        An ``.npz`` archive of plain arrays; objects in it are refused, so that reading it runs nothing.

    Raises
    ------
    KgError
        The file is no such archive, or one of another version.
    """
    import numpy as np

    with opened(file, "a model", VERSION) as arrays:
        names, kinds, measures = (lines(arrays[name]) for name in ("features", "kinds", "measures"))
        weights = arrays["weights"].astype(np.float32).reshape(len(names), len(kinds)) * arrays["scale"]
        return LinkModel(
            tuple(kinds),
            {name: number for number, name in enumerate(names)},
            weights,
            arrays["bias"],
            dict(zip(measures, arrays["calibration"].tolist(), strict=True)),
        )


@cache
def link_model() -> LinkModel:
    """Return the model that comes with the package, read once."""
    with files("kg.extract.learned").joinpath("links.npz").open("rb") as file:
        return read_model(file)
