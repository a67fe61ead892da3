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

REFUSED = "Failed to load resource: the server responded with a status of 4"
"""What Chromium logs of an answer that says no."""

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


@contextmanager
def windows(browser, *expected):
    """Open addresses in fresh windows; in the end they must have asked nobody but their own home, or folder, for anything.

    Nor may they have complained, opened a window or asked the reader; ``expected`` is how what may be begins.
    """
    contexts, noise, homes = [], [], set()

    def open_(address, size=DESK, colours="light"):
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]}, color_scheme=colours, accept_downloads=True
        )
        contexts.append(context)
        page = context.new_page()
        place = address.partition("#")[0]
        homes.add(
            place.rpartition("/")[0] if place.startswith("file:") else "/".join(place.split("/")[:3]) + "/"
        )
        page.on("request", lambda request: noise.append(request.url))
        page.on("console", lambda message: noise.append(message.text))
        page.on("pageerror", lambda error: noise.append(str(error)))
        page.on("dialog", lambda dialog: noise.append(dialog.message))
        page.on("popup", lambda popup: noise.append(popup.url))
        page.add_init_script(
            "addEventListener('securitypolicyviolation', (event) => console.log('refused', event.blockedURI))"
        )
        page.goto(address)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert [each for each in noise if not each.startswith((*homes, "data:,", *expected))] == []


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
