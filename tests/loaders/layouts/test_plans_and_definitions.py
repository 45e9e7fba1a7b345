from collections.abc import Sequence
from datetime import date, datetime

import pytest

from loaders.accounting.cell_ledger import unaccounted
from loaders.layouts import Hints
from loaders.layouts.plans_and_definitions import read, recognises
from loaders.reading import Reading
from loaders.workbook import CellValue, Sheet, Workbook
from metrics.period import financial_year
from metrics.status import State

HEADINGS = ("Plan", "Code", "Position", "Name", "Description", "Remove")
PLACE = ("2024/25", "place", 1, "Place", None, None)
Rows = Sequence[Sequence[CellValue]]


def book(*sheets: Sheet) -> Workbook:
    return Workbook("plan.xlsx", "xlsx", sheets)


def priorities(*rows: Sequence[CellValue]) -> Sheet:
    return Sheet("Priorities", [HEADINGS, *rows])


def reading(*sheets: Sheet) -> Reading:
    workbook = book(*sheets)
    plans = read(workbook, Hints())
    assert unaccounted(workbook.file, plans) is None
    return plans


@pytest.mark.parametrize(
    ("sheets", "expected"),
    [
        ([priorities(PLACE)], True),
        ([Sheet(" priorities ", [("The plan",), (), HEADINGS, PLACE])], True),
        ([Sheet("Priorities", [("Code", "Plan")])], True),
        ([Sheet("Priorities", [("Code", "Name"), PLACE])], False),
        ([Sheet("Our priorities", [HEADINGS, PLACE])], False),
        # A list of figures on a sheet of the same name is no plan.
        ([Sheet("KPIs", [("Plan", "Code", "Q1 2024/25"), ("2024/25", "SP 01", 4)])], False),
        ([Sheet("Priorities", [HEADINGS, PLACE], visible=False)], False),
        ([Sheet("Targets", [("Plan", "Code", "Period", "Target")])], False),
    ],
)
def test_a_workbook_is_recognised_by_the_name_and_headings_of_a_sheet(
    sheets: list[Sheet], expected: bool
) -> None:
    assert recognises(book(*sheets), Hints()) is expected


def test_rows_are_read_as_text_under_the_columns_of_their_table() -> None:
    (sheet,) = reading(priorities(PLACE, (), ("2024/25", "x", 2.5, "=A", None, "yes"))).plan_sheets
    assert (sheet.table, sheet.sheet) == ("priority", "Priorities")
    assert dict(sheet.columns) == {
        "plan": "A", "code": "B", "position": "C", "name": "D", "description": "E",
    }  # fmt: skip
    assert dict(sheet.rows) == {
        2: ("2024/25", "place", "1", "Place", ""),
        4: ("2024/25", "x", "2.5", "=A", ""),
    }
    assert sheet.removed == {4}


def test_a_day_is_its_iso_date_and_a_percentage_keeps_its_sign() -> None:
    rows: Rows = [
        ("Plan", "Title", "Council", "Area", "Starts", "Ends"),
        ("2025/26", "T", 0.05, "E07000131", date(2025, 4, 1), datetime.fromisoformat("2026-03-31")),
    ]
    (sheet,) = reading(Sheet("Plans", rows, formats={(2, 3): "0%"})).plan_sheets
    assert sheet.rows[2] == ("2025/26", "T", "5%", "E07000131", "2025-04-01", "2026-03-31")


def test_columns_of_no_heading_of_the_table_are_told_and_not_read() -> None:
    plans = reading(
        priorities(PLACE), Sheet("Outcomes", [("Plan", "Code", "Our notes"), ("a", "b", "c")])
    )
    (finding,) = plans.findings
    assert (finding.code, finding.sheet, finding.cell) == ("unknown_heading", "Outcomes", "C1")
    assert list(plans.plan_sheets[1].columns) == ["plan", "code"]


def test_sheets_of_no_table_are_told_but_not_the_instructions() -> None:
    plans = reading(priorities(PLACE), Sheet("Notes", [("a",)]), Sheet("Instructions", [("b",)]))
    assert [(finding.code, finding.sheet) for finding in plans.findings] == [
        ("sheet_not_read", "Notes")
    ]


@pytest.mark.parametrize(
    ("sheet", "cell"),
    [
        (Sheet("Priorities", [HEADINGS, PLACE], errors=frozenset({(2, 4)})), "D2"),
        (
            Sheet(
                "Priorities",
                [HEADINGS, ("2024/25", "a", 1, None, "b", None)],
                formulas=frozenset({(2, 4)}),
            ),
            "D2",
        ),
        (Sheet("Priorities", [HEADINGS, (*PLACE[:5], "perhaps")]), "F2"),
    ],
)
def test_what_cannot_be_read_for_sure_refuses_the_file(sheet: Sheet, cell: str) -> None:
    (finding,) = reading(sheet).findings
    assert (finding.severity, finding.code, finding.cell) == ("reject", "plan_row", cell)


@pytest.mark.parametrize(
    ("typed", "removed"), [("Yes", True), ("x", True), (True, True), (1, True), ("no", False)]
)
def test_a_row_is_taken_out_by_a_word(typed: CellValue, removed: bool) -> None:
    (sheet,) = reading(Sheet("Priorities", [HEADINGS, (*PLACE[:5], typed)])).plan_sheets
    assert bool(sheet.removed) is removed


TARGETS = ("Plan", "Code", "Name", "Unit", "Period", "Target")


def targets(
    *rows: Sequence[CellValue], formats: dict[tuple[int, int], str] | None = None
) -> Reading:
    return reading(priorities(PLACE), Sheet("Targets", [TARGETS, *rows], formats=formats or {}))


def test_targets_are_rows_without_a_figure() -> None:
    plans = targets(
        ("2024/25", "sp 1", "Homes", "number", "2024/25", 90),
        ("2024/25", "CCS 06", "", "percent", "Q1 2024/25", 0.9),
        ("2024/25", "PM TP 01", "", "days", "2024/25", "10-12"),
        ("2024/25", "CON 15", "", "number", "2024/25", "No target"),
        ("2024/25", "CCS 10", "", "number", "2024/25", None),
        formats={(3, 6): "0.0%"},
    )
    assert not plans.findings
    targets_read = [(r.code, r.target, r.target_upper, r.target_state, r.cell) for r in plans.rows]
    assert targets_read == [
        ("SP 01", 90, None, None, "F2"),
        ("CCS 06", 90, None, None, "F3"),
        ("PM TP 01", 10, 12, None, "F4"),
        ("CON 15", None, None, State.NO_TARGET, "F5"),
    ]
    assert {(row.plan, row.value, row.state) for row in plans.rows} == {("2024/25", None, None)}
    assert plans.rows[0].period == financial_year(2024)


@pytest.mark.parametrize(
    ("row", "code", "cell"),
    [
        (("2024/25", "SP 01", "", "", "soon", 90), "bad_period", "E2"),
        (("2024/25", "SP 01", "", "", None, 90), "bad_period", "E2"),
        (("2024/25", "SP 01", "", "", "2024/25", "many"), "not_a_value", "F2"),
    ],
)
def test_a_target_that_cannot_be_read_waits(row: Rows, code: str, cell: str) -> None:
    (finding,) = targets(row).findings  # type: ignore[arg-type]
    assert (finding.severity, finding.code, finding.cell) == ("quarantine", code, cell)
