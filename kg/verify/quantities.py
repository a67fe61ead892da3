"""The second check: the evidence's own words, read again by the grammars, give every value that is claimed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.values import Bound, Capacity, Money
from kg.verify.reading import Reading, inside

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from kg.model import Claim, Evidence, Remark

_BOUNDS = {
    Bound.EXACT: "exactly ",
    Bound.AT_MOST: "up to ",
    Bound.AT_LEAST: "at least ",
    Bound.ABOUT: "about ",
}


def misread(claim: Claim, reading: Reading) -> Iterator[str]:
    """Yield which amount, capacity, stake, date or duration the evidence does not say."""
    if claim.amount is not None:
        yield from _slot("amount", claim.amount, reading.money, claim, reading)
    if claim.capacity is not None:
        yield from _slot("capacity", claim.capacity, reading.capacities, claim, reading)
    if claim.stake_percent is not None:
        yield from _slot("stake_percent", claim.stake_percent, reading.percentages, claim, reading)
    if claim.signed is not None:  # whoever has signed looks back
        yield from _slot(
            "signed",
            claim.signed,
            reading.dates,
            claim,
            reading,
            lambda item: item.toward(future=False).value,
        )
    for slot in ("start", "end"):
        if (date := getattr(claim, slot)) is not None:
            yield from _slot(slot, date, reading.dates, claim, reading)
    if claim.duration is not None:
        yield from _slot(
            "duration", claim.duration, reading.dates, claim, reading, lambda item: item.duration
        )


def misdated(remark: Remark, reading: Reading) -> Iterator[str]:
    """Yield that the evidence does not say a remark's date."""
    if remark.date is not None:
        yield from _slot("date", remark.date, reading.dates, remark, reading)


def _slot(
    slot: str,
    claimed: object,
    items: Sequence[Any],
    candidate: Claim | Remark,
    reading: Reading,
    value: Callable[[Any], object] = lambda item: item.value,
) -> Iterator[str]:
    """Yield nothing where an item of the grammar lies whole within a quote, has the claimed value and is not another's."""
    quoted = [item for item in items if inside(item, candidate.evidence)]
    equal = [item for item in quoted if value(item) == claimed]
    if any(_own(item, candidate, reading) for item in equal):
        return
    if equal:
        words = reading.text[equal[0].start : equal[0].end]
        yield f"{slot}: {words!r} is said of other companies, in a sentence that names none of the parties"
        return
    told = list(dict.fromkeys(_told(value(item)) for item in quoted if value(item) is not None))
    cut = [
        item
        for item in items
        if value(item) is not None and _overlaps(item, candidate.evidence) and item not in quoted
    ]
    says = f"the evidence says {', '.join(told)}" if told else "the evidence gives none"
    if cut:
        says = f"the text says {reading.text[cut[0].start : cut[0].end]!r}, which the quote cuts"
    elif not told and any(getattr(item, "unresolved", False) for item in quoted):
        says = "the text gives a relative date and the document has none to count from"
    yield f"{slot}: the claim says {_told(claimed)}, {says}"


def _own(item: Any, candidate: Claim | Remark, reading: Reading) -> bool:
    """Whether the item's sentence names or means a party, or goes on, naming nobody, from one that does."""
    before, *after = reading.told_about(item.start) or [reading.sentence(item.start)]
    spans = [before, *(span for span in after if span in reading.around(candidate))]
    about = any(
        reading.names_within(party, start, end, candidate.antecedents)
        or any(place.within(start, end) for place in reading.meant(party))
        for party in candidate.parties
        for start, end in spans
    )
    return not candidate.parties or (about and _told_of(item, candidate, reading))


def _told_of(item: Any, candidate: Claim | Remark, reading: Reading) -> bool:
    """Whether the frames read the item as told of a party, or of nobody."""
    owners = [
        telling
        for telling in reading.tellings
        if any(value.start == item.start for value in telling.values.values())
    ]
    fillers = [filler for telling in owners for fillers in telling.roles.values() for filler in fillers]
    return not owners or any(
        reading.means(party, filler) for party in candidate.parties for filler in fillers
    )


def _overlaps(item: Any, quotes: Sequence[Evidence]) -> bool:
    return any(quote.start < item.end and item.start < quote.end for quote in quotes)


def _told(value: object) -> str:
    """Return a value as a reader would say it."""
    if isinstance(value, Money):
        yearly = " a year" if value.period else ""
        return f"{_BOUNDS[value.bound]}{value.currency} {value.value:,}{yearly}"
    if isinstance(value, Capacity):
        return f"{_BOUNDS[value.bound]}{value.value:,} {value.unit.value}"
    return f"{value:g}%" if isinstance(value, float) else str(value)
