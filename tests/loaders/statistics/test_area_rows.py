"""Lines of a table by area: whose they are, and what becomes of those that are nobody's."""

from collections.abc import Sequence
from datetime import date

import pytest

from loaders.accounting.cell_ledger import HEADING, OTHER_TABLE, CellOutcome
from loaders.layouts.ons_population.population_table import population_tables
from loaders.reading import StatisticKey
from loaders.statistics.area_rows import (
    NO_AREA,
    NOTE,
    REPLACED,
    AreaRows,
    read_area_rows,
    rows_left_out,
)
from loaders.statistics.area_table import area_table, years_across
from loaders.workbook import CellValue, Sheet, Workbook
from tests.loaders.population_tables import by_age

MEASURE = StatisticKey("homes", "Homes", "number", "a note")
HEADINGS = ["LA Code", "LA Name", "Region", "2019-20"]


def read(*lines: Sequence[CellValue]) -> AreaRows:
    sheet = Sheet("Table", [HEADINGS, *lines])
    table = area_table(sheet, lambda headings: years_across(headings, MEASURE))
    assert table is not None
    return read_area_rows(table, date(2021, 11, 18))


@pytest.mark.parametrize(
    ("line", "area"),
    [
        (["E07000131", "Harborough", "East Midlands", 1], "E07000131"),
        (["31UD", "", "", 1], "E07000131"),
        (["na", "Harborough", "", 1], "E07000131"),
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
    part = read(line)
    assert [(cell, row.area, row.cell) for cell, row in part.rows] == [((2, 4), area, "D2")]
    assert part.ledger.row_outcomes == {1: HEADING, 2: CellOutcome.LOADED}


@pytest.mark.parametrize(
    ("line", "outcome"),
    [
        (["", "LA Unknown", "", 1], NO_AREA),
        (["na", "na", "", 1], NO_AREA),
        (["..", "-", "", 1], NO_AREA),
        (["n/a", "Unknown", "East Midlands", 1], NO_AREA),
        (["", "", "East Midlands", 1], NO_AREA),
        (["", "", "", 19], NO_AREA),
        (["1 A footnote about Harborough", "", "", ""], NOTE),
        (["E07000131", "Harborough", "", None], NOTE),
        (["*Total", "*Total", "*Total England (original)", 5], REPLACED),
    ],
)
def test_another_line_is_left_out_with_a_reason(line: Sequence[CellValue], outcome: str) -> None:
    part = read(line)
    assert not part.rows
    assert part.ledger.row_outcomes == {1: HEADING, 2: outcome}


def test_names_of_no_area_are_counted_as_typed() -> None:
    part = read(["", "LA Unknown", "", 1], ["", "LA Unknown", "", 2], ["", "Harborough", "", 3])
    assert part.nameless == {"LA Unknown": 2}


def test_a_row_carries_what_is_said_of_its_line_and_its_measure() -> None:
    ((_, row),) = read(["*Total", "*Total", "*Total England (comparable)", "12 P"]).rows
    assert (row.value, row.note, row.provisional) == (12.0, "comparable; a note", True)
    assert (row.code, row.name, row.unit) == ("homes", "Homes", "number")
    assert row.vintage == date(2021, 11, 18)


def test_every_line_of_a_table_that_is_left_out_is_of_another_kind() -> None:
    sheet = by_age("Males, mid-2020", ["Code", "Name", "", "All ages"], numbers=True, name="Males")
    (population,) = population_tables(Workbook("made.xls", "xls", [sheet]))
    part = rows_left_out(population.table)
    assert part.rows == []
    below = {row: part.ledger.row_outcomes[row] for row in range(4, len(sheet.rows) + 1)}
    assert set(below.values()) == {OTHER_TABLE}
