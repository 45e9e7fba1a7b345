"""What is due: ended periods of the plan without a figure, and how late they are."""

from datetime import date, timedelta

import pytest

from metrics.attention.due import DAYS_TO_REPORT, due
from metrics.direction import KpiKind
from metrics.kpi_figure import KpiFigure, KpiRules
from metrics.period import Period, financial_year, half_year, month, quarter
from metrics.status import Polarity

PLAN = (date(2024, 4, 1), date(2025, 3, 31))


def kpi(frequency: str = "quarterly") -> KpiRules:
    return KpiRules(Polarity.MAXIMISE, KpiKind.DISCRETE, frequency, 0)


def missing(figures: list[KpiFigure], today: date, frequency: str = "quarterly") -> list[str]:
    return [figure.period.label for figure in due(kpi(frequency), figures, PLAN, today)]


@pytest.mark.parametrize(
    ("today", "labels"),
    [
        (date(2024, 6, 30), []),
        (date(2024, 7, 1), ["Q1 2024/25"]),
        (date(2025, 1, 1), ["Q1 2024/25", "Q2 2024/25", "Q3 2024/25"]),
        (date(2031, 1, 1), ["Q1 2024/25", "Q2 2024/25", "Q3 2024/25", "Q4 2024/25"]),
    ],
)
def test_a_period_is_due_once_it_has_ended_and_never_after_the_plan(
    today: date, labels: list[str]
) -> None:
    assert missing([], today) == labels


@pytest.mark.parametrize(
    ("figure", "answers"),
    [
        (KpiFigure(quarter(2024, 1), 0.0), True),
        (KpiFigure(quarter(2024, 1), None, state="not applicable"), True),
        (KpiFigure(quarter(2024, 1), None, state="awaited"), False),
        (KpiFigure(quarter(2024, 1), None), False),
        (KpiFigure(quarter(2023, 1), 5.0), False),
        (KpiFigure(financial_year(2024), 5.0), False),
    ],
)
def test_a_value_or_a_state_other_than_awaited_answers(figure: KpiFigure, answers: bool) -> None:
    assert missing([figure], date(2024, 7, 2)) == ([] if answers else ["Q1 2024/25"])


def test_what_came_before_the_first_figure_of_a_new_kpi_is_not_due() -> None:
    new = [KpiFigure(quarter(2024, 3), 5.0)]
    assert missing(new, date(2025, 4, 1)) == ["Q4 2024/25"]


@pytest.mark.parametrize(
    ("frequency", "first"),
    [
        ("monthly", month(2024, 4)),
        ("quarterly", quarter(2024, 1)),
        ("half-yearly", half_year(2024, 1)),
        ("annual", financial_year(2024)),
    ],
)
def test_each_frequency_has_its_own_periods(frequency: str, first: Period) -> None:
    missing = due(kpi(frequency), [], PLAN, date(2026, 1, 1))
    assert missing[0].period == first
    assert missing[-1].period.end == PLAN[1]


def test_a_monthly_kpi_reported_by_the_quarter_owes_no_months_of_it() -> None:
    reported = [KpiFigure(quarter(2024, 1), 5.0)]
    assert missing(reported, date(2024, 8, 1), "monthly") == ["July 2024"]


def test_days_overdue_count_from_the_day_by_which_it_is_due() -> None:
    (first,) = due(kpi(), [], PLAN, date(2024, 7, 2))
    assert first.by == date(2024, 6, 30) + timedelta(days=DAYS_TO_REPORT)
    assert [first.days_overdue(first.by + timedelta(days=late)) for late in (-1, 0, 3)] == [
        -1,
        0,
        3,
    ]


def test_a_frequency_that_is_not_known_is_never_due() -> None:
    assert due(kpi("every other year"), [], PLAN, date(2026, 1, 1)) == ()
