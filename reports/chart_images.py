"""Charts of pages as pictures for paper: drawn here, without a browser and without a network."""

import math
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import zip_longest
from textwrap import wrap
from typing import Any

import pyarrow as pa
import vl_convert

from charts.line_names import LABEL_PIXELS, names_apart
from charts.prepared_chart import INK, POINTS, QUIET_INK, PreparedChart
from data.admissible import cleaned

# The font that the converter brings with it.
FONT = "Liberation Sans"
WIDTH, HEIGHT, SCALE = 660, 230, 2
# In reports two measures with sentence, chart, note and next steps stand on a page.
_HEIGHT_IN_REPORTS = 165
# On paper nothing is pointed at, so that less room is needed above the plot.
_ROOM = 26
# What the axis below a plot takes, and what a point reaches from and to.
_AXIS = 26
_ENDS = ("value", "low", "high")
_NO_ADDRESS: list[str] = []
_AROUND = {"left": 16, "right": 16, "top": 14, "bottom": 14}
# So many letters stand beside each other in a title, in a line below it, in a fact and its name.
_TITLE_LETTERS, _LINE_LETTERS, _FACT_LETTERS, _ABOUT_LETTERS = 66, 96, 60, 27
# How far facts are from what they are about, and from one another, in pixels.
_ABOUT_WIDTH, _LINE = 215, 22


def as_png(chart: PreparedChart) -> bytes:
    """The chart as a picture of twice its width in pixels."""
    picture: bytes = vl_convert.vegalite_to_png(
        spec_of(chart, FONT, height=_HEIGHT_IN_REPORTS), scale=SCALE, allowed_base_urls=_NO_ADDRESS
    )
    return picture


def as_svg(chart: PreparedChart, font: str) -> str:
    """The chart as lines and letters of a font."""
    picture: str = vl_convert.vegalite_to_svg(
        spec_of(chart, font, height=_HEIGHT_IN_REPORTS), allowed_base_urls=_NO_ADDRESS
    )
    return picture


def spec_of(
    chart: PreparedChart, font: str, room: int = _ROOM, height: int = HEIGHT
) -> dict[str, Any]:
    """The chart as Vega-Lite whose data stands inside it, as JSON has it."""
    spec: dict[str, Any] = dict(chart.spec)
    rows = _rows(spec["datasets"][POINTS])
    _set_apart(rows, height - room - _AXIS)
    spec["datasets"] = {POINTS: rows}
    spec["config"] = {**spec["config"], "font": font, "background": "white"}
    spec["padding"] = {**spec["padding"], "top": room, "right": 12}
    spec["width"], spec["height"] = WIDTH, height
    return spec


def _rows(content: bytes) -> list[dict[str, object]]:
    with pa.ipc.open_stream(content) as reader:
        rows: list[dict[str, object]] = reader.read_all().to_pylist()
    return [_row(row) for row in rows]


def _set_apart(rows: Sequence[dict[str, object]], plot: int) -> None:
    """The names at the ends of lines as far apart as a plot of so many pixels needs them.

    On a screen the plot is higher, and names may stand nearer to one another in values.
    """
    drawn = [float(str(row[end])) for row in rows for end in _ENDS if row.get(end) is not None]
    for at_edge in (True, False):
        named = [row for row in rows if row.get("last") and row.get("at_edge") == at_edge]
        named.sort(key=lambda row: float(str(row["value"])))
        gap = ((max(drawn) - min(drawn)) or 1.0) * LABEL_PIXELS / plot if named else 0.0
        values = names_apart([float(str(row["value"])) for row in named], gap)
        for row, value in zip(named, values, strict=True):
            row["label_value"] = value


def _row(row: Mapping[str, object]) -> dict[str, object]:
    return {name: _in_json(value) for name, value in row.items()}


def _in_json(value: object) -> object:
    """Days as their words; what is no number is missing."""
    if isinstance(value, date):
        return value.isoformat()
    return None if isinstance(value, float) and not math.isfinite(value) else value


def titled(
    chart: PreparedChart, title: str, lines: Sequence[str], height: int = HEIGHT
) -> dict[str, Any]:
    """The chart as Vega-Lite with its title inside, and below it lines such as its source."""
    spec = spec_of(chart, FONT, height=height)
    spec["padding"] = _AROUND
    spec["title"] = _title(title, [line for line in (chart.title, *lines) if line])
    return spec


def facts_in_lines(
    facts: Sequence[tuple[str, str]], title: str, lines: Sequence[str]
) -> dict[str, Any]:
    """A row of a table as a picture: facts with what they are about, under the same title."""
    written = [
        pair
        for about, value in facts
        for pair in zip_longest(
            wrap(cleaned(about), _ABOUT_LETTERS), wrap(cleaned(value), _FACT_LETTERS), fillvalue=""
        )
    ]
    rows = [
        {"about": about, "text": text, "line": number}
        for number, (about, text) in enumerate(written)
    ]
    text = {"type": "text", "align": "left", "baseline": "middle", "fontSize": 14, "aria": False}
    y = {"field": "line", "type": "ordinal", "axis": None}
    layers = [
        {
            "mark": {**text, "x": x, "fontWeight": weight},
            "encoding": {"y": y, "text": {"field": name, "type": "nominal"}},
        }
        for name, x, weight in (("about", 0, "bold"), ("text", _ABOUT_WIDTH, "normal"))
    ]
    return {
        "data": {"values": rows},
        "layer": layers,
        "width": WIDTH,
        "height": {"step": _LINE},
        "padding": _AROUND,
        "title": _title(title, lines),
        "config": {"font": FONT, "background": "white", "view": {"stroke": None}},
    }


def png_of(spec: dict[str, Any]) -> bytes:
    """Vega-Lite that holds its data as a picture."""
    picture: bytes = vl_convert.vegalite_to_png(spec, scale=SCALE, allowed_base_urls=_NO_ADDRESS)
    return picture


def svg_of(spec: dict[str, Any]) -> str:
    """The same as lines and letters."""
    picture: str = vl_convert.vegalite_to_svg(spec, allowed_base_urls=_NO_ADDRESS)
    return picture


def _title(title: str, lines: Sequence[str]) -> dict[str, Any]:
    return {
        "text": wrap(cleaned(title), _TITLE_LETTERS),
        "subtitle": [part for line in lines for part in wrap(cleaned(line), _LINE_LETTERS)],
        "anchor": "start",
        "frame": "bounds",
        "fontSize": 18,
        "subtitleFontSize": 13,
        "color": INK,
        "subtitleColor": QUIET_INK,
        "subtitlePadding": 6,
        "offset": 14,
    }
