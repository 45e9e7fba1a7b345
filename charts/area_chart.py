"""A statistic over time: a line for each area, in the area's colour."""

from functools import lru_cache

import altair as alt

from charts.area_colours import COLOURS as AREA_COLOURS
from charts.area_colours import colours_of, dashes_of
from charts.line_names import TIME_EDGE, names_at_ends, with_ends
from charts.point_frames import as_frame
from charts.prepared_chart import POINTS, PreparedChart, prepared, share_ends, time_axis, value_axis
from insights.area_roles import AreaRole
from insights.statistic_lines import LinePoint
from insights.time_axis import AxisTick, Span, ticks

HEIGHT = 280
# Above the plot is room for a line about the figure that is pointed at.
_WORDS_PIXELS, _ROOM = 20, 26
# The pixels that the values share, so that names at the ends of lines are clear of each other.
_PLOT_PIXELS = 210
# About 30 kB each, a specification with its data.
KEPT_CHARTS = 128


# The same for every visitor, and in every edition in which the points are.
@lru_cache(maxsize=KEPT_CHARTS)
def area_chart(points: tuple[LinePoint, ...], axis_title: str, description: str) -> PreparedChart:
    """A statistic's lines over time: every figure over its whole period, every area's colour."""
    series = {point.series: point.role for point in points}
    spans = [Span(point.start, point.end, point.label) for point in points]
    first = next(iter(series), "")
    frame = as_frame(points)
    frame = frame.assign(
        first=frame["series"] == first,
        role=frame["role"].astype(str),
    )
    drawn = (value for point in points for value in (point.value, point.low, point.high))
    ends = share_ends(drawn, axis_title)
    frame = with_ends(frame.assign(name=frame["series"]), "date", ends, pixels=_PLOT_PIXELS)
    layers = _area_layers(
        tuple(series), tuple(series.values()), tuple(ticks(spans)), value_axis(ends)
    )
    return prepared(layers, frame, axis_title, description, _ROOM)


def _area_layers(
    series: tuple[str, ...],
    roles: tuple[AreaRole, ...],
    axis_ticks: tuple[AxisTick, ...],
    y: alt.Y,
) -> alt.LayerChart | alt.FacetChart:
    base = alt.Chart(alt.NamedData(POINTS))
    x = time_axis(axis_ticks)
    colour = alt.Color(
        "series:N",
        scale=alt.Scale(domain=list(series), range=list(colours_of(roles))),
        legend=None,
    )
    dash = alt.StrokeDash(
        "series:N",
        scale=alt.Scale(domain=list(series), range=[list(dash) for dash in dashes_of(roles)]),
        legend=None,
    )
    # A name is never part of an expression: it may hold an apostrophe.
    width = alt.condition("datum.first", alt.value(3.5), alt.value(2))
    band = (
        base.transform_filter("isValid(datum.low)")
        .mark_area(aria=False, color=AREA_COLOURS[AreaRole.DISTRICT], opacity=0.14)
        .encode(x=x, y=alt.Y("low:Q", title=None), y2="high:Q", detail="part:N")
    )
    spans = base.mark_rule(aria=False, strokeWidth=3).encode(
        x=alt.X("start:T", title=None), x2="end:T", y=y, color=colour, opacity=alt.value(0.3)
    )
    lines = base.mark_line().encode(
        x=x, y=y, color=colour, strokeDash=dash, strokeWidth=width, detail=["series:N", "part:N"],
    )  # fmt: skip
    points = base.mark_point(filled=True, size=34, opacity=1).encode(x=x, y=y, color=colour)
    # A finger cannot hover, so the words stand above the plot until another figure is nearer.
    nearest = alt.selection_point(
        name="nearest", nearest=True, on="pointerover, touchstart, click", clear=False,
        fields=["series", "date"], empty=False,
    )  # fmt: skip
    catch = base.mark_point(aria=False, size=1, opacity=0).encode(x=x, y=y).add_params(nearest)
    chosen = base.transform_filter(nearest)
    ringed = chosen.mark_point(aria=False, size=190, strokeWidth=2, opacity=1).encode(
        x=x, y=y, color=colour
    )
    words = chosen.mark_text(
        aria=False, align="left", baseline="top", fontSize=13, fontWeight=600
    ).encode(x=alt.value(0), y=alt.value(-_WORDS_PIXELS), text="reading:N")
    names = names_at_ends(base, x, TIME_EDGE, key=colour)
    layers = (band, spans, lines, points, *names, ringed, words, catch)
    return alt.layer(*layers).properties(height=HEIGHT)
