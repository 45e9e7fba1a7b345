"""The store: whole transactions, nothing lost, nothing twice."""

from contextlib import closing
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest

from data import audit
from data import store as stores
from data.errors import BasisChanged, StoreProblem
from data.questions import stored_kpis, stored_uploads
from data.store import Store
from data.uploads import Alias, KpiEvent, StoredFile, Upload
from tests.actors import ANALYST, analyst
from tests.data.published import standing, upload, value


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "district.duckdb")


def test_a_blank_in_a_new_file_leaves_older_periods_standing(store: Store) -> None:
    store.publish(ANALYST, upload(b"one"), {"kpi_value": value(10)})
    store.publish(ANALYST, upload(b"two"), {"kpi_value": value(11, date(2024, 7, 1))})
    assert sorted(standing(store)) == [10, 11]


def test_a_blank_target_or_note_in_a_new_file_leaves_what_stands(store: Store) -> None:
    told: dict[str, Any] = {"target": 90.0, "reported_status": "OK", "note": "on time"}
    store.publish(ANALYST, upload(b"one"), {"kpi_value": value(10).assign(**told)})
    store.publish(ANALYST, upload(b"two"), {"kpi_value": value(10)})
    row = stored_uploads.current_rows(store, "kpi_value").iloc[0]
    assert {name: row[name] for name in told} == told
    assert row["upload"] == 2


def test_a_status_and_note_do_not_outlive_the_figure_they_were_written_about(store: Store) -> None:
    told: dict[str, Any] = {"target": 90.0, "reported_status": "OK", "note": "on time"}
    store.publish(ANALYST, upload(b"one"), {"kpi_value": value(10).assign(**told)})
    revised = store.publish(ANALYST, upload(b"two"), {"kpi_value": value(12)})
    row = stored_uploads.current_rows(store, "kpi_value").iloc[0]
    assert row["target"] == 90
    assert pd.isna(row["reported_status"])
    assert pd.isna(row["note"])
    store.withdraw(ANALYST, revised, "a test")
    assert stored_uploads.current_rows(store, "kpi_value").iloc[0]["note"] == "on time"


def test_a_new_target_that_is_data_only_replaces_a_number(store: Store) -> None:
    store.publish(ANALYST, upload(b"one"), {"kpi_value": value(10).assign(target=90.0)})
    store.publish(
        ANALYST, upload(b"two"), {"kpi_value": value(10).assign(target_state="data only")}
    )
    row = stored_uploads.current_rows(store, "kpi_value").iloc[0]
    assert pd.isna(row["target"])
    assert row["target_state"] == "data only"


@pytest.mark.parametrize("name", ["", "   "])
def test_nobody_publishes_or_withdraws_without_a_name(store: Store, name: str) -> None:
    with pytest.raises(StoreProblem, match="name"):
        store.publish(analyst(name), Upload((StoredFile("a", b"1"),), "KPI list"), {})
    number = store.publish(ANALYST, upload(), {})
    with pytest.raises(StoreProblem, match="name"):
        store.withdraw(analyst(name), number, "why")
    with pytest.raises(StoreProblem, match="reason"):
        store.withdraw(ANALYST, number, name)


def test_the_same_bytes_twice_change_nothing(store: Store) -> None:
    first = store.publish(ANALYST, upload(), {"kpi_value": value(10)})
    again = store.publish(ANALYST, upload(), {"kpi_value": value(10)})
    assert first == again
    assert len(stored_uploads.uploads(store)) == 1


def test_a_publish_that_fails_half_way_stores_nothing(store: Store) -> None:
    broken = pd.DataFrame([{"no_such_column": 1}])
    with pytest.raises(duckdb.Error):
        store.publish(ANALYST, upload(), {"kpi_value": value(10), "finding": broken})
    assert stored_uploads.uploads(store).empty
    assert standing(store) == []


def test_originals_come_back_byte_for_byte(store: Store) -> None:
    content = bytes(range(256)) * 100
    number = store.publish(ANALYST, upload(content), {})
    assert [file.content for file in store.files_of(number)] == [content]


def test_a_preview_made_before_somebody_else_published_is_to_be_renewed(store: Store) -> None:
    basis = store.edition()
    store.publish(ANALYST, upload(b"one"), {"kpi_value": value(10)}, basis)
    with pytest.raises(BasisChanged, match="renewed"):
        store.publish(ANALYST, upload(b"two"), {"kpi_value": value(12)}, basis)
    assert standing(store) == [10]
    store.publish(ANALYST, upload(b"two"), {"kpi_value": value(12)}, store.edition())
    assert standing(store) == [12]


def test_pressing_publish_twice_is_no_changed_basis(store: Store) -> None:
    basis = store.edition()
    first = store.publish(ANALYST, upload(), {"kpi_value": value(10)}, basis)
    assert store.publish(ANALYST, upload(), {"kpi_value": value(10)}, basis) == first


TARGET_ONLY: dict[str, Any] = {"value": None, "state": None}


def values(**parts: Any) -> pd.DataFrame:
    frame = value(10).assign(state=None, target=None, target_state=None)
    return frame.astype(object).assign(**parts)


@pytest.mark.parametrize(
    ("uploads", "stands"),
    [
        # What each upload says, oldest first; then value, state, target, target_state, upload.
        ([{"target": 90.0, **TARGET_ONLY}], (None, "awaited", 90, None, 1)),
        ([{"value": 10}, {"target": 90.0, **TARGET_ONLY}], (10, None, 90, None, 1)),
        ([{"value": 10, "target": 80.0}, {"target": 90.0, **TARGET_ONLY}], (10, None, 90, None, 1)),
        ([{"target": 90.0, **TARGET_ONLY}, {"value": 10}], (10, None, 90, None, 2)),
        ([{"target": 90.0, **TARGET_ONLY}, {"value": 10, "target": 80}], (10, None, 80, None, 2)),
        (
            [{"value": 10, "target": 80.0}, {"target_state": "data only", **TARGET_ONLY}],
            (10, None, None, "data only", 1),
        ),
        (
            [{"value": None, "state": "not due"}, {"target": 90.0, **TARGET_ONLY}],
            (None, "not due", 90, None, 1),
        ),
        (
            [{"target": 80.0, **TARGET_ONLY}, {"target": 90.0, **TARGET_ONLY}],
            (None, "awaited", 90, None, 2),
        ),
    ],
)
def test_a_row_without_value_and_state_brings_a_target_only(
    store: Store, uploads: list[dict[str, Any]], stands: tuple[object, ...]
) -> None:
    for number, parts in enumerate(uploads):
        store.publish(ANALYST, upload(bytes([number])), {"kpi_value": values(**parts)})
    frame = stored_uploads.current_rows(store, "kpi_value").astype(object)
    (row,) = frame.where(frame.notna(), None).to_dict("records")
    names = ("value", "state", "target", "target_state", "upload")
    assert tuple(row[name] for name in names) == stands


def test_status_and_note_stay_with_their_figure_when_a_target_comes_later(store: Store) -> None:
    update = {"reported_status": "OK", "note": "on time", "lead": "B. Jolly"}
    store.publish(ANALYST, upload(b"one"), {"kpi_value": values(**update)})
    later = store.publish(
        ANALYST, upload(b"two"), {"kpi_value": values(target=90.0, **TARGET_ONLY)}
    )
    row = stored_uploads.current_rows(store, "kpi_value").iloc[0]
    assert {name: row[name] for name in update} == update
    store.withdraw(ANALYST, later, "a test")
    assert pd.isna(stored_uploads.current_rows(store, "kpi_value").iloc[0]["target"])


def mappings(store: Store) -> list[tuple[str, str]]:
    frame = stored_uploads.column_mappings(store)
    return list(zip(frame["roles"], frame["said_by"], strict=True))


def test_what_was_said_last_of_the_same_headings_counts_until_it_is_set_aside(store: Store) -> None:
    store.map_columns(ANALYST, '["ref"]', '{"0": "code"}')
    store.map_columns(ANALYST, '["other"]', '{"0": "name"}')
    store.map_columns(analyst("B. Other"), '["ref"]', '{"0": "name"}')
    assert mappings(store) == [('{"0": "name"}', "B. Other"), ('{"0": "name"}', "A. Analyst")]
    store.map_columns(analyst("C. Third"), '["ref"]', '{"0": "name"}', set_aside=True)
    assert mappings(store) == [('{"0": "name"}', "A. Analyst")]
    assert len(stored_uploads.every_row(store, "column_mapping")) == 4
    store.map_columns(ANALYST, '["ref"]', '{"0": "code"}')
    assert mappings(store)[0] == ('{"0": "code"}', "A. Analyst")


def test_what_was_said_last_of_the_same_words_counts_until_it_is_set_aside(store: Store) -> None:
    def aliases() -> list[tuple[str, str]]:
        frame = stored_uploads.aliases(store)
        return list(zip(frame["meaning"], frame["said_by"], strict=True))

    store.add_alias(ANALYST, Alias("kpi", "Fly tips", "CON 15"))
    store.add_alias(ANALYST, Alias("area", "Fly tips", ""))
    before = store.edition()
    store.add_alias(analyst("B. Other"), Alias("kpi", "FLY TIPS", "CP 01"))
    assert aliases() == [("CP 01", "B. Other"), ("", "A. Analyst")]
    assert store.edition() != before
    store.add_alias(ANALYST, Alias("kpi", "fly tips", "CP 01"), set_aside=True)
    assert aliases() == [("", "A. Analyst")]
    assert len(stored_uploads.every_row(store, "alias")) == 4


def test_nobody_names_columns_without_a_name(store: Store) -> None:
    with pytest.raises(StoreProblem, match="name of the person"):
        store.map_columns(analyst(" "), "[]", "{}")
    assert stored_uploads.column_mappings(store).empty


def test_columns_named_by_hand_give_a_new_edition(store: Store) -> None:
    before = store.edition()
    store.map_columns(ANALYST, '["ref"]', '{"0": "code"}')
    assert store.edition() != before


OPENED = KpiEvent("2024/25", "SP 01", date(2024, 5, 1), "note", "A new site opened")


def test_of_one_day_and_kind_what_was_said_last_of_a_kpi_counts(store: Store) -> None:
    store.add_event(ANALYST, OPENED)
    before = store.edition()
    store.add_event(analyst("B. Analyst"), replace(OPENED, words="Two new sites opened"))
    assert store.edition() != before
    events = stored_kpis.kpi_events(store, "2024/25")
    assert events["words"].to_list() == ["Two new sites opened"]
    store.add_event(analyst("B. Analyst"), OPENED, set_aside=True)
    assert stored_kpis.kpi_events(store, "2024/25").empty
    assert len(store.ask("SELECT * FROM kpi_event")) == 3


@pytest.mark.parametrize(("words", "by"), [(" ", "A. Analyst"), ("opened", "")])
def test_an_event_says_what_happened_and_who_says_so(store: Store, words: str, by: str) -> None:
    with pytest.raises(StoreProblem):
        store.add_event(analyst(by), replace(OPENED, words=words))


def test_a_change_that_is_later_than_the_clock_is_noticed_and_logged(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    ahead = datetime.fromisoformat("2030-11-22T09:00")
    store.publish(ANALYST, upload(b"one", ahead), {"kpi_value": value(10)})
    assert store.notice_clock(ahead) is None
    caplog.clear()
    store.publish(ANALYST, upload(b"two"), {"kpi_value": value(12)})
    (record,) = [line for line in caplog.records if "clock" in line.getMessage()]
    assert "22 November 2030 09:00" in record.getMessage()
    assert standing(store) == [12]


def test_the_shared_store_is_found_once_what_is_written_in_it_is_in_the_file_of_the_audit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    already: list[bool] = []
    monkeypatch.setenv("DISTRICT_DATABASE", str(tmp_path / "district.duckdb"))
    monkeypatch.setattr(stores, "_shared", {})
    monkeypatch.setattr(audit, "keep_in", lambda _: already.append(bool(stores._shared)))
    with closing(stores.shared()) as store:
        assert stores.shared() is store
    assert already == [False]
