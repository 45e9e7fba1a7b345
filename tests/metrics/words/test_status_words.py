"""When a figure is for, in words: on a day, in a period, from one month to another."""

from datetime import date

import pytest

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
