"""A database for the pages' tests: built once as a fresh start builds it, copied for each test."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from data import store as stores
from loaders import publish

# How long an example takes says more of the machine than of the code.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database as a fresh start leaves it: reference, shipped statistics, samples."""
    path = tmp_path_factory.mktemp("built") / "district.duckdb"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DISTRICT_DATABASE", str(path))
        publish.ready()
        stores.close_shared()
    return path


@pytest.fixture
def fresh(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of it that is this process's database for one test."""
    path = tmp_path / "district.duckdb"
    shutil.copy(built, path)
    monkeypatch.setenv("DISTRICT_DATABASE", str(path))
    yield path
    stores.close_shared()
