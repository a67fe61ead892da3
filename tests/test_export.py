"""What leaves the graph in the formats of others, and comes back as far as the models meet."""

import csv
import io
import json

import networkx as nx
import pyoxigraph as ox
import pytest
from click.testing import CliRunner

import kg
from kg.cli import group
from kg.errors import ClaimsError, UsageError
from kg.export import FORMS, ftm, parquet
from kg.export import csv as csv_form
from kg.export.importing import read_file
from kg.model import ClaimType
from kg.rdf import extraction_nquads, read_claims
from kg.store.terms import plain_triple

LINE = '{"doc": "d", "type": "usage", "roles": {"customer": ["OpenAI"], "provider": ["Oracle"]}, "summary": "…"}\n'


@pytest.fixture(scope="module")
def graph():
    with kg.open() as opened:
        yield opened


@pytest.fixture(scope="module")
def claims(graph):
    return {claim.id: claim for claim in graph.claims()}


def told(extractions):
    return {claim.id: claim for found in extractions for claim in found.claims}


@pytest.mark.parametrize("form", sorted(FORMS))
def test_the_same_graph_gives_the_same_bytes(graph, form):
    assert graph.export(form) == graph.export(form) != b""


class TestTables:
    @pytest.mark.parametrize("form", [csv_form, parquet])
    def test_every_claim_comes_back(self, graph, claims, form):
        assert told(form.read(form.written(graph), "claims")) == claims

    def test_documents_come_back_without_their_texts(self, graph):
        found = {
            each.document.id: each.document for each in csv_form.read(csv_form.written(graph), "claims.csv")
        }
        held = {
            document.id: document.model_copy(update={"text": "", "recorded": None})
            for document in graph.documents()
        }
        assert found == {name: held[name] for name in found}

    def test_a_row_says_what_became_of_the_claim(self, graph):
        rows = list(csv.DictReader(io.StringIO(graph.export("csv").decode())))
        row = next(row for row in rows if row["deal"] == "contract--OpenAI--Oracle")
        assert (row["verdict"], row["type"], row["amount_currency"]) == ("accepted", "contract", "USD")

    def test_no_cell_is_a_formula(self, tmp_path):
        table = csv_form.read(
            b'doc,type,roles,summary\r\nd,usage,"{""customer"":[""A""],""provider"":[""B""]}",\'=1+1\r\n',
            "t.csv",
        )
        assert table[0].claims[0].summary == "=1+1"

    def test_a_bad_row_is_named(self):
        with pytest.raises(ClaimsError, match=r"^t\.csv, row 1: "):
            csv_form.read(b"doc,type,roles\r\nd,nothing,{}\r\n", "t.csv")

    def test_amounts_are_exact_in_parquet(self, graph):
        import pyarrow.parquet as pq

        table = pq.read_table(io.BytesIO(graph.export("parquet")))
        assert str(table.schema.field("amount_value").type) == "decimal128(38, 9)"
        assert table.num_rows == len(list(graph.claims()))

    def test_without_pyarrow(self, graph, monkeypatch):
        monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
        with pytest.raises(UsageError, match=r"pip install 'dealgraph\[parquet\]'"):
            graph.export("parquet")


def test_graphml_reads_back_as_the_network(graph):
    network, read = graph.network(), nx.parse_graphml(graph.export("graphml").decode(), force_multigraph=True)
    assert set(read.nodes) == set(network.nodes)
    assert {edge[:3] for edge in read.edges(keys=True)} == {edge[:3] for edge in network.edges(keys=True)}
    edge = read["OpenAI"]["Oracle"]["contract--OpenAI--Oracle"]
    assert (edge["amount_value"], edge["amount_currency"], edge["type"]) == (
        300_000_000_000.0,
        "USD",
        "contract",
    )
    assert set(edge["claims"].split("; ")) == set(
        network["OpenAI"]["Oracle"]["contract--OpenAI--Oracle"]["claims"]
    )


class TestNanopublications:
    def test_every_claim_comes_back(self, graph, claims):
        quads = ox.parse(graph.export("nanopub"), format=ox.RdfFormat.TRIG)
        assert {claim.id: claim for claim in read_claims({plain_triple(quad) for quad in quads})} == claims

    def test_each_has_its_four_graphs(self, graph, claims):
        store = ox.Store()
        store.load(graph.export("nanopub"), format=ox.RdfFormat.TRIG)
        rows = store.query(
            "PREFIX np: <http://www.nanopub.org/nschema#> PREFIX prov: <http://www.w3.org/ns/prov#> SELECT ?np { GRAPH ?h {"
            " ?np a np:Nanopublication ; np:hasAssertion ?a ; np:hasProvenance ?p ; np:hasPublicationInfo ?i }"
            " GRAPH ?p { ?a prov:wasDerivedFrom ?d } GRAPH ?i { ?np prov:wasAttributedTo ?who } GRAPH ?a { ?c a ?t }"
            " FILTER(STRENDS(STR(?t), '#Claim')) }"
        )
        assert len(list(rows)) == len(claims)


class TestFollowTheMoney:
    def test_ties_of_two_come_back(self, graph, claims):
        """All but what the schemata have no place for."""
        found = told(ftm.read(graph.export("ftm").decode(), "entities.jsonl"))
        kept = {"doc", "type", "roles", "name", "stake_percent", "signed", "start", "end", "status"}
        meeting = [claim for claim in claims.values() if ftm._ends(claim)]
        assert len(meeting) == len(found) == 187
        back = {
            json.dumps(claim.model_dump(mode="json", include=kept), sort_keys=True)
            for claim in found.values()
        }
        assert {
            json.dumps(claim.model_dump(mode="json", include=kept), sort_keys=True) for claim in meeting
        } == back

    def test_documents_come_back(self, graph):
        found = {each.document.id: each.document for each in ftm.read(graph.export("ftm").decode(), "e")}
        for document in graph.documents():
            if document.id in found:
                same = ("title", "publisher", "source", "date")
                assert [getattr(found[document.id], name) for name in same] == [
                    getattr(document, name) for name in same
                ]

    def test_entities_of_others(self):
        """An ownership as OpenSanctions writes it: no role, no proof."""
        lines = [
            {"id": "a", "schema": "Company", "properties": {"name": ["Holding AG"], "country": ["ch"]}},
            {"id": "b", "schema": "Person", "properties": {"name": ["Ann Example"]}},
            {"id": "o", "schema": "Ownership", "properties": {"owner": ["b"], "asset": ["a"], "percentage": ["51.5%"], "startDate": ["2021-05"], "publisher": ["Register"], "sourceUrl": ["https://example.org/r"]}},
            {"id": "u", "schema": "UnknownLink", "properties": {"subject": ["a"], "object": ["b"], "role": ["trustee"]}},
        ]  # fmt: skip
        own, link = ftm.read("\n".join(map(json.dumps, lines)), "entities.jsonl")
        claim = own.claims[0]
        assert (claim.type, claim.roles) == (
            ClaimType.INVESTMENT,
            {"investor": ("Ann Example",), "investee": ("Holding AG",)},
        )
        assert (claim.stake_percent, claim.start, own.document.publisher) == (51.5, "2021-05", "Register")
        assert (link.document.id, link.claims[0].roles) == (
            "entities",
            {"party": ("Holding AG", "Ann Example")},
        )
        assert link.claims[0].summary == "Holding AG: trustee Ann Example"

    @pytest.mark.parametrize(
        ("text", "line"),
        [
            ("nonsense", "e.jsonl, line 1: is no FollowTheMoney entity"),
            (
                '{"id":"o","schema":"Ownership","properties":{"owner":["x"],"asset":["y"]}}',
                "e.jsonl, line 1: owner is 'x', which names no entity of the file",
            ),
        ],
    )
    def test_a_bad_line_is_named(self, text, line):
        with pytest.raises(ClaimsError) as error:
            ftm.read(text, "e.jsonl")
        assert line in str(error.value)


class TestImport:
    def test_claims_with_their_sources_beside_them(self, tmp_path):
        (tmp_path / "claims.jsonl").write_text(LINE)
        (tmp_path / "sources.csv").write_text(
            "id,publisher,title,source,date,grade\nd,Daily,,,2026-01-05,original-report\n"
        )
        store = str(tmp_path / "store")
        done = CliRunner().invoke(group, ["import", str(tmp_path / "claims.jsonl"), "--store", store])
        assert (done.exit_code, done.output.splitlines()[-1]) == (
            0,
            f"{tmp_path}/claims.jsonl: 1 claims of 1 documents",
        )
        with kg.open(store) as graph:
            assert [deal.id for deal in graph.deals()] == ["usage--OpenAI--Oracle"]
            assert graph.verify() == []

    def test_quotes_without_their_text_are_no_evidence(self, graph, tmp_path):
        (tmp_path / "c.csv").write_bytes(graph.export("csv"))
        article = next(each for each in read_file(tmp_path / "c.csv") if each.document.id == "openai-oracle")
        assert all(claim.curated and claim.summary for claim in article.claims)

    def test_nothing_is_stored_where_a_line_is_bad(self, tmp_path):
        (tmp_path / "claims.jsonl").write_text(LINE + "nonsense\n")
        (tmp_path / "sources.csv").write_text("id,publisher\nd,Daily\n")
        with kg.open(tmp_path / "store", create=True) as graph:
            with pytest.raises(ClaimsError, match="line 2: is no JSON"):
                graph.import_claims(tmp_path / "claims.jsonl")
            assert list(graph.claims()) == []

    def test_a_missing_table_of_sources_is_named(self, tmp_path):
        (tmp_path / "claims.jsonl").write_text(LINE)
        with pytest.raises(ClaimsError, match=r"sources\.csv: cannot be read"):
            read_file(tmp_path / "claims.jsonl")


class TestQuads:
    def test_a_dump_is_read_back_with_its_texts_and_remarks(self, graph, tmp_path):
        (tmp_path / "all.nq").write_bytes(graph.export("nquads"))
        found = read_file(tmp_path / "all.nq")
        assert sorted((each.document for each in found), key=lambda each: each.id) == list(graph.documents())
        assert told(found) == {claim.id: claim for claim in graph.claims()}
        assert {remark.id for each in found for remark in each.remarks} == {
            each.id for each in graph.remarks()
        }
        assert next(each for each in found if each.document.id == "openai-oracle").document.text

    def test_parts_are_stored_one_by_one(self, graph, tmp_path):
        (tmp_path / "parts").mkdir()
        (tmp_path / "parts" / "_SUCCESS").touch()
        with kg.open(tmp_path / "whole", create=True) as whole:
            whole.put(*read_file(_written(tmp_path / "all.nq", graph)))
            for number, found in enumerate(read_file(tmp_path / "all.nq")):
                lines = extraction_nquads(found, {claim.id: "one" for claim in found.claims})
                (tmp_path / "parts" / f"part-{number:03}.txt").write_bytes(lines)
            done = CliRunner().invoke(
                group, ["import", str(tmp_path / "parts"), "--store", str(tmp_path / "s")]
            )
            assert done.exit_code == 0, done.output
            assert done.output.splitlines()[0] == f"{tmp_path}/parts/part-000.txt: 2 claims of 1 documents"
            with kg.open(tmp_path / "s") as other:
                assert other.export("nquads") == whole.export("nquads")

    @pytest.mark.parametrize(
        ("change", "line"),
        [
            (lambda row: row.replace(b"OpenAI", b"OtherAI") if b"#text>" in row else row, "the text of 'openai-oracle' does not say '"),
            (lambda row: b"" if b"#Document>" in row else row, "which is not there"),
            (lambda row: row.removesuffix(b"."), "x.nq: "),
        ],
    )  # fmt: skip
    def test_what_does_not_hold_is_named(self, graph, tmp_path, change, line):
        rows = graph.export("nquads").split(b"\n")
        (tmp_path / "x.nq").write_bytes(b"\n".join(map(change, rows)))
        with pytest.raises(ClaimsError) as error:
            read_file(tmp_path / "x.nq")
        assert line in str(error.value)

    def test_an_empty_folder(self, tmp_path):
        done = CliRunner().invoke(group, ["import", str(tmp_path), "--store", str(tmp_path / "s")])
        assert str(done.exception) == f"{tmp_path}: holds no file; check the path"


def _written(path, graph):
    path.write_bytes(graph.export("nquads"))
    return path


def test_spark_must_be_installed(tmp_path, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "pyspark.sql", None)
    done = CliRunner().invoke(group, ["spark", str(tmp_path), str(tmp_path / "out")])
    assert (
        str(done.exception)
        == "Spark needs pyspark and Java 17; install the first with: pip install 'dealgraph[spark]'"
    )
    assert list(tmp_path.iterdir()) == []
