"""A KPI over time: its figures with chosen layers, or its years over each other."""

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import pandas as pd

from charts.area_colours import COLOURS
from charts.point_frames import as_frame
from charts.prepared_chart import (
    GRID,
    INK,
    POINTS,
    QUIET_INK,
    PreparedChart,
    prepared,
    time_axis,
    value_axis,
)
from insights.area_roles import AreaRole
from insights.kpi_trend_points import KpiPoint, axis_ticks
from insights.kpi_year_lines import YearPoint

HEIGHT = 320
_FIGURE, _TARGET, _EARLIER = COLOURS[AreaRole.DISTRICT], "#3D3D3D", "#8A949E"
_AMBER, _FAN, _USUAL = "#f7dfc4", "#c9d6e2", "#e8ecef"
# Names stand above the ends of their lines.
_NAME: Mapping[str, Any] = {"aria": False, "align": "right", "dx": 4, "dy": -11, "fontSize": 13}
# Room above the plot for three lines about the figure that is pointed at.
_WORDS_PIXELS = 46
# How far apart the names at the ends of lines stand, and how many pixels the values share.
_LABEL_PIXELS, _PLOT_PIXELS = 22, 240


def timeline(points: Sequence[KpiPoint], title: str, words: str) -> PreparedChart:
    """A KPI's figures, each over its whole period, with what is drawn beside them."""
    base = alt.Chart(alt.NamedData(POINTS))
    x, y = time_axis(tuple(axis_ticks(points))), value_axis()
    years = (
        _of(base, "Financial year")
        .mark_rule(aria=False, color=GRID)
        .encode(x=x)
    )  # fmt: skip
    bands = [
        _of(base, series)
        .mark_area(aria=False, color=colour, opacity=1)
        .encode(x=x, y=alt.Y("low:Q", title=None), y2="high:Q", detail="part:N")
        for series, colour in (
            ("Usual range", _USUAL),
            ("Just off target", _AMBER),
            ("Forecast", _FAN),
        )
    ]
    lines = [
        _of(base, series)
        .mark_line(aria=False, strokeWidth=2, strokeDash=dash, color=colour)
        .encode(x=x, y=y, detail="part:N")
        for series, dash, colour in (
            ("Target", [6, 4], _TARGET),
            ("National average", [6, 3], COLOURS[AreaRole.ENGLAND]),
            ("Forecast", [2, 3], _FIGURE),
        )
    ]
    figures = _of(base, "Figure")
    spans = figures.mark_rule(aria=False, strokeWidth=3, opacity=0.35, color=_FIGURE).encode(
        x=alt.X("start:T", title=None), x2="end:T", y=y
    )
    line = figures.mark_line(strokeWidth=2.5, color=_FIGURE).encode(x=x, y=y, detail="part:N")
    layers = [years, *bands, *lines, spans, line, _dots(figures, x, y), *_names(base, x)]
    layers += [*_events(base, x), *_nearest(figures, x, y)]
    chart = alt.layer(*layers).properties(height=HEIGHT)
    return prepared(
        chart, _frame(points, "date", ("Figure", "Target", "Forecast")), title, words, _WORDS_PIXELS
    )


def year_lines(points: Sequence[YearPoint], title: str, words: str) -> PreparedChart:
    """The years of a KPI that counts up, over each other, this year thick."""
    base = alt.Chart(alt.NamedData(POINTS))
    labels = [point.label for point in sorted(points, key=lambda point: point.months)]
    axis = alt.Axis(grid=False, labelAngle=0, labelOverlap=True)
    x = alt.X("label:N", title=None, sort=list(dict.fromkeys(labels)), axis=axis)
    y = value_axis()
    fan = (
        _kind(base, "forecast")
        .mark_area(aria=False, color=_FAN, opacity=1)
        .encode(x=x, y=alt.Y("low:Q", title=None), y2="high:Q")
    )
    lines = [
        _kind(base, kind)
        .mark_line(aria=kind == "this year", strokeWidth=width, strokeDash=dash, color=colour)
        .encode(x=x, y=y, detail="series:N")
        for kind, width, dash, colour in (
            ("earlier year", 2, [1, 0], _EARLIER),
            ("target", 2, [6, 4], _TARGET),
            ("forecast", 2, [2, 3], _FIGURE),
            ("this year", 3.5, [1, 0], _FIGURE),
        )
    ]
    figures = _kind(base, "this year")
    layers = [fan, *lines, _dots(figures, x, y), *_names(base, x), *_nearest(figures, x, y)]
    chart = alt.layer(*layers).properties(height=HEIGHT)
    return prepared(chart, _frame(points, "months", ()), title, words, _WORDS_PIXELS)


# A mark without data would be a picture without a name: those that a chart may lack are hidden from
# screen readers, which have the chart's description and its table.
def _of(base: alt.Chart, series: str) -> alt.Chart:
    return base.transform_filter(f"datum.series == '{series}'")


def _kind(base: alt.Chart, kind: str) -> alt.Chart:
    return base.transform_filter(f"datum.kind == '{kind}'")


def _dots(figures: alt.Chart, x: alt.X, y: alt.Y) -> alt.Chart:
    """A point for each figure, hollow where it is provisional."""
    fill = alt.condition("datum.provisional", alt.value("white"), alt.value(_FIGURE))
    dots: alt.Chart = figures.mark_point(size=48, strokeWidth=2, color=_FIGURE, opacity=1).encode(
        x=x, y=y, fill=fill
    )
    return dots


def _names(base: alt.Chart, x: alt.X) -> tuple[alt.Chart, alt.Chart]:
    """What each line is, above its end, on white so that it is read across other lines."""
    texts = base.transform_filter("datum.last").encode(x=x, y=alt.Y("label_value:Q"), text="name:N")
    halo = texts.mark_text(**_NAME, fontWeight=600, stroke="white", strokeWidth=4)
    ink = alt.condition("datum.kind == 'earlier year'", alt.value(QUIET_INK), alt.value(INK))
    return halo, texts.mark_text(**_NAME, fontWeight=600).encode(color=ink)


def _events(base: alt.Chart, x: alt.X) -> tuple[alt.Chart, alt.Chart]:
    events = _of(base, "Note")
    rules = events.mark_rule(aria=False, color=INK, strokeDash=[2, 2]).encode(
        x=x, tooltip="words:N"
    )
    numbers = events.mark_text(aria=False, fontWeight=600, dy=-6, color=INK).encode(
        x=x, y=alt.value(0), text="part:N"
    )
    return rules, numbers


def _nearest(figures: alt.Chart, x: alt.X, y: alt.Y) -> Sequence[alt.Chart]:
    """The figure nearest to the pointer or finger, anywhere in the plot, and what it was.

    A finger cannot hover, so the words stand above the plot until another figure is nearer.
    """
    nearest = alt.selection_point(
        name="nearest",
        nearest=True,
        on="pointerover, touchstart, click",
        clear=False,
        fields=["words"],
        empty=False,
    )
    catch = figures.mark_point(aria=False, size=1, opacity=0).encode(x=x, y=y).add_params(nearest)
    chosen = figures.transform_filter(nearest)
    ringed = chosen.mark_point(
        aria=False, size=190, strokeWidth=2, color=_FIGURE, opacity=1
    ).encode(x=x, y=y)
    words = chosen.encode(x=alt.value(0), y=alt.value(-_WORDS_PIXELS), text="words:N")
    style: Mapping[str, Any] = {
        "aria": False, "align": "left", "baseline": "top", "lineBreak": "; ", "fontSize": 13,
        "fontWeight": 600,
    }  # fmt: skip
    return ringed, words.mark_text(**style), catch


def _frame(
    points: Sequence[KpiPoint] | Sequence[YearPoint], order: str, named: Sequence[str]
) -> pd.DataFrame:
    """The points, each line's last one marked, with a value at which its name is clear of others.

    `named` are the series whose names are drawn; all of them where it is empty.
    """
    drawn = as_frame(points).copy()
    if drawn.empty:
        return drawn
    last = drawn.groupby("series", sort=False)[order].transform("max") == drawn[order]
    is_named = drawn["series"].isin(named) if named else True
    is_repeated = drawn.duplicated(["series", order], keep="last")
    drawn["last"] = is_named & last & ~is_repeated & drawn["value"].notna()
    drawn["label_value"] = drawn["value"]
    span = drawn["value"].max() - drawn["value"].min() or 1.0
    gap = span * _LABEL_PIXELS / _PLOT_PIXELS
    floor: float | None = None
    for index, value in drawn.loc[drawn["last"], "value"].sort_values().items():
        label_value = float(value) if floor is None else max(float(value), floor + gap)
        drawn.loc[index, "label_value"] = floor = label_value
    return drawn
