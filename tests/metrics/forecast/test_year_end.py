import math
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.direction import KpiKind
from metrics.forecast.forecast_points import ForecastPoint
from metrics.forecast.methods import Method
from metrics.forecast.year_end import Chance, Forecast, chance_of, year_end
from metrics.kpi_figure import KpiFigure
from metrics.period import financial_year, half_year, month, quarter, year_to_date
from metrics.status import Polarity
from metrics.student_t import student_quantile
from tests.metrics.kpi_years import CUMULATIVE, DISCRETE, figures, kpi_rules, to_date

MAX, MIN, RANGE, NONE = Polarity.MAXIMISE, Polarity.MINIMISE, Polarity.RANGE, Polarity.NONE
FIRST, BEFORE, LAST = [9.0, 16.0, 30.0, 33.0], [8.0, 18.0, 28.0, 38.0], [10.0, 20.0, 30.0, 40.0]
FLOWS = st.lists(st.floats(0.5, 500), min_size=4, max_size=4)
WHOLE = ForecastPoint(financial_year(2024), 90, 86, 94)


def ended(*years: Sequence[float], target: float | None = None) -> Forecast:
    forecast = year_end(DISCRETE, figures(*years), target)
    assert forecast is not None
    return forecast


def test_without_history_the_year_goes_on_at_its_rate() -> None:
    forecast = ended([12, 24])
    assert (forecast.point, forecast.lower, forecast.upper) == (72, None, None)
    assert (
        forecast.method,
        forecast.history,
        forecast.periods_reported,
        forecast.periods_in_year,
    ) == (
        Method.RUN_RATE,
        0,
        2,
        4,
    )
    assert forecast.last_error is None


def test_one_year_gives_a_number_but_no_range() -> None:
    forecast = ended(LAST, [12, 24], target=110)
    assert forecast.point == pytest.approx((36 + 70 + 120) / 2)
    assert (forecast.lower, forecast.upper, forecast.chance) == (None, None, None)
    assert (forecast.method, forecast.history, forecast.last_error) == (Method.LAST_YEAR, 1, None)


def test_two_years_give_a_range_and_say_how_last_year_went() -> None:
    forecast = ended(BEFORE, LAST, [12, 24], target=90)
    half = 2 * student_quantile(0.9, 6) * math.sqrt((5 * 2**2 + 4**2) / 6)
    assert (forecast.lower, forecast.upper) == pytest.approx((113 - half, 113 + half))
    # At the half of last year: 30 so far, 66 as the year before, or 92 / 26 times the 30.
    assert forecast.last_error == pytest.approx((30 + 66 + 92 * 30 / 26) / 2 / 100 - 1)
    assert forecast.chance is Chance.LIKELY


def test_three_years_use_theta_and_the_share() -> None:
    forecast = ended(FIRST, BEFORE, LAST, [12, 24])
    assert forecast.method is Method.THETA_AND_SHARE
    assert forecast.lower is not None
    assert forecast.upper is not None
    assert forecast.lower * forecast.upper == pytest.approx(forecast.point**2)
    assert forecast.last_error is not None


def test_years_of_one_shape_are_forecast_exactly() -> None:
    forecast = ended(LAST, LAST, LAST, [10.0])
    assert (forecast.point, forecast.lower, forecast.upper) == pytest.approx((100, 100, 100))
    assert forecast.last_error == pytest.approx(0)


@pytest.mark.parametrize("history", [[], [LAST], [FIRST, BEFORE, LAST]])
def test_a_whole_year_is_its_own_outturn_even_if_impossible(history: list[list[float]]) -> None:
    forecast = year_end(DISCRETE, figures(*history, LAST), 90, possible=(0, 50))
    assert forecast is not None
    assert (forecast.point, forecast.lower, forecast.upper) == (100, None, None)
    assert (forecast.method, forecast.chance, forecast.last_error) == (Method.OUTTURN, None, None)
    assert forecast.forecast_points == ()


@pytest.mark.parametrize(
    ("years", "method", "point"),
    [
        ([LAST, [0.0, 0.0]], Method.SAME_PERIODS, 70),
        ([LAST, [-5.0, 3.0]], Method.SAME_PERIODS, 68),
        ([[10.0, 0.0, 30.0, 40.0], [12.0, 24.0]], Method.SAME_PERIODS, 106),
        ([[10.0, 20.0, -30.0, 40.0], [12.0, 24.0]], Method.SAME_PERIODS, 46),
        ([FIRST, BEFORE, LAST, [0.0]], Method.SAME_PERIODS, 90),
    ],
)
def test_zero_or_less_is_forecast_by_the_same_periods_only(
    years: list[list[float]], method: Method, point: float
) -> None:
    forecast = ended(*years)
    assert (forecast.method, forecast.point) == (method, point)


@pytest.mark.parametrize(
    "years",
    [
        [],
        [[]],
        [[None]],
        [[12.0]],
        [[0.0, 0.0]],
        [LAST, [12.0]],
        [LAST, [12.0, None, 24.0]],
        [LAST, [None, 24.0]],
    ],
)
def test_too_little_says_nothing(years: list[list[float | None]]) -> None:
    assert year_end(DISCRETE, figures(*years), 90) is None


def test_awaited_figures_do_not_hide_the_ones_before() -> None:
    forecast = year_end(DISCRETE, figures(LAST, [12.0, 24.0, None, None]), None)
    assert forecast is not None
    assert forecast == year_end(DISCRETE, figures(LAST, [12.0, 24.0]), None)


@pytest.mark.parametrize("kind", [KpiKind.RATIO, KpiKind.SNAPSHOT])
def test_a_rate_or_snapshot_has_no_year_total(kind: KpiKind) -> None:
    assert year_end(kpi_rules(kind=kind), figures(BEFORE, LAST, [12.0]), 90) is None


def test_a_yearly_kpi_has_nothing_to_forecast() -> None:
    series = [KpiFigure(financial_year(2020 + i), 5.0) for i in range(5)]
    for kind in (KpiKind.DISCRETE, KpiKind.CUMULATIVE):
        assert year_end(kpi_rules(kind=kind, frequency="annual"), series, 90) is None


def facts(forecast: Forecast) -> list[object]:
    """All that is known of a year's end, but for the figures it was worked out from."""
    names = ["year", "periods_reported", "periods_in_year", "history", "total_to_date", "point"]
    names += ["lower", "upper", "method", "target", "chance", "last_error"]
    return [getattr(forecast, name) for name in names]


@given(st.lists(FLOWS, max_size=4), FLOWS, st.integers(1, 4))
def test_running_totals_are_forecast_like_their_flows(
    past: list[list[float]], this_year: list[float], known: int
) -> None:
    # Quarters of a unit, so that running totals are exact.
    years = [[round(flow * 4) / 4 for flow in year] for year in [*past, this_year[:known]]]
    each = year_end(DISCRETE, figures(*years), 90, possible=(0, None))
    totals = year_end(CUMULATIVE, to_date(*years), 90, possible=(0, None))
    assert (each is None) == (totals is None)
    if each and totals:
        assert facts(each) == facts(totals)
        assert [p.period for p in each.forecast_points] == [
            p.period for p in totals.forecast_points
        ]
        added = list(
            accumulate((p.point for p in each.forecast_points), initial=each.total_to_date)
        )[1:]
        # A flow is never below 0, so that the sum of the fan may be above the year.
        assert all(s >= p.point - 1e-6 for s, p in zip(added, totals.forecast_points, strict=True))


def test_a_missing_quarter_of_a_running_total_costs_theta_but_not_the_share() -> None:
    years = [list(accumulate(year)) for year in (FIRST, BEFORE, LAST)]
    forecast = year_end(CUMULATIVE, figures(*years, [12.0, None, 60.0]), None)
    assert forecast is not None
    assert (forecast.method, forecast.periods_reported, forecast.total_to_date) == (
        Method.SHARE,
        3,
        60,
    )
    assert forecast.point == pytest.approx(60 / ((55 + 54 + 60) / (88 + 92 + 100)))


def test_a_year_to_date_that_was_revised_down_is_forecast_by_the_same_periods() -> None:
    years = [[10.0, 8.0, 30.0, 50.0], [12.0, 20.0]]
    forecast = year_end(CUMULATIVE, figures(*years), None, possible=(0, None))
    assert forecast is not None
    assert (forecast.method, forecast.point) == (Method.SAME_PERIODS, 20 + 42)


def test_a_fan_to_date_ends_in_the_years_own_forecast() -> None:
    forecast = year_end(CUMULATIVE, to_date(BEFORE, LAST, [12.0]), None)
    assert forecast is not None
    assert [point.period for point in forecast.forecast_points] == [
        quarter(2024, n) for n in (2, 3, 4)
    ]
    end = forecast.forecast_points[-1]
    assert (end.point, end.lower, end.upper) == (forecast.point, forecast.lower, forecast.upper)


def test_a_fan_of_figures_named_to_date_is_named_so_too() -> None:
    named = [KpiFigure(year_to_date(f.period), f.value) for f in to_date(BEFORE, LAST, [12.0])]
    forecast = year_end(CUMULATIVE, named, None)
    assert forecast is not None
    assert [p.period for p in forecast.forecast_points] == [
        year_to_date(quarter(2024, n)) for n in (2, 3, 4)
    ]


def test_a_fan_of_flows_adds_up_to_the_year() -> None:
    forecast = ended(FIRST, BEFORE, LAST, [12, 24])
    assert forecast.total_to_date + sum(
        point.point for point in forecast.forecast_points
    ) == pytest.approx(forecast.point)
    assert [point.period for point in forecast.forecast_points] == [
        quarter(2024, 3),
        quarter(2024, 4),
    ]


@pytest.mark.parametrize(
    ("frequency", "in_year", "next_one"),
    [("monthly", 12, month(2024, 10)), ("half-yearly", 2, half_year(2024, 2))],
)
def test_months_and_half_years_are_forecast_too(
    frequency: str, in_year: int, next_one: object
) -> None:
    flat = [5.0] * in_year
    series = figures(flat, flat, flat, [5.0] * (in_year // 2), frequency=frequency)
    forecast = year_end(kpi_rules(frequency=frequency), series, 60)
    assert forecast is not None
    assert (forecast.periods_reported, forecast.periods_in_year, forecast.history) == (
        in_year // 2,
        in_year,
        3,
    )
    assert forecast.point == pytest.approx(5 * in_year)
    assert forecast.forecast_points[0].period == next_one


def test_a_percentage_to_date_stays_within_a_hundred_and_above_what_is_reached() -> None:
    past = [[30.0, 29.0, 28.0, 12.0], [20.0, 40.0, 27.0, 6.0]]
    forecast = year_end(CUMULATIVE, to_date(*past, [31.0, 32.0, 30.0]), 98, possible=(0, 100))
    assert forecast is not None
    assert forecast.lower == 93
    assert forecast.upper == 100
    assert forecast.point <= 100


def test_what_can_be_taken_back_may_end_below_what_is_reached() -> None:
    past = [[50.0, -30.0, 5.0, 5.0], [40.0, -20.0, 5.0, 5.0]]
    forecast = year_end(DISCRETE, figures(*past, [45.0]), None, possible=(0, None))
    assert forecast is not None
    assert forecast.point == pytest.approx(35)
    assert forecast.lower is not None
    assert forecast.lower < 35


def test_last_year_must_be_whole_to_say_how_it_went() -> None:
    series = figures(FIRST, BEFORE, LAST, [10.0, None, 30.0, 40.0], [12.0, 24.0])
    forecast = year_end(DISCRETE, series, None)
    assert forecast is not None
    assert (forecast.method, forecast.history, forecast.last_error) == (Method.SHARE, 3, None)


@pytest.mark.parametrize(
    ("polarity", "target", "upper", "chance"),
    [
        (MAX, 86, None, Chance.LIKELY),
        (MAX, 86.1, None, Chance.UNCERTAIN),
        (MAX, 94, None, Chance.UNCERTAIN),
        (MAX, 94.1, None, Chance.UNLIKELY),
        (MIN, 94, None, Chance.LIKELY),
        (MIN, 93.9, None, Chance.UNCERTAIN),
        (MIN, 86, None, Chance.UNCERTAIN),
        (MIN, 85.9, None, Chance.UNLIKELY),
        (RANGE, 86, 94, Chance.LIKELY),
        (RANGE, 94, 86, Chance.LIKELY),
        (RANGE, 87, 94, Chance.UNCERTAIN),
        (RANGE, 94, 99, Chance.UNCERTAIN),
        (RANGE, 95, 99, Chance.UNLIKELY),
        (RANGE, 80, 85, Chance.UNLIKELY),
        (RANGE, 90, None, Chance.UNCERTAIN),
        (MAX, 86, 93, Chance.UNCERTAIN),
        (NONE, 86, None, None),
        (MAX, None, None, None),
    ],
)
def test_the_chance_is_by_where_the_whole_interval_lies(
    polarity: Polarity, target: float | None, upper: float | None, chance: Chance | None
) -> None:
    assert chance_of(WHOLE, polarity, target, upper) is chance


def test_without_an_interval_there_is_no_chance() -> None:
    bare = ForecastPoint(financial_year(2024), 90, None, None)
    assert chance_of(bare, MAX, 10) is None


@pytest.mark.parametrize("missing", [None, math.nan])
def test_a_target_that_is_missing_is_not_said(missing: float | None) -> None:
    forecast = year_end(DISCRETE, figures(BEFORE, LAST, [12.0, 24.0]), missing)
    assert forecast is not None
    assert (forecast.target, forecast.chance) == (None, None)
    assert forecast.words(0) == "likely 106 to 120 (80 %)"


def forecast_by(method: Method, *ends: float | None, point: float = 90) -> Forecast:
    lower, upper = ends or (None, None)
    forecast = ended(LAST, [12, 24], target=90)
    return replace(forecast, point=point, lower=lower, upper=upper, method=method)


@pytest.mark.parametrize(
    ("forecast", "words"),
    [
        (
            replace(forecast_by(Method.LAST_YEAR, 86, 94), chance=Chance.UNCERTAIN),
            "likely 86 to 94 (80 %), target 90: could go either way",
        ),
        (
            replace(forecast_by(Method.LAST_YEAR, 92, 98), chance=Chance.LIKELY),
            "likely 92 to 98 (80 %), target 90: likely to meet",
        ),
        (
            replace(forecast_by(Method.LAST_YEAR, 92, 98), chance=Chance.UNLIKELY, target_upper=91),
            "likely 92 to 98 (80 %), target 90 to 91: unlikely to meet",
        ),
        (replace(forecast_by(Method.LAST_YEAR, 86, 94), target=None), "likely 86 to 94 (80 %)"),
        (forecast_by(Method.LAST_YEAR, 86, 94), "likely 86 to 94 (80 %), target 90"),
        (
            replace(forecast_by(Method.LAST_YEAR, 89.6, 94), chance=Chance.UNCERTAIN),
            "likely 89.6 to 94.0 (80 %), target 90.0: could go either way",
        ),
        (
            replace(forecast_by(Method.LAST_YEAR, 81.8, 82.2), target=80),
            "likely 82 (80 %), target 80",
        ),
        (
            forecast_by(Method.LAST_YEAR, point=88),
            "about 88, target 90: too little history for a range",
        ),
        (
            forecast_by(Method.RUN_RATE, point=1234.4),
            "about 1,234 by simple run-rate, target 90: too little history for a range",
        ),
        (forecast_by(Method.OUTTURN, point=91), "91 for the whole year, target 90"),
        (
            replace(forecast_by(Method.OUTTURN, point=89.7), target=None),
            "90 for the whole year",
        ),
    ],
)
def test_the_words_come_first(forecast: Forecast, words: str) -> None:
    assert forecast.words(0) == words


def test_the_words_use_the_kpis_own_way_to_write_numbers() -> None:
    forecast = forecast_by(Method.LAST_YEAR, 89.6, 94)
    written = forecast.words(0, lambda value, places: f"£{value:.{places}f}k")
    assert written == "likely £89.6k to £94.0k (80 %), target £90.0k"


HISTORIES = st.lists(FLOWS, min_size=0, max_size=5)
SIGNED = st.lists(st.floats(-50, 500), min_size=4, max_size=4)


@given(st.lists(SIGNED, max_size=5), SIGNED, st.integers(1, 4))
def test_the_interval_holds_the_point_and_the_fan_holds_its_own(
    past: list[list[float]], this_year: list[float], known: int
) -> None:
    forecast = year_end(DISCRETE, figures(*past, this_year[:known]), 90)
    if forecast is None:
        return
    hair = 1e-9 * (1 + abs(forecast.point))
    ends = [(forecast.lower, forecast.point, forecast.upper)]
    ends += [(number.lower, number.point, number.upper) for number in forecast.forecast_points]
    for lower, point, upper in ends:
        if lower is not None and upper is not None:
            assert lower - hair <= point <= upper + hair
    assert len(forecast.forecast_points) == forecast.periods_in_year - forecast.periods_reported


@given(
    st.lists(SIGNED, max_size=5), SIGNED, st.integers(1, 3), st.floats(0, 100), st.floats(0, 2e3)
)
def test_a_forecast_stays_within_what_is_possible(
    past: list[list[float]], this_year: list[float], known: int, low: float, wide: float
) -> None:
    possible = (low, low + wide)
    forecast = year_end(DISCRETE, figures(*past, this_year[:known]), 90, possible=possible)
    if forecast:
        ends = (forecast.point, forecast.lower, forecast.upper)
        assert all(low <= end <= low + wide for end in ends if end is not None)


@given(HISTORIES, FLOWS, st.integers(1, 4), st.floats(0.001, 1000))
def test_a_forecast_does_not_depend_on_the_unit(
    past: list[list[float]], this_year: list[float], known: int, scale: float
) -> None:
    years = [*past, this_year[:known]]
    plain = year_end(DISCRETE, figures(*years), 300)
    scaled = year_end(
        DISCRETE, figures(*([scale * flow for flow in year] for year in years)), 300 * scale
    )
    assert (plain is None) == (scaled is None)
    if plain and scaled:
        assert scaled.point == pytest.approx(scale * plain.point, rel=1e-5)
        if plain.lower is not None:
            assert scaled.lower == pytest.approx(scale * plain.lower, rel=1e-5)


@given(HISTORIES, FLOWS)
def test_a_whole_year_is_the_sum_of_its_periods(
    past: list[list[float]], this_year: list[float]
) -> None:
    forecast = ended(*past, this_year)
    assert forecast.point == forecast.total_to_date == pytest.approx(sum(this_year))


@given(
    st.floats(0, 100),
    st.floats(0, 50),
    st.sampled_from([MAX, MIN, RANGE]),
    st.floats(-10, 160),
    st.none() | st.floats(-10, 160),
)
def test_the_chance_is_what_every_value_of_the_interval_says(
    lower: float, wide: float, polarity: Polarity, target: float, upper: float | None
) -> None:
    interval = ForecastPoint(financial_year(2024), lower, lower, lower + wide)
    low, high = sorted((target, target if upper is None else upper))
    both = upper is not None or polarity is RANGE

    def meets(value: float) -> bool:
        if both:
            return low <= value <= high
        return value >= target if polarity is MAX else value <= target

    inside = [lower, lower + wide, *(t for t in (low, high) if lower <= t <= lower + wide)]
    met = [meets(value) for value in inside]
    chance = chance_of(interval, polarity, target, upper)
    assert (chance is Chance.LIKELY) == (meets(lower) and meets(lower + wide))
    assert (chance is Chance.UNLIKELY) == (not any(met))
