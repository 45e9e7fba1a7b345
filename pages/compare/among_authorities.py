"""Where the district stands among all local authorities, as points on one axis."""

from functools import partial

import streamlit as st

from charts.strip_chart import strip_chart
from insights.distribution import distribution
from insights.selectable_statistics import selectable_statistics
from insights.statistic_wording import axis_title
from pages.shared import html_tables, prepared_charts
from pages.shared.open_links import pictures
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
    chart = strip_chart(figures, axis_title(definition), authorities.sentence)
    prepared_charts.draw(chart, "compare-strip")
    with st.expander("Every local authority's figure"):
        rows = [[figure.area_name, figure.words] for figure in figures]
        caption = f"{definition['name']}, {authorities.period_label}"
        html_tables.table(caption, ["Local authority", "Figure"], rows, numeric=["Figure"])
    name = str(definition["name"])
    table = partial(authorities_table, name, authorities)
    table_downloads(f"authorities-{code}", "every local authority's figure", table)
    pictures("authorities", code, "The chart")
