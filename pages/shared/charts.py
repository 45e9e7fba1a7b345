"""Charts: built once by Altair, kept as specifications, drawn with each question's data."""

from collections.abc import Sequence
from dataclasses import fields
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import altair as alt
import pandas as pd
import streamlit as st

from insights.area_figures import AreaFigure
from insights.area_roles import AreaRole
from insights.statistic_lines import LinePoint
from insights.time_axis import AxisTick, Span, ticks
from pages.shared.area_colours import COLOURS as AREA_COLOURS
from pages.shared.area_colours import colours_of, dashes_of
from pages.shared.prepared_charts import POINTS, PreparedChart, prepared, time_axis, value_axis
from pages.shared.prepared_charts import draw as draw_prepared

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

# The Analysis Function's chart colours, in its order.
COLOURS = ["#12436D", "#28A197", "#801650", "#F46A25"]
HEIGHT = 280
# Between legend and plot is room for a line about the figure that is pointed at.
_WORDS_PIXELS, _LEGEND_PIXELS = 20, 24
# About 10 kB each; a plan may have 140 KPIs with two charts.
KEPT_FRAMES = 512
# About 30 kB each, a specification with its data.
KEPT_CHARTS = 128
INK = "#0b0c0c"
QUIET_INK = "#444c54"
_CONFIG: dict[str, object] = {
    "background": "transparent",
    "font": '"Source Sans", "Source Sans Pro", sans-serif',
    "view": {"stroke": None},
    "axis": {"labelFontSize": 13, "labelColor": QUIET_INK, "domainColor": "#8a949e"},
    "legend": {"labelFontSize": 13, "labelColor": INK},
    "text": {"fontSize": 13, "color": INK},
}


def prepare() -> None:
    """Build the specifications that do not depend on the data, so that no visitor waits."""
    _bar_spec()
    _strip_spec()


def area_trend(points: Sequence[LinePoint], axis_title: str, description: str, key: str) -> None:
    """A statistic's lines over time, one an area, with the first one's interval as a band."""
    draw_prepared(area_chart(tuple(points), axis_title, description), key)


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
    chart = _area_layers(tuple(series), tuple(series.values()), tuple(ticks(spans)))
    return prepared(chart, frame, axis_title, description)


def area_bars(figures: Sequence[AreaFigure], axis_title: str, description: str, key: str) -> None:
    """One period's figure by area as bars, in the order that they come."""
    frame = _area_frame(figures).assign(order=range(len(figures)))
    draw(frame, _bar_spec(), axis_title, description, key)


def area_strip(
    figures: Sequence[AreaFigure],
    offsets: Sequence[int],
    axis_title: str,
    description: str,
    key: str,
) -> None:
    """Every area's figure of one period as a point on one axis, the district's with its name.

    `offsets` say how far above or below the axis each point stands.
    """
    frame = _area_frame(figures)
    frame = frame.assign(offset=list(offsets), named=frame["home"])
    draw(frame, _strip_spec(), axis_title, description, key)


def as_frame(points: "Sequence[DataclassInstance]") -> pd.DataFrame:
    """Points as the frame that a chart draws, a row for each and a column for each field.

    The frame is shared: read only.
    """
    return _frame(tuple(points))


# The same for every visitor, and in every edition in which the points are.
@lru_cache(maxsize=KEPT_FRAMES)
def _frame(points: "tuple[DataclassInstance, ...]") -> pd.DataFrame:
    names = [field.name for field in fields(points[0])] if points else []
    frame = pd.DataFrame({name: [getattr(point, name) for point in points] for name in names})
    numbers = [name for name in ("value", "low", "high", "mean") if name in frame]
    return frame.astype(dict.fromkeys(numbers, float))


def _area_frame(figures: Sequence[AreaFigure]) -> pd.DataFrame:
    return as_frame(figures).rename(columns={"area_name": "series", "is_home": "home"})


def _area_layers(
    series: tuple[str, ...], roles: tuple[AreaRole, ...], axis_ticks: tuple[AxisTick, ...]
) -> alt.LayerChart | alt.FacetChart:
    base = alt.Chart(alt.NamedData(POINTS))
    x, y = time_axis(axis_ticks), value_axis()
    colour = alt.Color(
        "series:N",
        scale=alt.Scale(domain=list(series), range=list(colours_of(roles))),
        legend=alt.Legend(
            orient="top",
            title=None,
            symbolType="stroke",
            symbolStrokeWidth=3,
            symbolSize=220,
            symbolOpacity=1,
            offset=_LEGEND_PIXELS,
            labelLimit=260,
            columns=2,
        ),
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
    layers = (band, spans, lines, points, ringed, words, catch)
    return alt.layer(*layers).properties(height=HEIGHT)


@cache
def _bar_spec() -> dict[str, object]:
    base = alt.Chart(alt.NamedData("points"))
    y = alt.Y(
        "series:N", title=None, sort=alt.EncodingSortField("order"), axis=alt.Axis(labelLimit=170)
    )
    bars = base.mark_bar(height=16).encode(
        y=y,
        x=alt.X(
            "value:Q",
            title=None,
            axis=alt.Axis(grid=False, labels=False, ticks=False, domain=False),
        ),
        color=alt.condition("datum.home", alt.value(COLOURS[0]), alt.value("#9fb3c4")),
        tooltip=[alt.Tooltip("series:N", title="Area"), alt.Tooltip("words:N", title="Figure")],
    )
    words = base.mark_text(align="left", dx=5).encode(y=y, x="value:Q", text="words:N")
    return cached(alt.layer(bars, words).properties(height=alt.Step(26)))


@cache
def _strip_spec() -> dict[str, object]:
    base = alt.Chart(alt.NamedData("points"))
    x = alt.X(
        "value:Q",
        title=None,
        axis=alt.Axis(grid=False, tickCount=6),
        scale=alt.Scale(zero=False, nice=True),
    )
    y = alt.Y("offset:Q", axis=None, scale=alt.Scale(nice=False, padding=26))
    colour = alt.condition("datum.home", alt.value(COLOURS[0]), alt.value(COLOURS[3]))
    tooltip = [alt.Tooltip("series:N", title="Area"), alt.Tooltip("words:N", title="Figure")]
    others = base.transform_filter("!datum.named").mark_circle(size=38, color="#9fb3c4", opacity=1)
    named = base.transform_filter("datum.named")
    marks = named.mark_point(size=150, filled=True, opacity=1, stroke="white").encode(
        x=x,
        y=y,
        color=colour,
        shape=alt.condition("datum.home", alt.value("circle"), alt.value("diamond")),
        tooltip=tooltip,
    )
    leads = named.mark_rule(color=INK).encode(x=x, y=y, y2=alt.value(16))
    names = named.mark_text(fontWeight=600).encode(x=x, y=alt.value(6), text="series:N")
    layers = alt.layer(others.encode(x=x, y=y, tooltip=tooltip), leads, marks, names)
    return cached(layers.properties(height=170))


def cached(chart: alt.LayerChart | alt.FacetChart) -> dict[str, object]:
    """The chart without data and outer settings: those come when it is drawn."""
    spec: dict[str, object] = chart.to_dict()
    for part in ("$schema", "config", "data", "datasets"):
        spec.pop(part, None)
    for layer in spec["layer"]:  # type: ignore[attr-defined]
        layer.pop("data", None)
    spec["config"] = _CONFIG
    return spec


def draw(
    frame: pd.DataFrame, spec: dict[str, object], axis_title: str, description: str, key: str
) -> None:
    """Draw a specification with its data; `description` is what a screen reader says of it."""
    subtitle = {
        "text": axis_title,
        "anchor": "start",
        "fontSize": 13,
        "fontWeight": "normal",
        "color": QUIET_INK,
        "offset": 6,
    }
    titled = {**spec, "title": subtitle}
    st.vega_lite_chart(frame, titled, alt=description, key=key, width="stretch", theme=None)
