"""When a tie holds, as bounds on its first and last day."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date

    from kg.values import Days


class Holds(StrEnum):
    """Whether a tie holds on a date, as far as the sources tell."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Validity(NamedTuple):
    """The days between which a tie begins and ends; None where no source bounds it.

    ``end_earliest`` is the last day on which the tie surely holds, ``end_latest`` the last on which it may.
    """

    begin_earliest: date | None = None
    begin_latest: date | None = None
    end_earliest: date | None = None
    end_latest: date | None = None

    @property
    def contradictory(self) -> bool:
        """Whether the sources let the tie end before it begins."""
        return (
            self.begin_earliest is not None
            and self.end_latest is not None
            and self.end_latest < self.begin_earliest
        )

    def holds(self, on: Days) -> Holds:
        """Return whether the tie holds on a date, on each of its days if the date spans several.

        Yes only where the bounds allow nothing else, no only where they exclude every day, else unknown: what is
        undated is not taken to hold always.

        Examples
        --------
        >>> from datetime import date
        >>> from kg.values import days
        >>> since_summer = Validity(*days("2024-summer"), end_earliest=date(2025, 9, 11))
        >>> [since_summer.holds(days(text)).value for text in ("2023", "2024-07", "2025-01", "2025-10")]
        ['no', 'unknown', 'yes', 'unknown']
        """
        if self.contradictory:
            return Holds.UNKNOWN
        if self.begin_earliest is not None and on.last < self.begin_earliest:
            return Holds.NO
        if self.end_latest is not None and self.end_latest < on.first:
            return Holds.NO
        begun = self.begin_latest is not None and self.begin_latest <= on.first
        lasting = self.end_earliest is not None and on.last <= self.end_earliest
        return Holds.YES if begun and lasting else Holds.UNKNOWN
