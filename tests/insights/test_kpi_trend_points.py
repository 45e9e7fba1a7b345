"""The points of a KPI's trend chart."""

from itertools import pairwise

import pandas as pd
import pytest

from insights.kpi_trend_points import (
    ChartLayer,
    KpiPoint,
    TrendSeries,
    available_layers,
    axis_ticks,
    earlier_otherwise,
    points,
    shown,
)
from tests.insights.plan_kpis import by_month_since, kpi, stored_otherwise

pytestmark = pytest.mark.usefixtures("only_read")


def amber(code: str) -> list[KpiPoint]:
    return [point for point in points(kpi(code)) if point.series is TrendSeries.AMBER]


def test_amber_is_drawn_as_far_as_the_tolerance() -> None:
    band = amber("CP HW 03")
    assert min(point.low or 0 for point in band) == pytest.approx(57)
    assert all((point.low or 0) <= (point.high or 0) for point in band)


@pytest.mark.parametrize("code", ["CM 08", "DM 06", "SP 01"])
def test_amber_that_would_fill_the_chart_or_counts_up_is_not_drawn(code: str) -> None:
    assert amber(code) == []


def test_figures_of_another_frequency_are_named_where_they_are_not_drawn() -> None:
    assert earlier_otherwise(kpi("CCS 06")) == ""
    words = earlier_otherwise(by_month_since("CCS 06"))
    assert words.startswith("Reported by the quarter before April 2025:")
    since = by_month_since("CCS 06")
    targets_alone = [
        {**row, "value": row["value"] if row["period_kind"] == "month" else None}
        for row in since.figures
    ]
    assert earlier_otherwise(stored_otherwise(since, figures=targets_alone)) == ""


def test_a_target_stands_from_the_first_to_the_last_moment_of_its_period() -> None:
    first, last, *_ = [p for p in points(kpi("CON 15")) if p.series is TrendSeries.TARGET]
    assert (first.date, last.date) == (first.start, first.end)
    assert first.end - first.start == pd.Timedelta(days=91)


def test_a_figure_stands_in_the_middle_of_its_period_and_says_all_of_it() -> None:
    newest = [p for p in points(kpi("CON 15")) if p.series is TrendSeries.OUTTURN][-1]
    assert newest.start < newest.date < newest.end
    assert newest.words == (
        "Q4 2024/25: 223; target 240, on target; 244 a year before; Illustrative: on target."
    )


def test_layers_and_years_are_those_that_a_reader_chose() -> None:
    known = points(kpi("CON 15"))
    assert available_layers(known) == [ChartLayer.TARGET, ChartLayer.USUAL]
    plain = shown(known, (), years=2)
    assert {p.series for p in plain} == {TrendSeries.OUTTURN, TrendSeries.YEAR}
    assert len([p for p in plain if p.series is TrendSeries.OUTTURN]) == 8
    assert TrendSeries.TARGET in {p.series for p in shown(known, (ChartLayer.TARGET,))}


def test_nothing_published_stands_beside_made_up_figures() -> None:
    """CON 15 counts what a published statistic counts, and its sample is illustrative."""
    assert kpi("CON 15").illustrative
    assert not [p for p in points(kpi("CON 15")) if p.series is TrendSeries.NATIONAL]


def test_ticks_are_under_each_period_where_few_and_under_each_year_otherwise() -> None:
    known = points(kpi("CON 15"))
    assert [tick.label for tick in axis_ticks(known)] == [
        "2020/21", "2021/22", "2022/23", "2023/24", "2024/25",
    ]  # fmt: skip
    two_years = axis_ticks(shown(known, (), years=2))
    assert [tick.label for tick in two_years][-1] == "Q4 2024/25"
    steps = {later.date - tick.date for tick, later in pairwise(axis_ticks(known))}
    assert max(steps) - min(steps) <= pd.Timedelta(days=1)
