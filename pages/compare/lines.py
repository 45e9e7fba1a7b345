"""Areas beside each other over time, a line for each."""

import streamlit as st

from charts.area_chart import area_chart
from charts.prepared_chart import PreparedChart
from insights.areas import home
from insights.areas_over_time import AreasOverTime, areas_over_time
from insights.cache import remembered
from insights.formatting import day
from insights.latest_statistics import against_nation, latest_statistics
from insights.statistic_wording import axis_title
from pages.shared import html_tables, prepared_charts
from pages.shared.escaping import plain
from pages.shared.open_links import pictures


def lines(compared: AreasOverTime, code: str, areas: tuple[str, ...]) -> None:
    """The latest figure of each area as a sentence, and the lines where there are any."""
    name = str(compared.definition["name"])
    if not compared.latest:
        st.header(plain(name), anchor=False)
        st.info("None of these areas has a figure of this statistic.")
        return
    remarks = [f"{compared.sentence}. Published {day(compared.vintage)}."]
    latest = latest_statistics().get(code)
    if latest and (words := against_nation(latest).words):
        _, district = home()
        remarks.append(f"{district} in its latest figure: {words}.")
    st.html(html_tables.headed(name, *map(html_tables.quiet_html, remarks)))
    if compared.is_trend:
        prepared_charts.draw(_chart(code, areas), "compare-trend")
        if compared.banded:
            html_tables.quiet(f"Shaded: the 95% interval of {compared.banded}'s figures.")
        pictures("compare", f"{code}/{','.join(areas)}", "This chart")
    for known in compared.breaks:
        html_tables.quiet(known.sentence)


@remembered
def _chart(code: str, areas: tuple[str, ...]) -> PreparedChart:
    compared = areas_over_time(code, areas)
    description = f"Lines of {compared.definition['name']} over time. {compared.sentence}"
    return area_chart(tuple(compared.points), axis_title(compared.definition), description)
