from pathlib import Path

import pandas as pd
import pytest

from data import admissible, second_person
from data.errors import StoreProblem
from data.questions import stored_uploads
from data.store import Store
from data.uploads import StoredFile
from loaders import publish
from loaders.check import Plans
from loaders.publish import SubmittedFile
from loaders.rebuild import figures_hash, rebuild
from tests.actors import ANALYST, BY_A_TEST, analyst
from tests.loaders.checks.small_workbooks import alone, workbook


def published(store: Store, name: str, value: float) -> int:
    file = SubmittedFile(StoredFile(name, alone(("SP 01", "", "Q1 2024/25", value, 90))))
    return publish.publish(store, file, publish.read(file, Plans()), ANALYST)


def test_a_rebuilt_database_has_the_same_uploads_withdrawals_and_figures(
    without_figures: Store, tmp_path: Path
) -> None:
    store = without_figures
    first, second = published(store, "first.xlsx", 30), published(store, "second.xlsx", 31)
    store.withdraw(ANALYST, first, "a test")
    store.withdraw(ANALYST, second, "a test")
    store.reinstate(analyst("B. Analyst"), first, "it was right")
    before = figures_hash(store)
    assert rebuild(store, tmp_path / "again.duckdb").uploads == second
    again = Store(tmp_path / "again.duckdb")
    assert figures_hash(again) == before == figures_hash(store)
    pd.testing.assert_frame_equal(stored_uploads.uploads(again), stored_uploads.uploads(store))
    again.close()


def test_what_waits_and_what_was_approved_is_rebuilt_as_such(
    without_figures: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = without_figures
    published(store, "first.xlsx", 30)
    monkeypatch.setenv(second_person.SETTING, "revisions")
    second, third = published(store, "second.xlsx", 31), published(store, "third.xlsx", 32)
    store.approve(analyst("B. Analyst"), second, "checked with the service")
    # Whatever the setting says when it is rebuilt.
    monkeypatch.delenv(second_person.SETTING)
    rebuild(store, tmp_path / "again.duckdb")
    again = Store(tmp_path / "again.duckdb")
    assert figures_hash(again) == figures_hash(store)
    assert list(again.waiting()) == [third]
    values = [stored_uploads.current_rows(s, "kpi_value")["value"].tolist() for s in (again, store)]
    assert values == [[31], [31]]
    again.close()


@pytest.mark.usefixtures("fresh")
def test_a_rebuilt_database_is_of_the_council_that_was_chosen(tmp_path: Path) -> None:
    store = publish.ready()
    store.choose_council(ANALYST, "N09000003")
    rebuild(store, tmp_path / "again.duckdb")
    again = Store(tmp_path / "again.duckdb")
    assert again.council().name == "Belfast"
    assert figures_hash(again) == figures_hash(store)
    assert again.erased() == store.erased() != set()
    again.close()


def test_the_hash_is_another_where_a_figure_is(without_figures: Store) -> None:
    before = figures_hash(without_figures)
    published(without_figures, "first.xlsx", 30)
    assert figures_hash(without_figures) != before


def test_a_file_that_was_stored_before_a_long_service_was_noted_is_rebuilt(
    without_figures: Store, tmp_path: Path
) -> None:
    store = without_figures
    headings = ["Code", "Name", "Q1 2024/25", "Note", "Service"]
    row = ["CP 01", "Crimes reported", 900, "Late", "Safety " * 30]
    file = SubmittedFile(StoredFile("long.xlsx", workbook([headings, row])))
    number = publish.publish(store, file, publish.read(file, Plans()), ANALYST)
    for note in ("Late", "Another"):
        with store.writing(*BY_A_TEST) as cursor:
            cursor.execute("UPDATE kpi_value SET note = ? WHERE upload = ?", [note, number])
        if note == "Late":
            rebuild(store, tmp_path / "again.duckdb")
    with pytest.raises(StoreProblem, match="figures differ"):
        rebuild(store, tmp_path / "third.duckdb")


def test_rows_that_may_come_in_no_more_are_named_and_the_rest_goes_on(
    without_figures: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = without_figures
    # As a store of before some rules has them.
    with monkeypatch.context() as before:
        before.setattr(admissible, "TOO_LARGE", 1e300)
        first = published(store, "first.xlsx", 2e15)
    second = published(store, "second.xlsx", 31)
    store.withdraw(ANALYST, second, "a test")
    with store.writing(*BY_A_TEST) as cursor:
        cursor.execute("UPDATE upload SET published_by = ? WHERE upload = ?", ["A" * 200, first])
        cursor.execute("UPDATE withdrawal SET why = ? WHERE upload = ?", ["y" * 5_000, second])
        cursor.execute(
            """
            INSERT INTO uploaded_priority
            VALUES (?, false, '2024/25', 'a/b', 9, 'A name', 'Text', 'Priorities', 'A2')
            """,
            [second],
        )
    rebuilt = rebuild(store, tmp_path / "again.duckdb")
    assert rebuilt.uploads == second
    of_first, of_second = rebuilt.left_out
    assert of_first == (
        f"Upload {first}, first.xlsx: 1 of 1 rows may come in no more and were left out: "
        "kpi_value would hold 2000000000000000.0 under value; expected a number below "
        "1,000,000,000,000,000. "
        "The others were taken over as they were stored. The original file is kept."
    )
    assert "uploaded_priority would hold a/b under code; expected a code of letters" in of_second
    again = Store(tmp_path / "again.duckdb")
    assert len(stored_uploads.rows_of_upload(again, first)) == 0
    assert list(stored_uploads.rows_of_upload(again, second)["kpi_value"]["value"]) == [31]
    assert again.files_of(first) == store.files_of(first)
    # Once more: what was left out is not missed.
    again_report = rebuild(again, tmp_path / "third.duckdb")
    assert again_report.uploads == second
    again.close()
