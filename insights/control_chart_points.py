"""Is it more than usual variation? A KPI's control chart as points, words and figures."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from insights.formatting import figure
from insights.kpis import Kpi
from metrics.spc.icons import Assurance, Variation, variation_of
from metrics.spc.kpi_control_chart import KpiControlChart
from metrics.spc.signals import Signal
from metrics.spc.xmr_chart import Chart, LimitGroup, Showing
from metrics.status import Polarity
from metrics.words.kpi_wording import capital
from metrics.words.variation_words import recalculation_words


class PointKind(StrEnum):
    """What a point of the chart is, as its key names it."""

    USUAL = "usual variation"
    BETTER = "better than usual"
    WORSE = "worse than usual"
    UNUSUAL = "unusual"


KIND_OF = {
    Variation.COMMON_CAUSE: PointKind.USUAL,
    Variation.IMPROVEMENT: PointKind.BETTER,
    Variation.CONCERN: PointKind.WORSE,
    Variation.NEUTRAL_HIGH: PointKind.UNUSUAL,
    Variation.NEUTRAL_LOW: PointKind.UNUSUAL,
}
# The rule by which a signal was found.
RULES = {
    Signal.ABOVE_LIMIT: "above the upper limit",
    Signal.BELOW_LIMIT: "below the lower limit",
    Signal.RISING: "one of seven in a row that rise",
    Signal.FALLING: "one of seven in a row that fall",
    Signal.TWO_IN_THREE_ABOVE: "two of three close to the upper limit",
    Signal.TWO_IN_THREE_BELOW: "two of three close to the lower limit",
    Signal.RUN_ABOVE: "one of seven in a row above the mean",
    Signal.RUN_BELOW: "one of seven in a row below the mean",
    Signal.COMMON_CAUSE: "within usual variation",
}
RELIABILITY = {
    Assurance.PASS: "Over these periods its limits lie wholly on the good side of its target.",
    Assurance.FAIL: "Over these periods its limits lie wholly on the wrong side of its target.",
    Assurance.INCONSISTENT: "Its target lies between its limits: some periods meet it.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlPoint:
    """A period on the chart; `value` is None in a gap, after which `part` is a new one.

    `group` names the points with one set of limits: `mean`, `low` and `high`, None where there are
    none; `trial` says that they are trial limits.
    """

    date: pd.Timestamp
    value: float | None
    part: str
    group: str
    mean: float | None
    low: float | None
    high: float | None
    trial: bool
    point: PointKind
    words: str


@dataclass(frozen=True, slots=True)
class ControlChartRow:
    """A period's figure and what it is, in words; empty where nothing is said of it."""

    period_label: str
    figure: str
    finding: str


def sentence(kpi: Kpi, control: KpiControlChart) -> str:
    """What the chart says of its last point, and whether the target can be relied on."""
    last = control.chart.last
    if last is None:
        return "No period has a figure."
    label = control.periods[last].label
    if control.showing is Showing.TRIAL:
        return f"Trial limits: with fewer than thirteen periods nothing is said of {label} yet."
    outdated = recalculation_words(control)
    if outdated:
        return f"{capital(outdated)}."
    signal = control.chart.signals[last]
    reliability = f" {RELIABILITY[control.assurance]}" if control.assurance else ""
    if signal is Signal.COMMON_CAUSE:
        return f"{label} is within usual variation.{reliability}"
    return f"{label} is {_kind(kpi, signal)}: {RULES[signal]}.{reliability}"


def points(kpi: Kpi, control: KpiControlChart) -> Sequence[ControlPoint]:
    """The points of the chart in period order."""
    trial = control.showing is Showing.TRIAL
    gaps, drawn = 0, list[ControlPoint]()
    for position, (period, value) in enumerate(zip(control.periods, control.values, strict=True)):
        gaps += value is None
        if value is None and not drawn:
            # The first year of changes on the year before has nothing to be compared with.
            continue
        number, group = _group(control.chart, position)
        limits = group.limits
        signal = Signal.COMMON_CAUSE if trial else control.chart.signals[position]
        drawn.append(
            ControlPoint(
                date=pd.Timestamp(period.start),
                value=value,
                part=str(gaps),
                group=str(number),
                mean=limits.mean if limits else None,
                low=limits.lower if limits else None,
                high=limits.upper if limits else None,
                trial=trial,
                point=_kind(kpi, signal),
                words=f"{period.label}: {figure(value, kpi.unit, kpi.decimals)}",
            )
        )
    return drawn


def rows(kpi: Kpi, control: KpiControlChart) -> Sequence[ControlChartRow]:
    """Every period's figure and the rule that it is found by, newest first."""
    trial = control.showing is Showing.TRIAL
    oldest_first = [
        ControlChartRow(
            period.label,
            figure(value, kpi.unit, kpi.decimals),
            "" if trial or value is None else capital(RULES[signal]),
        )
        for period, value, signal in zip(
            control.periods, control.values, control.chart.signals, strict=True
        )
    ]
    return oldest_first[::-1]


def method(control: KpiControlChart) -> str:
    """How the limits were found, and what they are."""
    left_out = " Moving ranges from 3.267 times their mean up are left out."
    screened = left_out if control.chart.screened else ""
    limits = " ".join(_limits_words(group) for group in control.chart.groups)
    return (
        "XmR chart as in Making Data Count of NHS England: mean and 2.66 times the mean moving "
        f"range.{screened} {limits}"
    )


def _kind(kpi: Kpi, signal: Signal) -> PointKind:
    polarity = kpi.analysis.rules.polarity if kpi.analysis else Polarity.NONE
    return KIND_OF[variation_of(signal, polarity)]


def _limits_words(group: LimitGroup) -> str:
    limits = group.limits
    if limits is None or limits.lower is None or limits.upper is None:
        return ""
    return f"Mean {limits.mean:,.2f}, limits {limits.lower:,.2f} to {limits.upper:,.2f}."


def _group(chart: Chart, position: int) -> tuple[int, LimitGroup]:
    return next(
        (number, group)
        for number, group in enumerate(chart.groups)
        if group.start <= position < group.stop
    )
