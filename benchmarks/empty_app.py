"""An empty page of the framework: `uvicorn benchmarks.empty_app:app` serves it as ours are."""

from pathlib import Path

import streamlit as st

app = st.App(str(Path(__file__).with_name("empty_page.py")))
