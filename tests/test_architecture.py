"""The house: imports go one way, a foreign library has one home, and what is not asked for is not loaded."""

import ast
import subprocess
import sys
import sysconfig
from collections import defaultdict
from pathlib import Path

import pytest

import kg
from kg.store import Store

ROOT = Path(__file__).resolve().parents[1]
MODULES = sorted((ROOT / "kg").rglob("*.py"))
HOMES = {
    "click": {"cli"},
    "trafilatura": {"documents"},
    "markdown_it": {"documents"},
    "yaml": {"documents"},
    "lxml": {"documents"},
    "spacy": {"extract"},
    "ahocorasick": {"extract"},
    "pyvis": {"views"},
    "pydantic_ai": {"llm"},
    "pyspark": {"spark"},
    "pyoxigraph": {"store"},
    "oxrdflib": {"store"},
    "starlette": {"serve"},
    "uvicorn": {"serve"},
}
HEAVY = {"networkx", "pyvis", "IPython", "spacy", "rdflib", "trafilatura", "numpy", "pyshacl"}


def test_imports_go_one_way() -> None:
    command = Path(sysconfig.get_path("scripts")) / "lint-imports"
    done = subprocess.run([command, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "1 kept, 0 broken" in done.stdout


def test_a_foreign_library_has_one_home() -> None:
    importers: dict[str, set[str]] = defaultdict(set)
    for path in MODULES:
        room = path.relative_to(ROOT / "kg").parts[0].removesuffix(".py")
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            else:
                continue
            for name in names:
                importers[name.partition(".")[0]].add(room)
    assert {library: importers[library] for library in HOMES} == HOMES


@pytest.mark.parametrize(
    "code",
    [
        "import kg",
        "import kg.cli",
        "import kg; kg.open, kg.read, kg.Claim",
        "from kg.cli import main; main()",
    ],
)
def test_nothing_heavy_is_loaded_unasked(code: str) -> None:
    script = f"import atexit, sys\natexit.register(lambda: print('|', *sys.modules))\n{code}"
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", script, "--help"], capture_output=True, text=True, check=True
    )
    loaded = set(done.stdout.rpartition("|")[2].split())
    assert "kg" in loaded
    assert not loaded & HEAVY


@pytest.mark.parametrize(
    "arguments", [["--help"], ["ask"], ["ask", "providers", "company=OpenAI"], ["sparql", "ASK { ?s ?p ?o }"]]
)
def test_a_query_loads_no_records(arguments: list[str], tmp_path: Path) -> None:
    with kg.open() as graph, Store.open(tmp_path / "deals.kg", create=True) as store:
        store.load(graph.export("nquads"))
    if len(arguments) > 1:
        arguments = [*arguments, "--store", str(tmp_path / "deals.kg")]
    script = "import atexit, sys\natexit.register(lambda: print('|', *sys.modules))\nfrom kg.cli import main; main()"
    command = [sys.executable, "-c", script, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    loaded = set(done.stdout.rpartition("|")[2].split())
    assert "kg.cli" in loaded
    assert not loaded & (HEAVY | {"pydantic", "kg.model", "kg.facts"})
    assert ("click" in loaded) == (len(arguments) == 1 or "--help" in arguments)


def test_modules_hold_one_idea_each() -> None:
    lengths = {str(path.relative_to(ROOT)): len(path.read_text("utf-8").splitlines()) for path in MODULES}
    assert {path: length for path, length in lengths.items() if length > 400} == {}
