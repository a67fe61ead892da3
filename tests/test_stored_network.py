"""The network made out of a store's columns is the one that its records make, and stays so whatever becomes of the store."""

import copy
import gc
import pickle
import sys
from dataclasses import fields
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from told_deals import KNOWN, curated, graph

from kg.companies import companies
from kg.errors import StoreError, UsageError
from kg.facts import deals, record
from kg.network import deal_network
from kg.network.stored import stored_network
from kg.rdf.values import amount_iri, amount_named
from kg.store import Store
from kg.values import Bound, Money

sys.path.insert(0, str(Path(__file__).with_name("benchmarks")))
from told_web import told_web

WEB, WEB_COMPANIES = told_web(160)


def article():
    store = Store.memory()
    for quads in graph().values():
        store.load(quads)
    return store


def web():
    store = Store.memory()
    record(store, WEB, WEB_COMPANIES)
    return store


def of_records(store, known, as_of=None):
    return deal_network(deals(store), store.claims(), store.documents(), store.remarks(), known, as_of=as_of)


def content(network):
    """Everything that a network says, as plain values."""
    columns = {field.name: getattr(network.columns, field.name) for field in fields(network.columns)}
    plain = {name: each.tolist() if isinstance(each, np.ndarray) else each for name, each in columns.items()}
    plain["amount"] = [None if value != value else value for value in plain["amount"]]
    about = {name: dict(each) if hasattr(each, "keys") else each for name, each in network.graph.items()}
    ties = list(network.edges(keys=True, data=True))
    return list(network.nodes(data=True)), ties, plain, {**about, "companies": None}


@pytest.mark.parametrize("as_of", [None, "2025", "2026-11-24"])
@pytest.mark.parametrize(
    ("store", "known"), [(article(), KNOWN), (curated(), companies()), (web(), WEB_COMPANIES)], ids=["article", "curated", "web"]
)  # fmt: skip
def test_it_is_the_network_of_the_records(store, known, as_of):
    assert content(stored_network(store, known, as_of=as_of)) == content(of_records(store, known, as_of))


def test_an_empty_store():
    assert content(stored_network(Store.memory(), KNOWN)) == content(of_records(Store.memory(), KNOWN))


def test_as_of_is_a_date():
    with pytest.raises(UsageError, match="as_of 'soon'"):
        stored_network(Store.memory(), KNOWN, as_of="soon")


class TestWhatBecomesOfTheStore:
    @pytest.fixture
    def folder(self, tmp_path):
        with Store.open(tmp_path / "web.kg", create=True) as store:
            record(store, WEB[:10], WEB_COMPANIES)
        return tmp_path / "web.kg"

    def test_a_change_in_memory_is_not_seen(self):
        store = web()
        network, before = stored_network(store, WEB_COMPANIES), content(of_records(store, WEB_COMPANIES))
        network.edges[next(iter(network.edges(keys=True)))]
        record(store, [], WEB_COMPANIES, without=[each.document.id for each in WEB])
        assert content(network) == before
        assert not stored_network(store, WEB_COMPANIES)

    def test_a_change_on_disk_is_not_seen(self, folder):
        with Store.open(folder) as store:
            first, before = stored_network(store, WEB_COMPANIES), content(of_records(store, WEB_COMPANIES))
            record(store, WEB[10:], WEB_COMPANIES)
            second, after = stored_network(store, WEB_COMPANIES), content(of_records(store, WEB_COMPANIES))
            record(store, [], WEB_COMPANIES, without=[each.document.id for each in WEB])
        assert (content(first), content(second)) == (before, after)

    def test_the_store_may_be_closed_and_changed_by_others(self, folder):
        with Store.open(folder) as store:
            network, before = stored_network(store, WEB_COMPANIES), content(of_records(store, WEB_COMPANIES))
        for extraction in WEB[10:13]:
            with Store.open(folder) as store:
                record(store, [extraction], WEB_COMPANIES)
        assert content(network) == before
        del network
        gc.collect()
        with Store.open(folder) as store:
            record(store, WEB[13:14], WEB_COMPANIES)
        assert len(list(folder.glob("snapshot-*"))) == 1

    @pytest.mark.parametrize("copied", [copy.deepcopy, lambda network: pickle.loads(pickle.dumps(network))])
    def test_copies_hold_everything(self, copied):
        store = web()
        network = copied(stored_network(store, WEB_COMPANIES))
        assert content(network) == content(of_records(store, WEB_COMPANIES))


@given(
    st.decimals(min_value=0, max_value=Decimal("1e30"), allow_nan=False, allow_infinity=False),
    st.sampled_from(Bound),
    st.sampled_from([None, "P1Y"]),
)
def test_an_amount_is_read_off_its_name(value, bound, period):
    amount = Money(value=value, currency="USD", bound=bound, period=period)
    assert amount_named(amount_iri(amount)) == amount


@pytest.mark.parametrize("name", ["USD/exact", "USD/some/5", "usd/exact/5", "USD/exact/x", "USD/exact/5/P2Y"])
def test_another_name_is_no_amount(name):
    with pytest.raises(StoreError, match="names no amount of money"):
        amount_named(f"https://w3id.org/tech-partnerships/id/amount/{name}")
