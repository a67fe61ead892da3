"""Value objects: money, and dates as precise as their source."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from kg.values import Capacity, Days, Money, days, months


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2027", date(2027, 1, 1), date(2027, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2025-04-17", date(2025, 4, 17), date(2025, 4, 17)),
        ("2025-Q4", date(2025, 10, 1), date(2025, 12, 31)),
        ("2027-H2", date(2027, 7, 1), date(2027, 12, 31)),
        ("2025-spring", date(2025, 3, 1), date(2025, 5, 31)),
        ("2023-winter", date(2023, 12, 1), date(2024, 2, 29)),
    ],
)
def test_a_date_means_the_days_it_may_mean(text: str, first: date, last: date) -> None:
    assert days(text) == Days(first, last)


@pytest.mark.parametrize(
    "text", ["", "soon", "2025-13", "2025-02-30", "2025-Q5", "2025-Spring", "25", "2025-04-17T00:00"]
)
def test_what_is_no_date_is_refused_by_name(text: str) -> None:
    with pytest.raises(ValueError, match=r"no date|day is out of range|day"):
        days(text)


@given(st.dates(min_value=date(1000, 1, 1)))
def test_a_day_is_itself(day: date) -> None:
    assert days(day.isoformat()) == (day, day)


@pytest.mark.parametrize("text", ["P", "5Y", "P5D", "PY", "P-1Y"])
def test_what_is_no_duration_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no duration"):
        months(text)


def test_money_is_exact_and_serialises_as_a_number() -> None:
    assert Money(value="22764800000000.50", currency="KRW").model_dump_json() == (
        '{"value":22764800000000.5,"currency":"KRW","bound":"exact","period":null}'
    )


@pytest.mark.parametrize("value", [-1, "NaN", "Infinity"])
def test_money_is_a_finite_amount(value: object) -> None:
    with pytest.raises(ValidationError):
        Money.model_validate({"value": value, "currency": "USD"})


def test_money_needs_a_currency_and_capacity_a_known_unit() -> None:
    with pytest.raises(ValidationError, match="currency"):
        Money.model_validate({"value": 1})
    with pytest.raises(ValidationError, match="unit"):
        Capacity.model_validate({"value": 1, "unit": "kWh"})
