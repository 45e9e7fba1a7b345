"""Which tables of the survey of earnings are read, and what their titles say."""

import pytest

from loaders.layouts.ons_earnings.pay_table import PayTable, pay_tables
from loaders.workbook import Sheet
from tests.loaders.pay_tables import MEAN, MEDIAN, pay_sheet, pay_workbook

ALL = "For all employee jobsa: United Kingdom"


def only(title: str, name: str = "All", file: str = "made.xls") -> PayTable:
    (pay,) = pay_tables(pay_workbook(pay_sheet(title, name), file=file))
    return pay


@pytest.mark.parametrize(
    ("title", "median", "mean", "start"),
    [
        (
            f"Table 8.7a   Annual pay - Gross (\u00a3) - {ALL}, 2019",
            "median-annual-pay-residence",
            "mean-annual-pay-residence",
            "2018-04-01",
        ),
        (
            f"Table 8.1a   Weekly pay - Gross (\u00a3) - {ALL}, 2019",
            "gross-median-weekly-pay",
            "mean-weekly-pay-residence",
            "2019-04-10",
        ),
        (
            f"Table 7.7a   Annual pay - Gross (\u00a3) - {ALL}, 2021",
            "median-annual-pay-workplace",
            "mean-annual-pay-workplace",
            "2020-04-01",
        ),
        (
            f"Table 7.1a   Weekly pay - Gross (\u00a3) - {ALL}, 2015",
            "median-weekly-pay-workplace",
            "mean-weekly-pay-workplace",
            "2015-04-22",
        ),
        (
            "Table 7.1a Weekly pay - Gross - For full-time employee jobs: United Kingdom, 2015",
            "median-weekly-pay-full-time-workplace",
            "mean-weekly-pay-full-time-workplace",
            "2015-04-22",
        ),
    ],
)
def test_the_title_says_whose_pay_it_is_and_of_which_year(
    title: str, median: str, mean: str, start: str
) -> None:
    pay = only(title)
    assert pay.is_taken
    assert [(f.column, f.measure.code) for f in pay.table.figures] == [
        (MEDIAN, median),
        (MEAN, mean),
    ]
    assert {f.year.period.start.isoformat() for f in pay.table.figures if f.year} == {start}


@pytest.mark.parametrize(
    ("title", "name", "is_taken"),
    [
        (f"Table 8.7a Annual pay - Gross - {ALL}, 2019", "All", True),
        ("Table 8.7a Annual pay - Gross - For full-time employee jobs, 2019", "Full-Time", True),
        ("Table 8.7a Annual pay - Gross - For male employee jobs, 2019", "Male", False),
        ("Table 8.7a Annual pay - Gross - For female part-time employee jobs, 2019", "F", False),
        ("Table 8.7a Annual pay - Gross: United Kingdom, 2019", "All", True),
        ("Table 8.7a Annual pay - Gross: United Kingdom, 2019", "Full-Time", True),
        ("Table 8.7a Annual pay - Gross: United Kingdom, 2019", "Part-Time", False),
        (f"Table 8.5a Hourly pay - Gross - {ALL}, 2019", "All", False),
        (f"Table 8.2a Weekly pay - Excluding overtime - {ALL}, 2019", "All", False),
        (f"Table 8.8a Annual pay - Incentive - {ALL}, 2019", "All", False),
        (f"Table 5.7a Annual pay - Gross - {ALL}, 2019", "All", False),
        (f"Table 8.7a Annual pay - Gross - {ALL}", "All", False),
    ],
)
def test_gross_pay_of_all_and_of_full_time_employees_is_taken(
    title: str, name: str, is_taken: bool
) -> None:
    assert only(title, name).is_taken is is_taken


@pytest.mark.parametrize(
    ("title", "file", "provisional", "revised"),
    [
        ("United Kingdom, 2019", "Home Geography Table 8.7a.xls", False, False),
        ("United Kingdom, 2019", "PROV - Home Geography Table 8.7a.xls", True, False),
        ("United Kingdom, 2019 (provisional)", "made.xls", True, False),
        ("United Kingdom, 2019 (revised)", "made.xls", False, True),
        ("United Kingdom, 2019", "REVISED - Home Geography Table 8.7a.xls", False, True),
        ("United Kingdom, 2019", "Improved table 8.7a.xls", False, False),
    ],
)
def test_provisional_and_revised_results_say_so(
    title: str, file: str, provisional: bool, revised: bool
) -> None:
    pay = only(f"Table 8.7a Annual pay - Gross - For all employee jobs: {title}", file=file)
    assert (pay.provisional, pay.revised) == (provisional, revised)


@pytest.mark.parametrize(
    ("title", "has_cvs"),
    [
        ("Table 8.7a Annual pay - Gross", False),
        ("Table 8.7b Annual pay - Gross", True),
        ("Table 8.7b CV's for: Annual pay - Gross", True),
        ("Table 8.7 Coefficients of variation for Annual pay - Gross", True),
    ],
)
def test_coefficients_of_variation_are_told_from_pay(title: str, has_cvs: bool) -> None:
    assert only(f"{title} - {ALL}, 2019").has_cvs is has_cvs


@pytest.mark.parametrize(
    "sheet",
    [
        pay_sheet("Median and mean pay of our own staff, 2019"),
        pay_sheet("Table 8.7a House prices, 2019"),
        Sheet("All", [["Table 8.7a Annual pay - Gross, 2019"], ["Code", "Jobs"], ["E1", 2]]),
    ],
)
def test_other_tables_are_none_of_the_survey(sheet: Sheet) -> None:
    assert list(pay_tables(pay_workbook(sheet))) == []


def test_a_hidden_sheet_is_not_read() -> None:
    sheet = pay_sheet(f"Table 8.7a Annual pay - Gross - {ALL}, 2019")
    sheet.visible = False
    assert list(pay_tables(pay_workbook(sheet))) == []
