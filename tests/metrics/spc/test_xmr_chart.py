import json
from typing import Any

import pytest

from metrics.direction import KpiKind
from metrics.period import PeriodKind
from metrics.spc.icons import assurance, variation, variation_of
from metrics.spc.signals import Signal
from metrics.spc.xmr_chart import Chart, Showing, seasonal_differences, unsuited, xmr
from metrics.status import Polarity
from tests.metrics.spc.spc_series import BASE
from tests.shared import SHARED, shared

MAX, MIN, NONE = Polarity.MAXIMISE, Polarity.MINIMISE, Polarity.NONE
COMMON = Signal.COMMON_CAUSE
VECTORS = "vectors/spc.json"
POLARITIES = {"increase": MAX, "decrease": MIN, "neutral": NONE}
DIFFERENT_ON_PURPOSE = {
    "edge-constant": "all values equal: limits are the mean, and assurance is by met or not met",
    "edge-onepoint": "one point has no limits, so no icons",
    "edge-mostlyconstant-screen": "screening leaves no movement: the unscreened one is used",
    "edge-gap-in-trend": "a gap breaks a trend; the package stops with an error",
}
STOPPED = "the package stops with an error, and gives nothing to compare with"


def reference() -> list[Any]:
    """The reference cases; where the file is absent, one that its test skips on."""
    path = SHARED / VECTORS
    if not path.exists():
        return [pytest.param({}, id="absent")]
    return [pytest.param(case, id=case["id"]) for case in json.loads(path.read_text())["cases"]]


def chart_of(case: dict[str, Any]) -> Chart:
    given_input = case["input"]
    return xmr(
        given_input["values"],
        rebase_at=given_input["rebase_at_index0"],
        fix_after=given_input["fix_after_n_points"],
        screen=given_input["screen_outliers"],
    )


def skip_where_different(case: dict[str, Any]) -> None:
    shared(VECTORS)
    for start, reason in DIFFERENT_ON_PURPOSE.items():
        if case["id"].startswith(start):
            pytest.skip(f"{case['id']}: {reason}")
    if not case["expected"]["ok"]:
        pytest.skip(f"{case['id']}: {STOPPED}")


def each_point(chart: Chart, name: str) -> list[float]:
    return [
        getattr(group.limits, name)
        for group in chart.groups
        for _ in range(group.start, group.stop)
    ]


@pytest.mark.parametrize("case", reference())
def test_limits_signals_and_icons_are_the_packages(case: dict[str, Any]) -> None:
    skip_where_different(case)
    chart, expected = chart_of(case), case["expected"]
    polarity = POLARITIES[case["input"]["direction"]]
    for name, column in (("mean", "mean"), ("lower", "lpl"), ("upper", "upl")):
        assert each_point(chart, name) == pytest.approx(expected[column], rel=1e-9)
    assert list(chart.signals) == expected["special_cause_type"]
    assert [variation_of(point, polarity) for point in chart.signals] == expected["point_type"]
    assert variation(chart, polarity) == expected["variation_type"]
    assert assurance(chart, case["input"]["target"], polarity) == expected["assurance_type"]


def test_cases_are_left_out_only_where_we_differ_or_a_gap_stopped_the_package() -> None:
    cases = json.loads(shared(VECTORS).read_text())["cases"]
    starts = tuple(DIFFERENT_ON_PURPOSE)
    stopped = [case for case in cases if not case["expected"]["ok"]]
    different = [case for case in cases if case["id"].startswith(starts)]
    assert all(None in case["input"]["values"] for case in stopped)
    assert all(any(case["id"].startswith(start) for case in cases) for start in starts)
    assert len(stopped) + len(different) < 0.1 * len(cases)


@pytest.mark.parametrize("values", [[], [None, None]])
def test_nothing_reported_is_an_empty_chart(values: list[float | None]) -> None:
    chart = xmr(values)
    assert (chart.limits, chart.last, len(chart.signals)) == (None, None, len(values))
    assert (variation(chart, MAX), assurance(chart, 1, MAX)) == (None, None)
    assert chart.showing is Showing.LINE


def test_a_group_starts_again_at_a_rebase() -> None:
    values = [*BASE, *(value + 100 for value in BASE)]
    chart = xmr(values, rebase_at=[20])
    assert [(group.start, group.stop) for group in chart.groups] == [(0, 20), (20, 40)]
    assert [group.limits.mean for group in chart.groups if group.limits] == [0, 100]
    assert set(chart.signals) == {COMMON}
    assert set(xmr(values).signals) != {COMMON}


@pytest.mark.parametrize("position", [0, 40, 99])
def test_a_rebase_at_an_end_changes_nothing(position: int) -> None:
    values = BASE * 2
    assert xmr(values, rebase_at=[position]) == xmr(values)


@pytest.mark.parametrize("points", [11, 0])
def test_limits_are_not_fixed_by_fewer_than_twelve_points(points: int) -> None:
    with pytest.raises(ValueError, match="at least 12"):
        xmr(BASE, fix_after=points)


@pytest.mark.parametrize(
    ("points", "showing"),
    [
        (7, Showing.LINE),
        (8, Showing.TRIAL),
        (12, Showing.TRIAL),
        (13, Showing.FULL),
    ],
)
def test_how_much_is_shown_goes_by_the_reported_points_of_the_last_group(
    points: int, showing: Showing
) -> None:
    assert xmr(BASE[:points]).showing is showing
    assert xmr([*BASE[:points], None]).showing is showing
    assert xmr([*BASE, *BASE[:points]], rebase_at=[20]).showing is showing


@pytest.mark.parametrize(
    ("period_kind", "kpi_kind", "word"),
    [
        (PeriodKind.QUARTER, KpiKind.CUMULATIVE, "year-to-date"),
        (PeriodKind.YEAR_TO_DATE, KpiKind.DISCRETE, "year-to-date"),
        (PeriodKind.ROLLING, KpiKind.RATIO, "rolling"),
        (PeriodKind.FINANCIAL_YEAR, KpiKind.DISCRETE, "yearly"),
        (PeriodKind.CALENDAR_YEAR, KpiKind.SNAPSHOT, "yearly"),
    ],
)
def test_some_series_never_have_a_control_chart(
    period_kind: PeriodKind, kpi_kind: KpiKind, word: str
) -> None:
    assert word in (unsuited(period_kind, kpi_kind) or "")


@pytest.mark.parametrize("kind", [KpiKind.DISCRETE, KpiKind.SNAPSHOT, KpiKind.RATIO])
@pytest.mark.parametrize("period_kind", [PeriodKind.QUARTER, PeriodKind.MONTH])
def test_monthly_and_quarterly_series_may_have_one(period_kind: PeriodKind, kind: KpiKind) -> None:
    assert unsuited(period_kind, kind) is None


def test_seasonal_differences_are_with_the_same_season_before() -> None:
    values = [1.0, 2.0, None, 4.0, 6.0, 8.0, 9.0, None]
    assert seasonal_differences(values, 4) == [None, None, None, None, 5, 6, None, None]
