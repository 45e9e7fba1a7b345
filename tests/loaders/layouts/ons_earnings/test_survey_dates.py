"""The yearly survey of earnings: its days, and when its results were published."""

from datetime import date

import pytest

from loaders.layouts.ons_earnings.survey_dates import (
    annual_period,
    pay_surveys,
    published_on,
    weekly_period,
)
from loaders.shipped_statistics import SHIPPED_STATISTICS, shipped_rows
from metrics.period import PeriodKind


@pytest.mark.parametrize(
    ("year", "provisional", "expected"),
    [
        (2025, True, (date(2025, 10, 23), True)),
        (2019, False, (date(2020, 11, 3), True)),
        (2019, True, (date(2019, 10, 31), False)),
        (2015, True, (date(2015, 11, 18), True)),
        (2009, True, (date(2009, 10, 31), False)),
        (2025, False, (date(2026, 10, 31), False)),
        (2031, True, (date(2031, 10, 31), False)),
    ],
)
def test_revised_results_come_out_a_year_after_provisional_ones(
    year: int, provisional: bool, expected: tuple[date, bool]
) -> None:
    assert published_on(year, provisional=provisional) == expected


def test_a_revision_always_stands_above_what_was_provisional() -> None:
    for year in range(2005, 2040):
        provisional, revised = (published_on(year, provisional=p)[0] for p in (True, False))
        assert provisional < revised


def test_annual_pay_stands_under_the_financial_year_that_ended_in_april() -> None:
    assert annual_period(2019).label == "2018/19"


@pytest.mark.parametrize(
    ("year", "start", "kind"),
    [
        (2019, date(2019, 4, 10), PeriodKind.INSTANT),
        (2025, date(2025, 4, 30), PeriodKind.INSTANT),
        (2040, date(2040, 4, 1), PeriodKind.MONTH),
    ],
)
def test_weekly_pay_stands_under_the_day_of_the_survey(
    year: int, start: date, kind: PeriodKind
) -> None:
    period = weekly_period(year)
    assert (period.start, period.kind) == (start, kind)


def test_the_days_are_those_of_the_figures_that_are_shipped() -> None:
    (figures,) = shipped_rows(SHIPPED_STATISTICS.read_bytes()).values()
    of_pay = figures[figures["code"] == "gross-median-weekly-pay"]
    shipped = {start.date() for start in of_pay["period_start"].unique()}
    assert shipped == {survey.survey_day for survey in pay_surveys().values()}


def test_results_come_out_after_the_survey() -> None:
    surveys = pay_surveys()
    assert [year for year, survey in surveys.items() if survey.survey_day.year != year] == []
    dated = {year: survey.published for year, survey in surveys.items() if survey.published}
    assert [year for year, published in dated.items() if published.year != year] == []
    assert min(published.month for published in dated.values()) >= 10
