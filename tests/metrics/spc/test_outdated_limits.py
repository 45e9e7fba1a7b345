"""Limits over a step or a trend describe nothing: then they are out of date, and from when."""

from itertools import accumulate, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.direction import KpiKind
from metrics.kpi_analysis import kpi_analysis
from metrics.kpi_figure import KpiFigure
from metrics.spc.icons import Assurance, Variation
from metrics.spc.kpi_control_chart import KpiControlChart, kpi_control_chart
from metrics.spc.outdated_limits import outdated_from
from metrics.spc.signals import Signal
from metrics.spc.xmr_chart import Showing, xmr
from metrics.year_to_date import part_of_year
from tests.metrics.kpi_years import kpi_rules

RATIO = kpi_rules(kind=KpiKind.RATIO)
STEADY = [49.0, 51.0, 50.0] * 8


def quarters(*values: float | None) -> list[KpiFigure]:
    """From April 2010 on, against a target of 40."""
    return [
        KpiFigure(part_of_year(2010, number, 3), value, target=40)
        for number, value in enumerate(values, 1)
    ]


def charted(*values: float | None) -> KpiControlChart:
    control = kpi_control_chart(RATIO, quarters(*values))
    assert isinstance(control, KpiControlChart)
    return control


@pytest.mark.parametrize(
    ("after", "since"),
    [
        ([], None),
        ([53.0] * 7, None),
        ([53.0] * 8, 24),
        ([47.0] * 8, 24),
        ([52.5] * 4 + [None] + [52.5] * 4, None),
        ([60.0] * 4 + [None] + [60.0] * 4, 24),
        ([53.0] * 7 + [50.0], None),
    ],
)
def test_eight_of_the_last_twelve_on_one_side_are_a_shift(
    after: list[float | None], since: int | None
) -> None:
    values = [*STEADY, *after]
    assert outdated_from(values, xmr(values)) == since


def test_more_than_half_special_cause_is_no_usual_variation() -> None:
    trend = [float(n) for n in range(20)]
    chart = xmr(trend)
    special = [signal for signal in chart.signals if signal is not Signal.COMMON_CAUSE]
    assert 2 * len(special) > len(trend)
    assert outdated_from(trend, chart) == 10


def test_out_of_date_limits_have_no_icon_and_say_from_where_to_begin_anew() -> None:
    series = [*STEADY, *[60.0] * 8]
    control = charted(*series)
    assert control.showing is Showing.FULL
    assert (control.variation, control.assurance) == (None, None)
    assert control.outdated_since == part_of_year(2010, 25, 3)
    read = kpi_analysis(RATIO, quarters(*series), part_of_year(2010, 32, 3))
    assert read.signals is None


def test_limits_that_begin_anew_there_describe_again() -> None:
    figures = quarters(*STEADY, *[60.0, 61.0, 62.0] * 5)
    control = kpi_control_chart(RATIO, figures)
    assert isinstance(control, KpiControlChart)
    assert control.outdated_since is not None
    anew = kpi_control_chart(RATIO, figures, [control.outdated_since.start])
    assert isinstance(anew, KpiControlChart)
    assert anew.outdated_since is None
    assert (anew.variation, anew.assurance) == (Variation.COMMON_CAUSE, Assurance.PASS)
    assert [group.start for group in anew.chart.groups] == [0, 24]


@given(st.lists(st.integers(0, 100), min_size=8, max_size=40), st.integers(0, 30))
def test_the_run_begins_where_the_side_of_the_mean_changes(noise: list[int], shift: int) -> None:
    values = [float(n + (shift if at > len(noise) / 2 else 0)) for at, n in enumerate(noise)]
    chart = xmr(values)
    start = outdated_from(values, chart)
    special = [signal is not Signal.COMMON_CAUSE for signal in chart.signals]
    if 2 * sum(special) > len(values):
        assert start is not None
    if start is None or chart.limits is None:
        return
    mean = chart.limits.mean
    assert start == 0 or (values[start] > mean) != (values[start - 1] > mean)
    assert any(special)


@given(st.lists(st.integers(1, 5), min_size=13, max_size=30))
def test_a_series_that_only_rises_never_has_a_usual_range(steps: list[int]) -> None:
    rising = list(accumulate(map(float, steps)))
    assert all(later > before for before, later in pairwise(rising))
    assert outdated_from(rising, xmr(rising)) is not None
