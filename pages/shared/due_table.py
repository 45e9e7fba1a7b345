"""How fresh the figures are: what is due or overdue, by KPI, lead and service."""

from collections.abc import Sequence
from functools import partial

import streamlit as st
from markupsafe import Markup

from insights.due_figures import (
    DueFigure,
    due_soon,
    late_by_owner,
    late_groups,
    oldest_of_each,
    total_late,
)
from insights.formatting import count, day
from insights.kpis import Kpi, current_plan
from insights.ownership import OwnerRole, owners_of
from insights.report_headline import report_view
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
    figures = _due()
    if not figures:
        st.write(
            f"Every KPI has its figures of the plan {plain(current_plan())} "
            "up to the last period that ended."
        )
        return
    if any(figure.days_overdue for figure in figures):
        st.html(_late())
        late = len(late_by_owner(figures))
        with st.expander(f"Who owes them: {count(late, 'lead or service', 'leads or services')}"):
            st.html(_owed())
    with st.expander(f"Which measures: {len(_kpis(figures))}"):
        st.html(_oldest())
        table_downloads("due", "all that is due", partial(all_due, figures))
    calendar_link()


def _due() -> Sequence[DueFigure]:
    """What is due of those for whom the page is shown."""
    return report_view(shown.owner(), shown.chosen_quarter(), as_of.today()).due


@prepared_html
def _late() -> Markup:
    """The measures that lack the same figures together, then how many figures are late."""
    figures = _due()
    groups = [
        html_tables.quiet_html(f"{count(len(group.kpis), 'measure')}: {group.sentence}.")
        for group in late_groups(_kpis(figures), as_of.today())
    ]
    late, awaited = late_by_owner(figures), due_soon(figures)
    words = count(total_late(late), "figure is", "figures are")
    more = f" {count(awaited, 'more is', 'more are')} due soon." if awaited else ""
    oldest = count(late[0].longest_days, "day")
    sentence = Markup("<div>{} late, the oldest by {}.{}</div>").format(words, oldest, more)
    return html_tables.stacked(*groups, sentence)


@prepared_html
def _owed() -> Markup:
    rows: list[list[html_tables.Cell]] = [
        [row.owner, row.kpis, row.figures, row.longest_days] for row in late_by_owner(_due())
    ]
    return html_tables.table_html("The longest late first", OWED, rows, numeric=OWED[1:])


@prepared_html
def _oldest() -> Markup:
    rule = f"A figure is due {DAYS_TO_REPORT} days after its period ends."
    cells = [_cells(figure) for figure in oldest_of_each(_due())]
    caption = "The oldest missing figure of each measure"
    table = html_tables.table_html(caption, HEADINGS, cells, numeric=["Days overdue"])
    return html_tables.stacked(html_tables.quiet_html(rule), table)


def _kpis(figures: Sequence[DueFigure]) -> Sequence[Kpi]:
    """The measures that some figures are of, each once."""
    return list({figure.kpi.code: figure.kpi for figure in figures}.values())


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
