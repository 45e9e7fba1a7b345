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
    """Show what was told, until it is put away.

    It has its place when nothing is told, too: what moves up on a page is drawn anew by the
    browser, and forgets which list is open and what is half typed.
    """
    place = st.empty()
    text, links = st.session_state.get(_TEXT), st.session_state.get(_LINKS)
    if not text and not links:
        return
    with place.container():
        if text:
            st.success(plain(text))
        if links:
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
