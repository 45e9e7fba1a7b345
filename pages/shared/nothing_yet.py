"""What a page says where nothing has been published yet, with the way to Upload."""

import streamlit as st

from insights.formatting import day
from pages.shared import as_of, html_tables
from pages.shared.escaping import plain


def nothing_yet(sentence: str) -> None:
    """Say what is missing and lead to where it comes in; of a day in the past only the first."""
    past_day = as_of.chosen()
    if past_day:
        st.info(plain(f"{sentence} So it was at the end of {day(past_day)}."))
        return
    st.info(plain(sentence))
    html_tables.links(html_tables.link("Upload figures", "upload"))
