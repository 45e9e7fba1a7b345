"""An upload after it is published: withdrawn and reinstated, and nothing is deleted."""

from datetime import datetime
from pathlib import Path

import pytest

from data.errors import StoreProblem
from data.questions import stored_uploads
from data.store import Store
from tests.actors import ANALYST, analyst
from tests.data.published import standing, upload, value


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "district.duckdb")


def test_the_newest_upload_wins_and_withdrawing_it_brings_the_earlier_figure_back(
    store: Store,
) -> None:
    store.publish(ANALYST, upload(b"one"), {"kpi_value": value(10)})
    second = store.publish(ANALYST, upload(b"two"), {"kpi_value": value(12)})
    assert standing(store) == [12]
    store.withdraw(ANALYST, second, "wrong quarter")
    assert standing(store) == [10]


def test_the_same_bytes_may_be_published_again_after_a_withdrawal(store: Store) -> None:
    first = store.publish(ANALYST, upload(), {"kpi_value": value(10)})
    store.withdraw(ANALYST, first, "too early")
    assert store.publish(ANALYST, upload(), {"kpi_value": value(10)}) == first + 1
    assert standing(store) == [10]


def test_a_withdrawal_can_be_undone_and_made_again_and_nothing_is_deleted(store: Store) -> None:
    store.publish(ANALYST, upload(b"one"), {"kpi_value": value(10)})
    second = store.publish(ANALYST, upload(b"two"), {"kpi_value": value(12)})
    for _ in range(2):
        store.withdraw(ANALYST, second, "wrong quarter")
        assert standing(store) == [10]
        store.reinstate(analyst("B. Analyst"), second, "it was right")
        assert standing(store) == [12]
    assert len(stored_uploads.every_row(store, "withdrawal")) == 2
    assert len(stored_uploads.every_row(store, "reinstatement")) == 2
    assert stored_uploads.uploads(store)["why"].isna().all()


@pytest.mark.parametrize(("number", "words"), [(7, "no upload 7"), (1, "is not withdrawn")])
def test_what_cannot_be_reinstated_is_said(store: Store, number: int, words: str) -> None:
    store.publish(ANALYST, upload(), {})
    with pytest.raises(StoreProblem, match=words):
        store.reinstate(ANALYST, number, "a test")


def test_an_upload_is_not_reinstated_beside_the_same_file_published_since(store: Store) -> None:
    first = store.publish(ANALYST, upload(), {"kpi_value": value(10)})
    store.withdraw(ANALYST, first, "too early")
    store.publish(ANALYST, upload(), {"kpi_value": value(10)})
    with pytest.raises(StoreProblem, match="stands already as upload 2"):
        store.reinstate(ANALYST, first, "a test")


@pytest.mark.parametrize(("by", "why", "words"), [(" ", "why", "name"), ("A.", " ", "reason")])
def test_nobody_reinstates_without_name_and_reason(
    store: Store, by: str, why: str, words: str
) -> None:
    number = store.publish(ANALYST, upload(), {})
    store.withdraw(ANALYST, number, "a test")
    with pytest.raises(StoreProblem, match=words):
        store.reinstate(analyst(by), number, why)


@pytest.mark.parametrize(("number", "words"), [(7, "no upload 7"), (1, "withdrawn already")])
def test_what_cannot_be_withdrawn_is_said(store: Store, number: int, words: str) -> None:
    first = store.publish(ANALYST, upload(), {})
    store.withdraw(ANALYST, first, "test")
    with pytest.raises(StoreProblem, match=words):
        store.withdraw(ANALYST, number, "again")


def test_withdrawals_count_in_their_order_whatever_the_clock_said(store: Store) -> None:
    number = store.publish(
        ANALYST,
        upload(b"one", datetime.fromisoformat("2030-01-01T00:00")),
        {"kpi_value": value(10)},
    )
    store.withdraw(ANALYST, number, "first", datetime.fromisoformat("2029-01-01T00:00"))
    store.reinstate(ANALYST, number, "back", datetime.fromisoformat("2028-01-01T00:00"))
    store.withdraw(ANALYST, number, "second", datetime.fromisoformat("2027-01-01T00:00"))
    assert stored_uploads.uploads(store)["why"].tolist() == ["second"]
    steps = stored_uploads.upload_steps(store)
    assert steps["kind"].tolist() == ["published", "withdrawn", "reinstated", "withdrawn"]
    assert steps["why"].tolist()[1:] == ["first", "back", "second"]
