import pytest

from metrics.direction import KpiKind
from metrics.forecast.increments import YearSoFar, increments_of, position_in_year
from metrics.kpi_figure import KpiFigure, KpiRules
from metrics.period import (
    Period,
    calendar_year,
    financial_year,
    half_year,
    month,
    quarter,
    year_to_date,
)
from metrics.status import Polarity
from tests.metrics.kpi_years import CUMULATIVE, DISCRETE, figures, kpi_rules, to_date

YEAR = [10.0, 20.0, 30.0, 40.0]


def known_after(kpi: KpiRules, series: list[KpiFigure], year: int, number: int) -> YearSoFar | None:
    flows = increments_of(kpi, series)
    assert flows is not None
    return flows.year_so_far(year, number)


def test_discrete_figures_and_running_totals_give_the_same_flows() -> None:
    each, totals = figures(YEAR, YEAR[:2]), to_date(YEAR, YEAR[:2])
    assert increments_of(DISCRETE, each) == increments_of(CUMULATIVE, totals)


def test_what_is_known_of_a_year() -> None:
    so_far = known_after(DISCRETE, figures(YEAR, YEAR, YEAR[:3]), 2024, 3)
    past = {2022: tuple(YEAR), 2023: tuple(YEAR)}
    assert so_far == YearSoFar(
        year=2024,
        periods_reported=3,
        periods_in_year=4,
        total=60,
        past=past,
        run=(*YEAR, *YEAR, 10, 20, 30),
    )
    assert so_far.periods_to_come == 1
    assert so_far.last_year == tuple(YEAR)


def test_what_was_known_then_knows_nothing_of_later() -> None:
    series = figures(YEAR, [11.0, 21.0, 31.0, 41.0], YEAR)
    assert known_after(DISCRETE, series, 2023, 2) == YearSoFar(
        year=2023,
        periods_reported=2,
        periods_in_year=4,
        total=32,
        past={2022: tuple(YEAR)},
        run=(*YEAR, 11, 21),
    )


def test_a_year_before_is_what_was_known_then() -> None:
    series = figures(YEAR, [11.0, 21.0, 31.0, 41.0], YEAR[:2])
    so_far = known_after(DISCRETE, series, 2024, 2)
    assert so_far is not None
    assert so_far.a_year_before() == known_after(DISCRETE, series, 2023, 2)


def test_a_year_before_that_is_not_complete_tells_nothing() -> None:
    so_far = known_after(DISCRETE, figures(YEAR, [1.0, None, 3.0, 4.0], YEAR[:1]), 2024, 1)
    assert so_far is not None
    assert so_far.a_year_before() is None


def test_a_year_with_a_gap_is_not_complete_and_ends_the_run() -> None:
    series = figures(YEAR, [1.0, None, 3.0, 4.0], YEAR[:1])
    so_far = known_after(DISCRETE, series, 2024, 1)
    assert so_far == YearSoFar(
        year=2024,
        periods_reported=1,
        periods_in_year=4,
        total=10,
        past={2022: tuple(YEAR)},
        run=(3, 4, 10),
    )


def test_a_year_that_is_absent_ends_the_run_too() -> None:
    series = figures(YEAR, last=2021) + figures(YEAR, YEAR[:1])
    so_far = known_after(DISCRETE, series, 2024, 1)
    assert so_far == YearSoFar(
        year=2024,
        periods_reported=1,
        periods_in_year=4,
        total=10,
        past={2021: tuple(YEAR), 2023: tuple(YEAR)},
        run=(*YEAR, 10),
    )


def test_a_gap_in_this_year_hides_what_the_year_has_reached() -> None:
    assert known_after(DISCRETE, figures(YEAR, [10.0, None, 30.0]), 2024, 3) is None


def test_a_running_total_tells_it_all_the_same() -> None:
    flows = increments_of(CUMULATIVE, figures(YEAR, [10.0, None, 60.0]))
    assert flows is not None
    so_far = flows.year_so_far(2024, 3, 60)
    assert so_far is not None
    assert (so_far.total, so_far.run) == (60, ())


def test_a_running_total_that_was_revised_down_is_a_negative_flow() -> None:
    so_far = known_after(CUMULATIVE, figures([10.0, 8.0, 30.0, 50.0], [5.0]), 2024, 1)
    assert so_far is not None
    assert so_far.past == {2023: (10, -2, 22, 20)}
    assert not so_far.all_positive


@pytest.mark.parametrize(
    ("past", "this_year", "positive"),
    [
        (YEAR, [1.0], True),
        ([10.0, 0.0, 30.0, 40.0], [1.0], False),
        ([10.0, -1.0, 30.0, 40.0], [1.0], False),
        ([10.0, 1e-9, 30.0, 40.0], [1.0], False),
        ([10.0, 1e-6, 30.0, 40.0], [1.0], True),
        ([-1.0, -2.0, -3.0, -4.0], [-1.0], False),
        ([0.0, 0.0, 0.0, 0.0], [0.0], False),
        (YEAR, [0.0], False),
        (YEAR, [-1.0], False),
    ],
)
def test_shares_need_all_above_zero(
    past: list[float], this_year: list[float], positive: bool
) -> None:
    so_far = known_after(DISCRETE, figures(past, this_year), 2024, 1)
    assert so_far is not None
    assert so_far.all_positive is positive


@pytest.mark.parametrize(
    ("period", "months", "number"),
    [
        (month(2024, 4), 1, 1),
        (month(2025, 3), 1, 12),
        (quarter(2024, 4), 3, 4),
        (half_year(2024, 2), 6, 2),
        (year_to_date(quarter(2024, 3)), 3, 3),
        (year_to_date(month(2025, 1)), 1, 10),
    ],
)
def test_where_in_its_year_a_period_is(period: Period, months: int, number: int) -> None:
    assert position_in_year(period, months) == (2024, number)


@pytest.mark.parametrize("kind", [KpiKind.RATIO, KpiKind.SNAPSHOT])
def test_what_is_no_sum_has_no_flows(kind: KpiKind) -> None:
    assert increments_of(kpi_rules(kind=kind), figures(YEAR)) is None


@pytest.mark.parametrize(
    "period",
    [
        financial_year(2023),
        calendar_year(2023),
        Period(month(2024, 5).start, month(2024, 7).end, quarter(2024, 1).kind),
    ],
)
def test_periods_that_are_no_parts_of_a_financial_year_have_no_flows(period: Period) -> None:
    assert increments_of(DISCRETE, [KpiFigure(period, 3.0)]) is None


def test_two_rhythms_at_once_have_no_flows() -> None:
    both = [KpiFigure(quarter(2024, 1), 3.0), KpiFigure(month(2024, 4), 1.0)]
    assert increments_of(DISCRETE, both) is None


def test_figures_to_date_by_name_have_the_flows_of_their_quarters() -> None:
    named = [KpiFigure(year_to_date(f.period), f.value) for f in to_date(YEAR)]
    assert increments_of(CUMULATIVE, named) == increments_of(CUMULATIVE, to_date(YEAR))


def test_no_figures_have_no_flows() -> None:
    assert increments_of(kpi_rules(Polarity.NONE), []) is None
