"""From files to the store and back: publishing, first start, rebuilding."""

import io
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

from data import store as stores
from data.actor import SHIPPED
from data.errors import BasisChanged, StoreProblem
from data.questions import stored_uploads
from data.store import Store
from data.uploads import KpiEvent, StoredFile, Upload
from loaders import publish
from loaders.check import Checked, Plans, decide
from loaders.checks.decisions import Choice, decided_alike
from loaders.findings.codes import FindingCode, Severity
from loaders.publish import SubmittedFile, pair
from loaders.reading import FileRefused
from loaders.rebuild import figures_hash, rebuild
from tests.actors import ANALYST, BY_A_TEST, analyst


def export(*rows: list[Any]) -> StoredFile:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    for row in [["Code", "Short Name", "Period", "Value", "Target", "Status", "Note"], *rows]:
        sheet.append(row)
    content = io.BytesIO()
    workbook.save(content)
    return StoredFile("export.xlsx", content.getvalue())


GOOD = ["SP 01", "Homes", "Q4 2024/25", 123, 90, "OK", "as expected"]
GOOD_LATER = ["SP 01", "Homes", "Q3 2024/25", 81, 90, "OK", "as expected"]
EVENT = KpiEvent("2024/25", "SP 01", date(2025, 1, 1), "note", "A new site opened")
SAID_NUMBERS = {
    "withdrawal": "upload",
    "reinstatement": "upload",
    "waiting": "upload",
    "approval": "upload",
    "upload_step": "step",
    "column_mapping": "mapping",
    "alias": "alias",
    "kpi_event": "event",
    "erasure": "upload",
    "council_choice": "area",
}
REVISED = (
    ["SP 01", "Homes", "Q4 2024/25", 125, 90, "OK", "as expected"],
    ["ZZ 99", "Nothing", "Q4 2024/25", 5, None, None, None],
)


def warnings_acknowledged(submitted: SubmittedFile, reason: str) -> Checked:
    checked = publish.read(submitted, Plans())
    seen = decided_alike(checked.findings_of(Severity.WARN), Choice.ACKNOWLEDGE, reason)
    return decide(checked, seen)


@pytest.mark.usefixtures("fresh")
class TestPublish:
    def test_what_is_published_is_what_the_file_says(self) -> None:
        store, submitted = publish.ready(), SubmittedFile(export(GOOD))
        number = publish.publish(store, submitted, publish.read(submitted, Plans()), ANALYST)
        values = stored_uploads.current_rows(store, "kpi_value")
        row = values[values["upload"] == number].iloc[0]
        assert (row["code"], row["value"], row["target"], row["cell"]) == ("SP 01", 123, 90, "D2")
        assert row["note"] == "as expected"

    @pytest.mark.parametrize(
        ("row", "words"),
        [
            (["SP 01", "Homes", "2024/05", 1, 90, "OK", ""], "is not a financial year; write 2024"),
            (["SP 01", "Homes", "Q4 2024/25", "many", 90, "OK", ""], "many"),
            (["XX 77", "Homes", "Q4 2024/25", 1, 90, "OK", ""], '"XX 77" is not a KPI'),
        ],
    )
    def test_bad_input_is_a_sentence_with_its_cell_and_nothing_is_stored(
        self, row: list[object], words: str
    ) -> None:
        store, submitted = publish.ready(), SubmittedFile(export(GOOD, row))
        before = figures_hash(store)
        checked = publish.read(submitted, Plans())
        assert not checked.publishable
        finding = next(finding for finding in checked.findings if words in finding.message)
        assert finding.cell is not None
        assert finding.cell.endswith("3")
        with pytest.raises(FileRefused):
            publish.publish(store, submitted, checked, ANALYST)
        assert figures_hash(store) == before

    def test_a_preview_says_what_would_change_and_takes_what_is_invented_for_nothing(self) -> None:
        store = publish.ready()
        checked = publish.read(SubmittedFile(export(GOOD)), Plans())
        (beside_the_sample,) = publish.preview(store, checked).values()
        assert list(beside_the_sample["change"]) == ["new"]
        publish.publish(store, SubmittedFile(export(GOOD)), checked, ANALYST)
        other = publish.read(SubmittedFile(export([*GOOD[:3], 61, *GOOD[4:]])), Plans())
        (beside_what_is_real,) = publish.preview(store, other).values()
        assert list(beside_what_is_real["change"]) == ["changed"]

    def test_a_fresh_start_has_statistics_samples_and_says_that_they_are_illustrative(self) -> None:
        uploads = stored_uploads.uploads(publish.ready())
        assert set(uploads["file"]) == {
            "published_statistics.parquet",
            "illustrative-kpi-export.xlsx",
            "key-activities-2019-20-q1.xlsx",
        }
        assert list(uploads[uploads["illustrative"]]["file"]) == ["illustrative-kpi-export.xlsx"]

    def test_a_withdrawn_sample_stays_withdrawn_at_the_next_start(self) -> None:
        store = publish.ready()
        uploads = stored_uploads.uploads(store)
        sample = int(uploads[uploads["illustrative"]]["upload"].iloc[0])
        store.withdraw(ANALYST, sample, "real figures are here")
        stores.close_shared()
        assert len(stored_uploads.uploads(publish.ready())) == len(uploads)

    def test_a_first_start_that_was_cut_short_is_finished_at_the_next(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("DISTRICT_DATABASE", str(tmp_path / "cut-short.duckdb"))
        store = stores.shared()
        store.load_reference(SHIPPED)
        publish._publish_statistics(store, set())
        assert len(stored_uploads.uploads(publish.ready())) == 3

    def test_a_rebuilt_database_has_identical_figures(self, tmp_path: Path) -> None:
        store, submitted = publish.ready(), SubmittedFile(export(GOOD))
        number = publish.publish(store, submitted, publish.read(submitted, Plans()), ANALYST)
        store.withdraw(ANALYST, number, "a test")
        # The same bytes again, and withdrawn again, so that numbers and turns must be kept.
        assert (
            publish.publish(
                store, submitted, publish.read(submitted, Plans()), analyst("B. Analyst")
            )
            == 5
        )
        store.withdraw(ANALYST, 5, "another test")
        store.reinstate(ANALYST, number, "it was right")
        store.add_event(ANALYST, EVENT)
        assert rebuild(store, tmp_path / "rebuilt.duckdb").uploads == 5
        again = stores.Store(tmp_path / "rebuilt.duckdb")
        assert figures_hash(again) == figures_hash(store)
        for table in stores.SAID_TABLES:
            rows = stored_uploads.every_row(store, table)
            pd.testing.assert_frame_equal(stored_uploads.every_row(again, table), rows)
        asked = "SELECT * FROM current_kpi_value ORDER BY ALL"
        pd.testing.assert_frame_equal(again.ask(asked), store.ask(asked))
        assert number in set(store.ask(asked)["upload"])

    def test_uploads_and_withdrawals_of_a_clock_that_ran_ahead_are_rebuilt(
        self, without_figures: Store, tmp_path: Path
    ) -> None:
        store, given = without_figures, SubmittedFile(export(GOOD))
        checked = publish.read(given, Plans())
        ahead, rows = datetime.fromisoformat("2030-01-01T00:00"), publish.rows_of(checked)
        first = store.publish(
            ANALYST, Upload(given.files, checked.layout, published_at=ahead), rows
        )
        store.withdraw(ANALYST, first, "the clock was wrong")
        publish.publish(store, given, checked, ANALYST)
        assert rebuild(store, tmp_path / "rebuilt.duckdb").uploads == 2
        again = stores.Store(tmp_path / "rebuilt.duckdb")
        pd.testing.assert_frame_equal(
            stored_uploads.upload_steps(again), stored_uploads.upload_steps(store)
        )

    @pytest.mark.parametrize("table", stores.SAID_TABLES)
    def test_the_hash_of_the_figures_tells_what_people_said_of_them(self, table: str) -> None:
        store = publish.ready()
        before = figures_hash(store)
        with store.writing(*BY_A_TEST) as cursor:
            cursor.execute(f"INSERT INTO {table} BY NAME SELECT 1 AS {SAID_NUMBERS[table]}")
        assert figures_hash(store) != before

    def test_a_preview_that_is_no_longer_true_is_renewed_before_it_can_be_published(self) -> None:
        store, submitted, other = (
            publish.ready(),
            SubmittedFile(export(GOOD)),
            SubmittedFile(export(GOOD_LATER)),
        )
        basis = store.edition()
        checked = publish.read(submitted, Plans(), publish.published(store))
        publish.publish(
            store, other, publish.read(other, Plans()), analyst("B. Analyst"), basis=basis
        )
        with pytest.raises(BasisChanged, match="preview"):
            publish.publish(store, submitted, checked, ANALYST, basis=basis)
        renewed = publish.read(submitted, Plans(), publish.published(store))
        publish.publish(store, submitted, renewed, ANALYST, basis=store.edition())
        assert list(stored_uploads.uploads(store)["published_by"])[:2] == [
            "A. Analyst",
            "B. Analyst",
        ]

    def test_decisions_are_kept_with_the_upload_and_rebuilt(
        self, without_figures: Store, tmp_path: Path
    ) -> None:
        store = without_figures
        first, later = SubmittedFile(export(GOOD)), SubmittedFile(export(*REVISED))
        publish.publish(store, first, publish.read(first, Plans()), ANALYST)
        checked = publish.read(later, Plans(), publish.published(store))
        waiting = {finding.code: finding for finding in checked.undecided}
        assert set(waiting) == {"revision", "unknown_kpi"}
        decided = decide(
            checked,
            [
                *decided_alike([waiting[FindingCode.REVISION]], Choice.ACCEPT, "counted again"),
                *decided_alike([waiting[FindingCode.UNKNOWN_KPI]], Choice.LEAVE_OUT, "not ours"),
            ],
        )
        number = publish.publish(store, later, decided, analyst("B. Analyst"))
        values = stored_uploads.current_rows(store, "kpi_value")
        assert list(values[values["upload"] == number]["value"]) == [125]
        kept = stored_uploads.findings(store, number).set_index("code")["action"]
        assert kept["revision"] == "Accepted by B. Analyst: counted again"
        assert kept["unknown_kpi"] == "Left out by B. Analyst: not ours"
        assert rebuild(store, tmp_path / "rebuilt.duckdb").uploads == number
        again = stores.Store(tmp_path / "rebuilt.duckdb")
        assert figures_hash(again) == figures_hash(store)
        pd.testing.assert_frame_equal(
            stored_uploads.findings(again, number), stored_uploads.findings(store, number)
        )

    def test_what_is_acknowledged_is_kept_with_the_upload_and_rebuilt(
        self, without_figures: Store, tmp_path: Path
    ) -> None:
        store, submitted = without_figures, SubmittedFile(export(GOOD))
        acknowledged = warnings_acknowledged(submitted, "the service knows")
        number = publish.publish(store, submitted, acknowledged, analyst("B. Analyst"))
        noticed = stored_uploads.findings(store, number)
        warned = noticed[noticed["severity"] == Severity.WARN]
        settlement = "Acknowledged by B. Analyst: the service knows"
        assert not warned.empty
        assert set(warned["action"]) == {settlement}
        assert warned["message"].str.endswith(settlement).all()
        assert rebuild(store, tmp_path / "rebuilt.duckdb").uploads == number
        again = stores.Store(tmp_path / "rebuilt.duckdb")
        assert figures_hash(again) == figures_hash(store)
        kept = ["upload", "fingerprint", "hints"]
        pd.testing.assert_frame_equal(
            stored_uploads.uploads(again)[kept], stored_uploads.uploads(store)[kept]
        )
        pd.testing.assert_frame_equal(stored_uploads.findings(again, number), noticed)

    @pytest.mark.parametrize("rows", [[GOOD], [GOOD, REVISED[1]]])
    def test_the_same_file_with_other_acknowledgements_changes_nothing(
        self, rows: Sequence[list[Any]], without_figures: Store
    ) -> None:
        store, submitted = without_figures, SubmittedFile(export(*rows))
        checked = publish.read(submitted, Plans())
        left_out = decided_alike(checked.undecided, Choice.LEAVE_OUT, "not ours")
        checked = decide(checked, left_out)
        number = publish.publish(store, submitted, checked, ANALYST)
        before = figures_hash(store)
        for reason in ("the service knows", "late, as agreed"):
            seen = decided_alike(checked.findings_of(Severity.WARN), Choice.ACKNOWLEDGE, reason)
            again = decide(checked, [*left_out, *seen])
            assert publish.publish(store, submitted, again, analyst("B. Analyst")) == number
        assert figures_hash(store) == before

    @pytest.mark.parametrize("reason", ["", "  "])
    def test_a_decision_without_a_reason_is_not_published(self, reason: str) -> None:
        store, submitted = publish.ready(), SubmittedFile(export(GOOD, REVISED[1]))
        checked = publish.read(submitted, Plans())
        decided = decide(checked, decided_alike(checked.undecided, Choice.LEAVE_OUT, reason))
        with pytest.raises(FileRefused, match="Give a reason for each decision") as refused:
            publish.publish(store, submitted, decided, ANALYST)
        assert refused.value.finding.code == "no_reason"

    def test_a_file_of_which_nothing_is_left_is_not_published(self) -> None:
        store, submitted = publish.ready(), SubmittedFile(export(REVISED[1]))
        checked = publish.read(submitted, Plans())
        decided = decide(checked, decided_alike(checked.undecided, Choice.LEAVE_OUT, "not ours"))
        with pytest.raises(FileRefused, match="No figure remains"):
            publish.publish(store, submitted, decided, ANALYST)

    def test_an_illustrative_figure_is_no_basis_for_a_real_one(self) -> None:
        checked = publish.read(
            SubmittedFile(export(GOOD)), Plans(), publish.published(publish.ready())
        )
        assert checked.publishable
        assert not {"revision", "kpi_missing", "target_changed"} & {
            finding.code for finding in checked.findings
        }

    def test_a_rebuild_that_reads_other_figures_is_refused(
        self, without_figures: Store, tmp_path: Path
    ) -> None:
        store, submitted = without_figures, SubmittedFile(export(GOOD))
        number = publish.publish(store, submitted, publish.read(submitted, Plans()), ANALYST)
        with store.writing(*BY_A_TEST) as cursor:
            cursor.execute("UPDATE kpi_value SET value = 999 WHERE upload = ?", [number])
        with pytest.raises(StoreProblem, match="differ from the stored ones"):
            rebuild(store, tmp_path / "rebuilt.duckdb")


def test_a_csv_and_the_json_of_the_same_name_belong_together() -> None:
    table, description, other = (StoredFile(name, b"") for name in ("a.csv", "a.json", "b.xlsx"))
    assert pair([description, other, table]) == [
        SubmittedFile(other),
        SubmittedFile(table, description),
    ]


def test_a_json_alone_is_given_alone_so_that_it_is_refused_with_a_sentence() -> None:
    submitted = pair([StoredFile("a.json", b"{}")])[0]
    checked = publish.read(submitted, Plans())
    assert not checked.publishable
    assert "a.json" in checked.findings[0].message
