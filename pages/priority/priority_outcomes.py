"""The outcomes of a priority as headings over their key activities and measures."""

from collections import Counter
from collections.abc import Sequence
from itertools import groupby

import streamlit as st
from markupsafe import Markup

from insights import corporate_plans
from insights.formatting import count
from insights.kpis import Kpi, kpis_of
from insights.outcome_activities import ActivityUnderOutcome, OutcomeActivities, outcome_activities
from insights.planned_activities import LineKind, PlannedActivity
from insights.reported_activities import NONE_NAMED, ReportedActivity
from metrics.words.status_words import on_target_words
from pages.shared import activity_bar, html_tables, shown
from pages.shared.escaping import escaped, joined
from pages.shared.prepared_html import prepared_html

LINE_KINDS = {
    LineKind.SUB_ACTION: "Steps",
    LineKind.SERVICE_OUTPUT: "What the service delivers",
    LineKind.CUSTOMER_OUTPUT: "What customers get",
    LineKind.COMMUNITY_OUTCOME: "What changes for the community",
}


def outcomes(plan: str, priority: str) -> None:
    """Every outcome with what is done for it and how that is measured."""
    source = next((known.source for known in corporate_plans.plans() if known.plan == plan), None)
    if source:
        html_tables.quiet(
            f"Outcomes and activities are summed up here. The plan has them in full ({source})."
        )
    st.html(_outcomes(plan, priority))
    _summary(plan, priority)


def _summary(plan: str, priority: str) -> None:
    """The KPIs that the plan itself lists first under the priority."""
    by_code = {kpi.code: kpi for kpi in kpis_of(plan)}
    rows: list[list[html_tables.Cell]] = []
    for line in corporate_plans.kpi_summary(plan, priority):
        kpi = by_code.get(line.kpi or "")
        linked = html_tables.link(kpi.name, "kpi", kpi=kpi.code) if kpi else "none with a code"
        status = html_tables.badge(on_target_words(kpi.status)) if kpi else ""
        rows.append([line.text, linked, status])
    if rows:
        html_tables.table("The plan's own summary of KPIs", ["In the plan", "KPI", "Status"], rows)


def activities_listed(plan: str, priority: str) -> Sequence[ReportedActivity]:
    """The activities under its outcomes, as the report that is shown has them."""
    return [
        under.card.activity for listed in _listed(plan, priority) for under in listed.activities
    ]


def _listed(plan: str, priority: str) -> Sequence[OutcomeActivities]:
    quarter = shown.chosen_quarter()
    return outcome_activities(plan, priority, quarter.end if quarter else None, shown.owner())


@prepared_html
def _outcomes(plan: str, priority: str) -> Markup:
    owner, listed = shown.owner(), _listed(plan, priority)
    if not listed and owner:
        html = Markup("<p>No key activity of this priority is one of {}.</p>")
        return html.format(escaped(owner))
    if not listed:
        return Markup("<p>The plan names no outcome and no activity of this priority.</p>")
    first = [under.card for item in listed for under in item.activities if under.is_first]
    is_reported = any(card.change.is_reported for card in first)
    outcomes = [_outcome(item, with_status=is_reported) for item in listed]
    changes = [card.change for card in first]
    answer = activity_bar.standing_html(changes, plan) if changes else Markup("")
    return joined([answer, *outcomes])


def _outcome(item: OutcomeActivities, *, with_status: bool) -> Markup:
    """Its activities, a line each that opens, and beside them its measures."""
    title = item.outcome.title if item.outcome else "Without an outcome of this priority"
    html = Markup(
        '<section class="dd-outcome"><h2>{}</h2><div class="dd-served"><div>{}</div>{}</div>'
        "</section>"
    )
    nothing = Markup('<p class="dd-quiet">The plan puts no key activity under this outcome.</p>')
    lines = [
        _activity(under, with_status=with_status) for under in item.activities if under.is_first
    ]
    above = _listed_above(item.activities)
    activities = joined([*lines, above]) or nothing
    measures = joined([_chips(item.first), _measures_above(item.above)])
    beside = Markup("<div>{}</div>").format(measures) if measures else measures
    return html.format(escaped(title), activities, beside)


def _measures_above(kpis: Sequence[Kpi]) -> Markup:
    """Those that stand under an earlier outcome too: how they stand, and folded which."""
    if not kpis:
        return Markup("")
    counts = Counter(on_target_words(kpi.status) for kpi in kpis)
    badges = Markup(" ").join(html_tables.badge(word, number) for word, number in counts.items())
    html = Markup('<details class="dd-above"><summary>{} from above: {}</summary>{}</details>')
    return html.format(count(len(kpis), "measure"), badges, _chips(kpis))


def _chips(kpis: Sequence[Kpi]) -> Markup:
    """The measures as links with their status."""
    chip = Markup("<li>{} {}</li>")
    chips = Markup("").join(
        chip.format(
            html_tables.badge(on_target_words(kpi.status)),
            html_tables.link(kpi.name, "kpi", kpi=kpi.code),
        )
        for kpi in kpis
    )
    return Markup('<ul class="dd-chips">{}</ul>').format(chips) if chips else chips


def _listed_above(activities: Sequence[ActivityUnderOutcome]) -> Markup:
    """Those that serve an earlier outcome too, and have their card there."""
    titles = [item.planned.title for item in activities if not item.is_first]
    also = Markup('<p class="dd-quiet">Also, from above: {}.</p>')
    return also.format(escaped("; ".join(titles))) if titles else Markup("")


def _activity(item: ActivityUnderOutcome, *, with_status: bool) -> Markup:
    """Its title and status; the rest is folded unless it is in trouble or has changed."""
    card = item.card
    badge = html_tables.badge(card.status) if with_status else Markup("")
    title = Markup("{} <h3>{}</h3>").format(badge, escaped(item.planned.title))
    rest = joined([_people(card.activity), _progress(card.activity), _more(item.planned)])
    if not rest:
        return Markup('<article class="dd-card dd-line">{}</article>').format(title)
    html = Markup('<details class="dd-card dd-line"{}><summary>{}</summary>{}</details>')
    return html.format(Markup("") if card.is_quiet else Markup(" open"), title, rest)


def _people(report: ReportedActivity) -> Markup:
    named = [name for name in (report.lead, report.portfolio) if name != NONE_NAMED]
    words = escaped("; ".join(named))
    return Markup('<p class="dd-quiet">{}</p>').format(words) if named else Markup("")


def _progress(report: ReportedActivity) -> Markup:
    if not report.progress:
        return Markup("")
    html = Markup("<p>{}: {}</p>")
    return html.format(escaped(report.quarter), escaped(report.progress))


def _more(activity: PlannedActivity) -> Markup:
    """What the plan says it consists of, folded away."""
    if not activity.lines:
        return Markup("")
    line = Markup("<li>{}</li>")
    parts = Markup("").join(
        Markup("<h4>{}</h4><ul>{}</ul>").format(
            LINE_KINDS[kind], Markup("").join(line.format(escaped(each.text)) for each in lines)
        )
        for kind, lines in groupby(activity.lines, key=lambda each: each.kind)
    )
    code = f" ({activity.code})" if activity.code else ""
    if activity.official_title:
        printed = Markup('<p class="dd-quiet">In the plan: {}</p>')
        parts = Markup("{}{}").format(printed.format(escaped(activity.official_title)), parts)
    return Markup("<details><summary>More{}</summary>{}</details>").format(code, parts)
