"""Fixtures that every area shares."""

from pathlib import Path

import pytest
from browsing import axe_source, chromium

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The project's evaluation material, which lies beside a checkout and is not part of it."""
    if not SHARED.is_dir():
        pytest.skip("the evaluation material is not beside this checkout")
    return SHARED


@pytest.fixture(scope="module")
def browser():
    """A headless browser that calls nobody on its own."""
    with chromium() as started:
        yield started


@pytest.fixture(scope="session")
def axe(tmp_path_factory) -> str:
    """The source of axe-core."""
    return axe_source(tmp_path_factory.mktemp("axe"))
