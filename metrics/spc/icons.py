"""The icons of an XmR chart: what its last point means, and whether it will meet its target.

Method and names of NHS England's Making Data Count in the form of the R package NHSRplotthedots
0.2.2. Ours: the assurance of a target that is a range, and of figures that never vary.
"""

from enum import StrEnum

from metrics.decimals import without_residue
from metrics.spc.signals import Signal
from metrics.spc.xmr_chart import Chart
from metrics.status import Polarity, Rag, Tolerance, ToleranceKind, is_number, rag_status

_HIGH = {Signal.ABOVE_LIMIT, Signal.RISING, Signal.TWO_IN_THREE_ABOVE, Signal.RUN_ABOVE}
_NO_TOLERANCE = Tolerance(0, ToleranceKind.ABSOLUTE)


class Variation(StrEnum):
    """What a signal means, given which way is good."""

    COMMON_CAUSE = "common_cause"
    IMPROVEMENT = "special_cause_improvement"
    CONCERN = "special_cause_concern"
    NEUTRAL_HIGH = "special_cause_neutral_high"
    NEUTRAL_LOW = "special_cause_neutral_low"


class Assurance(StrEnum):
    """Whether the process can be relied on to meet its target; inconsistent is hit and miss."""

    PASS = "consistent_pass"  # noqa: S105
    FAIL = "consistent_fail"
    INCONSISTENT = "inconsistent"


def variation_of(signal: Signal, polarity: Polarity) -> Variation:
    """What a signal means where more is better, less is better, or neither."""
    if signal is Signal.COMMON_CAUSE:
        return Variation.COMMON_CAUSE
    high = signal in _HIGH
    match polarity:
        case Polarity.MAXIMISE:
            return Variation.IMPROVEMENT if high else Variation.CONCERN
        case Polarity.MINIMISE:
            return Variation.CONCERN if high else Variation.IMPROVEMENT
        case _:
            return Variation.NEUTRAL_HIGH if high else Variation.NEUTRAL_LOW


def variation(chart: Chart, polarity: Polarity) -> Variation | None:
    """The variation of the last reported point, None where the chart has no limits."""
    if chart.last is None or chart.limits is None or chart.limits.spread is None:
        return None
    return variation_of(chart.signals[chart.last], polarity)


def assurance(
    chart: Chart, target: float | None, polarity: Polarity, target_upper: float | None = None
) -> Assurance | None:
    """Whether the last group's limits lie wholly on one side of the latest target.

    None without a target, a direction or limits. A target on a limit is inconsistent; with no
    variation at all the mean either meets the target or does not.
    """
    limits = chart.limits
    one_sided = polarity in (Polarity.MAXIMISE, Polarity.MINIMISE)
    if limits is None or limits.spread is None or not is_number(target):
        return None
    if target_upper is None and not one_sided:
        return None
    if limits.spread == 0:
        met = rag_status(limits.mean, target, polarity, _NO_TOLERANCE, target_upper) is Rag.GREEN
        return Assurance.PASS if met else Assurance.FAIL
    low, high = map(without_residue, (limits.mean - limits.spread, limits.mean + limits.spread))
    if target_upper is not None:
        return _range_assurance(low, high, *sorted((target, target_upper)))
    target = without_residue(target)
    if low <= target <= high:
        return Assurance.INCONSISTENT
    good = (target < low) == (polarity == Polarity.MAXIMISE)
    return Assurance.PASS if good else Assurance.FAIL


def _range_assurance(low: float, high: float, target: float, target_upper: float) -> Assurance:
    if target <= low and high <= target_upper:
        return Assurance.PASS
    return Assurance.FAIL if low > target_upper or high < target else Assurance.INCONSISTENT
