"""The row under the menu of every page: search, for whom, which quarter, an earlier version."""

from collections.abc import Mapping, Sequence

import streamlit as st

from access.current_actor import owner_shown
from insights import cache
from insights.ownership import OwnerRole, owner_roles
from pages.frame import search_box
from pages.shared import as_of, shown
from pages.shared.escaping import plain
from pages.shared.measures_table import NO_REPORT

ROW = "frame-row"
_BEGUN = "show-for-begun"


def draw(pages: Mapping[str, st.Page], current: str) -> None:
    """Draw the row; `pages` are those that search leads to, by address, `current` the one shown."""
    with st.container(key=ROW, horizontal=True, vertical_alignment="bottom"):
        search, people, quarter, more = (st.container(width=w) for w in (420, 240, 150, 170))
    with more, st.popover("Earlier version", width="stretch"):
        as_of.choose()
    with cache.store().as_of(as_of.chosen()):
        with people:
            _show_for()
        with quarter:
            _quarter()
        with search:
            search_box.box(pages, current)
    _chip()


def _show_for() -> None:
    _begin_with_own()
    st.selectbox(
        "Show for",
        [shown.EVERYONE, *owner_roles()],
        key=shown.FOR,
        bind="query-params",
        persist_state="session",
        label_visibility="collapsed",
    )


def _begin_with_own() -> None:
    """Begin a visit with what is the visitor's own, where its address does not say for whom."""
    if _BEGUN in st.session_state:
        return
    st.session_state[_BEGUN] = True
    owner = owner_shown()
    if owner in owner_roles() and shown.FOR not in st.query_params:
        st.session_state[shown.FOR] = owner


def _quarter() -> None:
    st.selectbox(
        "Quarter",
        _quarters(),
        key=shown.QUARTER,
        bind="query-params",
        persist_state="session",
        label_visibility="collapsed",
    )


def _quarters() -> Sequence[str]:
    return [quarter.label for quarter in shown.quarters()] or [NO_REPORT]


def _chip() -> None:
    """For whom and which quarter the page is, where that is not the usual; one press ends it."""
    owner, quarter = shown.owner(), shown.chosen_quarter()
    if not owner and not quarter:
        return
    role = owner_roles()[owner] if owner else None
    words = [f"{role.words if role is OwnerRole.LEAD else role} {owner}"] if role else []
    words += [quarter.label] if quarter else []
    st.button(
        f"Showing {plain(', '.join(words))} only",
        key="frame-chip",
        icon=":material/close:",
        type="tertiary",
        help="Show everyone and the latest quarter again",
        on_click=_show_all,
    )


def _show_all() -> None:
    st.session_state[shown.FOR] = shown.EVERYONE
    st.session_state[shown.QUARTER] = _quarters()[0]
