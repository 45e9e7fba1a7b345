"""Lines of a table by area: whose they are, and what becomes of those that are nobody's."""

from collections.abc import Sequence
from datetime import date

import pytest

from loaders.accounting.cell_ledger import LOADED
from loaders.statistics.area_rows import NO_AREA, NOTE, REPLACED, LinesOfAreas, lines_of_areas
from loaders.statistics.area_table import StatisticKey, area_table, years_across
from loaders.workbook import CellValue, Sheet

MEASURE = StatisticKey("homes", "Homes", "number", "a note")
HEADINGS = ["LA Code", "LA Name", "Region", "2019-20"]


def read(*lines: Sequence[CellValue]) -> LinesOfAreas:
    sheet = Sheet("Table", [HEADINGS, *lines])
    table = area_table(sheet, lambda headings: years_across(headings, MEASURE))
    assert table is not None
    return lines_of_areas(table, date(2021, 11, 18))


@pytest.mark.parametrize(
    ("line", "area"),
    [
        (["E07000131", "Harborough", "East Midlands", 1], "E07000131"),
        (["31UD", "", "", 1], "E07000131"),
        (["", "  Harborough District Council ", "", 1], "E07000131"),
        (["*Total", "*Total", "East", 1], "E12000006"),
        (["*Total", "*Total", "*Total England", 1], "E92000001"),
        (["", "National Total", "", 1], "K02000001"),
        (["", "Leicestershire Total", "East Midlands", 1], "E10000018"),
        (["", "Dorset Total", "South West", 1], "E10000009"),
        (["", "Greater London Total", "", 1], "E12000007"),
    ],
)
def test_a_line_is_the_areas_that_it_names(line: Sequence[CellValue], area: str) -> None:
    told = read(line)
    assert [(place, row.area, row.cell) for place, row in told.rows] == [((2, 4), area, "D2")]
    assert told.lines == {2: LOADED}


@pytest.mark.parametrize(
    ("line", "fate"),
    [
        (["", "LA Unknown", "", 1], NO_AREA),
        (["", "", "East Midlands", 1], NO_AREA),
        (["", "", "", 19], NO_AREA),
        (["1 A footnote about Harborough", "", "", ""], NOTE),
        (["E07000131", "Harborough", "", None], NOTE),
        (["*Total", "*Total", "*Total England (original)", 5], REPLACED),
    ],
)
def test_another_line_is_left_out_with_a_reason(line: Sequence[CellValue], fate: str) -> None:
    told = read(line)
    assert not told.rows
    assert told.lines == {2: fate}


def test_names_of_no_area_are_counted_as_typed() -> None:
    told = read(["", "LA Unknown", "", 1], ["", "LA Unknown", "", 2], ["", "Harborough", "", 3])
    assert told.nameless == {"LA Unknown": 2}


def test_a_row_carries_what_is_said_of_its_line_and_its_measure() -> None:
    ((_, row),) = read(["*Total", "*Total", "*Total England (comparable)", "12 P"]).rows
    assert (row.value, row.note, row.provisional) == (12.0, "comparable; a note", True)
    assert (row.code, row.name, row.unit) == ("homes", "Homes", "number")
    assert row.vintage == date(2021, 11, 18)
