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
    """Show what was told, until it is put away."""
    if text := st.session_state.get(_TEXT):
        st.success(plain(text))
    if links := st.session_state.get(_LINKS):
        html_tables.links(*links)


def put_away() -> None:
    """Show it no more: the page that it stood above is drawn."""
    st.session_state.pop(_TEXT, None)
    st.session_state.pop(_LINKS, None)
