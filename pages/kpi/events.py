"""What happened to a KPI: a note with its day, new control limits, a changed definition."""

from datetime import UTC, datetime

import streamlit as st

from data.store import KpiEvent
from insights import cache
from insights.formatting import day
from insights.kpis import REBASE, Kpi
from pages.shared import as_of

KINDS = {
    "note": "Something happened: a note on the chart",
    REBASE: "The process changed: control limits begin anew",
    "definition": "What is counted changed",
}
TAKE_BACK = "take back"


def events(kpi: Kpi, plan: str) -> None:
    """What is known to have happened, and a form for what is not."""
    if as_of.chosen():
        return
    with st.expander("Say what happened, or let the control limits begin anew"):
        _add(kpi, plan)
        if kpi.events:
            _take_back(kpi, plan)


def _add(kpi: Kpi, plan: str) -> None:
    with st.form(f"event-{kpi.code}", clear_on_submit=True):
        kind = st.selectbox("What it is", list(KINDS), format_func=KINDS.__getitem__)
        when = st.date_input("Day", value=datetime.now(UTC).date(), format="DD/MM/YYYY")
        words = st.text_input("What happened, in a few words")
        who = st.text_input("Your name", key=f"event-by-{kpi.code}")
        pressed = st.form_submit_button("Keep it")
    if pressed:
        cache.store().add_event(KpiEvent(plan, kpi.code, when, kind, words.strip()), who.strip())
        _told("It is kept and stands on the chart.")


def _take_back(kpi: Kpi, plan: str) -> None:
    with st.form(f"event-back-{kpi.code}", clear_on_submit=True):
        words = [f"{day(event['day'])}: {event['words']}" for event in kpi.events]
        place = st.selectbox("Take back", range(len(words)), format_func=words.__getitem__)
        who = st.text_input("Your name", key=f"event-back-by-{kpi.code}")
        pressed = st.form_submit_button("Take it back")
    if pressed:
        event = kpi.events[place]
        said = KpiEvent(
            plan, kpi.code, event["day"].date(), str(event["kind"]), str(event["words"])
        )
        cache.store().add_event(said, who.strip(), set_aside=True)
        _told("It is taken back. The store keeps that it was said.")


def _told(words: str) -> None:
    st.session_state["told"] = words
    st.rerun()
