"""Choices that live in the address, so that a view can be shared."""

from collections.abc import Callable, Sequence

import streamlit as st

# Two choices fit beside each other on a phone.
WIDTH = 164


def choose_many(label: str, options: Sequence[str], key: str) -> list[str]:
    """Several of the options, none meaning all; kept in the address under `key`."""
    st.session_state.setdefault(key, [])
    return st.multiselect(
        label,
        options,
        key=key,
        bind="query-params",
        placeholder="All",
        select_all=False,
        width=WIDTH,
    )


def choose_one(
    label: str,
    options: Sequence[str],
    key: str,
    words: Callable[[str], str] = str,
    default: str | None = None,
) -> str:
    """One of the options, kept in the address under `key`; the default is the first.

    The address holds the option itself: a bound widget would put its words there.
    """
    asked = st.query_params.get(key, default)
    index = options.index(asked) if asked in options else 0
    chosen = st.selectbox(label, options, index=index, key=f"{key}-choice", format_func=words)
    if st.query_params.get(key) != chosen:
        st.query_params[key] = chosen
    return chosen
