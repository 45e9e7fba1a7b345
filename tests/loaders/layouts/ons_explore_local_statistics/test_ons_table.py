import pytest

from loaders.findings.codes import Severity
from loaders.layouts import Hints
from loaders.layouts import ons_explore_local_statistics as layout
from loaders.workbook import Sheet, Workbook
from tests.loaders.ons_tables import DATED, HEADINGS, PLAIN, finding, only, table


def test_columns_are_found_by_their_headings_in_any_order() -> None:
    forwards = layout.read(table([PLAIN]), Hints())
    backwards = layout.read(table([PLAIN], HEADINGS[::-1]), Hints())
    assert only(forwards).value == only(backwards).value == 24.67398
    assert only(forwards).cell == "F2"
    assert only(backwards).cell == "G2"


def test_a_byte_order_mark_left_in_the_first_heading_does_no_harm() -> None:
    workbook = table([PLAIN])
    workbook.sheets[0].rows[0][0] = "\ufeffareacd"  # type: ignore[index]
    assert layout.recognises(workbook, Hints())
    assert only(layout.read(workbook, Hints())).area == "E07000131"


def test_both_columns_of_notes_are_kept_and_a_repeated_note_once() -> None:
    rows = [[*HEADINGS, "notes"]]
    cells = list(PLAIN.values())
    rows += [[*cells[:-1], "Boundaries changed", "Aggregated"], [*cells[:-1], "Same", "Same"]]
    rows[2][4] = "2024-11-16/P1Y"
    reading = layout.read(Workbook("t.csv", "csv", [Sheet("t", rows)], DATED), Hints())
    assert [row.note for row in reading.rows] == ["Boundaries changed; Aggregated", "Same"]


@pytest.mark.parametrize("missing", ["indicator", "period", "observation"])
def test_a_missing_heading_that_must_be_there_rejects_the_file(missing: str) -> None:
    workbook = table([PLAIN], [name for name in HEADINGS if name != missing])
    assert layout.recognises(workbook, Hints())
    reading = layout.read(workbook, Hints())
    assert not reading.rows
    problem = finding(reading, "missing_heading")
    assert problem.severity is Severity.REJECT
    assert (problem.sheet, problem.cell) == ("table", "A1")
    assert missing in problem.message


@pytest.mark.parametrize("missing", ["unit", "lci_95", "status", "notes"])
def test_a_missing_heading_that_can_be_spared_is_told_and_the_rest_is_read(missing: str) -> None:
    reading = layout.read(table([PLAIN], [name for name in HEADINGS if name != missing]), Hints())
    assert finding(reading, "missing_heading").severity is Severity.INFO
    assert only(reading).value == 24.67398


def test_a_heading_that_stands_twice_rejects_the_file() -> None:
    reading = layout.read(table([PLAIN], [*HEADINGS, "observation"]), Hints())
    problem = finding(reading, "repeated_heading")
    assert problem.severity is Severity.REJECT
    assert "columns F and M" in problem.message
    assert not reading.rows


@pytest.mark.parametrize(
    "headings",
    [
        ["Code", "Name", "All ages"],
        ["indicator", "period", "observation"],
        ["areacd", "areanm", "indicator"],
        ["Code", "Short Name", "Period", "Value", "Target", "Status"],
    ],
)
def test_other_tables_are_not_recognised(headings: list[str]) -> None:
    assert not layout.recognises(table([PLAIN], headings), Hints())
