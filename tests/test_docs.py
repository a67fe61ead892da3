"""The documentation is run, not only shown: commands, options and printed lines are compared with the program."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import click
import pytest

from kg.cli import group

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text("utf-8")
COMMANDS = sorted(group.commands)


def shown_commands() -> list[str]:
    """Every ``kg …`` line of the console blocks, without comment."""
    blocks = re.findall(r"^```console\n(.*?)^```", README, re.DOTALL | re.MULTILINE)
    lines = [line.partition("#")[0].strip() for block in blocks for line in block.splitlines()]
    return [re.sub(r"^.*uv run kg ", "", line) for line in lines if "uv run kg " in line]


def test_the_two_commands() -> None:
    assert "\npip install uv && uv run kg demo\n" in README
    assert "\npip install uv && uv run pytest\n" in README


def test_the_table_lists_every_command_in_order() -> None:
    assert re.findall(r"^\| `kg ([\w-]+)", README, re.MULTILINE) == list(group.commands)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_has_help(name: str) -> None:
    command = group.commands[name]
    assert command.help
    assert command.help.split("\n")[0].endswith((".", ":"))
    options = [parameter for parameter in command.params if isinstance(parameter, click.Option)]
    assert all(option.help for option in options), [option.name for option in options if not option.help]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_documented(name: str) -> None:
    row = next(line for line in README.splitlines() if line.startswith(f"| `kg {name}"))
    section = README.partition("## Commands")[2].partition("| command")[0]
    own = [option.opts for option in group.commands[name].params if isinstance(option, click.Option)]
    missing = [names for names in own if not any(option in row + section for option in names)]
    assert missing == []


@pytest.mark.parametrize("line", shown_commands())
def test_every_shown_command_line_is_understood(line: str) -> None:
    name, *arguments = shlex.split(line)
    # within the group's context, whose settings a command keeps for as long as the process lives
    with (
        click.Context(group, info_name="kg", **group.context_settings) as whole,
        group.commands[name].make_context(name, arguments, parent=whole) as context,
    ):
        assert context.params


def test_the_shown_output_is_what_the_demo_prints(tmp_path: Path) -> None:
    shown = re.search(r"^```text\n(.*?)^```", README, re.DOTALL | re.MULTILINE)
    assert shown is not None
    command = [sys.executable, "-m", "kg", "demo", "-o", str(tmp_path / "demo.html")]
    printed = subprocess.run(
        command, capture_output=True, text=True, check=True, env={**os.environ, "COLUMNS": "80"}
    )
    for part in shown[1].split("…\n"):
        assert part in printed.stdout


def test_links_lead_somewhere() -> None:
    for page in (README, (ROOT / "data/README.md").read_text("utf-8")):
        for target in re.findall(r"\]\(([^)#:]+)\)", page):
            assert (ROOT / target).exists(), target


def test_every_shipped_data_file_is_explained() -> None:
    page = (ROOT / "data/README.md").read_text("utf-8")
    shipped = [
        path.relative_to(ROOT / "data").as_posix() for path in (ROOT / "data").rglob("*") if path.is_file()
    ]
    assert [name for name in shipped if name != "README.md" and f"`{name}`" not in page] == []


def test_no_machine_or_registry_is_named() -> None:
    hosts = re.compile("files[.]python" + "hosted|py" + "pi[.]org|deb[.]deb" + "ian")
    texts = [
        path for path in ROOT.glob("[!.]*/**/*") if path.suffix in {".py", ".md", ".ttl", ".rq", ".json"}
    ]
    for path in [
        *texts,
        ROOT / "pyproject.toml",
        ROOT / ".ci/run",
        ROOT / ".ci/pin",
        ROOT / ".ci/constraints.txt",
    ]:
        assert not hosts.search(path.read_text("utf-8")), path
