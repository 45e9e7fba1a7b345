"""What the last action did, told on the page that it was done on or that it leads to."""

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from pages.shared import html_tables
from pages.shared.escaping import plain

_TEXT, _LINKS, _PRESSED = "told", "told_links", "pressed"


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


def forget_press() -> None:
    """Begin a run of which nobody has noted a press yet."""
    st.session_state.pop(_PRESSED, None)


def note_press() -> None:
    """Say that this run answers a press: run anew, the page would know nothing of it."""
    st.session_state[_PRESSED] = True


def answers_press() -> bool:
    """Whether this run answers a press of a button or of a form."""
    return _PRESSED in st.session_state
