"""The least that the framework can show: what every page of it costs."""

import streamlit as st

st.write("An empty page")
