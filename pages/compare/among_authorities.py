"""Where the district stands among all local authorities, as points on one axis."""

from functools import partial

import streamlit as st
from markupsafe import Markup

from charts.prepared_chart import PreparedChart
from charts.strip_chart import strip_chart
from insights.cache import remembered
from insights.distribution import distribution
from insights.selectable_statistics import selectable_statistics
from insights.statistic_wording import axis_title
from pages.shared import html_tables, prepared_charts
from pages.shared.open_links import pictures
from pages.shared.prepared_html import prepared_html
from pages.shared.table_downloads import table_downloads
from reports.page_tables import authorities_table


def among_authorities(code: str) -> None:
    """All local authorities in the district's latest period, the district marked."""
    authorities = distribution(code)
    chart = _chart(code)
    if authorities is None or chart is None:
        return
    definition = selectable_statistics()[code]
    sentence = html_tables.quiet_html(authorities.sentence)
    st.html(html_tables.headed("Among local authorities", sentence))
    prepared_charts.draw(chart, "compare-strip")
    st.html(_table(code))
    name = str(definition["name"])
    table = partial(authorities_table, name, authorities)
    table_downloads(f"authorities-{code}", "every local authority's figure", table)
    pictures("authorities", code, "The chart")


@remembered
def _chart(code: str) -> PreparedChart | None:
    authorities = distribution(code)
    if authorities is None:
        return None
    title = axis_title(selectable_statistics()[code])
    return strip_chart(authorities.figures, title, authorities.sentence)


@prepared_html
def _table(code: str) -> Markup:
    authorities = distribution(code)
    if authorities is None:
        return Markup("")
    rows = [[figure.area_name, figure.words] for figure in authorities.figures]
    caption = f"{selectable_statistics()[code]['name']}, {authorities.period_label}"
    headings = ["Local authority", "Figure"]
    table = html_tables.table_html(caption, headings, rows, numeric=["Figure"])
    return html_tables.folded_html("Every local authority's figure", table)
