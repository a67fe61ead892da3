"""Value objects that deals carry: money, capacity, and dates as precise as their source."""

import calendar
import re
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Annotated, Literal, NamedTuple

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, PlainSerializer, StringConstraints


class Frozen(BaseModel):
    """Base of every record: immutable, hashable, and closed to unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Bound(StrEnum):
    """How a source bounds a quantity."""

    EXACT = "exact"
    AT_MOST = "at_most"
    AT_LEAST = "at_least"
    ABOUT = "about"


class Unit(StrEnum):
    """Units of capacity; ``chip`` is an accelerator other than a GPU, ``%`` a share of the customer's orders."""

    GW = "GW"
    MW = "MW"
    GPU = "GPU"
    CHIP = "chip"
    WAFER = "wafer"
    WAFER_MONTH = "wafer/month"
    SHARE = "%"


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


Number = Annotated[
    Decimal, Field(ge=0, allow_inf_nan=False), PlainSerializer(_number, return_type=int | float)
]


class Money(Frozen):
    """An amount in whole units of an ISO 4217 currency; ``period`` is ``"P1Y"`` where it is paid every year.

    Examples
    --------
    >>> Money(value=300_000_000_000, currency="USD", bound="at_most").model_dump_json()
    '{"value":300000000000,"currency":"USD","bound":"at_most","period":null}'
    """

    value: Number
    currency: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
    bound: Bound = Bound.EXACT
    period: Literal["P1Y"] | None = None


class Capacity(Frozen):
    """A physical size: power in gigawatts or megawatts, a number of processors or wafers, or a share of orders."""

    value: Number
    unit: Unit
    bound: Bound = Bound.EXACT


_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "winter": (12, 2)}
_DATE = re.compile(
    r"(?P<year>\d{4})(?:-(?:(?P<month>0[1-9]|1[0-2])(?:-(?P<day>\d\d))?|Q(?P<quarter>[1-4])|H(?P<half>[12])"
    r"|(?P<season>spring|summer|autumn|winter)))?"
)


class Days(NamedTuple):
    """The first and the last day that a date may mean, both inclusive."""

    first: date
    last: date


@lru_cache(maxsize=65_536)
def days(text: str) -> Days:
    """Return the first and last day of a date as precise as its text.

    Parameters
    ----------
    text
        ``2027``, ``2025-04``, ``2025-04-17``, ``2025-Q2``, ``2027-H2`` or ``2024-summer`` (seasons of the northern
        hemisphere, three whole months; winter begins in December of its year).

    Raises
    ------
    ValueError
        The text is none of these, or no day of the calendar.

    Examples
    --------
    >>> days("2024-summer")
    Days(first=datetime.date(2024, 6, 1), last=datetime.date(2024, 8, 31))
    """
    match = _DATE.fullmatch(text)
    if match is None:
        raise ValueError(
            f"{text!r} is no date; write 2027, 2025-04, 2025-04-17, 2025-Q2, 2027-H2 or 2024-summer"
        )
    year = int(match["year"])
    if match["day"]:
        day = date(year, int(match["month"]), int(match["day"]))
        return Days(day, day)
    first, last = 1, 12
    if match["month"]:
        first = last = int(match["month"])
    elif match["quarter"]:
        first, last = 3 * int(match["quarter"]) - 2, 3 * int(match["quarter"])
    elif match["half"]:
        first, last = (1, 6) if match["half"] == "1" else (7, 12)
    elif match["season"]:
        first, last = _SEASONS[match["season"]]
    end_year = year + (last < first)
    return Days(date(year, first, 1), date(end_year, last, calendar.monthrange(end_year, last)[1]))


def _checked(text: str) -> str:
    days(text)
    return text


def months(duration: str) -> int:
    """Return the length of an ISO 8601 duration in whole months.

    Examples
    --------
    >>> months("P5Y"), months("P18M"), months("P1Y6M")
    (60, 18, 18)
    """
    match = re.fullmatch(r"P(?=\d)(?:(\d+)Y)?(?:(\d+)M)?", duration)
    if match is None:
        raise ValueError(f"{duration!r} is no duration; write P5Y, P18M or P1Y6M")
    return 12 * int(match[1] or 0) + int(match[2] or 0)


def _checked_duration(text: str) -> str:
    months(text)
    return text


PartialDate = Annotated[str, AfterValidator(_checked)]
Duration = Annotated[str, AfterValidator(_checked_duration)]
