"""The illustrative sample: withdrawn with one button once real KPI figures are published."""

import streamlit as st

from insights import cache
from insights.formatting import count
from insights.upload_history import illustrative_beside_real, shows_invented_figures
from pages.shared import flash, signed_form


def withdraw() -> None:
    """Offer to withdraw what is illustrative, where real KPI figures stand beside it."""
    illustrative = illustrative_beside_real()
    if not illustrative:
        return
    files = count(len(illustrative), "illustrative file stands", "illustrative files stand")
    with st.form("withdraw-sample"):
        st.write(
            f"Rows of real KPIs are published, and {files} beside them. {_shown_words()} "
            "Withdraw the illustrative sample so that no page does. History can restore it."
        )
        signature = signed_form.sign("Withdraw the illustrative sample", "sample-by")
    if not signed_form.is_signed(signature, "Give your name: the history keeps who withdrew it."):
        return
    for upload in illustrative:
        cache.store().withdraw(signature.actor, upload.number, "real figures are published")
    flash.tell("The illustrative sample is withdrawn: no invented figure is shown.")


def _shown_words() -> str:
    """Whether a page shows invented figures now, or would if real ones were withdrawn."""
    if shows_invented_figures():
        return "A plan without any real figure still shows its invented ones."
    return "No page shows an invented figure; if the real ones were withdrawn, pages would again."
