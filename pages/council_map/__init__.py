"""Map: any published statistic over the councils of a county, a region, a nation or the kingdom."""

from functools import partial

import streamlit as st
from markupsafe import Markup

from charts.map_chart import map_chart
from insights import area_map as maps
from insights import area_shapes, areas
from insights.area_figures import first_statistic
from insights.area_map import AreaMap, MapArea, Shading
from insights.formatting import count, day, unit_words
from insights.map_extents import MapTier, extents, tier_for
from insights.selectable_statistics import selectable_statistics
from pages.shared import html_tables, prepared_charts
from pages.shared.choices import choose_one
from pages.shared.escaping import plain
from pages.shared.nothing_yet import nothing_yet
from pages.shared.open_links import pictures
from pages.shared.table_downloads import table_downloads
from reports.page_tables import map_table

SHADINGS = {Shading.FIFTH: "Fifths of all councils", Shading.VALUE: "Value"}
HEXAGONS = "hexagons"
SHAPES = {"true": "True shapes", HEXAGONS: "Equal hexagons"}


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
        code = _statistic()
    with right:
        extent = _extent(tier_for(code))
    area_map = maps.area_map(code, extent)
    has_fifths = area_map is not None and not area_map.withheld
    with left:
        shading = _shading() if has_fifths else Shading.VALUE
    with right if has_fifths else left:
        shape = _shape()
    if area_map is None:
        st.info("No council has a figure of this statistic.")
        return
    st.header(f"{plain(area_map.name)}, {plain(area_map.period_label)}", anchor=False)
    html_tables.quiet(f"{area_map.sentence} Published {day(area_map.vintage)}.")
    if not area_map.tier.is_own:
        html_tables.quiet(
            "It is published for counties and not for their districts: "
            f"{area_map.outlined}, which {name} is part of, is outlined."
        )
    drawn, listed = st.columns([3, 2], gap="large")
    with drawn:
        _map(area_map, shading, shape)
        pictures("map", f"{code}/{extent}/{shading}/{shape}", "This map")
    with listed:
        _table(area_map)
        table_downloads(f"map-{code}", "this table", partial(map_table, area_map))


def _statistic() -> str:
    known = selectable_statistics()
    return choose_one(
        "Statistic",
        list(known),
        "statistic",
        lambda code: str(known[code]["name"]),
        default=first_statistic(),
    )


def _extent(tier: MapTier) -> str:
    known = extents(tier)
    return choose_one("Councils", list(known), "extent", lambda code: known[code].name)


def _shading() -> Shading:
    return Shading(choose_one("Colour by", list(SHADINGS), "colour", lambda key: SHADINGS[key]))  # type: ignore[index]


def _shape() -> str:
    return choose_one("Shapes", list(SHAPES), "shape", lambda key: SHAPES[key])


def _map(area_map: AreaMap, shading: Shading, shape: str) -> None:
    if area_map.withheld:
        html_tables.quiet(f"Coloured by value, as there are no fifths: {area_map.withheld}.")
    chart = map_chart(area_map, shading, as_hexagons=shape == HEXAGONS)
    prepared_charts.draw(chart, f"map-{shape}")
    grey = " Grey: no figure." if any(area.value is None for area in area_map.listed) else ""
    html_tables.quiet(
        f"Thick line: {area_map.outlined}.{grey} Blank: not one of these councils. "
        "The key says which colour is a higher figure; that is not a better or worse one."
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
