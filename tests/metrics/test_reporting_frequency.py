"""How often figures come, and the period that a report is for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.kpi_figure import KpiFigure, KpiRules
from metrics.period import Period, PeriodKind, financial_year, half_year, month, quarter
from metrics.reporting_frequency import (
    BegunReport,
    at_reporting_frequency,
    begun_report,
    report_period_of,
)
from tests.metrics.quarterly_kpis import MONTHLY, NOT_DUE, RATIO, YEARLY, months, quarters, years


def test_figures_of_other_frequencies_are_left_aside() -> None:
    figures = [*quarters(2024, 99), KpiFigure(month(2024, 4), 1), KpiFigure(month(2024, 5), 1)]
    assert [figure.period for figure in at_reporting_frequency(RATIO, figures)] == [
        quarter(2024, 1)
    ]


@pytest.mark.parametrize(
    ("rules", "figures", "kind"),
    [
        (RATIO, [*years(3), *quarters(2023, 220)], PeriodKind.QUARTER),
        (YEARLY, [*years(3), *quarters(2023, 220)], PeriodKind.QUARTER),
        (
            RATIO,
            [f for year in range(2018, 2023) for f in quarters(year, 1, 2, 3, 4)] + months(2),
            PeriodKind.MONTH,
        ),
        (MONTHLY, [*quarters(2024, 1, 2, 3, 4), *months(11)], PeriodKind.QUARTER),
        (MONTHLY, [*quarters(2024, 1, 2, 3, 4), *months(12)], PeriodKind.MONTH),
        (RATIO, [*quarters(2024, 1, 2, 3, 4), *months(12)], PeriodKind.QUARTER),
        (YEARLY, [*quarters(2024, 1, 2, 3, 4), *months(12)], PeriodKind.MONTH),
        (YEARLY, [*quarters(2024, 1, 2, 3, 4), *years(5)], PeriodKind.FINANCIAL_YEAR),
        (RATIO, [*quarters(2024, 1, 2, 3, 4), *years(5)], PeriodKind.QUARTER),
        (RATIO, [*quarters(2024, 1, 2, 3), *years(5)], PeriodKind.FINANCIAL_YEAR),
        (RATIO, [*years(3), *NOT_DUE], PeriodKind.FINANCIAL_YEAR),
        (RATIO, [*NOT_DUE, KpiFigure(financial_year(2024), None)], PeriodKind.QUARTER),
        (MONTHLY, [*NOT_DUE, KpiFigure(financial_year(2024), None)], PeriodKind.QUARTER),
    ],
)
def test_the_frequency_is_that_of_the_figure_whose_period_ends_last(
    rules: KpiRules, figures: list[KpiFigure], kind: PeriodKind
) -> None:
    expected = sorted(figure.period for figure in figures if figure.period.kind is kind)
    assert [figure.period for figure in at_reporting_frequency(rules, figures)] == expected


def test_a_figure_after_the_report_does_not_change_its_frequency() -> None:
    figures = [*years(4), *quarters(2024, 1), *quarters(2042, 9)]
    kinds = {
        until: at_reporting_frequency(RATIO, figures, until.end)[0].period.kind
        for until in (quarter(2023, 4), quarter(2024, 1))
    }
    assert list(kinds.values()) == [PeriodKind.FINANCIAL_YEAR, PeriodKind.QUARTER]


@given(st.data())
def test_the_newest_figure_is_the_latest_whatever_outnumbers_it(data: st.DataObject) -> None:
    rules = data.draw(st.sampled_from([RATIO, MONTHLY, YEARLY]))
    periods = st.one_of(
        st.builds(month, st.integers(2018, 2024), st.integers(1, 12)),
        st.builds(quarter, st.integers(2018, 2024), st.integers(1, 4)),
        st.builds(half_year, st.integers(2018, 2024), st.integers(1, 2)),
        st.builds(financial_year, st.integers(2018, 2024)),
    )
    reported = data.draw(st.lists(periods, min_size=1, unique=True))
    values = data.draw(st.lists(st.sampled_from([None, 1.0]), min_size=len(reported)))
    figures = [KpiFigure(period, value) for period, value in zip(reported, values, strict=False)]
    series = at_reporting_frequency(rules, figures)
    valued = [f.period for f in figures if f.value is not None] or reported
    assert max(f.period.end for f in series if f.period in valued) == max(p.end for p in valued)
    assert list(series) == list(at_reporting_frequency(rules, figures[::-1]))


def test_no_figures_have_no_frequency() -> None:
    assert list(at_reporting_frequency(RATIO, [])) == []


def test_the_report_is_for_the_last_quarter_with_a_value() -> None:
    figures = [*quarters(2024, 1, None), KpiFigure(financial_year(2024), 3)]
    assert report_period_of([figures]) == quarter(2024, 1)
    assert report_period_of([]) is None


@pytest.mark.parametrize(
    ("early", "expected"), [(2, quarter(2024, 1)), (3, quarter(2024, 2)), (4, quarter(2024, 2))]
)
def test_a_quarter_is_reported_once_a_third_of_the_kpis_have_it(
    early: int, expected: Period
) -> None:
    groups = [quarters(2024, 1, 2 if n < early else None) for n in range(9)]
    assert report_period_of(groups) == expected
    assert report_period_of(groups, [RATIO] * 9) == expected


def test_kpis_that_are_not_due_for_a_quarter_do_not_hold_the_report_back() -> None:
    groups = [*[quarters(2024, 1, 2)] * 2, quarters(2024, 1), *[years(4)] * 5]
    rules = [RATIO] * 3 + [YEARLY] * 5
    assert report_period_of(groups, rules) == quarter(2024, 2)
    # At the year's end they are due, and three of eight are a third.
    ended = [*[quarters(2024, 1, 2, 3, 4)] * 2, groups[2], *[years(4)] * 5]
    assert report_period_of(ended, rules) == quarter(2024, 3)
    assert report_period_of([*ended[:3], *[years(5)] * 5], rules) == quarter(2024, 4)


def test_a_month_is_a_figure_for_its_quarter() -> None:
    groups = [quarters(2023, 1, 1, 1, 1), months(2), months(2)]
    assert report_period_of(groups, [RATIO, MONTHLY, MONTHLY]) == quarter(2024, 1)


@pytest.mark.parametrize("number", [2, 3])
def test_one_of_several_kpis_alone_does_not_move_the_report(number: int) -> None:
    groups = [quarters(2024, 1, 2), *[quarters(2024, 1)] * (number - 1)]
    rules = [RATIO] * number
    assert report_period_of(groups, rules) == quarter(2024, 1)
    assert begun_report(groups, rules) == BegunReport(quarter(2024, 2), 1, number)
    groups[1] = groups[0]
    assert report_period_of(groups, rules) == quarter(2024, 2)
    assert report_period_of(groups[:1], rules[:1]) == quarter(2024, 2)


def test_kpis_without_any_figure_do_not_hold_the_report_back() -> None:
    begun_by_few = [*[quarters(2024, 1, 2)] * 9, quarters(2024, 1), *[[]] * 40]
    rules = [RATIO] * 50
    assert report_period_of(begun_by_few, rules) == quarter(2024, 2)
    next_quarter = [*[quarters(2024, 1, 2, 3)] * 3, *begun_by_few[3:]]
    assert report_period_of(next_quarter, rules) == quarter(2024, 2)
    assert begun_report(next_quarter, rules) == BegunReport(quarter(2024, 3), 3, 10)
    assert report_period_of([quarters(2024, 1, 2, 3), *next_quarter], [RATIO, *rules]) == quarter(
        2024, 3
    )


def test_figures_of_long_ago_make_the_report_until_a_third_as_many_are_new() -> None:
    old = [quarters(2019, 1, 1, 1, 1)] * 3
    assert report_period_of([*old, *[[]] * 36], [RATIO] * 39) == quarter(2019, 4)
    assert report_period_of([*old, quarters(2026, 1)], [RATIO] * 4) == quarter(2019, 4)
    assert report_period_of([*old, *[quarters(2026, 1)] * 2], [RATIO] * 5) == quarter(2026, 1)


def test_one_monthly_kpi_alone_is_reported_by_the_plans_quarter() -> None:
    groups = [months(1), *[[]] * 38]
    assert report_period_of(groups, [MONTHLY, *[RATIO] * 38]) == quarter(2024, 1)


@pytest.mark.parametrize(
    "astray",
    [KpiFigure(quarter(2042, 1), 7), KpiFigure(month(2025, 4), 7), KpiFigure(month(2024, 6), 7)],
)
def test_one_early_or_mistyped_figure_does_not_move_the_report(astray: KpiFigure) -> None:
    groups = [quarters(2024, 1, None) for _ in range(4)]
    groups[0] = [*groups[0], KpiFigure(quarter(2023, 4), 1)]
    assert report_period_of([*groups, [astray]]) == quarter(2024, 1)


@pytest.mark.parametrize(
    ("groups", "expected"),
    [
        ([], None),
        ([quarters(2024, None)], None),
        ([[KpiFigure(month(2024, 5), 1)], [KpiFigure(month(2024, 4), 1)]], month(2024, 5)),
        ([[KpiFigure(month(2024, 4), 1)]] * 4 + [[KpiFigure(month(2042, 4), 1)]], month(2024, 4)),
        ([[KpiFigure(month(2024, 5), 1)], quarters(2023, 1)], quarter(2024, 1)),
        (
            [[KpiFigure(financial_year(2023), 1)], [KpiFigure(financial_year(2024), 1)]],
            financial_year(2024),
        ),
        ([quarters(2000 + n, 1) for n in range(9)], quarter(2008, 1)),
    ],
)
def test_without_quarters_the_report_is_for_the_last_month_or_year(
    groups: list[list[KpiFigure]], expected: Period | None
) -> None:
    assert report_period_of(groups) == expected
