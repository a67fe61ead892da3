"""A corpus by Spark, really run, on this machine: claim by claim what ``kg add`` stores, broken articles kept apart."""

import os
import shutil
import sys

import pytest

import kg
from kg.corpus import files_of, readings
from kg.errors import KgError, UsageError
from kg.model import Extraction

pytest.importorskip("pyspark", reason="pyspark is not installed; pip install 'dealgraph[spark]'")
if shutil.which("java") is None:
    pytest.skip("Spark needs Java 17, and there is none", allow_module_level=True)

from kg.spark import Written, extract_corpus

pytestmark = pytest.mark.filterwarnings("ignore")  # pyspark's own
ARTICLES = {
    "first.txt": "Acme agreed to buy chips from Bolt for $3 billion.\nAcme uses the cloud of Dune.",
    "deep/second.txt": "Acme agreed to buy chips from Bolt for $5 billion. Carbide uses the cloud of Dune.",
    "deep/third é.MD": "---\npublisher: Daily\n---\n# News\n\nCarbide uses the cloud of Dune. Dune declined to comment.",
    "fourth.txt": "Nothing is told here.\u2028It rains.",
}
BROKEN = {
    "photo.txt": b"\x89PNG\r\n\0\0",
    "empty.txt": b"",
    "latin.txt": "Société".encode("latin-1"),
    "table.csv": b"a,b",
}


@pytest.fixture(scope="module")
def session():
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable
    quiet = {
        "spark.ui.enabled": "false",
        "spark.sql.shuffle.partitions": "2",
        "spark.driver.host": "127.0.0.1",
    }
    builder = SparkSession.builder.master("local[2]").appName("tests")
    for name, value in quiet.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("OFF")
    yield session
    session.stop()


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("corpus") / "articles"
    for name, content in (*ARTICLES.items(), *BROKEN.items()):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


@pytest.fixture(scope="module")
def plain(folder):
    found = readings(files_of([folder]), date="2026-01-05")
    return {each.document.id: each for each in found if isinstance(each, Extraction)}


@pytest.fixture(scope="module")
def out(session, folder):
    out = folder.parent / "out"
    assert extract_corpus(str(folder), str(out), date="2026-01-05", session=session) == Written(4, 2, 5)
    return out


def loaded(out, place):
    """The graph that the shards of a run give."""
    graph = kg.open(place, create=True)
    for number, shard in enumerate(sorted((out / "quads").glob("part-*"))):
        renamed = place.parent / f"{place.name}-{number}.nq"
        renamed.write_bytes(shard.read_bytes())
        graph.import_claims(renamed)
    return graph


def test_equal_to_the_plain_run_claim_by_claim(out, plain, tmp_path):
    with kg.open(tmp_path / "plain.kg", create=True) as one, loaded(out, tmp_path / "spark.kg") as other:
        one.put(*plain.values())
        assert list(other.claims()) == list(one.claims())
        assert len(list(one.claims())) == 5
        assert other.export("nquads") == one.export("nquads")


def test_the_table_is_the_one_that_kg_exports(out, plain, session, tmp_path):
    with kg.open(tmp_path / "plain.kg", create=True) as graph:
        graph.put(*plain.values())
        (tmp_path / "plain.parquet").write_bytes(graph.export("parquet"))
    wanted = session.read.parquet(str(tmp_path / "plain.parquet")).toPandas().to_dict("records")
    table = session.read.parquet(str(out / "claims")).orderBy("id").toPandas().to_dict("records")
    assert [row["deal"] for row in table] == [row["deal"] for row in wanted]
    known = [
        {name: value for name, value in row.items() if name not in ("verdict", "reason")} for row in wanted
    ]
    assert [{name: row[name] for name in known[0]} for row in table] == known


def test_broken_articles_are_kept_apart(out, folder, session):
    told = session.read.parquet(str(out / "left-out")).orderBy("doc").collect()
    assert [tuple(row) for row in told] == [
        (f"{folder}/{name}", f"{folder}/{name}: {reason}")
        for name, reason in (
            ("latin.txt", "is not UTF-8 (the bytes at offset 4 are none); save it as UTF-8"),
            ("photo.txt", "is binary (a zero byte at offset 6); give a text file"),
        )
    ]


def test_articles_as_parquet(session, plain, tmp_path):
    rows = [
        (each.document.id, each.document.text, each.document.date, each.document.publisher)
        for each in plain.values()
    ]
    given = tmp_path / "news.parquet"
    more = [("blank", " ", None, None), (None, "Acme.", None, None)]
    session.createDataFrame(
        [*rows, *more], "id string, text string, date string, publisher string"
    ).write.parquet(str(given))
    assert extract_corpus(str(given), str(tmp_path / "out"), session=session) == Written(4, 2, 5)
    with loaded(tmp_path / "out", tmp_path / "spark.kg") as graph:
        told = {claim.id for each in plain.values() for claim in each.claims}
        assert {claim.id for claim in graph.claims()} == told
    reasons = sorted(row.reason for row in session.read.parquet(str(tmp_path / "out" / "left-out")).collect())
    assert reasons == [
        "'blank': holds no text; give a file with the article's sentences",
        "no id: '': id '': String should have at least 1 character",
    ]


def test_what_is_refused(session, tmp_path):
    (tmp_path / "a").mkdir()
    for name in ("same.txt", "a/same.txt"):
        (tmp_path / name).write_text("Acme buys chips from Bolt.")
    with pytest.raises(UsageError, match="'soon' is no date"):
        extract_corpus(str(tmp_path), str(tmp_path / "out"), date="soon", session=session)
    with pytest.raises(KgError, match=r"several articles have one id \(same\); an article needs its own"):
        extract_corpus(str(tmp_path), str(tmp_path / "out"), session=session)
    with pytest.raises(KgError, match=r"^Spark: .*already exists"):
        extract_corpus(str(tmp_path), str(tmp_path / "out"), session=session)
    session.createDataFrame([("a",)], "id string").write.parquet(str(tmp_path / "b.parquet"))
    with pytest.raises(KgError, match=r"b\.parquet: has no column text; give id and text, and any of date"):
        extract_corpus(str(tmp_path / "b.parquet"), str(tmp_path / "out2"), session=session)
