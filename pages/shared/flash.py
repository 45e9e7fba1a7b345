"""What the last action did, told above whichever page it leads to."""

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from pages.shared import html_tables
from pages.shared.escaping import plain

_TEXT, _LINKS = "told", "told_links"


def tell(text: str, links: Sequence[Markup] = ()) -> None:
    """Run the page anew with this sentence above it, and links to where the action shows."""
    st.session_state[_TEXT] = text
    st.session_state[_LINKS] = links
    st.rerun()


def draw() -> None:
    """Show what was told, once."""
    text = st.session_state.pop(_TEXT, None)
    if text:
        st.success(plain(text))
    links = st.session_state.pop(_LINKS, ())
    if links:
        html_tables.links(*links)
