"""How fresh the figures are: what is due or overdue, by KPI, lead and service."""

from collections.abc import Sequence
from functools import partial

import streamlit as st
from markupsafe import Markup

from insights.due_figures import (
    DueFigure,
    due_soon,
    late_groups,
    total_late,
)
from insights.formatting import count, day
from insights.kpis import current_plan
from insights.ownership import OwnerRole, owners_of
from metrics.attention.due import DAYS_TO_REPORT
from pages.shared import as_of, html_tables, shown
from pages.shared.escaping import plain
from pages.shared.open_links import calendar_link
from pages.shared.prepared_html import prepared_html
from pages.shared.table_downloads import table_downloads
from reports.page_tables import due_table as all_due

OWED = ["CMT lead or service", "Measures", "Figures late", "Longest, in days"]
HEADINGS = ["KPI", "Period", "Due by", "Days overdue", "CMT lead", "Service"]


def listed() -> None:
    """How many figures are late, who owes them, and the oldest of each measure; all as a file."""
    view = shown.report()
    if not view.due:
        st.write(
            f"Every KPI has its figures of the plan {plain(current_plan())} "
            "up to the last period that ended."
        )
        return
    if view.late:
        st.html(_late())
        owners = count(len(view.late), "lead or service", "leads or services")
        with st.expander(f"Who owes them: {owners}"):
            st.html(_owed())
    with st.expander(f"Which measures: {len(view.oldest)}"):
        st.html(_oldest())
        table_downloads("due", "all that is due", partial(all_due, view.due))
    calendar_link()


@prepared_html
def _late() -> Markup:
    """The measures that lack the same figures together, then how many figures are late."""
    view = shown.report()
    kpis = [figure.kpi for figure in view.oldest]
    groups = Markup("").join(
        Markup("<li>{}: {}.</li>").format(count(len(group.kpis), "measure"), group.sentence)
        for group in late_groups(kpis, as_of.today())
    )
    awaited = due_soon(view.due)
    words = count(total_late(view.late), "figure is", "figures are")
    more = f" {count(awaited, 'more is', 'more are')} due soon." if awaited else ""
    oldest = count(view.late[0].longest_days, "day")
    sentence = Markup("<div>{} late, the oldest by {}.{}</div>").format(words, oldest, more)
    return html_tables.stacked(
        sentence, Markup('<ul class="dd-lines dd-quiet">{}</ul>').format(groups)
    )


@prepared_html
def _owed() -> Markup:
    rows: list[list[html_tables.Cell]] = [
        [row.owner, row.kpis, row.figures, row.longest_days] for row in shown.report().late
    ]
    return html_tables.table_html("The longest late first", OWED, rows, numeric=OWED[1:])


@prepared_html
def _oldest() -> Markup:
    rule = f"A figure is due {DAYS_TO_REPORT} days after its period ends."
    cells = [_cells(figure) for figure in shown.report().oldest]
    caption = "The oldest missing figure of each measure"
    table = html_tables.table_html(caption, HEADINGS, cells, numeric=["Days overdue"])
    return html_tables.stacked(html_tables.quiet_html(rule), table)


def _cells(due: DueFigure) -> Sequence[str | int]:
    kpi = due.kpi
    return [
        f"{kpi.name} ({kpi.code})",
        due.period.label,
        day(due.by),
        due.days_overdue,
        "; ".join(owners_of(kpi, OwnerRole.LEAD).names),
        "; ".join(owners_of(kpi, OwnerRole.SERVICE).names),
    ]
