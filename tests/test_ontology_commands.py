"""``kg validate`` and ``kg ontology``, as a user runs them."""

import json

import pytest
from click.testing import CliRunner

from kg.cli import group
from kg.errors import KgError
from kg.namespaces import DECISIONS, TP, assessment_iri
from kg.store import Change, Store


def run(*arguments):
    return CliRunner().invoke(group, arguments)


@pytest.fixture
def spoilt(tmp_path):
    """A store in which a verdict is on nothing."""
    folder = tmp_path / "deals.kg"
    with Store.open(folder, create=True) as store:
        verdict = assessment_iri("0f3a", "default")
        store.change(
            {
                DECISIONS: Change(
                    set(), {(verdict, f"{TP}reason", verdict), (verdict, TYPE, f"{TP}Assessment")}
                )
            }
        )
    return folder


TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
FOUND = {
    ("tp:assesses", "MinCount"), ("tp:policy", "MinCount"), ("tp:verdict", "MinCount"), ("tp:reason", "Datatype"),
}  # fmt: skip


class TestValidate:
    def test_the_bundled_graph_conforms(self):
        assert run("validate").output == "every record conforms\n"
        assert json.loads(run("validate", "--json").output) == []

    def test_each_finding_is_a_line_and_the_command_fails(self, spoilt):
        done = run("validate", "--store", str(spoilt))
        assert isinstance(done.exception, KgError)
        assert str(done.exception).startswith("4 findings; ")
        lines = done.output.splitlines()
        assert len(lines) == 4
        assert (
            lines[0] == "claim:0f3a/verdict/default tp:assesses: there are fewer than 1 (Violation, MinCount)"
        )

    def test_json(self, spoilt):
        done = run("validate", "--store", str(spoilt), "--json")
        assert {(each["path"], each["component"]) for each in json.loads(done.output)} == FOUND
        assert done.exit_code != 0


class TestReference:
    def test_it_writes_the_page_and_says_where(self, tmp_path):
        page = tmp_path / "reference.html"
        assert run("ontology", "-o", str(page)).output == f"{page.resolve()}\n"
        assert page.read_text("utf-8").startswith("<!doctype html>")

    def test_a_place_that_cannot_be_written_is_one_line(self, tmp_path):
        done = run("ontology", "-o", str(tmp_path / "nowhere" / "reference.html"))
        assert isinstance(done.exception, KgError)
        assert "cannot be written (No such file or directory); choose another path" in str(done.exception)
