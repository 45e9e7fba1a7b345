"""What is to come of a percentage, a rate or a stock until its year's end."""

from dataclasses import replace

import pytest

from metrics.direction import KpiKind
from metrics.forecast.forecast_points import next_values
from metrics.forecast.rest_of_rates import RatesToCome, rates_to_come
from metrics.forecast.year_end import Chance
from metrics.kpi_analysis import kpi_analysis
from metrics.kpi_figure import KpiFigure
from metrics.period import quarter
from tests.metrics.kpi_years import figures, kpi_rules

RATE = replace(kpi_rules(kind=KpiKind.RATIO), unit="percent", decimals=1)
YEARS = [[80.0, 84.0, 82.0, 81.0], [79.0, 83.0, 84.0, 82.0], [81.0, 85.0, 83.0, 82.0], [80.0, 84.0]]


def known(target: float | None = 82.0) -> list[KpiFigure]:
    return [replace(figure, target=target) for figure in figures(*YEARS)]


def forecast(series: list[KpiFigure]) -> RatesToCome:
    rates = rates_to_come(RATE, series)
    assert rates is not None
    return rates


def written(value: float, places: int) -> str:
    return f"{value:.{places}f}%"


def test_a_percentage_is_forecast_until_its_year_ends_and_says_what_it_rests_on() -> None:
    rates = forecast(known())
    assert rates.points == next_values(RATE, known(), 2)
    assert [point.period for point in rates.points] == [quarter(2024, 3), quarter(2024, 4)]
    assert (rates.figures, rates.target, rates.chance) == (14, 82, Chance.UNCERTAIN)
    words = rates.words(1, written)
    assert words.startswith("Q4 2024/25 likely ")
    assert words.endswith("% (80 %), target 82.0%: could go either way")
    # A year before the same method knew ten figures, and Q4 became 82.
    then = next_values(RATE, known()[:10], 2)[-1].point
    assert rates.last_error == pytest.approx(then - 82)


def test_the_target_is_that_of_the_years_last_period_where_it_is_known() -> None:
    to_come = KpiFigure(quarter(2024, 4), None, state="awaited", target=95)
    rates = forecast([*known(), to_come])
    assert (rates.target, rates.chance) == (95, Chance.UNLIKELY)
    without = forecast(known(None))
    assert (without.target, without.chance) == (None, None)
    assert without.words(1, written).endswith("(80 %)")


def test_a_share_of_a_whole_is_never_forecast_beyond_it() -> None:
    near_all = [[99.0, 100.0, 99.0, 100.0], [98.0, 100.0, 100.0, 99.0], [100.0, 100.0]]
    rates = forecast(figures(*near_all))
    assert max(point.upper or 0 for point in rates.points) == 100
    # Too little history for the same a year before.
    assert rates.last_error is None


@pytest.mark.parametrize(
    ("kind", "years"),
    [
        (KpiKind.DISCRETE, YEARS),
        (KpiKind.CUMULATIVE, YEARS),
        (KpiKind.RATIO, YEARS[:3]),
        (KpiKind.RATIO, [YEARS[0], YEARS[3]]),
    ],
    ids=["a flow", "a running total", "the year is known", "six figures"],
)
def test_there_is_none_of_a_flow_a_known_year_or_too_few_figures(
    kind: KpiKind, years: list[list[float]]
) -> None:
    assert rates_to_come(replace(RATE, kind=kind), figures(*years)) is None


def test_a_report_shows_it_from_its_own_last_figure() -> None:
    series = known()
    analysis = kpi_analysis(RATE, series, quarter(2024, 2))
    assert analysis.rates_to_come is not None
    assert analysis.points_to_come == analysis.rates_to_come.points
    before = kpi_analysis(RATE, series, quarter(2024, 1))
    assert [point.period for point in before.points_to_come] == [
        quarter(2024, number) for number in (2, 3, 4)
    ]
    assert kpi_analysis(RATE, series, quarter(2024, 4)).rates_to_come is None
