"""The command line as a process sees it: output, exit codes, one line for a mistake and nothing left behind."""

import io
import json
import os
import pty
import re
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

import pytest

import kg
from kg.cli import group, main
from kg.cli import run as run_with_click
from kg.cli.answers import simple
from kg.cli.commands import LISTED
from kg.companies import companies
from kg.documents import read_document
from kg.facts import record
from kg.knowledge import extract
from kg.model import Claim, Document, Extraction
from kg.resources import resource
from kg.store import Store

ARTICLE = Path(str(resource("data/articles/openai-oracle.md")))


class Result(NamedTuple):
    code: int
    out: str
    err: str


Run = Callable[..., Result]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """Run ``kg`` in this process, in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")

    def call(*arguments: str) -> Result:
        monkeypatch.setattr(sys, "argv", ["kg", *arguments])
        with pytest.raises(SystemExit) as left:
            main()
        out, err = capsys.readouterr()
        return Result(int(left.value.code or 0), out, err)

    return call


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


INPUTS = {
    "empty.txt": b"",
    "blank.txt": b" \n",
    "photo.txt": b"\x89PNG\r\n\0\0",
    "latin.txt": "Société".encode("latin-1"),
    "good.txt": b"Acme buys chips from Bolt.",
    "again/good.txt": b"Acme sells chips to Bolt.",
    "paper.pdf": b"%PDF-1.7",
    "none/photo.jpg": b"",
    "none.html": b"<html><body></body></html>",
    "front.md": b"---\nautor: me\n---\ntext",
    "bad.rq": b"SELECT ?x WHERE { ?x ?y }",
}
MISTAKES = [
    (["extract"], 2, "Missing argument 'FILE…'; see kg extract --help"),
    (["extrat", "good.txt"], 2, "No such command 'extrat'"),
    (["extract", "--format", "xml", "good.txt"], 2, "'xml' is not one of"),
    (["extract", "missing.txt"], 1, "missing.txt: no such file; check the path"),
    (["extract", "empty.txt"], 1, "empty.txt: is empty"),
    (["extract", "blank.txt"], 1, "blank.txt: holds no text"),
    (["extract", "photo.txt"], 1, "photo.txt: is binary (a zero byte at offset 6)"),
    (["extract", "latin.txt"], 1, "latin.txt: is not UTF-8 (the bytes at offset 4 are none)"),
    (["extract", "none"], 1, "none: holds no article (.htm, .html, .markdown, .md, .txt, .xhtml)"),
    (["extract", "good.txt", "again"], 2, "again/good.txt and good.txt have the same name"),
    (["extract", "good.txt", "--jobs", "0"], 2, "0 is not in the range"),
    (["extract", "good.txt", "--extractor", "llm"], 2, "KG_LLM_URL is not set"),
    (["extract", "paper.pdf"], 1, "paper.pdf: PDF is not read yet"),
    (["extract", "none.html"], 1, "none.html: no article in this web page"),
    (["extract", "front.md"], 1, "front.md: unknown field in the front matter: autor"),
    (["extract", "good.txt", "--date", "soon"], 2, "date: 'soon' is no date; write 2027"),
    (["extract", "good.txt", "missing.txt"], 1, "missing.txt: no such file"),
    (["extract", "good.txt", "again/good.txt"], 2, "again/good.txt and good.txt have the same name"),
    (["add", "good.txt"], 2, "Missing option '--store'"),
    (["add", "good.txt", "missing.txt", "--store", "new.kg"], 1, "missing.txt: no such file"),
    (["add", "good.txt", "--store", "new.kg", "--date", "2025-13"], 2, "'2025-13' is no date"),
    (["add", "good.txt", "--store", "good.txt"], 1, "good.txt"),
    (["sparql", "SELECT ?x WHERE { ?x"], 2, "line 1"),
    (["sparql", "@bad.rq"], 2, "line 1"),
    (["sparql", "@missing.rq"], 1, "missing.rq: cannot be read (No such file or directory)"),
    (["sparql", "@latin.txt"], 2, "latin.txt: is not UTF-8"),
    (["sparql", "LOAD <http://localhost/x>"], 2, ""),
    (["sparql", "no-such-query"], 2, "no-such-query"),
    (["ask", "no-such-query"], 2, "no-such-query"),
    (["ask", "providers", "OpenAI"], 2, "'OpenAI' is no parameter; write key=value"),
    (["providers", "Oracel"], 2, "unknown company 'Oracel'; nearest names: Oracle"),
    (["paths", "OpenAI", "Orakle"], 2, "unknown company 'Orakle'; nearest names: Oracle"),
    (["providers", "OpenAI", "--as-of", "soon"], 2, "'soon' is no date"),
    (["providers", "OpenAI", "--store", "missing.kg"], 1, "missing.kg"),
    (["providers", "OpenAI", "--store", "again"], 1, "again"),
    (["view", "-o", "missing/page.html"], 1, "missing/page.html"),
    (["view", "-o", "again"], 1, "again"),
    (["view", "Oracel", "-o", "page.html"], 2, "nearest names: Oracle"),
    (["view", "Oracle", "--sources", "-o", "page.html"], 2, "--sources is a page of the whole graph"),
    (["export", "--format", "xml"], 2, "'xml' is not one of"),
]


@pytest.mark.parametrize(
    ("arguments", "code", "message"), MISTAKES, ids=[" ".join(row[0]) for row in MISTAKES]
)
def test_a_mistake_gets_one_line(
    run: Run, tmp_path: Path, arguments: list[str], code: int, message: str
) -> None:
    for name, content in INPUTS.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content)
    before = files(tmp_path)
    result = run(*arguments)
    assert (result.code, result.out) == (code, "")
    assert result.err.startswith("kg: ")
    assert message in result.err
    assert result.err.count("\n") == 1
    assert files(tmp_path) == before


class TestHelp:
    def test_alone_it_shows_its_help(self, run: Run) -> None:
        result = run()
        assert result == run("--help")
        assert result.code == 0
        assert [name for name in group.commands if f"\n  {name} " not in result.out] == []

    @pytest.mark.parametrize("name", sorted(group.commands))
    def test_a_command_is_listed_with_the_first_sentence_of_its_help(self, name: str) -> None:
        paragraph = " ".join(group.commands[name].help.split("\n\n")[0].split())
        assert f"{paragraph} ".startswith(f"{LISTED[name].help} ")
        assert LISTED[name].help.endswith(".")

    def test_every_command_is_listed(self) -> None:
        modules = {import_module(f"kg.cli.{listed.module}") for listed in LISTED.values()}
        held = [command.name for module in modules for command in module.COMMANDS]
        assert sorted(held) == sorted(group.commands)

    @pytest.mark.parametrize("name", sorted(group.commands))
    def test_each_command(self, run: Run, name: str) -> None:
        result = run(name, "-h")
        assert result.code == 0
        assert result.out.startswith(f"Usage: kg {name} ")

    def test_version(self, run: Run) -> None:
        assert run("--version").out == "kg, version 0.1.0\n"


class TestExtract:
    def test_one_claim_a_line_in_the_interchange_format(self, run: Run) -> None:
        result = run("extract", str(ARTICLE), "--format", "jsonl")
        claims = [json.loads(line) for line in result.out.splitlines()]
        assert list(claims[0]) == [
            "doc", "type", "roles", "name", "product", "amount", "capacity", "stake_percent", "signed", "start", "end",
            "duration", "status", "attributed_to", "confidence", "evidence",
        ]  # fmt: skip
        assert {claim["doc"] for claim in claims} == {"openai-oracle"}
        contract = next(claim for claim in claims if claim["amount"] and claim["type"] == "contract")
        assert contract["amount"] == {
            "value": 300000000000,
            "currency": "USD",
            "bound": "at_most",
            "period": None,
        }
        assert contract["roles"] == {"customer": ["OpenAI"], "provider": ["Oracle"]}
        assert [Claim.model_validate(claim).doc for claim in claims] == [claim["doc"] for claim in claims]

    def test_json_holds_everything_read(self, run: Run) -> None:
        result = run("extract", str(ARTICLE), "--format", "json")
        found = Extraction.model_validate_json(result.out)
        assert result.out.count("\n") == 1
        assert found.document.publisher == "AIbase"
        assert all(
            found.document.text[e.start : e.end] == e.quote for claim in found.claims for e in claim.evidence
        )

    def test_for_reading(self, run: Run) -> None:
        result = run("extract", str(ARTICLE))
        assert "OpenAI buys cloud from Oracle" in result.out
        assert "up to $300 billion, from 2027, 5 years, reported by The Wall Street Journal" in result.out
        assert "Recorded, but no deal" in result.out
        assert max(map(len, result.out.splitlines())) <= 80
        assert result.err == ""

    def test_a_date_is_missed_where_there_is_none(self, run: Run, tmp_path: Path) -> None:
        (tmp_path / "deal.txt").write_text("Acme agreed to buy chips from Bolt this spring.")
        assert "relative dates stay open (--date)" in run("extract", "deal.txt").out
        assert "(--date)" not in run("extract", "deal.txt", "--date", "2025").out


class TestStore:
    def test_added_asked_exported_verified(self, run: Run, tmp_path: Path) -> None:
        first = run("add", str(ARTICLE), "--store", "deals.kg")
        assert first.out.startswith("openai-oracle: ")
        assert run("add", str(ARTICLE), "--store", "deals.kg") == first
        with Store.memory() as same:
            record(same, [extract(read_document(ARTICLE))], companies())
            for form in ("trig", "nquads"):
                assert run("export", "--store", "deals.kg", "--format", form).out == same.dump(form).decode()
        verified = run("verify", "--store", "deals.kg")
        assert (verified.code, verified.err) == (0, "")
        assert json.loads(run("verify", "--store", "deals.kg", "--json").out)["problems"] == []
        assert files(tmp_path) >= {"deals.kg"}
        rows = json.loads(run("providers", "OpenAI", "--store", "deals.kg", "--json").out)["rows"]
        assert {row["provider"] for row in rows} == {"Google", "Microsoft", "Oracle"}


class TestNews:
    ARTICLES = (
        ("first.txt", "Acme agreed to buy chips from Bolt for $3 billion."),
        ("second.txt", "Acme agreed to buy chips from Bolt for $5 billion. Carbide uses the cloud of Dune."),
        ("third.txt", "Carbide uses the cloud of Dune."),
    )

    def test_each_claim_is_told_apart(self, run: Run, tmp_path: Path) -> None:
        for name, text in self.ARTICLES:
            (tmp_path / name).write_text(text)
        out = [run("add", name, "--store", "deals.kg").out.splitlines()[1:] for name, _ in self.ARTICLES]
        new = {
            name: f"  new company: {name} (not in the registry; kg review)"
            for name in ("Acme", "Bolt", "Carbide", "Dune")
        }
        assert out[0] == ["  new: Acme buys chips from Bolt", new["Acme"], new["Bolt"]]
        assert sorted(out[1]) == [
            "  conflicts (amount): Acme buys chips from Bolt",
            "  new company: Acme (not in the registry; kg review)",
            "  new company: Bolt (not in the registry; kg review)",
            "  new company: Carbide (not in the registry; kg review)",
            "  new company: Dune (not in the registry; kg review)",
            "  new: Carbide uses cloud of Dune",
        ]
        assert out[2] == ["  confirms: Carbide uses cloud of Dune", new["Carbide"], new["Dune"]]


class TestCorpus:
    """A folder of articles, two of them broken, by one process or two."""

    ARTICLES = (*TestNews.ARTICLES, ("deep/fourth.md", "Carbide uses the cloud of Dune and of Acme."))
    TOLD = (
        "kg: left out: news/broken.txt: is empty; give a file with the article's sentences\n"
        "kg: left out: news/latin.txt: is not UTF-8 (the bytes at offset 4 are none); save it as UTF-8\n"
        "kg: 2 of 6 articles could not be read; the others were\n"
    )

    @pytest.fixture
    def news(self, tmp_path: Path) -> Path:
        folder = tmp_path / "news"
        (folder / "deep").mkdir(parents=True)
        for name, text in self.ARTICLES:
            (folder / name).write_text(text)
        (folder / "broken.txt").write_bytes(b"")
        (folder / "latin.txt").write_bytes(INPUTS["latin.txt"])
        (folder / "photo.jpg").write_bytes(INPUTS["photo.txt"])
        (folder / ".hidden.txt").write_text("Acme uses Dune.")
        return folder

    def test_it_is_stored_as_one_by_one(self, run: Run, news: Path) -> None:
        """What each article is news to does not depend on what is stored with it in one step."""
        files_ = ["news/deep/fourth.md", *(f"news/{name}" for name, _ in TestNews.ARTICLES)]
        out = "".join(run("add", file, "--store", "single.kg").out for file in files_)
        single = run("export", "--store", "single.kg").out
        for jobs in ("1", "2"):
            store = f"jobs-{jobs}.kg"
            assert run("add", "news", "--store", store, "--jobs", jobs) == Result(1, out, self.TOLD)
            assert run("export", "--store", store).out == single

    def test_it_is_extracted_in_order(self, run: Run, news: Path) -> None:
        one, two = (run("extract", "news", "--format", "jsonl", "--jobs", jobs) for jobs in ("1", "2"))
        assert one == two
        assert (one.code, one.err) == (1, self.TOLD)
        told = list(dict.fromkeys(json.loads(line)["doc"] for line in one.out.splitlines()))
        assert told == ["fourth", "first", "second", "third"]

    def test_a_terminal_sees_how_far_it_is(self, news: Path) -> None:
        shown, terminal = pty.openpty()
        command = [sys.executable, "-m", "kg", "extract", "news", "--format", "jsonl"]
        done = subprocess.run(command, cwd=news.parent, stdout=subprocess.PIPE, stderr=terminal, check=False)
        os.close(terminal)
        told = os.read(shown, 100_000).decode()
        os.close(shown)
        assert done.returncode == 1
        assert b"\x1b" not in done.stdout
        assert re.findall(r"(\d)/6", told)[-1] == "6"
        assert "is empty; give a file" in told


class TestReview:
    """The open decisions on a terminal or through a pipe, and as a file."""

    ARTICLES = (
        ("first.txt", "Acme Ltd ordered chips worth $3 billion from Bolt."),
        ("second.txt", "Acme Inc agreed to buy chips from Bolt for $3 billion."),
    )

    @pytest.fixture
    def reviewed(self, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Result]:
        for name, text in self.ARTICLES:
            (tmp_path / name).write_text(text)
        run("add", *(name for name, _ in self.ARTICLES), "--store", "deals.kg")

        def answer(lines: str) -> Result:
            monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(lines.encode()), "utf-8"))
            return run("review", "--store", "deals.kg", "--who", "ada")

        return answer

    def providers(self, run: Run) -> list[str]:
        return [
            row["customer"]
            for row in json.loads(run("sparql", self.QUERY, "--store", "deals.kg", "--json").out)
        ]

    QUERY = "SELECT ?customer { ?deal a tp:Contract ; tp:customer/rdfs:label ?customer } ORDER BY ?customer"

    def test_answered_undone_in_the_file_and_answered_again(
        self, run: Run, tmp_path: Path, reviewed: Callable[[str], Result]
    ) -> None:
        apart = run("export", "--store", "deals.kg").out
        assert self.providers(run) == ["Acme Inc", "Acme Ltd"]
        done = reviewed("what\ny one letterhead\n")
        assert done.code == 0
        assert "Is Acme Inc the company Acme Ltd? (the names differ in legal form" in " ".join(
            done.out.split()
        )
        assert done.out.endswith("1 decided, 0 open\n")
        assert self.providers(run) == ["Acme Ltd"]
        file = tmp_path / "deals.kg" / "judgements.jsonl"
        kept = json.loads(file.read_text("utf-8"))
        assert (kept["one"], kept["decision"], kept["other"], kept["who"], kept["why"]) == (
            "Acme Inc", "same", "Acme Ltd", "ada", "one letterhead",
        )  # fmt: skip
        together = run("export", "--store", "deals.kg").out
        file.write_text("")
        assert reviewed("").out.endswith("0 decided, 1 open\n")
        assert run("export", "--store", "deals.kg").out == apart
        file.write_text(json.dumps(kept) + "\n")
        assert reviewed("").out == "0 decided, 0 open\n"
        assert run("export", "--store", "deals.kg").out == together

    @pytest.mark.parametrize(("lines", "told"), [("", "0 decided, 1 open"), ("q\n", "0 decided, 1 open"), ("s\n", "0 decided, 1 open"), ("u\n", "1 decided, 0 open"), ("n\n", "1 decided, 0 open")])  # fmt: skip
    def test_what_else_may_be_answered(
        self, reviewed: Callable[[str], Result], lines: str, told: str
    ) -> None:
        assert reviewed(lines).out.splitlines()[-1] == told

    def test_a_claim_that_is_unsure(self, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        roles = {"customer": ("Acme",), "provider": ("Bolt",)}
        claim = Claim(doc="a", type="usage", roles=roles, summary="Acme uses Bolt", confidence=0.4)
        with kg.open(tmp_path / "deals.kg", create=True) as graph:
            record(graph._store, [Extraction(document=Document(id="a"), claims=(claim,))], graph.companies)
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"?\nn it tells of talks\n"), "utf-8"))
        done = run("review", "--store", "deals.kg", "--who", "ada")
        told = " ".join(done.out.split())
        assert "Does the document say so? (the extractor is sure by 40% alone)" in told
        assert "y yes, n no, it counts for nothing, u unsure; s skip" in told
        assert done.out.endswith("1 decided, 0 open\n")
        kept = json.loads((tmp_path / "deals.kg" / "judgements.jsonl").read_text("utf-8"))
        assert (kept["one"], kept["decision"], kept["why"]) == (claim.id, "reject", "it tells of talks")
        assert "other" not in kept
        with kg.open(tmp_path / "deals.kg") as graph:
            (ruled,) = graph.assessments()
        assert ruled.reason == f"Rejected by ada, {kept['when']}: it tells of talks."

    def test_a_broken_line_is_named_and_nothing_is_stored(
        self, run: Run, tmp_path: Path, reviewed: Callable[[str], Result]
    ) -> None:
        before = run("export", "--store", "deals.kg").out
        file = tmp_path / "deals.kg" / "judgements.jsonl"
        file.write_text("{")
        for command in (["review"], ["add", "first.txt"], ["export"]):
            result = run(*command, "--store", "deals.kg")
            assert (result.code, result.out) == (1, "")
            assert result.err.startswith("kg: deals.kg/judgements.jsonl, line 1: is no JSON (column 2)")
        file.unlink()
        assert run("export", "--store", "deals.kg").out == before


class TestRemove:
    def test_told_then_done_then_undone(self, run: Run, tmp_path: Path) -> None:
        (tmp_path / "first.txt").write_text("Acme agreed to buy chips from Bolt for $3 billion.")
        (tmp_path / "second.txt").write_text("Carbide uses the cloud of Dune.")
        run("add", "first.txt", "second.txt", "--store", "deals.kg")
        before = run("export", "--store", "deals.kg").out
        told = run("remove", "first", "--store", "deals.kg", "--dry-run")
        assert told.out.splitlines() == [
            "  contract--Acme--Bolt: no fact any more",
            "first: 1 deal would change; nothing was removed",
        ]
        assert run("export", "--store", "deals.kg").out == before
        done = run("remove", "first", "--store", "deals.kg")
        assert done.out.splitlines()[-1] == "first: 1 deal changed; it was removed"
        assert "Acme" not in run("export", "--store", "deals.kg").out
        run("add", "first.txt", "--store", "deals.kg")
        assert run("export", "--store", "deals.kg").out == before

    def test_what_is_not_there(self, run: Run, tmp_path: Path) -> None:
        (tmp_path / "first.txt").write_text("Acme agreed to buy chips from Bolt for $3 billion.")
        run("add", "first.txt", "--store", "deals.kg")
        result = run("remove", "fist", "--store", "deals.kg")
        assert (result.code, result.out) == (2, "")
        assert result.err == "kg: no document 'fist' in the graph; nearest names: first\n"


class TestConflicts:
    def test_the_stargate_total(self, run: Run) -> None:
        result = run("conflicts", "Stargate")
        (group,) = [
            text
            for text in result.out.split("\n\n")
            if text.strip().startswith("Stargate: amount, contradiction")
        ]
        text = " ".join(group.split())
        assert (
            "$500 billion (ITWeb, 2025-01-22, original report, told by OpenAI and SoftBank) accepted" in text
        )
        assert (
            "$50 billion (AIbase, aggregator, told by AIbase) outranked: Amount USD 50,000,000,000, where a document "
            "of higher grade (original report over aggregator) says USD 500,000,000,000." in text
        )
        assert "One stands, for it is better supported ($500 billion)." in text

    def test_json(self, run: Run) -> None:
        groups = json.loads(run("conflicts", "--json").out)
        stargate = next(
            group for group in groups if group["deals"] == ["project--stargate"] and group["slot"] == "amount"
        )
        assert stargate["stands"]["value"] == 500 * 10**9
        assert {
            (told["value"]["value"], told["publisher"], told["verdict"]) for told in stargate["tellings"]
        } >= {(500 * 10**9, "ITWeb", "accepted"), (50 * 10**9, "AIbase", "outranked")}
        assert all(told["reason"] for group in groups for told in group["tellings"])

    def test_a_name_that_is_not_there(self, run: Run) -> None:
        result = run("conflicts", "Stragate")
        assert (result.code, result.out) == (2, "")
        assert result.err.startswith("kg: unknown company 'Stragate'; nearest names: Stargate")


class TestAnswers:
    def test_sentences_with_footnotes(self, run: Run) -> None:
        result = run("providers", "OpenAI")
        assert result.code == 0
        assert "[1]" in result.out
        assert "Oracle" in result.out
        lines = result.out.splitlines()
        assert [line for line in lines if len(line) > 80 and "https://" not in line] == []

    @pytest.mark.parametrize(
        "arguments",
        [
            ["providers", "OpenAI"],
            ["paths", "OpenAI", "Oracle"],
            ["clouds", "OpenAI"],
            ["rivals"],
            ["who-says", "OpenAI"],
        ],
    )
    def test_json_for_programs(self, run: Run, arguments: list[str]) -> None:
        answer = json.loads(run(*arguments, "--json").out)
        assert list(answer) == ["question", "verdict", "rows", "claims", "unknown", "truncated"]
        assert answer["rows"]
        assert answer["claims"]

    def test_hops(self, run: Run) -> None:
        short, long = (
            json.loads(run("paths", "OpenAI", "Nvidia", "--hops", hops, "--json").out)["rows"]
            for hops in ("2", "3")
        )
        assert {len(path["hops"]) for path in short} == {2}
        assert {len(path["hops"]) for path in long} == {2, 3}
        assert run("paths", "OpenAI", "Nvidia", "--hops", "0").code == 2

    @pytest.mark.parametrize(
        ("arguments", "slot"),
        [(["--product", "cloud"], "product"), (["--status", "reported"], "status")],
        ids=str,
    )
    def test_narrowed(self, run: Run, arguments: list[str], slot: str) -> None:
        rows = json.loads(run("providers", "OpenAI", *arguments, "--json").out)["rows"]
        assert {row[slot] for row in rows} == {arguments[1]}
        for command in (
            ["paths", "OpenAI", "Nvidia"],
            ["clouds", "OpenAI"],
            ["rivals"],
            ["who-says", "OpenAI"],
        ):
            assert run(*command, *arguments, "--grade", "aggregator").code == 0

    def test_known_on(self, run: Run) -> None:
        early = json.loads(run("providers", "OpenAI", "--known-on", "2025-01-01", "--json").out)
        assert early["rows"] == []


class TestQueries:
    def test_named_text_and_file_agree(self, run: Run, tmp_path: Path) -> None:
        query = "SELECT (COUNT(*) AS ?n) WHERE { ?claim a tp:Claim }"
        (tmp_path / "count.rq").write_text(query)
        assert run("sparql", query) == run("sparql", "@count.rq")
        assert run("sparql", query, "--json").out.strip().startswith("[")

    PLAIN = (
        ["ask", "providers", "company=OpenAI"],
        ["ask", "providers", "company=OpenAI", "--json"],
        ["ask", "providers", "--store=missing.kg"],
        ["ask", "providers", "OpenAI"],
        ["ask", "provider"],
        ["ask", "../providers"],
        ["ask", "providers", "company=Opena"],
        ["--json", "ask", "providers"],
        ["sparql", "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "--json"],
        ["sparql", "providers", "--store", "missing.kg"],
        ["sparql", "SELECT"],
        ["sparql", "@none.rq"],
    )
    NOT_PLAIN = (
        ["ask"], ["sparql"], ["ask", "-h"], ["ask", "providers", "--help"], ["sparql", "a", "b"], ["ask", "x", "--stor", "y"],
        ["ask", "x", "--store"], ["ask", "x", "--store", "--json"], ["sparql", "ASK {}", "--", "x"], ["ask", "x", "--json=yes"],
    )  # fmt: skip

    @pytest.mark.parametrize("arguments", [*PLAIN, *NOT_PLAIN], ids=" ".join)
    def test_with_click_or_without_the_same_is_said(
        self,
        run: Run,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
        arguments: list[str],
    ) -> None:
        said = run(*arguments)
        monkeypatch.setattr(sys, "argv", ["kg", *arguments])
        with pytest.raises(SystemExit) as left:
            run_with_click(group)
        out, err = capsys.readouterr()
        assert said == Result(int(left.value.code or 0), out, err)

    def test_what_is_answered_without_click(self) -> None:
        assert [arguments for arguments in self.PLAIN if simple(arguments) is None] == [
            ["--json", "ask", "providers"]
        ]
        assert [arguments for arguments in self.NOT_PLAIN if simple(arguments)] == []

    def test_every_named_question_is_listed(self, run: Run) -> None:
        shipped = {
            Path(file.name).stem
            for file in resource("ontology/queries").iterdir()
            if file.name.endswith(".rq")
        }
        listed = json.loads(run("ask", "--json").out)
        assert set(listed) == shipped
        assert all(listed.values())
        text = run("ask").out
        assert all(f"\n{name} " in text for name in shipped)


class TestDemo:
    def test_the_whole_way(self, run: Run, tmp_path: Path) -> None:
        result = run("demo")
        page = tmp_path / "kg-demo.html"
        assert (result.code, result.err) == (0, "")
        assert result.out.rstrip().endswith(str(page))
        assert page.stat().st_size > 100_000
        assert max(len(line) for line in result.out.splitlines() if str(page) not in line) <= 80
        assert "\x1b" not in result.out
        for words in (
            "up to $300 billion", "“Oracle declined to comment.", "Not known: ", "[1] “", "Recorded with its words",
        ):  # fmt: skip
            assert words in result.out

    def test_again_gives_the_same_bytes(self, run: Run, tmp_path: Path) -> None:
        first, second = run("demo", "-o", "a.html"), run("demo", "-o", "b.html")
        assert first.out.replace("a.html", "") == second.out.replace("b.html", "")
        assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()


class TestPages:
    def test_an_answer_as_a_page(self, run: Run, tmp_path: Path) -> None:
        plain = run("paths", "OpenAI", "Oracle").out
        assert run("paths", "OpenAI", "Oracle", "-o", "answer.html").out == plain
        page = (tmp_path / "answer.html").read_text("utf-8")
        assert "<title>On which paths does OpenAI depend on Oracle?</title>" in page
        assert '"answer":{"verdict"' in page

    @pytest.mark.parametrize(
        ("option", "title"), [("--conflicts", "Where sources differ"), ("--sources", "How sources fared")]
    )
    def test_a_page_of_all_sources(self, run: Run, tmp_path: Path, option: str, title: str) -> None:
        assert run("view", option, "-o", "page.html").code == 0
        assert f"<title>{title}</title>" in (tmp_path / "page.html").read_text("utf-8")


class TestProcess:
    @pytest.mark.parametrize("arguments", [["export"], ["--help"], ["rivals", "-h"], ["rivals"]])
    def test_nobody_reads_the_output(self, arguments: list[str]) -> None:
        read, write = os.pipe()
        os.close(read)
        done = subprocess.run(
            [sys.executable, "-m", "kg", *arguments], stdout=write, stderr=subprocess.PIPE, check=False
        )
        os.close(write)
        assert (done.returncode, done.stderr) == (141, b"")

    def test_interrupted(self, tmp_path: Path) -> None:
        script = (
            "import os, signal, kg.documents as d, kg.cli\n"
            "d.read_document = lambda *a, **k: os.kill(os.getpid(), signal.SIGINT)\n"
            "kg.cli.main()"
        )
        (tmp_path / "a.txt").write_text("Acme buys chips from Bolt.")
        command = [sys.executable, "-c", script, "add", "a.txt", "--store", "new.kg"]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
        assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"kg: interrupted\n")
        assert files(tmp_path) == {"a.txt"}
