"""Where the areas, years and figures of a table stand, by the words of its headings."""

from collections.abc import Sequence

import pytest

from loaders.reading import StatisticKey
from loaders.statistics.area_table import AreaTable, area_table, titles, years_across
from loaders.workbook import CellValue, Sheet
from metrics.period import financial_year

MEASURE = StatisticKey("homes", "Homes", "number")


def table_of(*rows: Sequence[CellValue]) -> AreaTable | None:
    return area_table(Sheet("Table", rows), lambda headings: years_across(headings, MEASURE))


def test_columns_are_found_under_title_rows_and_by_their_words() -> None:
    headings = ["", "DCLG code", "Former\nONS code", "Current\nONS code", "County Totals"]
    headings += ["Lower and Single Tier Authority Data", "", "2019-20", "2020-21P"]
    table = table_of(["Table 1 Homes"], [], ["", "Number of dwellings"], headings)
    assert table is not None
    assert table.heading_rows == (4, 4)
    assert table.codes == (4, 3)
    assert table.names == (6, 5, 1, 7)
    assert [(column.column, column.year and column.year.period) for column in table.figures] == [
        (8, financial_year(2019)),
        (9, financial_year(2020)),
    ]
    assert 2 not in table.columns


@pytest.mark.parametrize(
    "rows",
    [
        [["Code", "Name"], ["", "", "2019-20"]],
        [["", "", "2019-20"], ["Code", "Name"]],
        [["", "", "2019-20"], ["Number"], ["Code", "Name"]],
    ],
)
def test_headings_may_spread_over_three_rows(rows: Sequence[Sequence[CellValue]]) -> None:
    table = table_of(["Title"], *rows, ["E07000131", "Harborough", 1])
    assert table is not None
    assert table.heading_rows == (2, 1 + len(rows))


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("LA code", "codes"),
        ("ONS Code", "codes"),
        ("Local Authority Code", "codes"),
        ("ladcode23", "codes"),
        ("LAD14CD", "codes"),
        ("Former ONS code", "codes"),
        ("LA Name", "names"),
        ("LA Region Name", "names"),
        ("Local Authority", "names"),
        ("ladname23", "names"),
        ("Region/Country", "regions"),
    ],
)
def test_an_area_is_known_by_many_words(heading: str, role: str) -> None:
    rows = ["Authority name", heading] if role == "regions" else [heading]
    table = table_of([*rows, "2019-20"])
    assert table is not None
    assert getattr(table, role)[-1] == len(rows)


@pytest.mark.parametrize("heading", ["Region Code", "Country Code", "DLUHC code", "Area (km2)"])
def test_codes_of_something_else_are_not_the_area(heading: str) -> None:
    assert table_of([heading, "2019-20"]) is None


def test_without_a_year_across_or_in_the_lines_there_is_no_table() -> None:
    assert table_of(["LA Name", "Homes"]) is None


def test_titles_are_the_words_above_the_headings() -> None:
    sheet = Sheet("Table", [["Table 122: Net"], [2021, "Homes"], ["LA Name", "2019-20"]])
    assert titles(sheet, 3) == "table 122 net homes"


def test_an_error_is_no_heading() -> None:
    table = table_of(["#NAME?", "Area", "2019-20"], ["x", "Harborough", 1])
    assert table is not None
    assert table.names == (2,)
