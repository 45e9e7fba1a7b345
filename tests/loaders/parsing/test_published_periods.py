"""Periods in long tables: quarters of calendar years, several years, and days of snapshots."""

from datetime import datetime

import pytest

from loaders.parsing.published_periods import (
    YearWords,
    iso_month,
    period_in_heading,
    period_of,
    published_period,
    read_year,
    snapshot_in,
    year_of,
)
from loaders.workbook import Cell, CellValue
from metrics.period import Period, calendar_year, financial_year, month, quarter


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2023 Q1", "2023-01-01", "2023-03-31"),
        ("2023Q4", "2023-10-01", "2023-12-31"),
        ("Q2 2023", "2023-04-01", "2023-06-30"),
        ("2022/23 Q1", "2022-04-01", "2022-06-30"),
        ("Apr-Jun 2023", "2023-04-01", "2023-06-30"),
        ("April to June 2023", "2023-04-01", "2023-06-30"),
        ("Oct 2023-Sep 2024", "2023-10-01", "2024-09-30"),
        ("Jan-Dec 2023", "2023-01-01", "2023-12-31"),
        ("12 months to September 2024", "2023-10-01", "2024-09-30"),
        ("2021 - 23", "2021-01-01", "2023-12-31"),
        ("2021 \u2013 23", "2021-01-01", "2023-12-31"),
        ("1999 - 01", "1999-01-01", "2001-12-31"),
        ("2018-2020", "2018-01-01", "2020-12-31"),
        ("2020/21 - 22/23", "2020-04-01", "2023-03-31"),
        ("2022-23", "2022-04-01", "2023-03-31"),
        ("2022/23", "2022-04-01", "2023-03-31"),
        ("2023 Oct", "2023-10-01", "2023-10-31"),
        ("2023", "2023-01-01", "2023-12-31"),
    ],
)
def test_a_period_is_read(text: str, start: str, end: str) -> None:
    period = published_period(text)
    assert period is not None
    assert (period.start.isoformat(), period.end.isoformat()) == (start, end)


@pytest.mark.parametrize(
    "text", ["", "x", "2024/05", "2023 Q5", "Q1", "2010-12", "2023 - 21", "2023 Abc", "in 2023 Q1"]
)
def test_what_names_no_period_for_sure_is_none(text: str) -> None:
    assert published_period(text) is None


@pytest.mark.parametrize(
    ("text", "start"),
    [("2024-09", "2024-09-01"), ("2024-13", None), ("2024-09-01", None), ("September 2024", None)],
)
def test_a_month_as_a_code(text: str, start: str | None) -> None:
    month = iso_month(text)
    assert (month and month.start.isoformat()) == start


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("202309_fixed_laua_coverage_r01.csv", "2023-09-01"),
        ("202312_x", "2023-12-01"),
        ("202313_x", None),
        ("1202309", None),
        ("Connected Nations, September 2023", "2023-09-01"),
        ("2017_fixed_laua_r01.csv", None),
        ("Connected Nations 2023", None),
        ("coverage", None),
    ],
)
def test_the_day_of_a_snapshot_is_the_first_of_its_month(text: str, day: str | None) -> None:
    period = snapshot_in(text)
    assert (period and period.start.isoformat()) == day
    assert period is None or period.kind == "instant"


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
    year = period_of(cell(value, number_format))
    assert (year and year.period) == period


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
    year = period_in_heading(cell(value))
    assert (year and year.period) == period


def test_a_line_of_a_known_layout_names_years_alone() -> None:
    assert year_of(cell("Q1 2024/25")) is None
    assert year_of(cell("2019-20R")) == YearWords(financial_year(2019), revised=True)
