"""The first build gives the store that putting documents in one after another gives, and adding an article the one of a rebuild."""

import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.facts import first, record
from kg.judgements import Judgement, Judgements
from kg.linker import Resolver
from kg.store import Store

sys.path.insert(0, str(Path(__file__).with_name("benchmarks")))
from told_web import told_web


def one_by_one(found, known):
    store = Store.memory()
    record(store, [], known)
    for each in found:
        record(store, [each], known)
    return store.dump("nquads")


def at_once(found, known):
    store = Store.memory()
    record(store, found, known)
    return store.dump("nquads")


@settings(max_examples=8, deadline=None)
@given(seed=st.integers(0, 10**6), batch=st.sampled_from([1, 3, 1_000]), order=st.randoms())
def test_at_once_or_one_by_one_in_any_order(seed, batch, order):
    found, known = told_web(48, seed=seed)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(first, "_AT_ONCE", batch)
        whole = at_once(found, known)
    assert whole == one_by_one(order.sample(found, len(found)), known)


def test_a_document_given_twice_counts_with_all_it_says():
    found, known = told_web(16)
    twice = [
        found[0].model_copy(update={"claims": found[0].claims[:3]}),
        found[0].model_copy(update={"claims": found[0].claims[3:]}),
    ]
    assert at_once([*twice, found[1]], known) == at_once(found, known)


def test_parts_and_rejected_claims_come_through():
    found, known = told_web(32)
    told = [claim for each in found for claim in each.claims if claim.status == "announced"]
    one, other, rejected = (claim.id for claim in told[:3])
    taken = {"about": "claim", "who": "ada", "when": "2026-11-24", "why": "a test"}
    judged = Judgements(
        [
            Judgement(one=one, other=other, decision="part", **taken),
            Judgement(one=rejected, decision="reject", **taken),
        ]
    )
    linker = Resolver(None, judged).linker(known)
    whole = at_once(found, linker)
    assert whole == one_by_one(found, linker)
    assert b"#partOf>" in whole
    assert whole != at_once(found, known)
