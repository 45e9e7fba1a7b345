"""District profile: the area in tiles, what sets it apart, its place among others, three charts."""

from functools import partial

import streamlit as st

from insights import area_shapes, areas
from insights.areas import ComparisonGroup
from insights.latest_statistics import latest_statistics
from pages.district.charted import charted_themes
from pages.district.five_years import five_years
from pages.district.locator import locator
from pages.district.most_unlike import unlike
from pages.district.printed_figures import printed_figures
from pages.district.similar_areas import area_by_area
from pages.district.spine import spine
from pages.district.tiles import tiles
from pages.shared import html_tables, standing_download, unexpected
from pages.shared.choices import choose_one
from pages.shared.escaping import plain
from pages.shared.folded import folded
from pages.shared.nothing_yet import nothing_yet
from pages.shared.open_links import open_links

# What a reader opens who wants more: the title, its name in the address, and what draws it.
FOLDED = (
    ("Change over five years", "five-years", five_years),
    ("Population, pay and emissions as charts", "charts", charted_themes),
    ("One statistic, area by area", "areas", area_by_area),
)


def render() -> None:
    """Tiles and map, then what stands out and every statistic; the rest when it is opened."""
    _, name = areas.home()
    st.title(f"{plain(name)} in figures")
    if not latest_statistics():
        nothing_yet(f"No published statistic has a figure for {name}.")
        return
    for section in (locator, tiles):
        with unexpected.on_its_own():
            section()
    group = _group()
    if group is not None:
        for compared in (unlike, spine):
            with unexpected.on_its_own():
                compared(group)
    for title, key, section in FOLDED:
        folded(title, key, section)
    with unexpected.on_its_own():
        printed_figures()
    standing_download.downloads(
        "Download these statistics",
        f"Every published figure of {name}, every period, with its edition and source.",
        "district-statistics",
        standing_download.of_district,
        partial(open_links, "statistics", "The latest of each"),
    )
    html_tables.quiet(f"Map: {area_shapes.source()}")


def _group() -> ComparisonGroup | None:
    groups = {group.code: group for group in areas.groups()}
    if not groups:
        return None
    chosen = choose_one("Compared with", list(groups), "group", lambda code: groups[code].name)
    return groups[chosen]
