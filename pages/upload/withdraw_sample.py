"""The illustrative sample: withdrawn with one button once real KPI figures are published."""

import streamlit as st

from data.questions import stored_uploads
from data.records import records
from insights import cache
from insights.formatting import count


def withdraw() -> None:
    """Offer to withdraw what is illustrative, where real KPI figures stand beside it."""
    uploads = records(cache.ask(stored_uploads.uploads))
    standing = [one for one in uploads if not isinstance(one["withdrawn_by"], str)]
    invented = [one for one in standing if one["illustrative"]]
    real = [one for one in standing if not one["illustrative"] and one["kpi_values"]]
    if not (invented and real):
        return
    files = count(len(invented), "illustrative file stands", "illustrative files stand")
    with st.form("withdraw-sample"):
        st.write(
            f"Real KPI figures are published, and {files} beside them. Withdrawing them takes "
            "every invented figure off the pages; History can bring them back."
        )
        who = st.text_input("Your name", key="sample-by")
        pressed = st.form_submit_button("Withdraw the illustrative sample")
    if not pressed:
        return
    if not who.strip():
        st.error("Give your name: the history keeps who withdrew it.")
        return
    for one in invented:
        cache.store().withdraw(int(str(one["upload"])), who.strip(), "real figures are published")
    st.session_state["told"] = "The illustrative sample is withdrawn: no invented figure is shown."
    st.rerun()
