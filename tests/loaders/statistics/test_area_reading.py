"""Tables by area as one reading: what is said twice, what disagrees, and every cell counted."""

from collections.abc import Sequence

from loaders.accounting.cell_ledger import (
    ABOVE,
    COLUMN_NOT_READ,
    HEADING,
    NO_TABLE,
    CellOutcome,
    unaccounted,
)
from loaders.reading import Reading, StatisticKey
from loaders.statistics.area_reading import area_reading
from loaders.statistics.area_table import AreaTable, area_table, years_across
from loaders.workbook import CellValue, Sheet, Workbook
from tests.loaders.published_files import Lines, finding_in

MEASURE = StatisticKey("homes", "Homes", "number")
HEADINGS = ["LA Code", "Remark", "2019-20", "2020-21"]


def table_of(sheet: Sheet) -> AreaTable | None:
    return area_table(sheet, lambda headings: years_across(headings, MEASURE))


def reading(*sheets: Sequence[Sequence[CellValue]]) -> Reading:
    made = [Sheet(f"S{number}", rows) for number, rows in enumerate(sheets, 1)]
    tables = [table for sheet in made if (table := table_of(sheet))]
    return area_reading("a layout", Workbook("a.xlsx", "xlsx", made), tables, None)


def test_every_filled_cell_has_one_outcome() -> None:
    by_area = reading(
        [["Homes"], HEADINGS, ["E07000131", "new", 1, 2], ["", "LA Unknown", 5], [" "], ["a key"]],
        [["Notes"], ["are here"]],
    )
    assert unaccounted("a.xlsx", by_area) is None
    assert dict(by_area.counts) == {
        "cells": 14,
        "rows": 2,
        "loaded": 3,
        "quarantined": 0,
        "ignored": 11,
        "ignored: above or beside the tables": 1,
        "ignored: column that is not read": 1,
        "ignored: heading": 4,
        "ignored: line of no area": 2,
        "ignored: note, key or heading among the lines": 1,
        "ignored: on a sheet without a table": 2,
    }


def test_the_same_figure_on_another_sheet_is_kept_once() -> None:
    by_area = reading([HEADINGS, ["E07000131", "", 1]], [HEADINGS, ["E07000131", "", 1]])
    assert [(row.sheet, row.value) for row in by_area.rows] == [("S1", 1.0)]
    assert by_area.counts["ignored: figure that stands in another cell too"] == 1
    assert unaccounted("a.xlsx", by_area) is None


def test_of_two_figures_that_disagree_neither_is_kept_and_both_wait() -> None:
    by_area = reading([HEADINGS, ["E07000131", "", 1], ["E07000131", "", 2]])
    assert not by_area.rows
    assert finding_in(by_area, "lines_disagree").cell == "C3"
    assert by_area.counts["quarantined"] == 2
    assert unaccounted("a.xlsx", by_area) is None


def test_names_of_no_area_make_one_finding_however_many_sheets_there_are() -> None:
    lines: Lines = [HEADINGS, ["LA Unknown", "", 1], ["E07000131", "", 1]]
    nowhere: list[list[CellValue]] = [[f"Nowhere {number}", "", 1] for number in range(5)]
    by_area = reading(*([*lines, line] for line in nowhere))
    about = finding_in(by_area, "no_area")
    assert about.found == "10"
    assert '"Nowhere 4"' in about.message


def test_a_file_that_does_not_say_when_it_was_published_is_told_so() -> None:
    assert finding_in(reading([HEADINGS, ["E07000131", "", 1]]), "vintage_unknown").sheet == "S1"


def test_columns_are_told_by_what_they_were_read_as() -> None:
    by_area = reading([["Homes"], HEADINGS, ["E07000131", "new", 1, 2]], [["Notes"]])
    table, notes = by_area.pictures
    years = ("Homes for 2019/20", "Homes for 2020/21")
    assert table.read_as == {2: ("Area code", "not read", *years)}
    assert [row.outcomes[:3] for row in table.rows] == [
        (ABOVE, "", ""),
        (HEADING, HEADING, HEADING),
        (CellOutcome.LOADED, COLUMN_NOT_READ, CellOutcome.LOADED),
    ]
    assert (notes.is_read, notes.read_as, notes.rows[0].outcomes) == (False, {}, (NO_TABLE,))


def test_nothing_is_claimed_of_the_columns_of_a_table_without_an_area() -> None:
    (view,) = reading([HEADINGS, ["", "LA Unknown", 5]]).pictures
    assert (view.is_read, view.read_as) == (False, {})
