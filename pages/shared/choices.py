"""Choices that live in the address, so that a view can be shared."""

from collections.abc import Callable, Sequence
from typing import Literal

import streamlit as st

from pages.shared.escaping import plain

# Two choices fit beside each other on a phone.
WIDTH = 164
# Where the chart of what is chosen in a table stands: the script of the pages moves to it.
CHOSEN_CHART = "chosen-chart"


def choose_many(
    label: str,
    options: Sequence[str],
    key: str,
    width: int | Literal["stretch"] = WIDTH,
    none: str = "All",
) -> list[str]:
    """Several of the options; `none` says what no choice means. Kept in the address under `key`."""
    st.session_state.setdefault(key, [])
    return st.multiselect(
        label,
        options,
        key=key,
        bind="query-params",
        placeholder=none,
        select_all=False,
        width=width,
    )


def choose_pill(
    label: str, options: Sequence[str], key: str, words: Callable[[str], str] = str
) -> str | None:
    """One of the options or none, as pills; kept in the address under `key` as `choose_one` does.

    Words may hold a count, which changes, so the address holds the option itself.
    """
    widget, followed = f"{key}-pill", f"{key}-followed"
    asked = st.query_params.get(key)
    if asked != st.session_state.get(followed):
        st.session_state[widget] = asked if asked in options else None
    st.session_state[followed] = asked
    if st.session_state.get(widget) not in options:
        st.session_state[widget] = None

    def follow() -> None:
        chosen = st.session_state[widget]
        st.session_state[followed] = chosen
        if chosen is None:
            st.query_params.pop(key, None)
        else:
            st.query_params[key] = chosen

    return st.pills(
        label,
        options,
        key=widget,
        format_func=lambda option: plain(words(option)),
        on_change=follow,
        label_visibility="collapsed",
    )


def choose_one(  # noqa: PLR0913, PLR0917
    label: str,
    options: Sequence[str],
    key: str,
    words: Callable[[str], str] = str,
    default: str | None = None,
    width: int | Literal["stretch"] = "stretch",
) -> str:
    """One of the options, kept in the address under `key`; the default is the first.

    The address holds the option itself, where a bound widget would put its words, and going back
    in the browser chooses again what was chosen then.
    """
    widget, followed = f"{key}-choice", f"{key}-followed"
    asked = st.query_params.get(key)
    if asked != st.session_state.get(followed) and asked in options:
        st.session_state[widget] = asked
    st.session_state[followed] = asked
    if st.session_state.get(widget) not in options:
        st.session_state[widget] = default if default in options else options[0]

    def follow() -> None:
        st.query_params[key] = st.session_state[followed] = st.session_state[widget]

    return st.selectbox(
        label, options, key=widget, format_func=words, on_change=follow, width=width
    )
