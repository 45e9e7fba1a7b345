"""The picture of a sheet's own cells: what it tells, and never more than a person looks at."""

import string
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from loaders.accounting import first_rows, sheet_view
from loaders.accounting.cell_ledger import HEADING, NO_TABLE, CellLedger, CellOutcome, cell_place
from loaders.accounting.sheet_view import sheet_views
from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding
from loaders.publish import SAMPLES
from loaders.reading import SheetView
from loaders.sandbox import parent
from loaders.tables.role_words import NOT_READ, words_by_column
from loaders.workbook import CellValue, Sheet
from tests.loaders.checks.small_workbooks import activities, activity, listed, workbook

LETTERS = string.ascii_uppercase


def pictured(
    rows: Sequence[Sequence[CellValue]],
    *findings: Finding,
    read_as: Mapping[int, Mapping[int, str]] | None = None,
    is_read: bool = True,
) -> SheetView:
    sheet = Sheet("KPIs", rows)
    ledger = CellLedger(sheet, read_as={row: dict(words) for row, words in (read_as or {}).items()})
    ledger.whole(CellOutcome.LOADED if is_read else NO_TABLE)
    return sheet_views([ledger], findings)[0]


def at(cell: str, severity: Severity = Severity.WARN) -> Finding:
    return Finding(severity, FindingCode.JUMP, "It is odd.", "KPIs", cell)


def numbers(view: SheetView) -> list[int]:
    return [row.number for row in view.rows]


def test_rows_are_told_from_the_first_that_says_something_with_the_outcome_of_filled_cells() -> (
    None
):
    view = pictured([[], [None, "Code", " "], [], [None, "<b>SP 01</b>", None, 0.5], [None]])
    assert (view.columns, view.last_row, view.width) == ((2, 4), 4, 4)
    assert [(row.number, row.texts, row.outcomes) for row in view.rows] == [
        (2, ("Code", ""), (CellOutcome.LOADED, "")),
        (3, ("", ""), ("", "")),
        (4, ("<b>SP 01</b>", "0.5"), (CellOutcome.LOADED, CellOutcome.LOADED)),
    ]


@pytest.mark.parametrize("more", [-1, 0, 1])
def test_no_more_is_told_than_is_looked_at(more: int) -> None:
    long = pictured([["x"]] * (sheet_view.ROWS + more))
    assert len(long.rows) == min(sheet_view.ROWS + more, sheet_view.ROWS)
    assert long.last_row == sheet_view.ROWS + more
    wide = pictured([["x" * (first_rows.CHARACTERS + more)] * (first_rows.COLUMNS + more)])
    assert len(wide.columns) == min(first_rows.COLUMNS + more, first_rows.COLUMNS)
    assert len(wide.rows[0].texts[0]) == min(first_rows.CHARACTERS + more, first_rows.CHARACTERS)
    unread = pictured([["x"]] * (sheet_view.ROWS_NOT_READ + more), is_read=False)
    assert len(unread.rows) == min(sheet_view.ROWS_NOT_READ + more, sheet_view.ROWS_NOT_READ)


@pytest.mark.parametrize(("width", "height"), [(12, 200), (13, 184), (40, 60), (9000, 60)])
def test_a_wide_sheet_has_fewer_rows(width: int, height: int) -> None:
    assert len(pictured([["x"] * width] * 300).rows) == height


@pytest.mark.parametrize("more", [-1, 0, 1])
def test_of_many_sheets_those_are_shown_first_that_were_read(more: int) -> None:
    def ledger(number: int) -> CellLedger:
        ledger = CellLedger(Sheet(f"S{number}", [["x"]]))
        ledger.whole(CellOutcome.LOADED if number >= more + 1 else NO_TABLE)
        return ledger

    count = first_rows.SHEETS + more + 1
    view = sheet_views(map(ledger, range(count)), [])
    assert [picture.sheet for picture in view] == [f"S{number}" for number in range(count)]
    without = {picture.sheet for picture in view if not picture.rows}
    assert without == {f"S{number}" for number in range(more + 1)}


def test_rows_and_columns_of_findings_are_told_wherever_they_are_the_gravest_first() -> None:
    rows: list[list[CellValue]] = [["x"] * 100 for _ in range(500)]
    remarks = [at(f"B{letter}{n}", Severity.INFO) for n, letter in enumerate(LETTERS, 100)]
    more = [at(f"A{number}", Severity.INFO) for number in range(200, 300)]
    view = pictured(rows, *remarks, *more, at("CV499"), at("BZ480", Severity.REJECT))
    assert numbers(view)[-2:] == [480, 499]
    assert {78, 100} <= set(view.columns)
    assert len(view.columns) == first_rows.COLUMNS


@pytest.mark.parametrize("more", [-1, 0, 1])
def test_findings_do_not_crowd_out_the_top_of_the_sheet(more: int) -> None:
    many = sheet_view.COLUMNS_OF_FINDINGS + more
    view = pictured([["x"] * 99], *(at(f"B{letter}1") for letter in LETTERS[:many]))
    assert sum(column > 26 for column in view.columns) == min(many, sheet_view.COLUMNS_OF_FINDINGS)
    assert view.columns[:3] == (1, 2, 3)
    rows = sheet_view.ROWS_OF_FINDINGS + more
    tall = pictured([["x"]] * 900, *(at(f"A{number}") for number in range(801, 801 + rows)))
    assert sum(number > 800 for number in numbers(tall)) == min(rows, sheet_view.ROWS_OF_FINDINGS)
    assert numbers(tall)[:2] == [1, 2]


@pytest.mark.parametrize("cell", [None, "", "the file", "A0", "XFE1", "A1:B2"])
def test_a_finding_about_no_cell_asks_for_no_row(cell: str | None) -> None:
    finding = Finding(Severity.WARN, FindingCode.JUMP, "It is odd.", "KPIs", cell)
    assert cell_place(cell) is None
    assert len(pictured([["x"]] * 300, finding).rows) == sheet_view.ROWS


def test_a_finding_below_the_sheet_adds_no_row() -> None:
    assert numbers(pictured([["x"]], at("A9"))) == [1]


def test_a_cell_is_a_row_and_a_column() -> None:
    assert cell_place("AB14") == (14, 28)


def test_tables_with_the_same_columns_say_once_what_they_were_read_as() -> None:
    rows: list[list[CellValue]] = [["Code", "Q1"], ["SP 01", 1]] * 4
    first, other = {1: "Code", 2: "Value"}, {1: "Code", 2: "Target"}
    view = pictured(rows, read_as={1: first, 3: dict(first), 5: other, 7: first})
    assert view.read_as == {1: ("Code", "Value"), 5: ("Code", "Target"), 7: ("Code", "Value")}


def test_a_column_with_a_heading_of_which_nothing_is_said_was_not_read() -> None:
    assert words_by_column([1, 2], {2: "Value", 3: "Note"}) == {1: NOT_READ, 2: "Value", 3: "Note"}


def test_a_list_tells_what_its_columns_were_read_as() -> None:
    (view,) = parent.read_bytes("q1.xlsx", listed()).pictures
    words = ("Code", "Name", "Period", "Value", "Target", "Status", "Note")
    assert (view.read_as, view.is_read) == ({1: words}, True)
    assert [set(row.outcomes) for row in view.rows] == [{HEADING}, {CellOutcome.LOADED}]


def test_a_table_across_tells_which_period_its_values_are_of() -> None:
    content = workbook([
        ["KPIs Q2 2024/25"],
        ["Code", "Frequency", "Last Quarter", "Actual", "Q1 2023/24", "Owner's dog"],
        ["CP 01", "Quarterly", 7, 8, 9, "Rex"],
    ])  # fmt: skip
    (view,) = parent.read_bytes("q2.xlsx", content).pictures
    assert view.read_as[2] == (
        "Code", "Frequency, not kept", "Value for Q1 2024/25", "Value for Q2 2024/25",
        "Value for Q1 2023/24", NOT_READ,
    )  # fmt: skip


def test_a_second_column_of_figures_in_a_list_is_not_read() -> None:
    content = workbook([["Code", "Period", "Value", "Q1 2023/24"], ["CP 01", "Q1 2024/25", 7, 8]])
    (view,) = parent.read_bytes("q1.xlsx", content).pictures
    assert view.read_as[1] == ("Code", "Period", "Value", NOT_READ)


def test_a_row_whose_period_cannot_be_read_waits_whole() -> None:
    (view,) = parent.read_bytes("q1.xlsx", listed(("SP 02", "", "Q7 2024/25", 5))).pictures
    assert set(view.rows[-1].outcomes) == {CellOutcome.QUARANTINED, ""}


@pytest.mark.parametrize(
    ("title", "read_as"),
    [
        (
            "Key activities: Quarter 1 2019/20",
            ("Key activity", "Status", "Progress", "Next steps", "Lead or officer", "Portfolio"),
        ),
        ("Key activities", None),
    ],
)
def test_key_activities_tell_it_where_their_quarter_is_known(
    title: str, read_as: tuple[str, ...] | None
) -> None:
    (view,) = parent.read_bytes("a.xlsx", activities(activity("KA.01.01"), title=title)).pictures
    assert view.read_as.get(3) == read_as
    assert view.is_read is (read_as is not None)


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.xlsx")), ids=lambda path: path.stem)
def test_every_row_of_the_samples_is_there(path: Path) -> None:
    reading = parent.read_bytes(path.name, path.read_bytes())
    views = reading.pictures
    rows = [(view.sheet, row) for view in views for row in view.rows]
    assert {(view.sheet, view.last_row) for view in views} <= {(s, row.number) for s, row in rows}
    outcomes = [outcome for _, row in rows for outcome in row.outcomes]
    assert outcomes.count(CellOutcome.LOADED) == reading.counts["loaded"]
    assert outcomes.count(HEADING) == reading.counts["ignored: heading"]
