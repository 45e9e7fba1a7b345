"""What every page shows: for whom, in the report of which quarter, as it stood on which day.

The choices are drawn by pages.frame, stand in the address, and are carried by every link.
"""

from collections.abc import Mapping, Sequence

import streamlit as st

from insights.activity_changes import ActivityChange, activity_changes
from insights.kpis import Kpi, current_plan, kpis_of, report_quarters
from insights.measure_rows import MeasureRow, measure_rows
from insights.ownership import answers_for, kpis_for, owner_roles
from insights.reported_activities import reported_activities
from metrics.period import Period
from pages.shared import as_of

FOR, QUARTER, AS_OF = "for", "quarter", "as_of"
EVERYONE = "Everyone"


def owner() -> str | None:
    """Whose measures and activities are shown; None for everyone's."""
    chosen = st.session_state.get(FOR)
    return str(chosen) if chosen in owner_roles() else None


def earlier_quarter() -> Period | None:
    """The quarter whose report is shown, where it is not the latest."""
    chosen = st.session_state.get(QUARTER)
    earlier = report_quarters(current_plan())[1:]
    return next((quarter for quarter in earlier if quarter.label == chosen), None)


def carried() -> Mapping[str, str]:
    """The choices that a link takes along; those that say nothing are left out."""
    choices = {FOR: owner(), QUARTER: getattr(earlier_quarter(), "label", None)}
    choices[AS_OF] = st.session_state.get(AS_OF)
    return {name: str(choice) for name, choice in choices.items() if choice}


def all_kpis() -> Sequence[Kpi]:
    """Every KPI of the current plan in the report that is shown, whoever answers for it."""
    quarter = earlier_quarter()
    return kpis_of(current_plan(), quarter=quarter) if quarter else kpis_of(current_plan())


def kpis() -> Sequence[Kpi]:
    """The KPIs of the current plan in the report that is shown, for whom it is shown."""
    return kpis_for(all_kpis(), owner())


def measures() -> Sequence[MeasureRow]:
    """The same as rows of a table, the worst first."""
    return measure_rows(current_plan(), as_of.today(), earlier_quarter(), owner())


def activities() -> Sequence[ActivityChange]:
    """Every plan's activities as the report of the quarter that is shown has them, for whom.

    Those of the current plan stand first.
    """
    somebody = owner()
    return [change for change in all_activities() if answers_for(somebody, change.now)]


def all_activities() -> Sequence[ActivityChange]:
    """The same, whoever answers for them."""
    quarter = earlier_quarter()
    changes = activity_changes(reported_activities(), quarter.end if quarter else None)
    return sorted(changes, key=lambda change: change.now.plan != current_plan())
