"""Which claims speak of one deal: every rule, on the smallest case that it decides."""

import csv
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.companies import companies
from kg.interchange import read_curated, read_sources
from kg.model import Claim
from kg.resolve import bucket, deals_of
from kg.resources import resource
from kg.values import Money


def told(
    doc="a", kind="contract", customer="OpenAI", provider="Oracle", amount=None, currency="USD", **slots
):
    if amount is not None:
        slots["amount"] = Money(value=amount, currency=currency)
    roles = slots.pop("roles", {"customer": (customer,), "provider": (provider,)})
    return Claim(doc=doc, type=kind, roles=roles, summary="…", **slots)


def deals(*claims):
    """The deals as lists of positions of claims, by id."""
    found = deals_of(claims, companies())
    groups = {}
    for number, claim in enumerate(claims):
        groups.setdefault(found[claim.id], []).append(number)
    return groups


class TestOneDeal:
    def test_documents_that_give_different_amounts(self):
        assert deals(told("a", amount=300, start="2027"), told("b", amount=500, start="2027")) == {
            "contract--OpenAI--Oracle": [0, 1]
        }

    def test_a_claim_that_says_no_more_than_the_tie(self):
        assert deals(told("a", amount=300, signed="2025-09"), told("b")) == {
            "contract--OpenAI--Oracle": [0, 1]
        }

    def test_the_same_name_whatever_else_is_told(self):
        one = told("a", name="Abilene lease", signed="2023", amount=1, start="2024")
        other = told("b", name="ABILENE-Lease", signed="2024-10-14", amount=2, start="2026")
        assert deals(one, other) == {"contract--OpenAI--Oracle": [0, 1]}

    def test_dates_that_may_be_the_same_day(self):
        assert len(deals(told("a", signed="2025"), told("b", signed="2025-09-11"))) == 1

    def test_another_product_with_the_same_amount(self):
        assert (
            len(deals(told("a", product="cloud", amount=300), told("b", product="data_centre", amount=300)))
            == 1
        )

    def test_a_division_and_its_owner(self):
        assert deals(told("a", provider="Azure"), told("b", provider="Microsoft")) == {
            "contract--OpenAI--Microsoft": [0, 1]
        }

    def test_two_figures_that_one_document_takes_from_two_sources(self):
        one = told("a", amount=300, attributed_to=("Bloomberg",))
        assert len(deals(one, told("a", amount=500, attributed_to=("Reuters",)))) == 1

    def test_amounts_in_two_currencies_do_not_disagree(self):
        assert (
            len(
                deals(
                    told("a", amount=300, start="2027"), told("b", amount=280, currency="EUR", start="2028")
                )
            )
            == 1
        )

    def test_a_project_by_its_name_and_a_shared_participant(self):
        one = told(kind="project", name="Stargate", roles={"participant": ("OpenAI", "Oracle")})
        other = told(
            "b",
            kind="project",
            name="Star Gate",
            roles={"participant": ("Oracle", "MGX"), "funder": ("MGX",)},
        )
        assert deals(one, other) == {"project--stargate": [0, 1]}

    def test_an_acquisition_whoever_sells(self):
        roles = {"acquirer": ("AMD",), "target": ("ZT Systems",)}
        one, other = (
            told(kind="acquisition", roles=roles),
            told("b", kind="acquisition", roles=roles | {"seller": ("X",)}),
        )
        assert deals(one, other) == {"acquisition--AMD--ZT Systems": [0, 1]}

    def test_parties_in_another_order(self):
        one, other = (
            told(doc, kind="competition", roles={"party": names})
            for doc, names in [("a", ("B", "A")), ("b", ("A", "B"))]
        )
        assert deals(one, other) == {"competition--A--B": [0, 1]}


class TestTwoDeals:
    def test_a_contract_and_a_usage(self):
        contract = told(amount=300 * 10**9, start="2027", duration="P5Y")
        usage = told(kind="usage", start="2024-summer")
        assert deals(contract, usage) == {"contract--OpenAI--Oracle": [0], "usage--OpenAI--Oracle": [1]}

    def test_roles_reversed(self):
        assert len(deals(told(), told("b", customer="Oracle", provider="OpenAI"))) == 2

    def test_signed_at_different_times_the_earlier_first(self):
        assert deals(told("a", signed="2025-09"), told("b", signed="2025-03")) == {
            "contract--OpenAI--Oracle": [1],
            "contract--OpenAI--Oracle--2": [0],
        }

    def test_two_values_from_one_source(self):
        assert len(deals(told("a", amount=300), told("a", amount=500))) == 2

    def test_two_slots_that_disagree(self):
        assert len(deals(told("a", amount=300, start="2027"), told("b", amount=500, start="2029"))) == 2

    def test_another_name(self):
        assert len(deals(told("a", name="First contract"), told("b", name="Second contract"))) == 2

    def test_another_product(self):
        assert len(deals(told("a", product="cloud"), told("b", product="software"))) == 2

    def test_a_claim_that_fits_both_of_two_deals_joins_neither(self):
        assert deals(
            told("a", signed="2025-03", amount=1), told("b", signed="2025-09", amount=2), told("c")
        ) == {
            "contract--OpenAI--Oracle": [0],
            "contract--OpenAI--Oracle--2": [1],
            "contract--OpenAI--Oracle--3": [2],
        }

    def test_a_claim_that_agrees_with_one_of_two_deals_joins_it(self):
        found = deals(
            told("a", signed="2025-03", amount=1), told("b", signed="2025-09", amount=2), told("c", amount=2)
        )
        assert list(found.values()) == [[0], [1, 2]]

    def test_projects_of_one_name_without_a_shared_participant(self):
        roles = [{"participant": names} for names in (("OpenAI", "Oracle"), ("Cisco",))]
        assert (
            len(
                deals(
                    *(
                        told(doc, kind="project", name="Phoenix", roles=each)
                        for doc, each in zip("ab", roles, strict=True)
                    )
                )
            )
            == 2
        )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("A--B", "C"), ("A", "B--C")),
        (("A", "B+C"), ("A", "B C")),
        (("AT&T", "x"), ("AT_T", "x")),
        (("Foo", "Bar"), ("Foo", "Bar--2")),
    ],
)
def test_names_never_run_together(one, other):
    buckets = {
        bucket(told(customer=customer, provider=provider), companies()) for customer, provider in (one, other)
    }
    assert len(buckets) == 2


def test_a_list_of_parties_is_no_longer_name():
    both = told(roles={"customer": ("X",), "provider": ("A", "B")})
    assert bucket(both, companies()) == "contract--X--A+B"
    assert bucket(told(customer="X", provider="A+B"), companies()) == "contract--X--A%2BB"


CLAIMS = st.builds(
    told,
    doc=st.sampled_from("abcd"),
    name=st.sampled_from([None, "First", "Second"]),
    product=st.sampled_from([None, "cloud", "chips"]),
    amount=st.sampled_from([None, 1, 2]),
    signed=st.sampled_from([None, "2025", "2025-03", "2024"]),
    start=st.sampled_from([None, "2026", "2027"]),
)


@given(st.lists(CLAIMS, max_size=9), st.randoms(use_true_random=False))
def test_the_order_of_claims_does_not_matter(claims, shuffled):
    again = claims.copy()
    shuffled.shuffle(again)
    assert deals_of(again, companies()) == deals_of(claims, companies())


def curated():
    folder = resource("data/deals")
    sources = read_sources(folder.joinpath("sources.csv").read_text("utf-8"), "sources.csv")
    files = [
        read_curated(folder.joinpath(name).read_text("utf-8"), name, sources)
        for name in ("core.jsonl", "more.jsonl")
    ]
    claims = {claim.id: claim for file in files for found in file.extractions for claim in found.claims}
    return claims, {key: id_ for file in files for key, id_ in file.ids.items()}


def test_the_curated_contradictions_are_contradictions_about_one_deal(shared):
    """Of 63 groups of claims that people found to disagree, 59 are one deal for each type of claim in them."""
    claims, ids = curated()
    found = deals_of(random.Random(1).sample(list(claims.values()), len(claims)), companies())
    apart = []
    with (shared / "deals" / "conflicts.csv").open() as file:
        for row in csv.DictReader(file):
            group = [claims[ids[key]] for key in row["claims"].split()]
            if len({found[claim.id] for claim in group}) > len({claim.type for claim in group}):
                apart.append(row["subject"])
    assert apart == [
        "April 2026 Microsoft terms",  # who was bound to whom differs
        "Amazon-OpenAI",  # two rounds, by name
        "Nvidia share of CoreWeave",  # a stake and an order, by name
        "Cipher-Fluidstack direction",  # who supplies whom differs
    ]
