"""Fixtures that every area shares."""

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The project's evaluation material, which lies beside a checkout and is not part of it."""
    if not SHARED.is_dir():
        pytest.skip("the evaluation material is not beside this checkout")
    return SHARED
