"""Years as publishers write them, and what looks like one and is none."""

import pytest

from loaders.statistics.year_words import YearWords, read_year
from loaders.workbook import CellValue
from metrics.period import calendar_year, financial_year


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
