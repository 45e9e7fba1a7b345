"""The parts of a whole as bars, a pair for each part: the area and what it is set beside."""

from functools import cache

import altair as alt

from charts.point_frames import as_frame
from insights.profile_charts import PartsOfWhole
from pages.shared import charts


def part_bars(parts: PartsOfWhole) -> None:
    """Draw a pair of bars for each part with their figures beside them."""
    words = "; ".join(f"{f.part}, {f.area_name} {f.words}" for f in parts.figures)
    description = f"Bars of {parts.title}, {parts.period_label}. {words}"
    key = f"parts-{parts.title.replace(' ', '-').lower()}"
    charts.draw(as_frame(parts.figures), _spec(), parts.axis, description, key)


@cache
def _spec() -> dict[str, object]:
    base = alt.Chart(alt.NamedData("points"))
    y = alt.Y("part:N", title=None, sort=None, axis=alt.Axis(labelLimit=190))
    offset = alt.YOffset("area_name:N", sort=None)
    axis = alt.Axis(grid=False, labels=False, ticks=False, domain=False)
    x = alt.X("value:Q", title=None, axis=axis)
    bars = base.mark_bar(height=13).encode(
        y=y,
        yOffset=offset,
        x=x,
        color=alt.Color(
            "area_name:N",
            sort=None,
            scale=alt.Scale(range=[charts.COLOURS[0], "#7f93a8"]),
            legend=alt.Legend(orient="top", title=None),
        ),
        tooltip=[
            alt.Tooltip("area_name:N", title="Area"),
            alt.Tooltip("part:N", title="Part"),
            alt.Tooltip("words:N", title="Figure"),
        ],
    )
    texts = base.mark_text(align="left", dx=5).encode(y=y, yOffset=offset, x=x, text="words:N")
    return charts.cached(alt.layer(bars, texts).properties(height=alt.Step(22)))
