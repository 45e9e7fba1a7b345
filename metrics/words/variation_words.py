"""What the last point of a control chart means, in words that need no knowledge of charts."""

from metrics.direction import KpiKind
from metrics.kpi_figure import KpiRules
from metrics.period import PeriodKind
from metrics.spc.icons import Assurance, Variation, variation_of
from metrics.spc.kpi_control_chart import KpiControlChart
from metrics.spc.signals import Signal
from metrics.status import Polarity

# What stands in place of both icons, of assurance and of a usual range.
LIMITS_OUT_OF_DATE = "limits out of date"

_BEYOND = {
    Signal.ABOVE_LIMIT: "unusually high",
    Signal.BELOW_LIMIT: "unusually low",
    Signal.RISING: "rising for at least seven {periods}",
    Signal.FALLING: "falling for at least seven {periods}",
    Signal.TWO_IN_THREE_ABOVE: "unusually high",
    Signal.TWO_IN_THREE_BELOW: "unusually low",
    Signal.RUN_ABOVE: "above its average for at least seven {periods}",
    Signal.RUN_BELOW: "below its average for at least seven {periods}",
}
_PERIOD_WORDS = {
    PeriodKind.MONTH: "month",
    PeriodKind.QUARTER: "quarter",
    PeriodKind.HALF_YEAR: "half",
}
PERIODS_WORDS = {
    PeriodKind.MONTH: "months",
    PeriodKind.QUARTER: "quarters",
    PeriodKind.HALF_YEAR: "half-years",
}
# A change on the year before, as the end of a sentence that says against which period.
_CHANGE = "a change "


def variation_words(rules: KpiRules, control: KpiControlChart, *, full: bool = False) -> str | None:
    """`unusually low`, `within usual variation`, and of what.

    What is charted is named where it is not the figure itself: what a period added to the year, or
    the change on the year before, which `full` says as a clause of its own. None where the figures
    never varied and where the limits are out of date.
    """
    limits, signal = control.chart.limits, last_signal(control)
    if signal is None or limits is None or not limits.spread or control.outdated_since:
        return None
    charted = _charted(rules, control, full=full)
    if signal is Signal.COMMON_CAUSE:
        verb = "" if charted == _CHANGE else "is "
        return f"{charted}{verb if charted else ''}within usual variation"
    verb = "that is " if charted == _CHANGE else "is "
    periods = PERIODS_WORDS.get(control.periods[-1].kind, "periods")
    return f"{charted}{verb if charted else ''}{_BEYOND[signal].format(periods=periods)}"


def recalculation_words(control: KpiControlChart) -> str | None:
    """`limits out of date: recalculate from Q1 2022/23, with the reason`; None while they hold."""
    since = control.outdated_since
    if since is None:
        return None
    return f"{LIMITS_OUT_OF_DATE}: recalculate from {since.label}, with the reason for the change"


def shift_words(control: KpiControlChart) -> str | None:
    """`above its average since Q2 2023/24`; None while the limits hold.

    Of a seasonal series it is the change on last year that is above its average.
    """
    signal, since = last_signal(control), control.outdated_since
    if since is None or signal is None or signal is Signal.COMMON_CAUSE:
        return None
    side = "above" if is_high(signal) else "below"
    changes = "the change on last year is " if control.seasonal else ""
    return f"{changes}{side} its average since {since.label}"


def assurance_words(rules: KpiRules, control: KpiControlChart, target: str) -> str | None:
    """Whether the target, in words, is met whatever chance does; None where no icon says so.

    `at this rate it will not reach 75.0%`, `reliably below 15.0 days`, `hit and miss against 90%`.
    """
    down = rules.polarity is Polarity.MINIMISE
    ranged = rules.polarity is Polarity.RANGE or " to " in target
    match control.assurance if target else None:
        case Assurance.PASS:
            side = "within" if ranged else "below" if down else "above"
            return f"reliably {side} {target}"
        case Assurance.FAIL:
            way = "stay within" if ranged else "come down to" if down else "reach"
            return f"at this rate it will not {way} {target}"
        case Assurance.INCONSISTENT:
            return f"hit and miss against {target}"
        case _:
            return None


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
        return f"this {period} " if added else ""
    if added:
        return f"this {period}'s change on last year "
    return "the change on last year " if full else _CHANGE
