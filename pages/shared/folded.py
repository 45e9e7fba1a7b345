"""A part of a page that is worked out and sent when somebody opens it."""

from collections.abc import Callable

import streamlit as st

from pages.shared import html_tables, unexpected


def folded(label: str, key: str, draw: Callable[[], None], icon: str | None = None) -> None:
    """Draw a part folded away; that it is open stands in the address under `key`."""
    opened = st.expander(label, key=key, icon=icon, on_change="rerun", bind="query-params")
    with opened, unexpected.on_its_own():
        if opened.open:
            draw()
        else:
            html_tables.coming()
