import pytest

from metrics.spc.icons import assurance, variation
from metrics.spc.xmr_chart import xmr
from metrics.status import Polarity


@pytest.mark.parametrize("values", [[5.0], [5.0, None, 7.0], [None, 5.0]])
def test_without_a_moving_range_there_are_no_limits_and_no_icons(
    values: list[float | None],
) -> None:
    chart = xmr(values)
    assert chart.limits is not None
    assert (chart.limits.lower, chart.limits.upper) == (None, None)
    assert variation(chart, Polarity.MAXIMISE) is None
    assert assurance(chart, 4, Polarity.MAXIMISE) is None


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
