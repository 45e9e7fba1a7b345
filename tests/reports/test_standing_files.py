"""What is downloaded is accessible, complete and honest, and changes nothing when it comes back."""

import csv
import io
import json
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from typing import Any

import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data import store as stores
from data.questions import stored_uploads
from data.uploads import StoredFile
from insights import standing_rows, upload_history
from insights.kpis import current_kpis
from loaders import publish
from loaders.check import Checked, Plans, check, decide
from loaders.checks.decisions import Choice, decided_alike
from loaders.files.opening import open_workbook
from loaders.findings.codes import FindingCode, Severity
from loaders.layouts import Hints, dashboard_download, layout_for
from loaders.publish import SubmittedFile
from loaders.reading import FileRefused
from loaders.rebuild import rebuild
from loaders.tables.download_headings import KPI_FIGURES, SHORTHAND
from reports import standing_files
from reports.accessible_workbook import accessible_workbook
from reports.data_table import data_csvw, data_parquet
from reports.filled_table import FilledTable, data_table, table_csv
from tests.actors import ANALYST
from tests.loaders.test_publish import export
from tests.loaders.test_round_trip import SETTINGS

TODAY = date(2026, 11, 27)
MADE: dict[str, Callable[[], FilledTable]] = {
    "everything": standing_files.kpi_figures,
    "priority": partial(standing_files.kpi_figures, "place"),
    "activities": standing_files.activities,
    "district": standing_files.district,
}


@pytest.fixture(scope="module")
def files() -> Iterator[dict[str, tuple[FilledTable, bytes]]]:
    """Each download is made once; filled by the tests that read it."""
    made: dict[str, tuple[FilledTable, bytes]] = {}
    yield made
    made.clear()


def made(files: dict[str, tuple[FilledTable, bytes]], name: str) -> tuple[FilledTable, bytes]:
    if name not in files:
        filled = MADE[name]()
        files[name] = filled, standing_files.workbook_of("Test", [filled], TODAY)
    return files[name]


def read_back(name: str, content: bytes) -> Checked:
    store = stores.shared()
    submitted = SubmittedFile(StoredFile(name, content))
    return publish.read(submitted, publish.plans(store), publish.published(store))


@pytest.mark.usefixtures("only_read")
@pytest.mark.parametrize("name", MADE)
def test_what_is_downloaded_comes_back_and_changes_nothing(
    name: str, files: dict[str, tuple[FilledTable, bytes]]
) -> None:
    filled, workbook = made(files, name)
    for file, content in (("all.xlsx", workbook), ("all.csv", table_csv(filled))):
        checked = read_back(file, content)
        assert checked.layout == dashboard_download.NAME
        assert not checked.findings_of(Severity.REJECT)
        assert not checked.undecided
        standing = filled.rows[filled.rows["stands"] == standing_rows.STANDS]
        assert len(checked.rows) == len(standing.dropna(subset=["period_kind"])) > 30
        assert publish.changes_nothing(stores.shared(), checked)


@pytest.mark.usefixtures("only_read")
def test_a_workbook_is_as_the_guidance_on_accessible_spreadsheets_has_it(
    files: dict[str, tuple[FilledTable, bytes]],
) -> None:
    _, content = made(files, "activities")
    workbook = openpyxl.load_workbook(io.BytesIO(content))
    assert workbook.sheetnames == ["Cover", "Contents", "Notes", "Key activities"]
    assert workbook.properties.language == "en-GB"
    for sheet in workbook.worksheets[1:]:
        (table,) = sheet.tables.values()
        assert not sheet.merged_cells.ranges
        cells = [cell for row in sheet[table.ref] for cell in row]
        assert all(cell.value not in (None, "") for cell in cells)
    days = workbook["Key activities"]["I5"]
    assert (days.value, days.data_type) == ("[z]", "s")


@pytest.mark.usefixtures("only_read")
def test_every_figure_has_its_status_sentence_source_and_mark() -> None:
    rows = standing_rows.kpi_rows()
    kpis = {kpi.code: kpi for kpi in current_kpis()}
    assert len(rows) == sum(len(kpi.figures) for kpi in kpis.values())
    latest = rows[(rows["code"] == "SP 01") & rows["sentence"].notna()]
    position = kpis["SP 01"].position
    assert position is not None
    assert position.latest is not None
    assert list(latest["status"]) == [position.latest.status]
    assert list(latest["sentence"]) == [kpis["SP 01"].sentence]
    assert rows[["upload", "file", "sheet", "cell"]].notna().all(axis=None)
    assert set(rows["illustrative"]) == {True}


@pytest.mark.usefixtures("only_read")
def test_programs_get_the_same_cells_with_types_and_nothing_where_there_is_shorthand() -> None:
    filled = standing_files.kpi_figures()
    head, *rows = csv.reader(io.StringIO(table_csv(filled).decode("utf-8-sig"), newline=""))
    table = pq.read_table(io.BytesIO(data_parquet(data_table(filled))))
    assert table.column_names == head
    figures = table["Figure (in its unit)"].to_pylist()
    place = head.index("Figure (in its unit)")
    assert figures == [None if row[place] in SHORTHAND else float(row[place]) for row in rows]
    assert set(table["Illustrative"].to_pylist()) == {True}
    assert table["Last day"][0].as_py().isoformat() == rows[0][head.index("Last day")]
    described = json.loads(data_csvw(data_table(filled), "kpis.csv"))["tableSchema"]["columns"]
    (illustrative,) = (column for column in described if column["titles"] == "Illustrative")
    assert illustrative["datatype"] == {"base": "boolean", "format": "yes|no"}
    assert illustrative["null"] == list(SHORTHAND)


@pytest.mark.usefixtures("fresh")
def test_a_changed_figure_is_published_and_what_it_replaced_stands_beside_it() -> None:
    store = publish.ready()
    for value in (123, 124):
        file = SubmittedFile(
            export(["SP 01", "Homes", "Q4 2024/25", value, 90, "OK", "+1 or more"])
        )
        publish.publish(store, file, publish.read(file, publish.plans(store)), ANALYST)
    filled = standing_files.kpi_figures()
    shown = filled.rows[
        (filled.rows["code"] == "SP 01") & (filled.rows["period_label"] == "Q4 2024/25")
    ]
    assert dict(zip(shown["value"], shown["stands"], strict=True))[124] == standing_rows.STANDS
    assert (shown["stands"] == standing_rows.REPLACED).sum() == len(shown) - 1 >= 1

    checked = read_back("all.csv", table_csv(filled))
    # What is invented does not come back as if it were real.
    assert [(row.value, row.note) for row in checked.rows] == [(124, "+1 or more")]
    assert {str(f.code) for f in checked.findings} >= {"downloaded"}
    with pytest.raises(FileRefused, match="stands already"):
        publish.publish(store, SubmittedFile(export()), checked, ANALYST)

    rows = filled.rows.copy()
    rows.loc[rows["value"] == 124, "value"] = 126
    edited = read_back(
        "all.xlsx", standing_files.workbook_of("T", [FilledTable(KPI_FIGURES, rows, "")], TODAY)
    )
    (changes,) = publish.preview(store, edited).values()
    assert list(changes["change"]) == ["changed"]
    assert not publish.changes_nothing(store, edited)


@pytest.mark.usefixtures("fresh")
def test_of_an_edited_download_only_what_changed_is_stored_and_can_be_rebuilt() -> None:
    store = publish.ready()
    periods = ("Q3 2024/25", 81), ("Q4 2024/25", 92), ("Q1 2025/26", 40)
    file = SubmittedFile(export(*(["SP 01", "Homes", *of, 90, "OK", "a note"] for of in periods)))
    publish.publish(store, file, publish.read(file, publish.plans(store)), ANALYST)
    filled = standing_files.kpi_figures()
    rows = filled.rows.copy()
    rows.loc[rows["value"] == 81, "value"] = 82
    made_of_it = standing_files.workbook_of("T", [FilledTable(KPI_FIGURES, rows, "")], TODAY)
    submitted = SubmittedFile(StoredFile("all.xlsx", made_of_it))
    edited = read_back("all.xlsx", made_of_it)
    assert len(edited.rows) == 3
    accepted = decided_alike(edited.undecided, Choice.ACCEPT, "counted again")
    number = publish.publish(store, submitted, decide(edited, accepted), ANALYST)
    stored = stored_uploads.rows_of_upload(store, number)["kpi_value"]
    assert list(stored["value"]) == [82]
    assert upload_history.kpi_figure_changes(number).counts == {"changed": 1}
    remarks = [finding.message for finding in upload_history.findings(number)]
    stand = "2 rows stand already as the download has it. What stands is not stored again."
    assert stand in remarks
    assert publish.changes_nothing(store, read_back("all.xlsx", made_of_it))
    rebuild(store, store.path.with_name("rebuilt.duckdb"))


ROW: dict[str, Any] = {
    "plan": "2024/25", "code": "SP 01", "period_kind": "quarter", "stands": "yes",
    "period_start": date(2024, 4, 1), "period_end": date(2024, 6, 30), "unit": "number",
    "value": 1.0, "provisional": False, "illustrative": False, "upload": 1, "file": "a.xlsx",
    "published_at": date(2026, 1, 1),
}  # fmt: skip
NOTES = st.text("ab '=+-@\t\n,;\"[]zé\uff1d", max_size=20).map(str.strip)


@SETTINGS
@given(NOTES, st.floats(-1e14, 1e14), st.sampled_from(["awaited", "suppressed", None]))
def test_any_note_figure_and_state_comes_back_from_both_files(
    note: str, value: float, state: str | None
) -> None:
    row = ROW | {"note": note, "value": None if state else value, "state": state}
    filled = FilledTable(KPI_FIGURES, pd.DataFrame([row]), "One row.")
    workbook = accessible_workbook("T", (), (), [filled])
    for file, content in (("a.xlsx", workbook), ("a.csv", table_csv(filled))):
        opened = open_workbook(file, content)
        assert layout_for(opened, Hints()).name == dashboard_download.NAME  # type: ignore[union-attr]
        (read,) = dashboard_download.read(opened, Hints()).rows
        kept = note if note and note not in SHORTHAND else None
        assert (read.note, read.value, read.state) == (kept, row["value"], state)


@pytest.mark.parametrize(
    ("role", "cell", "problem"),
    [("value", "twelve", "a number"), ("period_end", "June", "a day"), ("state", "gone", "awaited"),
     ("period_kind", "week", "quarter"), ("period_end", date(2024, 1, 1), "a day")],
)  # fmt: skip
def test_a_cell_that_is_not_what_its_column_holds_waits(
    role: str, cell: object, problem: str
) -> None:
    filled = FilledTable(KPI_FIGURES, pd.DataFrame([ROW | {role: cell}]), "One row.")
    reading = dashboard_download.read(open_workbook("a.csv", table_csv(filled)), Hints())
    (finding,) = reading.findings
    assert not reading.rows
    assert len(reading.unread) == (role == "value")
    assert finding.code is FindingCode.BAD_CELL
    assert problem in finding.message


def test_days_that_excel_wrote_as_here_are_read_and_rows_that_disagree_wait() -> None:
    rows = [ROW, ROW | {"value": 2.0}]
    filled = FilledTable(KPI_FIGURES, pd.DataFrame(rows), "Two rows.")
    content = table_csv(filled).replace(b"2024-04-01", b"01/04/2024", 1)
    reading = dashboard_download.read(open_workbook("a.csv", content), Hints())
    assert [finding.code for finding in reading.findings] == [FindingCode.CONFLICT] * 2
    read = check(reading, Plans())
    assert not read.publishable
    first, second = read.findings_of(Severity.QUARANTINE)
    out = decided_alike([first], Choice.LEAVE_OUT, "the old one")
    kept = decide(read, [*out, *decided_alike([second], Choice.ACCEPT, "counted again")])
    assert kept.publishable
    assert [row.value for row in kept.rows] == [2]
