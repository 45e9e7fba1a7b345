"""What a page says where nothing has been published yet, with the way to Upload."""

import streamlit as st

from pages.shared import html_tables
from pages.shared.escaping import plain


def nothing_yet(sentence: str) -> None:
    """Say what is missing and lead to where it comes in."""
    st.info(plain(sentence))
    html_tables.links(html_tables.link("Upload figures", "upload"))
