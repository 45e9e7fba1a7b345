import pytest

from metrics.spc.icons import Assurance, Variation, assurance, variation, variation_of
from metrics.spc.signals import Signal
from metrics.spc.xmr_chart import xmr
from metrics.status import Polarity
from tests.metrics.spc.spc_series import BASE, BEYOND, FIXED, UPPER

MAX, MIN, RANGE, NONE = Polarity.MAXIMISE, Polarity.MINIMISE, Polarity.RANGE, Polarity.NONE
COMMON = Signal.COMMON_CAUSE


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
        (BEYOND, None, MAX, Assurance.FAIL),
        (-UPPER, None, MAX, Assurance.INCONSISTENT),
        (-BEYOND, None, MAX, Assurance.PASS),
        (BEYOND, None, MIN, Assurance.PASS),
        (-BEYOND, None, MIN, Assurance.FAIL),
        (0.0, None, MAX, Assurance.INCONSISTENT),
        (-UPPER, UPPER, RANGE, Assurance.PASS),
        (UPPER, -UPPER, RANGE, Assurance.PASS),
        (-5.0, UPPER, RANGE, Assurance.INCONSISTENT),
        (-9.0, -BEYOND, RANGE, Assurance.FAIL),
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
