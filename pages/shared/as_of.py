"""The day that the pages look at: now, or the end of a day in the past that the address names."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime

import streamlit as st

from insights import cache
from insights.formatting import day
from pages.shared import box_lengths
from pages.shared.escaping import plain

LOOKED_AT = "looked_at"

KEY = "as_of"


def choose() -> None:
    """The box for a day, in the frame of every page."""
    st.sidebar.text_input(
        "As it stood on a day",
        key=KEY,
        max_chars=box_lengths.DAY,
        bind="query-params",
        placeholder="2026-09-01",
        help="The figures as they stood at the end of that day, and nothing published since.",
    )


def chosen() -> date | None:
    """The day in the past that is looked at; None for now."""
    typed = str(st.session_state.get(KEY) or "").strip()
    try:
        typed_day = date.fromisoformat(typed) if typed else None
    except ValueError:
        return None
    return typed_day if typed_day and typed_day < datetime.now(UTC).date() else None


@contextmanager
def looked_at() -> Iterator[date | None]:
    """Everything that is asked inside is answered as it stood on the chosen day; says so above."""
    past_day, typed = chosen(), str(st.session_state.get(KEY) or "").strip()
    if past_day:
        st.warning(
            f"As it stood at the end of {day(past_day)}. Nothing published or taken back since is "
            "shown. Empty the box “As it stood on a day” to see what stands now."
        )
    elif typed:
        st.error(
            f"{plain(typed)} is no day in the past written as 2026-09-01, so this is what stands "
            "now."
        )
    st.session_state[LOOKED_AT] = past_day
    with cache.store().as_of(past_day):
        yield past_day


def today() -> date:
    """The day that is looked at: the day it is, in UTC, or one in the past."""
    looked_at: date | None = st.session_state.get(LOOKED_AT)
    return looked_at or datetime.now(UTC).date()
