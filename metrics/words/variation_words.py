"""What the last point of a control chart means, in words that need no knowledge of charts."""

from metrics.direction import KpiKind
from metrics.kpi_figure import KpiRules
from metrics.period import PeriodKind
from metrics.spc.icons import Variation, variation_of
from metrics.spc.kpi_control_chart import KpiControlChart
from metrics.spc.signals import Signal
from metrics.status import Polarity

# What stands in place of both icons, of assurance and of a usual range.
LIMITS_OUT_OF_DATE = "limits out of date"

_BEYOND = {
    Signal.ABOVE_LIMIT: "higher",
    Signal.BELOW_LIMIT: "lower",
    Signal.RISING: "rising for longer",
    Signal.FALLING: "falling for longer",
    Signal.TWO_IN_THREE_ABOVE: "higher",
    Signal.TWO_IN_THREE_BELOW: "lower",
    Signal.RUN_ABOVE: "above average for longer",
    Signal.RUN_BELOW: "below average for longer",
}
_PERIOD_WORDS = {
    PeriodKind.MONTH: "month",
    PeriodKind.QUARTER: "quarter",
    PeriodKind.HALF_YEAR: "half",
}


def variation_words(rules: KpiRules, control: KpiControlChart, *, full: bool = False) -> str | None:
    """`lower than usual variation explains`, `within usual variation`, and of what.

    What is charted is named where it is not the figure itself: what a period added to the year, or
    the change on the year before, which `full` says at length. None where the figures never varied
    and where the limits are out of date.
    """
    limits, signal = control.chart.limits, last_signal(control)
    if signal is None or limits is None or not limits.spread or control.outdated_since:
        return None
    charted = _charted(rules, control, full=full)
    if signal is Signal.COMMON_CAUSE:
        return f"{charted}within usual variation"
    return f"{charted}{_BEYOND[signal]} than usual variation explains"


def recalculation_words(control: KpiControlChart) -> str | None:
    """`limits out of date: recalculate from Q1 2022/23, with the reason`; None while they hold."""
    since = control.outdated_since
    if since is None:
        return None
    return f"{LIMITS_OUT_OF_DATE}: recalculate from {since.label}, with the reason for the change"


def shift_words(control: KpiControlChart) -> str | None:
    """`above its average since Q2 2023/24 (limits out of date)`; None while the limits hold.

    Of a seasonal series it is the change on the year before that is above its average.
    """
    signal, since = last_signal(control), control.outdated_since
    if since is None or signal is None or signal is Signal.COMMON_CAUSE:
        return None
    side = "above" if is_high(signal) else "below"
    changes = "the change on a year before is " if control.seasonal else ""
    return f"{changes}{side} its average since {since.label} ({LIMITS_OUT_OF_DATE})"


def last_signal(control: KpiControlChart) -> Signal | None:
    """What the last reported point is part of."""
    last = control.chart.last
    return None if last is None else control.chart.signals[last]


def is_high(signal: Signal) -> bool:
    """Whether a signal lies on the high side."""
    return variation_of(signal, Polarity.NONE) is Variation.NEUTRAL_HIGH


def _charted(rules: KpiRules, control: KpiControlChart, *, full: bool) -> str:
    period = _PERIOD_WORDS.get(control.periods[-1].kind, "period")
    added = rules.kind is KpiKind.CUMULATIVE
    if not control.seasonal:
        named = f"the {period} alone " if added else ""
    else:
        named = f"the {period}'s change " if added else "the change "
        named += "on a year before " if full else ""
    return f"{named}is " if full and named else named
