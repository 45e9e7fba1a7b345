from pathlib import Path

import pandas as pd
import pytest

from data.questions import stored_uploads
from data.store import Store, StoredFile
from loaders import publish
from loaders.check import Plans
from loaders.publish import SubmittedFile
from loaders.rebuild import figures_hash, rebuild
from tests.loaders.checks.small_workbooks import alone

pytestmark = pytest.mark.usefixtures("fresh")


def published(name: str, value: float) -> int:
    store = publish.ready()
    file = SubmittedFile(StoredFile(name, alone(("SP 01", "", "Q1 2024/25", value, 90))))
    return publish.publish(store, file, publish.read(file, Plans()), "A. Analyst")


def test_a_rebuilt_database_has_the_same_uploads_withdrawals_and_figures(tmp_path: Path) -> None:
    store = publish.ready()
    first, second = published("first.xlsx", 30), published("second.xlsx", 31)
    store.withdraw(first, "A. Analyst", "a test")
    store.withdraw(second, "A. Analyst", "a test")
    store.reinstate(first, "B. Analyst", "it was right")
    before = figures_hash(store)
    assert rebuild(store, tmp_path / "again.duckdb") == second
    again = Store(tmp_path / "again.duckdb")
    assert figures_hash(again) == before == figures_hash(store)
    pd.testing.assert_frame_equal(stored_uploads.uploads(again), stored_uploads.uploads(store))
    again.close()


def test_the_hash_is_another_where_a_figure_is(tmp_path: Path) -> None:
    store = publish.ready()
    before = figures_hash(store)
    published("first.xlsx", 30)
    assert figures_hash(store) != before
