"""Every rate of a topic in a row: the area, its nation, and the range of a group of areas."""

import streamlit as st
from markupsafe import Markup

from insights import areas
from insights.areas import ComparisonGroup
from insights.formatting import day
from insights.spine_rows import RangeStrip, SpineRow, spine_rows
from metrics.words.kpi_wording import capital
from pages.shared import html_tables
from pages.shared.choices import choose_one
from pages.shared.svg_image import svg_image

# The strip is 150 wide; a mark at either end takes eight more.
HEIGHT, WIDTH = 20, 166


def spine(group: ComparisonGroup) -> None:
    """The choice of a topic and its rows."""
    by_topic = spine_rows(group)
    st.header("Every statistic by topic", anchor=False)
    topic = choose_one("Topic", list(by_topic), "topic", capital)
    _, name = areas.home()
    nation = areas.names()[areas.own_nation()]
    headings = ["Statistic", name, nation, "Range", "Against the nation"]
    rows = [_cells(row) for row in by_topic[topic]]
    html_tables.table(f"{capital(topic)}: {group.name}", headings, rows, numeric=[name, nation])
    html_tables.quiet(
        f"Line: from the lowest to the highest of the group; short line: its middle; dot: {name}; "
        f"diamond: {nation}. A badge is the result of a test; without one none is possible."
    )


def _cells(row: SpineRow) -> list[html_tables.Cell]:
    facts = f"{row.period_label}, published {day(row.vintage)}"
    link = html_tables.link(row.name, "compare", statistic=row.code)
    name = Markup('{}<br><span class="dd-quiet">{}</span>').format(link, facts)
    strip = "" if row.strip is None else _strip(row.strip)
    return [name, row.figure, row.nation_figure, strip, _against(row)]


def _against(row: SpineRow) -> html_tables.Cell:
    if row.against.verdict:
        return html_tables.badge(row.against.verdict, words=row.against.words)
    return row.against.words


def _strip(strip: RangeStrip) -> Markup:
    """A line from lowest to highest with the middle, the nation and the area on it."""
    body = Markup(
        '<line x1="{low}" x2="{high}" y1="10" y2="10" stroke="#8a949e" stroke-width="3"/>'
        '<line x1="{middle}" x2="{middle}" y1="3" y2="17" stroke="#3d3d3d" stroke-width="2"/>'
    ).format(low=strip.low, high=strip.high, middle=strip.middle)
    if strip.nation is not None:
        diamond = Markup('<path transform="translate({} 10)" d="M0 -6L6 0L0 6L-6 0Z" {}/>')
        body += diamond.format(strip.nation, Markup('fill="#fff" stroke="#0b0c0c"'))
    dot = Markup('<circle cx="{}" cy="10" r="5.5" fill="#12436d" stroke="#fff"/>')
    body += dot.format(strip.home)
    # Marks at either end are not cut.
    wide = Markup('<svg x="0" viewBox="-8 0 {} {}" width="{}" height="{}">{}</svg>')
    widths = (WIDTH, HEIGHT, WIDTH, HEIGHT)
    image = svg_image(wide.format(*widths, body), WIDTH, HEIGHT, strip.words, "dd-strip")
    return Markup('{}<span class="dd-quiet">{}</span>').format(image, strip.words)
