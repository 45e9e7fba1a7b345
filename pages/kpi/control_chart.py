"""Is it more than usual variation? A KPI's control chart with its words and figures."""

import pandas as pd
import streamlit as st

from insights.formatting import figure, unit_words
from insights.kpis import Kpi
from metrics.spc.icons import Assurance, Variation, variation_of
from metrics.spc.kpi_control_chart import KpiControlChart
from metrics.spc.signals import Signal
from metrics.spc.xmr_chart import Chart, LimitGroup, Showing
from metrics.status import Polarity, is_number
from metrics.words.kpi_wording import capital
from pages.shared import html_tables, kpi_charts
from pages.shared.escaping import plain

# What a signal is, as the chart's key names it, and what rule found it.
POINT_OF = {
    Variation.COMMON_CAUSE: "usual variation",
    Variation.IMPROVEMENT: "better than usual",
    Variation.CONCERN: "worse than usual",
    Variation.NEUTRAL_HIGH: "unusual",
    Variation.NEUTRAL_LOW: "unusual",
}
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
RELIABLY = {
    Assurance.PASS: "Over these periods its limits lie wholly on the good side of its target.",
    Assurance.FAIL: "Over these periods its limits lie wholly on the wrong side of its target.",
    Assurance.INCONSISTENT: "Its target lies between its limits: some periods meet it.",
}


def variation(kpi: Kpi) -> None:
    """The control chart, or why there is none."""
    if kpi.analysis is None:
        return
    st.header("More than usual variation?", anchor=False)
    control = kpi.analysis.control
    if control is None:
        st.write(f"No control chart for {kpi.analysis.uncharted}.")
        return
    if control.showing is Showing.LINE:
        st.write("Too few periods yet: limits need eight since the last change, signals thirteen.")
        return
    said = words(kpi, control)
    html_tables.quiet(said)
    title = "Change on the same period a year before" if control.seasonal else "Each period"
    measure = f"{title}, {unit_words(kpi.unit)}"
    description = f"Control chart of {kpi.code} {kpi.name}. {said}"
    kpi_charts.control(points(kpi, control), measure, description, f"control-{kpi.code}")
    with st.expander(f"Figures and method of the control chart of {plain(kpi.code)}"):
        _figures(kpi, control)
        _method(control)


def words(kpi: Kpi, control: KpiControlChart) -> str:
    """What the chart says of its last point, and whether the target can be relied on."""
    place = control.chart.last
    if place is None:
        return "No period has a figure."
    last = control.periods[place].label
    if control.showing is Showing.TRIAL:
        return f"Trial limits: with fewer than thirteen periods nothing is said of {last} yet."
    signal = control.chart.signals[place]
    point = POINT_OF[variation_of(signal, _polarity(kpi))]
    rule = "" if signal is Signal.COMMON_CAUSE else f": {RULES[signal]}"
    reliably = f" {RELIABLY[control.assurance]}" if control.assurance else ""
    is_what = "within usual variation" if signal is Signal.COMMON_CAUSE else point
    return f"{last} is {is_what}{rule}.{reliably}"


def points(kpi: Kpi, control: KpiControlChart) -> pd.DataFrame:
    """The rows that pages.shared.kpi_charts.control draws."""
    trial = control.showing is Showing.TRIAL
    gaps, found = 0, list[dict[str, object]]()
    for place, (period, value) in enumerate(zip(control.periods, control.values, strict=True)):
        gaps += value is None
        if value is None and not found:
            # The first year of changes on the year before has nothing to be compared with.
            continue
        number, group = _group(control.chart, place)
        limits = group.limits
        signal = Signal.COMMON_CAUSE if trial else control.chart.signals[place]
        found.append(
            {
                "date": pd.Timestamp(period.start),
                "value": value,
                "part": str(gaps),
                "group": str(number),
                "mean": limits.mean if limits else None,
                "low": limits.lower if limits else None,
                "high": limits.upper if limits else None,
                "trial": trial,
                "point": POINT_OF[variation_of(signal, _polarity(kpi))],
                "words": f"{period.label}: {_shown(kpi, value)}",
            }
        )
    return pd.DataFrame(found)


def _figures(kpi: Kpi, control: KpiControlChart) -> None:
    trial = control.showing is Showing.TRIAL
    rows: list[list[html_tables.Cell]] = [
        [
            period.label,
            _shown(kpi, value),
            "" if trial or value is None else capital(RULES[signal]),
        ]
        for period, value, signal in zip(
            control.periods, control.values, control.chart.signals, strict=True
        )
    ]
    html_tables.table(
        f"Control chart of {kpi.code}",
        ["Period", "Figure", "It is"],
        rows[::-1],
        numeric=["Figure"],
    )


def _method(control: KpiControlChart) -> None:
    left_out = " Moving ranges from 3.267 times their mean up are left out."
    screened = left_out if control.chart.screened else ""
    parts = [_limits_words(group) for group in control.chart.groups]
    html_tables.note(
        "XmR chart as in Making Data Count of NHS England: mean and 2.66 times the mean moving "
        f"range.{screened} {' '.join(parts)}"
    )


def _limits_words(group: LimitGroup) -> str:
    limits = group.limits
    if limits is None or limits.lower is None or limits.upper is None:
        return ""
    return f"Mean {limits.mean:,.2f}, limits {limits.lower:,.2f} to {limits.upper:,.2f}."


def _group(chart: Chart, place: int) -> tuple[int, LimitGroup]:
    return next(
        (number, group)
        for number, group in enumerate(chart.groups)
        if group.start <= place < group.stop
    )


def _polarity(kpi: Kpi) -> Polarity:
    return kpi.analysis.rules.polarity if kpi.analysis else Polarity.NONE


def _shown(kpi: Kpi, value: float | None) -> str:
    return figure(value, kpi.unit, kpi.decimals) if is_number(value) else "no figure"
