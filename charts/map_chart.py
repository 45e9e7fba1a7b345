"""A map of councils: their shapes come with the specification, their figures with each question."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import altair as alt

from charts.point_frames import as_frame
from charts.prepared_chart import INK, POINTS, PreparedChart, with_data
from insights.area_map import NO_FIGURE, NOT_AMONG, STRADDLES, AreaMap, Shading
from insights.area_shapes import OBJECTS, hexagon_outlines, outlines

# From pale to deep, apart in grey too; what has no figure is told by word, and by grey here.
FIFTH_COLOURS = ["#cfe0f0", "#a3c0dc", "#6f9bc4", "#37699f", "#12436d"]
MISSING_COLOURS = {NO_FIGURE: "#b3b3b3", NOT_AMONG: "#f4f4f4", STRADDLES: "#d8c9e6"}
HEIGHT, TALL = 560, 760
MANY = 60  # councils that need the taller map
KEPT_MAPS = 24


def map_chart(area_map: AreaMap, shading: Shading, *, as_hexagons: bool) -> PreparedChart:
    """The map with the council outlined, drawn last so that no neighbour covers the line."""
    by_fifth = shading is Shading.FIFTH
    present = {area.group for area in area_map.areas}
    groups = tuple(area_map.groups) if by_fifth else ()
    missing = tuple(group for group in MISSING_COLOURS if group in present)
    last = sorted(area_map.areas, key=lambda area: area.is_home)
    spec = _map_spec(area_map.extent.shown, groups, missing, as_hexagons=as_hexagons)
    description = f"Map of {area_map.name}, {area_map.period_label}. {area_map.sentence}"
    return with_data(spec, as_frame(last), "", description)


@lru_cache(maxsize=KEPT_MAPS)
def _map_spec(
    codes: tuple[str, ...], groups: tuple[str, ...], missing: tuple[str, ...], *, as_hexagons: bool
) -> dict[str, object]:
    shapes = hexagon_outlines(codes) if as_hexagons else outlines(codes)
    colour = _by_fifth(groups, missing) if groups else _by_value()
    tooltip = [
        alt.Tooltip("area_name:N", title="Council"),
        alt.Tooltip("words:N", title="Figure"),
        *([alt.Tooltip("group:N", title="Place")] if groups else []),
    ]
    councils = (
        alt.Chart(alt.NamedData(POINTS))
        .mark_geoshape()
        .encode(
            shape=alt.Shape("outline:G"),
            color=colour,
            stroke=alt.condition("datum.is_home", alt.value(INK), alt.value("#ffffff")),
            strokeWidth=alt.condition("datum.is_home", alt.value(2.6), alt.value(0.5)),
            tooltip=tooltip,
        )
        .properties(height=TALL if len(codes) > MANY else HEIGHT)
        .project(type="identity", reflectY=True)
    )
    spec: dict[str, Any] = alt.layer(councils).to_dict()
    # Put in afterwards: Altair would look at each of the thousands of points.
    spec["layer"][0]["transform"] = [_lookup(shapes)]
    return spec


def _lookup(shapes: Mapping[str, Any]) -> dict[str, object]:
    """Each council's row gets its shape by its code."""
    data = {"values": shapes, "format": {"type": "topojson", "feature": OBJECTS}}
    return {"lookup": "code", "from": {"data": data, "key": "id"}, "as": "outline"}


def _by_fifth(groups: Sequence[str], missing: Sequence[str]) -> alt.Color:
    words = [*groups, *missing]
    colours = [*FIFTH_COLOURS[: len(groups)], *(MISSING_COLOURS[group] for group in missing)]
    return alt.Color(
        "group:N",
        scale=alt.Scale(domain=words, range=colours),
        legend=alt.Legend(orient="bottom", title=None, columns=1, labelLimit=340, symbolSize=220),
    )


def _by_value() -> Any:
    shaded = alt.Color(
        "value:Q",
        scale=alt.Scale(range=[FIFTH_COLOURS[0], FIFTH_COLOURS[-1]]),
        legend=alt.Legend(orient="bottom", title=None, gradientLength=260),
    )
    return alt.condition("isValid(datum.value)", shaded, alt.value(MISSING_COLOURS[NO_FIGURE]))
