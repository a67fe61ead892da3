"""Records survive the way through N-Quads and any engine, and the same records give the same bytes."""

from decimal import Decimal

import pyoxigraph
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import StoreError
from kg.model import (
    ROLES,
    Antecedent,
    Assessment,
    Claim,
    ClaimType,
    Company,
    Document,
    Evidence,
    Extraction,
    Grade,
    Product,
    Remark,
    RemarkKind,
    Status,
    Verdict,
)  # fmt: skip
from kg.namespaces import CLAIMS, company_iri, concept_iri, deal_iri, local, name_of
from kg.rdf import (
    Literal,
    assessments_nquads,
    corpus_nquads,
    extraction_nquads,
    nquads,
    read_assessments,
    read_claims,
    read_companies,
    read_documents,
    read_remarks,
    registry_nquads,
)  # fmt: skip
from kg.rdf import vocabulary as v
from kg.values import Bound, Capacity, Money, Unit

TEXT = 'Acme said it may buy "cloud" from Bolt: 独家 \\ the two — \r\n\tBolt declined. 🤝\x85\ufffe'
names = st.sampled_from(["OpenAI", "Crédit Agricole S.A.", "AT&T", "a_b c%20", "独家", " ", ""]) | st.text(
    max_size=8
)
several = st.lists(names, max_size=3).map(tuple)
dates = st.sampled_from(
    ["2027", "2025-04", "2024-02-29", "2025-Q2", "2027-H2", "2024-summer", "2024-winter", "٢٠٢٧"]
)
numbers = st.decimals(
    min_value=0, allow_nan=False, allow_infinity=False, max_value=Decimal("1e30")
) | st.sampled_from([Decimal("3E+11"), Decimal("4.50"), Decimal("-0"), Decimal("1E-25")])
money = st.builds(
    Money, value=numbers, currency=st.sampled_from(["USD", "EUR"]), bound=st.sampled_from(Bound),
    period=st.sampled_from([None, "P1Y"]),
)  # fmt: skip
capacities = st.builds(Capacity, value=numbers, unit=st.sampled_from(Unit), bound=st.sampled_from(Bound))


@st.composite
def passages(draw):
    start = draw(st.integers(0, len(TEXT) - 1))
    return Evidence.of(TEXT, start, draw(st.integers(start + 1, len(TEXT))))


antecedents = st.lists(st.builds(Antecedent, company=names, mention=passages(), names=passages()), max_size=2)
documents = st.builds(
    Document, id=names.filter(bool), text=st.sampled_from(["", TEXT]) | st.text(), title=st.none() | st.text(),
    publisher=st.none() | names, source=st.none() | st.text(), date=st.none() | dates, date_inferred=st.booleans(),
    grade=st.sampled_from(Grade), recorded=st.none() | dates,
)  # fmt: skip


@st.composite
def claims(draw, doc="d"):
    type_ = draw(st.sampled_from(ClaimType))
    roles = draw(
        st.dictionaries(st.sampled_from(ROLES[type_]), several, min_size=1).filter(lambda r: any(r.values()))
    )
    evidence = draw(st.lists(passages(), max_size=3))
    return Claim(
        doc=doc, type=type_, roles=roles, evidence=evidence, summary=None if evidence else "…",
        name=draw(st.none() | st.text()), product=draw(st.none() | st.sampled_from(Product)),
        amount=draw(st.none() | money), capacity=draw(st.none() | capacities),
        stake_percent=draw(st.none() | st.floats(0, 100, exclude_min=True)), signed=draw(st.none() | dates),
        start=draw(st.none() | dates), end=draw(st.none() | dates),
        duration=draw(st.sampled_from([None, "P5Y", "P18M", "P1Y6M"])), status=draw(st.sampled_from(Status)),
        attributed_to=draw(several), confidence=draw(st.floats(0, 1)), antecedents=draw(antecedents),
    )  # fmt: skip


@st.composite
def remarks(draw, doc="d"):
    return Remark(
        doc=doc, kind=draw(st.sampled_from(RemarkKind)), parties=draw(several), value=draw(st.none() | st.text()),
        attributed_to=draw(several), date=draw(st.none() | dates), antecedents=draw(antecedents),
        evidence=draw(st.lists(passages(), min_size=1, max_size=2)),
    )  # fmt: skip


def by_oxigraph(quads):
    """Plain triples, as an Oxigraph store gives them back."""
    store = pyoxigraph.Store()
    store.load(quads, format=pyoxigraph.RdfFormat.N_QUADS)
    return [(q.subject.value, q.predicate.value, plain(q.object)) for q in store]


def plain(term):
    return Literal(term.value, term.datatype.value) if isinstance(term, pyoxigraph.Literal) else term.value


def by_rdflib(quads):
    """Plain triples, as rdflib parses them."""
    graph = rdflib.Graph()
    graph.parse(data=quads.replace(f" <{CLAIMS}> .".encode(), b" ."), format="nt")
    return [(str(s), str(p), by_rdflib_term(o)) for s, p, o in graph]


def by_rdflib_term(term):
    if not isinstance(term, rdflib.Literal):
        return str(term)
    return Literal(str(term), str(term.datatype or rdflib.XSD.string))


def written(document, claims=(), remarks=()):
    found = Extraction(document=document, claims=tuple(claims), remarks=tuple(remarks))
    return extraction_nquads(found, {claim.id: f"deal {claim.id}" for claim in claims})


class TestRoundTrip:
    @given(documents)
    def test_documents(self, document):
        assert list(read_documents(by_oxigraph(written(document)))) == [document]

    @given(st.lists(claims(), min_size=1, max_size=3, unique_by=lambda claim: claim.id))
    def test_claims(self, told):
        found = list(read_claims(by_oxigraph(written(Document(id="d", text=TEXT), told))))
        assert found == sorted(told, key=lambda claim: claim.id)
        assert [claim.id for claim in found] == sorted(claim.id for claim in told)

    @given(st.lists(remarks(), min_size=1, max_size=3, unique_by=lambda remark: remark.id))
    def test_remarks(self, told):
        found = list(read_remarks(by_oxigraph(written(Document(id="d", text=TEXT), remarks=told))))
        assert found == sorted(told, key=lambda remark: remark.id)
        assert [remark.id for remark in found] == sorted(remark.id for remark in told)

    @given(st.lists(st.builds(
        Company, name=names.filter(bool), aliases=several, kind=st.none() | st.text(), owner=st.none() | names,
        division=st.booleans(), country=st.none() | names,
    ), unique_by=lambda company: company.name))  # fmt: skip
    def test_companies(self, known):
        found = list(read_companies(by_oxigraph(registry_nquads(known))))
        assert sorted(found, key=lambda company: company.name) == sorted(
            known, key=lambda company: company.name
        )

    @given(
        st.dictionaries(
            st.text("0123456789abcdef", min_size=1), st.tuples(st.sampled_from(Verdict), st.text())
        )
    )
    def test_assessments(self, verdicts):
        told = [
            Assessment(claim=key, verdict=verdict, reason=reason)
            for key, (verdict, reason) in verdicts.items()
        ]
        found = list(read_assessments(by_oxigraph(assessments_nquads(told, "default"))))
        assert sorted(found, key=lambda each: each.claim) == sorted(told, key=lambda each: each.claim)

    @given(claims(), remarks())
    def test_rdflib_feeds_the_readers_too(self, claim, remark):
        triples = by_rdflib(written(Document(id="d", text="Ä"), [claim], [remark]))
        assert list(read_claims(triples)) == [claim]
        assert list(read_remarks(triples)) == [remark]

    @given(st.text(), st.text())
    def test_two_names_never_share_an_iri(self, a, b):
        assert name_of(company_iri(a)) == a
        assert local(a) != local(b) or a == b
        assert local(a).isascii()


class TestBytes:
    CLAIM = Claim(
        doc="d", type="contract", roles={"customer": ("OpenAI",), "provider": ("Oracle",)}, status="reported",
        amount=Money(value=3 * 10**11, currency="USD", bound="at_most"), start="2027", duration="P5Y",
        attributed_to=("The Wall Street Journal",), evidence=[Evidence.of(TEXT, 0, 9)], confidence=0.95,
    )  # fmt: skip

    def test_a_claim_word_for_word(self):
        quads = written(Document(id="d"), [self.CLAIM]).decode()
        node = f"<https://w3id.org/tech-partnerships/id/claim/{self.CLAIM.id}>"
        lines = [line for line in quads.splitlines() if line.startswith(node)]
        short = {
            "https://w3id.org/tech-partnerships/ontology#": "tp:",
            "https://w3id.org/tech-partnerships/kind#": "k:",
            "https://w3id.org/tech-partnerships/id/": "id:",
            "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf:",
            "http://www.w3.org/2001/XMLSchema#": "xsd:",
        }
        for long, prefix in short.items():
            lines = [line.replace(f"<{long}", f"<{prefix}") for line in lines]
        end = " <https://w3id.org/tech-partnerships/graph/claims> ."
        assert [line.removeprefix(f"<id:claim/{self.CLAIM.id}> ").removesuffix(end) for line in lines] == [
            "<rdf:type> <tp:Claim>",
            "<rdf:type> <tp:Contract>",
            f"<tp:about> <id:deal/deal_{self.CLAIM.id}>",
            "<tp:amount> <id:amount/USD/at-most/300000000000>",
            "<tp:attributedTo> <id:org/The_Wall_Street_Journal>",
            '<tp:confidence> "0.95"^^<xsd:decimal>',
            "<tp:customer> <id:org/OpenAI>",
            "<tp:document> <id:doc/d>",
            "<tp:duration> <id:duration/P5Y>",
            "<tp:evidence> <id:doc/d#char=0,9>",
            "<tp:provider> <id:org/Oracle>",
            "<tp:start> <id:date/2027>",
            "<tp:status> <k:reported>",
        ]

    def test_a_date_carries_its_first_and_last_day(self):
        triples = by_oxigraph(written(Document(id="d", date="2024-winter")))
        bounds = {p: o.value for s, p, o in triples if s.endswith("/date/2024-winter") and p != v.TYPE}
        assert bounds == {
            v.WRITTEN: "2024-winter",
            v.EARLIEST: "2024-12-01T00:00:00Z",
            v.LATEST: "2025-02-28T00:00:00Z",
        }

    def test_equal_values_are_one_node(self):
        same = self.CLAIM.model_copy(update={"doc": "e", "start": "2027"})
        amounts = {o for q in (self.CLAIM, same) for _, p, o in by_oxigraph(written(Document(id="d"), [q]))
                   if p == v.SLOT_OF["amount"]}  # fmt: skip
        assert len(amounts) == 1

    @given(st.lists(claims(), max_size=3, unique_by=lambda claim: claim.id), st.randoms())
    def test_order_does_not_matter(self, told, random):
        shuffled = random.sample(told, len(told))
        assert written(Document(id="d"), told) == written(Document(id="d"), shuffled)

    def test_of_claims_that_differ_in_confidence_alone_the_surest_is_kept(self):
        doubtful = self.CLAIM.model_copy(update={"confidence": 0.5})
        assert doubtful.id == self.CLAIM.id
        for told in ([doubtful, self.CLAIM], [self.CLAIM, doubtful]):
            assert list(read_claims(by_oxigraph(written(Document(id="d"), told)))) == [self.CLAIM]

    def test_lines_are_sorted_and_unique(self):
        lines = written(Document(id="d"), [self.CLAIM, self.CLAIM]).splitlines()
        assert lines == sorted(set(lines))

    @given(st.lists(claims(), max_size=4, unique_by=lambda claim: claim.id), documents)
    def test_a_corpus_holds_what_its_documents_hold_and_shared_nodes_once(self, told, document):
        found = [
            Extraction(document=each, claims=tuple(told)) for each in (document, Document(id="d", text=TEXT))
        ]
        deal_of = {claim.id: f"deal {claim.id}" for claim in told}
        lines = b"".join(corpus_nquads(found, deal_of)).splitlines()
        assert set(lines) == {
            line for each in found for line in extraction_nquads(each, deal_of).splitlines()
        }
        dates = [line for line in lines if b"/id/date/" in line.split(b" ")[0]]
        assert len(dates) == len(set(dates))

    def test_no_blank_nodes(self):
        assert b"_:" not in written(Document(id="d", text="x"), [self.CLAIM])

    @given(st.text())
    def test_literals_are_escaped_as_the_engine_does(self, text):
        line = nquads([("http://a", "http://b", Literal(text))], "http://g")
        (quad,) = pyoxigraph.parse(line, format=pyoxigraph.RdfFormat.N_QUADS)
        assert quad.object.value == text

    def test_every_deal_is_typed_and_linked_whatever_its_status(self):
        denied = self.CLAIM.model_copy(update={"status": Status.DENIED})
        triples = by_oxigraph(written(Document(id="d"), [denied]))
        deal = deal_iri(f"deal {denied.id}")
        assert {(p, o) for s, p, o in triples if s == deal} == {
            (v.TYPE, v.DEAL),
            (v.TYPE, v.CLASS_OF[denied.type]),
        }

    def test_a_claim_without_deal_is_a_mistake_of_the_caller(self):
        with pytest.raises(KeyError):
            extraction_nquads(Extraction(document=Document(id="d"), claims=(self.CLAIM,)), {})


class TestDamage:
    """What a hand-made or damaged graph gets: one line with the node and what is wrong with it."""

    NODE = "https://w3id.org/tech-partnerships/id/claim/"

    def triples(self):
        return by_oxigraph(written(Document(id="d"), [TestBytes.CLAIM]))

    @pytest.mark.parametrize(
        ("predicate", "message"),
        [(v.STATUS, "has no"), (v.IN_DOCUMENT, "has no"), (v.EXACT, "has no"), (v.WRITTEN, "has no"), (v.BOUND, "has no")],
    )  # fmt: skip
    def test_missing(self, predicate, message):
        with pytest.raises(StoreError, match=message):
            list(read_claims(triple for triple in self.triples() if triple[1] != predicate))

    def test_two_values(self):
        node = self.NODE + TestBytes.CLAIM.id
        with pytest.raises(StoreError, match=r"has 2 values of <.*#status>"):
            list(read_claims([*self.triples(), (node, v.STATUS, concept_iri("planned"))]))

    def test_unknown_concept(self):
        changed = [(s, p, concept_iri("maybe") if p == v.STATUS else o) for s, p, o in self.triples()]
        with pytest.raises(StoreError, match="is no status"):
            list(read_claims(changed))

    def test_two_types(self):
        node = self.NODE + TestBytes.CLAIM.id
        with pytest.raises(StoreError, match="has 2 types of deal"):
            list(read_claims([*self.triples(), (node, v.TYPE, v.CLASS_OF[ClaimType.USAGE])]))

    def test_a_value_that_no_record_takes(self):
        changed = [(s, p, Literal("7") if p == v.CONFIDENCE else o) for s, p, o in self.triples()]
        with pytest.raises(StoreError, match="describes no claim: Input should be less than or equal to 1"):
            list(read_claims(changed))

    def test_an_order_of_other_names_is_not_believed(self):
        node = self.NODE + TestBytes.CLAIM.id
        stale = (node, v.AS_LISTED, Literal('{"roles":{"customer":["Bolt"],"provider":["Oracle"]}}'))
        assert list(read_claims([*self.triples(), stale])) == [TestBytes.CLAIM]


def test_all_of_it_is_in_the_claims_graph():
    quads = written(Document(id="d"), [TestBytes.CLAIM])
    assert all(line.endswith(f"<{CLAIMS}> .".encode()) for line in quads.splitlines())
