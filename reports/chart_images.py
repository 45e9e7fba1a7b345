"""Charts of pages as pictures for paper: drawn here, without a browser and without a network."""

import math
from collections.abc import Mapping
from datetime import date
from typing import Any

import pyarrow as pa
import vl_convert

from charts.prepared_chart import POINTS, PreparedChart

# The font that the converter brings with it.
FONT = "Liberation Sans"
WIDTH, HEIGHT, SCALE = 660, 230, 2
# On paper nothing is pointed at, so that less room is needed above the plot.
_ROOM = 26
_NO_ADDRESS: list[str] = []


def as_png(chart: PreparedChart) -> bytes:
    """The chart as a picture of twice its width in pixels."""
    picture: bytes = vl_convert.vegalite_to_png(
        spec_of(chart, FONT), scale=SCALE, allowed_base_urls=_NO_ADDRESS
    )
    return picture


def as_svg(chart: PreparedChart, font: str) -> str:
    """The chart as lines and letters of a font."""
    picture: str = vl_convert.vegalite_to_svg(spec_of(chart, font), allowed_base_urls=_NO_ADDRESS)
    return picture


def spec_of(
    chart: PreparedChart, font: str, room: int = _ROOM, height: int = HEIGHT
) -> dict[str, Any]:
    """The chart as Vega-Lite whose data stands inside it, as JSON has it."""
    spec: dict[str, Any] = dict(chart.spec)
    spec["datasets"] = {POINTS: _rows(spec["datasets"][POINTS])}
    spec["config"] = {**spec["config"], "font": font, "background": "white"}
    spec["padding"] = {**spec["padding"], "top": room, "right": 12}
    spec["width"], spec["height"] = WIDTH, height
    return spec


def _rows(content: bytes) -> list[dict[str, object]]:
    with pa.ipc.open_stream(content) as reader:
        rows: list[dict[str, object]] = reader.read_all().to_pylist()
    return [_row(row) for row in rows]


def _row(row: Mapping[str, object]) -> dict[str, object]:
    return {name: _in_json(value) for name, value in row.items()}


def _in_json(value: object) -> object:
    """Days as their words; what is no number is missing."""
    if isinstance(value, date):
        return value.isoformat()
    return None if isinstance(value, float) and not math.isfinite(value) else value
