"""A corpus as a stream: bounded work ahead, the order of the files, and an article that breaks ends nothing."""

import os
import time

import pytest

from kg import corpus
from kg.corpus import Unread, attempt, batches, files_of, readings
from kg.documents import document_from_text
from kg.errors import DocumentError, KgError, UsageError
from kg.model import Extraction


def pretended():
    """An extractor that fails as the text tells it to, for processes to import."""

    def extract(document):
        if document.text.startswith("wait"):
            time.sleep(0.2)
        if document.text == "fault":
            raise IndexError("list index out of range")
        if document.text == "refused":
            raise KgError("the service does not answer")
        if document.text == "who":
            document = document.model_copy(update={"title": str(os.getpid())})
        if document.text == "die":
            os._exit(1)
        return Extraction(document=document)

    return extract


@pytest.fixture
def folder(tmp_path):
    def write(*texts):
        for number, text in enumerate(texts):
            (tmp_path / f"n{number:02}.txt").write_text(text)
        return tmp_path

    return write


class TestFiles:
    def test_those_given_and_those_below_folders_by_path(self, tmp_path):
        for name in ("b/two.md", "b/a/one.TXT", "b/three.html", "b/.hidden.txt", "b/table.csv", "last.log"):
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).touch()
        found = files_of([tmp_path / "last.log", tmp_path / "b"])
        assert [path.relative_to(tmp_path).as_posix() for path in found] == [
            "last.log", "b/a/one.TXT", "b/three.html", "b/two.md",
        ]  # fmt: skip

    def test_what_cannot_be_a_corpus(self, tmp_path):
        (tmp_path / "a").mkdir()
        with pytest.raises(DocumentError, match=r"a: holds no article \(\.htm, "):
            files_of([tmp_path / "a"])
        with pytest.raises(DocumentError, match="b: no such file"):
            files_of([tmp_path / "b"])
        for name in ("same.txt", "a/same.md"):
            (tmp_path / name).touch()
        with pytest.raises(UsageError, match=r"same\.txt and .*same\.md have the same name"):
            files_of([tmp_path])


class TestReadings:
    @pytest.mark.parametrize("jobs", [1, 2])
    def test_in_order_and_what_breaks_is_told(self, folder, jobs):
        place = folder("wait a while", "one", "fault", "", "refused", "two")
        found = list(readings(files_of([place]), pretended, jobs=jobs, date="2026", publisher="Daily"))
        assert [each.document.text for each in found if isinstance(each, Extraction)] == [
            "wait a while",
            "one",
            "two",
        ]
        assert {
            (each.document.date, each.document.publisher) for each in found if isinstance(each, Extraction)
        } == {("2026", "Daily")}
        assert found[2:5] == [
            Unread(
                f"{place}/n02.txt",
                f"{place}/n02.txt: kg fails on it (IndexError: list index out of range); report it",
            ),
            Unread(
                f"{place}/n03.txt", f"{place}/n03.txt: is empty; give a file with the article's sentences"
            ),
            Unread(f"{place}/n04.txt", f"{place}/n04.txt: the service does not answer"),
        ]

    @pytest.mark.parametrize("jobs", [1, 2])
    def test_a_wrong_call_is_no_broken_article(self, folder, jobs):
        with pytest.raises(UsageError, match="'soon' is no date"):
            list(readings(files_of([folder("one", "two")]), pretended, jobs=jobs, date="soon"))

    def test_no_more_is_under_way_than_a_few_a_process(self, folder):
        done = []

        def read(path):
            done.append(path)
            return path

        files = files_of([folder(*map(str, range(30)))])
        found = corpus._in_processes(len, map(read, map(str, files)), 2)
        assert next(found) == len(str(files[0]))
        assert len(done) == 9
        found.close()
        assert len(done) == 9

    @pytest.mark.parametrize("jobs", [1, 2])
    def test_processes_are_replaced(self, folder, monkeypatch, jobs):
        monkeypatch.setattr(corpus, "_AFRESH", 2)
        found = list(readings(files_of([folder(*["who"] * 6)]), pretended, jobs=jobs))
        processes = [each.document.title for each in found]
        assert len(set(processes)) >= (3 if jobs == 1 else 2)
        assert set(processes[:2]).isdisjoint(processes[4:])

    def test_a_process_that_is_killed(self, folder):
        found = readings(files_of([folder("one", "die", "two")]), pretended, jobs=2)
        with pytest.raises(
            KgError, match=r"was ended from outside, perhaps for its memory; .* try fewer --jobs"
        ):
            list(found)


def test_only_a_wrong_call_is_raised():
    document = document_from_text("fault", "d")
    assert attempt("d", lambda: document, pretended()).reason.startswith("d: kg fails on it (IndexError")
    with pytest.raises(UsageError):
        attempt("d", lambda: document_from_text("x", "d", date="soon"), pretended())


def test_batches_end_by_time(monkeypatch):
    clock = iter([0.0, 1.0, 2.5, 2.5, 3.0, 9.0, 9.0])
    monkeypatch.setattr(corpus.time, "monotonic", lambda: next(clock))
    assert list(batches("abcd", seconds=2.0)) == [["a", "b"], ["c", "d"]]
