"""The illustrative sample: withdrawn with one button once real KPI figures are published."""

import streamlit as st

from insights import cache
from insights.formatting import count
from insights.upload_history import illustrative_beside_real
from pages.shared import flash, signed_form


def withdraw() -> None:
    """Offer to withdraw what is illustrative, where real KPI figures stand beside it."""
    illustrative = illustrative_beside_real()
    if not illustrative:
        return
    files = count(len(illustrative), "illustrative file stands", "illustrative files stand")
    with st.form("withdraw-sample"):
        st.write(
            f"Real KPI figures are published, and {files} beside them. A plan with real figures "
            "shows no invented ones. They would come back if the real ones were withdrawn. "
            "Withdraw the illustrative sample so that they do not. History can restore it."
        )
        signature = signed_form.sign("Withdraw the illustrative sample", "sample-by")
    if not signed_form.is_signed(signature, "Give your name: the history keeps who withdrew it."):
        return
    for upload in illustrative:
        cache.store().withdraw(signature.actor, upload.number, "real figures are published")
    flash.tell("The illustrative sample is withdrawn: no invented figure is shown.")
