from collections.abc import Sequence
from datetime import date, datetime, time

import pytest

from loaders.tables.month_headings import month_starts
from loaders.workbook import Cell, CellValue


def midnight(day: date) -> datetime:
    return datetime.combine(day, time())


def months(values: Sequence[CellValue]) -> list[str]:
    cells = [Cell(1, column, value, "dd/mm/yyyy", False) for column, value in enumerate(values, 1)]
    return [period.label for period in month_starts(cells).values()]


@pytest.mark.parametrize(
    "values",
    [
        [midnight(date(2024, month, 1)) for month in (4, 5, 6)],
        [date(2024, 4, 30), date(2024, 5, 31), date(2024, 6, 30)],
        ["2024-04-01", "2024-05-01", "2024-06-01"],
        ["Code", "01/04/2024", "01/05/2024", "01/06/2024", "Target"],
    ],
)
def test_a_run_of_first_or_last_days_is_a_run_of_months(values: Sequence[CellValue]) -> None:
    assert months(values) == ["April 2024", "May 2024", "June 2024"]


@pytest.mark.parametrize(
    ("values", "ends"),
    [
        ([date(2024, 6, 30), date(2024, 9, 30)], ["Q1 2024/25", "Q2 2024/25"]),
        (["30/06/2024", "30/09/2024"], ["Q1 2024/25", "Q2 2024/25"]),
        (["06/30/2024", "09/30/2024"], ["Q1 2024/25", "Q2 2024/25"]),
        (["30 June 2024", "30 Sep 2024"], ["Q1 2024/25", "Q2 2024/25"]),
        ([date(2023, 3, 31), date(2024, 3, 31)], ["2022/23", "2023/24"]),
        (["30/09/2024", "31/03/2025"], ["H1 2024/25", "H2 2024/25"]),
    ],
)
def test_ends_of_quarters_and_years_are_those_periods(
    values: Sequence[CellValue], ends: Sequence[str]
) -> None:
    assert months(values) == ends


def test_a_run_goes_over_the_end_of_a_year() -> None:
    assert months([date(2024, 12, 1), date(2025, 1, 1)]) == ["December 2024", "January 2025"]


@pytest.mark.parametrize(
    "values",
    [
        [date(2024, 4, 1)],  # one date alone may be a day
        [date(2024, 4, 19), date(2024, 5, 19)],  # what Excel makes of Apr-19 and May-19
        [date(2024, 4, 1), date(2024, 6, 1)],  # a month is missing
        [date(2024, 6, 1), date(2024, 9, 1)],  # months, or the beginnings of something else
        [date(2024, 4, 1), date(2024, 5, 31)],
        ["31/02/2024", "01/03/2024"],
        [45383, 45413],
    ],
)
def test_other_dates_are_no_months(values: Sequence[CellValue]) -> None:
    assert months(values) == []
