"""My area: what one portfolio, lead or service answers for, and what there is to do."""

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from insights.activity_changes import ActivityChange, status_words
from insights.area_of_owner import AreaOfOwner, LatePeriod, area_of_owner
from insights.formatting import count, day
from insights.kpis import reported_period
from insights.ownership import OwnerRole, earlier_owners, owner_roles, without_lead
from insights.quarter_changes import StatusMove
from insights.report_headline import moved_words, report_age
from metrics.words.status_words import on_target_words
from pages import report
from pages.frame import brand
from pages.shared import as_of, html_tables, illustrative, shown, unexpected
from pages.shared.escaping import escaped, plain
from pages.shared.measures_table import measures_table, worst_first_caption
from pages.shared.no_plan import needs_plan
from pages.shared.prepared_html import prepared_html
from reports.making import ReportKind

ADDRESS = "my_area"
PLURALS = {
    OwnerRole.PORTFOLIO: "Portfolios",
    OwnerRole.LEAD: "CMT leads",
    OwnerRole.SERVICE: "Services",
}


@needs_plan("My area", "nobody is named who answers for measures or activities")
def render() -> None:
    """Somebody's page for a meeting; before a choice, whose there are."""
    owner = shown.owner()
    if owner is None:
        _choose()
        return
    area = area_of_owner(shown.kpis(), shown.activities(), as_of.today())
    role = owner_roles()[owner].words
    st.title(plain(f"{owner}, {role}"), anchor=False)
    brand.name_page(f"{owner}, {role}")
    illustrative.illustrative(area.kpis, (change.now for change in area.activities))
    for section in (_answer, _changed, _to_do, _measures, _activities):
        with unexpected.on_its_own():
            section(area)
    html_tables.on_screen("To take it to a meeting, print it: menu and choices are left out.")
    one_page = html_tables.link(
        "One page of it, as Word or PDF", report.ADDRESS, much=ReportKind.BRIEF
    )
    html_tables.links(one_page)


def _choose() -> None:
    st.title("My area", anchor=False)
    st.write(
        "Whose measures and activities do you want to see? "
        + "Your choice then stands at the top of every page."
    )
    roles, earlier = owner_roles(), earlier_owners()
    named = {
        title: [name for name, known in roles.items() if known is role and name not in earlier]
        for role, title in PLURALS.items()
    }
    named["Named in earlier plans only"] = sorted(earlier)
    for title, names in named.items():
        if names:
            st.header(plain(title), anchor=False)
            html_tables.links(*(_link_for(name) for name in names))
            html_tables.on_paper(", ".join(names))
    unled = without_lead(shown.all_kpis())
    if unled:
        html_tables.quiet(
            f"{count(len(unled), 'measure has', 'measures have')} no lead. "
            "Download the plan workbook under Upload to name them."
        )


def _link_for(name: str) -> Markup:
    return html_tables.link(name, ADDRESS, **{shown.FOR: name})


def _answer(area: AreaOfOwner) -> None:
    html_tables.headline(escaped(area.sentence))
    reported = reported_period(area.kpis)
    if reported:
        html_tables.quiet(report_age(reported, as_of.today()).sentence)


def _changed(area: AreaOfOwner) -> None:
    st.header("Changed since last quarter", anchor=False)
    moves = [*area.changes.worse, *area.changes.better]
    rows = [_move_cells(move) for move in moves]
    rows += [_activity_change_cells(change) for change in area.changed_activities]
    compared = bool(area.changes.compared) or not area.kpis
    if not compared:
        st.write(plain(moved_words(area.changes)))
    if rows:
        html_tables.table("Old and new", ["What", "Was", "Is now"], rows)
    else:
        st.write("No measure and no activity." if compared else "No activity.")


def _move_cells(move: StatusMove) -> Sequence[html_tables.Cell]:
    now = html_tables.badge(on_target_words(move.kpi.status))
    was = html_tables.badge(on_target_words(move.was))
    return [
        html_tables.link(move.kpi.name, "kpi", kpi=move.kpi.code),
        html_tables.with_facts(was, move.was_figure),
        html_tables.with_facts(now, move.now_figure),
    ]


def _activity_change_cells(change: ActivityChange) -> Sequence[html_tables.Cell]:
    was = change.before
    return [
        _activity_link(change),
        html_tables.with_facts(html_tables.badge(status_words(was)), was.progress) if was else "",
        html_tables.with_facts(html_tables.badge(status_words(change.now)), change.now.progress),
    ]


def _activity_link(change: ActivityChange) -> html_tables.Cell:
    key = f"{change.now.plan} {change.now.position}"
    return html_tables.link(change.now.title, "activities", activity=key)


def _to_do(area: AreaOfOwner) -> None:
    st.header("To do", anchor=False)
    if not area.late and not area.silent:
        st.write("Nothing is late, and every activity has news.")
    if area.late:
        headings = ["Oldest missing", "Due by", "Days late", "Measures"]
        rows = [_late_cells(group) for group in area.late]
        caption = f"{count(area.late_figures, 'late figure')}, the oldest of each measure"
        html_tables.table(caption, headings, rows, numeric=["Days late"])
    unreported = [change for change in area.silent if not change.was_ever_reported]
    silent = [change for change in area.silent if change.was_ever_reported]
    if silent:
        caption = f"{count(len(silent), 'activity', 'activities')} without news"
        rows = [_silent_cells(change) for change in silent]
        html_tables.table(caption, ["Activity", "Why"], rows)
    if unreported:
        words = count(len(unreported), "activity has", "activities have")
        st.write(f"{words} no report yet: “not reported” under My activities.")


def _late_cells(group: LatePeriod) -> Sequence[html_tables.Cell]:
    late = group.first
    names = [html_tables.link(f.kpi.name, "kpi", kpi=f.kpi.code) for f in group.figures]
    return [
        html_tables.unbroken(late.period.label),
        html_tables.unbroken(day(late.by)),
        late.days_overdue,
        Markup(", ").join(names),
    ]


def _silent_cells(change: ActivityChange) -> Sequence[html_tables.Cell]:
    return [_activity_link(change), _why_silent(change)]


def _why_silent(change: ActivityChange) -> str:
    if not change.is_reported:
        return "not in the latest report"
    return "the same text as last quarter" if change.now.progress else "nothing written"


def _measures(area: AreaOfOwner) -> None:
    st.header("My measures", anchor=False)
    if area.kpis:
        st.html(_measures_table())
    else:
        st.write("No measure of the current plan.")


@prepared_html
def _measures_table() -> Markup:
    rows = shown.measures()
    period = reported_period([row.kpi for row in rows])
    report = period.label if period else ""
    return measures_table(worst_first_caption(report), rows, report)


def _activities(area: AreaOfOwner) -> None:
    st.header("My activities", anchor=False)
    if area.activities:
        _activity_table(area.activities)
    else:
        st.write("No key activity of the current plan.")
    if area.earlier:
        words = count(len(area.earlier), "key activity", "key activities")
        with st.expander(f"Earlier plans: {words}"):
            _activity_table(area.earlier)


def _activity_table(activities: Sequence[ActivityChange]) -> None:
    headings = ["Activity", "Plan and quarter", "Status", "Progress", "Next steps"]
    rows = [_activity_cells(change) for change in activities]
    html_tables.table(
        "As the latest report has them", *html_tables.without_empty_columns(headings, rows)
    )


def _activity_cells(change: ActivityChange) -> Sequence[html_tables.Cell]:
    now = change.now
    status = html_tables.badge(status_words(now))
    period = f"{now.plan}, {now.quarter}"
    return [_activity_link(change), period, status, now.progress, now.next_steps]
