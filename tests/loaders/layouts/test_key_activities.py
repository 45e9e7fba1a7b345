from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest

from loaders.files.opening import open_workbook
from loaders.layouts import Hints, key_activities, kpi_tables
from loaders.layouts.key_activities import code_of
from loaders.reading import Reading
from loaders.workbook import CellValue, Sheet, Workbook
from metrics import period as spans
from metrics.period import Period
from tests.shared import shared

EARLY = ["Key Activities", "Status", "Progress", "Next Steps", "CMT Lead", "Portfolio"]
LATER = ["Key Activities", "Status", "Progress", "Next Steps", "Lead Officer", "Portfolio"]
TITLE = ["Key activities, Quarter 1 2019/20"]
Q1 = spans.quarter(2019, 1)


def read(
    *rows: Sequence[CellValue],
    file: str = "report.xlsx",
    sheet: str = "S",
    by_giver: Period | None = None,
) -> Reading:
    workbook = Workbook(file, "xlsx", [Sheet(sheet, rows)])
    assert key_activities.recognises(workbook, Hints())
    assert not kpi_tables.recognises(workbook, Hints())
    return key_activities.read(workbook, Hints(by_giver))


def findings_of(reading: Reading) -> list[tuple[str, str, str | None]]:
    return [(f.severity.value, f.code, f.cell) for f in reading.findings]


@pytest.mark.parametrize(
    ("cell", "code", "title"),
    [
        ("KA.01.03 To promote", "KA.01.03", "To promote"),
        ("KA 01.11 - Preserve", "KA.01.11", "Preserve"),
        ("KA 02 03 Develop", "KA.02.03", "Develop"),
        ("KA.03.02. Prepare", "KA.03.02", "Prepare"),
        ("KA.01.07 Prepare for re-\nprocurement of the\nContract", "KA.01.07",
         "Prepare for re-procurement of the Contract"),
        ("KA.01.07 Prepare for re- procurement", "KA.01.07", "Prepare for re-procurement"),
        ("ka.1.3 To promote", "KA.01.03", "To promote"),
    ],
)  # fmt: skip
def test_code_and_title_are_told_apart_however_the_code_is_written(
    cell: str, code: str, title: str
) -> None:
    assert code_of(cell) == (code, title)


@pytest.mark.parametrize(
    "cell", ["CO 1: Keeping", "THE PLACE: an enterprising place", "", "KAYAK 1 2"]
)
def test_themes_and_sections_are_no_activities(cell: str) -> None:
    assert code_of(cell) is None


def test_themes_sections_repeated_headings_and_both_words_for_lead_are_understood() -> None:
    reading = read(
        TITLE,
        ["THE PLACE: an enterprising place"],
        ["CO 1: Keeping"],
        EARLY,
        ["KA.01.01 Plan", "Green", "- a\n- b", "- c", "D. Atkinson", "Strategy"],
        ["CO 3 Quality Homes for all"],
        LATER,
        ["KA.03.01 Homes", "Start Later in Year", "d", None, "A.M. Hawkins", "Wellbeing"],
        [],
        ["KA.11.03 Exit", "Green", "e", "f", None, None],
    )
    assert [(r.code, r.lead, r.portfolio) for r in reading.rows] == [
        ("KA.01.01", "D. Atkinson", "Strategy"),
        ("KA.03.01", "A.M. Hawkins", "Wellbeing"),
        ("KA.11.03", None, None),
    ]
    first = reading.rows[0]
    assert (first.name, first.reported_status, first.cell) == ("Plan", "Green", "A5")
    assert (first.note, first.next_steps, first.period) == ("- a\n- b", "- c", Q1)
    assert not reading.findings


def test_a_continued_row_adds_its_texts_on_new_lines_even_after_repeated_headings() -> None:
    reading = read(
        TITLE,
        EARLY,
        ["KA.09.01 Liaise with parishes to", "Green", "- a", "- x", "D. Atkinson", "Strategy"],
        ["enable them", None, "- b", None, None, None],
        LATER,
        [None, None, "- c", "- y", None, None],
    )
    (row,) = reading.rows
    assert row.name == "Liaise with parishes to enable them"
    assert (row.note, row.next_steps) == ("- a\n- b\n- c", "- x\n- y")


ROW = ["KA.01.01 Plan", "Green", "a", "b", "D. Atkinson", "Strategy"]


def test_the_quarter_comes_from_a_title_the_sheet_the_file_or_the_giver() -> None:
    readings = [
        read(TITLE, EARLY, ROW),
        read(EARLY, ROW, sheet="Q1 2019-20"),
        read(EARLY, ROW, file="key-activities-2019-20-q1.xlsx"),
        read(EARLY, ROW, by_giver=Q1),
    ]
    assert [reading.rows[0].period for reading in readings] == [Q1] * 4


def test_without_a_quarter_the_report_is_refused_with_what_to_do() -> None:
    reading = read(EARLY, ROW)
    assert findings_of(reading) == [("reject", "no_period", "A1")]
    assert "Quarter 1 2019/20" in reading.findings[0].message
    assert not reading.rows


@pytest.mark.parametrize("status", ["Purple", None])
def test_an_unknown_status_keeps_its_row_back(status: str | None) -> None:
    reading = read(TITLE, EARLY, ["KA.01.01 Plan", status, "a", "b", "D. Atkinson", "Strategy"])
    assert findings_of(reading) == [("quarantine", "unknown_status", "A3")]
    assert not reading.rows


def test_of_two_rows_for_one_activity_one_is_to_be_kept() -> None:
    reading = read(TITLE, EARLY, ROW, ["KA 01 01 Plan", "Amber", "c", "d", None, None])
    assert findings_of(reading) == [("quarantine", "conflict", cell) for cell in ("A3", "A4")]
    assert [row.note for row in reading.rows] == ["a", "c"]
    assert "make them one" in reading.findings[0].message


def test_a_row_that_stands_twice_is_one_and_fills_what_the_other_leaves_blank() -> None:
    reading = read(TITLE, EARLY, ROW, ["KA 01 01 Plan", "Green", "a", None, None, None])
    assert not findings_of(reading)
    (row,) = reading.rows
    assert (row.note, row.next_steps, row.lead) == ("a", "b", "D. Atkinson")


def test_an_activity_without_a_code_is_found_and_not_added_to_the_one_above() -> None:
    reading = read(TITLE, EARLY, ROW, ["A new team", "Green", "c", "d", None, None])
    assert findings_of(reading) == [("quarantine", "no_code", "A4")]
    assert reading.rows[0].note == "a"


@pytest.mark.parametrize(
    "between",
    [
        ["CO 3 0", "Quality Homes for all"],
        ["CO 5 Infrastructure-led E", "Development"],
        ["CO 5", None, "Development"],
        ["-----", "-----"],
        ["---", None, "-----", "--"],
        [None, None, None, None, "\u017f", "1"],
        [None, None, None, None, "\u0413.", None],
    ],
)
def test_split_sections_rules_and_stray_letters_add_nothing_to_the_activity_above(
    between: Sequence[CellValue],
) -> None:
    assert read(TITLE, EARLY, ROW, between).rows == read(TITLE, EARLY, ROW).rows
    assert not read(TITLE, EARLY, ROW, between).findings


@pytest.mark.parametrize(
    "between",
    [
        ["CO 3 Homes", "Green", "a"],
        ["CO 3 Homes", None, "a", None, "D. Atkinson"],
        ["CO 3 Homes", None, "a", None, None, "Strategy"],
    ],
)
def test_a_section_with_a_status_lead_or_portfolio_is_an_activity_without_a_code(
    between: Sequence[CellValue],
) -> None:
    assert findings_of(read(TITLE, EARLY, ROW, between)) == [("quarantine", "no_code", "A4")]


def test_a_stray_letter_below_a_name_is_not_part_of_it() -> None:
    reading = read(TITLE, EARLY, [*ROW[:4], "D. Atkinson\n\u017f", "Strategy\n-"])
    assert [(row.lead, row.portfolio) for row in reading.rows] == [("D. Atkinson", "Strategy")]
    initials = read(TITLE, EARLY, [*ROW[:4], "B.J.", "-"]).rows[0]
    assert (initials.lead, initials.portfolio) == ("B.J.", "-")


def test_a_name_split_over_two_rows_is_still_joined() -> None:
    reading = read(TITLE, EARLY, ROW, [None, None, None, None, "B. Jolly", None])
    assert reading.rows[0].lead == "D. Atkinson\nB. Jolly"


def test_the_report_of_2019_is_read_whole_as_its_text_was_taken_from_the_page(
    tmp_path: Path,
) -> None:
    text = shared("seeds/key-activities-2019-20-q1.txt").read_text(encoding="utf-8")
    book = openpyxl.Workbook()
    for line in text.split("\n"):
        book.worksheets[0].append([cell or None for cell in line.split("\t")])
    book.save(tmp_path / "key-activities-2019-20-q1.xlsx")
    content = (tmp_path / "key-activities-2019-20-q1.xlsx").read_bytes()
    opened = open_workbook("key-activities-2019-20-q1.xlsx", content)
    reading = key_activities.read(opened, Hints(None))
    rows = reading.rows
    assert len(rows) == 37
    assert Counter(row.reported_status for row in rows) == {
        "Green": 32, "Amber": 2, "Start Later in Year": 2, "Complete": 1,
    }  # fmt: skip
    assert Counter(row.lead for row in rows) == {
        "D. Atkinson": 11, "A.M. Hawkins": 9, "R. Szadziewski": 8, "V.Wenham": 7, "B. Jolly": 1,
        None: 1,
    }  # fmt: skip
    assert Counter(row.portfolio for row in rows) == {
        "Strategy": 9, "Finance": 8, "Communities": 5, "Regulatory": 5, "Corporate": 5,
        "Wellbeing": 4, None: 1,
    }  # fmt: skip
    assert [row.code for row in rows if row.lead is None] == ["KA.11.03"]
    assert {row.period for row in rows} == {Q1}
    assert not [f for f in reading.findings if f.severity.value in ("reject", "quarantine")]


def test_of_two_columns_for_one_thing_the_first_filled_one_counts() -> None:
    reading = read(
        TITLE,
        ["Key Activities", "Status", "RAG", "Progress", "CMT Lead", "Lead Officer"],
        ["KA.01.01 Plan", None, "Green", "a", None, "B. Jolly"],
        ["KA.01.02 Safety", "Amber", "Green", "a", "D. Atkinson", "B. Jolly"],
    )
    assert [(row.reported_status, row.lead) for row in reading.rows] == [
        ("Green", "B. Jolly"), ("Amber", "D. Atkinson"),
    ]  # fmt: skip
