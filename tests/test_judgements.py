"""Who is who and what is one deal, as people judged it: lines of text, their effect, and that they survive and go again."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.companies import Companies
from kg.errors import ClaimsError
from kg.facts import deals, record
from kg.judgements import Judgement, Judgements, judgement_line, read_judgements
from kg.linker import Linker, Resolver
from kg.model import Claim, Company, Document, Extraction
from kg.proposals import proposals
from kg.queries import run
from kg.resolve import deals_of
from kg.store import Store
from kg.values import Money

REGISTRY = [
    Company(name="Oracle", aliases=("OCI",), country="United States"),
    Company(name="Bloom Energy", aliases=("Bloom",), country="United States"),
    Company(name="Delta Electronics", country="Taiwan"),
    Company(name="Delta Air Lines", country="United States"),
    Company(name="Azure", owner="Microsoft", division=True),
    Company(name="Microsoft", country="United States"),
]


def judged(one, decision, other, about="company", **more):
    fields = {"who": "ada", "when": "2026-11-24", "why": "the filing"} | more
    return Judgement(about=about, one=one, other=other, decision=decision, **fields)


def linker(*judgements):
    return Linker(REGISTRY, Judgements(judgements))


def told(doc, customer="OpenAI", provider="Oracle", amount=None, **slots):
    if amount is not None:
        slots["amount"] = Money(value=amount, currency="USD")
    roles = {"customer": (customer,), "provider": (provider,)}
    return Claim(doc=doc, type="contract", roles=roles, summary="…", **slots)


def graph(claims, *judgements):
    by_doc = {}
    for claim in claims:
        by_doc.setdefault(claim.doc, []).append(claim)
    found = [Extraction(document=Document(id=doc), claims=tuple(each)) for doc, each in by_doc.items()]
    store = Store.memory()
    record(store, found, linker(*judgements))
    return store


class TestFile:
    LINE = judgement_line(judged("Star Gate", "same", "Stargate"))

    def test_round_trip(self):
        header = '{"format": "kg-judgements", "version": 1}'
        found = read_judgements(f"{header}\n{self.LINE}\n\n", "judgements.jsonl")
        assert [judgement_line(each) for each in found] == [self.LINE]
        assert json.loads(self.LINE) == {
            "about": "company", "one": "Star Gate", "other": "Stargate", "decision": "same", "who": "ada",
            "when": "2026-11-24", "why": "the filing",
        }  # fmt: skip

    @pytest.mark.parametrize(
        ("line", "reason"),
        [
            ("{", "is no JSON (column 2); write one judgement a line"),
            ('{"format": "kg-judgements", "version": 9}', "this release reads kg-judgements version 1"),
            (LINE.replace('"same"', '"equal"'), "decision: Input should be 'same'"),
            (LINE.replace('"same"', '"part"'), "a part is decided of claims"),
            (LINE.replace('"ada"', '""'), "who: String should have at least 1 character"),
            (LINE.replace('"2026-11-24"', '"soon"'), "when: 'soon' is no date"),
            (LINE.replace('"Star Gate"', '"Stargate"'), "'Stargate' is judged against itself"),
            (LINE.replace(',"why":"the filing"', ""), "why: is missing; give it"),
            ("[]", ""),
        ],
    )
    def test_a_bad_line_is_named(self, line, reason):
        with pytest.raises(ClaimsError) as caught:
            read_judgements(f"{self.LINE}\n\n{line}", "judgements.jsonl")
        assert str(caught.value).startswith("judgements.jsonl, line 3: ")
        assert reason in str(caught.value)

    def test_a_contradiction_through_others_is_named(self):
        lines = [judged("A", "same", "B"), judged("B", "same", "C"), judged("A", "different", "C")]
        with pytest.raises(
            ClaimsError, match=r"j, line 3: 'A' and 'C' are judged different by ada, and the same through"
        ):
            read_judgements("\n".join(map(judgement_line, lines)), "j")

    def test_a_later_line_on_the_same_pair_replaces_the_earlier(self):
        found = Judgements([judged("A", "same", "B"), judged("B", "different", "A")])
        assert [str(each.decision) for each in found] == ["different"]


class TestNames:
    def test_a_legal_form_of_its_country(self):
        known = linker()
        names = ["Oracle Corp.", "Oracle Corporation", "oracle, Inc.", "Delta Electronics Co., Ltd."]
        assert [known.canonical(name) for name in names] == [
            "Oracle",
            "Oracle",
            "Oracle",
            "Delta Electronics",
        ]

    @pytest.mark.parametrize(
        "name",
        ["Oracle GmbH", "Oracle of Omaha", "Bloom Inc", "Delta", "Delta Inc", "Delta Lines", "Orcale", "Inc"],
    )
    def test_nothing_else_is_ever_merged_without_a_judgement(self, name):
        assert linker().canonical(name) is None

    def test_two_companies_with_a_common_name(self):
        """Two unlisted companies, and two listed ones, are proposed at most."""
        claims = [
            told("a", "Apex Inc", "Oracle"),
            told("b", "Apex GmbH", "Oracle"),
            told("c", "Delta", "Oracle"),
        ]
        store = graph(claims)
        assert [deal.roles["customer"] for deal in deals(store)] == [
            ("Apex GmbH",),
            ("Apex Inc",),
            ("Delta",),
        ]
        found = [(each.one, each.other) for each in proposals(deals(store), claims, linker())]
        assert found == [("Apex GmbH", "Apex Inc")]

    def test_merged_and_parted_again(self):
        claims = [told("a", provider="Oracle"), told("b", provider="Orcl")]
        apart, same = graph(claims), graph(claims, judged("Orcl", "same", "Oracle"))
        assert len(list(deals(apart))) == 2
        (deal,) = deals(same)
        assert (deal.id, deal.roles["provider"]) == ("contract--OpenAI--Oracle", ("Oracle",))
        assert sorted(same.claims(), key=lambda each: each.id) == sorted(claims, key=lambda each: each.id)
        record(same, [], linker())
        assert same.dump("nquads") == apart.dump("nquads")

    def test_named_queries_know_the_merged_name(self):
        store = graph(
            [told("a", provider="Oracle"), told("b", provider="Orcl")], judged("Orcl", "same", "Oracle")
        )
        assert (
            run(store, "deals", company="Orcl").to_dicts()
            == run(store, "deals", company="Oracle").to_dicts()
            != []
        )

    def test_names_nobody_registered_become_one_company(self):
        known = linker(judged("Acme Ltd", "same", "Acme"), judged("ACME Group", "same", "Acme Ltd"))
        assert {known.canonical(name) for name in ("Acme", "Acme Ltd", "acme group")} == {"Acme"}

    def test_two_registered_companies(self):
        known = linker(judged("Delta Air Lines", "same", "Delta Electronics"))
        assert known.canonical("Delta Air Lines") == "Delta Electronics"
        assert len(known) == len(REGISTRY) - 1

    def test_an_owner_that_is_merged_away(self):
        known = linker(judged("Microsoft", "same", "MSFT"))
        assert known.canonical("Azure") == known.canonical("MSFT") == "Microsoft"

    @pytest.mark.parametrize("name", ["Bloom", "Oracle Corp"])
    def test_different_from_what_the_registry_or_its_form_says(self, name):
        other = linker().canonical(name)
        known = linker(judged(name, "different", other))
        assert (known.canonical(name), known.canonical(other)) == (name, other)


class TestDeals:
    A, B, C = told("a", amount=3), told("b", amount=3), told("c", signed="2025")

    def test_different_parts_what_the_rules_join(self):
        assert len(set(deals_of([self.A, self.B], linker()).values())) == 1
        apart = linker(judged(self.A.id, "different", self.B.id, "claim"))
        assert len(set(deals_of([self.A, self.B], apart).values())) == 2

    def test_different_parts_what_a_name_joins(self):
        one, other = told("a", name="Lease", amount=1), told("b", name="Lease", amount=2)
        apart = linker(judged(one.id, "different", other.id, "claim"))
        assert len(set(deals_of([one, other], linker()).values())) == 1
        assert len(set(deals_of([one, other], apart).values())) == 2

    def test_same_joins_what_the_rules_part(self):
        one, other = told("a", name="First", signed="2024"), told("b", name="Second", signed="2025")
        together = linker(judged(one.id, "same", other.id, "claim"))
        assert len(set(deals_of([one, other], linker()).values())) == 2
        assert len(set(deals_of([one, other], together).values())) == 1

    def test_a_part_is_a_deal_of_its_own_and_counts_once(self):
        whole, part = told("a", amount=500), told("b", amount=100)
        store = graph([whole, part], judged(part.id, "part", whole.id, "claim"))
        found = {int(deal.amount.value): (deal.id, deal.part_of) for deal in deals(store)}
        assert found[100][1] == found[500][0]
        assert found[500][1] is None
        record(store, [], linker())
        assert store.dump("nquads") == graph([whole, part]).dump("nquads")

    def test_no_rule_adds_to_a_part(self):
        whole, part, more = (
            told(doc, name="Lease", amount=amount) for doc, amount in (("a", 5), ("b", 1), ("c", 1))
        )
        found = deals_of([whole, part, more], linker(judged(part.id, "part", whole.id, "claim")))
        assert found[whole.id] == found[more.id] != found[part.id]


NAMES = ["Oracle", "Orcl", "Oracle Corp", "Bloom", "Delta", "Delta Electronics"]
DECISIONS = st.lists(
    st.builds(
        judged,
        st.sampled_from(NAMES[:3]),
        st.sampled_from(["same", "different", "unsure"]),
        st.sampled_from(NAMES[3:]),
    ),
    max_size=4,
)


def sound(judgements):
    try:
        return list(Judgements(judgements))
    except ClaimsError:
        return []


@settings(max_examples=40, deadline=None)
@given(DECISIONS.map(sound), st.lists(st.sampled_from(NAMES), min_size=1, max_size=5))
def test_judgements_survive_a_rebuild_and_leave_no_trace(judgements, names):
    claims = [told(str(number), provider=name) for number, name in enumerate(names)]
    plain, rebuilt = graph(claims), graph(claims, *judgements)
    written = "\n".join(map(judgement_line, judgements))
    again = list(read_judgements(written, "judgements.jsonl"))
    assert again == judgements
    record(plain, [], linker(*again))
    assert plain.dump("nquads") == rebuilt.dump("nquads")
    record(plain, [], linker())
    assert plain.dump("nquads") == graph(claims).dump("nquads")
    known = linker(*judgements)
    for each in judgements:
        one, other = (known.canonical(name) or name for name in (each.one, each.other))
        if each.decision in ("same", "different"):
            assert (one == other) == (each.decision == "same")


OWNED = [
    Company(name="Holding", aliases=("HLD",)),
    Company(name="Works", owner="Holding", aliases=("Wrk",)),
    Company(name="Arm", owner="Works", division=True),
    Company(name="Bolt"),
]
ANY = st.sampled_from(["Holding", "holding", "HLD", "Works", "wrk", "Arm", "Bolt", "Bolt Inc", "New", "NEW"])


@given(st.lists(st.tuples(ANY, st.sampled_from(["same", "different", "unsure"]), ANY), max_size=6))
def test_any_judgements_that_agree_give_a_sound_registry(drawn):
    judgements = sound(
        [judged(one, how, other) for one, how, other in drawn if one.casefold() != other.casefold()]
    )
    known = Linker(OWNED, Judgements(judgements))
    for name, root in Judgements(judgements).same("company").items():
        assert known.find(name) == known.find(root)


def test_the_resolver_keeps_decisions_in_its_file(tmp_path):
    path = tmp_path / "judgements.jsonl"
    resolver = Resolver(path)
    resolver.decide(judged("A", "same", "B"))
    resolver.decide(judged("C", "different", "B"))
    before = path.read_bytes()
    with pytest.raises(
        ClaimsError, match="'C' and 'B' are judged different by ada, and the same through others"
    ):
        resolver.decide(judged("A", "same", "C"))
    assert path.read_bytes() == before
    assert [str(each.decision) for each in Resolver(path).judgements] == ["same", "different"]
    assert isinstance(resolver.linker([]), Companies)
    assert [each.name for each in tmp_path.iterdir()] == ["judgements.jsonl"]


def test_decisions_of_another_process_are_kept(tmp_path):
    path = tmp_path / "judgements.jsonl"
    one, other = Resolver(path), Resolver(path)
    one.decide(judged("A", "same", "B"))
    other.decide(judged("C", "same", "D"))
    assert len(other.judgements) == len(Resolver(path).judgements) == 2


def verdicts(store):
    return {each.claim: (str(each.verdict), each.reason) for each in store.assessments()}


class TestClaims:
    A, B = told("a", name="Lease", start="2024"), told("b", name="Lease", start="2025")

    def test_two_that_stand_level_are_proposed_until_one_is_rejected(self):
        store = graph([self.A, self.B])
        one, other = sorted((self.A.id, self.B.id))
        (found,) = proposals(deals(store), [self.A, self.B], linker(), store.assessments())
        assert (found.one, found.other, found.contested) == (one, other, True)
        assert found.why == "they differ in start and are equally supported, so neither counts"
        rejection = judged(self.B.id, "reject", None, "claim", why="the text tells of talks.")
        store = graph([self.A, self.B], rejection)
        assert verdicts(store) == {
            self.A.id: ("accepted", "Nothing equally or better supported says otherwise."),
            self.B.id: ("ineligible", "Rejected by ada, 2026-11-24: the text tells of talks."),
        }
        (deal,) = deals(store)
        assert (deal.start, deal.accepted) == ("2024", True)
        assert (
            list(proposals([deal], [self.A, self.B], linker(rejection), store.assessments())) == []
        )  # nothing is open
        record(store, [], linker())
        assert store.dump("nquads") == graph([self.A, self.B]).dump("nquads")

    def test_two_left_unsure_are_asked_about_no_more(self):
        store = graph([self.A, self.B])
        known = linker(judged(self.A.id, "unsure", self.B.id, "claim"))
        assert list(proposals(deals(store), [self.A, self.B], known, store.assessments())) == []

    def test_a_denial_that_is_rejected_disputes_nothing(self):
        denial = told("b", name="Lease", status="denied", attributed_to=("OpenAI",))
        store = graph([self.A, denial])
        (found,) = proposals(deals(store), [self.A, denial], linker(), store.assessments())
        assert (found.one, found.other) == (self.A.id, denial.id)
        assert found.why == "one tells it, the other denies it"
        store = graph([self.A, denial], judged(denial.id, "reject", None, "claim"))
        assert verdicts(store)[self.A.id][0] == "accepted"

    def test_a_deal_whose_every_claim_is_rejected_is_no_fact(self):
        store = graph([self.A], judged(self.A.id, "reject", None, "claim"))
        (deal,) = deals(store)
        assert not deal.accepted

    @pytest.mark.parametrize("decision", ["accept", "reject", "unsure"])
    def test_an_unsure_claim_is_asked_about_once(self, decision):
        sure, unsure = self.A, told("b", name="Lease", start="2024", confidence=0.4)
        store = graph([sure, unsure])
        (found,) = proposals(deals(store), [sure, unsure], linker(), store.assessments())
        assert (found.one, found.other, found.question) == (unsure.id, None, "Does the document say so?")
        assert found.why == "the extractor is sure by 40% alone"
        known = linker(judged(unsure.id, decision, None, "claim"))
        assert list(proposals(deals(store), [sure, unsure], known, store.assessments())) == []

    @pytest.mark.parametrize("option", ["1", "2", "n"])
    def test_every_answer_to_a_contest_settles_it(self, option):
        store = graph([self.A, self.B])
        (found,) = proposals(deals(store), [self.A, self.B], linker(), store.assessments())
        (chosen,) = [each for each in found.options if each.letter == option]
        taken = judged(chosen.one, chosen.decision, chosen.other, "claim")
        store = graph([self.A, self.B], taken)
        counted = sorted(claim for claim, (verdict, _) in verdicts(store).items() if verdict == "accepted")
        one, other = sorted((self.A.id, self.B.id))
        assert counted == {"1": [one], "2": [other], "n": [one, other]}[option]

    def test_a_line_about_one_claim(self):
        line = judgement_line(judged("c1", "reject", None, "claim"))
        assert "other" not in json.loads(line)
        (again,) = read_judgements(line, "j")
        assert (again.one, again.other, again.pair) == ("c1", None, {"c1"})

    @pytest.mark.parametrize(
        ("about", "decision", "other", "reason"),
        [
            ("claim", "same", None, "other is missing; same is decided of two"),
            ("company", "unsure", None, "other is missing; unsure is decided of two"),
            ("claim", "reject", "c2", "reject is decided of one claim, without another"),
            ("company", "accept", None, "accept is decided of one claim, without another"),
        ],
    )
    def test_what_makes_no_judgement(self, about, decision, other, reason):
        with pytest.raises(ValueError, match=reason):
            judged("c1", decision, other, about)
