"""What every page shows: for whom, in the report of which quarter, as it stood on which day.

The choices are drawn by pages.frame, stand in the address, and are carried by every link.
"""

from collections.abc import Mapping, Sequence
from datetime import date

import streamlit as st

from insights.activity_changes import ActivityChange
from insights.begun_quarters import begun_quarters
from insights.kpis import Kpi, current_plan, has_plan, report_quarters
from insights.measure_rows import MeasureRow, measure_rows
from insights.ownership import activities_for, kpis_for, owner_roles
from metrics.period import Period
from pages.shared import as_of

FOR, QUARTER, AS_OF = "for", "quarter", "as_of"
EVERYONE = "Everyone"


def owner() -> str | None:
    """Whose measures and activities are shown; None for everyone's."""
    chosen = st.session_state.get(FOR)
    return str(chosen) if chosen in owner_roles() else None


def other_quarter() -> Period | None:
    """The quarter that is shown, earlier or only begun, where it is not the latest report's."""
    chosen = st.session_state.get(QUARTER)
    others = quarters()[1:]
    return next((quarter for quarter in others if quarter.label == chosen), None)


def quarters() -> Sequence[Period]:
    """The quarters to choose from: that of the latest report, those begun since, earlier ones."""
    if not has_plan():
        return ()
    plan = current_plan()
    reports = report_quarters(plan)
    return [*reports[:1], *begun_quarters(plan), *reports[1:]]


def carried() -> Mapping[str, str]:
    """The choices that a link takes along; those that say nothing are left out."""
    choices = {FOR: owner(), QUARTER: getattr(other_quarter(), "label", None)}
    choices[AS_OF] = st.session_state.get(AS_OF)
    return {name: str(choice) for name, choice in choices.items() if choice}


def all_kpis() -> Sequence[Kpi]:
    """Every KPI of the current plan in the report that is shown, whoever answers for it."""
    return kpis_for(None, other_quarter())


def kpis() -> Sequence[Kpi]:
    """The KPIs of the current plan in the report that is shown, for whom it is shown."""
    return kpis_for(owner(), other_quarter())


def measures() -> Sequence[MeasureRow]:
    """The same as rows of a table, the worst first."""
    return measure_rows(as_of.today(), other_quarter(), owner())


def activities() -> Sequence[ActivityChange]:
    """Every plan's activities as the report of the quarter that is shown has them, for whom."""
    return activities_for(owner(), _until())


def all_activities() -> Sequence[ActivityChange]:
    """The same, whoever answers for them."""
    return activities_for(None, _until())


def _until() -> date | None:
    quarter = other_quarter()
    return quarter.end if quarter else None
