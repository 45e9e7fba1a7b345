"""A KPI's two charts: its trend against target, and its control chart."""

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Literal

import altair as alt
import pandas as pd

from insights.control_chart_points import ControlPoint, PointKind
from insights.kpi_trend_points import KpiPoint, TrendSeries
from pages.shared.charts import COLOURS, HEIGHT, INK, KEPT_FRAMES, as_frame, cached, draw, y_axis

_GREY = "#3D3D3D"
_AMBER, _FAN, _LIMITS = "#f7dfc4", "#c9d6e2", "#eef2f5"
# Ticks stand where financial years begin; those outside the data are not drawn.
_FINANCIAL_YEARS = [alt.DateTime(year=year, month=4, date=1) for year in range(1995, 2061)]
_FINANCIAL_YEAR_LABEL = "year(datum.value) + '/' + slice(toString(year(datum.value) + 1), 2)"
Interpolation = Literal["linear", "step-after"]
# Targets that stand until the next one, and those that rise with the year.
_STEPS: tuple[tuple[str, Interpolation], ...] = (("", "step-after"), ("!", "linear"))
# What a point of a control chart is, with its colour and shape: both say the same.
POINTS = {
    PointKind.USUAL: (COLOURS[0], "circle"),
    PointKind.BETTER: (COLOURS[1], "triangle-up"),
    PointKind.WORSE: (COLOURS[3], "square"),
    PointKind.UNUSUAL: (COLOURS[2], "diamond"),
}
# The series whose last point has its name beside it, and how far apart such names stand.
_NAMED = (TrendSeries.OUTTURN, TrendSeries.TARGET, TrendSeries.FORECAST)
_LABEL_PIXELS = 17


def prepare() -> None:
    """Build both specifications, so that no visitor waits for them."""
    _trend_spec()
    _control_spec()


def kpi_trend(points: Sequence[KpiPoint], axis_title: str, description: str, key: str) -> None:
    """A KPI's line over time with its target as steps, amber, forecast and what happened."""
    draw(_trend_frame(tuple(points)), _trend_spec(), axis_title, description, key)


def control(points: Sequence[ControlPoint], axis_title: str, description: str, key: str) -> None:
    """A control chart: the line between its limits, each point by what it is."""
    draw(as_frame(points), _control_spec(), axis_title, description, key)


# The same for every visitor, and in every edition in which the points are.
@lru_cache(maxsize=KEPT_FRAMES)
def _trend_frame(points: tuple[KpiPoint, ...]) -> pd.DataFrame:
    return _with_label_values(as_frame(points))


# A mark without data would be a picture without a name: those that a chart may lack are hidden from
# screen readers, which have the chart's description and its table.
@cache
def _trend_spec() -> dict[str, object]:
    base = alt.Chart(alt.NamedData("points"))
    x, y = _years(), y_axis()
    tooltip = [alt.Tooltip("series:N", title="Series"), alt.Tooltip("words:N", title="Figure")]
    amber = _band(base, "datum.series == 'Amber' && datum.step", _AMBER, "step-after")
    rising_amber = _band(base, "datum.series == 'Amber' && !datum.step", _AMBER, "linear")
    fan = _band(base, "datum.series == 'Forecast'", _FAN, "linear")
    targets = [
        base.transform_filter(f"datum.series == 'Target' && {which}datum.step")
        .mark_line(aria=False, strokeWidth=2, strokeDash=[6, 4], color=_GREY, interpolate=how)
        .encode(x=x, y=y, detail="part:N", tooltip=tooltip)
        for which, how in _STEPS
    ]
    outturn = base.transform_filter("datum.series == 'Outturn'")
    line = outturn.mark_line(strokeWidth=2.5, color=COLOURS[0]).encode(x=x, y=y, detail="part:N")
    points = outturn.mark_point(size=62, strokeWidth=2, color=COLOURS[0], opacity=1).encode(
        x=x,
        y=y,
        fill=alt.condition("datum.provisional", alt.value("white"), alt.value(COLOURS[0])),
        tooltip=tooltip,
    )
    forecast = (
        base.transform_filter("datum.series == 'Forecast'")
        .mark_line(aria=False, strokeWidth=2, strokeDash=[2, 3], color=COLOURS[0])
        .encode(x=x, y=y, tooltip=tooltip)
    )
    names = (
        base.transform_filter("datum.last")
        .mark_text(align="left", dx=10, fontSize=13, fontWeight=600)
        .encode(
            x=x,
            y=alt.Y("label_value:Q"),
            text="series:N",
            color=alt.condition(
                "datum.series == 'Target'", alt.value(_GREY), alt.value(COLOURS[0])
            ),
        )
    )
    layers = (amber, rising_amber, fan, *targets, line, forecast, points, names, *_events(base))
    return cached(alt.layer(*layers).properties(height=HEIGHT))


@cache
def _control_spec() -> dict[str, object]:
    base = alt.Chart(alt.NamedData("points"))
    x, y = _years(), y_axis()
    limits = base.transform_filter("isValid(datum.low)")
    between = limits.mark_area(aria=False, color=_LIMITS, opacity=1).encode(
        x=x, y=alt.Y("low:Q", title=None), y2="high:Q", detail="group:N"
    )
    edges = [
        limits.transform_filter(f"{which}datum.trial")
        .mark_line(aria=False, strokeWidth=1.5, color=_GREY, strokeDash=dash)
        .encode(x=x, y=alt.Y(f"{end}:Q"), detail="group:N")
        for end in ("low", "high")
        for which, dash in (("!", [1, 0]), ("", [4, 4]))
    ]
    mean = base.transform_filter("isValid(datum.mean)").mark_line(
        aria=False, strokeWidth=1.5, color=_GREY, strokeDash=[8, 3]
    )
    known = base.transform_filter("isValid(datum.value)")
    line = known.mark_line(strokeWidth=2, color="#7d93a6").encode(x=x, y=y, detail="part:N")
    points = known.mark_point(size=85, filled=True, opacity=1).encode(
        x=x,
        y=y,
        color=_point_scale(alt.Color, [colour for colour, _ in POINTS.values()]),
        shape=_point_scale(alt.Shape, [shape for _, shape in POINTS.values()]),
        tooltip=[alt.Tooltip("words:N", title="Figure"), alt.Tooltip("point:N", title="It is")],
    )
    layers = (between, *edges, mean.encode(x=x, y="mean:Q", detail="group:N"), line, points)
    return cached(alt.layer(*layers).properties(height=HEIGHT))


def _years() -> alt.X:
    axis = alt.Axis(
        values=_FINANCIAL_YEARS,
        labelExpr=_FINANCIAL_YEAR_LABEL,
        grid=True,
        gridColor="#e5e9ed",
        labelFlush=False,
        labelOverlap=True,
    )
    return alt.X("date:T", title=None, axis=axis, scale=alt.Scale(nice=False, padding=14))


def _band(base: alt.Chart, which: str, colour: str, how: Interpolation) -> alt.Chart:
    inside = base.transform_filter(which)
    band: alt.Chart = inside.mark_area(aria=False, color=colour, opacity=1, interpolate=how).encode(
        x=_years(), y=alt.Y("low:Q", title=None), y2="high:Q", detail="part:N"
    )
    return band


def _events(base: alt.Chart) -> tuple[alt.Chart, alt.Chart]:
    """A line from top to bottom on the day, with the number that the list below explains."""
    events = base.transform_filter("datum.series == 'Event'")
    rules = events.mark_rule(aria=False, color=INK, strokeDash=[1, 3]).encode(
        x=_years(), tooltip="words:N"
    )
    numbers = events.mark_text(aria=False, fontWeight=600, dy=-6, color=INK).encode(
        x=_years(), y=alt.value(0), text="part:N"
    )
    return rules, numbers


def _point_scale(
    channel: type[alt.Color] | type[alt.Shape], values: list[str]
) -> alt.Color | alt.Shape:
    scale = alt.Scale(domain=[str(kind) for kind in POINTS], range=values)
    legend = alt.Legend(orient="top", title=None, symbolSize=110, columns=2, labelLimit=220)
    return channel("point:N", scale=scale, legend=legend)


def _with_label_values(frame: pd.DataFrame, height: int = HEIGHT) -> pd.DataFrame:
    """Mark each series' last point, and say at what value its name is clear of the others."""
    drawn = frame.copy()
    last = drawn.groupby("series", sort=False)["date"].transform("max") == drawn["date"]
    is_repeated = drawn.duplicated(["series", "date"], keep="last")
    drawn["last"] = drawn["series"].isin(_NAMED) & last & ~is_repeated
    drawn["label_value"] = drawn["value"]
    span = drawn["value"].max() - drawn["value"].min() or 1.0
    gap = span * _LABEL_PIXELS / (height * 0.8)
    floor: float | None = None
    for index, value in drawn.loc[drawn["last"], "value"].sort_values().items():
        label_value = float(value) if floor is None else max(float(value), floor + gap)
        drawn.loc[index, "label_value"] = floor = label_value
    return drawn
