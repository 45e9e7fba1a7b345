"""What a KPI is for: its outcomes and key activities, related measures, and other plans."""

from collections.abc import Sequence
from datetime import date

import streamlit as st
from markupsafe import Markup

from insights.activity_cards import ActivityCard
from insights.kpi_limits import not_told
from insights.kpi_relations import (
    MeasureElsewhere,
    PlanOrder,
    activity_cards_of,
    elsewhere,
    outcomes_of,
    parts_of,
    whole_of,
)
from insights.kpis import Kpi
from insights.reported_activities import NONE_NAMED, ReportedActivity
from metrics.words.status_words import on_target_words
from pages.shared import html_tables, shown
from pages.shared.escaping import escaped
from pages.shared.prepared_html import prepared_html

ACTIVITY_HEADINGS = ["Key activity", "Status", "Last progress"]
ORDERS = {PlanOrder.PREDECESSOR: "Plan before", PlanOrder.SUCCESSOR: "Plan after"}


def belongings(kpi: Kpi) -> None:
    """Outcomes, activities, the measures that it has a part in, and the same in other plans."""
    st.html(_belongings(kpi))


@prepared_html
def _belongings(kpi: Kpi) -> Markup:
    return html_tables.headed(
        "What it is for",
        _outcomes(outcomes_of(kpi, _until())),
        _activities(activity_cards_of(kpi, _until())),
        _related(kpi),
        _other_plans(elsewhere(kpi)),
    )


def _activities(cards: Sequence[ActivityCard]) -> Markup:
    if not cards:
        return html_tables.quiet_html("No key activity of the plan names it.")
    leads = ["" if card.activity.lead == NONE_NAMED else card.activity.lead for card in cards]
    headings = [*ACTIVITY_HEADINGS, "CMT lead"] if any(leads) else ACTIVITY_HEADINGS
    rows = [
        [*_cells(card), lead] if any(leads) else _cells(card)
        for card, lead in zip(cards, leads, strict=True)
    ]
    return html_tables.table_html("Key activities that it measures", headings, rows)


def activities_named(kpi: Kpi) -> Sequence[ReportedActivity]:
    """The activities that name it, as the report that is shown has them."""
    return [card.activity for card in activity_cards_of(kpi, _until())]


def _until() -> date | None:
    quarter = shown.chosen_quarter()
    return quarter.end if quarter else None


def limits(kpi: Kpi) -> None:
    """What it does not tell; nothing where neither the definition nor what it is says so."""
    if sentences := not_told(kpi):
        item = Markup("<li>{}</li>")
        items = Markup("").join(item.format(escaped(text)) for text in sentences)
        listed = Markup('<ul class="dd-untold">{}</ul>').format(items)
        st.html(html_tables.headed("What this does not tell you", listed))


def _outcomes(outcomes: Sequence[str]) -> Markup:
    if not outcomes:
        return Markup("")
    words = "Outcome" if len(outcomes) == 1 else "Outcomes"
    return Markup("<p><b>{}:</b> {}</p>").format(words, escaped("; ".join(outcomes)))


def _cells(card: ActivityCard) -> list[html_tables.Cell]:
    activity = card.activity
    past = [(known.quarter, known.status) for known in card.history]
    history = html_tables.past_statuses(past) if len(past) > 1 else Markup("")
    named = html_tables.link(
        activity.title, "activities", activity=f"{activity.plan} {activity.position}"
    )
    return [
        named,
        Markup("{} {}").format(html_tables.badge(card.status), history),
        f"{activity.quarter}: {activity.progress}" if activity.progress else "nothing reported",
    ]


def _related(kpi: Kpi) -> Markup:
    """The measure that it is a part of, and those that are a part of it."""
    quarter = shown.chosen_quarter()
    whole = whole_of(kpi, quarter)
    rows = [[_named(whole), f"includes {kpi.name}", _status(whole)]] if whole else []
    rows += [
        [_named(part), f"part of {kpi.name}", _status(part)] for part in parts_of(kpi, quarter)
    ]
    if not rows:
        return Markup("")
    return html_tables.table_html("Related measures", ["Measure", "How", "Status"], rows)


def _named(kpi: Kpi) -> Markup:
    return html_tables.link(kpi.name, "kpi", kpi=kpi.code)


def _status(kpi: Kpi) -> Markup:
    return html_tables.badge(on_target_words(kpi.status))


def _other_plans(measures: Sequence[MeasureElsewhere]) -> Markup:
    if not measures:
        return html_tables.quiet_html("It is not in the plan before or after this one.")
    rows: list[list[html_tables.Cell]] = [
        [
            f"{ORDERS[measure.order]}, {measure.plan}",
            html_tables.with_facts(measure.name, measure.code),
            f"differs in {', '.join(measure.differences)}" if measure.differences else "the same",
        ]
        for measure in measures
    ]
    headings = ["Plan", "Measure", "Set beside this"]
    return html_tables.table_html("The measure in other plans", headings, rows)
