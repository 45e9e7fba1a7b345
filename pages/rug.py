"""Eight quarters: every measure by quarter as coloured, shaped and worded cells, on one page."""

from functools import partial

import streamlit as st
from markupsafe import Markup

from insights.formatting import count
from insights.kpis import current_plan
from insights.report_headline import serving_several
from insights.tartan_rug import RugCell, RugOrder, RugRow, TartanRug, tartan_rug
from metrics.status import Rag, State
from pages.shared import html_tables, illustrative, shown, unexpected
from pages.shared.escaping import escaped, plain
from pages.shared.no_plan import needs_plan
from pages.shared.prepared_html import prepared_html
from pages.shared.table_downloads import table_downloads
from reports.page_tables import rug_table

# What a cell says: a word short enough for a column, with its shape and colour.
CELLS = {
    Rag.GREEN: ("good", "●", "on"),
    Rag.AMBER: ("near", "▲", "just off"),
    Rag.RED: ("miss", "■", "off"),
    State.AWAITED: ("quiet", "◷", "late"),
    State.DATA_ONLY: ("quiet", "○", "info only"),
    State.NO_TARGET: ("quiet", "○", "no target"),
}
CAPTIONS = {
    RugOrder.PRIORITY: "priority",
    RugOrder.PORTFOLIO: "portfolio",
    RugOrder.LEAD: "CMT lead",
}
OTHER = ("quiet", "○", "no rating")
NO_FIGURE = Markup('<td class="none"><span class="dd-hidden">no figure</span></td>')


@needs_plan("Eight quarters", "there are no measures to set beside each other")
def render() -> None:
    """The choice of what measures stand under, and the rug."""
    st.title("Eight quarters")
    illustrative.illustrative(shown.kpis())
    order = st.segmented_control(
        "Grouped by",
        list(RugOrder),
        default=RugOrder.PRIORITY,
        required=True,
        key="under",
        bind="query-params",
    )
    with unexpected.on_its_own():
        st.html(_rug(RugOrder(order)))
    html_tables.quiet(
        f"Plan {plain(current_plan())}. On, just off and off: against the target of that quarter. "
        "Info only: it has none by design. Empty: no figure."
    )
    html_tables.on_screen(
        "A phone shows the last quarters. Printed, the page is one sheet of paper."
    )
    if order == RugOrder.PRIORITY and (several := serving_several(shown.kpis())):
        words = count(several, "measure serves", "measures serve")
        html_tables.quiet(f"{words} more than one priority: listed here under the first.")
    table_downloads(
        "eight-quarters", "this table", partial(rug_table, shown.kpis(), RugOrder(order))
    )


@prepared_html
def _rug(order: RugOrder) -> Markup:
    rug = tartan_rug(shown.kpis(), order)
    if rug is None:
        html = Markup('<p class="dd-link">No figure has been published yet. {}</p>')
        return html.format(html_tables.link("Upload figures", "upload"))
    return _table(rug, order)


def _table(rug: TartanRug, order: RugOrder) -> Markup:
    heading = Markup('<th scope="col">{}</th>')
    head = Markup("").join(heading.format(quarter.label) for quarter in rug.quarters)
    body = Markup("").join(
        Markup('<tr class="dd-group"><th scope="rowgroup" colspan="{}">{}</th></tr>{}').format(
            rug.columns, escaped(group.name), Markup("").join(map(_row, group.rows))
        )
        for group in rug.groups
    )
    html = Markup(
        '<div class="dd-scroll" tabindex="0" role="group" aria-label="Measures by quarter">'
        '<table class="dd-rug"><caption>Measures by quarter, each under its {}</caption>'
        '<thead><tr><th scope="col">Measure</th>{}</tr></thead><tbody>{}</tbody></table></div>'
    )
    return html.format(CAPTIONS[order], head, body)


def _row(row: RugRow) -> Markup:
    cells = Markup("").join(_cell(row, cell) for cell in row.cells)
    return Markup('<tr><th scope="row">{}</th>{}</tr>').format(
        html_tables.link(row.kpi.name, "kpi", kpi=row.kpi.code), cells
    )


def _cell(row: RugRow, cell: RugCell) -> Markup:
    if cell.status is None:
        return NO_FIGURE
    tone, shape, word = CELLS.get(cell.status, OTHER)
    inside = Markup('<span title="{}">{} {}</span>').format(cell.words, shape, word)
    link = html_tables.link_around(inside, "kpi", kpi=row.kpi.code)
    named = link.replace("<a ", Markup('<a aria-label="{}" ').format(cell.words), 1)
    return Markup('<td class="{}">{}</td>').format(tone, named)
