"""Where the district stands among all local authorities, as points on one axis."""

from functools import partial

import streamlit as st

from insights.distribution import distribution
from insights.selectable_statistics import selectable_statistics
from insights.statistic_wording import axis_title
from pages.compare import swarm
from pages.shared import charts, html_tables
from pages.shared.table_downloads import table_downloads
from reports.page_tables import authorities_table


def among_authorities(code: str) -> None:
    """All local authorities in the district's latest period, the district marked."""
    authorities = distribution(code)
    if authorities is None:
        return
    definition = selectable_statistics()[code]
    st.header("Among local authorities", anchor=False)
    html_tables.quiet(authorities.sentence)
    figures = authorities.figures
    offsets = swarm.offsets([figure.value for figure in figures])
    title, key = axis_title(definition), "compare-strip"
    charts.area_strip(figures, offsets, title, authorities.sentence, key)
    with st.expander("Every local authority's figure"):
        rows = [[figure.area_name, figure.words] for figure in figures]
        caption = f"{definition['name']}, {authorities.period_label}"
        html_tables.table(caption, ["Local authority", "Figure"], rows, numeric=["Figure"])
    name = str(definition["name"])
    table = partial(authorities_table, name, authorities)
    table_downloads(f"authorities-{code}", "every local authority's figure", table)
