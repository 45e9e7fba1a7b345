"""The methods in five sentences each, and what is assumed."""

import streamlit as st

from insights.method_notes import ASSUMPTIONS, METHODS
from metrics.attention.attention_list import ATTENTION_RULE
from pages.shared import html_tables


def methods() -> None:
    """Each method with its rule, its source and what it does not say; then what is assumed."""
    st.header("About the methods")
    for name, sentences in METHODS.items():
        st.subheader(name)
        st.markdown(" ".join(sentences))
    st.subheader("Needs attention")
    st.markdown(ATTENTION_RULE)
    headings = ["What", "Why", "How sure", "What would change it"]
    with st.expander("What is assumed, and why"):
        html_tables.table("Assumptions", headings, ASSUMPTIONS)
