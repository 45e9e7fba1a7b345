"""Shares of a whole, as fractions or as percent."""

import pytest

from loaders.reading import StatisticKey
from loaders.statistics.area_table import AreaTable, FigureColumn
from loaders.statistics.percentages import in_percent, shows_percent, with_fractions
from loaders.workbook import CellValue, Sheet


def table(
    cells: list[CellValue], number_format: str = "General", unit: str = "percent"
) -> AreaTable:
    sheet = Sheet("Table", [["Area", "Share"], *(["Melton", cell] for cell in cells)])
    sheet.formats = {(2, 2): number_format}
    figures = [FigureColumn(2, StatisticKey("share", "Share", unit))]
    return AreaTable(
        sheet=sheet,
        heading_rows=(1, 1),
        codes=(1,),
        names=(1,),
        regions=(),
        year=None,
        figures=figures,
    )


@pytest.mark.parametrize(
    ("cells", "number_format", "unit", "are_fractions"),
    [
        ([0.5, 1], "General", "percent", True),
        ([0.5, 1.01], "General", "percent", False),
        ([0.5, 1.01], "0.0%", "percent", True),
        ([0.5, -1.01], "General", "percent", False),
        (["0.5", ".."], "General", "percent", True),
        (["0.5%", "57%"], "General", "percent", False),
        (["..", None], "General", "percent", False),
        ([0.5, 1], "0%", "number", False),
        ([0.5, 1], '0.0"%"', "percent", False),
    ],
)
def test_a_column_holds_fractions_by_its_format_or_its_size(
    cells: list[CellValue],
    number_format: str,
    unit: str,
    are_fractions: bool,
) -> None:
    (figures,) = with_fractions(table(cells, number_format, unit)).figures
    assert figures.fractions == are_fractions


def test_only_a_number_shows_percent() -> None:
    assert shows_percent(table([0.5], "0%"), 2)
    assert not shows_percent(table(["0.5"], "0%"), 2)
    assert not shows_percent(table([0.5], "0.00"), 2)


@pytest.mark.parametrize(("fraction", "percent"), [(0.57, 57), (0.4332, 43.32), (1, 100), (0, 0)])
def test_a_fraction_is_percent_to_the_last_digit(fraction: float, percent: float) -> None:
    assert in_percent(fraction) == percent
