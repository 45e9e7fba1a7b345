"""A KPI read as a whole, as of a report."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from metrics.direction import Direction, KpiKind, Leads
from metrics.forecast.methods import Method
from metrics.forecast.year_end import Chance, Forecast
from metrics.kpi_analysis import KpiAnalysis, kpi_analysis
from metrics.kpi_figure import KpiFigure, KpiRules
from metrics.kpi_position import kpi_position
from metrics.period import Period, financial_year, quarter
from metrics.possible_range import Bounds
from metrics.spc.kpi_control_chart import KpiControlChart
from metrics.spc.xmr_chart import Showing
from metrics.status import Polarity, Rag, State
from metrics.year_to_date import part_of_year
from tests.metrics.kpi_years import CUMULATIVE, DISCRETE, figures, kpi_rules, to_date

RATIO = kpi_rules(kind=KpiKind.RATIO)
STEADY = [49.0, 51.0, 50.0] * 6 + [49.0, 51.0]
SEASON = [10.0, 20.0, 15.0, 40.0]
YEARS = [[10.0, 20.0, 30.0, 40.0], [11.0, 21.0, 31.0, 41.0], [12.0, 22.0, 32.0, 42.0]]


def quarters(values: Sequence[float | None]) -> list[KpiFigure]:
    """From April 2010 on, against a target of 50."""
    return [
        KpiFigure(part_of_year(2010, number, 3), value, target=50)
        for number, value in enumerate(values, 1)
    ]


def read(kpi: KpiRules, series: list[KpiFigure], reported: Period) -> KpiAnalysis:
    return kpi_analysis(kpi, series, reported)


def test_it_holds_the_outturn_of_the_report() -> None:
    series = quarters(STEADY)
    analysis = read(RATIO, series, series[-1].period)
    assert (
        analysis.position.status
        is kpi_position(RATIO, series, series[-1].period).status
        is Rag.GREEN
    )
    assert analysis.position.latest is not None
    assert analysis.position.latest.figure == series[-1]


@pytest.mark.parametrize(
    ("series", "kpi", "uncharted"),
    [
        (quarters(STEADY), RATIO, None),
        ([], RATIO, "no figures"),
        ([KpiFigure(financial_year(2023), 1)], kpi_rules(frequency="annual"), "yearly figures"),
    ],
)
def test_without_a_chart_there_is_a_reason(
    series: list[KpiFigure], kpi: KpiRules, uncharted: str | None
) -> None:
    analysis = read(kpi, series, quarter(2024, 1))
    assert isinstance(analysis.control, KpiControlChart) is (uncharted is None)
    assert (analysis.uncharted or "").startswith(uncharted or "")
    assert bool(analysis.uncharted) is (uncharted is not None)


def test_no_figures_have_no_status_and_no_forecast() -> None:
    analysis = read(DISCRETE, [], quarter(2024, 1))
    assert (analysis.position.status, analysis.position.latest) == (State.NO_FIGURE, None)
    assert (analysis.forecast, analysis.signals, analysis.year_to_come) == (None, None, None)


@pytest.mark.parametrize(("points", "signals"), [(12, False), (13, True)])
def test_signals_are_shown_in_full_or_not_at_all(points: int, signals: bool) -> None:
    series = quarters(STEADY[:points])
    analysis = read(RATIO, series, series[-1].period)
    assert (analysis.signals is not None) is signals
    assert analysis.control is not None
    assert (analysis.control.showing is Showing.FULL) is signals


def test_signals_of_a_later_figure_say_nothing_of_this_report() -> None:
    series = quarters([*STEADY, 42.0])
    assert read(RATIO, series, series[-1].period).signals is not None
    report = series[-2].period
    assert read(RATIO, series, report).signals == read(RATIO, series[:-1], report).signals


def test_signals_of_the_last_figure_stay_while_the_next_is_awaited() -> None:
    series = quarters([*STEADY, None])
    assert read(RATIO, series, series[-1].period).signals is not None


def test_signals_of_a_running_total_need_what_its_last_period_added() -> None:
    flows = [STEADY[at : at + 4] for at in range(0, 20, 4)]
    series = to_date(*flows)
    assert read(CUMULATIVE, series, series[-1].period).signals is not None
    missing = [*series[:-2], series[-1]]
    assert read(CUMULATIVE, missing, series[-1].period).signals is None


def test_the_same_period_last_year_leads_in_a_season() -> None:
    series = quarters([*SEASON * 4, 12.0])
    position = read(RATIO, series, series[-1].period).position
    assert position.directions is not None
    assert position.directions.leads is Leads.SAME_LAST_YEAR
    assert position.directions.leading is Direction.IMPROVING
    assert position.directions.previous is Direction.WORSENING
    steady = quarters(STEADY)
    level = read(RATIO, steady, steady[-1].period).position.directions
    assert level is not None
    assert level.leads is Leads.PREVIOUS


def forecast(series: list[KpiFigure], kpi: KpiRules = DISCRETE) -> Forecast:
    analysis = read(kpi, series, series[-1].period).forecast
    assert analysis is not None
    return analysis


def test_the_forecast_is_held_against_the_years_target() -> None:
    target = KpiFigure(financial_year(2024), None, target=500)
    series = figures(*YEARS, YEARS[0][:2])
    analysis = forecast([*series, target])
    assert (analysis.target, analysis.chance) == (500, Chance.UNLIKELY)
    assert forecast(series).target is None


def test_a_count_does_not_fall_below_0() -> None:
    falling = figures([30.0, 20.0, 10.0, 1.0], [30.0, 9.0, 1.0, 0.0], [1.0, 0.0])
    counted = replace(DISCRETE, unit="number")
    lower, unlimited = forecast(falling, counted).lower, forecast(falling).lower
    assert lower is not None
    assert lower >= 0
    assert unlimited is not None
    assert unlimited < 0


def test_a_share_of_a_whole_ends_at_100() -> None:
    tax = replace(CUMULATIVE, unit="percent")
    past = [[30.0, 29.0, 28.0, 12.0], [20.0, 40.0, 27.0, 6.0]]
    series = to_date(*past, [31.0, 32.0, 30.0])
    likely = forecast(series, tax)
    assert (likely.lower, likely.upper) == (93, 100)
    assert [point.upper for point in likely.forecast_points] == [100]
    named = forecast(series, replace(tax, name="Net change in what is collected"))
    defined = forecast(series, replace(tax, possible=Bounds(0, 99.5)))
    assert named.upper is not None
    assert named.upper > 100
    assert defined.upper == 99.5


@pytest.mark.parametrize("kpi", [DISCRETE, CUMULATIVE])
def test_a_balance_that_was_negative_may_end_so(kpi: KpiRules) -> None:
    short = [[-10.0, -20.0, -30.0, -40.0]] * 2
    series = figures(*short, [-10.0]) if kpi is DISCRETE else to_date(*short, [-10.0])
    assert forecast(series, kpi).point == pytest.approx(-100)


@pytest.mark.parametrize(
    ("last_year", "reported", "to_come"),
    [
        (YEARS[0][:2], quarter(2024, 2), True),
        (YEARS[0][:2], quarter(2024, 3), True),
        (YEARS[0][:2], quarter(2024, 4), False),
        (YEARS[0][:2], quarter(2025, 1), False),
        (YEARS[0][:2], quarter(2023, 4), False),
        (YEARS[0], quarter(2024, 4), False),
        (YEARS[0], quarter(2024, 2), True),
    ],
    ids=["now", "one awaited", "over", "next year", "last year", "known", "known later"],
)
def test_a_year_is_to_come_until_it_is_known_or_over(
    last_year: list[float], reported: Period, to_come: bool
) -> None:
    analysis = read(DISCRETE, figures(*YEARS, last_year), reported)
    assert analysis.forecast is not None
    known = reported == quarter(2023, 4) or (len(last_year), reported) == (4, quarter(2024, 4))
    assert (analysis.forecast.method is Method.OUTTURN) is known
    assert (analysis.year_to_come is not None) is to_come


def test_a_rate_has_no_year_end() -> None:
    assert read(RATIO, figures(*YEARS), quarter(2024, 4)).forecast is None


def test_a_kpi_without_polarity_has_no_chance() -> None:
    kpi = kpi_rules(Polarity.NONE)
    target = KpiFigure(financial_year(2024), None, target=500)
    analysis = forecast([*figures(*YEARS, YEARS[0][:2]), target], kpi)
    assert analysis.chance is None
