"""When a figure is for, in words: on a day, in a period, from one month to another."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from metrics.period import Period, PeriodKind, financial_year, instant, month, quarter
from metrics.words.status_words import during


@pytest.mark.parametrize(
    ("period", "words"),
    [
        (instant(date(2022, 6, 30)), "on 30 June 2022"),
        (quarter(2024, 2), "in Q2 2024/25"),
        (month(2024, 6), "in June 2024"),
        (financial_year(2024), "in 2024/25"),
        (
            Period(date(2024, 8, 1), date(2025, 7, 31), PeriodKind.ACADEMIC_YEAR),
            "in academic year 2024/25",
        ),
        (
            Period(date(2024, 4, 1), date(2024, 9, 30), PeriodKind.YEAR_TO_DATE),
            "in 2024/25 to September",
        ),
    ],
)
def test_a_period_is_said_as_people_say_it(period: Period, words: str) -> None:
    assert during(period) == words


def test_a_span_of_months_has_its_first_and_last() -> None:
    span = Period(date(2021, 11, 1), date(2022, 11, 30), PeriodKind.ROLLING)
    assert during(span).startswith("from Nov")
    assert " to Nov" in during(span)


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2021, 11, 16), date(2022, 11, 15), "in the year to mid-November 2022"),
        (date(2021, 11, 10), date(2022, 11, 9), "in the year to 9 November 2022"),
        (date(2019, 3, 1), date(2020, 2, 29), "from Mar 2019 to Feb 2020"),
        (date(2021, 11, 16), date(2022, 12, 15), "from Nov 2021 to Dec 2022"),
        (date(2021, 11, 16), date(2022, 11, 16), "from Nov 2021 to Nov 2022"),
    ],
)
def test_a_year_that_ends_within_a_month_is_a_year(first: date, last: date, words: str) -> None:
    assert during(Period(first, last, PeriodKind.ROLLING)) == words


@example(date(2003, 2, 28))
@given(st.dates(date(2000, 1, 1), date(2050, 1, 1)))
def test_every_year_from_within_a_month_is_named_by_its_end(first: date) -> None:
    assume(first.day > 1 and (first.month, first.day) != (2, 29))
    year = Period(first, first.replace(year=first.year + 1) - timedelta(days=1), PeriodKind.ROLLING)
    assert year.label.startswith("year to ")
    assert year.label.endswith(str(year.end.year))
