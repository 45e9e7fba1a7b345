"""Prepared charts on a page."""

import streamlit as st
from markupsafe import Markup

from charts.prepared_chart import PreparedChart
from pages.shared.escaping import escaped


def draw(chart: PreparedChart, key: str) -> None:
    """Draw a prepared chart as wide as its place, below what its values measure."""
    if chart.title:
        st.html(Markup('<div class="dd-quiet dd-axis">{}</div>').format(escaped(chart.title)))
    # The style sheet keeps the room of each height, so that nothing moves when a chart arrives. The
    # room is a container's: a chart's own key is no class in the browser.
    with st.container(key=f"room-{chart.spec.get('height')}-{key}"):
        st.vega_lite_chart(None, dict(chart.spec), alt=chart.alt, width="stretch", theme=None)
