"""Charts that are prepared once for everybody: a specification with its data as Arrow bytes."""

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import altair as alt
import pandas as pd
import pyarrow as pa

from insights.time_axis import AxisTick

INK = "#0b0c0c"
QUIET_INK = "#444c54"
GRID = "#e5e9ed"
POINTS = "points"
WHOLE, PERCENT = 100.0, "%"
_STEPS, _MOST_STEPS = (0.5, 1, 2, 5, 10, 20, 50, 100, math.inf), 5
_CONFIG: Mapping[str, object] = {
    "background": "transparent",
    "font": '"Source Sans", "Source Sans Pro", sans-serif',
    "view": {"stroke": None},
    # What a pointer is told is what a chart names; otherwise the browser gives the middle day of a
    # period and a bare number.
    "mark": {"tooltip": None},
    "axis": {"labelFontSize": 13, "labelColor": QUIET_INK, "domainColor": "#8a949e"},
    "legend": {"labelFontSize": 13, "labelColor": INK},
    "text": {"fontSize": 13, "color": INK},
}


@dataclass(frozen=True, slots=True)
class PreparedChart:
    """A finished chart; `title` says what its values measure, `alt` all that it shows.

    Shared: read only.
    """

    spec: Mapping[str, object]
    title: str
    alt: str


def prepared(
    chart: alt.LayerChart | alt.FacetChart,
    frame: pd.DataFrame,
    title: str,
    words: str,
    room: int = 6,
) -> PreparedChart:
    """The chart with its data; `title` says what its values measure, `words` what it shows.

    `room` are the pixels above the plot.
    """
    return with_data(specification(chart), frame, title, words, room)


def specification(chart: alt.LayerChart | alt.FacetChart) -> dict[str, object]:
    """A chart as Vega-Lite has it."""
    # Tests hold each chart against the schema, which takes half of the time that it is drawn in.
    spec: dict[str, object] = chart.to_dict(validate=False)
    return spec


def with_data(
    spec: dict[str, object], frame: pd.DataFrame, title: str, words: str, room: int = 6
) -> PreparedChart:
    """The same of a specification as Altair gives it, whose data are taken out.

    It may be that of many charts: nothing of one stays in it.
    """
    spec = dict(spec)
    for part in ("$schema", "config", "data", "datasets"):
        spec.pop(part, None)
    _without_data(spec)
    return PreparedChart(
        {
            **spec,
            "config": _CONFIG,
            "padding": {"left": 0, "right": 4, "top": room, "bottom": 4},
            "data": {"name": POINTS},
            "datasets": {POINTS: _arrow_bytes(frame)},
        },
        title,
        words,
    )


def time_axis(ticks: tuple[AxisTick, ...]) -> alt.X:
    """The axis of time with a tick under the middle of equal periods."""
    return alt.X("date:T", title=None, axis=_axis(ticks), scale=alt.Scale(nice=False, padding=12))


@lru_cache(maxsize=256)
def _axis(ticks: tuple[AxisTick, ...]) -> alt.Axis:
    labels = {f"{tick.date:%Y-%m-%d}": tick.label for tick in ticks}
    return alt.Axis(
        values=[
            alt.DateTime(year=tick.date.year, month=tick.date.month, date=tick.date.day)
            for tick in ticks
        ],
        # Labels stand in the expression as JSON, which escapes whatever they hold.
        labelExpr=f"({json.dumps(labels)})[timeFormat(datum.value, '%Y-%m-%d')]",
        grid=False,
        labelFlush=False,
        labelOverlap=True,
        labelSeparation=6,
    )


def value_axis(ends: tuple[float, float] | None = None) -> alt.Y:
    """The axis of values: grid lines without ticks, not from zero; between `ends` if there are."""
    axis = alt.Axis(grid=True, gridColor=GRID, domain=False, ticks=False, tickCount=5)
    scale = alt.Scale(zero=False, nice=True)
    if ends:
        scale = alt.Scale(zero=False, nice=False, domainMin=ends[0], domainMax=ends[1])
    return alt.Y("value:Q", title=None, axis=axis, scale=scale)


def share_ends(values: Iterable[float | None], axis_title: str) -> tuple[float, float] | None:
    """The ends of an axis in percent that would be drawn beyond 100 without need; None of others.

    The title of an axis begins with its unit.
    """
    known = [value for value in values if value is not None]
    low, high = min(known, default=0), max(known, default=0)
    if not axis_title.startswith(PERCENT) or low == high:
        return None
    step = next(step for step in _STEPS if high - low <= _MOST_STEPS * step)
    # Rounded up to a whole step the axis would end beyond what a share can be.
    if high > WHOLE or math.ceil(high / step) * step < WHOLE:
        return None
    return math.floor(low / step) * step, WHOLE


def _without_data(spec: dict[str, object]) -> None:
    """Take the data out of layers: they stand once, beside the chart."""
    layers = spec.get("layer", [])
    for layer in layers if isinstance(layers, list) else []:
        layer.pop("data", None)
        _without_data(layer)


def _arrow_bytes(frame: pd.DataFrame) -> bytes:
    table = pa.Table.from_pandas(frame, preserve_index=False)
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    return bytes(sink.getvalue().to_pybytes())
