"""Every area's figure of one period as a point on one axis, those that are named marked."""

from collections.abc import Sequence
from functools import cache

import altair as alt

from charts.point_frames import as_frame
from charts.prepared_chart import INK, POINTS, PreparedChart, with_data
from charts.swarm import offsets
from insights.area_figures import AreaFigure

# The Analysis Function's chart colours: the first for the council, the last for others named.
_HOME, _OTHER = "#12436D", "#F46A25"


def strip_chart(figures: Sequence[AreaFigure], axis_title: str, description: str) -> PreparedChart:
    """The points moved apart so that each is seen, the district's with its name."""
    frame = as_frame(figures).rename(columns={"area_name": "series", "is_home": "home"})
    moved = offsets([figure.value for figure in figures])
    frame = frame.assign(offset=moved, named=frame["home"])
    return with_data(_strip_spec(), frame, axis_title, description)


@cache
def _strip_spec() -> dict[str, object]:
    base = alt.Chart(alt.NamedData(POINTS))
    x = alt.X(
        "value:Q",
        title=None,
        axis=alt.Axis(grid=False, tickCount=6),
        scale=alt.Scale(zero=False, nice=True),
    )
    y = alt.Y("offset:Q", axis=None, scale=alt.Scale(nice=False, padding=26))
    colour = alt.condition("datum.home", alt.value(_HOME), alt.value(_OTHER))
    tooltip = [alt.Tooltip("series:N", title="Area"), alt.Tooltip("words:N", title="Figure")]
    others = base.transform_filter("!datum.named").mark_circle(size=38, color="#7f93a8", opacity=1)
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
    spec: dict[str, object] = layers.properties(height=170).to_dict()
    return spec
