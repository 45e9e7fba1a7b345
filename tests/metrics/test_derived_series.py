"""One KPI in several views: what each period added, the year to date, whole years."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.derived_series import added, to_date, whole_years, without_gaps
from metrics.direction import KpiKind
from metrics.kpi_figure import KpiFigure, KpiRules
from metrics.period import (
    Period,
    financial_year,
    half_year,
    instant,
    month,
    quarter,
    year_to_date,
)
from tests.metrics import kpi_years
from tests.metrics.kpi_years import CUMULATIVE, DISCRETE, FREQUENCY, figures, kpi_rules

YEAR = [10.0, 20.0, 30.0, 40.0]
RATIO = kpi_rules(kind=KpiKind.RATIO)
YEARLY = kpi_rules(kind=KpiKind.RATIO, frequency="annual")


def values(derived: Sequence[KpiFigure]) -> list[float | None]:
    return [figure.value for figure in derived]


def marked(series: Sequence[KpiFigure], *provisional: int) -> list[KpiFigure]:
    """The same figures, those at some places provisional."""
    return [replace(figure, provisional=at in provisional) for at, figure in enumerate(series)]


def test_what_is_no_running_total_is_what_each_period_was() -> None:
    series = figures(YEAR)
    assert added(RATIO, series) == series
    assert added(DISCRETE, series) == series


def test_a_running_total_is_taken_apart_by_period() -> None:
    derived = added(CUMULATIVE, kpi_years.to_date(YEAR, YEAR[:2]))
    assert [(f.period, f.value) for f in derived] == [
        *((quarter(2023, n), value) for n, value in enumerate(YEAR, 1)),
        (quarter(2024, 1), 10.0),
        (quarter(2024, 2), 20.0),
    ]


def test_years_to_date_are_taken_apart_into_quarters() -> None:
    series = [KpiFigure(year_to_date(quarter(2024, n)), 10.0 * n) for n in (1, 2)]
    assert [(f.period, f.value) for f in added(CUMULATIVE, series)] == [
        (quarter(2024, 1), 10),
        (quarter(2024, 2), 10),
    ]


@pytest.mark.parametrize(
    ("reached", "expected"),
    [
        ([10.0, None, 60.0, 100.0], [10, None, None, 40]),
        ([None, 30.0], [None, None]),
        ([10.0, 8.0], [10, -2]),
        ([0.0, 0.0], [0, 0]),
        ([0.1, 0.3], [0.1, 0.2]),
        ([], []),
        ([None], []),
    ],
)
def test_a_gap_hides_two_periods_and_a_fall_stays_a_fall(
    reached: list[float | None], expected: list[float | None]
) -> None:
    assert values(added(CUMULATIVE, figures(reached))) == expected


@pytest.mark.parametrize(
    ("provisional", "expected"),
    [
        ((), [False] * 5),
        ((0,), [True, True, False, False, False]),
        ((3,), [False, False, False, True, False]),
        ((4,), [False, False, False, False, True]),
    ],
)
def test_what_was_added_is_provisional_where_either_count_is(
    provisional: tuple[int, ...], expected: list[bool]
) -> None:
    series = marked(figures([10.0, 30.0, 60.0, 100.0], [5.0]), *provisional)
    assert [figure.provisional for figure in added(CUMULATIVE, series)] == expected


def test_what_was_added_has_no_target_of_its_own() -> None:
    series = [KpiFigure(quarter(2024, 1), 10, target=40)]
    assert added(CUMULATIVE, series)[0].target is None


@pytest.mark.parametrize(
    ("each", "expected"),
    [
        (YEAR, [10, 30, 60, 100]),
        ([10.0, None, 30.0], [10]),
        ([None, 20.0], []),
        ([0.0, 0.0], [0, 0]),
        ([-5.0, 3.0], [-5, -2]),
    ],
)
def test_the_year_to_date_is_counted_up_until_a_period_is_missing(
    each: list[float | None], expected: list[float]
) -> None:
    assert values(to_date(DISCRETE, figures(each))) == expected


def test_every_year_begins_at_nothing() -> None:
    derived = to_date(DISCRETE, figures(YEAR, YEAR[:2]))
    assert [figure.period for figure in derived][-2:] == [quarter(2024, 1), quarter(2024, 2)]
    assert values(derived) == [10, 30, 60, 100, 10, 30]


def test_a_count_is_provisional_from_the_first_period_that_is() -> None:
    derived = to_date(DISCRETE, marked(figures(YEAR, YEAR[:1]), 1))
    assert [figure.provisional for figure in derived] == [False, True, True, True, False]


def test_a_running_total_is_its_own_year_to_date() -> None:
    series = kpi_years.to_date(YEAR)
    assert to_date(CUMULATIVE, series) == series


@pytest.mark.parametrize("kpi", [RATIO, YEARLY, kpi_rules(kind=KpiKind.SNAPSHOT)])
def test_what_does_not_add_up_has_no_year_to_date(kpi: KpiRules) -> None:
    assert to_date(kpi, figures(YEAR)) == ()
    assert whole_years(kpi, figures(YEAR)) == {}


def test_whole_years_are_those_with_every_period() -> None:
    series = figures(YEAR, [1.0, None, 3.0, 4.0], YEAR[:3])
    assert whole_years(DISCRETE, series) == {financial_year(2022): 100}


@pytest.mark.parametrize(
    ("reached", "expected"),
    [
        ([10.0, None, None, 100.0], {financial_year(2024): 100}),
        ([10.0, 30.0, 60.0], {}),
        ([10.0, 30.0, 60.0, None], {}),
    ],
)
def test_the_count_at_the_years_end_is_the_year_whatever_was_missing_before(
    reached: list[float | None], expected: dict[Period, float]
) -> None:
    assert whole_years(CUMULATIVE, figures(reached)) == expected


@pytest.mark.parametrize("kind", list(KpiKind))
def test_a_yearly_figure_is_its_year(kind: KpiKind) -> None:
    series = [KpiFigure(financial_year(2023), 83.0), KpiFigure(financial_year(2024), None)]
    kpi = kpi_rules(kind=kind, frequency="annual")
    assert whole_years(kpi, series) == {financial_year(2023): 83}


def test_no_figures_have_no_years() -> None:
    assert whole_years(DISCRETE, []) == {}


FLOWS = st.floats(0, 1e6).map(lambda value: round(value, 2))


@given(
    parts=st.sampled_from([2, 4, 12]),
    data=st.data(),
    years=st.integers(1, 3),
    missing=st.integers(0),
)
def test_monthly_quarterly_and_to_date_are_one_kpi_never_counted_twice(
    parts: int, data: st.DataObject, years: int, missing: int
) -> None:
    flows = data.draw(st.lists(FLOWS, min_size=parts * years, max_size=parts * years))
    by_year = [flows[at : at + parts] for at in range(0, len(flows), parts)]
    by_year[-1] = by_year[-1][: parts - missing % parts]
    frequency = FREQUENCY[parts]
    each = figures(*by_year, frequency=frequency)
    kpi, counted = kpi_rules(frequency=frequency), kpi_rules(kind=KpiKind.CUMULATIVE)
    reached = to_date(kpi, each)
    assert values(added(counted, reached)) == pytest.approx([f.value for f in each], abs=1e-6)
    assert whole_years(kpi, each) == whole_years(counted, reached)


@pytest.mark.parametrize(
    ("periods", "between"),
    [
        ([month(2024, 1), month(2024, 4)], [month(2024, 2), month(2024, 3)]),
        ([quarter(2023, 4), quarter(2024, 2)], [quarter(2024, 1)]),
        ([half_year(2023, 1), half_year(2024, 1)], [half_year(2023, 2)]),
        ([financial_year(2021), financial_year(2023)], [financial_year(2022)]),
        ([quarter(2023, 4), quarter(2024, 1)], []),
        ([quarter(2023, 4)], []),
    ],
)
def test_a_missing_period_stands_in_its_place_without_a_value(
    periods: list[Period], between: list[Period]
) -> None:
    series = [KpiFigure(period, 1.0) for period in periods]
    derived, result_values = without_gaps(series)
    assert list(derived) == sorted([*periods, *between])
    assert [p for p, value in zip(derived, result_values, strict=True) if value is None] == between


def test_what_has_no_value_at_either_end_is_left_off() -> None:
    assert without_gaps(figures([None, 1.0, None, 2.0], [None])) == (
        (quarter(2023, 2), quarter(2023, 3), quarter(2023, 4)),
        (1, None, 2),
    )
    assert without_gaps(figures([None, None])) == ((), ())
    assert without_gaps([]) == ((), ())


def test_no_figure_is_lost_where_days_come_in_no_rhythm() -> None:
    days = [date(2024, 1, 15), date(2024, 2, 2), date(2024, 3, 2), date(2024, 5, 9)]
    derived, result_values = without_gaps([KpiFigure(instant(day), 1.0) for day in days])
    assert [p.start for p, value in zip(derived, result_values, strict=True) if value] == days
    assert result_values == (1, 1, 1, None, None, 1)
