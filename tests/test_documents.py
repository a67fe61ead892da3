"""Files into documents: exact text, metadata, and one clear line for everything that is no article."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.documents import MAX_CHARACTERS, document_from_text, read_document
from kg.documents.files import MAX_BYTES
from kg.errors import DocumentError, UsageError
from kg.model import Grade

PAGE = """<!DOCTYPE html><html><head><title>Acme buys chips | The Daily</title>
<meta property="og:site_name" content="The Daily"><meta property="og:title" content="Acme buys chips from Bolt">
<meta property="article:published_time" content="2025-04-17T10:00:00Z">
</head><body><nav><a href="/">Home</a></nav><article><h1>Acme buys chips from Bolt</h1>
<p>Acme said on <b>Tuesday</b> it agreed to buy chips worth <a href="/m">$2 billion</a> from Bolt.</p>
<ul><li>First point about the agreement</li><li>Second point about the deal</li></ul>
<table><tr><th>Year</th><th>Amount</th></tr><tr><td>2025</td><td>$1 billion</td></tr></table>
<p>Bolt declined to comment. %s</p><script>alert("no text")</script></article>
<footer>© 2024 The Daily</footer></body></html>"""


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


class TestPlainText:
    @given(
        text=st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1)
    )
    def test_text_is_what_python_reads(self, text: str, tmp_path_factory: pytest.TempPathFactory) -> None:
        path = tmp_path_factory.getbasetemp() / "any.txt"
        path.write_bytes(text.encode())
        as_python_reads = path.read_text("utf-8-sig")
        if as_python_reads.strip():
            assert read_document(path).text == as_python_reads
        else:
            with pytest.raises(DocumentError):
                read_document(path)

    def test_mark_and_line_ends(self, tmp_path: Path) -> None:
        document = read_document(write(tmp_path, "a.txt", b"\xef\xbb\xbfone\r\ntwo\rthree \n"))
        assert document.text == "one\ntwo\nthree \n"

    def test_every_argument_is_kept(self, tmp_path: Path) -> None:
        path = write(tmp_path, "deal.v2.txt", "Acme buys chips.")
        document = read_document(
            path, date="2025-Q2", publisher="Daily", title="Chips", source="desk", recorded="2026-01-02"
        )
        assert (document.id, document.date, document.publisher) == ("deal.v2", "2025-Q2", "Daily")
        assert (document.title, document.source, document.recorded) == ("Chips", "desk", "2026-01-02")
        assert document.grade is Grade.UNKNOWN
        assert not document.date_inferred

    def test_text_in_memory_reads_as_its_file(self, tmp_path: Path) -> None:
        path = write(tmp_path, "deal.txt", "Acme buys\r\nchips.")
        assert document_from_text("Acme buys\r\nchips.", "deal", date="2025") == read_document(
            path, date="2025"
        )


class TestMarkdown:
    def test_the_bundled_article(self) -> None:
        document = read_document(Path(__file__).parents[1] / "data/articles/openai-oracle.md")
        assert document.text.startswith(
            "OpenAI is the unnamed client behind Oracle's contract boom\n\nOracle's shares"
        )
        assert (document.publisher, document.date, document.date_inferred) == ("AIbase", "2025-09-11", True)
        assert document.grade is Grade.AGGREGATOR

    def test_blocks_become_lines(self, tmp_path: Path) -> None:
        source = (
            "# Title *one*\n\nwrapped\nline, <b>bold</b> ![alt](u) [link](x) &amp; `code`  \nbroken\n\n"
            "1. first\n   - inner\n\n     more\n2. second\n\n<div>raw <i>markup</i><script>no()</script></div>\n\n"
            "<!-- comment -->\n\n> quoted\n\n| a | b |\n|---|---|\n| 1 | **2** |\n\n```\nfenced\n```\n***\nend\n"
        )
        assert read_document(write(tmp_path, "a.md", source)).text == (
            "Title one\n\nwrapped line, bold  link & code\nbroken\n\n"
            "first\ninner\nmore\nsecond\n\nraw markup\n\nquoted\n\na | b\n1 | 2\n\nfenced\n\nend\n"
        )

    def test_title_is_the_first_heading_unless_stated(self, tmp_path: Path) -> None:
        assert read_document(write(tmp_path, "a.md", "## Small\n\n# Big\n\ntext")).title == "Big"
        assert (
            read_document(write(tmp_path, "b.md", "---\ntitle: Stated\n---\n# Big\n\ntext")).title == "Stated"
        )

    def test_arguments_win_over_front_matter(self, tmp_path: Path) -> None:
        path = write(tmp_path, "a.md", "---\ndate: 2025\ndate_inferred: yes\npublisher: Old\n---\ntext")
        assert read_document(path).date_inferred
        told = read_document(path, date="2025-03", publisher="New")
        assert (told.date, told.publisher, told.date_inferred) == ("2025-03", "New", False)
        assert read_document(path, date="2025").date_inferred

    @pytest.mark.parametrize(
        ("front", "message"),
        [
            (
                "autor: me\npublished: x",
                "unknown field in the front matter: autor, published; the fields are title",
            ),
            ("date: 2025-02-30", "date '2025-02-30': day is out of range"),
            ("date: soon", "date: 'soon' is no date; write 2027"),
            ("grade: gossip", "grade 'gossip' is none of filing, party-statement"),
            ("date_inferred: maybe", "date_inferred 'maybe'"),
            ("title: [a, b]", "title in the front matter is no single value"),
            ("- a\n- b", "no list of fields"),
            ("title: 'open", "the front matter is no YAML"),
            ("[" * 3000, "the front matter is no YAML"),
        ],
    )
    def test_front_matter_that_does_not_hold(self, tmp_path: Path, front: str, message: str) -> None:
        path = write(tmp_path, "a.md", f"---\n{front}\n---\ntext")
        with pytest.raises(DocumentError) as caught:
            read_document(path)
        assert str(caught.value).startswith(f"{path}: ")
        assert message in str(caught.value)
        assert "\n" not in str(caught.value)

    def test_rules_are_no_front_matter(self, tmp_path: Path) -> None:
        assert (
            read_document(write(tmp_path, "a.md", "text\n\n---\n\nmore: text\n\n---\n")).text
            == "text\n\nmore: text\n"
        )
        assert read_document(write(tmp_path, "b.md", "---\n---\ntext")).text == "text\n"


class TestHtml:
    def test_text_and_what_the_page_states(self, tmp_path: Path) -> None:
        document = read_document(write(tmp_path, "a.html", PAGE % ""))
        assert document.text == (
            "Acme buys chips from Bolt\n\nAcme said on Tuesday it agreed to buy chips worth $2 billion from Bolt.\n\n"
            "First point about the agreement\n\nSecond point about the deal\n\nYear | Amount\n\n2025 | $1 billion\n\n"
            "Bolt declined to comment.\n"
        )
        assert document.title == "Acme buys chips from Bolt"
        assert (document.publisher, document.date, document.date_inferred) == (
            "The Daily",
            "2025-04-17",
            False,
        )

    def test_a_year_in_the_text_is_no_date(self, tmp_path: Path) -> None:
        page = "<html><body><p>Acme bought chips from Bolt in 2024. © 2023</p></body></html>"
        assert read_document(write(tmp_path, "a.html", page)).date is None

    def test_declared_encoding(self, tmp_path: Path) -> None:
        page = (
            (PAGE % "Société")
            .replace("<head>", '<head><meta charset="iso-8859-1">')
            .encode("latin-1", "replace")
        )
        assert "Société" in read_document(write(tmp_path, "a.html", page)).text

    @pytest.mark.parametrize(
        ("page", "message"),
        [
            (b"<html><body></body></html>", "no article in this web page"),
            (b"<html><body><script>var a = 'text'</script></body></html>", "no article in this web page"),
            (b"<html>" + b"<div>" * 5000 + b"deep", "no article in this web page"),
            (b'<meta charset="klingon"><p>Acme buys chips from Bolt.', "unknown encoding 'KLINGON'"),
            (
                b"<html><body><p>Soci\xe9t\xe9</p></body></html>",
                "is not UTF-8 (the bytes at offset 19 are none)",
            ),
        ],
    )
    def test_pages_without_an_article(self, tmp_path: Path, page: bytes, message: str) -> None:
        with pytest.raises(DocumentError) as caught:
            read_document(write(tmp_path, "a.html", page))
        assert message in str(caught.value)


class TestBadInput:
    @pytest.mark.parametrize(
        ("name", "content", "message"),
        [
            ("empty.txt", b"", "is empty"),
            ("blank.txt", b" \n\t\n", "holds no text"),
            ("photo.txt", b"\x89PNG\r\n\0\0", "is binary (a zero byte at offset 6)"),
            ("latin.txt", "Société".encode("latin-1"), "is not UTF-8 (the bytes at offset 4 are none)"),
            ("wide.txt", "Acme".encode("utf-16"), "is not UTF-8 but UTF-16"),
            ("paper.pdf", b"%PDF-1.7 text", "PDF is not read yet"),
            ("paper.txt", b"%PDF-1.7 text", "PDF is not read yet"),
            ("long.txt", b"a " * (MAX_CHARACTERS // 2 + 1), "1,000,002 characters, the limit is 1,000,000"),
        ],
    )
    def test_one_clear_line(self, tmp_path: Path, name: str, content: bytes, message: str) -> None:
        path = write(tmp_path, name, content)
        with pytest.raises(DocumentError) as caught:
            read_document(path)
        assert str(caught.value).startswith(f"{path}: ")
        assert message in str(caught.value)
        assert "\n" not in str(caught.value)

    def test_fifty_megabytes_are_not_read(self, tmp_path: Path) -> None:
        path = tmp_path / "big.txt"
        with path.open("wb") as file:
            file.truncate(50_000_000)
        with pytest.raises(DocumentError, match=r"big.txt: 50 MB, the limit is 10 MB; split it"):
            read_document(path)
        assert MAX_BYTES == 10_000_000

    def test_missing_folder_and_device(self, tmp_path: Path) -> None:
        with pytest.raises(DocumentError, match=r"none.txt: no such file"):
            read_document(tmp_path / "none.txt")
        with pytest.raises(DocumentError, match="is a folder"):
            read_document(tmp_path)
        with pytest.raises(DocumentError, match="is no regular file"):
            read_document("/dev/zero")
        with pytest.raises(DocumentError, match="cannot be read"):
            read_document("a\0b.txt")
        with pytest.raises(DocumentError, match="cannot be read"):
            read_document(tmp_path / ("x" * 5000))

    def test_unreadable_file(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse(self: Path, mode: str) -> None:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(Path, "open", refuse)
        with pytest.raises(DocumentError, match=r"cannot be read \(Permission denied\)"):
            read_document(tmp_path / "a.txt")

    def test_file_name_that_is_no_unicode(self, tmp_path: Path) -> None:
        path = os.fsdecode(os.fsencode(tmp_path) + b"/soci\xe9t\xe9.txt")
        Path(path).write_text("Acme buys chips.")
        with pytest.raises(DocumentError, match="is not Unicode"):
            read_document(path)

    @pytest.mark.parametrize("date", ["soon", "2025-13", "2025-02-30", "", "2025/01/02"])
    def test_a_date_that_is_none(self, tmp_path: Path, date: str) -> None:
        path = write(tmp_path, "a.txt", "text")
        with pytest.raises(UsageError, match="date"):
            read_document(path, date=date)
        with pytest.raises(UsageError, match="recorded"):
            read_document(path, recorded=date)
        with pytest.raises(UsageError, match="date"):
            document_from_text("text", "a", date=date)

    def test_strings_that_are_no_text(self) -> None:
        with pytest.raises(DocumentError, match=r"'a': holds no text"):
            document_from_text("", "a")
        with pytest.raises(DocumentError, match="is not Unicode"):
            document_from_text("Acme \ud800", "a")
