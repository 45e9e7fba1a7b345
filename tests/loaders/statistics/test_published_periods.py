"""Periods in long tables: quarters of calendar years, several years, and days of snapshots."""

import pytest

from loaders.statistics.published_periods import iso_month, published_period, snapshot_in


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
