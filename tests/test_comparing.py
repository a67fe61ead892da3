"""Comparability before conflict: each pair of values by hand, and what must hold of any pair."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.comparing import Relation, compare
from kg.model import Product
from kg.values import Capacity, Money

INVERSE = {Relation.REFINES: Relation.REFINED, Relation.REFINED: Relation.REFINES}


def usd(value, bound="exact", **more):
    return Money(value=value, currency="USD", bound=bound, **more)


def size(value, unit="MW", bound="exact"):
    return Capacity(value=value, unit=unit, bound=bound)


@pytest.mark.parametrize(
    ("slot", "one", "other", "relation"),
    [
        ("amount", usd(500), usd(50), "conflicts"),
        ("amount", usd(300), usd(300, "at_most"), "refines"),
        ("amount", usd(30), usd(300, "at_most"), "conflicts"),
        ("amount", usd(41), usd(40, "at_most"), "conflicts"),
        ("amount", usd(60, "at_most"), usd(100, "at_most"), "conflicts"),
        ("amount", usd(19), usd(15, "at_least"), "refines"),
        ("amount", usd(200, "at_least"), usd(27), "conflicts"),
        ("amount", usd(450, "at_least"), usd(400, "at_least"), "refines"),
        ("amount", usd(450, "at_least"), usd(40, "at_least"), "conflicts"),
        ("amount", usd(30, "at_least"), usd(30, "at_most"), "agrees"),
        ("amount", usd(11.9), usd(12, "about"), "refines"),
        ("amount", usd(45, "about"), usd(40, "at_least"), "refines"),
        ("amount", usd(60, period="P1Y"), usd(300), "incomparable"),
        ("amount", usd(300), Money(value=280, currency="EUR"), "incomparable"),
        ("capacity", size(1, "GW"), size(1000), "same"),
        ("capacity", size(200), size(1, "GW"), "conflicts"),
        ("capacity", size(9, "wafer"), size(9, "wafer/month"), "incomparable"),
        ("capacity", size(67, "%", "about"), size(70, "%", "about"), "agrees"),
        ("stake_percent", 6.6, 7.0, "refines"),
        ("stake_percent", 6.0, 6.6, "conflicts"),
        ("stake_percent", 9.0, 10.0, "conflicts"),
        ("signed", "2025-01-21", "2025-01", "refines"),
        ("start", "2024-summer", "2024-Q3", "agrees"),
        ("start", "2025-Q1", "2025-03-31", "refined"),
        ("end", "2030", "2032", "conflicts"),
        ("duration", "P5Y", "P60M", "same"),
        ("duration", "P17Y", "P20Y", "conflicts"),
        ("product", Product.CLOUD, Product.CHIPS, "conflicts"),
        ("name", "Stargate", "Star Gate", "incomparable"),
    ],
)
def test_by_hand(slot, one, other, relation):
    assert compare(slot, one, other) == relation
    assert compare(slot, other, one) == INVERSE.get(relation, relation)


NUMBERS = st.integers(1, 400)
BOUNDS = st.sampled_from(["exact", "at_most", "at_least", "about"])
VALUES = st.one_of(
    st.tuples(st.just("amount"), st.builds(usd, NUMBERS, BOUNDS)),
    st.tuples(st.just("capacity"), st.builds(size, NUMBERS, st.sampled_from(["GW", "MW"]), BOUNDS)),
    st.tuples(st.just("start"), st.sampled_from(["2025", "2025-Q1", "2025-03", "2025-03-31", "2025-summer"])),
    st.tuples(st.just("stake_percent"), st.sampled_from([6, 6.6, 6.64, 7, 10])),
)


@given(VALUES, VALUES)
def test_either_way_round(one, other):
    (slot, a), (other_slot, b) = one, other
    if slot == other_slot:
        assert compare(slot, b, a) == INVERSE.get(compare(slot, a, b), compare(slot, a, b))
    assert compare(slot, a, a) is Relation.SAME
