"""A real browser for tests of pages, and axe-core to check what assistive technology meets."""

import shutil
import subprocess
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
DESK, PHONE = (1440, 900), (390, 844)
AXE = "axe-core@4.11.0"

needs_chromium = pytest.mark.skipif(
    CHROMIUM is None, reason="needs Chromium; install it with: apt-get install chromium"
)


@contextmanager
def chromium():
    """A headless browser that calls nobody on its own."""
    flags = ["--no-sandbox", "--disable-background-networking", "--disable-gpu"]
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        yield started
        started.close()


def axe_source(folder: Path) -> str:
    """The source of axe-core, as npm delivers it; the test is skipped where npm cannot."""
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("needs npm, which delivers axe-core")
    options = [
        "--no-save",
        "--ignore-scripts",
        "--prefer-offline",
        "--fetch-retries=0",
        "--fetch-timeout=20000",
        "--prefix",
        str(folder),
    ]
    command = [npm, "install", *options, AXE]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    if done.returncode:
        pytest.skip("npm does not deliver axe-core here")
    return (folder / "node_modules/axe-core/axe.min.js").read_text("utf-8")


def complaints(page, axe: str) -> list[str]:
    """What axe-core finds on a page as it stands: rule, impact, and where."""
    page.evaluate(axe)
    found = page.evaluate("axe.run()")["violations"]
    return [f"{each['id']} ({each['impact']}): {each['nodes'][0]['html'][:200]}" for each in found]
