"""The district beside the UK, England and similar areas: a row a statistic, and one chart."""

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from insights import areas
from insights.district_rows import DistrictRow, district_rows
from insights.district_statistics import statistics_of
from pages.shared import as_of, html_tables, trend_images
from pages.shared.choices import CHOSEN_CHART, choose_one
from pages.shared.escaping import escaped
from pages.shared.nothing_yet import nothing_yet
from pages.shared.prepared_html import prepared_html
from pages.shared.statistic_panel import statistic_chart

LEGEND = (
    "Strips: every council with a figure, the middle half shaded. Dot: {district}; bar: England; "
    "grey bar: UK; diamond: similar areas. Arrow: a few councils lie further out."
)


def district(theme: str, page: str) -> None:
    """The table of statistics, and the chart of the one that is chosen."""
    statistics = statistics_of(theme)
    if not statistics:
        nothing_yet("No published statistic of this priority has a figure yet.")
        return
    _, name = areas.home()
    html_tables.quiet(LEGEND.format(district=name))
    st.html(_table(theme, page))
    with st.container(key=CHOSEN_CHART):
        _chart(theme)


@prepared_html
def _table(theme: str, page: str) -> Markup:
    rows = district_rows(theme)
    _, name = areas.home()
    headings = [
        "Statistic", name, "England or UK", "Similar areas", "Compared", "All councils", "Trend",
    ]  # fmt: skip
    numeric = headings[1:4]
    cells = [_cells(row, page) for row in rows]
    table = html_tables.table_html(f"{name} compared", headings, cells, numeric)
    return Markup('<div class="dd-measures">{}</div>').format(table)


def _cells(row: DistrictRow, page: str) -> Sequence[html_tables.Cell]:
    trend = trend_images.sparkline(row.sparkline) if row.sparkline else Markup("")
    return [
        Markup('{}<br><span class="dd-quiet">{}</span>').format(
            html_tables.link(row.name, page, tab="District", statistic=row.statistic.code),
            row.period_label,
        ),
        Markup("<b>{}</b>").format(escaped(row.district)),
        row.nation,
        row.similar,
        _word(row),
        trend_images.range_strip(row.strip) if row.strip else "",
        Markup('{}<span class="dd-quiet">{}</span>').format(trend, row.change),
    ]


def _word(row: DistrictRow) -> html_tables.Cell:
    """The word with whom it is about; why there is a verdict or none is a step away."""
    if not row.standing:
        # An empty cell is none on a phone, where its heading would stand alone.
        return html_tables.quiet_html(row.reason) if row.reason else ""
    badge = Markup("{}<br>").format(html_tables.badge(row.word)) if row.word else ""
    words = row.standing.removeprefix(row.word).lstrip()
    html = Markup('{}<span class="dd-quiet" title="{}">{}</span>')
    return html.format(badge, row.reason, escaped(words))


@as_of.fragment
def _chart(theme: str) -> None:
    statistics = {known.code: known for known in statistics_of(theme)}
    st.header("Over time", anchor=False)
    with_trend = [code for code, known in statistics.items() if known.comparisons]
    code = choose_one(
        "Chart of",
        list(statistics),
        "statistic",
        lambda code: statistics[code].name,
        default=next(iter(with_trend), None),
    )
    statistic_chart(statistics[code])
