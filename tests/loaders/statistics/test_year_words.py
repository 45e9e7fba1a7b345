"""Years as publishers write them, and what looks like one and is none."""

from datetime import datetime

import pytest

from loaders.statistics.published_periods import (
    YearWords,
    period_in_heading,
    period_of,
    read_year,
    year_of,
)
from loaders.workbook import Cell, CellValue
from metrics.period import Period, calendar_year, financial_year, month, quarter


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("2019-20", YearWords(financial_year(2019))),
        ("2012/13", YearWords(financial_year(2012))),
        ("2019\N{EN DASH}2020", YearWords(financial_year(2019))),
        (" 1999-00 ", YearWords(financial_year(1999))),
        ("2019-20R", YearWords(financial_year(2019), revised=True)),
        ("2020-21 P", YearWords(financial_year(2020), provisional=True)),
        ("2020-21 [p]", YearWords(financial_year(2020), provisional=True)),
        ("2020-21 (revised)", YearWords(financial_year(2020), revised=True)),
        ("2019-20R 5", YearWords(financial_year(2019), revised=True)),
        ("2015-16 [note 3]", YearWords(financial_year(2015))),
        (2010, YearWords(calendar_year(2010))),
        (2010.0, YearWords(calendar_year(2010))),
        ("2021", YearWords(calendar_year(2021))),
    ],
)
def test_a_year_is_read_with_its_marks(cell: CellValue, expected: YearWords) -> None:
    assert read_year(cell) == expected


@pytest.mark.parametrize(
    "cell",
    ["", None, "2024/05", "2019-21", "2005-2010", 19, 20.5, True, "Year", "20-21", "1899-00", 2101],
)
def test_what_is_no_single_year_is_none(cell: CellValue) -> None:
    assert read_year(cell) is None


def cell(value: CellValue, number_format: str = "General") -> Cell:
    return Cell(1, 1, value, number_format, formula=False)


@pytest.mark.parametrize(
    ("value", "number_format", "period"),
    [
        ("2019-20", "General", financial_year(2019)),
        ("Q1 2024/25", "General", quarter(2024, 1)),
        ("June 2023", "General", month(2023, 6)),
        (datetime(2023, 6, 1), "mmm yyyy", month(2023, 6)),  # noqa: DTZ001
        (datetime(2023, 6, 1), "dd/mm/yyyy", None),  # noqa: DTZ001
        ("2024/05", "General", None),
        ("Harborough", "General", None),
        (12.5, "General", None),
    ],
)
def test_a_cell_named_by_hand_may_hold_any_period(
    value: CellValue, number_format: str, period: Period | None
) -> None:
    found = period_of(cell(value, number_format))
    assert (found and found.period) == period


@pytest.mark.parametrize(
    ("value", "period"),
    [
        ("Homes 2023", calendar_year(2023)),
        ("Homes in 2022-23", financial_year(2022)),
        ("2023", calendar_year(2023)),
        ("Homes 2022 and 2023", None),
        ("Table 20231", None),
        ("Homes", None),
        (20.23, None),
    ],
)
def test_a_heading_may_name_a_year_among_other_words(
    value: CellValue, period: Period | None
) -> None:
    found = period_in_heading(cell(value))
    assert (found and found.period) == period


def test_a_line_of_a_known_layout_names_years_alone() -> None:
    assert year_of(cell("Q1 2024/25")) is None
    assert year_of(cell("2019-20R")) == YearWords(financial_year(2019), revised=True)
