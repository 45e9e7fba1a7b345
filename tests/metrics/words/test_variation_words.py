"""What the last point of a control chart says, without a word of charts."""

import pytest

from metrics.direction import KpiKind
from metrics.kpi_figure import KpiFigure
from metrics.spc.kpi_control_chart import KpiControlChart, kpi_control_chart
from metrics.spc.signals import Signal
from metrics.words.variation_words import (
    is_high,
    last_signal,
    recalculation_words,
    shift_words,
    variation_words,
)
from metrics.year_to_date import part_of_year
from tests.metrics.attention.kpis_for_review import SEASONS
from tests.metrics.kpi_years import CUMULATIVE, kpi_rules, to_date

RATIO = kpi_rules(kind=KpiKind.RATIO)
# Limits near 46.5 and 53.5, without season, run or trend.
STEADY = [49.0, 51.0, 50.0] * 6 + [49.0, 51.0]


def charted(*values: float, months: int = 3) -> KpiControlChart:
    series = [KpiFigure(part_of_year(2010, n, months), value) for n, value in enumerate(values, 1)]
    control = kpi_control_chart(RATIO, series)
    assert isinstance(control, KpiControlChart)
    return control


@pytest.mark.parametrize(
    ("after", "signal", "words"),
    [
        ([50.0], Signal.COMMON_CAUSE, "within usual variation"),
        ([60.0], Signal.ABOVE_LIMIT, "unusually high"),
        ([40.0], Signal.BELOW_LIMIT, "unusually low"),
        (
            [50.1, 50.3, 50.5, 50.7, 50.9, 51.1, 51.3],
            Signal.RISING,
            "rising for at least seven quarters",
        ),
        (
            [49.9, 49.7, 49.5, 49.3, 49.1, 48.9, 48.7],
            Signal.FALLING,
            "falling for at least seven quarters",
        ),
        ([53.0, 53.0], Signal.TWO_IN_THREE_ABOVE, "unusually high"),
        ([49.5, 46.8, 46.8], Signal.TWO_IN_THREE_BELOW, "unusually low"),
        (
            [51.0, 50.8] * 3,
            Signal.RUN_ABOVE,
            "above its average for at least seven quarters",
        ),
        (
            [49.0, 49.2, 49.0, 49.2, 49.0, 49.2, 49.0],
            Signal.RUN_BELOW,
            "below its average for at least seven quarters",
        ),
    ],
)
def test_every_signal_has_words(after: list[float], signal: Signal, words: str) -> None:
    control = charted(*STEADY, *after)
    assert last_signal(control) is signal
    assert variation_words(RATIO, control) == variation_words(RATIO, control, full=True) == words


@pytest.mark.parametrize(
    "signal", [figure for figure in Signal if figure is not Signal.COMMON_CAUSE]
)
def test_a_signal_is_high_or_low_by_its_side(signal: Signal) -> None:
    assert is_high(signal) is (
        signal.name.endswith(("ABOVE", "ABOVE_LIMIT")) or "RIS" in signal.name
    )


def test_a_level_series_has_no_variation_to_speak_of() -> None:
    assert variation_words(RATIO, charted(*[50.0] * 20)) is None
    assert variation_words(RATIO, charted(50.0)) is None


def test_what_is_charted_is_named_where_it_is_not_the_figure() -> None:
    seasonal = charted(*SEASONS, 30.0)
    assert variation_words(RATIO, seasonal) == "a change that is unusually high"
    assert variation_words(RATIO, seasonal, full=True) == (
        "the change on last year is unusually high"
    )
    added = kpi_control_chart(CUMULATIVE, to_date(*[STEADY[at : at + 4] for at in range(0, 20, 4)]))
    assert isinstance(added, KpiControlChart)
    assert variation_words(CUMULATIVE, added) == "this quarter is within usual variation"
    assert variation_words(CUMULATIVE, added, full=True) == (
        "this quarter is within usual variation"
    )


def test_of_limits_that_are_out_of_date_only_that_is_said() -> None:
    control = charted(*STEADY, *[60.0, 61.0] * 5)
    assert variation_words(RATIO, control) is None
    assert recalculation_words(control) == (
        "limits out of date: recalculate from Q1 2015/16, with the reason for the change"
    )
    assert shift_words(control) == "above its average since Q1 2015/16"
    assert recalculation_words(charted(*STEADY)) is shift_words(charted(*STEADY)) is None
    back = charted(*STEADY, *[60.0, 61.0] * 5, 57.0)
    assert (back.outdated_since is None) is (shift_words(back) is None)
