"""A KPI over time: its figures with chosen layers, or its years over each other."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import altair as alt

from charts.area_colours import COLOURS
from charts.line_names import TIME_EDGE, names_at_ends, with_ends
from charts.point_frames import as_frame
from charts.prepared_chart import (
    GRID,
    INK,
    POINTS,
    PreparedChart,
    share_ends,
    specification,
    time_axis,
    value_axis,
    with_data,
)
from insights.area_roles import AreaRole
from insights.kpi_trend_points import KpiPoint, axis_ticks
from insights.kpi_year_lines import YearPoint
from insights.time_axis import AxisTick

HEIGHT = 320
# Specifications that are kept: by the periods of a measure, and the room and ends that it needs.
_MOST_SPECS = 128
_FIGURE, _TARGET, _EARLIER = COLOURS[AreaRole.DISTRICT], "#3D3D3D", "#8A949E"
_NAMED = ("Figure", "Target", "Forecast", "National average")
_LEVEL = ("Target", "National average")
_AMBER, _FAN, _USUAL = "#f7dfc4", "#c9d6e2", "#e8ecef"
# Room above the plot for what is said of the figure that is pointed at, line by line.
_LINE_PIXELS, _FEWEST_LINES, _GAP = 15, 3, 6


def timeline(points: Sequence[KpiPoint], title: str, words: str) -> PreparedChart:
    """A KPI's figures, each over its whole period, with what is drawn beside them."""
    ends, above = _ends(points, title), _room_above(points)
    frame = with_ends(as_frame(points), "date", ends, _NAMED, _level(points))
    spec = _timeline_spec(tuple(axis_ticks(points)), ends, above)
    return with_data(spec, frame, title, words)


def _level(points: Sequence[KpiPoint]) -> Sequence[str]:
    """The level lines that reach the newest figure: one that ended before is named at its end."""
    known_to = max((p.end for p in points if p.series == "Figure"), default=None)
    return [
        series
        for series in _LEVEL
        if known_to and any(p.series == series and p.end >= known_to for p in points)
    ]


@lru_cache(maxsize=_MOST_SPECS)
def _timeline_spec(
    axis: tuple[AxisTick, ...], ends: tuple[float, float] | None, above: int
) -> dict[str, object]:
    """Its specification: measures of the same periods have the same, with other points."""
    base = alt.Chart(alt.NamedData(POINTS))
    x, y = time_axis(axis), value_axis(ends)
    years = (
        _series(base, "Financial year")
        .mark_rule(aria=False, color=GRID)
        .encode(x=x)
    )  # fmt: skip
    bands = [
        _series(base, series)
        .mark_area(aria=False, color=colour, opacity=1)
        .encode(x=x, y=alt.Y("low:Q", title=None), y2="high:Q", detail="part:N")
        for series, colour in (
            ("Usual range", _USUAL),
            ("Just off target", _AMBER),
            ("Forecast", _FAN),
        )
    ]
    lines = [
        _series(base, series)
        .mark_line(aria=False, strokeWidth=2, strokeDash=dash, color=colour)
        .encode(x=x, y=y, detail="part:N")
        for series, dash, colour in (
            ("Target", [6, 4], _TARGET),
            ("National average", [6, 3], COLOURS[AreaRole.ENGLAND]),
            ("Forecast", [2, 3], _FIGURE),
        )
    ]
    figures = _series(base, "Figure")
    spans = figures.mark_rule(aria=False, strokeWidth=3, opacity=0.35, color=_FIGURE).encode(
        x=alt.X("start:T", title=None), x2="end:T", y=y
    )
    line = figures.mark_line(strokeWidth=2.5, color=_FIGURE).encode(x=x, y=y, detail="part:N")
    layers = [years, *bands, *lines, spans, line, _dots(figures, x, y)]
    layers += names_at_ends(base, x, TIME_EDGE)
    layers += [*_events(base, x), *_nearest(figures, x, y, above, "date")]
    return specification(alt.layer(*layers).properties(height=HEIGHT))


def year_lines(points: Sequence[YearPoint], title: str, words: str) -> PreparedChart:
    """The years of a KPI that counts up, over each other, this year thick."""
    labels = [point.label for point in sorted(points, key=lambda point: point.months)]
    ends, above = _ends(points, title), _room_above(points)
    spec = _year_lines_spec(tuple(dict.fromkeys(labels)), ends, above)
    return with_data(spec, with_ends(as_frame(points), "months", ends), title, words)


@lru_cache(maxsize=_MOST_SPECS)
def _year_lines_spec(
    labels: tuple[str, ...], ends: tuple[float, float] | None, above: int
) -> dict[str, object]:
    base = alt.Chart(alt.NamedData(POINTS))
    axis = alt.Axis(grid=False, labelAngle=0, labelOverlap=True)
    x = alt.X("label:N", title=None, sort=list(labels), axis=axis)
    y = value_axis(ends)
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
            ("national", 2, [6, 3], COLOURS[AreaRole.ENGLAND]),
            ("forecast", 2, [2, 3], _FIGURE),
            ("this year", 3.5, [1, 0], _FIGURE),
        )
    ]
    figures = _kind(base, "this year")
    names = names_at_ends(base, x, x, quiet="datum.kind == 'earlier year'")
    nearest = _nearest(figures, x, y, above, "months")
    layers = [fan, *lines, _dots(figures, x, y), *names, *nearest]
    return specification(alt.layer(*layers).properties(height=HEIGHT))


def _ends(
    points: Sequence[KpiPoint] | Sequence[YearPoint], title: str
) -> tuple[float, float] | None:
    drawn = (value for point in points for value in (point.value, point.low, point.high))
    return share_ends(drawn, title)


# A mark without data would be a picture without a name: those that a chart may lack are hidden from
# screen readers, which have the chart's description and its table.
def _series(base: alt.Chart, series: str) -> alt.Chart:
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


def _events(base: alt.Chart, x: alt.X) -> tuple[alt.Chart, alt.Chart]:
    events = _series(base, "Note")
    rules = events.mark_rule(aria=False, color=INK, strokeDash=[2, 2]).encode(
        x=x, tooltip="words:N"
    )
    numbers = events.mark_text(aria=False, fontWeight=600, dy=-6, color=INK).encode(
        x=x, y=alt.value(0), text="part:N"
    )
    return rules, numbers


def _nearest(figures: alt.Chart, x: alt.X, y: alt.Y, above: int, time: str) -> Sequence[alt.Chart]:
    """The figure nearest to the pointer or finger, anywhere in the plot, with its note.

    A finger cannot hover, so the words stand above the plot until another figure is nearer; at
    first they are those of the newest by the column `time`, which shows what stands there. The
    figure that they are of has a ring.
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
    newest = figures.transform_joinaggregate(newest=f"max({time})").transform_filter(
        f"+datum.{time} === +datum.newest && !isDefined(nearest.words)"
    )
    at_top = {"x": alt.value(0), "y": alt.value(-above), "text": "words:N"}
    style: Mapping[str, Any] = {
        "aria": False, "align": "left", "baseline": "top", "lineBreak": "; ", "fontSize": 13,
        "fontWeight": 600,
    }  # fmt: skip
    words = [drawn.mark_text(**style).encode(**at_top) for drawn in (chosen, newest)]
    rings = [
        drawn.mark_point(aria=False, size=190, strokeWidth=2, color=_FIGURE, opacity=1).encode(
            x=x, y=y
        )
        for drawn in (chosen, newest)
    ]
    return *rings, *words, catch


def _room_above(points: Sequence[KpiPoint] | Sequence[YearPoint]) -> int:
    """The pixels that the words about a figure need, a line for each of their parts.

    Those of the newest stand there from the first, so that the plot begins below them.
    """
    most = max((point.words.count("; ") + 1 for point in points), default=0)
    return _LINE_PIXELS * max(most, _FEWEST_LINES) + _GAP
