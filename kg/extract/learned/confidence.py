"""How often claims like this one are right: a calibrated line over what the frames and the model say of them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from kg.extract.learned.judged import LEARNED
from kg.extract.learned.model import link_model
from kg.extract.learned.told import KINDS

if TYPE_CHECKING:
    from kg.extract.learned.judged import Weighed
    from kg.extract.learned.model import LinkModel
    from kg.extract.tellings import Telling

_FLOOR = 0.001


def confidence(telling: Telling, weighed: Weighed, model: LinkModel | None = None) -> float:
    """Return the share of right ones among claims like this, between 0 and 1, in hundredths.

    Parameters
    ----------
    telling
        The tie as the text tells it.
    weighed
        What the model holds of the document's ties.
    model
        The model, by default the one that comes with the package.

    Notes
    -----
    Logistic regression over the model's log odds and a few marks of the telling (Platt 1999), fitted on articles
    that the model had not seen.
    """
    line = (model or link_model()).calibration
    odds, marks = signs(telling, weighed)
    value = line["bias"] + line["slope"] * odds + sum(line.get(mark, 0.0) for mark in marks)
    return round(1 / (1 + math.exp(-value)), 2)


def signs(telling: Telling, weighed: Weighed) -> tuple[float, list[str]]:
    """Return the model's log odds for a telling, and the marks that bear on its being right."""
    judged = [share for draft in telling.drafts if (share := weighed.probability(draft)) is not None]
    share = min(max(max(judged, default=0.5), _FLOOR), 1 - _FLOOR)
    fillers = [filler for group in telling.roles.values() for filler in group]
    marks = [f"kind:{KINDS[telling.type]}", f"status:{telling.status.value}"]
    if any(filler.slot == LEARNED for filler in fillers):
        marks.append("learned")
    if any(filler.mention is not None and not filler.mention.named for filler in fillers):
        marks.append("indirect")
    if any(filler.slot == "implied" for filler in fillers):
        marks.append("implied")
    if len({draft.hit.trigger.i for draft in telling.drafts}) > 1:
        marks.append("repeated")
    if len(fillers) > 2:
        marks.append("many")
    return math.log(share / (1 - share)), marks
