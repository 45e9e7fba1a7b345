from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.direction import Direction, Directions, KpiKind, Leads, direction_of_travel, directions
from metrics.period import Period, financial_year, month, quarter, year_to_date
from metrics.status import Polarity

MAX, MIN, RANGE, NONE = Polarity.MAXIMISE, Polarity.MINIMISE, Polarity.RANGE, Polarity.NONE
UP, DOWN, SAME = Direction.IMPROVING, Direction.WORSENING, Direction.NO_CHANGE
UNKNOWN = Direction.NO_COMPARISON
NOW = quarter(2023, 2)


@pytest.mark.parametrize(
    ("value", "earlier", "polarity", "decimals", "expected"),
    [
        (81, 80, MAX, 0, UP),
        (79, 80, MAX, 0, DOWN),
        (79, 80, MIN, 0, UP),
        (81, 80, MIN, 0, DOWN),
        (81, 80, NONE, 0, Direction.INCREASING),
        (79, 80, NONE, 0, Direction.DECREASING),
        (81, 80, RANGE, 0, Direction.INCREASING),
        (80, 80, MAX, 0, SAME),
        (80, 80, NONE, 0, SAME),
        (80.04, 80, MAX, 1, SAME),
        (80.05, 80, MAX, 1, UP),
        (80.06, 80, MAX, 1, UP),
        (79.96, 80, MAX, 1, SAME),
        (79.95, 80, MAX, 1, DOWN),
        (0.3, 0.1, MAX, 1, UP),
        (80.4, 80, MAX, 0, SAME),
        (80.5, 80, MAX, 0, UP),
        (0, 5, MIN, 0, UP),
        (0, 0, MIN, 0, SAME),
        (None, 80, MAX, 0, UNKNOWN),
        (80, None, MAX, 0, UNKNOWN),
        (None, None, MAX, 0, UNKNOWN),
        (80, float("nan"), MAX, 0, UNKNOWN),
    ],
)
def test_direction_is_by_the_difference_at_stored_precision(
    value: float | None,
    earlier: float | None,
    polarity: Polarity,
    decimals: int,
    expected: Direction,
) -> None:
    assert direction_of_travel(value, earlier, polarity, decimals) is expected


typed = st.decimals(-1_000_000, 1_000_000, places=2).map(float)


@given(typed, typed, st.integers(0, 3))
def test_maximising_a_figure_is_minimising_its_negative(
    value: float, earlier: float, decimals: int
) -> None:
    assert direction_of_travel(value, earlier, MAX, decimals) == direction_of_travel(
        -value, -earlier, MIN, decimals
    )


@given(typed, typed, st.integers(0, 3))
def test_going_back_is_the_other_direction(value: float, earlier: float, decimals: int) -> None:
    opposite = {UP: DOWN, DOWN: UP, SAME: SAME}
    forwards = direction_of_travel(value, earlier, MAX, decimals)
    assert direction_of_travel(earlier, value, MAX, decimals) is opposite[forwards]


def both(series: dict[Period, float | None], kind: KpiKind = KpiKind.DISCRETE) -> Directions:
    return directions(series, NOW, MAX, 1, kind)


def test_each_direction_has_its_own_earlier_period() -> None:
    series = {NOW: 80.0, quarter(2023, 1): 81.0, quarter(2022, 2): 79.0}
    assert both(dict(series)) == Directions(DOWN, UP, Leads.PREVIOUS)


def test_a_missing_previous_period_is_never_replaced_by_one_before_it() -> None:
    series: dict[Period, float | None] = {NOW: 80.0, quarter(2022, 4): 70.0, quarter(2022, 2): 79.0}
    assert both(series).previous is UNKNOWN
    assert both(series | {quarter(2023, 1): None}).previous is UNKNOWN


def test_a_period_without_a_figure_has_no_direction() -> None:
    assert both({quarter(2023, 1): 81.0, quarter(2022, 2): 79.0}) == Directions(
        UNKNOWN, UNKNOWN, Leads.PREVIOUS
    )


def test_a_period_of_another_kind_is_no_comparison() -> None:
    assert both({NOW: 80.0, month(2023, 6): 70.0, financial_year(2022): 70.0}).previous is UNKNOWN


def test_cumulative_figures_are_compared_with_last_year_only() -> None:
    series: dict[Period, float | None] = {NOW: 42.0, quarter(2023, 1): 20.0, quarter(2022, 2): 45.0}
    assert both(series, KpiKind.CUMULATIVE) == Directions(UNKNOWN, DOWN, Leads.SAME_LAST_YEAR)


def test_year_to_date_periods_are_cumulative_whatever_the_kpi() -> None:
    now = year_to_date(NOW)
    before = replace(now, start=date(2022, 10, 1), end=date(2023, 3, 31))
    series = {now: 42.0, before: 90.0, year_to_date(quarter(2022, 2)): 40.0}
    both = directions(series, now, MAX, 0, KpiKind.DISCRETE)
    assert both == Directions(UNKNOWN, UP, Leads.SAME_LAST_YEAR)


@pytest.mark.parametrize(
    ("seasonal", "leads", "leading"),
    [(True, Leads.SAME_LAST_YEAR, UP), (False, Leads.PREVIOUS, DOWN)],
)
def test_last_year_leads_for_a_seasonal_kpi(
    leads: Leads, leading: Direction, *, seasonal: bool
) -> None:
    series = {NOW: 80.0, quarter(2023, 1): 81.0, quarter(2022, 2): 79.0}
    both = directions(series, NOW, MAX, 1, KpiKind.DISCRETE, seasonal=seasonal)
    assert (both.leads, both.leading) == (leads, leading)


@pytest.mark.parametrize(
    ("value", "earlier", "expected"),
    [
        (92, 91, Direction.INCREASING),
        (91, 92, Direction.DECREASING),
        (96, 94, Direction.WORSENING),
        (89, 91, Direction.WORSENING),
        (97, 96, Direction.WORSENING),
        (88, 89, Direction.WORSENING),
        (94, 96, Direction.IMPROVING),
        (89, 88, Direction.IMPROVING),
        (95, 95, Direction.NO_CHANGE),
        (95.04, 94.96, Direction.WORSENING),
        (89, 96, Direction.DECREASING),
        (None, 96, Direction.NO_COMPARISON),
    ],
)
def test_leaving_a_range_is_worsening(
    value: float | None, earlier: float, expected: Direction
) -> None:
    for polarity in (Polarity.RANGE, Polarity.MAXIMISE):
        assert direction_of_travel(value, earlier, polarity, 1, (90, 95)) is expected


@given(st.floats(0, 200), st.floats(0, 200))
def test_in_a_range_what_improves_one_way_worsens_the_other(value: float, earlier: float) -> None:
    opposite = {
        Direction.IMPROVING: Direction.WORSENING,
        Direction.WORSENING: Direction.IMPROVING,
        Direction.INCREASING: Direction.DECREASING,
        Direction.DECREASING: Direction.INCREASING,
    }
    way = direction_of_travel(value, earlier, Polarity.RANGE, 1, (90, 95))
    back = direction_of_travel(earlier, value, Polarity.RANGE, 1, (95, 90))
    assert back is opposite.get(way, way)
    assert (way is Direction.WORSENING) <= (not 90 <= value <= 95)
