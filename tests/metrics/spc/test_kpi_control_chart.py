"""Which series has a control chart, on what, and what it may show."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from metrics.direction import KpiKind
from metrics.kpi_figure import KpiFigure, KpiRules
from metrics.period import (
    academic_year,
    calendar_year,
    financial_year,
    month,
    previous,
    quarter,
    year_to_date,
)
from metrics.spc.icons import Assurance, Variation
from metrics.spc.kpi_control_chart import KpiControlChart, kpi_control_chart
from metrics.spc.xmr_chart import Showing
from metrics.status import Polarity
from metrics.year_to_date import part_of_year
from tests.metrics.kpi_years import CUMULATIVE, DISCRETE, kpi_rules, to_date

RATIO = kpi_rules(kind=KpiKind.RATIO)
FEWER = kpi_rules(Polarity.MINIMISE, KpiKind.RATIO)
UNTOLD = kpi_rules(Polarity.NONE, KpiKind.RATIO)

# A mean of 50 and moves of 2, 1 and 1, so limits near 46.5 and 53.5; no season, run or trend.
STEADY = [49.0, 51.0, 50.0] * 6 + [49.0, 51.0]
SEASON = [10.0, 20.0, 15.0, 40.0]


def quarters(values: Sequence[float | None], target: float | None = None) -> list[KpiFigure]:
    return [
        KpiFigure(part_of_year(2010, number, 3), value, target=target)
        for number, value in enumerate(values, 1)
    ]


def charted(kpi: KpiRules, series: list[KpiFigure], *rebase_on: date) -> KpiControlChart:
    charted_kpi = kpi_control_chart(kpi, series, rebase_on)
    assert isinstance(charted_kpi, KpiControlChart)
    return charted_kpi


@pytest.mark.parametrize(
    ("points", "showing"),
    [
        (1, Showing.LINE),
        (7, Showing.LINE),
        (8, Showing.TRIAL),
        (12, Showing.TRIAL),
        (13, Showing.FULL),
        (20, Showing.FULL),
    ],
)
def test_icons_stand_from_13_points_and_trial_limits_from_8(points: int, showing: Showing) -> None:
    charted_kpi = charted(RATIO, quarters(STEADY[:points], target=40))
    assert charted_kpi.showing is showing
    icons = (Variation.COMMON_CAUSE, Assurance.PASS) if showing is Showing.FULL else (None, None)
    assert (charted_kpi.variation, charted_kpi.assurance) == icons


@pytest.mark.parametrize(("missing", "showing"), [(7, Showing.FULL), (8, Showing.TRIAL)])
def test_a_missing_point_counts_for_nothing(missing: int, showing: Showing) -> None:
    series = [
        figure if not 1 <= at <= missing else replace(figure, value=None)
        for at, figure in enumerate(quarters(STEADY))
    ]
    charted_kpi = charted(RATIO, series)
    assert charted_kpi.showing is showing
    assert charted_kpi.values[1 : missing + 1] == (None,) * missing


def test_periods_that_the_file_leaves_out_are_gaps_too() -> None:
    series = quarters(STEADY)
    charted_kpi = charted(RATIO, [*series[:4], *series[6:]])
    assert charted_kpi.periods == tuple(figure.period for figure in series)
    assert charted_kpi.values[4:6] == (None, None)


@pytest.mark.parametrize(
    ("kpi", "series", "reason"),
    [
        (RATIO, [], "no figures"),
        (RATIO, quarters([None, None]), "no figures"),
        (CUMULATIVE, quarters([None, None]), "no figures"),
        (RATIO, [KpiFigure(financial_year(y), 1) for y in range(2000, 2020)], "yearly figures"),
        (RATIO, [KpiFigure(calendar_year(y), 1) for y in range(2000, 2020)], "yearly figures"),
        (RATIO, [KpiFigure(academic_year(y), 1) for y in range(2000, 2020)], "yearly figures"),
        (
            CUMULATIVE,
            [KpiFigure(financial_year(y), 1) for y in range(2000, 2020)],
            "yearly figures",
        ),
        (RATIO, [KpiFigure(year_to_date(quarter(2020, n)), 1) for n in (1, 2)], "year-to-date"),
    ],
)
def test_a_series_without_a_chart_says_why(
    kpi: KpiRules, series: list[KpiFigure], reason: str
) -> None:
    charted_kpi = kpi_control_chart(kpi, series)
    assert isinstance(charted_kpi, str)
    assert charted_kpi.startswith(reason)


@pytest.mark.parametrize(
    ("kpi", "last", "variation"),
    [
        (RATIO, 58.0, Variation.IMPROVEMENT),
        (RATIO, 42.0, Variation.CONCERN),
        (FEWER, 58.0, Variation.CONCERN),
        (FEWER, 42.0, Variation.IMPROVEMENT),
        (UNTOLD, 58.0, Variation.NEUTRAL_HIGH),
        (UNTOLD, 42.0, Variation.NEUTRAL_LOW),
        (RATIO, 50.0, Variation.COMMON_CAUSE),
    ],
)
def test_the_icon_is_of_the_last_point_by_which_way_is_good(
    kpi: KpiRules, last: float, variation: Variation
) -> None:
    assert charted(kpi, quarters([*STEADY, last])).variation is variation


def test_the_last_point_with_a_value_is_the_last() -> None:
    charted_kpi = charted(RATIO, quarters([*STEADY, 42.0, None, None]))
    assert charted_kpi.periods[-1] == part_of_year(2010, len(STEADY) + 1, 3)
    assert charted_kpi.variation is Variation.CONCERN


@pytest.mark.parametrize(
    ("target", "assurance"),
    [
        (46.0, Assurance.PASS),
        (47.0, Assurance.INCONSISTENT),
        (53.0, Assurance.INCONSISTENT),
        (54.0, Assurance.FAIL),
        (None, None),
    ],
)
def test_the_latest_target_is_held_against_the_limits(
    target: float | None, assurance: Assurance | None
) -> None:
    series = quarters(STEADY, target=50)
    series[-1] = replace(series[-1], target=target)
    assert charted(RATIO, series).assurance is assurance


def test_the_target_of_a_period_to_come_waits_for_it() -> None:
    to_come = KpiFigure(part_of_year(2010, len(STEADY) + 1, 3), None, state="not due", target=99)
    assert charted(RATIO, [*quarters(STEADY, target=40), to_come]).assurance is Assurance.PASS
    untold = replace(to_come, target=None)
    assert charted(RATIO, [*quarters(STEADY, target=40), untold]).assurance is Assurance.PASS


def test_a_range_is_met_where_both_limits_lie_in_it() -> None:
    series = [replace(figure, target=40, target_upper=60) for figure in quarters(STEADY)]
    assert charted(replace(RATIO, polarity=Polarity.RANGE), series).assurance is Assurance.PASS


def test_a_running_total_is_charted_by_what_each_period_added() -> None:
    flows = [STEADY[at : at + 4] for at in range(0, 20, 4)]
    charted_kpi = charted(CUMULATIVE, to_date(*flows))
    assert charted_kpi.values == tuple(STEADY)
    assert charted_kpi.assurance is None
    assert charted_kpi.variation is Variation.COMMON_CAUSE


def test_a_strong_season_is_charted_by_the_change_on_the_year_before() -> None:
    grown = [value + at // 4 + (at % 2) / 2 for at, value in enumerate(SEASON * 5)]
    charted_kpi = charted(RATIO, quarters(grown, target=10))
    assert charted_kpi.seasonal
    assert charted_kpi.values == (*[None] * 4, *[1.0] * 16)
    assert charted_kpi.assurance is None
    assert not charted(RATIO, quarters(STEADY)).seasonal


def test_a_change_counts_as_a_point_only_where_both_years_are_known() -> None:
    assert charted(RATIO, quarters(SEASON * 4)).showing is Showing.TRIAL
    assert charted(RATIO, quarters([*SEASON * 4, 10.0])).showing is Showing.FULL


@pytest.mark.parametrize(
    ("day", "position"),
    [
        (date(2012, 4, 1), 8),
        (date(2012, 6, 30), 8),
        (date(2012, 7, 1), 9),
        (date(2009, 1, 1), None),
        (date(2010, 4, 1), None),
        (date(2030, 1, 1), None),
    ],
)
def test_limits_begin_anew_with_the_period_that_holds_the_day(
    day: date, position: int | None
) -> None:
    groups = charted(RATIO, quarters(STEADY), day).chart.groups
    assert [group.start for group in groups] == [0, *([position] if position else [])]


def test_how_much_may_be_shown_counts_the_points_since_the_limits_began_anew() -> None:
    day = part_of_year(2010, 9, 3).start
    charted_kpi = charted(DISCRETE, quarters(STEADY), day)
    assert charted_kpi.showing is Showing.TRIAL
    assert (charted_kpi.variation, charted_kpi.assurance) == (None, None)


def test_months_are_charted_as_months() -> None:
    series = [KpiFigure(month(2023, 1), STEADY[0])]
    for value in STEADY[1:]:
        series.insert(0, KpiFigure(previous(series[0].period), value))
    assert (
        charted(kpi_rules(kind=KpiKind.RATIO, frequency="monthly"), series).showing is Showing.FULL
    )
