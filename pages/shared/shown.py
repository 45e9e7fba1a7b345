"""What every page shows: for whom, in the report of which quarter, as it stood on which day.

The choices are drawn by pages.frame, stand in the address, and are carried by every link.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from typing import NamedTuple

import streamlit as st

from insights.activity_changes import ActivityChange
from insights.cache import remembered
from insights.kpis import Kpi, current_plan, has_plan, report_begun, report_quarters
from insights.measure_rows import MeasureRow, measure_rows
from insights.ownership import activities_for, kpis_for, owner_roles
from insights.report_headline import ReportView, report_view
from metrics.period import Period
from pages.shared import as_of

FOR, QUARTER, AS_OF = "for", "quarter", "as_of"
EVERYONE = "Everyone"


class _Choices(NamedTuple):
    """Whose measures are shown, the quarter, and what links take along."""

    owner: str | None
    quarter: Period | None
    carried: Mapping[str, str]


# What is chosen while a page is drawn; None where each question looks by itself.
_settled: ContextVar[_Choices | None] = ContextVar("settled", default=None)


@contextmanager
def settled() -> Iterator[None]:
    """Look at the choices once for all that is drawn inside: every link of a page carries them."""
    before = _settled.set(_Choices(owner(), chosen_quarter(), carried()))
    try:
        yield
    finally:
        _settled.reset(before)


def owner() -> str | None:
    """Whose measures and activities are shown; None for everyone's."""
    if choices := _settled.get():
        return choices.owner
    chosen = st.session_state.get(FOR)
    return str(chosen) if chosen in owner_roles() else None


def chosen_quarter() -> Period | None:
    """The quarter that is shown, where it is not that of the latest report."""
    if choices := _settled.get():
        return choices.quarter
    return _earlier_quarters().get(str(st.session_state.get(QUARTER)))


@remembered
def quarters() -> Sequence[Period]:
    """The quarters to choose from: the latest report's, one that has begun since, earlier ones."""
    if not has_plan():
        return ()
    begun = report_begun(current_plan())
    latest, *earlier = report_quarters(current_plan()) or (None,)
    between = [begun.period] if begun else []
    return (latest, *between, *earlier) if latest else ()


@remembered
def _earlier_quarters() -> Mapping[str, Period]:
    """The quarters to choose from but the latest report's, by their labels."""
    return {quarter.label: quarter for quarter in quarters()[1:]}


def carried() -> Mapping[str, str]:
    """The choices that a link takes along; those that say nothing are left out."""
    if settled_choices := _settled.get():
        return settled_choices.carried
    choices = {FOR: owner(), QUARTER: getattr(chosen_quarter(), "label", None)}
    choices[AS_OF] = st.session_state.get(AS_OF)
    return {name: str(choice) for name, choice in choices.items() if choice}


def all_kpis() -> Sequence[Kpi]:
    """Every KPI of the current plan in the report that is shown, whoever answers for it."""
    return kpis_for(None, chosen_quarter())


def kpis() -> Sequence[Kpi]:
    """The KPIs of the current plan in the report that is shown, for whom it is shown."""
    return kpis_for(owner(), chosen_quarter())


def measures() -> Sequence[MeasureRow]:
    """The same as rows of a table, the worst first."""
    return measure_rows(as_of.today(), chosen_quarter(), owner())


def activities() -> Sequence[ActivityChange]:
    """Every plan's activities as the report of the quarter that is shown has them, for whom."""
    return activities_for(owner(), _until())


def _until() -> date | None:
    quarter = chosen_quarter()
    return quarter.end if quarter else None


def report() -> ReportView:
    """The report that is shown, for whom it is shown."""
    return report_view(owner(), chosen_quarter(), as_of.today())
