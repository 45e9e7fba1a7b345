"""How far off a KPI is, in its own usual steps from one figure to the next."""

from dataclasses import dataclass

from metrics.attention.reasons import KpiForReview, variance_of
from metrics.kpi_analysis import KpiAnalysis
from metrics.spc.control_limits import LIMIT
from metrics.spc.xmr_chart import FEWEST_TRIAL


@dataclass(frozen=True, slots=True)
class Size:
    """How large a concern is: in usual steps, or without one in percent of the target."""

    amount: float
    in_steps: bool = True


NOTHING = Size(0.0, in_steps=False)


def usual_step(analysis: KpiAnalysis | None) -> float | None:
    """The mean moving range of a KPI's figures; of its changes on the year where it is seasonal.

    None with fewer than eight points in the last group of its chart, and without movement.
    """
    control = analysis.control if analysis else None
    if control is None or not control.chart.groups:
        return None
    group = control.chart.groups[-1]
    if group.reported < FEWEST_TRIAL or group.limits is None or not group.limits.spread:
        return None
    return group.limits.spread / LIMIT


def size_off(kpi: KpiForReview) -> Size:
    """How far the figure is off its target."""
    variance = variance_of(kpi)
    if variance is None:
        return NOTHING
    return _size(kpi, float(variance.amount), float(variance.missed), float(variance.number))


def size_of_change(kpi: KpiForReview) -> Size:
    """How far the last charted point is from the mean of its limits."""
    control, step = kpi.analysis.control if kpi.analysis else None, usual_step(kpi.analysis)
    if control is None or step is None or control.chart.last is None:
        return NOTHING
    value, limits = control.values[control.chart.last], control.chart.limits
    if value is None or limits is None:
        return NOTHING
    return Size(abs(value - limits.mean) / step)


def size_of_year_end(kpi: KpiForReview) -> Size:
    """How far the year's end, as forecast or as it came out, is off its target."""
    forecast = kpi.analysis.forecast if kpi.analysis else None
    if forecast is None or forecast.target is None:
        return NOTHING
    ends = [end for end in (forecast.target, forecast.target_upper) if end is not None]
    missed = min(ends, key=lambda end: abs(forecast.point - end))
    return _size(kpi, abs(forecast.point - missed), missed, forecast.point)


def days_late(kpi: KpiForReview) -> Size:
    """How many days late its oldest figure is."""
    return Size(float(kpi.days_overdue or 0))


def _size(kpi: KpiForReview, off: float, target: float, figure: float) -> Size:
    step = usual_step(kpi.analysis)
    if step is not None:
        return Size(off / step)
    # Of a target of 0 there is no percentage: the figure itself is what it is all off by.
    return Size(100 * off / (abs(target) or abs(figure) or 1.0), in_steps=False)
