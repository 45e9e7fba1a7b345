"""Map: any published statistic over the councils of a county, a region, a nation or the kingdom."""

import streamlit as st
from markupsafe import Markup

from insights import area_map as maps
from insights import area_shapes, areas
from insights.area_map import AreaMap, MapArea, Shading
from insights.formatting import count, day, unit_words
from insights.map_extents import extents
from insights.selectable_statistics import selectable_statistics
from pages.council_map.map_chart import map_chart
from pages.shared import html_tables
from pages.shared.choices import choose_one
from pages.shared.escaping import plain
from pages.shared.nothing_yet import nothing_yet

SHADINGS = {Shading.FIFTH: "Fifths of all councils", Shading.VALUE: "Value"}
SHAPES = {"true": "True shapes", "hexagons": "Equal hexagons"}


def render() -> None:
    """The choices, the map, and beside it the table that says the same."""
    _, name = areas.home()
    st.title("Map")
    st.write(
        f"One statistic for every council, {plain(name)} outlined. The table says the same as the "
        "map. The address of this page holds the choices."
    )
    if not selectable_statistics():
        nothing_yet("No statistic has been published yet.")
        return
    left, right = st.columns(2, gap="large")
    with left:
        code, shading = _statistic(), _shading()
    with right:
        extent, shape = _extent(), _shape()
    area_map = maps.area_map(code, extent)
    if area_map is None:
        st.info("No council has a figure of this statistic.")
        return
    st.header(f"{plain(area_map.name)}, {plain(area_map.period_label)}", anchor=False)
    html_tables.quiet(f"{area_map.sentence} Published {day(area_map.vintage)}.")
    drawn, listed = st.columns([3, 2], gap="large")
    with drawn:
        _map(area_map, shading, shape)
    with listed:
        _table(area_map)


def _statistic() -> str:
    known = selectable_statistics()
    return choose_one("Statistic", list(known), "statistic", lambda code: str(known[code]["name"]))


def _extent() -> str:
    known = extents()
    return choose_one("Councils", list(known), "extent", lambda code: known[code].name)


def _shading() -> Shading:
    return Shading(choose_one("Colour by", list(SHADINGS), "colour", lambda key: SHADINGS[key]))  # type: ignore[index]


def _shape() -> str:
    home, _ = areas.home()
    if not area_shapes.has_hexagon(home):
        return "true"
    return choose_one("Shapes", list(SHAPES), "shape", lambda key: SHAPES[key])


def _map(area_map: AreaMap, shading: Shading, shape: str) -> None:
    if shading is Shading.FIFTH and area_map.withheld:
        html_tables.quiet(f"Coloured by value, as there are no fifths: {area_map.withheld}.")
        shading = Shading.VALUE
    map_chart(area_map, shading, f"map-{shape}", as_hexagons=shape == "hexagons")
    _, name = areas.home()
    html_tables.quiet(
        f"Thick line: {name}. Grey: no figure. "
        "Darker is a higher figure, not a better or worse one."
    )
    html_tables.quiet(area_shapes.source())


def _table(area_map: AreaMap) -> None:
    unit = unit_words(area_map.unit)
    caption = f"{count(len(area_map.listed), 'council')}, the highest first ({unit})"
    rows = [_cells(area) for area in area_map.listed]
    table = html_tables.table_html(caption, ["Council", "Figure"], rows, numeric=["Figure"])
    st.html(Markup('<div class="dd-window">{}</div>').format(table))


def _cells(area: MapArea) -> list[html_tables.Cell]:
    name = Markup("<strong>{}</strong>").format(area.area_name) if area.is_home else area.area_name
    return [name, area.words]
