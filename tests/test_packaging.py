"""What is shipped: the wheel carries the package with its ontology and data, and nothing else."""

import subprocess
import sys
import tarfile
import tomllib
import zipfile
from importlib.metadata import metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel and the source distribution of this checkout."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return folder


def test_the_wheel(built: Path) -> None:
    with zipfile.ZipFile(next(built.glob("*.whl"))) as wheel:
        names = wheel.namelist()
        entry = next(name for name in names if name.endswith("entry_points.txt"))
        points = wheel.read(entry).decode().split("\n\n")
    assert [point.split() for point in points] == [
        ["[console_scripts]", "kg", "=", "kg.cli:main"],
        ["[networkx.backends]", "kg", "=", "kg.graph.backend:backend"],
    ]
    tops = {name.split("/")[0] for name in names}
    assert tops == {"kg", "dealgraph-0.1.0.dist-info"}
    shipped = {path.relative_to(ROOT) for folder in ("ontology", "data") for path in _files(ROOT / folder)}
    assert len(shipped) > 5
    assert {f"kg/{path.as_posix()}" for path in shipped} <= set(names)
    assert {path.relative_to(ROOT).as_posix() for path in _files(ROOT / "kg")} <= set(names)
    assert not [name for name in names if "/test" in name or name.endswith(".pyc")]
    assert any(name.endswith("licenses/LICENSE") for name in names)


def test_the_source_distribution(built: Path) -> None:
    with tarfile.open(next(built.glob("*.tar.gz"))) as sdist:
        names = {name.partition("/")[2] for name in sdist.getnames()}
    assert {"pyproject.toml", "README.md", "LICENSE", "kg/__init__.py", "tests/test_packaging.py"} <= names
    assert {"data/companies.csv", "ontology/partnerships.ttl"} <= names


def test_one_version_and_its_pins() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    installed = metadata(project["project"]["name"])
    assert installed["Version"] == project["project"]["version"]
    pins = (ROOT / ".ci/constraints.txt").read_text("utf-8")
    pinned = {line.split("==")[0] for line in pins.splitlines() if "==" in line}
    groups = project["dependency-groups"]
    declared = project["project"]["dependencies"] + groups["test"] + groups["lint"]
    names = {requirement.split(">")[0].split("=")[0].split("[")[0] for requirement in declared}
    assert names <= pinned
    assert "://" not in pins


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
