import json
import math
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from metrics.direction import KpiKind
from metrics.period import PeriodKind
from metrics.spc import (
    Assurance,
    Chart,
    Showing,
    Signal,
    Variation,
    assurance,
    seasonal_differences,
    unsuited,
    variation,
    variation_of,
    xmr,
)
from metrics.status import Polarity
from tests.shared import SHARED, shared

MAX, MIN, RANGE, NONE = Polarity.MAXIMISE, Polarity.MINIMISE, Polarity.RANGE, Polarity.NONE
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
    found = SHARED / VECTORS
    if not found.exists():
        return [pytest.param({}, id="absent")]
    return [pytest.param(case, id=case["id"]) for case in json.loads(found.read_text())["cases"]]


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
    assert [variation_of(one, polarity) for one in chart.signals] == expected["point_type"]
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


def test_equal_values_have_no_variation_and_are_judged_by_meeting_the_target() -> None:
    # Thirteen times 0.9 over thirteen is not 0.9 in binary.
    chart = xmr([0.9] * 13)
    assert chart.limits is not None
    assert (chart.limits.lower, chart.limits.mean, chart.limits.upper) == (0.9, 0.9, 0.9)
    assert set(chart.signals) == {COMMON}
    assert variation(chart, MIN) is Variation.COMMON_CAUSE
    assert assurance(chart, 0.9, MIN) is Assurance.PASS
    assert assurance(chart, 0.9, MAX) is Assurance.PASS
    assert assurance(chart, 0.91, MAX) is Assurance.FAIL
    assert assurance(chart, 0.5, RANGE, 0.9) is Assurance.PASS


def test_values_that_leave_fixed_limits_without_variation_are_outside_them() -> None:
    assert xmr([5.0] * 12 + [6.0], fix_after=12).signals[-1] is Signal.ABOVE_LIMIT


@pytest.mark.parametrize("values", [[5.0], [5.0, None, 7.0], [None, 5.0]])
def test_without_a_moving_range_there_are_no_limits_and_no_icons(
    values: list[float | None],
) -> None:
    chart = xmr(values)
    assert chart.limits is not None
    assert (chart.limits.lower, chart.limits.upper) == (None, None)
    assert variation(chart, MAX) is None
    assert assurance(chart, 4, MAX) is None


@pytest.mark.parametrize("values", [[], [None, None]])
def test_nothing_reported_is_an_empty_chart(values: list[float | None]) -> None:
    chart = xmr(values)
    assert (chart.limits, chart.last, len(chart.signals)) == (None, None, len(values))
    assert (variation(chart, MAX), assurance(chart, 1, MAX)) == (None, None)
    assert chart.showing is Showing.LINE


def test_screening_that_leaves_no_movement_is_not_used() -> None:
    values = [10.0] * 11 + [12.0]
    assert xmr(values).limits == xmr(values, screen=False).limits
    limits = xmr(values).limits
    assert limits is not None
    assert limits.spread == pytest.approx(2.66 * 2 / 11)


def test_a_moving_range_is_screened_once_and_only_from_the_threshold_up() -> None:
    # Moves of 1 eleven times and one of 5: 3.267 times their mean of 4 / 3 is 4.356.
    values = [0.0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 6]
    screened, kept = xmr(values).limits, xmr(values, screen=False).limits
    assert screened is not None
    assert kept is not None
    assert screened.spread == pytest.approx(2.66)
    assert kept.spread == pytest.approx(2.66 * 16 / 12)


# Twenty points one either side of a mean of 0: moves of 2, limits at 5.32.
BASE = [1.0, -1.0] * 10
FIXED: dict[str, Any] = {"fix_after": 20, "screen": False}
LIMITS = xmr(BASE, screen=False).limits
UPPER = LIMITS.upper if LIMITS and LIMITS.upper else math.nan


def after_base(*values: float | None) -> list[Signal]:
    return list(xmr([*BASE, *values], **FIXED).signals[len(BASE) :])


@pytest.mark.parametrize(
    ("toward", "signal"),
    [(9, Signal.ABOVE_LIMIT), (-9, Signal.BELOW_LIMIT)],
)
def test_a_point_is_outside_only_beyond_its_limit(toward: float, signal: Signal) -> None:
    edge = math.copysign(UPPER, toward)
    assert pytest.approx(math.copysign(5.32, toward), rel=1e-12) == edge
    assert after_base(edge) == [COMMON]
    assert after_base(math.nextafter(edge, 0)) == [COMMON]
    assert after_base(math.nextafter(edge, toward)) == [signal]


TWO_ABOVE = Signal.TWO_IN_THREE_ABOVE


@pytest.mark.parametrize(
    ("values", "signals"),
    [
        ((3.6, 3.6, 0.5), [TWO_ABOVE, TWO_ABOVE, COMMON]),
        ((3.6, 0.5, 3.6), [TWO_ABOVE, COMMON, TWO_ABOVE]),
        ((-3.6, -0.5, -3.6), [Signal.TWO_IN_THREE_BELOW, COMMON, Signal.TWO_IN_THREE_BELOW]),
        ((3.6, 3.5, 0.5), [COMMON, COMMON, COMMON]),
        ((3.6, -0.5, 3.6), [COMMON, COMMON, COMMON]),
        ((3.6, None, 3.6), [COMMON, COMMON, COMMON]),
        ((3.6, 6.0, 3.6), [TWO_ABOVE, Signal.ABOVE_LIMIT, TWO_ABOVE]),
        ((3.6, 6.0, 0.5), [COMMON, Signal.ABOVE_LIMIT, COMMON]),
    ],
)
def test_two_of_three_near_a_limit_on_one_side_are_a_signal(
    values: tuple[float | None, ...], signals: list[Signal]
) -> None:
    assert after_base(*values) == signals


@pytest.mark.parametrize(
    ("values", "signal"),
    [
        ((0.2, 0.4, 0.2, 0.4, 0.2, 0.4), COMMON),
        ((0.2, 0.4, 0.2, 0.4, 0.2, 0.4, 0.2), Signal.RUN_ABOVE),
        ((-0.2, -0.4, -0.2, -0.4, -0.2, -0.4, -0.2), Signal.RUN_BELOW),
        ((0.2, 0.4, 0.2, 0.0, 0.2, 0.4, 0.2), COMMON),
        ((0.2, 0.4, 0.2, None, 0.4, 0.2, 0.4, 0.2), COMMON),
    ],
)
def test_seven_points_on_one_side_are_a_run(
    values: tuple[float | None, ...], signal: Signal
) -> None:
    assert set(after_base(*values)) == {signal}


@pytest.mark.parametrize(
    ("values", "signal"),
    [
        ((-2.0, -1.2, -0.5, 0.2, 1.0, 1.4), COMMON),
        ((-2.0, -1.2, -0.5, 0.2, 1.0, 1.4, 1.8), Signal.RISING),
        ((2.0, 1.2, 0.5, -0.2, -1.0, -1.4, -1.8), Signal.FALLING),
        ((-2.0, -1.2, -0.5, 0.2, 0.2, 1.0, 1.4), COMMON),
        ((-2.0, -1.2, -0.5, None, 0.2, 1.0, 1.4, 1.8), COMMON),
    ],
)
def test_seven_points_in_one_direction_are_a_trend(
    values: tuple[float | None, ...], signal: Signal
) -> None:
    assert set(after_base(*values)) == {signal}


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


def test_the_icon_is_that_of_the_last_reported_point() -> None:
    chart = xmr([*BASE, 9.0, None], **FIXED)
    assert chart.last == 20
    assert variation(chart, MAX) is Variation.IMPROVEMENT


@pytest.mark.parametrize(
    ("signal", "polarity", "meaning"),
    [
        (Signal.ABOVE_LIMIT, MAX, Variation.IMPROVEMENT),
        (Signal.RISING, MIN, Variation.CONCERN),
        (Signal.FALLING, MIN, Variation.IMPROVEMENT),
        (Signal.RUN_BELOW, MAX, Variation.CONCERN),
        (Signal.TWO_IN_THREE_ABOVE, NONE, Variation.NEUTRAL_HIGH),
        (Signal.BELOW_LIMIT, RANGE, Variation.NEUTRAL_LOW),
        (COMMON, MAX, Variation.COMMON_CAUSE),
    ],
)
def test_a_signal_means_what_the_polarity_makes_of_it(
    signal: Signal, polarity: Polarity, meaning: Variation
) -> None:
    assert variation_of(signal, polarity) is meaning


@pytest.mark.parametrize(
    ("target", "upper", "polarity", "expected"),
    [
        (UPPER, None, MAX, Assurance.INCONSISTENT),
        (math.nextafter(UPPER, 9), None, MAX, Assurance.FAIL),
        (-UPPER, None, MAX, Assurance.INCONSISTENT),
        (math.nextafter(-UPPER, -9), None, MAX, Assurance.PASS),
        (math.nextafter(UPPER, 9), None, MIN, Assurance.PASS),
        (math.nextafter(-UPPER, -9), None, MIN, Assurance.FAIL),
        (0.0, None, MAX, Assurance.INCONSISTENT),
        (-UPPER, UPPER, RANGE, Assurance.PASS),
        (UPPER, -UPPER, RANGE, Assurance.PASS),
        (-5.0, UPPER, RANGE, Assurance.INCONSISTENT),
        (-9.0, math.nextafter(-UPPER, -9), RANGE, Assurance.FAIL),
        (-9.0, -UPPER, RANGE, Assurance.INCONSISTENT),
        (6.0, 9.0, RANGE, Assurance.FAIL),
        (None, None, MAX, None),
        (1.0, None, NONE, None),
        (1.0, None, RANGE, None),
    ],
)
def test_assurance_is_where_the_target_lies_against_the_limits(
    target: float | None, upper: float | None, polarity: Polarity, expected: Assurance | None
) -> None:
    assert assurance(xmr(BASE, screen=False), target, polarity, upper) is expected


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


whole = st.lists(st.integers(-50, 50).map(float), min_size=13, max_size=40)
MIRROR = {
    Signal.ABOVE_LIMIT: Signal.BELOW_LIMIT,
    Signal.RISING: Signal.FALLING,
    Signal.TWO_IN_THREE_ABOVE: Signal.TWO_IN_THREE_BELOW,
    Signal.RUN_ABOVE: Signal.RUN_BELOW,
    COMMON: COMMON,
}
MIRROR |= {down: up for up, down in MIRROR.items()}


@given(whole)
def test_the_negative_of_a_series_has_the_opposite_signals(values: list[float]) -> None:
    chart, turned = xmr(list(values)), xmr([-value for value in values])
    assert [MIRROR[signal] for signal in chart.signals] == list(turned.signals)
    assert variation(chart, MAX) == variation(turned, MIN)
    assert assurance(chart, 7, MAX) == assurance(turned, -7, MIN)


@given(whole, st.sampled_from([0.5, 2.0, 1024.0]))
def test_signals_do_not_depend_on_the_unit(values: list[float], scale: float) -> None:
    scaled = xmr([value * scale for value in values])
    assert scaled.signals == xmr(list(values)).signals


@given(whole, st.integers(0, 39))
def test_a_gap_is_never_a_signal(values: list[float], position: int) -> None:
    assume(position < len(values))
    gapped: list[float | None] = [*values]
    gapped[position] = None
    assert xmr(gapped).signals[position] is COMMON
