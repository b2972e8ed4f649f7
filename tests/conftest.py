"""Shared by all tests: how many examples hypothesis tries, who waits for the disk, the offices."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from store import sqlite_session
from tests.offices_kit import World

settings.register_profile(
    "fast", max_examples=60, deadline=None, suppress_health_check=list(HealthCheck)
)
settings.register_profile(
    "thorough", max_examples=2000, deadline=None, suppress_health_check=list(HealthCheck)
)
settings.load_profile("fast")


@pytest.fixture(autouse=True, scope="module")
def disk(request: pytest.FixtureRequest) -> Iterator[None]:
    """Only the store's own tests wait for the disk: elsewhere only a power cut could tell."""
    with pytest.MonkeyPatch.context() as patch:
        if not request.module.__name__.startswith("tests.test_store"):
            kept = ("PRAGMA foreign_keys=1", "PRAGMA secure_delete=1")
            patch.setattr(sqlite_session, "_WRITING", ("PRAGMA synchronous=OFF", *kept))
        yield


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """A township, and room for its villages."""
    made = World(tmp_path)
    made.township()
    yield made
    made.close()
