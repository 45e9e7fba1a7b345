"""Tables with a line a figure: found by their headings, read by role."""

import re

import pytest

from loaders.accounting.cell_ledger import ABOVE, HEADING
from loaders.reading import StatisticKey
from loaders.statistics.long_table import FigureKey, long_table, no_period, statistic_row
from loaders.statistics.markers import PublishedCell
from loaders.workbook import CellPlace, CellValue, Sheet
from metrics import period as spans

HEADINGS = {"area": re.compile("areacode"), "value": re.compile("value")}
ROWS: list[list[CellValue]] = [
    ["Title"],
    [],
    ["x", "Area Code", "Value", "VALUE"],
    [1, " E07000131 ", 2.5],
    ["y"],
]
SHEET = Sheet("S", ROWS)


def test_columns_are_found_below_titles_and_the_first_of_a_role_counts() -> None:
    table = long_table(SHEET, HEADINGS, ["area", "value"])
    assert table is not None
    assert (table.heading_row, table.columns) == (3, {"area": 2, "value": 3})
    assert list(table.lines()) == [4, 5]
    assert table.texts(4)["area"] == "E07000131"
    assert (table.value(4, "value"), table.cell(4, "value")) == (2.5, (4, 3))


def test_a_role_without_a_cell_or_column_is_empty() -> None:
    table = long_table(SHEET, HEADINGS, ["area"])
    assert table is not None
    assert (table.texts(5)["value"], table.texts(5)["note"], table.value(5, "note")) == (
        "",
        "",
        None,
    )


@pytest.mark.parametrize("required", [["area", "period"], ["period"]])
def test_a_table_without_a_required_heading_is_none(required: list[str]) -> None:
    assert long_table(SHEET, HEADINGS, required) is None


def test_reading_begins_with_the_columns_and_no_line() -> None:
    table = long_table(SHEET, HEADINGS, ["area"])
    assert table is not None
    ledger = table.area_rows().ledger
    assert sorted(ledger.columns) == [2, 3]
    assert ledger.row_outcomes == {1: ABOVE, 2: ABOVE, 3: HEADING}


def test_a_row_has_its_limits_and_both_notes() -> None:
    measure = StatisticKey("code", "Name", "", "derived")
    key = FigureKey(measure, "E07000131", spans.month(2024, 1))
    published = PublishedCell(1.5, note="revised", provisional=True, lower=1, upper=2)
    row = statistic_row(SHEET, CellPlace(4, 3), key, published)
    assert (row.cell, row.value, row.lower, row.upper) == ("C4", 1.5, 1, 2)
    assert (row.note, row.unit, row.provisional) == ("revised; derived", None, True)


def test_a_period_that_is_none_is_named_with_its_cell() -> None:
    finding = no_period(SHEET, CellPlace(5, 1), "a year")
    assert (
        finding.message
        == 'Sheet S, cell A5: "y" is not a period; expected a year. Correct the cell.'
    )
