from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.period import (
    Period,
    PeriodKind,
    academic_year,
    calendar_year,
    financial_year,
    half_year,
    instant,
    month,
    previous,
    quarter,
    same_period_last_year,
    year_to_date,
)

TAX_YEAR = Period(date(2023, 4, 6), date(2024, 4, 5), PeriodKind.ROLLING)
THREE_YEARS = Period(date(2020, 1, 1), date(2022, 12, 31), PeriodKind.ROLLING)


@pytest.mark.parametrize(
    ("period", "start", "end"),
    [
        (quarter(2023, 1), date(2023, 4, 1), date(2023, 6, 30)),
        (quarter(2023, 3), date(2023, 10, 1), date(2023, 12, 31)),
        (quarter(2023, 4), date(2024, 1, 1), date(2024, 3, 31)),
        (half_year(2023, 1), date(2023, 4, 1), date(2023, 9, 30)),
        (half_year(2023, 2), date(2023, 10, 1), date(2024, 3, 31)),
        (financial_year(2023), date(2023, 4, 1), date(2024, 3, 31)),
        (calendar_year(2023), date(2023, 1, 1), date(2023, 12, 31)),
        (academic_year(2021), date(2021, 9, 1), date(2022, 8, 31)),
        (academic_year(2021, 8), date(2021, 8, 1), date(2022, 7, 31)),
        (month(2024, 2), date(2024, 2, 1), date(2024, 2, 29)),
        (month(2023, 12), date(2023, 12, 1), date(2023, 12, 31)),
        (year_to_date(quarter(2023, 2)), date(2023, 4, 1), date(2023, 9, 30)),
        (year_to_date(quarter(2023, 4)), date(2023, 4, 1), date(2024, 3, 31)),
        (year_to_date(month(2024, 3)), date(2023, 4, 1), date(2024, 3, 31)),
        (year_to_date(month(2024, 4)), date(2024, 4, 1), date(2024, 4, 30)),
    ],
)
def test_a_period_runs_from_its_first_day_to_its_last(
    period: Period, start: date, end: date
) -> None:
    assert (period.start, period.end) == (start, end)


@pytest.mark.parametrize(
    ("period", "label"),
    [
        (quarter(2019, 1), "Q1 2019/20"),
        (quarter(2019, 4), "Q4 2019/20"),
        (quarter(1999, 4), "Q4 1999/00"),
        (half_year(2019, 1), "H1 2019/20"),
        (half_year(2019, 2), "H2 2019/20"),
        (financial_year(2019), "2019/20"),
        (year_to_date(quarter(2019, 2)), "2019/20 to September"),
        (calendar_year(2023), "2023"),
        (academic_year(2021), "2021/22 academic"),
        (month(2018, 6), "June 2018"),
        (instant(date(2021, 3, 21)), "21 March 2021"),
        (THREE_YEARS, "Jan 2020 to Dec 2022"),
        (Period(date(2023, 5, 1), date(2023, 7, 31), PeriodKind.QUARTER), "May 2023 to Jul 2023"),
    ],
)
def test_a_label_says_the_period_in_words(period: Period, label: str) -> None:
    assert period.label == label


@pytest.mark.parametrize(
    ("period", "months"),
    [
        (month(2024, 2), 1),
        (quarter(2023, 4), 3),
        (half_year(2023, 2), 6),
        (financial_year(2023), 12),
        (THREE_YEARS, 36),
        (TAX_YEAR, 12),
        (Period(date(2023, 4, 1), date(2023, 4, 15), PeriodKind.ROLLING), 1),
        (instant(date(2023, 4, 1)), 0),
    ],
)
def test_a_period_counts_its_whole_months(period: Period, months: int) -> None:
    assert period.months == months


@pytest.mark.parametrize(
    ("last_day", "year"),
    [(date(2024, 3, 31), 2023), (date(2024, 4, 1), 2024), (date(2024, 12, 31), 2024)],
)
def test_the_financial_year_turns_on_the_first_of_april(last_day: date, year: int) -> None:
    assert instant(last_day).financial_year == year


@pytest.mark.parametrize(
    ("period", "before"),
    [
        (quarter(2023, 1), quarter(2022, 4)),
        (quarter(2023, 4), quarter(2023, 3)),
        (half_year(2023, 1), half_year(2022, 2)),
        (month(2024, 1), month(2023, 12)),
        (month(2024, 3), month(2024, 2)),
        (financial_year(2023), financial_year(2022)),
        (academic_year(2023), academic_year(2022)),
        (instant(date(2024, 4, 1)), instant(date(2024, 3, 1))),
        (instant(date(2024, 3, 31)), instant(date(2024, 2, 29))),
        (instant(date(2024, 3, 30)), instant(date(2024, 2, 29))),
        (instant(date(2024, 5, 21)), instant(date(2024, 4, 21))),
        (TAX_YEAR, Period(date(2022, 4, 6), date(2023, 4, 5), PeriodKind.ROLLING)),
        (THREE_YEARS, Period(date(2017, 1, 1), date(2019, 12, 31), PeriodKind.ROLLING)),
    ],
)
def test_the_previous_period_ends_where_this_one_begins(period: Period, before: Period) -> None:
    assert previous(period) == before


@pytest.mark.parametrize(
    ("period", "before"),
    [
        (quarter(2023, 4), quarter(2022, 4)),
        (month(2024, 2), month(2023, 2)),
        (month(2025, 2), month(2024, 2)),
        (year_to_date(quarter(2023, 2)), year_to_date(quarter(2022, 2))),
        (instant(date(2024, 4, 1)), instant(date(2023, 4, 1))),
        (instant(date(2025, 2, 28)), instant(date(2024, 2, 29))),
        (instant(date(2024, 2, 29)), instant(date(2023, 2, 28))),
    ],
)
def test_the_same_period_last_year_is_twelve_months_earlier(period: Period, before: Period) -> None:
    assert same_period_last_year(period) == before


years = st.integers(1950, 2100)


@given(
    years,
    st.sampled_from(
        [
            lambda y: quarter(y, 1),
            lambda y: quarter(y, 4),
            lambda y: half_year(y, 2),
            lambda y: month(y, 3),
            financial_year,
            calendar_year,
            academic_year,
        ]
    ),
)
def test_periods_follow_each_other_without_gap_or_overlap(
    year: int, make: Callable[[int], Period]
) -> None:
    period = make(year)
    assert previous(period).end + timedelta(days=1) == period.start
    assert previous(period).months == period.months
    assert same_period_last_year(period) == make(year - 1)
