"""All measures of a priority against their targets as small charts beside each other."""

import streamlit as st
from markupsafe import Markup

from insights.measure_rows import of_priority
from insights.sparklines import kpi_sparkline
from pages.shared import html_tables, shown, trend_images
from pages.shared.escaping import escaped
from pages.shared.prepared_html import prepared_html


def trends(code: str, page: str) -> None:
    """A small chart of every measure, each a link to its large one."""
    html_tables.quiet(
        "All years, the worst first. Solid: figure. Dashed: target. Choose one to see it large."
    )
    st.html(_multiples(code, page))


@prepared_html
def _multiples(code: str, page: str) -> Markup:
    item = Markup('<li><div class="dd-multiple-name">{}</div>{} <b>{}</b>{}<div>{}</div></li>')
    items = []
    for row in of_priority(shown.measures(), code):
        drawn = kpi_sparkline(row.kpi, years=None)
        if drawn is None:
            continue
        picture = html_tables.link_around(
            trend_images.small_multiple(drawn), page, measure=row.kpi.code
        )
        name = html_tables.link(row.kpi.name, "kpi", kpi=row.kpi.code)
        target = f", target {row.target}" if row.target else ""
        items.append(
            item.format(
                name, html_tables.badge(row.status), escaped(row.figure), escaped(target), picture
            )
        )
    if not items:
        return Markup("<p>No measure of this priority has two figures yet.</p>")
    return Markup('<ul class="dd-multiples">{}</ul>').format(Markup("").join(items))
