"""As it stood on a day: what was published, withdrawn, reinstated or said later does not count."""

import threading
from datetime import date, datetime
from pathlib import Path

import pytest

from data.questions import stored_kpis, stored_uploads
from data.store import Store
from data.uploads import KpiEvent
from tests.actors import ANALYST, analyst
from tests.data.published import standing, upload, value

FIRST, SECOND, WITHDRAWN, REINSTATED, AGAIN = map(
    datetime.fromisoformat,
    (
        "2026-01-10T09:00",
        "2026-02-10T23:59:59",
        "2026-03-10T00:00",
        "2026-04-10T12:00",
        "2026-05-10T12:00",
    ),
)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Two uploads of one figure; the second withdrawn, reinstated and withdrawn again."""
    store = Store(tmp_path / "district.duckdb")
    store.publish(ANALYST, upload(b"one", FIRST), {"kpi_value": value(10)})
    second = store.publish(ANALYST, upload(b"two", SECOND), {"kpi_value": value(12)})
    store.withdraw(analyst("B. Analyst"), second, "wrong quarter", WITHDRAWN)
    store.reinstate(analyst("C. Analyst"), second, "it was right", REINSTATED)
    store.withdraw(analyst("D. Analyst"), second, "wrong after all", AGAIN)
    return store


CASES = [
    (date(2026, 1, 9), []),
    (date(2026, 1, 10), [10]),
    (date(2026, 2, 9), [10]),
    (date(2026, 2, 10), [12]),
    (date(2026, 3, 9), [12]),
    (date(2026, 3, 10), [10]),
    (date(2026, 4, 9), [10]),
    (date(2026, 4, 10), [12]),
    (date(2026, 5, 9), [12]),
    (date(2026, 5, 10), [10]),
    (None, [10]),
]


@pytest.mark.parametrize(("day", "figures"), CASES)
def test_a_question_is_answered_as_it_stood_at_the_end_of_a_day(
    store: Store, day: date | None, figures: list[float]
) -> None:
    with store.as_of(day):
        assert standing(store) == figures
    asked = store.ask("SELECT value FROM current_kpi_value", as_of=day)
    assert list(asked["value"]) == figures
    assert standing(store) == [10]


@pytest.mark.parametrize(
    ("day", "uploads"),
    [
        (date(2026, 2, 9), [(1, None)]),
        (date(2026, 2, 10), [(2, None), (1, None)]),
        (date(2026, 3, 10), [(2, "wrong quarter"), (1, None)]),
        (date(2026, 4, 10), [(2, None), (1, None)]),
        (None, [(2, "wrong after all"), (1, None)]),
    ],
)
def test_the_uploads_of_a_day_are_those_known_then_withdrawn_for_the_reason_given_then(
    store: Store, day: date | None, uploads: list[tuple[int, str | None]]
) -> None:
    with store.as_of(day):
        frame = stored_uploads.uploads(store)
        history = stored_kpis.kpi_history(store, "2024/25", "SP 01")
    why = frame["why"].astype(object).where(frame["why"].notna(), None)
    assert list(zip(frame["upload"], why, strict=True)) == uploads
    withdrawn = [number for number, reason in uploads if reason]
    assert list(history[history["withdrawn"]]["upload"]) == withdrawn
    assert list(history["upload"]) == [number for number, _ in uploads]


def test_all_that_was_said_of_an_upload_is_told_in_its_order(store: Store) -> None:
    def kinds_and_people(day: date | None) -> list[tuple[str, str]]:
        with store.as_of(day):
            withdrawals = stored_uploads.withdrawals(store, 2)
        return list(zip(withdrawals["kind"], withdrawals["by"], strict=True))

    everything = [
        ("withdrawn", "B. Analyst"),
        ("reinstated", "C. Analyst"),
        ("withdrawn", "D. Analyst"),
    ]
    assert kinds_and_people(None) == everything
    assert kinds_and_people(date(2026, 4, 10)) == everything[:2]
    assert kinds_and_people(date(2026, 3, 9)) == []


def test_a_day_holds_for_the_block_and_the_thread_that_name_it(store: Store) -> None:
    other: list[list[float]] = []
    with store.as_of(date(2026, 2, 10)):
        with store.as_of(date(2026, 1, 10)):
            assert standing(store) == [10]
        assert standing(store) == [12]
        thread = threading.Thread(target=lambda: other.append(standing(store)))
        thread.start()
        thread.join()
    assert other == [[10]]


def test_the_edition_names_the_day_so_that_remembered_answers_are_kept_apart(store: Store) -> None:
    now = store.edition()
    with store.as_of(date(2026, 2, 10)):
        then = store.edition()
    assert now in then
    assert now != then == f"{now} as of 2026-02-10"
    assert store.edition() == now


def test_what_happened_to_a_kpi_is_known_from_the_day_it_was_said(store: Store) -> None:
    said_today = KpiEvent("2024/25", "SP 01", date(2024, 5, 1), "note", "A new site opened")
    store.add_event(ANALYST, said_today)
    with store.as_of(date(2026, 1, 10)):
        assert stored_kpis.kpi_events(store, "2024/25").empty
    assert len(stored_kpis.kpi_events(store, "2024/25")) == 1


def test_publishing_never_looks_at_a_day(store: Store) -> None:
    """A file that stands now is not published again because it did not stand then."""
    with store.as_of(date(2026, 1, 9)):
        assert store.publish(ANALYST, upload(b"one"), {"kpi_value": value(10)}) == 1


def test_without_a_day_no_date_is_compared(store: Store) -> None:
    """The condition is gone before the question is run, so asking of now costs nothing."""
    plan = str(store.ask("EXPLAIN SELECT upload FROM known_upload").iloc[0, 1])
    assert "published_at" not in plan
    then = store.ask("EXPLAIN SELECT upload FROM known_upload", as_of=date(2026, 2, 9))
    assert "published_at" in str(then.iloc[0, 1])
