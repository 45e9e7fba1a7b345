"""Is it more than usual variation? A KPI's control chart as points, words and figures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from insights.figure_wording import wording
from insights.formatting import figure
from insights.kpis import Kpi
from metrics.period import Period, previous
from metrics.spc.icons import Assurance, Variation, variation_of
from metrics.spc.kpi_control_chart import KpiControlChart
from metrics.spc.signals import Signal
from metrics.spc.xmr_chart import Chart, LimitGroup, Showing
from metrics.status import Polarity, Rag
from metrics.words.kpi_wording import capital
from metrics.words.variation_words import (
    LIMITS_OUT_OF_DATE,
    PERIODS_WORDS,
    assurance_words,
    is_high,
    recalculation_words,
)

# Fewer in a row are no more than hit and miss.
FEWEST_OFF_TARGET = 4
_OFF_TARGET = (Rag.AMBER, Rag.RED)


class PointKind(StrEnum):
    """What a point of the chart is, as its key names it."""

    USUAL = "usual variation"
    BETTER = "better than usual"
    WORSE = "worse than usual"
    UNUSUAL = "unusual"
    NOT_JUDGED = "figure"


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
# The letters and the tones (blue, orange, grey) of Making Data Count's icons.
_ASSURANCE_ICONS = {
    Assurance.PASS: ("P", "better"),
    Assurance.FAIL: ("F", "worse"),
    Assurance.INCONSISTENT: ("?", "usual"),
}
_VARIATION_TONES = {
    Variation.COMMON_CAUSE: "usual",
    Variation.IMPROVEMENT: "better",
    Variation.CONCERN: "worse",
    Variation.NEUTRAL_HIGH: "unusual",
    Variation.NEUTRAL_LOW: "unusual",
}
_VARIATION_WORDS = {
    Variation.COMMON_CAUSE: "usual variation",
    Variation.IMPROVEMENT: "better than usual",
    Variation.CONCERN: "worse than usual",
    Variation.NEUTRAL_HIGH: "higher than usual",
    Variation.NEUTRAL_LOW: "lower than usual",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlPoint:
    """A period on the chart; `value` is None in a gap, after which `part` is a new one.

    `group` names the points with one set of limits: `mean`, `low` and `high`, None where there are
    none; `trial` says that they are trial limits. `target` is the period's own, with its upper end
    where it is a range; None where the chart is not of the figures themselves.
    """

    date: pd.Timestamp
    value: float | None
    part: str
    group: str
    mean: float | None
    low: float | None
    high: float | None
    target: float | None
    target_upper: float | None
    trial: bool
    point: PointKind
    words: str


@dataclass(frozen=True, slots=True)
class ControlIcon:
    """An icon of Making Data Count: its letter, its tone, and the words that say the same."""

    letter: str
    tone: str
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
    assured = _assurance_words(kpi, control)
    reliability = f" {capital(assured)}." if assured else ""
    if signal is Signal.COMMON_CAUSE:
        return f"{label} is within usual variation.{reliability}"
    return f"{label} is {_kind(kpi, signal)}: {RULES[signal]}.{reliability}"


def points(kpi: Kpi, control: KpiControlChart) -> Sequence[ControlPoint]:
    """The points of the chart in period order.

    None is judged by trial limits, nor by limits that are out of date.
    """
    trial = control.showing is Showing.TRIAL
    judged = not trial and control.outdated_since is None
    targets = _targets(kpi, control)
    gaps, drawn = 0, list[ControlPoint]()
    for position, (period, value) in enumerate(zip(control.periods, control.values, strict=True)):
        gaps += value is None
        if value is None and not drawn:
            # The first year of changes on the year before has nothing to be compared with.
            continue
        number, group = _group(control.chart, position)
        limits = group.limits
        low, high = targets.get(period, (None, None))
        drawn.append(
            ControlPoint(
                date=pd.Timestamp(period.start),
                value=value,
                part=str(gaps),
                group=str(number),
                mean=limits.mean if limits else None,
                low=limits.lower if limits else None,
                high=limits.upper if limits else None,
                target=low,
                target_upper=high,
                trial=trial,
                point=_kind(kpi, control.chart.signals[position])
                if judged
                else PointKind.NOT_JUDGED,
                words=f"{period.label}: {figure(value, kpi.unit, kpi.decimals)}",
            )
        )
    return drawn


def rows(kpi: Kpi, control: KpiControlChart) -> Sequence[ControlChartRow]:
    """Every period's figure and the rule that it is found by, newest first."""
    unjudged = control.showing is Showing.TRIAL or control.outdated_since is not None
    oldest_first = [
        ControlChartRow(
            period.label,
            figure(value, kpi.unit, kpi.decimals),
            "" if unjudged or value is None else capital(RULES[signal]),
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


def chart_key(kpi: Kpi, control: KpiControlChart) -> str:
    """What the lines are, with their values: mean, limits, and the target where one is drawn."""
    written, limits = wording(kpi), control.chart.limits
    target, upper = _latest_target(kpi, control)
    of_target = "" if target is None else f"; dotted: target {written.target(target, upper)}"
    if limits is None or limits.lower is None or limits.upper is None:
        return ""
    mean, low, high = (
        written.amount(value, kpi.decimals + 1)
        for value in (limits.mean, limits.lower, limits.upper)
    )
    drawn = "dashed, pale: trial limits" if control.showing is Showing.TRIAL else "dashed: limits"
    return f"Solid line: mean {mean}; {drawn} {low} to {high}{of_target}."


def icons(kpi: Kpi, control: KpiControlChart) -> Sequence[ControlIcon]:
    """The icons of variation and assurance with their words; none that the chart may not show."""
    shown: list[ControlIcon] = []
    if control.variation:
        last = control.chart.last
        signal = Signal.COMMON_CAUSE if last is None else control.chart.signals[last]
        usual = signal is Signal.COMMON_CAUSE
        letter = "\N{TILDE OPERATOR}" if usual else "H" if is_high(signal) else "L"
        variation = f"Variation: {_VARIATION_WORDS[control.variation]}"
        shown.append(ControlIcon(letter, _VARIATION_TONES[control.variation], variation))
    words = _assurance_words(kpi, control)
    if control.assurance and words:
        letter, tone = _ASSURANCE_ICONS[control.assurance]
        shown.append(ControlIcon(letter, tone, f"Target: {words}"))
    if control.outdated_since:
        shown.append(ControlIcon("!", "usual", capital(LIMITS_OUT_OF_DATE)))
    return shown


def _assurance_words(kpi: Kpi, control: KpiControlChart) -> str | None:
    target, upper = _latest_target(kpi, control)
    if target is None or kpi.analysis is None:
        return None
    words = assurance_words(kpi.analysis.rules, control, wording(kpi).target(target, upper))
    periods = _periods_off_target(kpi)
    if words is None or len(periods) < FEWEST_OFF_TARGET:
        return words
    last = f"the last {len(periods)} {PERIODS_WORDS.get(periods[0].kind, 'periods')}"
    return f"{words}; off target or just off in each of {last}"


def _periods_off_target(kpi: Kpi) -> Sequence[Period]:
    """The periods in a row, newest first from the report's latest figure, that were off target.

    Just off counts too. A period without a figure or a target ends the row, as one on target does.
    """
    if kpi.position is None or kpi.position.latest is None:
        return []
    latest, periods = kpi.position.latest.figure.period, list[Period]()
    for rated in reversed(kpi.position.series):
        period = rated.figure.period
        if period.end > latest.end:
            continue
        expected = previous(periods[-1]) if periods else latest
        if period != expected or rated.status not in _OFF_TARGET:
            break
        periods.append(period)
    return periods


def _latest_target(kpi: Kpi, control: KpiControlChart) -> tuple[float | None, float | None]:
    last = control.chart.last
    return (
        (None, None)
        if last is None
        else _targets(kpi, control).get(control.periods[last], (None, None))
    )


def _targets(
    kpi: Kpi, control: KpiControlChart
) -> Mapping[Period, tuple[float | None, float | None]]:
    """The target of each period, where the chart is of the figures that it is for."""
    if control.seasonal or kpi.counts_up or kpi.position is None:
        return {}
    return {
        rated.figure.period: (rated.target, rated.target_upper)
        for rated in kpi.position.series
        if rated.target is not None
    }


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
