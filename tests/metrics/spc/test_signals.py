import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from metrics.spc.icons import assurance, variation
from metrics.spc.signals import Signal
from metrics.spc.xmr_chart import xmr
from metrics.status import Polarity
from tests.metrics.spc.spc_series import BEYOND, UPPER, after_base

MAX, MIN = Polarity.MAXIMISE, Polarity.MINIMISE
COMMON = Signal.COMMON_CAUSE


def test_values_that_leave_fixed_limits_without_variation_are_outside_them() -> None:
    assert xmr([5.0] * 12 + [6.0], fix_after=12).signals[-1] is Signal.ABOVE_LIMIT


@pytest.mark.parametrize(
    ("toward", "signal"),
    [(9, Signal.ABOVE_LIMIT), (-9, Signal.BELOW_LIMIT)],
)
def test_a_point_is_outside_only_beyond_its_limit(toward: float, signal: Signal) -> None:
    edge = math.copysign(UPPER, toward)
    assert pytest.approx(math.copysign(5.32, toward), rel=1e-12) == edge
    assert after_base(edge) == [COMMON]
    assert after_base(edge * (1 - 1e-13)) == [COMMON]
    assert after_base(math.copysign(BEYOND, toward)) == [signal]


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
