"""The day that the pages look at: now, or the end of a day in the past that the address names."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from functools import wraps
from typing import ParamSpec

import streamlit as st

from insights import cache
from insights.formatting import day

P = ParamSpec("P")
LOOKED_AT = "looked_at"
# Under which a visit knows the edition that it was drawn in last.
LAST_READ = "last_read"

KEY = "as_of"
# No version of the dashboard's data is older.
FIRST_DAY = date(2000, 1, 1)


def choose() -> None:
    """The calendar for a day before today, kept in the address."""
    st.date_input(
        "Show the dashboard as it stood on",
        value=None,
        min_value=FIRST_DAY,
        max_value=datetime.now(UTC).date() - timedelta(days=1),
        format="DD/MM/YYYY",
        key=KEY,
        bind="query-params",
        persist_state="session",
        help="What stood at the end of that day, and nothing published since.",
    )


def chosen() -> date | None:
    """The day in the past that is chosen; None for what stands now."""
    past_day = st.session_state.get(KEY)
    is_past = isinstance(past_day, date) and past_day < datetime.now(UTC).date()
    return past_day if is_past else None


@contextmanager
def looked_at() -> Iterator[date | None]:
    """Everything that is asked inside is answered as it stood on the chosen day; says so above."""
    past_day = chosen()
    if past_day:
        st.warning(
            f"As it stood at the end of {day(past_day)}. Nothing published or taken back since is "
            "shown. Clear the date above to see what stands now."
        )
    st.session_state[LOOKED_AT] = past_day
    with cache.as_of(past_day):
        yield past_day


def fragment(draw: Callable[P, None]) -> Callable[P, None]:
    """A part of a page that runs by itself when something in it is chosen, as of the chosen day.

    By itself it runs outside of `looked_at`, which surrounds the page, and in the newest edition:
    the page is drawn anew where it is of an older one.
    """

    @st.fragment
    @wraps(draw)
    def at_the_day(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            with cache.as_of(chosen()):
                draw(*args, **kwargs)
        finally:
            # Not before: what is chosen in a part is forgotten where the part was not drawn.
            if cache.is_newer_than(st.session_state.get(LAST_READ)):
                st.rerun(scope="app")

    return at_the_day


def today() -> date:
    """The day that is looked at: the day it is, in UTC, or one in the past."""
    looked_at: date | None = st.session_state.get(LOOKED_AT)
    return looked_at or datetime.now(UTC).date()
