"""A database built once as a fresh start builds it: one copy to read, one for each that writes."""

import fcntl
import gc
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from data import store as stores
from data.actor import SHIPPED
from data.store import Store
from insights import cache
from insights.remembered_answers import RememberedAnswers
from loaders import publish
from tests import central
from tests.central import Postgres
from tests.s3 import S3Server, s3_server
from tests.s3 import lacking as s3_lacking

# How long an example takes says more of the machine than of the code. A run is the same each time,
# so that what it finds was brought by the change under test; `make explore` looks for the rest.
settings.register_profile("same", deadline=None, derandomize=True, max_examples=50)
settings.register_profile("explore", deadline=None, derandomize=False, max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))

# Long tests first, so that short ones are left at the end for whichever worker is free.
LONG_FIRST = ("test_app.py", "access", "browser", "data", "loaders", "pages")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the tests into that order; within a folder they stay in theirs."""

    def place(item: pytest.Item) -> int:
        folder = item.path.relative_to(Path(__file__).parent).parts[0]
        return LONG_FIRST.index(folder) if folder in LONG_FIRST else len(LONG_FIRST)

    items.sort(key=place)


def pytest_collection_finish() -> None:
    """Look for garbage seldom, and never among what is there by now: it is a sixth of the time."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database as a fresh start leaves it: reference, shipped statistics, samples.

    The first worker that needs it builds it for all.
    """
    folder = _of_all_workers(tmp_path_factory)
    path = folder / "built" / "district.duckdb"
    with (folder / "built.lock").open("w") as lock, pytest.MonkeyPatch.context() as patch:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.parent.exists():
            path.parent.mkdir()
            patch.setenv("DISTRICT_DATABASE", str(path))
            publish.ready()
            stores.close_shared()
    return path


def _of_all_workers(factory: pytest.TempPathFactory) -> Path:
    folder = factory.getbasetemp()
    return folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder


@pytest.fixture
def fresh(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of it that is this process's database for one test."""
    path = tmp_path / "district.duckdb"
    shutil.copy(built, path)
    monkeypatch.setenv("DISTRICT_DATABASE", str(path))
    yield path
    stores.close_shared()


@pytest.fixture(scope="session")
def unchanged(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A copy of it that no test writes to, so that what pages remember of it stays true."""
    path = tmp_path_factory.mktemp("unchanged") / "district.duckdb"
    shutil.copy(built, path)
    yield path
    stores.close_shared()


@pytest.fixture(autouse=True, scope="module")
def remembered_anew() -> Iterator[None]:
    """Copies of a store have the same edition: what is remembered of one is good for all.

    So it is kept within a module, whose tests always come in the same order.
    """
    before, cache._answers = cache._answers, RememberedAnswers()
    yield
    cache._answers = before


@pytest.fixture
def nothing_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Answers are worked out anew, for tests that write past the store or set other variables."""
    monkeypatch.setattr(cache, "_answers", RememberedAnswers())


@pytest.fixture
def only_read(unchanged: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """That copy as this process's database; a test that writes to it fails."""
    monkeypatch.setenv("DISTRICT_DATABASE", str(unchanged))
    before = publish.ready().edition()
    yield unchanged
    assert publish.ready().edition() == before, "this test writes: let it use `fresh`"


@pytest.fixture(scope="session")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the plans and no upload: quick to copy and to rebuild."""
    path = tmp_path_factory.mktemp("planned") / "district.duckdb"
    store = Store(path)
    store.load_reference(SHIPPED)
    store.close()
    return path


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Postgres]:
    """A PostgreSQL server for central stores."""
    with central.shared_postgres(_of_all_workers(tmp_path_factory)) as server:
        yield server


@pytest.fixture(scope="session")
def s3() -> Iterator[S3Server]:
    """An S3 server for the figures of central stores."""
    if lacking := s3_lacking():
        pytest.skip(lacking)
    with s3_server() as server:
        yield server


@pytest.fixture
def without_figures(planned: Path, tmp_path: Path) -> Iterator[Store]:
    """A copy of it, open for one test."""
    store = Store(Path(shutil.copy(planned, tmp_path / "without-figures.duckdb")))
    yield store
    store.close()
