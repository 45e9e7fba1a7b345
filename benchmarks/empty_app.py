"""Pages of the framework with nothing of ours, which Uvicorn serves as it serves ours.

`uvicorn --factory benchmarks.empty_app:empty`; each function is the application of one of them.
"""

from pathlib import Path

import streamlit as st


def empty() -> st.App:
    """A page with one sentence."""
    return _app("empty_page.py")


def frame() -> st.App:
    """A page with one sentence under a menu and boxes as ours."""
    return _app("frame_page.py")


def two_pages() -> st.App:
    """A page with one sentence, and one with a chart that its menu leads to."""
    return _app("two_pages.py")


def _app(script: str) -> st.App:
    return st.App(str(Path(__file__).with_name(script)))
