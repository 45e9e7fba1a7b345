"""Charts: built once by Altair, kept as specifications, drawn with each question's data."""

from collections.abc import Sequence
from functools import cache

import altair as alt
import pandas as pd
import streamlit as st

from charts.area_chart import area_chart
from charts.point_frames import as_frame
from insights.area_figures import AreaFigure
from insights.statistic_lines import LinePoint
from pages.shared.prepared_charts import draw as draw_prepared

# The Analysis Function's chart colours, in its order.
COLOURS = ["#12436D", "#28A197", "#801650", "#F46A25"]
HEIGHT = 280
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


def area_trend(points: Sequence[LinePoint], axis_title: str, description: str, key: str) -> None:
    """A statistic's lines over time, one an area, with the first one's interval as a band."""
    draw_prepared(area_chart(tuple(points), axis_title, description), key)


def area_bars(figures: Sequence[AreaFigure], axis_title: str, description: str, key: str) -> None:
    """One period's figure by area as bars, in the order that they come."""
    frame = _area_frame(figures).assign(order=range(len(figures)))
    draw(frame, _bar_spec(), axis_title, description, key)


def _area_frame(figures: Sequence[AreaFigure]) -> pd.DataFrame:
    return as_frame(figures).rename(columns={"area_name": "series", "is_home": "home"})


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
        color=alt.condition("datum.home", alt.value(COLOURS[0]), alt.value("#7f93a8")),
        tooltip=[alt.Tooltip("series:N", title="Area"), alt.Tooltip("words:N", title="Figure")],
    )
    words = base.mark_text(align="left", dx=5).encode(y=y, x="value:Q", text="words:N")
    return cached(alt.layer(bars, words).properties(height=alt.Step(26)))


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
