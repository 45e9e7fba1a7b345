"""Which values a KPI can have, and that nothing said of it lies beyond them."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.direction import KpiKind
from metrics.forecast.forecast_points import next_values
from metrics.forecast.year_end import year_end
from metrics.kpi_analysis import kpi_analysis
from metrics.kpi_figure import KpiFigure
from metrics.period import financial_year
from metrics.possible_range import FROM_NONE, UNLIMITED, Bounds, possible_range
from metrics.year_to_date import part_of_year
from tests.metrics.kpi_years import CUMULATIVE, DISCRETE, figures, kpi_rules, to_date

RATIO = replace(kpi_rules(kind=KpiKind.RATIO), unit="percent")


@pytest.mark.parametrize(
    ("unit", "kind", "name", "bounds"),
    [
        ("percent", KpiKind.RATIO, "Calls answered", Bounds(0, 100)),
        ("percent", KpiKind.CUMULATIVE, "Council tax collected in the year", Bounds(0, 100)),
        ("percent", KpiKind.SNAPSHOT, "Rent collected", Bounds(0, 100)),
        ("percent", KpiKind.DISCRETE, "Footfall against last year", UNLIMITED),
        ("percent", KpiKind.RATIO, "Change in footfall", UNLIMITED),
        ("number", KpiKind.DISCRETE, "Climate change events held", Bounds(0)),
        ("number", KpiKind.DISCRETE, "Net additional homes", UNLIMITED),
        ("pounds", KpiKind.CUMULATIVE, "Grants paid", Bounds(0)),
        ("pounds", KpiKind.CUMULATIVE, "Variance from budget", UNLIMITED),
        ("working days", KpiKind.CUMULATIVE, "Working days lost to sickness", Bounds(0)),
        ("score", KpiKind.SNAPSHOT, "Life satisfaction", Bounds(0, 10)),
        ("index", KpiKind.SNAPSHOT, "House prices", UNLIMITED),
        ("", KpiKind.SNAPSHOT, "", UNLIMITED),
    ],
)
def test_a_unit_says_which_values_there_can_be(
    unit: str, kind: KpiKind, name: str, bounds: Bounds
) -> None:
    assert possible_range(unit, kind, name) == bounds


def test_a_reported_value_beyond_an_end_shows_that_it_is_none() -> None:
    assert Bounds(0, 100).of_reported([5.0, None, 100.0]) == Bounds(0, 100)
    assert Bounds(0, 100).of_reported([5.0, 102.0]) == Bounds(0, None)
    assert Bounds(0, 100).of_reported([-1.0]) == Bounds(None, 100)
    assert Bounds(0, 100).of_reported([]) == Bounds(0, 100)


SHARES = st.lists(st.floats(80, 100), min_size=8, max_size=20)


@settings(max_examples=60)
@given(SHARES)
def test_the_next_shares_of_a_whole_stay_within_it(shares: list[float]) -> None:
    series = [KpiFigure(part_of_year(2018, n, 3), value) for n, value in enumerate(shares, 1)]
    for point in next_values(RATIO, series, 4):
        assert point.lower is not None
        assert point.upper is not None
        assert 0 <= point.lower <= point.point <= point.upper <= 100


YEARS = st.lists(st.lists(st.floats(0, 25), min_size=4, max_size=4), min_size=2, max_size=5)


@settings(max_examples=60)
@given(YEARS, st.integers(1, 3), st.sampled_from([("percent", 100.0), ("number", None)]))
def test_forecasts_limits_and_targets_to_date_stay_within_the_range(
    years: list[list[float]], known: int, unit: tuple[str, float | None]
) -> None:
    for rules, build in ((CUMULATIVE, to_date), (DISCRETE, figures)):
        if rules is DISCRETE and unit[0] == "percent":
            continue
        kpi = replace(rules, unit=unit[0])
        series = build(*years[:-1], years[-1][:known])
        annual = KpiFigure(financial_year(2024), None, target=unit[1] or 60.0)
        read = kpi_analysis(kpi, [*series, annual], series[-1].period)
        latest, ahead = read.position.latest, read.forecast
        targets = [latest.target] if latest else []
        points = ahead.forecast_points if ahead else ()
        ends = [end for point in points for end in (point.lower, point.point, point.upper)]
        year = [ahead.lower, ahead.point, ahead.upper] if ahead else []
        for value in (*targets, *ends, *year):
            assert value is None or 0 <= value <= (unit[1] or float("inf"))


def test_every_unit_of_counts_and_amounts_begins_at_none() -> None:
    for unit in FROM_NONE:
        assert possible_range(unit, KpiKind.SNAPSHOT) == Bounds(0)
    assert year_end(replace(DISCRETE, unit="number"), figures([1.0]), None) is None
