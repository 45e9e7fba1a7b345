"""What happened to a KPI: a note with its day, new control limits, a changed definition."""

from datetime import UTC, datetime

import streamlit as st

from data.actor import AccessRole
from data.uploads import KpiEvent
from insights import cache
from insights.formatting import day
from insights.kpis import REBASE, TARGET_CHANGED, Kpi
from pages.shared import as_of, box_lengths, flash, signed_form, signed_in

KINDS = {
    "note": "Something happened: a note on the chart",
    REBASE: "The process changed: new control limits from here",
    "definition": "What is counted changed",
    TARGET_CHANGED: "The target changed: why",
}


def events(kpi: Kpi) -> None:
    """What is known to have happened, and a form for what is not."""
    if as_of.chosen() or not signed_in.may(AccessRole.ANALYST):
        return
    with st.expander("Add a note to the chart (analysts)"):
        _add(kpi)
        if kpi.events:
            _take_back(kpi)


def _add(kpi: Kpi) -> None:
    with st.form(f"event-{kpi.code}", clear_on_submit=True):
        kind = st.selectbox("What it is", list(KINDS), format_func=KINDS.__getitem__)
        when = st.date_input("Day", value=datetime.now(UTC).date(), format="DD/MM/YYYY")
        words = st.text_input("What happened, in a few words", max_chars=box_lengths.EVENT)
        signature = signed_form.sign("Keep it", f"event-by-{kpi.code}")
    if signature.pressed:
        event = KpiEvent(kpi.plan, kpi.code, when, kind, words.strip())
        cache.store().add_event(signature.actor, event)
        flash.tell("It is kept and stands on the chart.")


def _take_back(kpi: Kpi) -> None:
    with st.form(f"event-back-{kpi.code}", clear_on_submit=True):
        words = [f"{day(event['day'])}: {event['words']}" for event in kpi.events]
        number = st.selectbox("Take back", range(len(words)), format_func=words.__getitem__)
        signature = signed_form.sign("Take it back", f"event-back-by-{kpi.code}")
    if signature.pressed:
        stored = kpi.events[number]
        event = KpiEvent(
            kpi.plan, kpi.code, stored["day"].date(), str(stored["kind"]), str(stored["words"])
        )
        cache.store().add_event(signature.actor, event, set_aside=True)
        flash.tell("It is taken back. The store keeps that it was said.")
