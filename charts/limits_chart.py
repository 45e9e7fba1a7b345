"""A KPI's control chart."""

from collections.abc import Sequence
from functools import lru_cache

import altair as alt

from charts.point_frames import as_frame
from charts.prepared_chart import POINTS as DATA
from charts.prepared_chart import PreparedChart, value_axis, with_data
from insights import control_chart_points
from insights.control_chart_points import ControlPoint, PointKind
from insights.figure_wording import counted_in
from insights.kpis import Kpi
from metrics.spc.kpi_control_chart import KpiControlChart

_GREY = "#3D3D3D"
_RED = "#B10E1E"
_LIMITS = "#eef2f5"
# Ticks stand where these financial years begin; those outside the data are not drawn.
_FINANCIAL_YEARS = range(1995, 2061)
_FINANCIAL_YEAR_LABEL = "year(datum.value) + '/' + slice(toString(year(datum.value) + 1), 2)"
# What a point of a control chart is, with its colour and shape: both say the same. The colours are
# those of Making Data Count: grey, blue, orange, purple.
POINTS = {
    PointKind.USUAL: ("#768692", "circle"),
    PointKind.BETTER: ("#005EB8", "triangle-up"),
    PointKind.WORSE: ("#C75B00", "square"),
    PointKind.UNUSUAL: ("#5A2D82", "diamond"),
    PointKind.NOT_JUDGED: ("#3D3D3D", "circle"),
}
_MOST_KINDS, HEIGHT = 32, 280


def prepare() -> None:
    """Build its specification, so that no visitor waits for it."""
    _control_spec(tuple(POINTS))


def control_chart_of(kpi: Kpi, control: KpiControlChart) -> PreparedChart:
    """The control chart of a KPI as its page has it."""
    title = "Change on the same period a year before" if control.seasonal else "Each period"
    return limits_chart(
        control_chart_points.points(kpi, control),
        f"{title}, {counted_in(kpi)}",
        f"Control chart of {kpi.code} {kpi.name}. {control_chart_points.sentence(kpi, control)}",
    )


def limits_chart(
    points: Sequence[ControlPoint], axis_title: str, description: str
) -> PreparedChart:
    """A control chart: the line between its limits, each point by what it is."""
    kinds = {point.point for point in points if point.value is not None}
    spec = _control_spec(tuple(kind for kind in POINTS if kind in kinds))
    return with_data(spec, as_frame(points), axis_title, description)


@lru_cache(maxsize=_MOST_KINDS)
def _control_spec(kinds: tuple[PointKind, ...]) -> dict[str, object]:
    """Mean solid, limits dashed, target dotted; the key names the kinds of points that occur."""
    base = alt.Chart(alt.NamedData(DATA))
    x, y = _years(), value_axis()
    limits = base.transform_filter("isValid(datum.low)")
    between = limits.mark_area(aria=False, color=_LIMITS, opacity=1).encode(
        x=x, y=alt.Y("low:Q", title=None), y2="high:Q", detail="group:N"
    )
    edges = [
        limits.transform_filter(f"{which}datum.trial")
        .mark_line(aria=False, strokeWidth=1.5, color=_GREY, strokeDash=dash)
        .encode(x=x, y=alt.Y(f"{end}:Q"), detail="group:N")
        for end in ("low", "high")
        for which, dash in (("!", [6, 4]), ("", [2, 5]))
    ]
    mean = base.transform_filter("isValid(datum.mean)").mark_line(
        aria=False, strokeWidth=1.5, color=_GREY
    )
    targets = [
        base.transform_filter(f"isValid(datum.{end})")
        .mark_line(
            aria=False, strokeWidth=2, color=_RED, strokeDash=[2, 3], interpolate="step-after"
        )
        .encode(x=x, y=alt.Y(f"{end}:Q"))
        for end in ("target", "target_upper")
    ]
    known = base.transform_filter("isValid(datum.value)")
    line = known.mark_line(strokeWidth=2, color="#7d93a6").encode(x=x, y=y, detail="part:N")
    points = known.mark_point(size=85, filled=True, opacity=1).encode(
        x=x,
        y=y,
        color=_point_scale(alt.Color, kinds, [POINTS[kind][0] for kind in kinds]),
        shape=_point_scale(alt.Shape, kinds, [POINTS[kind][1] for kind in kinds]),
        tooltip=[alt.Tooltip("words:N", title="Figure"), alt.Tooltip("point:N", title="It is")],
    )
    middle = mean.encode(x=x, y="mean:Q", detail="group:N")
    layers = (between, *edges, middle, *targets, line, points)
    spec: dict[str, object] = alt.layer(*layers).properties(height=HEIGHT).to_dict()
    return spec


def _years() -> alt.X:
    axis = alt.Axis(
        values=[alt.DateTime(year=year, month=4, date=1) for year in _FINANCIAL_YEARS],
        labelExpr=_FINANCIAL_YEAR_LABEL,
        grid=True,
        gridColor="#e5e9ed",
        labelFlush=False,
        labelOverlap=True,
    )
    return alt.X("date:T", title=None, axis=axis, scale=alt.Scale(nice=False, padding=14))


def _point_scale(
    channel: type[alt.Color] | type[alt.Shape], kinds: Sequence[PointKind], values: list[str]
) -> alt.Color | alt.Shape:
    scale = alt.Scale(domain=[str(kind) for kind in kinds], range=values)
    legend = alt.Legend(orient="top", title=None, symbolSize=110, columns=2, labelLimit=220)
    if kinds == (PointKind.NOT_JUDGED,):
        return channel("point:N", scale=scale, legend=None)
    return channel("point:N", scale=scale, legend=legend)
