"""Small files of kinds that were once read wrongly or refused: what a person expects of each."""

import io
from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from data.uploads import StoredFile
from loaders import publish
from loaders.check import Checked, Plans
from loaders.findings.codes import Severity
from tests.loaders.checks.small_workbooks import saved, workbook
from tests.shared import shared

PLANS = Plans()
Figures = Sequence[tuple[str, str, float]]

READ: Mapping[str, Figures] = {
    "M01-superscript.xlsx": [("CON 15", "Q1 2025/26", 210)],
    "M02-struck-out.xlsx": [("CON 15", "Q1 2025/26", 54)],
    "M03-literal-percent.xlsx": [("CON 10", "Q1 2025/26", 0.9)],
    "M04-thousand-dots.csv": [("CP HW 04", "Q1 2025/26", 29_000), ("ED 31", "Q1 2025/26", 1204)],
    "M05-quarter-end-months.xlsx": [("CON 15", "Q1 2025/26", 210), ("CON 15", "Q2 2025/26", 190)],
    "M10-thousands-heading.xlsx": [("FS 02", "Q1 2025/26", 4_568_000)],
    "M11-quarter-with-months-dropped.xlsx": [
        ("CON 15", "Q3 2024/25", 195), ("CON 15", "Q4 2024/25", 188),
        ("CP 06", "Q3 2024/25", 120), ("CP 06", "Q4 2024/25", 128),
        ("CP 01", "Q3 2024/25", 900), ("CP 01", "Q4 2024/25", 870),
    ],
    "T39-codes-across.xlsx": [
        ("SP 01", "Q1 2024/25", 12), ("SP 01", "Q2 2024/25", 31),
        ("CON 15", "Q1 2024/25", 210), ("CON 15", "Q2 2024/25", 190),
        ("CCS 06", "Q1 2024/25", 91), ("CCS 06", "Q2 2024/25", 92),
    ],
    "T48-superscript-in-heading.xlsx": [
        ("CON 15", "Q1 2024/25", 210), ("CON 15", "Q2 2024/25", 190),
        ("CP 06", "Q1 2024/25", 120), ("CP 06", "Q2 2024/25", 131),
    ],
    "T57-quarter-with-months.xlsx": [("CON 15", "Q1 2024/25", 210), ("CON 15", "Q4 2024/25", 188)],
    "T63-actual-q1.xlsx": [
        ("CON 15", "Q1 2024/25", 210), ("CON 15", "Q2 2024/25", 190), ("CON 15", "2023/24", 880),
        ("CP 06", "Q1 2024/25", 120), ("CP 06", "Q2 2024/25", 131), ("CP 06", "2023/24", 520),
    ],
    "T75-quarter-months-year.xlsx": [
        ("CON 15", "Q1 2024/25", 210), ("CON 15", "Q2 2024/25", 190), ("CON 15", "Q4 2024/25", 188),
        ("CP 06", "Q1 2024/25", 120), ("CP 06", "Q2 2024/25", 131), ("CP 06", "Q4 2024/25", 128),
        ("CP 01", "Q1 2024/25", 900), ("CP 01", "Q2 2024/25", 880), ("CP 01", "Q4 2024/25", 870),
    ],
    "T82-text-date-headings.xlsx": [
        ("CON 15", "Q1 2024/25", 210), ("CON 15", "Q2 2024/25", 190),
        ("CP 06", "Q1 2024/25", 120), ("CP 06", "Q2 2024/25", 131),
    ],
}  # fmt: skip
ASKED: Mapping[str, str] = {
    "M06-prepared-date.xlsx": "no_period",
    "M07a-england.csv": "not_ours",
    "M07b-ward.csv": "not_ours",
    "M12-scientific-text.xlsx": "not_a_value",
    "R12-trafford-claimant_count.csv": "unknown_statistic",
    "R08-lgbf-DelayedDischarges.csv": "no_layout",
    "41139.xls": "no_layout",
}


def checked(name: str, content: bytes) -> Checked:
    return publish.read(publish.SubmittedFile(StoredFile(name, content)), PLANS)


def figures(read: Checked) -> list[tuple[str, str, Any]]:
    return [(row.code, row.period.label, row.value) for row in read.rows]


def codes(read: Checked) -> set[str]:
    return {finding.code.value for finding in read.findings}


@pytest.mark.parametrize("name", READ)
def test_a_figure_is_what_a_person_reads(name: str) -> None:
    read = checked(name, shared(f"cases/{name}").read_bytes())
    assert figures(read) == list(READ[name])
    assert read.publishable


@pytest.mark.parametrize("name", ASKED)
def test_what_is_not_sure_is_asked(name: str) -> None:
    read = checked(name, shared(f"cases/{name}").read_bytes())
    assert not read.publishable
    assert ASKED[name] in codes(read)


def test_statistics_of_a_tidy_table_are_those_of_its_areas() -> None:
    name = "R11-trafford-household_waste_recycling.csv"
    read = checked(name, shared(f"cases/{name}").read_bytes())
    units = {(row.code, row.unit) for row in read.rows}
    assert units == {
        ("household-waste-recycling-rate", "percent"),
        ("household-waste-recycled", "tonnes"),
    }
    assert "statistic_by_name" in codes(read)


def test_projections_are_no_figures() -> None:
    name = "T37-walton-measures.csv"
    read = checked(name, shared(f"cases/{name}").read_bytes())
    assert {row.period.label for row in read.rows} == {"2023", "2024"}
    assert "projection" in codes(read)


def rich(text: CellRichText, heading: object = "Value") -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Code", "Short Name", "Period", heading])
    sheet.append(["CON 15", "Fly tipping reports", "Q1 2024/25", text])
    return saved(book)


RAISED = InlineFont(vertAlign="superscript")


@pytest.mark.parametrize(
    ("runs", "value"),
    [
        (["210", TextBlock(RAISED, "2")], 210),
        (["83.1%", TextBlock(RAISED, "1")], 83.1),
        ([TextBlock(InlineFont(strike=True), "45"), "54"], 54),
        (["29", TextBlock(RAISED, "th")], None),
        (["40", TextBlock(RAISED, "p")], 40),
    ],
)
def test_runs_of_a_figure(runs: list[Any], value: float | None) -> None:
    read = checked("q1.xlsx", rich(CellRichText(*runs)))
    assert [row.value for row in read.rows] == ([] if value is None else [value])


def test_a_raised_mark_is_a_warning_and_a_note() -> None:
    read = checked("q1.xlsx", rich(CellRichText("210", TextBlock(RAISED, "2"))))
    assert read.rows[0].note == "2"
    assert "footnote_mark" in {f.code for f in read.findings_of(Severity.WARN)}


def test_a_cell_that_is_struck_out_waits() -> None:
    struck = CellRichText(TextBlock(InlineFont(strike=True), "120"))
    assert "struck_out" in {
        f.code for f in checked("q1.xlsx", rich(struck)).findings_of(Severity.QUARANTINE)
    }


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([["Quarter", "SP 01", "CON 15"], ["Q1 2024/25", 12, 210]],
         [("SP 01", "Q1 2024/25", 12), ("CON 15", "Q1 2024/25", 210)]),
        ([["Year", "Quarter", "SP 01", "CON 15"], ["2024/25", "Q1", 12, 210],
          [None, "Q2", 31, 190]],
         [("SP 01", "Q1 2024/25", 12), ("SP 01", "Q2 2024/25", 31),
          ("CON 15", "Q1 2024/25", 210), ("CON 15", "Q2 2024/25", 190)]),
        ([["Area", "Quarter", "CON 15", "CP 06"], ["Harborough", "Q1 2024/25", 210, 120],
          ["England", "Q1 2024/25", 999, 888]],
         [("CON 15", "Q1 2024/25", 210), ("CP 06", "Q1 2024/25", 120)]),
        ([["Code", "Indicator", "Harborough", "England"], ["CON 15", "Fly", 210, 999]],
         [("CON 15", "Q1 2024/25", 210)]),
        ([["Code", "Name", "Latest value", "Period end"], ["CON 15", "Fly", 210, "30/06/2024"]],
         [("CON 15", "Q1 2024/25", 210)]),
        ([["Code", "Indicator", "Area", "Value"], ["CON 15", "Fly", "Harborough", 210],
          ["CON 15", "Fly", "Family group average", 300]],
         [("CON 15", "Q1 2024/25", 210)]),
        ([["Code", "Indicator", "Area", "Value"], ["CON 15", "Fly", "Environment services", 210]],
         [("CON 15", "Q1 2024/25", 210)]),
    ],
)  # fmt: skip
def test_every_turn_of_a_table(rows: Sequence[Sequence[Any]], expected: Figures) -> None:
    assert figures(checked("Q1 2024-25.xlsx", workbook(rows))) == list(expected)


def test_targets_below_the_figures_of_a_turned_table() -> None:
    rows: list[list[Any]] = [
        [None, "CON 15", None, "CP 06", None],
        ["Period", "Actual", "Target", "Actual", "Target"],
        ["Q1 2024/25", 210, 200, 120, 130],
    ]
    read = checked("q1.xlsx", workbook(rows))
    assert [(row.code, row.value, row.target, row.cell) for row in read.rows] == [
        ("CON 15", 210, 200, "B3"), ("CP 06", 120, 130, "D3"),
    ]  # fmt: skip
    assert "turned_table" in codes(read)


@pytest.mark.parametrize(
    ("rows", "targets", "is_told"),
    [
        ([["Quarter", "SP 01"], ["Q1 2024/25", 12], ["Q2 2024/25", 31], ["Target", 90]],
         [90, 90], True),
        ([["Quarter", "SP 01"], ["Q1 2024/25", 12], ["Target", 10], ["Q2 2024/25", 31],
          ["Target", 30]], [10, 30], False),
        ([["Code", "Name", "Q1 2024/25", "Target", "Q2 2024/25", "Target"],
          ["SP 01", "Homes", 12, 10, 31, 30]], [10, 30], False),
    ],
)  # fmt: skip
def test_a_target_is_for_the_period_beside_it_and_one_alone_for_each(
    rows: Sequence[Sequence[Any]], targets: Sequence[float], is_told: bool
) -> None:
    read = checked("q2.xlsx", workbook(rows))
    assert read.publishable
    assert [row.target for row in read.rows] == targets
    told = [f for f in read.findings if "every period of its year" in f.message]
    assert bool(told) is is_told
    assert ("period_beside" in codes(read)) is not is_told


@pytest.mark.parametrize(
    "headings",
    ["2023/24,Target,Q1 2024/25,Q2 2024/25,Q3 2024/25,Q4 2024/25,Target",
     "Q1 2024/25,Q2 2024/25,Target,Q3 2024/25,Q4 2024/25,Target",
     "Q1 2024/25,Q2 2024/25,Target,Target",
     "Target,Q1 2024/25,Target,Q2 2024/25"],
)  # fmt: skip
def test_targets_that_may_be_for_several_periods_are_of_none(headings: str) -> None:
    texts = headings.split(",")
    read = checked(
        "q2.xlsx", workbook([["Code", "Name", *texts], ["SP 01", "Homes", *range(len(texts))]])
    )
    assert not read.publishable
    assert [f.code for f in read.findings_of(Severity.REJECT)] == ["duplicate_heading"]


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([["Code", "Name", "Q4 2024/25 (Apr-Jun 24)", "Q1 2024/25"], ["CON 15", "Fly", 1, 2]],
         "months_differ"),
        ([["Code", "Name", "Q1 2024/25"], ["CON 15", "Fly", 210.5]], "not_whole"),
        ([["Code", "Name", "Q1 2024/25"], ["CON 15", "Fly", "29.000"]], "not_a_value"),
        ([["Code", "Name", "Q1 2024/25"], ["CON 15", "Fly", "188 (210)"]], "not_a_value"),
        ([["Report date: October 2025"], ["Code", "Name", "Actual"], ["CON 15", "Fly", 1]],
         "no_period"),
        ([["Code", "Name", "Jun-25", "Sep-25"], ["CON 15", "Fly", 210, 190]], "period_end"),
        ([["Code", "Name", "Q1 2024/25 £000"], ["FS 02", "Costs", 4568]], "in_thousands"),
    ],
)  # fmt: skip
def test_what_is_said_of_a_table(rows: Sequence[Sequence[Any]], code: str) -> None:
    assert code in codes(checked("kpis.xlsx", workbook(rows)))


def test_a_month_that_could_not_be_read_changes_no_period_of_what_was() -> None:
    headings = ["Code", "Name", "May-25", "Jun-25"]
    read = checked("kpis.xlsx", workbook([headings, ["CON 15", "Fly", "see email", 210]]))
    assert [row.period.label for row in read.rows] == ["Q1 2025/26"]
    assert len(read.unread) == 1


def test_remarks_with_headings_of_their_own_are_about_the_latest_figure() -> None:
    headings = ["Code", "Name", "Q1 2024/25", "Comment", "Q2 2024/25", "Note"]
    read = checked("kpis.xlsx", workbook([headings, ["SP 01", "Homes", 12, "Late", 31, "Later"]]))
    assert [row.note for row in read.rows] == [None, "Late"]
    assert "second_heading" in codes(read)


def test_dots_for_thousands_are_told() -> None:
    content = b"Code;Short Name;Period;Value\nCP HW 04;Visits;Q1 2024/25;29.000\n"
    read = checked("visits.csv", content)
    assert [row.value for row in read.rows] == [29_000]
    assert "decimal_commas" in codes(read)


def test_a_file_that_excel_encrypted_by_itself_is_read() -> None:
    ooxml = pytest.importorskip("msoffcrypto.format.ooxml")
    plain = workbook([["Code", "Name", "Q1 2024/25"], ["CON 15", "Fly", 210]])
    for password, expected in (("VelvetSweatshop", [210]), ("of our own", [])):
        encrypted = io.BytesIO()
        ooxml.OOXMLFile(io.BytesIO(plain)).encrypt(password, encrypted)
        read = checked("kpis.xlsx", encrypted.getvalue())
        assert [row.value for row in read.rows] == expected
