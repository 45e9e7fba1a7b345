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
    without_figure,
)
from insights.formatting import count, day
from insights.kpis import current_plan
from insights.ownership import OwnerRole, owners_of
from metrics.attention.due import DAYS_TO_REPORT
from metrics.status import State
from pages.shared import as_of, html_tables, shown
from pages.shared.folded import folded
from pages.shared.open_links import calendar_link
from pages.shared.prepared_html import prepared_html
from pages.shared.table_downloads import table_downloads
from reports.page_tables import due_table as all_due

OWED = ["CMT lead or service", "Measures", "Figures late", "Longest, in days"]
# What the address calls the open list of measures.
KEY = "late"
HEADINGS = ["KPI", "Period", "Due by", "Days overdue", "CMT lead", "Service"]


def listed() -> None:
    """How many figures are late, who owes them, and the oldest of each measure; all as a file."""
    view = shown.report()
    st.html(_headed())
    if view.due:
        folded(f"Which measures: {len(view.oldest)}", KEY, _measures)
        calendar_link()


def _measures() -> None:
    view = shown.report()
    st.html(_oldest())
    table_downloads("due", "all that is due", partial(all_due, view.due))


@prepared_html
def _headed() -> Markup:
    """How many figures are late, and folded who owes them; or that none is due."""
    view, heading = shown.report(), "Late figures"
    if not view.due:
        words = "Every KPI has its figures of the plan {} up to the last period that ended."
        return html_tables.headed(heading, Markup("<p>{}</p>").format(words.format(current_plan())))
    if not view.late:
        return html_tables.headed(heading, _without_figure())
    owners = count(len(view.late), "lead or service", "leads or services")
    owed = html_tables.folded_html(f"Who owes them: {owners}", _owed())
    return html_tables.headed(heading, _late(), _without_figure(), owed)


def _late() -> Markup:
    """How many figures are late, and the measures that lack the same ones together."""
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


def _without_figure() -> Markup:
    """How many measures never had a figure: what is due of them is listed, and none is late."""
    number = without_figure(shown.report().due)
    has = count(number, "measure has no figure yet", "measures have no figure yet")
    return html_tables.quiet_html(f"{has}: none of theirs is late.") if number else Markup("")


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
        str(State.NO_FIGURE) if due.is_first else due.days_overdue,
        "; ".join(owners_of(kpi, OwnerRole.LEAD).names),
        "; ".join(owners_of(kpi, OwnerRole.SERVICE).names),
    ]
