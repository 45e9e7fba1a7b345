"""Every rate of a topic in a row: the area, its nation, and the range of a group of areas."""

import streamlit as st
from markupsafe import Markup

from insights import areas
from insights.areas import ComparisonGroup
from insights.formatting import day
from insights.range_strips import RangeStrip
from insights.spine_rows import SpineRow, spine_rows
from metrics.words.kpi_wording import capital
from pages.shared import html_tables, trend_images
from pages.shared.choices import choose_one
from pages.shared.escaping import escaped
from pages.shared.prepared_html import prepared_html


def spine(group: ComparisonGroup) -> None:
    """The choice of a topic and its rows."""
    by_topic = spine_rows(group)
    st.header("Every statistic by topic", anchor=False)
    st.html(_rows(group, choose_one("Topic", list(by_topic), "topic", capital)))


@prepared_html
def _rows(group: ComparisonGroup, topic: str) -> Markup:
    _, name = areas.home()
    nation = areas.names()[areas.own_nation()]
    headings = ["Statistic", name, nation, "Range", f"Against {nation}"]
    rows = [_cells(row) for row in spine_rows(group)[topic]]
    caption = f"{capital(topic)}: {name} beside others: {group.name}"
    table = html_tables.table_html(caption, headings, rows, numeric=[name, nation])
    key = html_tables.quiet_html(
        f"Line: from the lowest to the highest of the group, its middle half in grey. Diamond: its "
        f"middle; dot: {name}; upright bar: {nation}. A mark outside stands at the end. A coloured "
        "word is the result of a test; “not judged” says that none was possible. A total grows "
        "with the area, so it is not compared."
    )
    return html_tables.stacked(table, key)


def _cells(row: SpineRow) -> list[html_tables.Cell]:
    facts = f"{row.period_label}, published {day(row.vintage)}"
    link = html_tables.link(row.name, "compare", statistic=row.code)
    name = Markup('{}<br><span class="dd-quiet">{}</span>').format(link, facts)
    strip = row.no_strip if row.strip is None else _strip(row.strip)
    return [name, row.figure, row.nation_figure, strip, _against(row)]


def _against(row: SpineRow) -> html_tables.Cell:
    if row.against.verdict:
        return html_tables.badge(row.against.verdict, words=row.against.words)
    return row.against.words


def _strip(strip: RangeStrip) -> Markup:
    image = trend_images.range_strip(strip, words_stand_beside=True)
    return Markup('{}<span class="dd-quiet">{}</span>').format(image, escaped(strip.words))
