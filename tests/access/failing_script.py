"""A script that fails where its address or its button says so."""

import streamlit as st

from data.errors import StoreProblem


def _fail() -> None:
    raise ZeroDivisionError("secret in a callback")


st.button("Fail", on_click=_fail)
if "mended" in st.query_params:
    raise StoreProblem("Mend this.")
if "whole" in st.query_params:
    raise ZeroDivisionError("secret in the script")
